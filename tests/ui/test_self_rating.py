"""The trainee's own mark, before the mark is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from callcoach.engine.events import SelfRated
from callcoach.ui.messages import OpenAttempt, RecordDone
from callcoach.ui.screens.call_record import CallRecordPage
from callcoach.ui.screens.debrief import DebriefPage
from callcoach.ui.screens.self_rating import SelfRatingPage
from tests.ui.acting import (
    INTRODUCTION,
    Keys,
    UiApp,
    ask,
    notices,
    opened,
    settled,
    shown,
)

if TYPE_CHECKING:
    from callcoach.ui.live_call import LiveCall


async def rating(pilot: Keys, mode: str = "rehearse") -> LiveCall:
    """Be asked for the own mark of a call that is over."""
    live = cast("UiApp", pilot.app).desk.begin("phone_bill", mode)
    live.session.dial()
    live.session.say(INTRODUCTION)
    live.session.say("/hangup")
    await ask(pilot, OpenAttempt(live.session.header.attempt_id))
    page = pilot.app.screen
    assert isinstance(page, CallRecordPage)
    await ask(pilot, RecordDone(page.live, None))
    assert isinstance(pilot.app.screen, SelfRatingPage)
    return pilot.app.screen.live


async def test_what_was_typed_is_kept_and_the_gap_is_shown(app: UiApp) -> None:
    async with opened(app, size=(120, 40)) as pilot:
        live = await rating(pilot)
        count = len(app.desk.studio.rubric.grid.items)
        await pilot.press("4", "n", *"3" * (count - 2), "ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, DebriefPage)
        levels = [e.levels for e in live.session.events if isinstance(e, SelfRated)][-1]
        assert list(levels.values())[:3] == [4, None, 3]
        await pilot.press("3")
        await settled(pilot)
        assert "Your own mark beside it" in shown(pilot)


async def test_in_a_rehearsal_it_can_be_left_out(app: UiApp) -> None:
    async with opened(app) as pilot:
        live = await rating(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, DebriefPage)
        assert not any(isinstance(e, SelfRated) for e in live.session.events)


async def test_an_exam_wants_all_of_it(app: UiApp) -> None:
    async with opened(app) as pilot:
        await rating(pilot, "exam")
        await pilot.press("escape", "3", "ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, SelfRatingPage)
        assert "every item" in notices(pilot)


async def test_the_choice_is_drawn_in_signs_and_moved_by_the_arrows(app: UiApp) -> None:
    async with opened(app) as pilot:
        await rating(pilot)
        await pilot.press("2", "up", "right")
        await settled(pilot)
        first = next(line for line in shown(pilot).splitlines() if "1." in line)
        assert "( ) 2 (x) 3 ( ) 4" in first


async def test_a_change_of_language_keeps_what_was_chosen(app: UiApp) -> None:
    async with opened(app) as pilot:
        await rating(pilot)
        await pilot.press("2")
        app.speak("fr")
        await settled(pilot)
        assert "(x) 2" in shown(pilot)
