"""The debtor reacts to what is done to them, not to what one hopes for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from callcoach.engine.events import (
    AgreementChanged,
    CallEnded,
    FactRevealed,
    ObjectionMoved,
    OfferMade,
    StageChanged,
)
from callcoach.text import Span
from callcoach.understanding.entities import Date, Money, PaymentMeans, PaymentPlan
from callcoach.understanding.utterance import Confidence
from tests.stage import SCENARIOS, Call, meant, play_of

HERE = Span(0, 1)


def sixty_a_month(**details: object) -> PaymentPlan:
    """Return a plan of sixty euros a month."""
    return PaymentPlan(HERE, instalment=Decimal(60), every="month", **details)  # type: ignore[arg-type]


def a_plan(instalment: int) -> PaymentPlan:
    """Return a plan of so many euros a month."""
    return PaymentPlan(HERE, instalment=Decimal(instalment), every="month")


@pytest.fixture
def hardship() -> Call:
    """A debtor in good faith who can pay little; identity and purpose are done."""
    return Call.of("good_faith_hardship").purposeful()


@pytest.fixture
def staller() -> Call:
    """A debtor who could pay and plays for time; identity and purpose are done."""
    return Call.of("bad_faith_staller").purposeful()


def told(call: Call) -> list[str]:
    """Return the slots told so far, in order."""
    return [event.slot for event in call.events if isinstance(event, FactRevealed)]


def gentle(call: Call, turns: int) -> None:
    """Win some trust."""
    for _ in range(turns):
        call.hear(meant("empathise", techniques=["empathic_reflection"]))
        call.hear(meant("reformulate", techniques=["reformulation"]))
        call.hear(meant("normalise", techniques=["normalising"]))


class TestContact:
    def test_nobody_gives_a_birth_date_to_a_voice_without_name(self) -> None:
        call = Call.of("good_faith_hardship")
        call.hear(meant("verify_identity", raw="votre date de naissance ?"))
        assert "identity_confirmed" not in call.state.flags
        assert call.state.last_cue == "who_is_calling"

    def test_the_birth_date_is_given_to_who_says_their_name(self) -> None:
        call = Call.of("good_faith_hardship").identified()
        assert "identity_confirmed" in call.state.flags
        birth = play_of("good_faith_hardship").scenario.dossier.debtor.date_of_birth
        assert birth is not None
        assert str(birth.year) in call.reply

    def test_the_file_is_not_opened_before_the_debtor_is_on_the_line(self) -> None:
        call = Call.of("third_party_answers")
        call.hear(meant("state_amount", "state_creditor"))
        assert call.state.stage == "contact"
        assert "disclosed_to_third_party" in call.state.flags

    def test_stating_the_purpose_moves_the_call_on(self, hardship: Call) -> None:
        moves = [e.to for e in hardship.events if isinstance(e, StageChanged)]
        assert moves[0] == "purpose"


class TestDisclosure:
    def test_an_income_is_not_told_to_somebody_one_does_not_trust(self) -> None:
        call = Call.of("good_faith_hardship").purposeful()
        facts = {f.slot: f for f in play_of("good_faith_hardship").scenario.situation.facts}
        assert call.state.gauges.trust < facts["income"].trust or "income" in facts
        for _ in range(2):
            call.hear(meant("blame", anti_patterns=["judgement"]))
        call.hear(meant("ask_income"))
        assert "income" not in told(call)
        assert call.state.last_cue.startswith("withheld")

    def test_trust_opens_what_was_withheld(self, hardship: Call) -> None:
        gentle(hardship, 2)
        hardship.hear(meant("ask_income", techniques=["closed_check"]))
        assert "income" in told(hardship)

    def test_what_was_told_is_not_told_as_new_again(self, hardship: Call) -> None:
        gentle(hardship, 2)
        first = hardship.hear(meant("ask_household"))
        second = hardship.hear(meant("ask_household"))
        assert told(hardship).count("household") == 1
        assert first != second

    def test_an_open_question_brings_the_cause(self, hardship: Call) -> None:
        hardship.hear(meant("ask_cause", techniques=["open_question"]))
        assert "cause" in told(hardship)

    def test_two_questions_in_one_turn_get_two_answers(self, hardship: Call) -> None:
        gentle(hardship, 2)
        before = len(told(hardship))
        hardship.hear(meant("ask_charges", "ask_household"))
        assert len(told(hardship)) == before + 2


class TestTemper:
    def test_kindness_met_with_affect_wins_trust(self, hardship: Call) -> None:
        before = hardship.state.gauges.trust
        hardship.hear(meant("empathise", techniques=["empathic_reflection"]))
        assert hardship.state.gauges.trust > before

    def test_the_same_technique_over_and_over_pays_less_each_time(self, hardship: Call) -> None:
        gains = []
        for _ in range(3):
            before = hardship.state.gauges.trust
            hardship.hear(meant("normalise", techniques=["normalising"]))
            gains.append(hardship.state.gauges.trust - before)
        assert gains[0] > gains[1] >= gains[2]

    def test_firmness_moves_the_staller_and_closes_the_ashamed(
        self, staller: Call, hardship: Call
    ) -> None:
        firm = meant("explain_consequence", techniques=["factual_consequence"])
        before = staller.state.gauges.willingness
        staller.hear(firm)
        assert staller.state.gauges.willingness > before
        open_before = hardship.state.gauges.openness
        hardship.hear(firm)
        assert hardship.state.gauges.openness < open_before

    def test_an_uncertain_label_moves_nobody(self, hardship: Call) -> None:
        before = hardship.state.gauges
        hardship.hear(
            meant("blame", anti_patterns=["judgement"], confidence=Confidence.LOW, raw="hm")
        )
        after = hardship.state.gauges
        assert (after.trust, after.openness) == (before.trust, before.openness)

    def test_trust_does_not_come_back_after_a_threat(self, hardship: Call) -> None:
        start = play_of("good_faith_hardship").start.trust
        hardship.hear(meant("threaten", breaches=["no_false_legal_threat"]))
        gentle(hardship, 4)
        assert hardship.state.gauges.trust <= start - 15

    @pytest.mark.parametrize("scenario", SCENARIOS)
    def test_nobody_stays_on_the_line_after_two_critical_breaches(self, scenario: str) -> None:
        call = Call.of(scenario).identified()
        for _ in range(2):
            if not call.state.ended:
                call.hear(meant("threaten", breaches=["no_false_legal_threat"]))
        assert call.state.ended == "debtor_hung_up"
        assert isinstance(call.events[-1], CallEnded)


class TestBargain:
    def test_nobody_pays_in_full_what_they_do_not_have(self, hardship: Call) -> None:
        assert hardship.state.last_cue == "offer:cannot_in_full" or any(
            isinstance(e, OfferMade) and e.answer == "cannot_in_full" for e in hardship.events
        )

    def test_an_instalment_above_the_capacity_is_refused(self, hardship: Call) -> None:
        gentle(hardship, 2)
        hardship.hear(meant("propose_instalments", entities=[a_plan(300)]))
        offers = [e for e in hardship.events if isinstance(e, OfferMade) and e.by == "agent"]
        assert offers[-1].answer == "too_high"
        assert hardship.state.agreement is None

    def test_words_never_move_the_capacity(self, hardship: Call) -> None:
        gentle(hardship, 6)
        hardship.hear(meant("propose_instalments", entities=[a_plan(150)]))
        assert hardship.state.agreement is None

    def test_a_tenable_plan_is_agreed_and_then_completed(self, hardship: Call) -> None:
        gentle(hardship, 2)
        hardship.hear(
            meant("propose_instalments", entities=[sixty_a_month(count=3)], raw="3 fois 60 euros")
        )
        agreed = hardship.state.agreement
        assert agreed is not None
        assert not agreed.complete
        hardship.hear(meant("ask_payment_date"))
        hardship.hear(
            meant("ask_payment_means", entities=[PaymentMeans(HERE, "transfer")], raw="virement ?")
        )
        agreed = hardship.state.agreement
        assert agreed is not None
        assert agreed.complete
        assert agreed.sustainable
        assert agreed.kind == "provisional_plan"

    def test_a_recap_with_another_figure_is_put_right(self, hardship: Call) -> None:
        gentle(hardship, 2)
        hardship.hear(meant("propose_instalments", entities=[sixty_a_month(count=3)]))
        hardship.hear(meant("recap", entities=[a_plan(70)]))
        assert hardship.state.last_cue == "confirm:wrong"
        agreed = hardship.state.agreement
        assert agreed is not None
        assert agreed.terms.instalment == Decimal(60)

    def test_a_recap_in_the_agreed_words_gets_a_yes(self, hardship: Call) -> None:
        gentle(hardship, 2)
        plan = sixty_a_month(count=3, first_date=date(2026, 12, 5))
        hardship.hear(
            meant("propose_instalments", entities=[plan, PaymentMeans(HERE, "transfer")])
        )
        hardship.hear(meant("recap", entities=[plan, PaymentMeans(HERE, "transfer")]))
        agreed = hardship.state.agreement
        assert agreed is not None
        assert agreed.explicit_yes

    def test_the_staller_gives_no_date_before_being_pinned_down(self, staller: Call) -> None:
        staller.hear(meant("ask_payment_date"))
        assert staller.state.last_cue in ("stall:date", "objection:raised")
        assert staller.state.agreement is None

    def test_the_staller_pays_once_firmly_held(self, staller: Call) -> None:
        for _ in range(3):
            staller.hear(meant("ask_details", techniques=["probing_question"]))
            staller.hear(meant("repeat_request", techniques=["broken_record"]))
            staller.hear(
                meant(
                    "verify_payment",
                    "ask_proof",
                    techniques=["conditional_concession"],
                    raw="quelle est la référence de ce virement ?",
                )
            )
            staller.hear(meant("explain_consequence", techniques=["factual_consequence"]))
        plan = PaymentPlan(HERE, down=Decimal(200), instalment=Decimal(180), count=4)
        staller.hear(meant("propose_down_payment", entities=[plan]))
        assert staller.state.agreement is not None

    def test_money_is_not_discussed_with_the_daughter(self) -> None:
        call = Call.of("third_party_answers")
        call.hear(meant("ask_full_payment", entities=[Money(HERE, Decimal(640))]))
        assert not any(isinstance(e, AgreementChanged) for e in call.events)


class TestObjections:
    def test_an_objection_well_handled_shows_at_once(self) -> None:
        for scenario in ("good_faith_hardship", "bad_faith_staller"):
            for objection in play_of(scenario).scenario.situation.objections:
                call = Call.of(scenario).purposeful()
                gentle(call, 1)
                raised = objection.raised_on[0]
                call.hear(meant(raised))
                if objection.id not in call.state.objections:
                    continue  # its own condition does not hold at this point
                route = objection.handled_by[0]
                for step in route.steps:
                    words = "pour le virement, la référence ; pour l'électricité, la coupure"
                    call.hear(meant(step[0], techniques=[step[0]], raw=words))
                moves = [
                    e
                    for e in call.events
                    if isinstance(e, ObjectionMoved) and e.objection == objection.id
                ]
                assert moves[-1].status == "lifted", objection.id


class TestWords:
    def test_no_answer_shows_an_unfilled_slot(self, hardship: Call) -> None:
        for act in ("greet", "ask_payment_date", "ask_payment_means", "recap", "answer"):
            assert "{" not in hardship.hear(meant(act))

    def test_not_being_understood_is_said_differently_each_time(self) -> None:
        call = Call.of("good_faith_hardship").purposeful()
        said = [call.hear(meant(raw="blabla")) for _ in range(4)]
        assert len(set(said)) == len(said)

    def test_the_first_turn_that_is_not_understood_costs_nothing(self) -> None:
        call = Call.of("good_faith_hardship").purposeful()
        before = call.state.gauges
        call.hear(meant(raw="blabla"))
        after = call.state.gauges
        assert (after.trust, after.openness) == (before.trust, before.openness)

    def test_goodbye_ends_the_call(self, hardship: Call) -> None:
        hardship.hear(meant("say_goodbye"))
        assert hardship.state.ended == "goodbye"

    def test_a_date_before_today_is_no_first_payment(self, hardship: Call) -> None:
        gentle(hardship, 2)
        past = Date(HERE, date(2026, 3, 1))
        hardship.hear(meant("propose_instalments", entities=[a_plan(60), past]))
        agreed = hardship.state.agreement
        assert agreed is not None
        assert agreed.terms.first_date is None
