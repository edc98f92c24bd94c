"""The twelve items, the quality, the compliance: what moves them and what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcoach.understanding.utterance import Confidence
from tests.scoring.calls import call, grid, item, mark, met, rule, said, shows
from tests.stage import meant

if TYPE_CHECKING:
    from callcoach.scoring.trace import CallTrace
    from callcoach.scoring.verdict import Score
    from callcoach.understanding.utterance import Utterance

THREAT = rule("no_false_legal_threat", "critical")
FEES = rule("no_fees_without_title", "major")


def good_opening() -> CallTrace:
    return call(
        "Allô ?",
        meant("introduce_self", "ask_for_person", raw="Inès Caron. Madame Roche ?"),
        "C'est moi.",
        meant("verify_identity", "check_availability", raw="Votre date de naissance ?"),
        "Le 3 mai 1980.",
        said(
            "Du cabinet Sorel, pour Valorge Énergie, facture du 8 septembre, 612,40 euros.",
            "introduce_company",
            "state_creditor",
            "state_basis",
            "state_amount",
        ),
        "Oui.",
        meant("ask_full_payment", raw="Pouvez-vous tout régler aujourd'hui ?"),
    )


def test_an_empty_call_earns_nothing() -> None:
    result = mark(call())
    assert result.quality == 0
    assert all(not i.level for i in result.items)


def test_small_talk_earns_nothing() -> None:
    result = mark(call("Allô ?", meant("greet", "small_talk"), "Oui."))
    assert result.quality == 0


def test_a_clean_opening_earns_both_its_items() -> None:
    result = mark(good_opening())
    assert item(result, "identification").level == 4
    assert item(result, "purpose").level == 4


def test_an_absence_counts_only_beside_something_done() -> None:
    nothing_asked = mark(call(meant("greet"), "Oui."))
    assert met(nothing_asked, "questioning", "no_volley") is False
    asked = mark(call(meant("ask_cause", techniques=["open_question"]), "J'ai perdu mon emploi."))
    assert met(asked, "questioning", "no_volley") is False
    asked_twice = mark(
        call(
            meant("ask_cause", techniques=["open_question"]),
            "J'ai perdu mon emploi.",
            meant(techniques=["open_question"]),
        )
    )
    assert met(asked_twice, "questioning", "open_questions") is True
    assert met(asked_twice, "questioning", "no_volley") is True


def test_an_item_without_object_gives_its_weight_to_the_others() -> None:
    trace = good_opening()
    result = mark(trace)
    assert item(result, "preparation").level is None
    assert item(result, "call_record").level is None
    judged = [i for i in result.items if i.level is not None]
    weights = sum(i.weight for i in judged)
    assert weights < 100
    expected = 100 * sum(i.weight * (i.level or 0) for i in judged) / (4 * weights)
    assert result.quality == pytest.approx(expected, abs=0.05)


def test_a_label_of_low_confidence_moves_nothing() -> None:
    low = meant(
        "ask_cause",
        techniques=["open_question", "reformulation"],
        anti_patterns=["judgement"],
        breaches=["no_false_legal_threat"],
        confidence=Confidence.LOW,
    )
    silent = mark(call("Allô ?", meant(), "Oui."), THREAT)
    guessed = mark(call("Allô ?", low, "Oui."), THREAT)
    assert guessed.quality == silent.quality
    assert guessed.compliance == "ok"
    assert not guessed.critical_failures


def test_a_critical_failure_voids_the_exam_mark_and_shows_what_it_would_have_earned() -> None:
    clean = mark(good_opening(), THREAT)
    threat = meant(breaches=["no_false_legal_threat"], raw="On saisira vos meubles lundi.")
    spoilt = mark(shows(good_opening(), 4, understood=threat, text=threat.raw), THREAT)
    assert clean.exam_quality == clean.quality > 0
    assert spoilt.exam_quality == 0
    assert spoilt.quality > 0
    assert not spoilt.passed
    assert spoilt.compliance == "critical"
    assert spoilt.critical_failures[0].quote == "On saisira vos meubles lundi."


def test_a_major_breach_asks_for_a_review_and_voids_nothing() -> None:
    result = mark(call(meant(breaches=["no_fees_without_title"]), "Ah."), FEES)
    assert result.compliance == "to_review"
    assert not result.critical_failures


def unsure_threat() -> Utterance:
    return meant(breaches=["no_false_legal_threat"], confidence=Confidence.MEDIUM)


def test_one_critical_breach_of_medium_confidence_asks_for_a_review_only() -> None:
    result = mark(call(unsure_threat(), "Ah.", meant("thank")), THREAT)
    assert result.compliance == "to_review"
    assert not result.critical_failures


def test_the_same_critical_breach_twice_is_certain() -> None:
    result = mark(call(unsure_threat(), "Ah.", unsure_threat()), THREAT)
    assert result.compliance == "critical"
    assert [f.turn for f in result.critical_failures] == [1, 2]


def test_a_critical_breach_of_an_advisory_rule_asks_for_a_review_and_voids_nothing() -> None:
    threat = meant(breaches=["no_false_legal_threat"], raw="On saisira vos meubles lundi.")
    advisory = rule("no_false_legal_threat", "critical", advisory=True)
    result = mark(call(threat, "Ah.", threat), advisory)
    assert result.compliance == "to_review"
    assert not result.critical_failures
    assert [(f.severity, f.advisory) for f in result.findings] == [("critical", True)] * 2


def test_negotiation_is_capped_when_the_whole_was_never_asked_for() -> None:
    turns = (
        said("On peut faire 100 euros par mois.", "propose_instalments"),
        "Oui, d'accord.",
        meant("ask_income", "ask_charges", techniques=["budget_anchored_offer"]),
        "1500 euros de salaire et 700 de loyer.",
        meant(techniques=["conditional_concession"]),
    )
    result = mark(call(*turns, outcome="plan"))
    assert item(result, "negotiation").level == 2
    assert item(result, "negotiation").caps


def test_what_was_told_to_a_third_party_leaves_nothing_to_earn() -> None:
    told = rule("no_third_party_disclosure", "critical")
    trace = call(
        "tiers: Oui ?",
        meant("introduce_self", "ask_for_person", raw="Bonjour, Inès Caron."),
        "tiers: C'est sa mère.",
        said(
            "Il doit 612,40 euros.",
            "state_amount",
            "state_creditor",
            breaches=["no_third_party_disclosure"],
        ),
        facts={"who_answers": "parent"},
    )
    result = mark(trace, told)
    assert item(result, "identification").level == 0
    assert item(result, "purpose").level == 0
    assert result.compliance == "critical"


def test_a_third_party_told_nothing_leaves_most_items_without_object() -> None:
    trace = call(
        "tiers: Oui ?",
        meant("introduce_self", "ask_for_person", raw="Bonjour, Inès Caron. Monsieur Roche ?"),
        "tiers: Il est sorti.",
        meant("leave_message", "say_goodbye", raw="Il peut me rappeler ? Bonne journée."),
        facts={"who_answers": "parent"},
    )
    result = mark(trace)
    for id_ in ("purpose", "questioning", "listening", "diagnosis", "negotiation", "commitment"):
        assert item(result, id_).level is None


def test_a_dispute_put_on_hold_leaves_budget_and_bargain_without_object() -> None:
    trace = call(
        meant("state_amount", "ask_full_payment"),
        "Je conteste cette facture.",
        meant("ask_dispute_details", "suspend_claim"),
        objections={"dispute": "lifted"},
        objected_at={"dispute": 1},
        outcome="dispute_suspended",
    )
    result = mark(trace)
    for id_ in ("diagnosis", "negotiation", "commitment"):
        assert item(result, id_).level is None
    assert item(result, "objections").level is not None


def test_a_file_put_aside_without_reason_leaves_the_bargain_to_be_marked() -> None:
    trace = call(
        meant("state_amount"),
        "C'est embêtant.",
        meant("suspend_claim"),
        facts={"capacity": 125, "min_instalment": 30},
        outcome="hold",
    )
    assert item(mark(trace), "negotiation").level == 0


def test_somebody_without_capacity_is_rightly_sent_to_help() -> None:
    trace = call(
        meant("ask_income", "ask_charges"),
        "Je touche 600 euros, le loyer fait 550.",
        meant("refer_to_help"),
        facts={"capacity": 0, "min_instalment": 30},
        outcome="referral",
    )
    assert item(mark(trace), "negotiation").level is None


def test_money_asked_for_in_spite_of_a_procedure_leaves_nothing_without_object() -> None:
    respect = rule("respect_overindebtedness_procedure", "critical")
    turns = (
        meant("state_amount", "ask_full_payment"),
        "J'ai un dossier à la Banque de France.",
    )
    facts = {"procedure": "overindebtedness_admitted", "capacity": 0}
    pressed = meant("refer_to_help", breaches=["respect_overindebtedness_procedure"])
    wrong = mark(call(*turns, pressed, facts=facts, outcome="referral"), respect)
    right = mark(call(*turns, meant("suspend_claim"), facts=facts, outcome="hold"), respect)
    for id_ in ("diagnosis", "negotiation", "commitment"):
        assert item(wrong, id_).level is not None
        assert item(right, id_).level is None
    assert (item(wrong, "negotiation").level or 0) <= 1


def test_a_dispute_overrun_is_a_breach_though_no_sentence_is() -> None:
    respect = rule("respect_dispute", "critical")
    trace = call(
        meant("state_amount", "ask_full_payment"),
        "Je conteste cette facture.",
        meant("acknowledge"),
        "Je vous dis que je ne suis pas d'accord avec la facture.",
        said("On part sur 100 euros le 5 décembre ?", "propose_instalments"),
        "Bon. D'accord.",
        said("Donc 100 euros le 5 décembre par carte.", "confirm_agreement"),
        "Oui.",
        objections={"dispute": "open"},
        objected_at={"dispute": 1},
        insisted=frozenset({"dispute"}),
        outcome="plan",
    )
    result = mark(trace, respect)
    assert [f.turn for f in result.findings if f.kind == "breach"] == [3, 4]
    assert result.compliance == "critical"
    held = shows(trace, 2, understood=meant("suspend_claim"))
    assert mark(held, respect).compliance == "ok"


def test_findings_come_in_the_order_of_the_call_and_once_a_turn() -> None:
    both = meant(techniques=["reformulation"], breaches=["no_fees_without_title"])
    result = mark(call(both, "Ah.", both, "Ah.", both), FEES)
    assert [(f.turn, f.kind) for f in result.findings] == [
        (turn, kind) for turn in (1, 2, 3) for kind in ("breach", "technique")
    ]


def test_a_finding_quotes_its_words_and_says_why_and_what_instead() -> None:
    trace = call(said("Il y a 40 euros de frais.", breaches=["no_fees_without_title"]), "Ah.")
    (finding,) = mark(trace, FEES).findings
    assert (finding.quote, finding.why, finding.better) == (
        "Il y a 40 euros de frais.",
        "Parce que.",
        "Autrement.",
    )
    assert finding.source == "Code"


ACTS = (
    "introduce_self",
    "introduce_company",
    "verify_identity",
    "state_amount",
    "ask_full_payment",
    "ask_cause",
    "ask_income",
    "ask_charges",
    "reformulate",
    "empathise",
    "propose_instalments",
    "confirm_agreement",
    "refer_to_help",
    "suspend_claim",
    "say_goodbye",
)
TECHNIQUES = ("open_question", "reformulation", "budget_anchored_offer", "closed_check")
FLAWS = ("judgement", "premature_concession", "accusing_why", "black_word")
BREACHES = ("no_false_legal_threat", "no_fees_without_title")
LINES = ("Oui.", "Non.", "J'ai perdu mon emploi en mars.", "Je conteste.", "1500 euros par mois.")

turns = st.builds(
    lambda acts, techniques, flaws, breaches, sure, raw: said(
        raw,
        *acts,
        techniques=techniques,
        anti_patterns=flaws,
        breaches=breaches,
        confidence=sure,
    ),
    st.lists(st.sampled_from(ACTS), max_size=4, unique=True),
    st.lists(st.sampled_from(TECHNIQUES), max_size=2, unique=True),
    st.lists(st.sampled_from(FLAWS), max_size=2, unique=True),
    st.lists(st.sampled_from(BREACHES), max_size=1),
    st.sampled_from(list(Confidence)),
    st.sampled_from(["Bien.", "100 euros par mois ?", "612,40 euros.", "Le 5, par virement ?"]),
)
calls = st.lists(st.one_of(turns, st.sampled_from(LINES)), max_size=12).map(lambda t: call(*t))


def by_formula(result: Score) -> float:
    judged = [i for i in result.items if i.level is not None]
    weights = sum(i.weight for i in judged)
    if not weights:
        return 0.0
    return 100 * sum(i.weight * (i.level or 0) for i in judged) / (4 * weights)


@given(calls)
def test_the_quality_is_the_formula_over_the_items_and_stays_within_bounds(
    trace: CallTrace,
) -> None:
    result = mark(trace, THREAT, FEES)
    assert 0 <= result.quality <= 100
    assert result.quality == pytest.approx(by_formula(result), abs=0.05)
    assert all(i.level is None or 0 <= i.level <= 4 for i in result.items)
    assert {i.id for i in result.items} == {i.id for i in grid().items}


@given(calls)
def test_the_same_call_gets_the_same_mark(trace: CallTrace) -> None:
    assert mark(trace, THREAT, FEES) == mark(trace, THREAT, FEES)


@given(calls)
def test_labels_in_another_order_change_no_mark_and_no_finding(trace: CallTrace) -> None:
    other = replace(
        trace,
        turns=tuple(
            replace(t, understood=replace(t.understood, labels=t.understood.labels[::-1]))
            for t in trace.turns
        ),
    )
    first, second = mark(trace, THREAT, FEES), mark(other, THREAT, FEES)
    assert first.findings == second.findings
    assert first.quality == second.quality


@given(calls)
def test_every_finding_quotes_words_of_its_turn(trace: CallTrace) -> None:
    texts = {t.number: t.text for t in trace.turns}
    for finding in mark(trace, THREAT, FEES).findings:
        assert finding.turn is not None
        assert finding.quote in texts[finding.turn]
