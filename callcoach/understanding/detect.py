"""Techniques, anti-patterns and breaches of one turn, each with the words that show it.

A clue is found when its pattern (or act, or check) is there and none of its guards objects. What
must stay true: nothing is found without a quote; a guard that refuses leaves a veto, so that
``explain`` can show what was nearly found; a fact that is unknown refuses and says so, it is never
assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from callcoach.understanding.checks import CHECKS
from callcoach.understanding.matchable import Match, Matchable, matchable_text
from callcoach.understanding.turns import Clause, Reading, Turn, open_turn
from callcoach.understanding.utterance import (
    Confidence,
    Context,
    Evidence,
    Label,
    LabelKind,
    Veto,
    by_strength,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from callcoach.content.detector import FactValue
    from callcoach.understanding.detectors import CompiledClue, Detectors, Target
    from callcoach.understanding.patterns import Pattern

__all__ = [
    "UNKNOWN_FACT",
    "Reading",
    "clue_evidence",
    "clue_matches_line",
    "detect",
    "undetermined_ids",
]

UNKNOWN_FACT = "unknown fact: "
"""Begins the reason of a veto given because the dossier does not say; the verdict is then
undetermined."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A clue whose pattern, act or check was found, before the guards."""

    clue: CompiledClue
    match: Match
    source: str
    clauses: tuple[Clause, ...]
    confidence: Confidence

    def evidence(self, turn: Turn) -> Evidence:
        return Evidence(self.match.span, turn.quote(self.match), self.source, 1.0, self.confidence)


def detect(
    reading: Reading, context: Context, detectors: Detectors
) -> tuple[tuple[Label, ...], tuple[Veto, ...]]:
    """Return what was found in a turn, and what was nearly found.

    One label per id: the surest, then the earliest. Vetoes concern ids that were not found
    otherwise.
    """
    turn = open_turn(reading, context, detectors)
    kept: list[tuple[Target, _Found]] = []
    vetoes: dict[tuple[str, str, str], Veto] = {}
    for target, found in _all_found(turn):
        objection = _never(target, found) or _objection(found, turn)
        if objection is None:
            kept.append((target, found))
        else:
            veto = Veto(target.id, turn.quote(found.match), objection)
            vetoes[(veto.id, veto.quote, veto.reason)] = veto
    labels: list[Label] = []
    for target, found, canceller in _with_cancellers(kept):
        if canceller:
            veto = Veto(target.id, turn.quote(found.match), f"cancelled by {canceller}")
            vetoes[(veto.id, veto.quote, veto.reason)] = veto
        else:
            segment = found.clauses[0].segment.index
            labels.append(Label(target.kind, target.id, segment, found.evidence(turn)))
    surest = _surest(labels)
    given = {label.id for label in surest}
    return surest, tuple(veto for veto in vetoes.values() if veto.id not in given)


def clue_evidence(clue: CompiledClue, turn: Turn) -> Evidence | None:
    """Return the evidence of one clue in an agent's turn (see ``open_turn``), or None.

    For whoever judges a duty over a whole call: what fulfils it, what must no longer be said.
    """
    for found in _found_by(clue, turn):
        if _objection(found, turn) is None:
            return found.evidence(turn)
    return None


def clue_matches_line(clue: CompiledClue, line: str, context: Context) -> Match | None:
    """Return where a clue stands in a bare line, such as the debtor's, or None.

    Read: the pattern, ``unless``, ``unless_turn``, ``with_turn``, facts, phase and affect. A bare
    line has neither frames nor acts: conditions on them are left out, so negations belong in
    ``unless``.
    """
    words = matchable_text(line)
    match = clue.pattern.search(words) if clue.pattern is not None else None
    if match is None or _any((*clue.unless, *clue.unless_turn), words):
        return None
    if any(pattern.search(words) is None for pattern in clue.with_turn):
        return None
    return match if _place_objection(clue, context) is None else None


def undetermined_ids(vetoes: Iterable[Veto]) -> frozenset[str]:
    """Return the ids that only an unknown case fact kept from being found."""
    return frozenset(veto.id for veto in vetoes if veto.reason.startswith(UNKNOWN_FACT))


def _all_found(turn: Turn) -> Iterator[tuple[Target, _Found]]:
    """Yield every clue of every target that is there, guards not yet heard."""
    detectors = turn.detectors
    for clause in turn.clauses:
        for index in detectors.clause_index.candidates(clause.words):
            entry = detectors.in_clause[index]
            for found in _in_clause(entry.clue, clause, turn):
                yield entry.target, found
    for index in detectors.turn_index.candidates(turn.words):
        entry = detectors.in_turn[index]
        for found in _in_turn(entry.clue, turn):
            yield entry.target, found
    for entry in detectors.without_pattern:
        for found in _found_by(entry.clue, turn):
            yield entry.target, found


def _found_by(clue: CompiledClue, turn: Turn) -> Iterator[_Found]:
    """Yield where one clue is there, guards not yet heard."""
    if clue.clue.scope == "turn" and clue.pattern is not None:
        yield from _in_turn(clue, turn)
    else:
        for clause in turn.clauses:
            yield from _in_clause(clue, clause, turn)


def _in_clause(clue: CompiledClue, clause: Clause, turn: Turn) -> Iterator[_Found]:
    if clue.pattern is not None:
        match = clue.pattern.search(clause.words)
        if match is not None:
            yield from _checked(clue, match, (clause,), turn)
    elif clue.clue.check is not None:
        match = CHECKS[clue.clue.check](clause, turn)
        if match is not None:
            source = f"rule: {clue.clue.check}"
            yield _Found(clue, match, source, (clause,), Confidence(clue.clue.confidence))
    else:
        yield from _by_act(clue, clause, turn)


