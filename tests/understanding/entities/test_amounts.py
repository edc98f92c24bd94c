"""Sums in digits and in words, with a currency or made sums by what stands around them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from callcoach.understanding.entities import Money, Percent
from tests.understanding.entities.french import entities_in, found_in, parsed


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("2 340,75 €", ["2340.75"]),
        ("2\u202f340,75\u00a0€", ["2340.75"]),
        ("2.340,75 euros", ["2340.75"]),
        ("2,340.75 euros", ["2340.75"]),
        ("1'850 euros", ["1850"]),
        ("3.400 euros", ["3400"]),
        ("67,5 €", ["67.5"]),
        ("€ 35", ["35"]),
        ("EUR 35", ["35"]),
        ("EUR18,40", ["18.40"]),
        ("35€", ["35"]),
        ("38 eur", ["38"]),
        ("65e par mois", ["65"]),
        ("71€20", ["71.20"]),
        ("318 euros 45", ["318.45"]),
        ("318 euros et 45 centimes", ["318.45"]),
        ("soixante-quatre euros vingt", ["64.20"]),
        ("vingt-sept euros et trente-cinq centimes", ["27.35"]),
        ("40 centimes", ["0.40"]),
        ("douze cts", ["0.12"]),
        ("onze euros", ["11"]),
        ("quatre-vingt-quatre euros", ["84"]),
        ("quatre vingt seize euros", ["96"]),
        ("septante-trois euros", ["73"]),
        ("vingt et un euros", ["21"]),
        ("trois mille sept cent douze euros", ["3712"]),
        ("treize cents euros", ["1300"]),
        ("un million d'euros", ["1000000"]),
        ("2 millions d'euros", ["2000000"]),
        ("5 mille euros", ["5000"]),
        ("1,7k", ["1700"]),
        ("3k€", ["3000"]),
        ("2k4", ["2400"]),
        ("cent soixante balles", ["160"]),
        ("350 boules", ["350"]),
        ("zéro euro", ["0"]),
    ],
)
def test_a_sum_with_its_currency_is_read_whatever_its_spelling(
    text: str, amounts: list[str]
) -> None:
    assert [money.amount for money in found_in(text, Money)] == [Decimal(a) for a in amounts]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("5 fois 140", [140]),
        ("5x140", [140]),
        ("140 x 5", [140]),
        ("90 par mois", [90]),
        ("90/mois", [90]),
        ("une mensualité de 55", [55]),
        ("je peux verser deux cent trente", [230]),
        ("je vous propose 75 pour l'instant", [75]),
        ("loyer 540", [540]),
        ("mon salaire c'est 1480", [1480]),
        ("1 380 de salaire et 540 de loyer", [1380, 540]),
        ("il vous reste 418 à régler", [418]),
        ("environ 270", [270]),
        ("autour de quatre cents", [400]),
        ("160 maximum", [160]),
        ("au moins 85", [85]),
        ("pas plus de 45", [45]),
        ("quatre cents tout rond", [400]),
        ("130 le 12 et 150 le 25", [130, 150]),
        ("180 aujourd'hui, 90 ensuite", [180, 90]),
        ("320 € moins les 40 déjà payés", [320, 40]),
        ("entre 35 et 45 par semaine", [35, 45]),
        ("60 ou 70 euros", [60, 70]),
        ("60-70 euros", [60, 70]),
        ("de 60 à 70 euros", [60, 70]),
        ("trois ou quatre cents euros", [300, 400]),
        ("sept cent cinquante", [750]),
        ("euh… disons 85", [85]),
        ("un acompte de 110 puis 3 fois 95", [110, 95]),
        ("4 fois 65 et une dernière de 25", [65, 25]),
    ],
)
def test_a_bare_number_is_a_sum_where_its_company_makes_it_one(
    text: str, amounts: list[int]
) -> None:
    assert [money.amount for money in found_in(text, Money)] == amounts


@pytest.mark.parametrize(
    "text",
    [
        "rappelez-moi au 06 39 98 41 27",
        "0639984127",
        "+33 6 39 98 41 27",
        "zéro six trente-neuf quatre-vingt-dix-huit quarante et un",
        "le dossier RV-2087",
        "dossier 2025-3310",
        "votre référence est 5512",
        "numéro : 77120",
        "j'habite au 27 avenue des Tilleuls",
        "33 000 Bordeaux",
        "69007",
        "j'ai deux garçons",
        "on est 5 à la maison",
        "ma mère a 81 ans",
        "il est 9h40",
        "vers 16 heures",
        "je rentre à 20",
        "l'article 12 du contrat",
        "au 4e étage",
        "en 2023",
        "2025",
        "Monsieur Mille est sorti",
        "Mme Cent",
        "un instant",
        "encore une fois",
        "trois secondes",
        "je suis à mi-temps",
        "une bonne dizaine de personnes",
        "12 kilos",
        "3,5 litres",
        "10 000 dollars",
        "je vous ai appelé quatre fois",
        "joignable 24/24",
        "commande B12",
        "mille excuses",
        "le bus 38",
        "page 4",
        "le 115",
        "35h par semaine",
        "deux ou trois fois",
        "des dizaines d'appels",
        "SIRET 812 345 678 00012",
    ],
)
def test_a_number_that_is_no_sum_names_nothing(text: str) -> None:
    assert entities_in(text) == ()


@pytest.mark.parametrize(
    ("text", "amount", "other"),
    [("mille trois", 1300, 1003), ("deux mille quatre", 2400, 2004)],
)
def test_a_lone_digit_after_a_thousand_is_hundreds_or_units(
    text: str, amount: int, other: int
) -> None:
    (money,) = found_in(text, Money)
    assert money.amount == amount
    assert money.alternative == other


def test_a_lone_digit_before_the_currency_is_units() -> None:
    (money,) = found_in("mille trois euros", Money)
    assert money.amount == 1003
    assert money.alternative is None


@pytest.mark.parametrize(
    "text",
    [
        "une quarantaine d'euros",
        "environ 90 euros",
        "90 euros environ",
        "deux cents et quelques",
        "dans les 140 euros",
    ],
)
def test_a_sum_said_to_be_about_right_is_marked_so(text: str) -> None:
    assert [money.approx for money in found_in(text, Money)] == [True]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("je gagne 1 380 par mois", ["income"]),
        ("votre retraite est de 1 100 euros", ["income"]),
        ("le loyer est à 540", ["rent"]),
        ("540 euros par mois de loyer", ["rent"]),
        ("la mutuelle 62 euros", ["charge"]),
        ("le solde est de 418 euros", ["debt"]),
        ("votre facture d'électricité de 418 euros", ["debt"]),
        ("vous avez déjà payé 60 euros", ["paid"]),
        ("25 euros de frais", ["fee"]),
        ("vous pouvez verser 45 euros", ["payment"]),
        ("des mensualités de 45 euros", ["instalment"]),
        ("45 euros", ["unknown"]),
        (
            "Vous gagnez 1 380, le loyer est de 540 et vous pouvez verser 45 par mois.",
            ["income", "rent", "payment"],
        ),
    ],
)
def test_the_words_beside_a_sum_tell_its_role(text: str, roles: list[str]) -> None:
    assert [money.role for money in found_in(text, Money)] == roles


def test_a_percentage_is_no_sum() -> None:
    (percent,) = found_in("un taux de 7 %", Percent)
    assert percent.value == 7
    assert not percent.due
    assert found_in("un taux de 7 %", Money) == []


def test_a_percentage_to_be_paid_is_a_part_of_what_is_due() -> None:
    assert parsed("25 % maintenant")["fractions"] == ["25%"]
    assert parsed("10 % de frais en plus")["fractions"] == []


def test_the_quote_of_a_sum_is_what_was_typed() -> None:
    typed = "D’accord pour  Mille  Deux Cents €, merci"
    (money,) = found_in(typed, Money)
    assert typed[money.span.start : money.span.end] == "Mille  Deux Cents €"
