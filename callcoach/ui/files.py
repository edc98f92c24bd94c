"""Files for new calls: one drawn for a scenario, or one that follows up what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.ui.live_call import CaseFile

if TYPE_CHECKING:
    from callcoach.ui.desk import Desk
    from callcoach.ui.past_call import PastCall


def new_file(desk: Desk, scenario_id: str) -> CaseFile:
    """Return a file for a new call, drawn by a seed. Raises as ``Studio.play``."""
    seed, day = desk.new_seed(), desk.now().date()
    play = desk.studio.play(scenario_id, day, seed, drawn=desk.settings.drawn)
    return CaseFile(play.scenario, seed)


def follow_up_file(desk: Desk, past: PastCall) -> CaseFile:
    """Return the file of the second call that an attempt leads to.

    Raises:
        UsageError: there is nothing to follow up.
        NotFoundError, ContentError: its scenario cannot be played any more.
    """
    after = desk.studio.follow_up(past.header, past.events)
    seed = past.header.seed + 1
    return CaseFile(desk.studio.play_after(after, seed).scenario, seed, after)
