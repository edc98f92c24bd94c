"""Days relative to the day of the call (here Wednesday 8 April 2026 unless said otherwise)."""

from __future__ import annotations

from datetime import date

import pytest

from callcoach.understanding.entities import Date
from tests.understanding.entities.french import entities_in, found_in, parsed


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("aujourd'hui", "2026-04-08"),
        ("ce soir", "2026-04-08"),
        ("tout de suite", "2026-04-08"),
        ("demain soir", "2026-04-09"),
        ("après-demain midi", "2026-04-10"),
        ("hier", "2026-04-07"),
        ("avant-hier", "2026-04-06"),
        ("dimanche", "2026-04-12"),
        ("ce samedi", "2026-04-11"),
        ("mercredi", "2026-04-15"),
        ("mardi prochain", "2026-04-14"),
        ("mardi dernier", "2026-04-07"),
        ("mercredi dernier", "2026-04-01"),
        ("jeudi en huit", "2026-04-16"),
        ("mercredi en huit", "2026-04-15"),
        ("jeudi en quinze", "2026-04-23"),
        ("jeudi de la semaine prochaine", "2026-04-16"),
        ("lun.", "2026-04-13"),
        ("le 20", "2026-04-20"),
        ("le 3", "2026-05-03"),
        ("le 8", "2026-05-08"),
        ("le 31", "2026-05-31"),
        ("le vingt-deux", "2026-04-22"),
        ("le 1er", "2026-05-01"),
        ("le premier du mois", "2026-05-01"),
        ("le 12 du mois prochain", "2026-05-12"),
        ("le 28 de ce mois", "2026-04-28"),
        ("lundi 20", "2026-04-20"),
        ("vendredi 15", "2026-05-15"),
        ("le 6 juin", "2026-06-06"),
        ("le 2 mars", "2027-03-02"),
        ("samedi 6 juin 2026", "2026-06-06"),
        ("le premier juillet", "2026-07-01"),
        ("1er août 1997", "1997-08-01"),
        ("le trente mai deux mille vingt-sept", "2027-05-30"),
        ("15 sept. 2026", "2026-09-15"),
        ("le 09/06", "2026-06-09"),
        ("le 9/6", "2026-06-09"),
        ("09/06/2027", "2027-06-09"),
        ("9.6.26", "2026-06-09"),
        ("2026-06-09", "2026-06-09"),
        ("dans quatre jours", "2026-04-12"),
        ("dans deux semaines", "2026-04-22"),
        ("dans trois mois", "2026-07-08"),
        ("dans un an", "2027-04-08"),
        ("d'ici dix jours", "2026-04-18"),
        ("sous 72h", "2026-04-11"),
        ("il y a trois jours", "2026-04-05"),
        ("il y a deux mois", "2026-02-08"),
        ("à Noël", "2026-12-25"),
        ("le 14 juillet", "2026-07-14"),
    ],
)
def test_an_expression_names_its_exact_day(text: str, day: str) -> None:
    (found,) = found_in(text, Date)
    assert (found.day.isoformat(), found.certainty) == (day, "exact")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fin juin", "2026-06-30"),
        ("vers fin avril", "2026-04-30"),
        ("en fin de mois", "2026-04-30"),
        ("fin du mois prochain", "2026-05-31"),
        ("début mai", "2026-05-01"),
        ("en début de mois", "2026-05-01"),
        ("mi-juin", "2026-06-15"),
        ("au milieu du mois prochain", "2026-05-15"),
        ("en juillet", "2026-07-01"),
        ("le mois prochain", "2026-05-01"),
        ("la semaine prochaine", "2026-04-13"),
        ("la semaine dernière", "2026-03-30"),
        ("en fin de semaine", "2026-04-10"),
        ("ce week-end", "2026-04-11"),
        ("fin de l'année", "2026-12-31"),
        ("vers le 20", "2026-04-20"),
        ("la semaine du 20", "2026-04-20"),
        ("dans deux ou trois semaines", "2026-04-29"),
        ("le dernier jour du mois", "2026-04-30"),
        ("après le 20", "2026-04-20"),
        ("dans une dizaine de jours", "2026-04-18"),
    ],
)
def test_a_vague_expression_names_an_approximate_day(text: str, day: str) -> None:
    (found,) = found_in(text, Date)
    assert (found.day.isoformat(), found.certainty) == (day, "approx")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("avant le 20", "by"),
        ("d'ici vendredi", "by"),
        ("d'ici à la fin du mois", "by"),
        ("jusqu'au 20", "by"),
        ("le 20 au plus tard", "by"),
        ("à partir du 20", "from"),
        ("à compter du 1er mai", "from"),
        ("après le 20", "after"),
        ("le 20", "on"),
    ],
)
def test_the_words_before_a_day_tell_whether_it_is_a_limit_or_a_beginning(
    text: str, relation: str
) -> None:
    assert [found.relation for found in found_in(text, Date)] == [relation]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("la facture du 12 novembre", "2025-11-12"),
        ("impayée depuis le 15 décembre", "2025-12-15"),
        ("vous avez réglé le 2", "2026-04-02"),
        ("nous avions convenu du 5", "2026-04-05"),
        ("échue le 30 juin", "2025-06-30"),
        ("le 20 décembre dernier", "2025-12-20"),
        ("l'échéance du 5 n'est pas passée", "2026-04-05"),
        ("j'ai payé lundi", "2026-04-06"),
    ],
)
def test_a_clause_that_looks_back_names_a_day_behind(text: str, day: str) -> None:
    assert [found.day.isoformat() for found in found_in(text, Date)] == [day]


