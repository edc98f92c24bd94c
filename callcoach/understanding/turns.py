"""A turn laid out for detection: its clauses, and what the debtor said before.

What must stay true: everything here is derived from what was typed and from the context, and can
be derived again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from callcoach.text import Span
from callcoach.understanding.matchable import (
    DebtorWords,
    Mark,
    Match,
    Matchable,
    covered_by,
    figure_marks,
    matchable,
    matchable_text,
    name_marks,
)
from callcoach.understanding.pattern_syntax import PLACEHOLDERS
from callcoach.understanding.utterance import Confidence, Context, Label, Segment, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.understanding.detectors import Detectors
    from callcoach.understanding.entities import Entity

_LINES_TAKEN_UP = 2
"""How many of the debtor's last lines a reformulation may take up."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A turn as far as it was read when detection begins."""

    raw: str
    segments: tuple[Segment, ...]
    entities: tuple[Entity, ...] = ()
    acts: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One segment, ready for patterns."""

    segment: Segment
    words: Matchable
    acts: frozenset[str]


@dataclass(frozen=True)
class Turn:
    """A whole turn, ready for patterns."""

    reading: Reading
    context: Context
    detectors: Detectors
    clauses: tuple[Clause, ...]
    words: Matchable
    """The words of all clauses in a row."""
    debtor: DebtorWords
    """What the debtor said in the last lines."""

    @property
    def acts(self) -> frozenset[str]:
        """The acts of the whole turn."""
        return frozenset(label.id for label in self.reading.acts)

    @cached_property
    def sure_acts(self) -> frozenset[str]:
        """The acts of the whole turn without those of low confidence."""
        return frozenset(
            label.id
            for label in self.reading.acts
            if label.evidence.confidence is not Confidence.LOW
        )

    @cached_property
    def previous(self) -> Matchable:
        """The debtor's last line."""
        return matchable_text(self.context.previous)

    @cached_property
    def heard(self) -> tuple[Matchable, ...]:
        """All lines of the debtor so far, the last one included."""
        lines = self.context.heard or (self.context.previous,)
        return tuple(map(matchable_text, lines))

    def with_acts(self, acts: Sequence[Label]) -> Turn:
        """Return the turn with the acts that were found in it."""
        clauses = tuple(
            replace(clause, acts=_acts_of(clause.segment, acts)) for clause in self.clauses
        )
        reading = replace(self.reading, acts=tuple(acts))
        return replace(self, reading=reading, clauses=clauses)

    def quote(self, match: Match) -> str:
        """Return what was typed where a pattern matched."""
        return self.reading.raw[match.span.start : match.span.end]

    def clauses_of(self, match: Match) -> tuple[Clause, ...]:
        """Return the clauses that a match in the turn's words touches."""
        found: list[Clause] = []
        start = 0
        for clause in self.clauses:
            end = start + len(clause.words.tokens)
            if start < match.end and match.first < end:
                found.append(clause)
            start = end
        return tuple(found)

    def has(self, name: str, words: Matchable) -> bool:
        """Return whether a phrase of the language's word list ``name`` occurs in these words."""
        pattern = self.detectors.named(name)
        return pattern is not None and pattern.search(words) is not None


def open_turn(reading: Reading, context: Context, detectors: Detectors) -> Turn:
    """Lay out a turn for detection."""
    lines = (context.heard or (context.previous,))[-_LINES_TAKEN_UP:]
    debtor = DebtorWords.of(lines, detectors.stop_words)
    segments = reading.segments or _wordless(reading.raw)
    clauses = tuple(
        Clause(
            segment,
            matchable(segment.tokens, _marks(segment.tokens, reading, debtor, detectors)),
            _acts_of(segment, reading.acts),
        )
        for segment in segments
    )
    tokens = tuple(token for segment in reading.segments for token in segment.tokens)
    words = matchable(tokens, _marks(tokens, reading, debtor, detectors))
    return Turn(reading, context, detectors, clauses, words, debtor)


def _wordless(raw: str) -> tuple[Segment, ...]:
    """Return one empty clause for a turn of mere signs (« … »): a check may understand it."""
    return (Segment(0, Span(0, len(raw)), ()),) if raw.strip() else ()


def _acts_of(segment: Segment, acts: Iterable[Label]) -> frozenset[str]:
    """Return the acts whose evidence touches the segment: one may be read across two."""
    return frozenset(
        label.id
        for label in acts
        if label.segment == segment.index
        or (
            label.evidence.span.start < segment.span.end
            and segment.span.start < label.evidence.span.end
        )
    )


def _marks(
    tokens: Sequence[Token], reading: Reading, debtor: DebtorWords, detectors: Detectors
) -> Iterable[Mark]:
    """Yield the marks of entities, numbers, names and the debtor's words."""
    yield from figure_marks(tokens)
    yield from debtor.marks(tokens, detectors.stop_words)
    if tokens:
        yield from name_marks(tokens, reading.raw, tokens[0].span.start)
    for entity in reading.entities:
        kind = str(entity.kind)
        covered = covered_by(entity.span, tokens)
        if covered and kind in PLACEHOLDERS:
            yield Mark(kind, covered[0], covered[-1] + 1)
