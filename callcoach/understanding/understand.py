"""From what was typed to what was understood, in seven stages (design 5): the door of this room.

fold, repair, segment, entities, frame, acts, techniques and breaches. What must stay true: pure,
the same words in the same context give the same answer; anything that can be typed is answered, in
bounded time; nothing recognised is no error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.acts import Before, Recognised, implied_acts, recognise
from callcoach.understanding.detect import detect_in
from callcoach.understanding.implied import with_implied_acts
from callcoach.understanding.layout import Around, lay_out
from callcoach.understanding.reading import WordsRead, read_turn
from callcoach.understanding.turns import Reading, Turn, open_turn
from callcoach.understanding.utterance import Context, Segment, Utterance

if TYPE_CHECKING:
    from callcoach.understanding.lexicon import Lexicon

MAX_CHARACTERS = 10_000
"""What is read of a turn; the rest is kept and not understood."""


@dataclass(frozen=True)
class Stages:
    """What each stage made of a turn; ``explain`` shows it."""

    words: WordsRead
    segments: tuple[Segment, ...]
    recognised: Recognised
    utterance: Utterance


def understand(raw: str, lexicon: Lexicon, context: Context) -> Utterance:
    """Return what a turn means.

    Args:
        raw: What the trainee typed.
        lexicon: The compiled language, acts and rubric.
        context: What was going on.
    """
    return understand_in_stages(raw, lexicon, context).utterance


def understand_in_stages(raw: str, lexicon: Lexicon, context: Context) -> Stages:
    """Return what a turn means, and what each stage made of it."""
    words, segments = read_turn(raw[:MAX_CHARACTERS], context.today, lexicon.reading)
    reading = Reading(words.folded.raw, segments, words.entities)
    turn = open_turn(reading, context, lexicon.detectors)
    around = Around(
        turn.debtor,
        context.facts,
        lexicon.stop_words,
        lexicon.reading.words.vocabulary.ordinary,
    )
    recognised = recognise(
        words.folded.raw,
        lay_out(words, segments, around),
        Before(turn.previous, asked=_asked(turn)),
        lexicon.acts,
        lexicon.classifier,
    )
    labels, vetoes = detect_in(turn.with_acts(recognised.labels))
    utterance = Utterance(
        raw=raw,
        segments=segments,
        entities=words.entities,
        labels=(*implied_acts(recognised.labels, labels, lexicon.acts), *labels),
        vetoes=(*recognised.vetoes, *vetoes),
        tier=lexicon.classifier.model.tier,
    )
    return Stages(words, segments, recognised, with_implied_acts(utterance, lexicon.acts))


def _asked(turn: Turn) -> bool:
    """Return whether the line heard just before asks something."""
    return "?" in turn.context.previous
