"""How a clause is put: denied, possible, asked, reported, taken back, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.understanding import Modality

if TYPE_CHECKING:
    from callcoach.understanding import Segment
    from tests.understanding.conftest import Clauses


def clause_with(found: tuple[Segment, ...], word: str) -> Segment:
    return next(clause for clause in found if word in clause.text.split())


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("Je ne vais pas prévenir votre employeur", "employeur"),
        ("je vais pas prévenir votre patron", "patron"),
        ("y a pas de frais en plus", "frais"),
        ("C'est sans frais pour vous", "frais"),
        ("Aucun huissier ne viendra", "huissier"),
        ("Il n'y aura ni huissier ni saisie", "huissier"),
        ("On ne vous enverra jamais la police", "police"),
    ],
)
def test_a_denied_clause_is_negated(clauses: Clauses, raw: str, word: str) -> None:
    assert clause_with(clauses(raw), word).frame.negated


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("Si vous ne payez pas, nous irons au tribunal", "payez"),
        ("Si vous ne payez pas, nous irons au tribunal", "tribunal"),
        ("Vous ne me laissez pas le choix", "choix"),
        ("Il y aura des frais en plus", "frais"),
        ("Vous n'aurez plus de voiture demain", "voiture"),
        ("Ce n'est pas seulement une facture, c'est un contrat", "contrat"),
        ("N'hésitez pas à me rappeler", "rappeler"),
        ("Pourquoi ne pas régler en trois fois ?", "trois"),
        ("Payez sans attendre", "payez"),
    ],
)
def test_a_negation_word_that_denies_nothing_negates_nothing(
    clauses: Clauses, raw: str, word: str
) -> None:
    assert not clause_with(clauses(raw), word).frame.negated


def test_a_negation_ends_with_its_clause(clauses: Clauses) -> None:
    found = clauses("Je ne juge personne, mais vous devez cette somme")

    assert clause_with(found, "juge").frame.negated
    assert not clause_with(found, "devez").frame.negated


@pytest.mark.parametrize(
    ("raw", "word", "modality"),
    [
        ("Le créancier pourra saisir le juge", "juge", Modality.CONDITIONAL),
        (
            "À défaut d'accord, mon client pourrait aller en justice",
            "justice",
            Modality.CONDITIONAL,
        ),
        ("Faute d'accord, le dossier repart chez mon client", "client", Modality.HYPOTHETICAL),
        ("Sans accord le dossier repart chez eux", "repart", Modality.HYPOTHETICAL),
        ("Si rien ne bouge, un huissier passera", "huissier", Modality.HYPOTHETICAL),
        ("Un huissier passera si rien ne bouge", "huissier", Modality.HYPOTHETICAL),
        ("Un huissier passera lundi", "huissier", Modality.CERTAIN),
        ("Parlez plus fort s'il vous plaît", "parlez", Modality.CERTAIN),
        ("Je voudrais savoir si vous travaillez", "travaillez", Modality.CERTAIN),
        ("Bonjour madame, si vous avez deux minutes", "bonjour", Modality.CERTAIN),
    ],
)
def test_a_clause_knows_how_firmly_it_is_put(
    clauses: Clauses, raw: str, word: str, modality: Modality
) -> None:
    assert clause_with(clauses(raw), word).frame.modality is modality


@pytest.mark.parametrize(
    "raw",
    [
        "Vous travaillez ?",
        "est-ce que vous travaillez",
        "avez-vous un loyer",
        "combien vous gagnez",
        "et pourquoi ce retard",
    ],
)
def test_a_question_is_one_with_or_without_its_mark(clauses: Clauses, raw: str) -> None:
    assert clauses(raw)[-1].frame.question


@pytest.mark.parametrize(
    "raw",
    ["Vous allez vous retrouver sans rien", "Vous pouvez vous plaindre tant que vous voulez"],
)
def test_you_before_a_verb_and_again_after_it_asks_nothing(clauses: Clauses, raw: str) -> None:
    assert not clauses(raw)[0].frame.question


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("Je ne peux pas vous menacer d'une saisie", "saisie"),
        ("Il ne s'agit pas d'une saisie", "saisie"),
        ("Je retire ce que j'ai dit sur la saisie", "saisie"),
        ("Je n'ai jamais dit qu'on viendrait chez vous", "viendrait"),
        ("Rien ne sera prélevé sur votre compte", "compte"),
        ("Personne de votre famille sera mis au courant", "famille"),
        ("On vous a déconseillé le médiateur", "mediateur"),
    ],
)
def test_what_is_withdrawn_or_told_by_others_is_not_asserted(
    clauses: Clauses, raw: str, word: str
) -> None:
    assert not clause_with(clauses(raw), word).frame.asserted


def test_a_statement_is_no_question(clauses: Clauses) -> None:
    assert not clauses("Vous travaillez à la mairie.")[0].frame.question


@pytest.mark.parametrize(
    "raw",
    [
        "On m'a dit que vous alliez déménager",
        "Mon collègue vous a dit qu'un huissier passerait",
        "Vous avez lu qu'on allait tout saisir",
    ],
)
def test_somebody_elses_words_are_reported(clauses: Clauses, raw: str) -> None:
    assert clauses(raw)[0].frame.reported


def test_what_is_taken_back_is_corrected(clauses: Clauses) -> None:
    found = clauses("Vous pensez qu'un huissier viendra ; ce n'est pas le cas.")

    assert found[0].frame.corrected
    assert not found[0].frame.asserted


def test_what_is_mentioned_to_be_denied_is_corrected(clauses: Clauses) -> None:
    assert clauses("Je ne parle pas de saisie")[0].frame.corrected


@pytest.mark.parametrize(
    ("raw", "actor"),
    [
        ("Je vous rappelle lundi", "agent"),
        ("Vous réglez lundi", "debtor"),
        ("Mon client décidera", "creditor"),
        ("Le juge tranchera", "judge"),
        ("Un huissier viendra", "bailiff"),
        ("Votre employeur sera prévenu", "third_party"),
        ("Demain il fera beau", ""),
    ],
)
def test_a_clause_knows_its_actor(clauses: Clauses, raw: str, actor: str) -> None:
    assert clauses(raw)[0].frame.actor == actor
