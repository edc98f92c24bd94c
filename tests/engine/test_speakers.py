"""Who is on the line, or at the door."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from callcoach.content.persona import Condition, Line
from callcoach.content.situation import Doorstep, Handover
from callcoach.engine.events import DebtorSpoke, SpeakerChanged
from callcoach.text import Span
from callcoach.understanding.entities import PaymentMeans, PaymentPlan
from tests.stage import Call, library, meant

if TYPE_CHECKING:
    from callcoach.content.scenario import Scenario

DAUGHTER = library().scenarios["third_party_answers"]
HARDSHIP = library().scenarios["good_faith_hardship"]


def changed(scenario: Scenario, channel: str = "phone", **situation: object) -> Scenario:
    new = scenario.situation.model_copy(update=situation)
    return scenario.model_copy(update={"situation": new, "channel": channel})


@pytest.fixture
def passing() -> Call:
    handover = Handover(
        to="debtor",
        on=("ask_for_person",),
        says=(Line(say="Je vous le passe."),),
        picks_up=(Line(say="Oui, c'est lui-même."),),
        persona="bad_faith_staller",
    )
    return Call.playing(changed(DAUGHTER, handovers=(handover,)))


class TestHandover:
    def test_the_debtor_takes_the_phone_with_their_own_words_and_temper(
        self, passing: Call
    ) -> None:
        passing.hear(meant("ask_for_person"))
        heard = [e for e in passing.events if isinstance(e, DebtorSpoke)]
        assert [e.speaker for e in heard[-2:]] == ["third_party", "debtor"]
        assert passing.reply == "Oui, c'est lui-même."
        temper = library().personas["bad_faith_staller"].gauges
        assert passing.state.gauges.trust == temper.trust

    def test_it_happens_once(self, passing: Call) -> None:
        passing.hear(meant("ask_for_person"))
        passing.hear(meant("ask_for_person"))
        assert sum(isinstance(e, SpeakerChanged) for e in passing.events) == 1

    def test_who_comes_to_the_phone_has_heard_no_introduction(self, passing: Call) -> None:
        passing.hear(meant("introduce_self", "introduce_company", "ask_for_person"))
        assert not {"introduced", "company_named"} & passing.state.flags

    def test_the_call_then_goes_on_as_with_any_debtor(self, passing: Call) -> None:
        passing.hear(meant("ask_for_person"))
        passing.identified()
        passing.hear(meant("state_creditor", "state_amount", "ask_full_payment"))
        assert "purpose_stated" in passing.state.flags
        assert "disclosed_to_third_party" not in passing.state.flags


class TestMachine:
    @pytest.fixture
    def machine(self) -> Call:
        return Call.playing(changed(DAUGHTER, who_answers="voicemail", third_party=None))

    def test_a_message_and_a_goodbye_end_it(self, machine: Call) -> None:
        machine.hear(meant("introduce_self", "leave_message", "give_contact", "say_goodbye"))
        assert machine.state.ended == "goodbye"
        assert machine.state.outcome == "message_left"

    def test_it_answers_no_question(self, machine: Call) -> None:
        machine.hear(meant("ask_for_person"))
        assert machine.state.last_cue == "voicemail"

    def test_nothing_said_is_no_message(self, machine: Call) -> None:
        machine.hear(meant("greet", "say_goodbye"))
        assert machine.state.outcome == "no_agreement"


class TestWrongNumber:
    @pytest.fixture
    def stranger(self) -> Call:
        return Call.playing(changed(DAUGHTER, who_answers="unknown", wrong_number=True))

    def test_a_stranger_says_so_and_leaving_without_a_word_of_it_is_right(
        self, stranger: Call
    ) -> None:
        stranger.hear(meant("greet", "ask_for_person"))
        assert stranger.state.last_cue == "wrong_number"
        stranger.hear(meant("apologise", "say_goodbye"))
        assert stranger.state.outcome == "wrong_number"

    def test_telling_a_stranger_of_the_debt_is_not(self, stranger: Call) -> None:
        stranger.hear(meant("ask_for_person"))
        stranger.hear(meant("state_creditor", "state_amount"))
        stranger.hear(meant("say_goodbye"))
        assert stranger.state.outcome == "no_agreement"


class TestDoor:
    @staticmethod
    def visit(**door: object) -> Call:
        return Call.playing(
            changed(HARDSHIP, "visit", doorstep=Doorstep.model_validate(door))
        ).purposeful()

    def test_who_trusts_lets_in(self) -> None:
        call = self.visit(lets_in={"trust": [0, 100]}, says_yes=["Entrez."])
        call.hear(meant("ask_to_enter"))
        assert call.state.last_cue == "enter:yes"
        assert "inside" in call.state.flags

    def test_who_does_not_keeps_the_door(self) -> None:
        call = self.visit(lets_in={"trust": [99, 100]}, says_no=["Non, ici."])
        call.hear(meant("ask_to_enter"))
        assert call.state.last_cue == "enter:no"
        assert call.reply.startswith("Non")

    def test_who_stays_when_sent_away_finds_the_door_closed(self) -> None:
        call = self.visit(sends_away=Condition(irritation=(0, 100)).model_dump(exclude_unset=True))
        call.hear(meant("ask_cause"))
        assert "sent_away" in call.state.flags
        call.hear(meant("ask_cause"))
        assert call.state.ended == "debtor_hung_up"

    def test_leaving_the_place_ends_it(self) -> None:
        call = self.visit()
        call.hear(meant("leave_premises"))
        assert call.state.ended == "goodbye"

    def test_cash_calls_for_a_receipt(self) -> None:
        call = self.visit()
        for _ in range(2):
            call.hear(meant("empathise", techniques=["empathic_reflection"]))
            call.hear(meant("ask_charges", "ask_income", techniques=["normalising"]))
        here = Span(0, 1)
        plan = PaymentPlan(here, instalment=Decimal(60), count=3)
        call.hear(meant("propose_instalments", entities=[plan, PaymentMeans(here, "cash")]))
        assert call.state.agreement is not None
        assert any(":receipt:" in id_ for id_ in call.state.said_lines)
        call.hear(meant("give_receipt"))
        assert "receipt_given" in call.state.flags
