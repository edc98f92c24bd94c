"""What an agent is understood to do, in sentences of all sorts of spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.understanding import Confidence, LabelKind

if TYPE_CHECKING:
    from callcoach.understanding import Label
    from tests.understanding.conftest import Understand


@pytest.mark.parametrize(
    ("raw", "acts"),
    [
        ("Bonjour, Léa Marchand à l'appareil.", {"greet", "introduce_self"}),
        ("Pouvez-vous me donner votre date de naissance ?", {"verify_identity"}),
        ("Cet appel est enregistré, dites-moi si cela vous gêne.", {"recording_notice"}),
        ("Que s'est-il passé depuis la rentrée ?", {"ask_cause"}),
        ("Vous gagnez combien par mois ?", {"ask_income"}),
        ("loyer ? crédits ?", {"ask_charges"}),
        ("Je vous propose quatre mensualités de 50 euros.", {"propose_instalments"}),
        ("Un point conseil budget peut vous aider gratuitement.", {"refer_to_help"}),
        ("Merci de votre confiance, bonne journée.", {"thank", "say_goodbye"}),
        ("Je suspends les relances et je transmets à mon client.", {"suspend_claim"}),
        ("Allez-y, je vous laisse parler.", {"wait"}),
        ("On va saisir votre voiture lundi.", {"threaten"}),
        ("Ça arrive à beaucoup de gens.", {"normalise"}),
        ("Si un imprévu arrive, prévenez-moi avant la date.", {"ask_warning_before_default"}),
    ],
)
def test_each_part_of_a_turn_counts(heard: Understand, raw: str, acts: set[str]) -> None:
    assert acts <= heard(raw).acts


@pytest.mark.parametrize(
    ("neat", "careless"),
    [
        ("Vous avez votre carte bancaire sur vous ?", "vs avez votre carte bancaire sur vs"),
        ("Qu'est-ce qui s'est passé ?", "quest ce qui sest passe"),
        ("Je comprends que c'est difficile", "JE COMPREND QUE CEST DIFFICILE"),
        ("Je vous rappelle demain", "j vous rapelle demain"),
    ],
)
def test_careless_spelling_does_not_change_the_acts(
    heard: Understand, neat: str, careless: str
) -> None:
    assert heard(neat).acts == heard(careless).acts


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "   ",
        "?!…",
        "😀😀😀",
        "мама мыла раму",
        "你好吗",
        "qsdf jklm wxcv",
        "Le chat dort sur le radiateur de la cuisine.",
        "On joue au tennis dimanche avec ta cousine ?",
        "The weather is lovely in Dublin today.",
    ],
)
def test_what_is_no_act_is_unclear(heard: Understand, raw: str) -> None:
    assert heard(raw).acts == {"unclear"}


def test_the_balance_of_the_case_is_known_when_it_is_said(heard: Understand) -> None:
    assert "state_amount" in heard("On parle bien de 318,40 euros.", balance="318.40").acts


def test_another_sum_is_not_the_balance(heard: Understand) -> None:
    assert "state_amount" not in heard("Ajoutez 20 euros, voilà.", balance="318.40").acts


def test_the_creditor_of_the_case_is_known_by_name(heard: Understand) -> None:
    assert "state_creditor" in heard("C'est pour Voltanis.", creditor="Voltanis Énergie").acts


def test_a_reply_to_a_question_is_an_answer(heard: Understand) -> None:
    said = "C'est la cantine de mars, il reste 40 euros."

    assert "answer" in heard(said, previous="C'est pour quoi, au juste ?").acts
    assert "answer" not in heard(said, previous="Je vous écoute.").acts


@pytest.mark.parametrize(
    "raw",
    [
        "Je ne vais pas envoyer d'huissier chez vous.",
        "Aucune saisie, aucun huissier : nous sommes à l'amiable.",
    ],
)
def test_what_is_denied_is_no_threat(heard: Understand, raw: str) -> None:
    assert "threaten" not in heard(raw).acts


def labels(heard: Understand, raw: str) -> tuple[Label, ...]:
    return heard(raw).of(LabelKind.ACT)


def test_every_label_quotes_what_was_typed(heard: Understand) -> None:
    raw = "Bonjour monsieur, vous pouvez régler les 80 € par virement, svp ?"

    for label in labels(heard, raw):
        span = label.evidence.span
        assert label.evidence.quote == raw[span.start : span.end] != ""


def test_a_pattern_is_named_as_the_source(heard: Understand) -> None:
    (label,) = labels(heard, "Au revoir")

    assert label.evidence.source.startswith("pattern: ")
    assert label.evidence.confidence is Confidence.HIGH


def test_each_act_is_given_once(heard: Understand) -> None:
    found = [label.id for label in labels(heard, "Bonjour. Bonjour ! Oui bonjour, merci, merci.")]

    assert len(found) == len(set(found))


def test_vetoes_tell_what_stood_against_an_act(heard: Understand) -> None:
    vetoes = heard("Un huissier ne viendra pas chez vous.").vetoes

    assert any(veto.id == "threaten" and veto.reason for veto in vetoes)


def test_yes_answers_a_question_and_acknowledges_anything_else(heard: Understand) -> None:
    answered = heard("Bien sûr.", previous="Je peux réfléchir jusqu'à jeudi ?").acts
    acknowledged = heard("Bien sûr.", previous="Mon salaire tombe le dix.").acts
    assert answered == {"answer"}
    assert acknowledged == {"acknowledge"}


def test_a_plan_that_is_summed_up_is_not_proposed_again(heard: Understand) -> None:
    raw = "Je récapitule. Trois fois 90 euros, le 4 de chaque mois, par virement."
    summed_up = heard(raw, previous="Oui, allez-y.")
    assert "recap" in summed_up.acts
    assert "propose_instalments" not in summed_up.acts
    assert "propose_instalments" in heard("Je vous propose trois fois 90 euros.").acts


def test_the_act_that_won_is_named(heard: Understand) -> None:
    vetoes = heard("Je récapitule. Trois fois 90 euros, le 4 de chaque mois.").vetoes
    assert any(
        veto.id == "propose_instalments" and veto.reason == "gives way to recap" for veto in vetoes
    )


def test_a_form_that_no_example_resembles_is_no_act(heard: Understand) -> None:
    read = heard("Le lien de parenté compte, pourquoi pas, dans ce roman de la rentrée.")
    assert "ask_cause" not in read.acts
    assert "ask_relationship" not in read.acts
