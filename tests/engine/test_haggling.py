"""Between a no and a yes: counter-offers, parts, conditions, disputes, and what counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from callcoach.content.situation import Bargaining, Objection, Proviso
from callcoach.engine.engine import CallEngine
from callcoach.engine.events import OfferMade
from callcoach.text import Span
from callcoach.understanding.entities import Money, PaymentMeans, PaymentPlan
from tests.stage import NOW, TODAY, Call, library, meant, play_of

if TYPE_CHECKING:
    from callcoach.content.scenario import Scenario

HERE = Span(0, 1)
HARDSHIP = library().scenarios["good_faith_hardship"]
STALLER = library().scenarios["bad_faith_staller"]


def changed(scenario: Scenario, **situation: object) -> Scenario:
    new = scenario.situation.model_copy(update=situation)
    return scenario.model_copy(update={"situation": new})


def trusted(call: Call) -> Call:
    call.purposeful()
    call.hear(meant("reassure", raw="personne ne coupe votre courant"))
    for technique in ("empathic_reflection", "normalising"):
        call.hear(meant("ask_income", "ask_charges", techniques=[technique]))
    return call


def plan(instalment: int, count: int | None = None, down: int | None = None) -> PaymentPlan:
    first = None if down is None else Decimal(down)
    return PaymentPlan(HERE, down=first, instalment=Decimal(instalment), count=count)


def own_offers(call: Call) -> list[OfferMade]:
    return [e for e in call.events if isinstance(e, OfferMade) and e.by == "debtor"]


class TestCounterOffer:
    def test_too_much_is_answered_with_a_figure_of_their_own(self) -> None:
        call = trusted(Call.of("good_faith_hardship"))
        call.hear(meant("propose_instalments", entities=[plan(120, 10)]))
        assert call.state.last_cue == "offer:too_high"
        assert own_offers(call)[-1].terms.instalment == 20
        assert any(":offer:counter:" in id_ for id_ in call.state.said_lines)

    def test_the_next_one_goes_a_step_further(self) -> None:
        call = trusted(Call.of("good_faith_hardship"))
        for asked in (120, 110):
            call.hear(meant("propose_instalments", entities=[plan(asked, 10)]))
        assert [o.terms.instalment for o in own_offers(call)] == [20, 60]

    def test_who_does_not_haggle_only_says_no(self) -> None:
        bargaining = HARDSHIP.situation.bargaining.model_copy(update={"counters": False})
        call = trusted(Call.playing(changed(HARDSHIP, bargaining=bargaining)))
        call.hear(meant("propose_instalments", entities=[plan(120, 10)]))
        assert own_offers(call) == []

    def test_their_figure_taken_up_is_an_agreement(self) -> None:
        call = trusted(Call.of("good_faith_hardship"))
        for asked in (120, 110):
            call.hear(meant("propose_instalments", entities=[plan(asked, 10)]))
        call.hear(meant("accept_offer", "propose_instalments", entities=[plan(60)]))
        agreed = call.state.agreement
        assert agreed is not None
        assert agreed.terms.instalment == 60
        assert agreed.by == "debtor"


def test_the_part_that_fits_is_said_yes_to() -> None:
    call = trusted(Call.of("good_faith_hardship"))
    call.hear(meant("propose_down_payment", entities=[plan(60, 3, down=300)]))
    assert call.state.last_cue == "offer:partly"
    assert own_offers(call)[-1].terms.down == 20
    assert own_offers(call)[-1].terms.instalment == 60
    assert call.state.agreement is None


def test_an_offer_without_a_figure_is_asked_to_have_one() -> None:
    call = trusted(Call.of("good_faith_hardship"))
    call.hear(meant("propose_instalments", raw="on peut échelonner"))
    assert call.state.last_cue == "offer:vague"


class TestCondition:
    @pytest.fixture
    def demanding(self) -> Call:
        proviso = Proviso.model_validate(
            {
                "id": "in_writing",
                "met_by": ["announce_written_confirmation"],
                "says": ["D'accord, mais je veux un écrit."],
                "met": ["Alors c'est d'accord."],
            }
        )
        bargaining = HARDSHIP.situation.bargaining.model_copy(update={"provisos": (proviso,)})
        return trusted(Call.playing(changed(HARDSHIP, bargaining=bargaining)))

    def test_the_yes_waits_for_it(self, demanding: Call) -> None:
        assert "écrit" in demanding.hear(meant("propose_instalments", entities=[plan(60, 3)]))
        assert demanding.state.agreement is None

    def test_it_is_given_once_it_is_met(self, demanding: Call) -> None:
        demanding.hear(meant("propose_instalments", entities=[plan(60, 3)]))
        assert "d'accord" in demanding.hear(meant("announce_written_confirmation"))
        assert demanding.state.agreement is not None
        assert demanding.state.agreement.terms.instalment == 60

    def test_what_was_done_before_need_not_be_asked_for(self, demanding: Call) -> None:
        demanding.hear(meant("announce_written_confirmation"))
        demanding.hear(meant("propose_instalments", entities=[plan(60, 3)]))
        assert demanding.state.agreement is not None


class TestDisputedPart:
    @pytest.fixture
    def disputing(self) -> Call:
        dispute = Objection.model_validate(
            {
                "id": "too_much",
                "nature": "founded",
                "raised_on": ["ask_full_payment"],
                "says": ["Il y a 90 euros de trop."],
                "lifted": ["Vous allez vérifier ? Bien."],
                "handled_by": [{"steps": [["ask_dispute_details"], ["suspend_claim"]]}],
                "blocks": True,
                "dispute": True,
                "disputed": 90,
            }
        )
        bargaining = Bargaining(pays_in_full=True)
        call = Call.playing(changed(STALLER, objections=(dispute,), bargaining=bargaining))
        return call.purposeful()

    def test_nothing_is_paid_before_the_dispute_is_taken_up(self, disputing: Call) -> None:
        disputing.hear(
            meant("ask_partial_payment", entities=[Money(HERE, Decimal(830))], raw="830 euros")
        )
        assert disputing.state.agreement is None

    def test_then_the_rest_can_be_paid_and_the_dispute_waits(self, disputing: Call) -> None:
        disputing.hear(meant("ask_dispute_details"))
        disputing.hear(meant("suspend_claim"))
        disputing.hear(
            meant(
                "ask_partial_payment",
                entities=[Money(HERE, Decimal(830)), PaymentMeans(HERE, "card")],
                raw="830 euros aujourd'hui par carte",
            )
        )
        agreed = disputing.state.agreement
        assert agreed is not None
        assert agreed.balance == 830
        assert agreed.suspended == 90
        disputing.hear(meant("recap", "say_goodbye"))
        assert disputing.state.outcome == "undisputed_part"

    @pytest.mark.parametrize("sums", [(830,), (830, 90), (90, 830)])
    def test_its_sum_said_again_confirms_it(self, disputing: Call, sums: tuple[int, ...]) -> None:
        disputing.hear(meant("ask_dispute_details"))
        disputing.hear(meant("suspend_claim"))
        said = [Money(HERE, Decimal(sum_)) for sum_ in sums]
        card = PaymentMeans(HERE, "card")
        disputing.hear(meant("ask_partial_payment", entities=[*said, card]))
        disputing.hear(meant("confirm_agreement", entities=[*said, card]))
        agreed = disputing.state.agreement
        assert agreed is not None
        assert agreed.suspended == 90
        assert agreed.explicit_yes


class TestWhatCounts:
    @staticmethod
    def agreed(*acts: str) -> Call:
        call = trusted(Call.of("good_faith_hardship"))
        first = PaymentPlan(
            HERE, instalment=Decimal(50), count=3, first_date=TODAY.replace(day=25)
        )
        call.hear(meant("propose_instalments", entities=[first, PaymentMeans(HERE, "transfer")]))
        for act in acts:
            call.hear(meant(act))
        call.hear(meant("say_goodbye"))
        return call

    def test_a_plan_that_was_not_said_again_and_agreed_to_does_not_count(self) -> None:
        assert self.agreed().state.outcome == "no_agreement"

    def test_the_same_plan_summed_up_and_confirmed_does(self) -> None:
        assert self.agreed("recap").state.outcome == "provisional_plan"


def test_who_cannot_say_no_agrees_to_what_cannot_be_held() -> None:
    play = play_of("good_faith_hardship")
    pleaser = play.persona.model_copy(update={"over_promises": True})
    call = Call(CallEngine(replace(play, persona=pleaser)))
    call.events += call.engine.start(NOW.isoformat())
    trusted(call).hear(meant("propose_instalments", entities=[plan(300, 4)]))
    assert call.state.agreement is not None
    assert not call.state.agreement.sustainable
