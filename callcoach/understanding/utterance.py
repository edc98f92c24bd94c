"""What a turn was understood to be: the vocabulary shared by understanding, engine and scoring.

Every label carries its evidence, so that a finding can always quote the trainee's own words. All
values are frozen and serialise to plain JSON (``to_json``) and back (``from_json``): an attempt
stores what was understood, so that a replay never depends on which recogniser is installed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from callcoach.content.tiers import WORDS
from callcoach.text import Span
from callcoach.understanding.entities import Entity, entity_from_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

UNCLEAR = "unclear"
"""The act of a turn that cannot be told; never an error."""


class Confidence(StrEnum):
    """How sure a label is. ``low`` never moves a mark by itself (design 5)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class LabelKind(StrEnum):
    """What a label names."""

    ACT = "act"
    TECHNIQUE = "technique"
    ANTI_PATTERN = "anti_pattern"
    BREACH = "breach"


class Modality(StrEnum):
    """How firmly a clause is put forward."""

    CERTAIN = "certain"
    CONDITIONAL = "conditional"
    """A possibility left to somebody's decision: « pourra », « pourrait », « serait »."""
    HYPOTHETICAL = "hypothetical"
    """Inside or under an « si … »."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Who does what to whom in a clause, and how it is put (design 5, stage 5)."""

    negated: bool = False
    modality: Modality = Modality.CERTAIN
    question: bool = False
    reported: bool = False
    """Somebody else's words: « on m'a dit que », « vous avez lu que »."""
    corrected: bool = False
    """Mentioned in order to be denied: « ce n'est pas le cas », « je ne parle pas de »."""
    actor: str = ""
    """``agent``, ``debtor``, ``creditor``, ``judge``, ``bailiff``.

    ``third_party`` or empty when unknown.
    """

    @property
    def asserted(self) -> bool:
        """Whether the clause claims its content: neither negated, reported nor corrected."""
        return not (self.negated or self.reported or self.corrected)


@dataclass(frozen=True, slots=True)
class Token:
    """One word as understood: folded, repaired, abbreviations expanded.

    ``span`` is what was typed.

    Words are runs of letters or digits: « l'huissier » is ``l``, ``huissier`` and « est-ce » is
    ``est``, ``ce``. An abbreviation that stands for several words gives several tokens with the
    same span.
    """

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """One clause of a turn; ``span`` points into what was typed."""

    index: int
    span: Span
    tokens: tuple[Token, ...]
    ends: str = ""
    """The punctuation that closes it: ``?``, ``!``, ``.``, ``,`` or nothing."""
    frame: Frame = field(default_factory=Frame)

    @property
    def text(self) -> str:
        """The words, folded and repaired, joined by single spaces."""
        return " ".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a label was given, in the trainee's own words.

    ``source`` is ``example: <sentence>``, ``pattern: <pattern>`` or ``rule: <name>``;
    ``similarity`` lies in 0..1.

    """

    span: Span
    quote: str
    source: str
    similarity: float
    confidence: Confidence
    runner_up: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "span": [self.span.start, self.span.end],
            "quote": self.quote,
            "source": self.source,
            "similarity": round(self.similarity, 3),
            "confidence": self.confidence.value,
            "runner_up": self.runner_up,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Evidence:
        """Rebuild from ``to_json`` data."""
        return cls(
            span=Span(*data["span"]),
            quote=data["quote"],
            source=data["source"],
            similarity=data["similarity"],
            confidence=Confidence(data["confidence"]),
            runner_up=data.get("runner_up", ""),
        )


@dataclass(frozen=True, slots=True)
class Label:
    """One thing recognised in a turn.

    An act, a technique, an anti-pattern or the breach of a rule.
    """

    kind: LabelKind
    id: str
    segment: int
    evidence: Evidence

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "kind": self.kind.value,
            "id": self.id,
            "segment": self.segment,
            **self.evidence.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Label:
        """Rebuild from ``to_json`` data."""
        return cls(LabelKind(data["kind"]), data["id"], data["segment"], Evidence.from_json(data))


@dataclass(frozen=True, slots=True)
class Veto:
    """A label that was nearly given, and what a guard objected (shown by ``explain``)."""

    id: str
    quote: str
    reason: str


@dataclass(frozen=True)
class Context:
    """What was going on when the trainee spoke.

    All that understanding may look at beside the words.

    ``facts`` holds the case facts of deontology-fr 0.2 in English spelling plus
    ``identity_confirmed``, ``balance``,
    ``creditor``, ``agency``, ``agent`` and ``debtor``; an absent fact is unknown, never assumed.

    """

    today: date
    phase: str = "contact"
    previous: str = ""
    """The last line heard."""
    heard: tuple[str, ...] = ()
    """All lines heard so far, oldest first, ``previous`` included."""
    said: tuple[str, ...] = ()
    """The trainee's own earlier turns, oldest first."""
    said_acts: tuple[frozenset[str], ...] = ()
    """The acts of those turns, same order."""
    affect: str = "neutral"
    """What the debtor displays: neutral, anger, distress, embarrassment, contempt or cheerful."""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Utterance:
    """One turn of the trainee, understood."""

    raw: str
    segments: tuple[Segment, ...] = ()
    entities: tuple[Entity, ...] = ()
    labels: tuple[Label, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    tier: str = WORDS
    """By which tier of understanding (see ``content.tiers``)."""

    def of(self, kind: LabelKind) -> tuple[Label, ...]:
        """Return the labels of one kind, in the order of the turn."""
        return tuple(label for label in self.labels if label.kind is kind)

    def ids(self, kind: LabelKind) -> frozenset[str]:
        """Return the ids of one kind."""
        return frozenset(label.id for label in self.labels if label.kind is kind)

    @property
    def acts(self) -> frozenset[str]:
        """The ids of the acts; ``{"unclear"}`` when none was recognised."""
        return self.ids(LabelKind.ACT) or frozenset({UNCLEAR})

    @property
    def techniques(self) -> frozenset[str]:
        """The ids of the techniques."""
        return self.ids(LabelKind.TECHNIQUE)

    @property
    def anti_patterns(self) -> frozenset[str]:
        """The ids of the anti-patterns."""
        return self.ids(LabelKind.ANTI_PATTERN)

    @property
    def breaches(self) -> frozenset[str]:
        """The ids of the rules this turn alone breaks."""
        return self.ids(LabelKind.BREACH)

    @property
    def firm(self) -> Utterance:
        """The turn without acts that were only guessed, in clauses where a surer one was found."""
        sure = {
            act.segment
            for act in self.of(LabelKind.ACT)
            if act.evidence.confidence is not Confidence.LOW
        }
        return replace(
            self,
            labels=tuple(
                label
                for label in self.labels
                if label.kind is not LabelKind.ACT
                or label.evidence.confidence is not Confidence.LOW
                or label.segment not in sure
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """Return what must be kept of it: labels and entities; segments can be recomputed."""
        return {
            "raw": self.raw,
            "tier": self.tier,
            "labels": [label.to_json() for label in self.labels],
            "entities": [entity.to_json() for entity in self.entities],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Utterance:
        """Rebuild from ``to_json`` data (segments and vetoes are not kept)."""
        return cls(
            raw=data["raw"],
            tier=data["tier"],
            labels=tuple(Label.from_json(item) for item in data["labels"]),
            entities=tuple(entity_from_json(item) for item in data["entities"]),
        )


def by_strength(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return labels with the surest first; ties keep their order."""
    rank = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
    return tuple(
        sorted(
            labels,
            key=lambda label: (rank[label.evidence.confidence], -label.evidence.similarity),
        )
    )
