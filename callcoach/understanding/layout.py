"""Clauses laid out for the patterns and the classifier, with what they take up.

What must stay true: an entity is marked in one clause only, the one that holds most of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callcoach.understanding.act_rules import Clause
from callcoach.understanding.known_marks import known_marks
from callcoach.understanding.matchable import (
    DebtorWords,
    Mark,
    covered_by,
    figure_marks,
    matchable,
)
from callcoach.understanding.pattern_syntax import PLACEHOLDERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from callcoach.understanding.entities import Entity
    from callcoach.understanding.reading import WordsRead
    from callcoach.understanding.utterance import Segment


@dataclass(frozen=True)
class Around:
    """What a turn may take up."""

    debtor: DebtorWords
    """What the debtor last said."""
    facts: Mapping[str, Any]
    stop_words: Collection[str]
    ordinary: Collection[str]
    """Words that name nobody alone."""


def lay_out(words: WordsRead, clauses: Sequence[Segment], around: Around) -> tuple[Clause, ...]:
    """Return the clauses with their marks and their words for the classifier."""
    homes = [_home(entity, clauses) for entity in words.entities]
    return tuple(
        Clause(
            clause,
            matchable(
                clause.tokens,
                [
                    *_marks(clause, words, around),
                    *_entity_marks(clause, zip(words.entities, homes, strict=True)),
                ],
            ),
            words.bag(clause),
        )
        for clause in clauses
    )


def _home(entity: Entity, clauses: Sequence[Segment]) -> int:
    """Return the clause in which most words of an entity stand: a plan may run over two."""
    shares = {
        clause.index: len(covered_by(entity.span, clause.tokens))
        for clause in clauses
        if clause.span.start < entity.span.end and entity.span.start < clause.span.end
    }
    return max(shares, key=lambda index: (shares[index], -index), default=-1)


def _entity_marks(clause: Segment, homed: Iterable[tuple[Entity, int]]) -> Iterator[Mark]:
    for entity, home in homed:
        if home == clause.index and entity.kind in PLACEHOLDERS:
            covered = covered_by(entity.span, clause.tokens)
            if covered:
                yield Mark(entity.kind, covered[0], covered[-1] + 1)


def _marks(clause: Segment, words: WordsRead, around: Around) -> list[Mark]:
    tokens = clause.tokens
    names = [
        Mark("name", index, index + 1)
        for index, token in enumerate(tokens)
        if token.span in words.names
    ]
    return [
        *figure_marks(tokens),
        *around.debtor.marks(tokens, around.stop_words),
        *known_marks(tokens, words.entities, around.facts, around.ordinary),
        *names,
    ]
