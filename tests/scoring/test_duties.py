"""Duties over a whole call: in time, late, never, and what cannot be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.content.rubric import Duty
from callcoach.understanding.utterance import Confidence
from tests.scoring.calls import call, clue, mark, rule
from tests.stage import meant

if TYPE_CHECKING:
    from callcoach.content.rubric import Rule
    from callcoach.scoring.trace import CallTrace
    from callcoach.scoring.verdict import Finding

LETTER = rule(
    "recall_letter_reference",
    duty=Duty(do=(clue("recall_letter"),), before=("ask_full_payment",)),
)
RECORDING = rule(
    "recording_notice",
    duty=Duty(
        do=(clue("recording_notice"),),
        before=("state_amount",),
        when_facts={"call_recorded": True},
    ),
)
PAID = rule(
    "handle_already_paid",
    duty=Duty(
        when=(clue(pattern="deja paye"),),
        do=(clue("verify_payment"),),
        within=2,
        then_never=(clue("repeat_request"),),
    ),
)
RECEIPT = rule(
    "receipt_on_payment",
    severity="minor",
    duty=Duty(when_acts=("accept_offer",), do=(clue("give_receipt"),), by_end=True),
)


def breaches(trace: CallTrace, *rules: Rule) -> list[tuple[int | None, str]]:
    return [(f.turn, f.how) for f in findings(trace, *rules)]


def findings(trace: CallTrace, *rules: Rule) -> list[Finding]:
    return [f for f in mark(trace, *rules).findings if f.kind == "breach"]


def test_what_is_said_before_its_deadline_is_no_breach() -> None:
    trace = call(meant("recall_letter"), "Ah.", meant("ask_full_payment"))
    assert breaches(trace, LETTER) == []


def test_what_is_said_in_the_same_breath_is_in_time() -> None:
    trace = call(meant("ask_full_payment", "recall_letter"), "Ah.")
    assert breaches(trace, LETTER) == []


def test_late_is_not_absent() -> None:
    late = call(meant("ask_full_payment"), "Ah.", meant("recall_letter"))
    assert breaches(late, LETTER) == [(1, "late")]
    absent = call(meant("ask_full_payment"), "Ah.", meant("thank"))
    assert breaches(absent, LETTER) == [(1, "absent")]


def test_a_duty_missed_quotes_the_turn_by_which_it_was_due() -> None:
    late = call(meant("ask_full_payment", raw="Vous payez ?"), "Ah.", meant("recall_letter"))
    (finding,) = findings(late, LETTER)
    assert finding.quote == "Vous payez ?"


def test_the_opening_ends_where_the_sum_was_said_when_nothing_is_ever_asked_for() -> None:
    never = call(meant("state_amount"), "Ah.", meant("empathise"), "Oui.", meant("thank"))
    assert breaches(never, LETTER) == [(1, "absent")]
    soon = call(meant("state_amount"), "Ah.", meant("recall_letter"), "Oui.")
    assert breaches(soon, LETTER) == []


def test_a_duty_whose_event_never_comes_is_not_due() -> None:
    assert breaches(call(meant("greet"), "Oui."), LETTER) == []


def test_an_uncertain_event_makes_nothing_due() -> None:
    guessed = meant("ask_full_payment", confidence=Confidence.LOW)
    assert breaches(call(guessed, "Ah."), LETTER) == []


def test_an_uncertain_sign_of_doing_it_is_enough() -> None:
    trace = call(meant("recall_letter", confidence=Confidence.LOW), meant("ask_full_payment"))
    assert breaches(trace, LETTER) == []


def test_an_unknown_fact_is_undetermined_and_no_breach() -> None:
    trace = call(meant("state_amount"), "Ah.", facts={"call_recorded": None})
    result = mark(trace, RECORDING)
    assert [(u.id, u.missing) for u in result.undetermined] == [
        ("recording_notice", "call_recorded")
    ]
    assert result.compliance == "ok"


def test_a_fact_that_is_not_so_makes_nothing_due() -> None:
    result = mark(call(meant("state_amount"), facts={"call_recorded": False}), RECORDING)
    assert not result.undetermined
    assert result.compliance == "ok"


def test_a_recorded_call_must_be_announced_before_the_sum() -> None:
    trace = call(meant("state_amount"), "Ah.", facts={"call_recorded": True})
    assert breaches(trace, RECORDING) == [(1, "absent")]


def test_a_conditional_duty_begins_when_the_other_side_says_so() -> None:
    quiet = call(meant("repeat_request"), "Je n'ai pas l'argent.", meant("repeat_request"))
    assert breaches(quiet, PAID) == []


def test_a_conditional_duty_is_missed_by_the_end_of_its_window() -> None:
    trace = call(
        meant("ask_full_payment"),
        "J'ai déjà payé.",
        meant("acknowledge"),
        "En mars.",
        meant("thank"),
        "Oui.",
        meant("say_goodbye"),
    )
    assert breaches(trace, PAID) == [(3, "absent")]


def test_what_must_no_longer_be_done_is_found_in_each_turn_that_does_it() -> None:
    trace = call(
        meant("ask_full_payment"),
        "J'ai déjà payé.",
        meant("verify_payment"),
        "En mars.",
        meant("repeat_request"),
        "Mais non.",
        meant("repeat_request"),
    )
    assert breaches(trace, PAID) == [(3, "said"), (4, "said")]


def test_an_answer_after_the_window_is_shown_and_moves_no_mark() -> None:
    trace = call(
        "J'ai déjà payé.",
        meant("acknowledge"),
        "Si.",
        meant("thank"),
        "Si.",
        meant("verify_payment"),
    )
    (finding,) = findings(trace, PAID)
    assert (finding.turn, finding.how) == (2, "late")
    assert mark(trace, PAID).compliance == "ok"


def test_a_duty_of_one_channel_is_not_due_on_the_other() -> None:
    on_visit = rule("receipt", duty=Duty(do=(clue("give_receipt"),), by_end=True), channel="visit")
    turns = (meant("state_amount"), "Ah.")
    assert breaches(call(*turns), on_visit) == []
    assert breaches(call(*turns, channel="visit"), on_visit) == [(1, "absent")]


def test_a_duty_towards_consumers_is_not_due_to_a_business() -> None:
    letter = LETTER.model_copy(update={"debtors": "consumer"})
    trace = call(meant("ask_full_payment"), facts={"debtor_type": "business"})
    assert breaches(trace, letter) == []


def test_a_duty_that_an_act_brings_is_due_by_the_end() -> None:
    assert breaches(call(meant("thank"), "Oui."), RECEIPT) == []
    assert breaches(call(meant("accept_offer"), "Oui.", meant("thank")), RECEIPT) == [
        (2, "absent")
    ]


def test_a_fact_that_no_turn_can_be_judged_without_is_listed_once() -> None:
    from dataclasses import replace

    from callcoach.understanding.detect import UNKNOWN_FACT
    from callcoach.understanding.utterance import Veto

    unsure = replace(
        meant(), vetoes=(Veto("no_fees_without_title", "frais", UNKNOWN_FACT + "title"),)
    )
    result = mark(call(unsure, "Ah.", unsure))
    assert [(u.id, u.missing) for u in result.undetermined] == [("no_fees_without_title", "title")]
