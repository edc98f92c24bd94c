"""What an agent may grant: terms that the file does not allow, and the turn that promises them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from callcoach.scoring.commitment import CONFIRMING, OFFERING, last_count, last_instalment
from callcoach.scoring.findings import TRAINING_SOURCE, build
from callcoach.understanding.entities import PaymentPlan
from callcoach.understanding.utterance import by_strength

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.rubric import Rubric
    from callcoach.scoring.findings import Wording
    from callcoach.scoring.trace import CallTrace, TraceTurn
    from callcoach.scoring.verdict import Finding

ANTI_PATTERN = "unauthorised_promise"
PROMISING = OFFERING | CONFIRMING
ODD_ONE = 1
"""A plan may take one month more than the file says: the last, smaller instalment."""


def beyond_authority(trace: CallTrace) -> bool:
    """Return whether the instalments that ended up offered are not for the agent to grant."""
    return _beyond(trace.facts, last_instalment(trace), last_count(trace))


def found_beyond_authority(
    trace: CallTrace, rubric: Rubric, wording: Wording
) -> tuple[Finding, ...]:
    """Return the finding of the first turn that promises what the file does not allow."""
    anti = rubric.anti_pattern(ANTI_PATTERN)
    turn = next((t for t in trace.turns if _promises_too_much(t, trace.facts)), None)
    if anti is None or turn is None or ANTI_PATTERN in turn.sure:
        return ()
    label = by_strength([x for x in turn.understood.labels if x.id in PROMISING & turn.sure])[0]
    source = TRAINING_SOURCE[wording.language]
    return (
        build(label.evidence, turn.number, "anti_pattern", anti, anti.severity, source, wording),
    )


def _promises_too_much(turn: TraceTurn, facts: Mapping[str, Any]) -> bool:
    return bool(turn.sure & PROMISING) and any(
        _beyond(facts, plan.instalment, plan.count)
        for plan in turn.understood.entities
        if isinstance(plan, PaymentPlan)
    )


def _beyond(facts: Mapping[str, Any], instalment: Decimal | None, count: int | None) -> bool:
    least, most = facts.get("min_instalment"), facts.get("max_months")
    too_small = least is not None and instalment is not None and instalment < Decimal(str(least))
    return too_small or (most is not None and count is not None and count > int(most) + ODD_ONE)
