"""Contesting a verdict from the debrief, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from callcoach.ui.screens.contest import ContestDialog
from callcoach.ui.screens.debrief import DebriefPage
from tests.ui.acting import (
    INTRODUCTION,
    SHAME,
    Keys,
    UiApp,
    debriefed,
    notices,
    opened,
    settled,
    shown,
)

if TYPE_CHECKING:
    from callcoach.storage.beside import ContestRow


async def contesting(pilot: Keys) -> None:
    """Open the dialog on the first own turn of a call."""
    await debriefed(pilot, INTRODUCTION, SHAME)
    await pilot.press("c", "c")
    await settled(pilot)
    assert isinstance(pilot.app.screen, ContestDialog)


def kept(app: UiApp) -> tuple[ContestRow, ...]:
    store = app.desk.store
    assert store is not None
    return store.contests.all()


async def test_a_finding_is_contested_with_a_word_of_reason(app: UiApp) -> None:
    async with opened(app) as pilot:
        await contesting(pilot)
        await pilot.press("enter")
        app.screen.query_one("#because", Input).value = "Je me suis présentée en entier."
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DebriefPage)
        assert "contest 1" in notices(pilot)
        (row,) = kept(app)
        assert (row.turn, row.because) == (1, "Je me suis présentée en entier.")
        assert row.context["say"] == INTRODUCTION


async def test_without_a_reason_nothing_is_kept(app: UiApp) -> None:
    async with opened(app) as pilot:
        await contesting(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ContestDialog)
        await pilot.press("escape")
        await settled(pilot)
        assert kept(app) == ()


async def test_what_may_be_missing_is_offered_too(app: UiApp) -> None:
    async with opened(app, size=(120, 40)) as pilot:
        await contesting(pilot)
        assert "Missing: " in shown(pilot)
        await pilot.press("end", "enter")
        app.screen.query_one("#because", Input).value = "Je l'ai dit."
        await pilot.press("enter")
        await settled(pilot)
        assert [row.wanted for row in kept(app)] == ["find"]
