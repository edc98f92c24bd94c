"""The second call is made from the trainee's own agreement."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from callcoach.engine.aftermath import aftermath
from callcoach.engine.state import replay
from callcoach.errors import UsageError
from callcoach.session.clock import SimulatedClock
from callcoach.session.order import Order
from callcoach.session.second_call import AFTER, follow_up_of
from callcoach.session.studio import Studio
from callcoach.session.verification import verify
from callcoach.text import Span
from callcoach.understanding.entities import PaymentMeans, PaymentPlan
from tests.stage import NOW, Memory, library, meant, session_of

if TYPE_CHECKING:
    from callcoach.content.scenario import Scenario
    from callcoach.session.session import CallSession

HERE = Span(0, 1)
TOO_MUCH = Decimal(75)


def agreed_session(instalment: Decimal, seed: int = 7) -> CallSession:
    plan = PaymentPlan(HERE, instalment=instalment, count=4, first_date=date(2026, 11, 23))
    offer = meant("propose_instalments", entities=[plan, PaymentMeans(HERE, "transfer")])
    script = {
        "hello": meant("greet", "introduce_self", "introduce_company", "verify_identity"),
        "why": meant("state_creditor", "state_amount"),
        "kind": meant("empathise", techniques=["empathic_reflection"]),
        "count": meant("ask_income", "ask_charges", techniques=["normalising"]),
        "offer": offer,
        "again": replace(offer, labels=meant("recap").labels),
        "bye": meant("say_goodbye"),
    }
    session = session_of("good_faith_hardship", script, Memory(), seed)
    session.dial()
    for line in ("hello", "why", "kind", "count", "count", "offer", "again", "bye"):
        session.say(line)
    return session


def studio() -> Studio:
    return Studio(library())


def second(seed: int = 7, *, missed: bool = True) -> Scenario:
    for at in range(seed, seed + 400):
        session = agreed_session(Decimal(60), at)
        state = session.state
        assert state.agreement is not None
        after = aftermath(session.play, state.agreement, state.gauges.willingness)
        if after.held is missed:
            continue
        header = replace(session.header, seed=at)
        call = follow_up_of(header, session.play, state)
        return studio().play_after(call, 1).scenario
    raise AssertionError("no such aftermath")


def test_the_second_file_holds_what_was_agreed_paid_and_missed() -> None:
    scenario = second()
    agreed = scenario.dossier.agreement
    assert agreed is not None
    assert agreed.made == NOW.date()
    assert [due.amount for due in agreed.schedule] == [60, 60, 60, 60]
    assert scenario.dossier.balance == 1240 - sum(due.amount for due in agreed.paid)
    assert agreed.missed(date(2027, 12, 1))
    assert "broken_promise" in scenario.dossier.red_flags


def test_its_sums_hold_together() -> None:
    dossier = second().dossier
    parts = dossier.breakdown
    assert sum(i.amount for i in dossier.invoices) == parts.principal
    assert parts.principal + parts.interest + parts.accessories == dossier.balance


def test_its_texts_are_filled() -> None:
    scenario = second()
    texts = [scenario.title, scenario.summary, scenario.target.advice, scenario.situation.context]
    texts += [entry.what for entry in scenario.dossier.history]
    assert all("{" not in (text or "") for text in texts)


def test_the_cause_is_the_first_thing_to_find_out() -> None:
    scenario = second()
    assert scenario.situation.missed_because is not None
    assert scenario.situation.facts[0].slot == "cause"
    assert scenario.situation.facts[0].id == "missed_reason"


def test_a_provisional_plan_that_was_kept_comes_to_its_review() -> None:
    scenario = second(missed=False)
    assert scenario.situation.missed_because is None
    assert scenario.dossier.balance == 1000


def test_a_call_without_agreement_leads_to_none() -> None:
    session = session_of("good_faith_hardship", {"bye": meant("say_goodbye")}, Memory())
    session.dial()
    session.say("bye")
    with pytest.raises(UsageError):
        follow_up_of(session.header, session.play, session.state)


def test_a_second_call_is_played_kept_and_verified_like_any_other() -> None:
    session = next(
        s
        for seed in range(7, 400)
        if (s := agreed_session(Decimal(60), seed)).state.agreement is not None
        and not aftermath(s.play, s.state.agreement, s.state.gauges.willingness).held
    )
    maker = studio()
    header = replace(session.header, seed=session.play.seed)
    call = follow_up_of(header, session.play, replay(session.events))
    journal = Memory()
    order = Order("second", call.scenario_id, 5, options=json.loads(json.dumps(call.options)))
    again = maker.begin(order, SimulatedClock(call.at), journal)
    assert again.header.options[AFTER]
    again.dial()
    again.say("/silence")
    again.say("/hangup")
    assert datetime.fromisoformat(again.header.started_at) == call.at
    assert verify(maker, again.header, journal.records) is None
