"""Pictures of the screens, at the two sizes that matter; a reviewer reads them in the diff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

import pytest
from textual.widgets import Input, TextArea

from callcoach.ui.messages import OpenDossier, OpenHistory, OpenScenarios
from callcoach.ui.screens.debrief import DebriefPage
from tests.ui.acting import (
    CAUSE,
    EMPATHY,
    GOODBYE,
    IDENTITY,
    INTRODUCTION,
    NARROW,
    PURPOSE,
    SHAME,
    WIDE,
    Keys,
    UiApp,
    ask,
    dial,
    say,
    settled,
)
from tests.ui.sample_debrief import DEBRIEF, PAST

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
TURNS = (INTRODUCTION, IDENTITY, PURPOSE, CAUSE, EMPATHY, SHAME)


class Compare(Protocol):
    """`snap_compare`, as it is used here."""

    def __call__(
        self,
        app: UiApp,
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Keys], Awaitable[None]],
    ) -> bool:
        """Return whether the picture is the one on file."""


async def still(pilot: Keys) -> None:
    """Wait until nothing moves, cursors included."""
    await settled(pilot)
    for field in pilot.app.screen.query("TextArea, Input"):
        if isinstance(field, TextArea | Input):
            field.cursor_blink = False
    await settled(pilot)


async def marked(pilot: Keys) -> None:
    """Have a call in the history with a mark of its own, whatever marking would say."""
    desk = cast("UiApp", pilot.app).desk
    live = desk.begin("phone_bill", "exam")
    live.session.dial()
    live.session.say(GOODBYE)
    live.keeper.finish({"quality": 72.5, "compliance": "to_review", "outcome": "plan"})


@SIZES
def test_home(snap_compare: Compare, app: UiApp, size: tuple[int, int]) -> None:
    """The unfinished call comes first, then what to play next; the last mark stands below."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await marked(pilot)
        await dial(pilot)
        await pilot.press("escape", "right", "enter")
        await still(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


@SIZES
def test_dossier(snap_compare: Compare, app: UiApp, size: tuple[int, int]) -> None:
    """File alone at 80 columns, file and sheet side by side at 120; the file has the focus."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await ask(pilot, OpenDossier("phone_bill"))
        await still(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


@SIZES
def test_call(snap_compare: Compare, app: UiApp, size: tuple[int, int]) -> None:
    """Transcript, coach and gauges open; an angry voice is told in words; the prompt is ready."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await dial(pilot)
        await pilot.press("f3", "f4")
        await say(pilot, *TURNS)
        await still(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


@SIZES
def test_debrief(snap_compare: Compare, app: UiApp, size: tuple[int, int]) -> None:
    """Both marks on top, the critical failure, then strengths with quotes."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await pilot.app.push_screen(DebriefPage(PAST, DEBRIEF))
        await still(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


@SIZES
def test_debrief_turns(snap_compare: Compare, app: UiApp, size: tuple[int, int]) -> None:
    """The turns with their signs, each on a line; the first own turn whole, with its finding."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await pilot.app.push_screen(DebriefPage(PAST, DEBRIEF))
        await pilot.press("4")
        await still(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_scenarios(snap_compare: Compare, app: UiApp) -> None:
    """Columns in line, a title with brackets as typed, the faulty call last and unavailable."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await ask(pilot, OpenScenarios())
        await still(pilot)

    assert snap_compare(app, terminal_size=NARROW, run_before=before)


def test_call_over(snap_compare: Compare, app: UiApp) -> None:
    """A clear line that the call is over, and the button to the record with the focus."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await dial(pilot)
        await say(pilot, INTRODUCTION, GOODBYE)
        await still(pilot)

    assert snap_compare(app, terminal_size=NARROW, run_before=before)


def test_call_record(snap_compare: Compare, app: UiApp) -> None:
    """The result has the focus; the fields of the record follow."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await dial(pilot)
        await say(pilot, GOODBYE)
        await pilot.press("enter")
        await still(pilot)

    assert snap_compare(app, terminal_size=NARROW, run_before=before)


@SIZES
def test_self_rating(snap_compare: Compare, app: UiApp, size: tuple[int, int]) -> None:
    """A line an item, the level chosen marked with an x; what the levels mean stands below."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await dial(pilot)
        await say(pilot, GOODBYE)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape", "right", "enter")
        await settled(pilot)
        await pilot.press("3", "n")
        await still(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_history(snap_compare: Compare, app: UiApp) -> None:
    """One finished call with its marks."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await marked(pilot)
        await ask(pilot, OpenHistory())
        await still(pilot)

    assert snap_compare(app, terminal_size=NARROW, run_before=before)


def test_help(snap_compare: Compare, app: UiApp) -> None:
    """Help on the prompt, then on the call, then the keys."""

    async def before(pilot: Keys) -> None:
        await settled(pilot)
        await dial(pilot)
        await pilot.press("f1")
        await still(pilot)

    assert snap_compare(app, terminal_size=NARROW, run_before=before)


def test_too_small(snap_compare: Compare, app: UiApp) -> None:
    """Nothing but the sentence that asks for a larger terminal."""

    assert snap_compare(app, terminal_size=(50, 15), run_before=still)
