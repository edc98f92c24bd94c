"""Findings of single turns.

What was recognised while the call went on, with the rubric's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.scoring.model_lines import filled, known_slots, laid_open
from callcoach.scoring.verdict import Finding, Severity
from callcoach.understanding.utterance import Confidence, Evidence, Label, LabelKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.rubric import Amounts, AntiPattern, Rubric, Rule, Technique
    from callcoach.scoring.trace import CallTrace, TraceTurn

TRAINING_SOURCE = {"fr": "Méthode d'appel", "en": "Call method"}
CLAIM_RULES = frozenset({"respect_dispute", "handle_already_paid"})
"""Rules that are kept once the claim is on hold and nothing is asked for any more."""
HOLDING = frozenset({"suspend_claim"})
CLAIMING = frozenset(
    {
        "ask_full_payment",
        "ask_partial_payment",
        "ask_payment_date",
        "ask_payment_means",
        "ask_proposal",
        "propose_instalments",
        "propose_down_payment",
        "confirm_agreement",
        "repeat_request",
    }
)
"""Acts that ask for money."""


@dataclass(frozen=True)
class Wording:
    """In which language, and with which file, a finding is worded."""

    language: str
    slots: Mapping[str, str]

    @classmethod
    def of(cls, trace: CallTrace, language: str, amounts: Amounts | None = None) -> Wording:
        """Return the wording of a call's findings for a reader of ``language``.

        Args:
            trace: the call.
            language: of the reader.
            amounts: given once the call is over, when its hidden budget may be told.
        """
        slots = known_slots(trace)
        return cls(language, slots if amounts is None else slots | laid_open(trace, amounts))

    def label(self, item: Technique | AntiPattern | Rule) -> str:
        """Return an item's name."""
        return item.label if self.language == "fr" else item.label_en

    def why(self, item: Technique | AntiPattern | Rule) -> str:
        """Return why an item matters."""
        return item.why if self.language == "fr" else item.why_en

    def better(self, item: Technique | AntiPattern | Rule) -> str:
        """Return the model line, filled with what is known of the case."""
        return self.filled(item.better)

    def filled(self, line: str) -> str:
        """Return a model line filled with what is known of the case."""
        return filled(line, self.slots)


def found_in_turns(trace: CallTrace, rubric: Rubric, wording: Wording) -> tuple[Finding, ...]:
    """Return what each turn alone shows: techniques, anti-patterns, breaches, in order."""
    held = False
    found: list[Finding | None] = []
    for turn in trace.turns:
        standing_back = held and not turn.sure_acts & CLAIMING
        found += [
            _finding(label, turn, rubric, wording)
            for label in turn.understood.labels
            if label.kind is not LabelKind.ACT
            and not (standing_back and _of_a_claim_on_hold(label))
        ]
        held |= _holds(turn)
    return tuple(finding for finding in found if finding is not None)


def _holds(turn: TraceTurn) -> bool:
    """Return whether a turn puts the claim on hold in so many words, not by implication."""
    return any(
        label.id in HOLDING and label.evidence.confidence is Confidence.HIGH
        for label in turn.understood.labels
    )


def _of_a_claim_on_hold(label: Label) -> bool:
    """Return whether a label says, not for certain, that a dispute is passed over."""
    certain = label.evidence.confidence is Confidence.HIGH
    return label.id in CLAIM_RULES and not certain


def _finding(label: Label, turn: TraceTurn, rubric: Rubric, wording: Wording) -> Finding | None:
    if label.kind is LabelKind.TECHNIQUE:
        technique = rubric.technique(label.id)
        if technique is None:
            return None
        source = technique.source or TRAINING_SOURCE[wording.language]
        return build(label.evidence, turn.number, "technique", technique, "good", source, wording)
    if label.kind is LabelKind.ANTI_PATTERN:
        anti = rubric.anti_pattern(label.id)
        if anti is None:
            return None
        source = TRAINING_SOURCE[wording.language]
        return build(
            label.evidence, turn.number, "anti_pattern", anti, anti.severity, source, wording
        )
    rule = rubric.rule(label.id)
    if rule is None:
        return None
    return breach(rule, turn.number, label.evidence, wording)


def breach(
    rule: Rule, turn: int | None, evidence: Evidence, wording: Wording, how: str = "said"
) -> Finding:
    """Return the finding of a broken rule."""
    found = build(evidence, turn, "breach", rule, rule.severity, rule.source, wording)
    return found if how == "said" else _as(found, how)


def _as(finding: Finding, how: str) -> Finding:
    from dataclasses import replace

    return replace(finding, how=how)  # type: ignore[arg-type] # a member of the literal


def build(
    evidence: Evidence,
    turn: int | None,
    kind: str,
    item: Technique | AntiPattern | Rule,
    severity: Severity,
    source: str,
    wording: Wording,
) -> Finding:
    """Return a finding with the rubric's words."""
    return Finding(
        turn=turn,
        kind=kind,  # type: ignore[arg-type] # a member of the literal
        id=item.id,
        severity=severity,
        quote=evidence.quote,
        span=evidence.span,
        confidence=evidence.confidence.value,
        label=wording.label(item),
        why=wording.why(item),
        better=wording.better(item),
        source=source,
        advisory=item.advisory,
    )
