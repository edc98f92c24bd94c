from __future__ import annotations

from datetime import timedelta

from textual.events import Paste
from textual.widgets import Button, Static

from callcoach.engine.events import TraineeSilent, TraineeSpoke
from callcoach.session.clock import SimulatedClock
from callcoach.session.session import MOST_CHARACTERS
from callcoach.ui.readiness import Readiness
from callcoach.ui.screens.call import CallPage
from callcoach.ui.screens.confirm import Confirm
from callcoach.ui.screens.debrief import DebriefPage
from callcoach.ui.screens.home import HomePage
from callcoach.ui.widgets.transcript import MOST_SHOWN, LineView
from tests.ui.acting import (
    CAUSE,
    EMPATHY,
    GOODBYE,
    IDENTITY,
    INTRODUCTION,
    PURPOSE,
    SHAME,
    MakeApp,
    UiApp,
    dial,
    hang_up,
    notices,
    opened,
    plain_lines,
    prompt,
    say,
    session,
    settled,
    shown,
    skip_record,
)


async def test_a_whole_call_is_played_from_the_first_screen_to_the_debrief(app: UiApp) -> None:
    async with opened(app) as pilot:
        await pilot.press("enter")  # the call that the first screen proposes
        await pilot.pause()
        await pilot.press("ctrl+t")
        await settled(pilot)
        await say(pilot, INTRODUCTION, IDENTITY, PURPOSE, CAUSE, EMPATHY, GOODBYE)
        assert "The call is over: goodbye said." in shown(pilot)
        await skip_record(pilot)

        assert isinstance(app.screen, DebriefPage)
        assert "Quality 100/100" in shown(pilot)
        assert "Compliance [x] compliant" in shown(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        assert "100/100, [x] compliant · La facture de téléphone" in shown(pilot)


async def test_enter_says_the_words_and_the_debtor_answers(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        assert "Voice on the phone: Allô ?" in shown(pilot)
        await say(pilot, INTRODUCTION)

        assert session(pilot).state.said == (INTRODUCTION,)
        assert f"You: {INTRODUCTION}" in shown(pilot)
        assert "Voice on the phone: Je ne connais pas ce cabinet." in shown(pilot)
        assert prompt(pilot).text == ""


async def test_shift_enter_and_ctrl_j_make_a_new_line(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await pilot.press("a", "shift+enter", "b", "ctrl+j", "c")
        assert prompt(pilot).text == "a\nb\nc"
        assert session(pilot).state.turn == 0


async def test_markup_that_the_trainee_types_is_shown_as_it_was_typed(app: UiApp) -> None:
    typed = "[b]gras[/b] [@click=app.leave]ici[/] [/] [red"
    async with opened(app) as pilot:
        await dial(pilot)
        await pilot.press("f4")
        await say(pilot, typed)
        assert f"You: {typed}" in "\n".join(plain_lines(pilot))
        await hang_up(pilot)
        await skip_record(pilot)
        await pilot.press("4")
        await settled(pilot)
        assert typed in shown(pilot)


async def test_a_title_with_brackets_is_shown_as_its_author_wrote_it(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot, "gym_fee")
        assert "[ATTENTION] [b]Vitaform[/b]" in shown(pilot)


async def test_the_silence_key_keeps_silent_and_the_prompt_keeps_its_words(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        prompt(pilot).text = "un début de"
        await pilot.press("f5")
        await pilot.pause()
        assert any(isinstance(event, TraineeSilent) for event in session(pilot).events)
        assert "You: …" in shown(pilot)
        assert "(You keep silent.)" in shown(pilot)
        assert prompt(pilot).text == "un début de"


async def test_enter_on_an_empty_prompt_says_nothing_and_names_the_silence_key(
    app: UiApp,
) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, "   ")
        assert session(pilot).state.turn == 0
        assert "F5 keeps silent" in notices(pilot)


async def test_hanging_up_is_asked_twice_and_may_be_taken_back(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("enter")  # "no" has the focus
        await pilot.pause()
        assert not session(pilot).state.ended
        await hang_up(pilot)
        assert session(pilot).state.ended == "trainee_hung_up"


async def test_after_the_end_one_key_leads_to_the_record(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, INTRODUCTION, GOODBYE)
        assert isinstance(app.focused, Button)
        await pilot.press("enter")
        await pilot.pause()
        assert "Call record: La facture de téléphone" in shown(pilot)


async def test_a_change_of_the_voice_is_told_in_words(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, SHAME)
        assert "(The voice sounds angry.)" in shown(pilot)
        assert "voice: angry" in shown(pilot)


async def test_a_name_is_shown_only_once_identity_is_confirmed(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, INTRODUCTION)
        assert "Petit" not in "\n".join(plain_lines(pilot))
        await say(pilot, IDENTITY)
        assert "Madame Petit: Le 14 mai 1987." in plain_lines(pilot)


async def test_gauges_are_figures_beside_bars_and_say_what_moved(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        assert "trust" not in shown(pilot)
        await pilot.press("f3")
        await say(pilot, INTRODUCTION)
        assert "trust ██░░░ 46 (+6)" in shown(pilot)


async def test_the_coach_quotes_the_words_that_each_finding_rests_on(app: UiApp) -> None:
    async with opened(app, (120, 40)) as pilot:
        await dial(pilot)
        await pilot.press("f4")
        await say(pilot, SHAME)
        seen = shown(pilot)
        assert "No insult, no moral pressure" in seen
        assert "“honte”" in seen
        assert "Source: Règle de la maison, § 1" in seen


async def test_an_exam_has_neither_coach_nor_gauges(make_app: MakeApp) -> None:
    app = make_app(mode="exam")
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, INTRODUCTION)
        await pilot.press("f3", "f4")
        await pilot.pause()
        assert "The coach" not in shown(pilot)
        assert "trust" not in shown(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert "The situation" in shown(pilot)


async def test_the_file_can_be_read_during_the_call_and_the_prompt_keeps_the_focus(
    app: UiApp,
) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert "Date of birth: 14 May 1987" in shown(pilot)
        assert app.focused is prompt(pilot)


async def test_a_paste_of_a_megabyte_is_cut_and_said_to_be(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        prompt(pilot).post_message(Paste("mot " * 250_000))
        await pilot.pause()
        assert len(prompt(pilot).text) == MOST_CHARACTERS
        assert f"only the first {MOST_CHARACTERS} characters are kept" in notices(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert len(session(pilot).state.said[0]) >= MOST_CHARACTERS - 1


async def test_in_an_empty_prompt_the_arrows_bring_back_what_was_said(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await say(pilot, INTRODUCTION, IDENTITY)
        await pilot.press("up")
        assert prompt(pilot).text == IDENTITY
        await pilot.press("up")
        assert prompt(pilot).text == INTRODUCTION
        await pilot.press("down", "down")
        assert prompt(pilot).text == ""


async def test_lines_older_than_the_last_hundred_are_folded_and_can_still_be_read(
    app: UiApp,
) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        for _turn in range(60):
            session(pilot).say("Bonjour.")
        await say(pilot, INTRODUCTION)
        assert len(app.screen.query(LineView)) <= MOST_SHOWN
        folded = str(app.screen.query_one("#folded", Static).content)
        assert "Voice on the phone: Allô ?" in folded


async def test_words_said_before_the_program_can_listen_are_answered_when_it_can(
    app: UiApp,
) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        app.listening_state = Readiness.WAITING
        await say(pilot, INTRODUCTION)
        assert session(pilot).state.turn == 0
        assert f"You: {INTRODUCTION}" in shown(pilot)
        assert "… (getting ready to listen" in shown(pilot)
        app.listening_state = Readiness.READY
        await settled(pilot)
        assert session(pilot).state.said == (INTRODUCTION,)
        assert "Je ne connais pas ce cabinet." in shown(pilot)


async def test_nothing_can_be_said_once_the_line_is_closed(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        await hang_up(pilot)
        await pilot.press("f5", "f10")
        await pilot.pause()
        assert isinstance(app.screen, CallPage)
        assert not any(isinstance(event, TraineeSpoke) for event in session(pilot).events)
        assert session(pilot).state.turn == 0


async def test_who_is_left_waiting_asks_whether_anybody_is_there(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        page = app.screen
        assert isinstance(page, CallPage)
        clock = page.live.clock
        assert isinstance(clock, SimulatedClock)
        clock.moment += timedelta(minutes=1)
        await page._tick()
        await pilot.pause()
        assert "Vous êtes encore là ?" in shown(pilot)


async def test_who_is_typing_leaves_nobody_waiting(app: UiApp) -> None:
    async with opened(app) as pilot:
        await dial(pilot)
        page = app.screen
        assert isinstance(page, CallPage)
        clock = page.live.clock
        assert isinstance(clock, SimulatedClock)
        prompt(pilot).text = "Alors…"
        clock.moment += timedelta(minutes=1)
        await page._tick()
        await pilot.pause()
        assert "Vous êtes encore là ?" not in shown(pilot)