def _in_turn(clue: CompiledClue, turn: Turn) -> Iterator[_Found]:
    match = clue.pattern.search(turn.words) if clue.pattern is not None else None
    if match is not None:
        yield from _checked(clue, match, turn.clauses_of(match), turn)


def _checked(
    clue: CompiledClue, match: Match, clauses: tuple[Clause, ...], turn: Turn
) -> Iterator[_Found]:
    """Yield the match if the clue's named check agrees; in scope turn any clause will do."""
    check = clue.clue.check
    where = turn.clauses if clue.clue.scope == "turn" else clauses
    if check is None or any(CHECKS[check](clause, turn) is not None for clause in where):
        source = f"pattern: {clue.clue.pattern}"
        yield _Found(clue, match, source, clauses, Confidence(clue.clue.confidence))


def _by_act(clue: CompiledClue, clause: Clause, turn: Turn) -> Iterator[_Found]:
    """Yield the clause's surest act that the clue names, if it is as sure as the clue claims."""
    wanted = _RANK.index(Confidence(clue.clue.confidence))
    acts = [
        label
        for label in turn.reading.acts
        if label.id in clue.clue.acts
        and label.id in clause.acts
        and _RANK.index(label.evidence.confidence) <= wanted
    ]
    if acts and clause.words.tokens:
        act = by_strength(acts)[0]
        confidence = Confidence(clue.clue.confidence)
        yield _Found(clue, _whole(clause), f"rule: act {act.id}", (clause,), confidence)


def _whole(clause: Clause) -> Match:
    return Match(0, len(clause.words.tokens), clause.segment.span)


_RANK = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


def _objection(found: _Found, turn: Turn) -> str | None:
    """Return why a clue that is there does not count, or None."""
    return next(filter(None, (guard(found, turn) for guard in _GUARDS)), None)


def _acts_objection(found: _Found, turn: Turn) -> str | None:
    clue = found.clue.clue
    if not clue.acts:
        return None
    acts = (
        turn.acts
        if clue.scope == "turn"
        else frozenset().union(*(clause.acts for clause in found.clauses))
    )
    return None if acts & set(clue.acts) else f"no act among {', '.join(clue.acts)}"


def _frame_objection(found: _Found, _turn: Turn) -> str | None:
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


def _words_objection(found: _Found, turn: Turn) -> str | None:
    clue = found.clue
    for clause in found.clauses:
        for pattern in clue.unless:
            if pattern.search(clause.words) is not None:
                return f"unless: {pattern.text}"
    for pattern in clue.unless_turn:
        if pattern.search(turn.words) is not None:
            return f"unless: {pattern.text}"
    for pattern in clue.with_turn:
        if pattern.search(turn.words) is None:
            return f"nowhere in the turn: {pattern.text}"
    return None


def _debtor_objection(found: _Found, turn: Turn) -> str | None:
    clue = found.clue
    if clue.previous and not _any(clue.previous, turn.previous):
        return "the line before is another"
    if clue.heard and not any(_any(clue.heard, line) for line in turn.heard):
        return "nothing of the kind was heard"
    return None


def _placed_objection(found: _Found, turn: Turn) -> str | None:
    return _place_objection(found.clue, turn.context)


_GUARDS: tuple[Callable[[_Found, Turn], str | None], ...] = (
    _acts_objection,
    _frame_objection,
    _words_objection,
    _debtor_objection,
    _placed_objection,
)
"""In order; the facts come last, so that « unknown fact » means that nothing else objected."""


def _place_objection(clue: CompiledClue, context: Context) -> str | None:
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


def _never(target: Target, found: _Found) -> str | None:
    for clause in found.clauses:
        for pattern in target.never:
            if pattern.search(clause.words) is not None:
                return f"never: {pattern.text}"
    return None


def _any(patterns: Iterable[Pattern], words: Matchable) -> bool:
    return any(pattern.search(words) is not None for pattern in patterns)


def _with_cancellers(
    kept: Sequence[tuple[Target, _Found]],
) -> Iterator[tuple[Target, _Found, str]]:
    """Yield each find with the id that takes its place in the same clause, or an empty string.

    What is itself cancelled cancels nothing; in a ring of ids the first one asked about gives way.
    What a rule forbids is no technique, however well it is put: see ``Target.forbids``.
    """
    places: dict[str, set[int]] = {}
    targets: dict[str, Target] = {}
    for target, found in kept:
        targets[target.id] = target
        places.setdefault(target.id, set()).update(c.segment.index for c in found.clauses)
    forbidden = {id_ for id_, target in targets.items() if target.forbids}

    def canceller(target: Target, at: set[int], asked: frozenset[str]) -> str:
        rivals = target.cancelled_by & places.keys()
        if target.kind is LabelKind.TECHNIQUE:
            rivals |= forbidden
        for other in sorted(rivals - asked - {target.id}):
            shared = places[other] & at
            if shared and not canceller(targets[other], shared, asked | {target.id}):
                return other
        return ""

    for target, found in kept:
        at = {clause.segment.index for clause in found.clauses}
        yield target, found, canceller(target, at, frozenset())


def _surest(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return one label per id, in the order of the turn."""
    best: dict[tuple[LabelKind, str], Label] = {}
    for label in by_strength(labels):
        best.setdefault((label.kind, label.id), label)
    kinds = list(LabelKind)
    return tuple(
        sorted(
            best.values(),
            key=lambda label: (label.evidence.span.start, kinds.index(label.kind), label.id),
        )
    )
