"""A dispute overrun: terms settled on a claim that was disputed, again and again, and never held.

No single sentence need be wrong for this: « I hear you, let us say 100 a month » is. So it is read
from the call as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.scoring.commitment import AGREED, CONFIRMING, FULL, OFFERING
from callcoach.scoring.findings import breach
from callcoach.understanding.utterance import by_strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.content.rubric import Rubric
    from callcoach.scoring.findings import Wording
    from callcoach.scoring.trace import CallTrace, TraceTurn
    from callcoach.scoring.verdict import Finding
    from callcoach.understanding.utterance import Label

RULE = "respect_dispute"
OBJECTION = "dispute"
HOLDING = frozenset({"suspend_claim", "forward_to_creditor"})
"""Acts that put a disputed claim on hold."""
SETTLING = OFFERING | CONFIRMING | {FULL}


def overrun(trace: CallTrace) -> bool:
    """Return whether a disputed claim ended in terms of payment."""
    if OBJECTION not in trace.insisted or trace.outcome not in AGREED:
        return False
    return not any(turn.sure_acts & HOLDING for turn in trace.turns)


def found_overrun(trace: CallTrace, rubric: Rubric, wording: Wording) -> tuple[Finding, ...]:
    """Return a finding for each turn that settles terms in spite of the dispute."""
    rule = rubric.rule(RULE)
    if rule is None or not overrun(trace):
        return ()
    since = trace.objected_at.get(OBJECTION, 0)
    return tuple(
        breach(rule, turn.number, label.evidence, wording)
        for turn in trace.turns
        if turn.number > since and RULE not in turn.sure
        for label in _settling(turn)
    )


def _settling(turn: TraceTurn) -> Iterator[Label]:
    """Yield the surest label by which a turn settles terms, if any."""
    labels = [x for x in turn.understood.labels if x.id in SETTLING & turn.sure]
    yield from by_strength(labels)[:1]
