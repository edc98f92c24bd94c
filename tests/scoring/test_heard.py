"""What a line of the other side shows, by the word lists of the language."""

from __future__ import annotations

import pytest

from callcoach.scoring.heard import AFFECTS, ALARMS, OBJECTIONS, SLOTS, Ear
from tests.scoring.calls import detectors


@pytest.fixture(scope="module")
def ear() -> Ear:
    return Ear(detectors())


@pytest.mark.parametrize(
    ("line", "affect"),
    [
        ("Je n'en peux plus, je craque.", "distress"),
        ("C'est un scandale, vous me prenez pour qui ?", "anger"),
        ("J'ai honte de vous le dire.", "embarrassment"),
        ("Je m'en fiche complètement.", "contempt"),
        ("Oui, c'est bien moi.", "neutral"),
        ("Le loyer fait 700 euros.", "neutral"),
    ],
)
def test_a_feeling_is_read_from_the_words(ear: Ear, line: str, affect: str) -> None:
    assert ear.affect(line) == affect


@pytest.mark.parametrize(
    ("line", "objection"),
    [
        ("Cette facture, je la conteste.", "dispute"),
        ("Mais c'est déjà payé depuis mars !", "paid"),
        ("Je peux pas vous payer tout ça.", "money"),
        ("Rappelez-moi la semaine prochaine.", "time"),
        ("Je n'ai jamais reçu votre courrier.", "letter"),
        ("J'ai un dossier à la Banque de France.", "procedure"),
        ("Qui me prouve que vous n'êtes pas un escroc ?", "trust"),
    ],
)
def test_an_objection_is_read_from_the_words(ear: Ear, line: str, objection: str) -> None:
    assert objection in ear.objections(line)


@pytest.mark.parametrize("line", ["Oui, d'accord.", "Entendu.", "Ça me convient.", "Ben oui."])
def test_a_yes_is_a_yes(ear: Ear, line: str) -> None:
    assert ear.agrees(line)


@pytest.mark.parametrize("line", ["Non.", "Oui, mais non, je peux pas.", "Hors de question."])
def test_a_no_is_no_yes(ear: Ear, line: str) -> None:
    assert not ear.agrees(line)


@pytest.mark.parametrize("line", ["Le 3 mai 1980.", "69003.", "12 rue des Lilas.", "Oui, exact."])
def test_an_element_given_identifies(ear: Ear, line: str) -> None:
    assert ear.identifies(line)


@pytest.mark.parametrize("line", ["Pourquoi ça ?", "Vous êtes qui ?"])
def test_a_question_in_return_does_not_identify(ear: Ear, line: str) -> None:
    assert not ear.identifies(line)


@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("Mon salaire, c'est 1500 euros.", "income"),
        ("Le loyer est de 620 par mois.", "charges"),
        ("J'ai deux enfants à la maison.", "household"),
        ("J'ai perdu mon emploi en mars.", "cause"),
        ("Je suis en CDI.", "employment"),
        ("J'ai un crédit de 150 pour la voiture.", "other_debts"),
    ],
)
def test_a_piece_of_information_is_heard(ear: Ear, line: str, slot: str) -> None:
    assert slot in ear.told(line)


def test_small_talk_tells_nothing(ear: Ear) -> None:
    assert ear.told("Oui, bonjour, je vous écoute.") == ()
    assert ear.objections("Oui, bonjour, je vous écoute.") == ()
    assert ear.alarms("Oui, bonjour, je vous écoute.") == frozenset()


def test_every_list_an_ear_reads_by_is_in_the_language_pack() -> None:
    names = [f"{a}_cues" for a in AFFECTS]
    names += [f"objection_{o}" for o in OBJECTIONS]
    names += [f"told_{s}" for s in SLOTS]
    names += [*ALARMS, "answers_yes", "answers_no", "identity_answers", "disputes_firmly"]
    names += ["record_judgement", "health_detail", "record_acknowledges"]
    assert [name for name in names if detectors().named(name) is None] == []
