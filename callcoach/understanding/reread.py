"""A stored turn made ready for patterns again: its clauses are read anew, its labels are kept.

An attempt keeps labels and entities, not clauses. Reading clauses needs no classifier, so a replay
never depends on the recogniser in use.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from callcoach.understanding.reading import read_turn
from callcoach.understanding.turns import Reading, Turn, open_turn
from callcoach.understanding.utterance import LabelKind

if TYPE_CHECKING:
    from callcoach.understanding.lexicon import Lexicon
    from callcoach.understanding.utterance import Context, Utterance


def with_clauses(understood: Utterance, lexicon: Lexicon, context: Context) -> Utterance:
    """Return the turn with its clauses, as they were when it was understood."""
    if understood.segments or not understood.raw:
        return understood
    _, segments = read_turn(understood.raw, context.today, lexicon.reading)
    return replace(understood, segments=segments)


def turn_of(understood: Utterance, lexicon: Lexicon, context: Context) -> Turn:
    """Return a turn that clues can be held against."""
    whole = with_clauses(understood, lexicon, context)
    reading = Reading(whole.raw, whole.segments, whole.entities, whole.of(LabelKind.ACT))
    return open_turn(reading, context, lexicon.detectors)
