"""What the debtor remembers, and how long they wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from callcoach.content.dossier import AgentPromise, Due, EarlierAgreement
from callcoach.engine.events import StateChanged, TraineePaused, TraineeSpoke
from callcoach.engine.state import evolve
from callcoach.session.clock import SimulatedClock
from callcoach.session.session import CallSession
from callcoach.understanding.entities import Money
from callcoach.understanding.utterance import Utterance
from tests.stage import HEADER, NOW, Call, Memory, library, meant, play_of, session_of

HARDSHIP = library().scenarios["good_faith_hardship"]


def after_a_broken_promise() -> Call:
    promise = AgentPromise(
        what="Envoyer le relevé",
        kept=False,
        says=("Et ce relevé, alors ?",),  # type: ignore[arg-type]
    )
    agreed = EarlierAgreement(
        made=date(2026, 9, 1),
        schedule=(Due(on=date(2026, 9, 5), amount=Decimal(60)),),
        agent_promises=(promise,),
    )
    dossier = HARDSHIP.dossier.model_copy(update={"agreement": agreed})
    return Call.playing(HARDSHIP.model_copy(update={"dossier": dossier}))


def raw_of(words: str, *acts: str) -> Utterance:
    return meant(*acts, raw=words)


class TestMemory:
    def test_what_was_asked_in_vain_is_not_asked_again_for_nothing(self) -> None:
        call = Call.of("good_faith_hardship").purposeful()
        call.hear(meant("ask_assets"))
        call.hear(meant("ask_assets"))
        assert call.state.last_cue == "asked_again"

    def test_fees_after_no_fees_are_remarked_on_and_cost_trust(self) -> None:
        call = Call.of("good_faith_hardship").purposeful()
        call.hear(raw_of("il n'y a pas de frais", "explain_procedure"))
        before = call.state.gauges.trust
        call.hear(raw_of("il faut ajouter les frais de dossier", "explain_procedure"))
        assert call.state.last_cue == "contradiction"
        assert call.state.gauges.trust < before

    def test_fees_alone_contradict_nothing(self) -> None:
        call = Call.of("good_faith_hardship").purposeful()
        call.hear(raw_of("il faut ajouter les frais de dossier", "explain_procedure"))
        assert call.state.last_cue != "contradiction"

    def test_another_sum_than_the_one_claimed_is_remarked_on(self) -> None:
        call = Call.of("good_faith_hardship").identified()
        span = meant("greet").labels[0].evidence.span
        for amount in (1240, 1490):
            owed = Money(span, Decimal(amount), role="debt")
            call.hear(meant("state_amount", entities=[owed], raw=f"{amount} euros"))
        assert call.state.last_cue == "contradiction:amount"

    def test_an_invoice_of_the_file_is_no_other_sum(self) -> None:
        call = Call.of("good_faith_hardship").identified()
        span = meant("greet").labels[0].evidence.span
        for amount in ("1240", "652.40"):
            owed = Money(span, Decimal(amount), role="debt")
            call.hear(meant("state_amount", entities=[owed], raw=f"{amount} euros"))
        assert call.state.last_cue != "contradiction:amount"

    def test_a_promise_that_the_agency_broke_has_cost_trust_and_is_reproached(self) -> None:
        call = after_a_broken_promise()
        assert call.state.gauges.trust < play_of("good_faith_hardship").start.trust
        call.identified()
        call.hear(meant("state_purpose", "state_amount"))
        assert call.state.last_cue == "reproach"
        assert "relevé" in call.reply

    def test_an_apology_repairs_a_part_of_it(self) -> None:
        call = after_a_broken_promise().identified()
        call.hear(meant("state_purpose", "state_amount"))
        before = call.state.gauges.trust
        call.hear(meant("apologise"))
        assert call.state.gauges.trust > before
        assert "repaired" in call.state.flags


class TestTime:
    def test_a_monologue_is_broken_into(self) -> None:
        call = Call.of("good_faith_hardship").purposeful()
        call.hear(meant("explain_procedure", raw="mot " * 150))
        moved = [e for e in call.events if isinstance(e, StateChanged)]
        assert ("too_long",) in [e.causes for e in moved]
        assert any(":interrupts:" in id_ for id_ in call.state.said_lines)

    def test_a_turn_of_usual_length_is_not(self) -> None:
        call = Call.of("good_faith_hardship").purposeful()
        call.hear(meant("explain_procedure", raw="mot " * 60))
        assert not any(":interrupts:" in id_ for id_ in call.state.said_lines)

    def test_nobody_asks_who_is_there_before_their_patience_is_over(self) -> None:
        session = session_of("good_faith_hardship", {}, Memory())
        session.dial()
        clock = session._clock
        assert isinstance(clock, SimulatedClock)
        clock.moment += timedelta(seconds=20)
        assert session.wait() == ()

    def test_after_a_long_wait_they_ask_and_in_the_end_they_hang_up(self) -> None:
        journal = Memory()
        session = session_of("good_faith_hardship", {}, journal)
        session.dial()
        clock = session._clock
        assert isinstance(clock, SimulatedClock)
        for _ in range(3):
            clock.moment += timedelta(seconds=60)
            events = session.wait()
            assert isinstance(events[0], TraineePaused)
        assert session.state.ended == "debtor_gave_up"

    def test_a_call_cut_while_they_wait_goes_on_as_it_would_have(self) -> None:
        journal = Memory()
        session = session_of("good_faith_hardship", {}, journal)
        session.dial()
        clock = session._clock
        assert isinstance(clock, SimulatedClock)
        clock.moment += timedelta(seconds=60)
        session.wait()
        cut = next(i for i, r in enumerate(journal.records) if r.kind == "trainee_paused")
        resumed = CallSession.resume(
            HEADER,
            session._engine,
            lambda raw, _: Utterance(raw),
            SimulatedClock(NOW),
            Memory(),
            journal.records[: cut + 1],
        )
        assert resumed.state.heard == session.state.heard

    def test_a_call_that_lasts_is_remarked_on_once(self) -> None:
        call = Call.of("third_party_answers")
        late = (NOW + timedelta(minutes=20)).isoformat()
        state = replace(call.state, turn=1)
        spoke = meant("greet")
        heard = TraineeSpoke(1, late, spoke.raw, spoke)
        events = call.engine.respond(evolve(heard, state), heard)
        assert any("overtime" in getattr(e, "flags", ()) for e in events)


@pytest.mark.parametrize("scenario", ["good_faith_hardship", "bad_faith_staller"])
def test_an_objection_that_is_lifted_wins_the_trust_its_author_gave_it(scenario: str) -> None:
    for objection in library().scenarios[scenario].situation.objections:
        call = Call.of(scenario).purposeful()
        if objection.id not in call.state.objections:
            call.hear(meant(objection.raised_on[0]))
        if objection.id not in call.state.objections:
            continue
        before = call.state.gauges.trust
        words = "le virement, sa référence ; la coupure d'électricité"
        call.hear(meant(objection.handled_by[0].steps[0][0], raw=words))
        if call.state.objections[objection.id].status == "lifted":
            assert call.state.gauges.trust - before >= objection.trust


def test_a_general_word_of_comfort_does_not_lift_a_fear_that_it_does_not_name() -> None:
    call = Call.of("good_faith_hardship").purposeful()
    assert call.state.objections["cut_off_fear"].status == "open"
    call.hear(meant("reassure", raw="rassurez-vous, tout va bien se passer"))
    assert call.state.objections["cut_off_fear"].status == "open"
    call.hear(meant("reassure", raw="personne ne coupe votre courant"))
    assert call.state.objections["cut_off_fear"].status == "lifted"
