from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import CommandPalette
from textual.widgets import DataTable, Input, Select, TextArea

from callcoach.scoring.papers import CallRecord, PreparationSheet
from callcoach.ui.messages import OpenDossier, OpenHistory, OpenScenarios
from callcoach.ui.screens.call import CallPage
from callcoach.ui.screens.call_record import CallRecordPage
from callcoach.ui.screens.debrief import DebriefPage
from callcoach.ui.screens.dossier import DossierPage
from callcoach.ui.screens.help import HelpDialog
from callcoach.ui.screens.home import HomePage
from callcoach.ui.screens.scenarios import ScenariosPage
from tests.ui.acting import (
    CAUSE,
    GOODBYE,
    IDENTITY,
    INTRODUCTION,
    SHAME,
    WIDE,
    MakeApp,
    UiApp,
    ask,
    debriefed,
    dial,
    notices,
    opened,
    prompt,
    say,
    session,
    settled,
    shown,
)
from tests.ui.sample_debrief import DEBRIEF, PAST

if TYPE_CHECKING:
    from pathlib import Path


# -- the list of calls


async def test_typing_narrows_the_list_down_and_enter_opens_the_file(app: UiApp) -> None:
    async with opened(app) as pilot:
        await ask(pilot, OpenScenarios())
        app.screen.query_one(Input).value = "vitaform"
        await pilot.pause()
        assert "La facture de téléphone" not in shown(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DossierPage)
        assert "Salle Vitaform" in shown(pilot)


async def test_a_faulty_scenario_is_listed_as_unavailable_in_plain_words(app: UiApp) -> None:
    async with opened(app) as pilot:
        await ask(pilot, OpenScenarios())
        assert "broken_call: cannot be played (its content has a fault)" in shown(pilot)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert "levle" not in shown(pilot)
        assert not isinstance(app.screen, CallPage)


async def test_asking_for_a_faulty_scenario_gives_a_plain_sentence(app: UiApp) -> None:
    async with opened(app) as pilot:
        await ask(pilot, OpenDossier("broken_call"))
        assert "its content has a fault. Tell your trainer" in notices(pilot)
        assert isinstance(app.screen, HomePage)


async def test_without_content_the_first_screen_says_so(make_app: MakeApp, tmp_path: Path) -> None:
    async with opened(make_app(content=tmp_path)) as pilot:
        assert "No content found" in shown(pilot)
        assert "No call can be played." in shown(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ScenariosPage)


# -- the file and the sheet


async def test_the_file_does_not_give_away_what_a_preparation_should_find(app: UiApp) -> None:
    async with opened(app, (100, 90)) as pilot:
        await ask(pilot, OpenDossier("phone_bill"))
        seen = shown(pilot)
        assert "Préfère être appelée [le soir]." in seen
        assert "Preuve de remise" not in seen
        assert "perdu des heures" not in seen


async def test_a_sheet_filled_in_is_part_of_the_call(app: UiApp) -> None:
    async with opened(app) as pilot:
        await ask(pilot, OpenDossier("phone_bill"))
        await pilot.press("f3")
        await settled(pilot)
        app.screen.query_one("#field-objective", TextArea).text = "Obtenir 120,40 euros."
        await pilot.press("ctrl+t")
        await settled(pilot)
        sheet = session(pilot).preparation
        assert sheet == PreparationSheet(objective="Obtenir 120,40 euros.")


async def test_the_sheet_may_be_left_empty(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        assert session(pilot).preparation is None
        assert session(pilot).started


async def test_a_preparation_left_for_later_is_offered_and_found_again(make_app: MakeApp) -> None:
    async with opened(make_app()) as pilot:
        await ask(pilot, OpenDossier("phone_bill"))
        pilot.app.screen.query_one("#field-objective", TextArea).text = "Un échéancier."
        await pilot.press("escape")
        await settled(pilot)
    async with opened(make_app()) as pilot:
        assert "Resume: La facture de téléphone" in shown(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DossierPage)
        field = pilot.app.screen.query_one("#field-objective", TextArea)
        assert field.text == "Un échéancier."
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert session(pilot).started


async def test_the_mode_can_be_changed_to_exam_before_the_call(app: UiApp) -> None:
    async with opened(app) as pilot:
        await ask(pilot, OpenDossier("phone_bill"))
        await pilot.press("f6")
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert session(pilot).header.mode == "exam"


# -- the record


async def test_a_record_handed_in_is_part_of_the_call(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, INTRODUCTION, GOODBYE)
        live = session(pilot)
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one(Select).value = "callback"
        app.screen.query_one("#field-next_action", TextArea).text = "Rappeler le 13."
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert live.record == CallRecord(result="callback", next_action="Rappeler le 13.")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, DebriefPage)


async def test_an_empty_record_is_not_handed_in_by_mistake(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, GOODBYE)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, CallRecordPage)
        assert "The record is empty" in notices(pilot)


