"""The first five stages of understanding: fold, repair, segment, entities, frame.

What must stay true: an example is read exactly as a turn is, or the classifier would compare
different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.text import FoldedText, Span, fold
from callcoach.understanding.entities import Entity, EntityWords, extract
from callcoach.understanding.features import SIGN, classifier_words
from callcoach.understanding.frame import FrameRules, framed
from callcoach.understanding.names import name_spans
from callcoach.understanding.repair import Repair, Vocabulary, repair
from callcoach.understanding.segment import ClauseRules, segment
from callcoach.understanding.tokens import Abbreviations, tokenise

if TYPE_CHECKING:
    from datetime import date

    from callcoach.understanding.utterance import Segment, Token

_UNCUT = frozenset({"plan", "money", "date"})
"""Entities that no clause break may cut."""
_ASKS = SIGN + "asks"


@dataclass(frozen=True)
class WordRules:
    """What reading needs of the language: abbreviations, known words, titles and entity words."""

    abbreviations: Abbreviations
    vocabulary: Vocabulary
    titles: frozenset[str]
    """Words after which an unknown word is a name."""
    entity_words: EntityWords


@dataclass(frozen=True)
class ReadingRules:
    """All that the first five stages need."""

    words: WordRules
    clauses: ClauseRules
    frames: FrameRules


@dataclass(frozen=True)
class WordsRead:
    """A turn's words, read."""

    folded: FoldedText
    tokens: tuple[Token, ...]
    repairs: tuple[Repair, ...]
    entities: tuple[Entity, ...]
    names: frozenset[Span]

    @property
    def uncut(self) -> tuple[Span, ...]:
        """Spans that no clause break may cut."""
        return tuple(entity.span for entity in self.entities if entity.kind in _UNCUT)

    def bag(self, clause: Segment) -> tuple[str, ...]:
        """Return the words of a clause as the classifier sees them, and a sign when it asks."""
        kinds = [(entity.span, entity.kind) for entity in self.entities]
        words = classifier_words(clause.tokens, kinds, self.names)
        return (*words, _ASKS) if clause.frame.question else words


def read_turn(raw: str, today: date, rules: ReadingRules) -> tuple[WordsRead, tuple[Segment, ...]]:
    """Return the words of a turn and its clauses with their frames."""
    words = read_words(raw, today, rules.words)
    clauses = segment(raw, words.tokens, words.uncut, rules.clauses)
    return words, framed(clauses, rules.frames)


def read_words(raw: str, today: date, rules: WordRules) -> WordsRead:
    """Return what was typed as repaired words, entities and names."""
    folded = fold(raw)
    typed = tokenise(folded, rules.abbreviations)
    names = name_spans(raw, typed, rules.vocabulary.ordinary, rules.titles)
    tokens, repairs = repair(typed, rules.vocabulary, names)
    mended = folded.with_words({repair.span: repair.read_as for repair in repairs})
    return WordsRead(folded, tokens, repairs, extract(mended, today, rules.entity_words), names)