@pytest.mark.parametrize(
    ("text", "day", "other"),
    [
        ("réglé dans la huitaine", "2026-04-16", "2026-04-15"),
        ("sous 8 jours", "2026-04-16", "2026-04-15"),
        ("d'ici 15 jours", "2026-04-23", "2026-04-22"),
    ],
)
def test_eight_and_fifteen_days_are_also_one_and_two_weeks(
    text: str, day: str, other: str
) -> None:
    answer = parsed(text)
    assert (answer["dates"], answer["alt_dates"]) == ([day], [other])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("du 11 au 18 mai", ["2026-05-11", "2026-05-18"]),
        ("le 11 et le 18 mai", ["2026-05-11", "2026-05-18"]),
        ("le 12 ou le 25", ["2026-04-12", "2026-04-25"]),
    ],
)
def test_two_days_share_the_month_said_once(text: str, days: list[str]) -> None:
    assert parsed(text)["dates"] == days


@pytest.mark.parametrize(
    "text",
    [
        "le 31 juin",
        "30/02/2026",
        "dans 40 minutes",
        "dans trois heures",
        "un moment",
        "depuis six semaines",
        "je pars en avance",
        "le 5 rue Pasteur",
        "le premier arrivé",
        "je suis le troisième",
        "le 4e à passer",
        "je suis fermé le lundi",
        "ce jour-là",
        "dans un mois et demi",
        "nous sommes le 8 avril",
        "lundichose",
    ],
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert found_in(text, Date) == []


def test_a_weekday_that_disagrees_with_its_day_is_doubtful() -> None:
    (found,) = found_in("lundi 6 juin 2026", Date)
    assert (found.day, found.certainty) == (date(2026, 6, 6), "approx")


def test_a_month_that_is_running_names_no_day_to_pay_on() -> None:
    assert parsed("un versement ce mois-ci")["dates"] == []
    (found,) = found_in("un versement ce mois-ci", Date)
    assert (found.day, found.until) == (date(2026, 4, 1), date(2026, 4, 30))


def test_leap_days_are_found_in_the_next_leap_year() -> None:
    assert [d.day for d in found_in("le 29 février", Date)] == [date(2028, 2, 29)]


def test_a_month_later_than_the_31st_is_the_last_day() -> None:
    assert [d.day for d in found_in("dans un mois", Date, date(2026, 1, 31))] == [
        date(2026, 2, 28)
    ]


def test_years_beyond_the_calendar_are_left_alone() -> None:
    assert entities_in("dans 90000 ans") == ()
    assert found_in("fin juin", Date, date(9999, 12, 30)) == []