# -- the debrief


async def test_the_debrief_of_a_call_quotes_it_and_keeps_compliance_apart(app: UiApp) -> None:
    async with opened(app) as pilot:
        await debriefed(pilot, INTRODUCTION, SHAME)
        seen = shown(pilot)
        assert "Compliance [!!] critical failure" in seen
        assert "In an exam this call would be void: No insult, no moral pressure." in seen
        await pilot.press("4", "end", "up")
        await settled(pilot)
        assert f"You: {SHAME}" in shown(pilot)
        assert "“honte”" in shown(pilot)


async def test_each_page_of_the_debrief_has_its_key(app: UiApp) -> None:
    async with opened(app) as pilot:
        await app.push_screen(DebriefPage(PAST, DEBRIEF))
        for key, wanted in (
            ("2", "Turning points"),
            ("3", "[–] Privacy checked"),
            ("5", "20 → 100 (lowest 20, highest 100)"),
            ("1", "Three strengths"),
        ):
            await pilot.press(key)
            await settled(pilot)
            assert wanted in shown(pilot)


async def test_choosing_a_turn_shows_why_where_from_and_a_better_line(app: UiApp) -> None:
    async with opened(app) as pilot:
        await app.push_screen(DebriefPage(PAST, DEBRIEF))
        await pilot.press("4", "down", "down")
        await settled(pilot)
        seen = shown(pilot)
        assert "!! No insult, no moral pressure (rule broken, critical)" in seen
        assert "“honte [b]”" in seen
        assert "Why: Shaming brings in no money, and it hurts." in seen
        assert "Better: Regardons ensemble ce qui est possible." in seen


# -- the history


async def test_a_finished_call_opens_its_debrief_from_the_history(make_app: MakeApp) -> None:
    async with opened(make_app()) as pilot:
        await debriefed(pilot, INTRODUCTION)
    async with opened(make_app()) as pilot:
        await ask(pilot, OpenHistory())
        assert "[x] compliant" in shown(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DebriefPage)
        assert "Debrief: La facture de téléphone" in shown(pilot)


async def test_an_unfinished_call_given_up_is_offered_no_more(make_app: MakeApp) -> None:
    async with opened(make_app()) as pilot:
        await dial(pilot)
    async with opened(make_app()) as pilot:
        await ask(pilot, OpenHistory())
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "given up" in shown(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "Resume:" not in shown(pilot)


async def test_a_long_history_is_shown_a_page_at_a_time(make_app: MakeApp) -> None:
    async with opened(make_app()) as pilot:
        for _call in range(51):
            live = pilot.app.desk.begin("phone_bill", "rehearse")  # type: ignore[attr-defined]
            live.session.dial()
        await ask(pilot, OpenHistory())
        assert pilot.app.screen.query_one(DataTable).row_count == 50
        assert "N shows older ones." in shown(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert "Calls 51 to 51." in shown(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert "Calls 51 to 51." in shown(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert "Calls 1 to 50." in shown(pilot)


# -- everywhere


async def test_a_terminal_too_small_asks_to_be_enlarged_and_the_screen_comes_back(
    app: UiApp,
) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        prompt(pilot).text = "Bonjour"
        await pilot.resize_terminal(59, 24)
        await pilot.pause()
        assert "at least 60 columns by 18 lines" in " ".join(shown(pilot).split())
        assert "Allô" not in shown(pilot)
        await pilot.resize_terminal(80, 17)
        await pilot.pause()
        assert "at least 60 columns by 18 lines" in " ".join(shown(pilot).split())
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        assert "Allô" in shown(pilot)
        assert prompt(pilot).text == "Bonjour"
        assert app.focused is prompt(pilot)


async def test_f1_explains_what_has_the_focus_and_lists_the_keys(app: UiApp) -> None:
    async with opened(app, WIDE) as pilot:
        await dial(pilot)
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog)
        seen = shown(pilot)
        assert "Shift+Enter or Ctrl+J begins a new line" in " ".join(seen.split())
        assert "f10  Hang up" in seen
        await pilot.press("escape")
        await pilot.pause()
        assert app.focused is prompt(pilot)


async def test_the_palette_offers_what_the_keys_of_the_screen_do(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Silence", "Hang up", "Help", "Français", "English", "See past calls"} <= names
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)


async def test_the_language_can_be_changed_in_the_middle_of_a_call(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, INTRODUCTION, IDENTITY)
        prompt(pilot).text = "Un brouillon"
        app.speak("fr")
        await settled(pilot)
        assert isinstance(app.screen, CallPage)
        assert prompt(pilot).text == "Un brouillon"
        seen = shown(pilot)
        assert INTRODUCTION in seen
        assert "Commandes" in seen
        await say(pilot, CAUSE)
        assert session(pilot).state.turn == 3
        app.speak("en")
        await settled(pilot)
        assert "Commands" in shown(pilot)
