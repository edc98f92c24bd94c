"""What an agent does in a turn: the acts of each clause, with their evidence (design 5, stage 6).

Patterns decide first, then an example that the clause all but repeats, then the classifier, which
would rather be silent than guess. What must stay true: one label an act, the surest; every label
quotes what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from callcoach.text import Span
from callcoach.understanding.act_rules import settled
from callcoach.understanding.classifier import (
    MAX_PIECE_WORDS,
    Candidate,
    Classifier,
    Piece,
    pieces_of,
)
from callcoach.understanding.utterance import Confidence, Evidence, Label, LabelKind, Veto

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from callcoach.understanding.act_rules import ActRules, Clause
    from callcoach.understanding.compiled import Thresholds
    from callcoach.understanding.matchable import Matchable

EXPLAINED = 0.3
"""Where a pattern has already told what a clause does, the classifier needs this probability to
add to it."""
PLAUSIBLE = 0.02
"""Below this probability the classifier rules an act out; measured on other writers' turns: of the
patterns that it contradicts so, one in twenty is right."""


@dataclass(frozen=True, slots=True)
class Before:
    """The line heard just before."""

    words: Matchable
    asked: bool
    """Whether it asks something."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The acts of a turn and how they were found."""

    labels: tuple[Label, ...]
    vetoes: tuple[Veto, ...]
    candidates: tuple[tuple[Candidate, ...], ...]
    """What the classifier thought of each piece, best first."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One reason to give an act."""

    act: str
    first: int
    end: int
    span: Span
    source: str
    similarity: float
    confidence: Confidence
    runner_up: str = ""


def recognise(
    raw: str, clauses: Sequence[Clause], before: Before, rules: ActRules, classifier: Classifier
) -> Recognised:
    """Return the acts of a turn.

    Args:
        raw: What was typed.
        clauses: Its clauses.
        before: The line heard just before.
        rules: Patterns and conditions of the acts.
        classifier: What the examples say.
    """
    ranked = classifier.candidates(
        pieces_of(raw, [(clause.segment.span, clause.bag) for clause in clauses])
    )
    labels: dict[str, Label] = {}
    vetoes: dict[tuple[str, str], Veto] = {}
    found: list[_Found] = []
    for item in _by_pattern(clauses, rules, asked=before.asked):
        if _plausible(item, ranked, rules):
            found.append(item)
        else:
            quote = raw[item.span.start : item.span.end]
            vetoes.setdefault((item.act, quote), Veto(item.act, quote, "no example is like it"))
    explained = frozenset(index for item in found for index in range(item.first, item.end))
    found += _by_example(clauses, ranked, explained, classifier)
    for item in found:
        if item.act in labels:
            continue
        quote = raw[item.span.start : item.span.end]
        objection = _objection(item, clauses, before, rules) or _counter(item, clauses, classifier)
        if objection:
            vetoes.setdefault((item.act, quote), Veto(item.act, quote, objection))
        else:
            labels[item.act] = _label(item, quote)
    for reply in _replies(raw, clauses, before, rules, frozenset(labels)):
        labels[reply.id] = reply
    acts, given_up = settled(_in_order(labels.values()), rules)
    kept = tuple(veto for veto in vetoes.values() if veto.id not in labels)
    return Recognised(acts, (*kept, *given_up), ranked)


def _plausible(found: _Found, ranked: Sequence[Sequence[Candidate]], rules: ActRules) -> bool:
    """Return whether the classifier, where the act asks it, leaves room for a pattern's act."""
    conditions = rules.conditions.get(found.act)
    if conditions is None or not conditions.act.plausible:
        return True
    return any(
        candidate.act == found.act
        and candidate.probability >= PLAUSIBLE
        and candidate.piece.first <= found.first < candidate.piece.end
        for candidates in ranked
        for candidate in candidates
    )


def _objection(
    found: _Found, clauses: Sequence[Clause], before: Before, rules: ActRules
) -> str | None:
    """Return which condition of the act forbids it here, if one does."""
    conditions = rules.conditions.get(found.act)
    if conditions is None:
        return None
    return conditions.objection(clauses[found.first : found.end], before.words, asked=before.asked)


def _counter(found: _Found, clauses: Sequence[Clause], classifier: Classifier) -> str | None:
    """Return the counter-example of the act that the clause or turn all but repeats."""
    whole = tuple(word for clause in clauses for word in clause.bag)
    for words in (clauses[found.first].bag, whole):
        if len(words) <= MAX_PIECE_WORDS:
            example = classifier.counter_example(found.act, words)
            if example:
                return f"like the counter-example « {example} »"
    return None


def implied_acts(
    acts: Sequence[Label], found: Sequence[Label], rules: ActRules
) -> tuple[Label, ...]:
    """Return the acts with those by which the techniques and breaches found were done."""
    labels = {label.id: label for label in acts}
    for cause in found:
        for act in rules.implied.get(cause.id, ()):
            evidence = replace(cause.evidence, source=f"rule: implied by {cause.id}")
            labels.setdefault(act, Label(LabelKind.ACT, act, cause.segment, evidence))
    return _in_order(labels.values())


