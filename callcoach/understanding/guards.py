"""What may object to a clue that was found: acts, frame, words, lines, place and facts.

What must stay true: an objection says in a few words why; a fact that is unknown objects and says
so, it is never assumed; facts are asked last.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from callcoach.understanding.utterance import Confidence, Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from callcoach.content.detector import FactValue
    from callcoach.understanding.detectors import CompiledClue, Target
    from callcoach.understanding.matchable import Match
    from callcoach.understanding.turns import Clause, Turn
    from callcoach.understanding.utterance import Context

UNKNOWN_FACT = "unknown fact: "
"""Begins the reason of a veto given because the dossier does not say: the verdict is
undetermined."""


@dataclass(frozen=True, slots=True)
class Found:
    """A clue whose pattern, act or check was found, before the guards."""

    clue: CompiledClue
    match: Match
    source: str
    clauses: tuple[Clause, ...]
    confidence: Confidence

    def evidence(self, turn: Turn) -> Evidence:
        """Return it as the evidence of a label."""
        return Evidence(self.match.span, turn.quote(self.match), self.source, 1.0, self.confidence)


def objection(found: Found, turn: Turn) -> str | None:
    """Return why a clue that is there does not count, or None."""
    return next(filter(None, (guard(found, turn) for guard in _GUARDS)), None)


def _acts_objection(found: Found, turn: Turn) -> str | None:
    clue = found.clue.clue
    if not clue.acts:
        return None
    acts = turn.sure_acts
    if clue.scope == "clause":
        acts &= frozenset().union(*(clause.acts for clause in found.clauses))
    return None if acts & set(clue.acts) else f"no act among {', '.join(clue.acts)}"


def _frame_objection(found: Found, _turn: Turn) -> str | None:
    clue = found.clue.clue
    frames = [clause.segment.frame for clause in found.clauses]
    if clue.polarity == "asserted" and not all(frame.asserted for frame in frames):
        return "negated, reported or corrected"
    if clue.polarity == "negated" and not any(frame.negated for frame in frames):
        return "not negated"
    if clue.modality and not any(frame.modality.value in clue.modality for frame in frames):
        return f"put forward as {frames[0].modality.value}"
    asks = any(frame.question for frame in frames)
    if clue.question is not None and asks is not clue.question:
        return "a question" if asks else "no question"
    return None


def _words_objection(found: Found, turn: Turn) -> str | None:
    clue = found.clue
    for clause in found.clauses:
        if (found_here := clue.unless.first(clause.words)) is not None:
            return f"unless: {found_here.text}"
    if (found_here := clue.unless_turn.first(turn.words)) is not None:
        return f"unless: {found_here.text}"
    for pattern in clue.with_turn:
        if pattern.search(turn.words) is None:
            return f"nowhere in the turn: {pattern.text}"
    return None


def _debtor_objection(found: Found, turn: Turn) -> str | None:
    clue = found.clue
    if clue.previous.patterns and clue.previous.first(turn.previous) is None:
        return "the line before is another"
    if clue.unless_previous.first(turn.previous) is not None:
        return "the line before speaks of something else"
    if clue.heard.patterns and not any(clue.heard.first(line) for line in turn.heard):
        return "nothing of the kind was heard"
    return None


def _placed_objection(found: Found, turn: Turn) -> str | None:
    return place_objection(found.clue, turn.context)


_GUARDS: tuple[Callable[[Found, Turn], str | None], ...] = (
    _acts_objection,
    _frame_objection,
    _words_objection,
    _debtor_objection,
    _placed_objection,
)
"""In order; the facts come last, so that « unknown fact » means that nothing else objected."""


def place_objection(clue: CompiledClue, context: Context) -> str | None:
    """Return what phase, affect and case facts object."""
    asked = clue.clue
    if asked.phase and context.phase not in asked.phase:
        return f"phase {context.phase}"
    if asked.affect and context.affect not in asked.affect:
        return f"affect {context.affect}"
    for name, wanted in asked.unless_facts.items():
        if name in context.facts and _is(context.facts[name], wanted):
            return f"fact {name}: {_written(context.facts[name])}"
    for name, wanted in asked.facts.items():
        if context.facts.get(name) is None:
            return UNKNOWN_FACT + name
        if not _is(context.facts[name], wanted):
            return f"fact {name}: {_written(context.facts[name])}"
    return None


def _is(value: object, wanted: FactValue | tuple[FactValue, ...]) -> bool:
    """Compare a fact, or each of several; True is not 1."""
    options = wanted if isinstance(wanted, tuple) else (wanted,)
    values = value if isinstance(value, list | tuple | set | frozenset) else (value,)
    return any(type(v) is type(option) and v == option for v in values for option in options)


def _written(value: object) -> str:
    return value.value if isinstance(value, Enum) else str(value)


def never_objection(target: Target, found: Found) -> str | None:
    """Return which of the target's own vetoes stands in the clauses, or None."""
    for clause in found.clauses:
        if (pattern := target.never.first(clause.words)) is not None:
            return f"never: {pattern.text}"
    return None
