"""Patterns over several turns: funnel, CRAC, DESC (call-method 3.31-3.34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.scoring.findings import TRAINING_SOURCE, Wording, build
from callcoach.text import Span
from callcoach.understanding.utterance import Confidence, Evidence

if TYPE_CHECKING:
    from callcoach.content.rubric import Rubric, Technique
    from callcoach.scoring.trace import CallTrace, TraceTurn
    from callcoach.scoring.verdict import Finding


def found_sequences(trace: CallTrace, rubric: Rubric, wording: Wording) -> tuple[Finding, ...]:
    """Return the patterns completed in a call, each once, at the turn that completes it."""
    found = (
        (technique, _completing_turn(technique, trace))
        for technique in rubric.techniques
        if technique.sequence
    )
    return tuple(
        build(
            Evidence(Span(0, len(turn.text)), turn.text, "rule: sequence", 1.0, Confidence.MEDIUM),
            turn.number,
            "technique",
            technique,
            "good",
            technique.source or TRAINING_SOURCE[wording.language],
            wording,
        )
        for technique, turn in found
        if turn is not None
    )


def _completing_turn(technique: Technique, trace: CallTrace) -> TraceTurn | None:
    """Return the turn in which all steps have come in order within the allowed number of turns."""
    turns = trace.turns
    first = technique.sequence[0]
    for start, turn in enumerate(turns):
        if not turn.sure & set(first):
            continue
        step = 1
        for later in turns[start + 1 : start + technique.within]:
            if step < len(technique.sequence) and later.sure & set(technique.sequence[step]):
                step += 1
            if step == len(technique.sequence):
                return later
    return None