def _in_order(labels: Iterable[Label]) -> tuple[Label, ...]:
    return tuple(sorted(labels, key=lambda label: (label.segment, label.evidence.span.start)))


def _replies(
    raw: str, clauses: Sequence[Clause], before: Before, rules: ActRules, given: frozenset[str]
) -> Iterator[Label]:
    """Yield the acts a turn does by its place: after a question, asking nothing back."""
    if not given or not before.asked or clauses[0].segment.frame.question:
        return
    for conditions in rules.conditions.values():
        act = conditions.act
        if not act.replies or act.id in given or not given.isdisjoint(act.never_with):
            continue
        if conditions.objection(clauses[:1], before.words, asked=before.asked) is None:
            segment = clauses[0].segment
            quote = raw[segment.span.start : segment.span.end]
            evidence = Evidence(segment.span, quote, "rule: replies", 1.0, Confidence.MEDIUM)
            yield Label(LabelKind.ACT, act.id, segment.index, evidence)


def _label(found: _Found, quote: str) -> Label:
    evidence = Evidence(
        span=found.span,
        quote=quote,
        source=found.source,
        similarity=found.similarity,
        confidence=found.confidence,
        runner_up=found.runner_up,
    )
    return Label(LabelKind.ACT, found.act, found.first, evidence)


def _by_pattern(clauses: Sequence[Clause], rules: ActRules, *, asked: bool) -> list[_Found]:
    """Return what the pack's patterns find, in the order of the turn."""
    return [
        _Found(
            act=hit.act,
            first=clause.segment.index,
            end=clause.segment.index + 1,
            span=hit.match.span,
            source=f"pattern: {hit.pattern.text}",
            similarity=1.0,
            confidence=Confidence.HIGH,
        )
        for clause in clauses
        for hit in rules.hits(clause, asked=asked)
    ]


def _by_example(
    clauses: Sequence[Clause],
    ranked: Sequence[Sequence[Candidate]],
    explained: frozenset[int],
    classifier: Classifier,
) -> list[_Found]:
    """Return what the examples suggest, the likeliest first."""
    thresholds = classifier.model.thresholds
    chosen: list[tuple[Candidate, str]] = []
    doubtful: list[tuple[Candidate, str]] = []
    for candidates in ranked:
        if not candidates:
            continue
        piece = candidates[0].piece
        near = classifier.near_exact(piece) if piece.end == piece.first + 1 else None
        if near is not None:
            chosen.append((near, _runner_up(candidates, near.act)))
            continue
        known = explained.issuperset(range(piece.first, piece.end))
        enough = max(thresholds.likely, EXPLAINED) if known else thresholds.likely
        for candidate in candidates:
            if candidate.act and piece.says_enough and candidate.probability >= thresholds.accept:
                item = (candidate, _runner_up(candidates, candidate.act))
                (chosen if candidate.probability >= enough else doubtful).append(item)
    if not chosen and not explained and doubtful:
        # A guess is worth giving only where there is nothing better to go by.
        chosen = [max(doubtful, key=lambda item: item[0].probability)]
    # At the same probability a single clause comes first: the narrowest evidence.
    chosen.sort(key=lambda item: (-item[0].probability, item[0].piece.end - item[0].piece.first))
    surest: dict[str, tuple[Candidate, str]] = {}
    for candidate, runner_up in chosen:
        if candidate.act:
            surest.setdefault(candidate.act, (candidate, runner_up))
    return [
        _found_by(candidate, runner_up, clauses, classifier)
        for candidate, runner_up in surest.values()
    ]


def _runner_up(candidates: Sequence[Candidate], act: str) -> str:
    """Return the likeliest other act with its probability."""
    other = next((item for item in candidates if item.act and item.act != act), None)
    return f"{other.act} {other.probability:.2f}" if other else ""


def _found_by(
    candidate: Candidate, runner_up: str, clauses: Sequence[Clause], classifier: Classifier
) -> _Found:
    piece = candidate.piece
    explained = with_example(candidate, classifier)
    first = max(
        range(piece.first, piece.end),
        key=lambda index: (
            classifier.nearest(candidate.act, Piece(index, index + 1, clauses[index].bag))[1]
            if piece.end - piece.first > 1
            else 0.0
        ),
    )
    span = Span(clauses[piece.first].segment.span.start, clauses[piece.end - 1].segment.span.end)
    return _Found(
        act=candidate.act,
        first=first,
        end=first + 1,
        span=span,
        source=f"example: {explained.example}",
        similarity=explained.similarity,
        confidence=confidence_of(candidate, classifier.model.thresholds),
        runner_up=runner_up,
    )


def with_example(candidate: Candidate, classifier: Classifier) -> Candidate:
    """Return the candidate with the nearest example of its act."""
    if candidate.example or not candidate.act:
        return candidate
    example, similarity = classifier.nearest(candidate.act, candidate.piece)
    return replace(candidate, example=example, similarity=similarity)


def confidence_of(candidate: Candidate, thresholds: Thresholds) -> Confidence:
    """Return how sure a candidate is, by precision measured on held-out turns."""
    if candidate.near_exact or candidate.probability >= thresholds.sure:
        return Confidence.HIGH
    if candidate.probability >= thresholds.likely:
        return Confidence.MEDIUM
    return Confidence.LOW
