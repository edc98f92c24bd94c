"""What becomes of a call when something goes wrong around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.engine.events import encode
from callcoach.storage.faults import storage_fault
from callcoach.ui.screens.call import CallPage
from callcoach.ui.screens.call_record import CallRecordPage
from callcoach.ui.screens.confirm import Confirm
from callcoach.ui.screens.debrief import DebriefPage
from callcoach.ui.screens.home import HomePage
from tests.ui.acting import (
    CAUSE,
    IDENTITY,
    INTRODUCTION,
    MakeApp,
    UiApp,
    dial,
    hang_up,
    notices,
    opened,
    say,
    session,
    settled,
    shown,
    skip_record,
)

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_call_dropped_with_the_app_is_offered_first_and_goes_on_where_it_stood(
    make_app: MakeApp,
) -> None:
    async with opened(make_app()) as pilot:
        await dial(pilot)
        await say(pilot, INTRODUCTION, IDENTITY)
        before = [encode(event) for event in session(pilot).events]
    async with opened(make_app()) as pilot:
        assert "Resume: La facture de téléphone (12 November 2026, 10:30)" in shown(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert [encode(event) for event in session(pilot).events] == before
        assert f"You: {INTRODUCTION}" in shown(pilot)
        await say(pilot, CAUSE)
        assert session(pilot).state.turn == 3


async def test_an_unfinished_call_is_offered_and_never_forced(make_app: MakeApp) -> None:
    async with opened(make_app()) as pilot:
        await dial(pilot)
    async with opened(make_app()) as pilot:
        assert isinstance(pilot.app.screen, HomePage)
        await pilot.press("f2")
        await settled(pilot)
        assert "Choose a call" in shown(pilot)


async def test_a_call_over_and_not_marked_goes_on_with_its_record(make_app: MakeApp) -> None:
    async with opened(make_app()) as pilot:
        await dial(pilot)
        await hang_up(pilot)
    async with opened(make_app()) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CallRecordPage)


async def test_leaving_in_the_middle_of_a_call_says_that_it_can_be_resumed(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        attempt = session(pilot).header.attempt_id
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        assert "Nothing is lost" in shown(pilot)
        await pilot.press("enter")  # "stay" has the focus
        await pilot.pause()
        assert isinstance(app.screen, CallPage)
        await pilot.press("ctrl+c")
        await pilot.pause()
        await pilot.press("ctrl+c")
        await pilot.pause()
    assert f"callcoach play --resume {attempt}" in app.parting


async def test_escape_leads_from_a_call_to_the_first_screen_which_offers_it(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        assert "Resume: La facture de téléphone" in shown(pilot)


async def test_with_a_damaged_history_the_app_says_so_and_still_plays(
    app: UiApp, data_dir: Path
) -> None:
    (data_dir / "callcoach.db").write_bytes(b"this is no database, whatever its name" * 100)
    async with opened(app) as pilot:
        assert "The history is damaged" in shown(pilot)
        assert "You can still play: calls stay in memory until you leave." in shown(pilot)
        await dial(pilot)
        await say(pilot, INTRODUCTION)
        assert "[!] not kept, in memory only" in shown(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "leaving loses it" in " ".join(shown(pilot).split())
        await pilot.press("enter")
        await hang_up(pilot)
        await skip_record(pilot)
        assert isinstance(app.screen, DebriefPage)
        assert "This call is not kept" in shown(pilot)


async def test_a_damaged_history_can_be_set_aside_and_is_not_changed(
    app: UiApp, data_dir: Path
) -> None:
    damaged = b"this is no database, whatever its name" * 100
    (data_dir / "callcoach.db").write_bytes(damaged)
    async with opened(app) as pilot:
        await pilot.press("end", "up", "up", "enter")  # above help and quit
        await pilot.pause()
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "No call has been marked yet." in shown(pilot)
        await dial(pilot)
        assert "· kept" in shown(pilot)
    aside = [path for path in data_dir.iterdir() if "corrupt" in path.name]
    assert [path.read_bytes() for path in aside] == [damaged]


async def test_where_nothing_can_be_written_the_app_says_so_and_still_plays(
    make_app: MakeApp, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where the folder should be")
    async with opened(make_app(data_dir=in_the_way / "data")) as pilot:
        assert "Calls cannot be kept" in shown(pilot)
        await dial(pilot)
        await say(pilot, INTRODUCTION)
        assert session(pilot).state.turn == 1


async def test_a_disk_that_fills_up_in_the_middle_ends_no_call(
    app: UiApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        store = app.desk.store
        assert store is not None

        def full(*_arguments: object) -> None:
            raise storage_fault("disk_full", place="here")

        with monkeypatch.context() as patch:
            patch.setattr(store, "append", full)
            await say(pilot, INTRODUCTION)
            assert "The disk is full. The call goes on in memory" in notices(pilot)
            assert "[!] not kept, in memory only" in shown(pilot)
        await say(pilot, IDENTITY)
        assert "The call is kept again" in notices(pilot)
        attempt = session(pilot).header.attempt_id
        assert len(store.events(attempt)) == len(session(pilot).events)


async def test_a_fault_of_the_program_shows_nobody_a_traceback(
    app: UiApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - it surfaces when the app has ended
        async with opened(app) as pilot:
            await dial(pilot)
            live = session(pilot)

            def stumble(_words: str) -> None:
                raise ZeroDivisionError

            monkeypatch.setattr(live, "say", stumble)
            await say(pilot, INTRODUCTION)
    assert isinstance(app.fault, ZeroDivisionError)
    seen = capsys.readouterr()
    assert "Traceback" not in seen.out + seen.err
