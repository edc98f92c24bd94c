"""The micro-skills of the grid, one by one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from callcoach.engine.terms import Agreement, Terms
from callcoach.understanding.utterance import Confidence
from tests.scoring.calls import call, item, mark, met, said, shows
from tests.stage import meant

if TYPE_CHECKING:
    from callcoach.scoring.trace import CallTrace
    from callcoach.understanding.utterance import Utterance


def test_the_company_is_not_asked_of_somebody_who_speaks_to_a_third_party() -> None:
    turns = ("tiers: Oui ?", meant("introduce_self"), "tiers: Il est sorti.")
    third = call(*turns, facts={"who_answers": "parent"})
    assert met(mark(third), "identification", "name_and_company") is True
    debtor = call("Oui ?", meant("introduce_self"), "Oui.")
    assert met(mark(debtor), "identification", "name_and_company") is False


def test_identity_checked_after_the_debt_was_told_is_too_late() -> None:
    told_first = call(meant("state_amount"), "Ah.", meant("verify_identity"), "Le 3 mai.")
    assert met(mark(told_first), "identification", "second_element") is False
    checked = call(meant("verify_identity"), "Le 3 mai.", meant("state_amount"))
    assert met(mark(checked), "identification", "second_element") is True


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("Il reste 612,40 euros.", True),
        ("Il reste 612 euros.", True),
        ("Il reste 600 euros.", False),
    ],
)
def test_the_amount_must_be_the_one_of_the_file(words: str, right: bool) -> None:
    result = mark(call(said(words, "state_amount"), "Ah."))
    assert met(result, "purpose", "exact_amount") is right


def test_an_unknown_balance_is_not_judged() -> None:
    result = mark(call(said("Il reste 612,40 euros.", "state_amount"), facts={"balance": None}))
    assert met(result, "purpose", "exact_amount") is None


def test_naming_the_creditor_is_naming_it_whatever_act_was_recognised() -> None:
    result = mark(call(said("Je vous appelle pour Valorge Énergie.", "state_purpose"), "Oui."))
    assert met(result, "purpose", "creditor_and_nature") is True


def test_a_purpose_is_dated_by_a_day_or_by_a_reference_of_the_file() -> None:
    vague = mark(call(said("Vous avez une facture.", "state_basis")))
    assert met(vague, "purpose", "date_or_reference") is False
    dated = mark(call(said("La facture du 8 septembre.", "state_basis")))
    assert met(dated, "purpose", "date_or_reference") is True
    reference = call(
        said("Notre lettre VE-204.", "recall_letter"), facts={"letter_reference": "VE-204"}
    )
    assert met(mark(reference), "purpose", "date_or_reference") is True


def test_a_request_followed_by_an_offer_in_the_same_breath_leaves_no_pause() -> None:
    rushed = meant("ask_full_payment", "propose_instalments")
    rushed = replace(
        rushed,
        labels=(rushed.labels[0], replace(rushed.labels[1], segment=1)),
    )
    assert met(mark(call(rushed, "Non.")), "purpose", "request_then_pause") is False
    assert (
        met(mark(call(meant("ask_full_payment"), "Non.")), "purpose", "request_then_pause") is True
    )


def funnel_call(*turns: Utterance) -> CallTrace:
    parts: list[Utterance | str] = []
    for turn in turns:
        parts += [turn, "Oui."]
    return call(*parts)


def test_a_funnel_goes_from_open_to_precise_to_check() -> None:
    open_ = meant("ask_cause", techniques=["open_question"])
    precise = meant("ask_details", raw="Depuis quand ?")
    check = meant(techniques=["closed_check"])
    assert met(mark(funnel_call(open_, precise, check, open_)), "questioning", "funnel") is True
    assert met(mark(funnel_call(check, precise, open_, open_)), "questioning", "funnel") is False


def test_a_reformulation_must_take_up_what_was_heard() -> None:
    heard = "Mon entreprise a fermé en juillet et le chômage tarde."
    content = said("Votre entreprise a fermé, le chômage tarde ?", "reformulate")
    empty = said("Je vous entends parfaitement, madame.", "reformulate")
    full = mark(call(heard, content, heard, content, "Oui.", meant("thank"), "Oui.", meant()))
    assert met(full, "listening", "reformulations") is True
    assert met(full, "listening", "checked") is True
    hollow = mark(call(heard, empty, heard, empty, "Oui.", meant("thank"), "Oui.", meant()))
    assert met(hollow, "listening", "reformulations") is False


def test_the_final_recap_is_no_synthesis_on_the_way() -> None:
    heard = "Le salaire tombe le 2, le loyer fait 700 euros."
    sums_up = said("Salaire le 2, loyer 700 euros, c'est bien cela ?", "reformulate")
    early = mark(call(heard, sums_up, "Oui.", meant("thank"), "Oui.", meant("say_goodbye")))
    assert met(early, "listening", "interim_synthesis") is True
    last = mark(call(heard, meant("thank"), "Oui.", sums_up, "Oui.", meant("say_goodbye")))
    assert met(last, "listening", "interim_synthesis") is False


def test_a_budget_needs_four_pieces_with_income_and_charges_among_them() -> None:
    questions = meant("ask_household", "ask_savings", "ask_employment", "ask_other_debts")
    assert met(mark(call(questions, "Oui.")), "diagnosis", "budget") is False
    with_core = meant("ask_household", "ask_savings", "ask_income", "ask_charges")
    assert met(mark(call(with_core, "Oui.")), "diagnosis", "budget") is True


def test_what_was_told_unasked_counts_as_known() -> None:
    told = shows(
        call(meant("ask_cause"), "Tout."), 1, told=("income", "charges", "household", "savings")
    )
    assert met(mark(told), "diagnosis", "budget") is True


def test_a_cause_counts_once_it_came_out() -> None:
    asked = call(meant("ask_cause"), "Bof.")
    assert met(mark(asked), "diagnosis", "cause") is False
    assert met(mark(shows(asked, 1, told=("cause",))), "diagnosis", "cause") is True


def test_a_feeling_that_was_never_shown_need_not_be_met() -> None:
    calm = call(meant("thank"), "Oui.")
    assert met(mark(calm), "empathy", "affect_named") is None


def test_a_feeling_is_met_in_the_turn_it_colours_or_the_next() -> None:
    sad = shows(
        call(meant("state_amount"), "J'en peux plus.", meant("empathise")), 2, affect="distress"
    )
    assert met(mark(sad), "empathy", "affect_named") is True
    late = call(
        meant("state_amount"),
        "J'en peux plus.",
        meant("ask_income"),
        "Rien.",
        meant("ask_charges"),
        "Rien.",
        meant("empathise"),
    )
    assert met(mark(shows(late, 2, affect="distress")), "empathy", "affect_named") is False


def test_a_rule_that_protects_the_person_caps_empathy() -> None:
    from tests.scoring.calls import rule

    insult = rule("no_insult_or_moral_pressure", "critical")
    turns = (
        meant("empathise", "thank"),
        "Oui.",
        meant(breaches=["no_insult_or_moral_pressure"]),
    )
    result = mark(call(*turns), insult)
    assert (item(result, "empathy").level or 0) <= 1


def test_only_what_follows_an_objection_meets_it() -> None:
    before = call(
        meant("acknowledge"),
        "Bon.",
        meant("state_amount"),
        "C'est trop cher.",
        meant("say_goodbye"),
        objections={"money": "open"},
        objected_at={"money": 2},
    )
    assert met(mark(before), "objections", "acknowledged") is False
    after = shows(before, 3, understood=meant("acknowledge"))
    assert met(mark(after), "objections", "acknowledged") is True


def test_the_whole_must_be_asked_for_before_a_part() -> None:
    right = call(meant("ask_full_payment"), "Non.", meant("propose_instalments"))
    wrong = call(meant("propose_instalments"), "Non.", meant("ask_full_payment"))
    assert met(mark(right), "negotiation", "full_first") is True
    assert met(mark(wrong), "negotiation", "full_first") is False


def offered(words: str, **facts: object) -> CallTrace:
    return call(
        meant("ask_full_payment"),
        "Non.",
        meant("ask_income", "ask_charges"),
        "1500 et 700.",
        said(words, "propose_instalments", techniques=["budget_anchored_offer"]),
        facts=facts,
    )


def test_an_offer_above_the_capacity_is_not_sustainable() -> None:
    above = offered("150 euros par mois pendant 4 mois.", capacity=100)
    within = offered("80 euros par mois pendant 8 mois.", capacity=100)
    assert met(mark(above), "negotiation", "tied_to_budget") is False
    assert met(mark(within), "negotiation", "tied_to_budget") is True


def test_an_instalment_below_the_least_the_file_allows_breaks_the_ladder() -> None:
    result = mark(offered("80 euros par mois pendant 8 mois.", min_instalment=100))
    assert met(result, "negotiation", "ladder") is False
    assert (item(result, "negotiation").level or 0) <= 2


def test_a_promise_beyond_authority_is_found_where_it_was_made() -> None:
    small = offered("80 euros par mois pendant 8 mois.", min_instalment=100)
    found = [f for f in mark(small).findings if f.id == "unauthorised_promise"]
    assert [(f.turn, f.quote) for f in found] == [(3, "80 euros par mois pendant 8 mois.")]
    fair = offered("120 euros par mois pendant 5 mois.", min_instalment=100, max_months=6)
    assert not [f for f in mark(fair).findings if f.id == "unauthorised_promise"]


def test_a_commitment_is_amount_date_means_and_a_yes() -> None:
    turns = (
        said("Donc 100 euros le 5 décembre par virement ?", "confirm_agreement"),
        "Oui, d'accord.",
    )
    assert item(mark(call(*turns, outcome="plan")), "commitment").level == 4
    refused = (turns[0], "Non, pas question.")
    assert met(mark(call(*refused, outcome="plan")), "commitment", "explicit_yes") is False


def test_an_uncertain_confirmation_commits_nobody() -> None:
    guess = said(
        "Donc 100 euros le 5 décembre par virement ?",
        "confirm_agreement",
        confidence=Confidence.LOW,
    )
    assert item(mark(call(guess, "Oui.", outcome="plan")), "commitment").level == 0


def test_the_agreement_of_a_played_call_says_what_was_agreed() -> None:
    terms = Terms(instalment=Decimal(100), count=6, means="transfer")
    agreed = Agreement(terms, Decimal("612.40"), explicit_yes=True)
    result = mark(call(meant("thank"), "Oui.", agreement=agreed))
    assert met(result, "commitment", "amount") is True
    assert met(result, "commitment", "means") is True
    assert met(result, "commitment", "date") is False
    assert met(result, "commitment", "explicit_yes") is True


def test_a_vague_acceptance_caps_the_commitment() -> None:
    turns = (
        said("Donc 100 euros le 5 décembre par virement ?", "confirm_agreement"),
        "Oui.",
        meant(anti_patterns=["vague_acceptance"]),
    )
    assert item(mark(call(*turns, outcome="plan")), "commitment").level == 2


def test_a_silence_kept_on_purpose_is_a_technique_seen() -> None:
    quiet = shows(call(meant("ask_full_payment"), "Euh…", meant()), 2, silent=True, text="")
    from callcoach.scoring.marked import Marked
    from tests.scoring.calls import reader

    assert Marked(quiet, reader()).turns_with(["silence"]) == (2,)


def test_plain_courtesy_more_than_once_is_respect() -> None:
    once = call(meant(raw="Merci."), "Oui.", meant(raw="Vous payez quand ?"))
    assert met(mark(once), "empathy", "respect") is False
    twice = call(meant(raw="Votre nom, s'il vous plaît ?"), "Oui.", meant(raw="Merci, madame."))
    assert met(mark(twice), "empathy", "respect") is True
