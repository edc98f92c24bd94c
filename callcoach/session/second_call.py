"""The call after the call: what the first attempt leaves, and the play of the second.

The header of the second attempt keeps all of it that matters, so that it can be resumed, replayed
and verified even where the first one is not at hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from callcoach.engine.aftermath import Aftermath, aftermath
from callcoach.engine.follow_up import FirstCall, follow_up_day, second_call
from callcoach.engine.gauges import GaugeValues
from callcoach.engine.terms import Agreement
from callcoach.errors import UsageError
from callcoach.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from callcoach.content.follow_up import FollowUp
    from callcoach.content.scenario import Scenario
    from callcoach.engine.play import Play
    from callcoach.engine.state import CallState
    from callcoach.session.records import AttemptHeader

AFTER = "after"
"""The header option that holds what the first call left."""


class FollowUpCall(NamedTuple):
    """A second call to be made."""

    scenario_id: str
    options: Mapping[str, Any]
    """What its header has to keep."""
    at: datetime
    """When it would be made."""


def what_became(play: Play, state: CallState) -> Aftermath | None:
    """Return what became of the agreement a call came to, None when it came to none."""
    agreement = state.agreement
    if agreement is None or not agreement.counts:
        return None
    return aftermath(play, agreement, state.gauges.willingness)


def follow_up_of(header: AttemptHeader, play: Play, state: CallState) -> FollowUpCall:
    """Return the second call that an attempt leads to.

    Raises:
        UsageError: it came to no agreement, or there is nothing left to call about.
    """
    after = what_became(play, state)
    day = follow_up_day(after) if after is not None else None
    if state.agreement is None or after is None:
        raise UsageError(
            _("There is nothing to follow up"),
            _("The call came to no agreement that counts."),
        )
    if day is None:
        raise UsageError(_("There is nothing to follow up"), _("All of it was paid."))
    began = datetime.fromisoformat(header.started_at)
    kept = {
        "agreement": state.agreement.to_json(),
        "gauges": state.gauges.to_json(),
        "revealed": list(state.revealed),
        "lifted": [id_ for id_, o in state.objections.items() if o.status == "lifted"],
        "seed": header.seed,
        "started_at": header.started_at,
        "options": {k: v for k, v in header.options.items() if k in ("drawn", AFTER)},
        "attempt": header.attempt_id,
    }
    return FollowUpCall(header.scenario_id, {AFTER: kept}, datetime.combine(day, began.time()))


def second_scenario(
    header: AttemptHeader,
    play_of: Callable[[AttemptHeader], Play],
    texts: FollowUp,
    day: date,
) -> Scenario:
    """Return the scenario of a second call from its own header.

    Args:
        header: of the second attempt.
        play_of: what an attempt was played from.
        texts: the language's words.
        day: of the second call.
    """
    kept: Any = header.options[AFTER]
    first_header = replace(
        header, seed=kept["seed"], started_at=kept["started_at"], options=kept["options"]
    )
    play = play_of(first_header)
    gauges = GaugeValues.from_json(kept["gauges"])
    agreement = Agreement.from_json(kept["agreement"])
    first = FirstCall(
        scenario=play.scenario,
        agreement=agreement,
        gauges=gauges,
        revealed=tuple(kept["revealed"]),
        lifted=tuple(kept["lifted"]),
        day=play.today,
    )
    after = aftermath(play, agreement, gauges.willingness)
    return second_call(first, after, texts, day)
