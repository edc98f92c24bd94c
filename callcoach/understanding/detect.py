"""Techniques, anti-patterns and breaches of one turn, each with the words that show it.

A clue is found when its pattern (or act, or check) is there and none of its guards objects. What
must stay true: nothing is found without a quote; a guard that refuses leaves a veto, so that
``explain`` can show what was nearly found; a fact that is unknown refuses and says so, it is never
assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.understanding.checks import CHECKS
from callcoach.understanding.guards import (
    UNKNOWN_FACT,
    Found,
    never_objection,
    objection,
    place_objection,
)
from callcoach.understanding.matchable import Match, matchable_text
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
    from collections.abc import Iterable, Iterator, Sequence

    from callcoach.understanding.detectors import CompiledClue, Detectors, Target

__all__ = [
    "UNKNOWN_FACT",
    "Reading",
    "clue_evidence",
    "clue_matches_line",
    "detect",
    "detect_in",
    "undetermined_ids",
]


def detect(
    reading: Reading, context: Context, detectors: Detectors
) -> tuple[tuple[Label, ...], tuple[Veto, ...]]:
    """Return what was found in a turn, and what was nearly found: ``detect_in`` a turn opened."""
    return detect_in(open_turn(reading, context, detectors))


def detect_in(turn: Turn) -> tuple[tuple[Label, ...], tuple[Veto, ...]]:
    """Return what was found in a turn, and what was nearly found.

    One label per id: the surest, then the earliest. Vetoes concern ids that were not found
    otherwise.
    """
    kept: list[tuple[Target, Found]] = []
    vetoes: dict[tuple[str, str, str], Veto] = {}
    for target, found in _all_found(turn):
        reason = never_objection(target, found) or objection(found, turn)
        if reason is None:
            kept.append((target, found))
        else:
            veto = Veto(target.id, turn.quote(found.match), reason)
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
        if objection(found, turn) is None:
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
    if match is None or clue.unless.first(words) or clue.unless_turn.first(words):
        return None
    if any(pattern.search(words) is None for pattern in clue.with_turn):
        return None
    return match if place_objection(clue, context) is None else None


def undetermined_ids(vetoes: Iterable[Veto]) -> frozenset[str]:
    """Return the ids that only an unknown case fact kept from being found."""
    return frozenset(veto.id for veto in vetoes if veto.reason.startswith(UNKNOWN_FACT))


def _all_found(turn: Turn) -> Iterator[tuple[Target, Found]]:
    """Yield every clue of every target that is there, guards not yet heard."""
    detectors = turn.detectors
    for clause in turn.clauses:
        for place, match in detectors.clause_index.search(clause.words):
            entry = detectors.in_clause[place]
            for found in _checked(entry.clue, match, (clause,), turn):
                yield entry.target, found
    for place, match in detectors.turn_index.search(turn.words):
        entry = detectors.in_turn[place]
        for found in _checked(entry.clue, match, turn.clauses_of(match), turn):
            yield entry.target, found
    for entry in detectors.without_pattern:
        acts = entry.clue.clue.acts
        if acts and turn.sure_acts.isdisjoint(acts):
            continue
        for found in _found_by(entry.clue, turn):
            yield entry.target, found


def _found_by(clue: CompiledClue, turn: Turn) -> Iterator[Found]:
    """Yield where one clue is there, guards not yet heard."""
    if clue.clue.scope == "turn" and clue.pattern is not None:
        yield from _in_turn(clue, turn)
    else:
        for clause in turn.clauses:
            yield from _in_clause(clue, clause, turn)


def _in_clause(clue: CompiledClue, clause: Clause, turn: Turn) -> Iterator[Found]:
    if clue.pattern is not None:
        match = clue.pattern.search(clause.words)
        if match is not None:
            yield from _checked(clue, match, (clause,), turn)
    elif clue.clue.check is not None:
        match = _check(clue.clue.check, clause, turn)
        if match is not None:
            source = f"rule: {clue.clue.check}"
            yield Found(clue, match, source, (clause,), Confidence(clue.clue.confidence))
    else:
        yield from _by_act(clue, clause, turn)


def _in_turn(clue: CompiledClue, turn: Turn) -> Iterator[Found]:
    match = clue.pattern.search(turn.words) if clue.pattern is not None else None
    if match is not None:
        yield from _checked(clue, match, turn.clauses_of(match), turn)


def _checked(
    clue: CompiledClue, match: Match, clauses: tuple[Clause, ...], turn: Turn
) -> Iterator[Found]:
    """Yield the match if the clue's named check agrees; in scope turn any clause will do."""
    check = clue.clue.check
    where = turn.clauses if clue.clue.scope == "turn" else clauses
    if check is None or any(_check(check, clause, turn) is not None for clause in where):
        source = f"pattern: {clue.clue.pattern}"
        yield Found(clue, match, source, clauses, Confidence(clue.clue.confidence))


def _check(name: str, clause: Clause, turn: Turn) -> Match | None:
    """Return what a named check finds; an unknown name, which lint reports, finds nothing."""
    check = CHECKS.get(name)
    return None if check is None else check(clause, turn)


def _by_act(clue: CompiledClue, clause: Clause, turn: Turn) -> Iterator[Found]:
    """Yield the clause's surest act that the clue names, if it is as sure as the clue claims."""
    wanted = _RANK.index(Confidence(clue.clue.confidence))
    if clause.acts.isdisjoint(clue.clue.acts):
        return
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
        yield Found(clue, _whole(clause), f"rule: act {act.id}", (clause,), confidence)


def _whole(clause: Clause) -> Match:
    return Match(0, len(clause.words.tokens), clause.segment.span)


_RANK = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


def _with_cancellers(
    kept: Sequence[tuple[Target, Found]],
) -> Iterator[tuple[Target, Found, str]]:
    """Yield each find with the id that takes its place in the same clause, or an empty string.

    What is itself cancelled, or of low confidence, cancels nothing; in a ring of ids the first
    one asked about gives way.
    What a rule forbids is no technique, however well it is put: see ``Target.forbids``.
    """
    places: dict[str, set[int]] = {}
    targets: dict[str, Target] = {}
    for target, found in kept:
        targets[target.id] = target
        if found.confidence is not Confidence.LOW:
            places.setdefault(target.id, set()).update(c.segment.index for c in found.clauses)
    forbidden = {id_ for id_, target in targets.items() if target.forbids}

    def canceller(target: Target, at: set[int], asked: frozenset[str]) -> str:
        rivals = target.cancelled_by & places.keys()
        if target.kind is LabelKind.TECHNIQUE:
            rivals |= forbidden & places.keys()
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
