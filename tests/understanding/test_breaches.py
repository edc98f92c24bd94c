"""The shipped rules of deontology: their passports, and what turns a verdict round."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from callcoach.authoring.passports import Rate, run_passports, understand_saying
from callcoach.content.library import Library, Roots
from callcoach.content.model_cache import ModelCache
from callcoach.content.passport import Passport, Passports, Saying
from callcoach.content.rubric import Amounts, Deontology, HelpBodies, Rule
from callcoach.session.studio import Studio
from callcoach.understanding import Context, Lexicon, understand
from callcoach.understanding.checks import CHECKS
from callcoach.understanding.detect import undetermined_ids
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from callcoach.content.detector import Clue

DAY = date(2026, 1, 12)
SENTENCES = 12
"""Sentences to find, and to leave alone, that a passport holds at least."""
SLOTS = {"creditor", "balance", "reference", "debtor", "agent", "agency", "contact_phone"}
FAILURES = {
    "cf1_third_party_disclosure",
    "cf2_no_identity_check",
    "cf3_false_quality",
    "cf4_threat",
    "cf5_undue_amount",
    "cf6_insult",
    "cf7_relatives",
    "cf8_ignored_vulnerability",
    "cf9_after_stop",
    "cf10_unauthorised_promise",
    "cf11_excessive_contact",
    "cf12_health_data",
}
FACTS = {
    "enforceable_title", "debtor_type", "debt_family", "collector_status", "who_answers",
    "identity_confirmed", "co_debtor", "time_barred", "procedure", "call_recorded",
    "contact_limits", "representative", "letter_sent", "channel", "balance", "capacity",
    "claim_suspended",
}  # fmt: skip
IN_A_CALL = {
    "enforceable_title": False,
    "debtor_type": "consumer",
    "collector_status": "third_party_agency",
    "who_answers": "debtor",
    "identity_confirmed": True,
    "debt_family": "telecom",
    "time_barred": "no",
    "procedure": "none",
    "representative": "none",
    "call_recorded": False,
    "letter_sent": True,
}


def _yaml(*parts: str) -> Any:
    return yaml.safe_load(ROOT.joinpath(*parts).read_text(encoding="utf-8"))


RULES = Deontology.model_validate(_yaml("rubrics", "fr", "deontology.yaml")).rules
PASSPORTS = Passports.model_validate(_yaml("rubrics", "fr", "deontology.test.yaml")).passports
ACTS = {act["id"] for act in _yaml("dialogues", "fr", "acts.yaml")["acts"]}


@pytest.fixture(scope="module")
def lexicon(trained: Path) -> Lexicon:
    """Return what a real call is understood with, rules, techniques and all."""
    library = Library(Roots(ROOT / "dialogues", ROOT / "rubrics"))
    return Studio(library, ModelCache(trained)).lexicon


def breaches(lexicon: Lexicon, text: str, previous: str = "", **facts: Any) -> frozenset[str]:
    """Return the rules a turn breaks in an ordinary call, or in one that ``facts`` change."""
    known = {**IN_A_CALL, **facts}
    context = Context(today=DAY, previous=previous, facts=known)
    return understand(text, lexicon, context).breaches


def plainly(text: str) -> str:
    """Return a sentence as somebody in a hurry types it: no capitals, no accents."""
    return "".join(
        c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn"
    )


@pytest.mark.slow
@pytest.mark.parametrize("passport", PASSPORTS, ids=[passport.id for passport in PASSPORTS])
def test_a_rule_finds_its_breaches_and_leaves_the_rest_alone(
    lexicon: Lexicon, passport: Passport
) -> None:
    (result,) = run_passports(lexicon, (passport,), DAY)
    said = {"missed": [s.say for s in result.missed], "wrong": [s.say for s in result.wrong]}
    assert result.recall.value >= 0.9, said
    assert len(result.wrong) <= 0.05 * len(passport.leave), said


@pytest.mark.slow
def test_breaches_typed_without_capitals_or_accents_are_still_found(lexicon: Lexicon) -> None:
    hasty = [
        Passport(
            id=passport.id,
            find=tuple(s.model_copy(update={"say": plainly(s.say)}) for s in passport.find),
            leave=(),
        )
        for passport in PASSPORTS
    ]
    results = run_passports(lexicon, hasty, DAY)
    missed = [s.say for result in results for s in result.missed]
    assert len(missed) <= 0.05 * sum(len(passport.find) for passport in hasty), missed


@pytest.mark.slow
def test_a_sentence_lawful_for_its_rule_is_seldom_a_breach_of_another(lexicon: Lexicon) -> None:
    lawful = [saying for passport in PASSPORTS for saying in passport.leave]
    accused = [saying.say for saying in lawful if _accused(lexicon, saying)]
    assert Rate(len(accused), len(lawful)).value <= 0.05, accused


def _accused(lexicon: Lexicon, saying: Saying) -> bool:
    known = saying.model_copy(update={"facts": {**IN_A_CALL, **saying.facts}})
    return bool(understand_saying(lexicon, known, DAY).breaches)


@pytest.mark.slow
def test_a_title_makes_an_announced_execution_truthful(lexicon: Lexicon) -> None:
    said = "Le commissaire de justice viendra chez vous le 12."
    assert "no_false_legal_threat" in breaches(lexicon, said, enforceable_title=False)
    assert "no_false_legal_threat" not in breaches(lexicon, said, enforceable_title=True)


@pytest.mark.slow
def test_even_with_a_title_an_agent_never_seizes(lexicon: Lexicon) -> None:
    said = "Je vais saisir votre voiture."
    assert "no_false_legal_threat" in breaches(lexicon, said, enforceable_title=True)


@pytest.mark.slow
def test_an_unknown_title_leaves_a_threat_undetermined(lexicon: Lexicon) -> None:
    understood = understand("L'huissier passera demain.", lexicon, Context(today=DAY))
    assert "no_false_legal_threat" not in understood.breaches
    assert "no_false_legal_threat" in undetermined_ids(understood.vetoes)


@pytest.mark.slow
@pytest.mark.parametrize(
    "said",
    [
        "Je ne vais pas saisir vos meubles.",
        "Aucun huissier ne viendra chez vous.",
        "Vous avez lu qu'un huissier allait passer ; ce n'est pas le cas.",
        "À défaut d'accord, le créancier pourra saisir le tribunal.",
    ],
)
def test_a_threat_denied_or_left_to_a_judge_is_none(lexicon: Lexicon, said: str) -> None:
    assert "no_false_legal_threat" not in breaches(lexicon, said)


@pytest.mark.slow
def test_a_condition_on_the_debtor_does_not_excuse_a_threat(lexicon: Lexicon) -> None:
    said = "Si vous ne payez pas vendredi, l'huissier sera chez vous lundi."
    assert "no_false_legal_threat" in breaches(lexicon, said)


@pytest.mark.slow
def test_the_same_words_disclose_to_a_spouse_and_not_to_the_debtor(lexicon: Lexicon) -> None:
    said = "La facture de mars est de 120 euros."
    assert not breaches(lexicon, said)
    told = breaches(lexicon, said, who_answers="spouse", identity_confirmed=False)
    assert told == {"no_third_party_disclosure"}


@pytest.mark.slow
def test_a_debt_told_to_a_voice_not_identified_is_told_too_early(lexicon: Lexicon) -> None:
    said = "Bonjour, c'est pour votre facture de 120 euros."
    told = breaches(lexicon, said, who_answers="unknown", identity_confirmed=False)
    assert told == {"identify_before_disclosing"}


@pytest.mark.slow
def test_asking_for_payment_after_a_dispute_is_pressure_and_suspending_is_not(
    lexicon: Lexicon,
) -> None:
    dispute = "Je conteste cette facture, j'ai résilié en mars."
    pressing = "D'accord. Vous préférez par carte ou par virement ?"
    taking_up = "Je transmets votre contestation et je suspends les relances."
    assert "respect_dispute" in breaches(lexicon, pressing, previous=dispute)
    assert "respect_dispute" not in breaches(lexicon, taking_up, previous=dispute)
    assert "respect_dispute" not in breaches(lexicon, pressing)


@pytest.mark.slow
def test_after_suicidal_words_money_is_a_breach_and_the_helpline_is_not(lexicon: Lexicon) -> None:
    heard = "Je n'ai plus envie de vivre."
    money = "Je comprends, mais il reste 80 euros à régler."
    help_ = "La facture peut attendre. Le 3114 répond jour et nuit, voulez-vous le noter ?"
    assert "distress_or_suicide_risk" in breaches(lexicon, money, previous=heard)
    assert "distress_or_suicide_risk" not in breaches(lexicon, help_, previous=heard)


@pytest.mark.slow
def test_a_lump_sum_of_forty_euros_is_lawful_between_businesses_only(lexicon: Lexicon) -> None:
    said = "Il faut ajouter 40 euros de frais de recouvrement par facture."
    assert "no_fees_without_title" in breaches(lexicon, said)
    assert "no_fees_without_title" not in breaches(lexicon, said, debtor_type="business")


@pytest.mark.slow
def test_an_exemplary_call_breaks_no_rule(lexicon: Lexicon) -> None:
    before: dict[str, Any] = {"identity_confirmed": False, "who_answers": "unknown"}
    opening = "Karim Besson, bonjour. Je souhaite parler à madame Claire Roux, c'est vous ?"
    assert not breaches(lexicon, opening, **before)
    assert not breaches(lexicon, "Quelle est votre date de naissance, s'il vous plaît ?", **before)
    for said in (
        "Je travaille pour Recoval, en recouvrement amiable, pour le compte de Télécom Azur.",
        "Je fais suite à notre lettre du 4 novembre, pour deux factures, 412 euros au total.",
        "Qu'est-ce qui s'est passé ?",
        "Si je comprends bien, votre contrat s'est terminé en octobre et vous êtes seule.",
        "Quelle somme pourriez-vous verser sans toucher au loyer ni aux courses ?",
        "Donc 60 euros le 5 de chaque mois, par virement, je vous le confirme par écrit.",
        "Si un mois est compliqué, appelez-moi avant la date. Merci, bonne journée.",
    ):
        assert not breaches(lexicon, said), said


def test_there_are_the_thirty_five_rules_each_with_a_full_passport() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids)) == 35
    assert {passport.id for passport in PASSPORTS} == set(ids)
    for passport in PASSPORTS:
        assert len(passport.find) >= SENTENCES, passport.id
        assert len(passport.leave) >= SENTENCES, passport.id


def test_kinds_are_those_of_the_reference() -> None:
    kinds = [rule.kind for rule in RULES]
    assert (kinds.count("prohibition"), kinds.count("obligation")) == (18, 7)
    assert kinds.count("conditional") == 10
    assert all(rule.duty for rule in RULES if rule.kind != "prohibition")


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_names_only_what_exists(rule: Rule) -> None:
    assert set(re.findall(r"\{(\w+)\}", rule.better)) <= SLOTS
    assert rule.critical_failure in {None, *FAILURES}
    assert set(rule.reads) <= FACTS
    duty = rule.duty
    if duty is not None:
        assert {*duty.before, *duty.when_acts} <= ACTS
        assert duty.before or duty.within or duty.by_end
    for clue in _clues(rule):
        assert set(clue.acts) <= ACTS
        assert clue.check in {None, *CHECKS}
        assert {*clue.facts, *clue.unless_facts} <= FACTS


def _clues(rule: Rule) -> Iterator[Clue]:
    yield from rule.detector.find
    if rule.duty is not None:
        yield from (*rule.duty.when, *rule.duty.do, *rule.duty.then_never)


def test_a_rule_of_the_program_alone_never_voids_an_exam() -> None:
    assert not [rule.id for rule in RULES if rule.status == "policy" and rule.critical_failure]


def test_help_bodies_and_amounts_give_their_sources() -> None:
    bodies = HelpBodies.model_validate(_yaml("rubrics", "fr", "help_bodies.yaml")).help_bodies
    amounts = Amounts.model_validate(_yaml("rubrics", "fr", "amounts.yaml"))
    assert len({body.id for body in bodies}) == len(bodies) >= 20
    assert all(body.source and body.words for body in bodies)
    (floor,) = amounts.floors
    assert floor.year == 2024
    assert [int(x) for x in (floor.base, floor.couple, floor.per_person)] == [573, 774, 201]
