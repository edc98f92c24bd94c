"""Clauses laid out for the patterns and the classifier, with what they take up.

What must stay true: examples are laid out as turns are, only without a case around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callcoach.understanding.act_rules import Clause
from callcoach.understanding.known_marks import covered_by, known_marks
from callcoach.understanding.matchable import DebtorWords, Mark, figure_marks, matchable
from callcoach.understanding.pattern_syntax import PLACEHOLDERS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
    return tuple(
        Clause(clause, matchable(clause.tokens, _marks(clause, words, around)), words.bag(clause))
        for clause in clauses
    )


def _marks(clause: Segment, words: WordsRead, around: Around) -> list[Mark]:
    tokens = clause.tokens
    marks = [
        *figure_marks(tokens),
        *around.debtor.marks(tokens, around.stop_words),
        *known_marks(tokens, words.entities, around.facts, around.ordinary),
    ]
    marks += [
        Mark("name", index, index + 1)
        for index, token in enumerate(tokens)
        if token.span in words.names
    ]
    for entity in words.entities:
        covered = covered_by(entity.span, tokens)
        if covered and entity.kind in PLACEHOLDERS:
            marks.append(Mark(entity.kind, covered[0], covered[-1] + 1))
    return marks
