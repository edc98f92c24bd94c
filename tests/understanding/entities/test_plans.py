"""Counts, periods, means, parts and the plans made of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from callcoach.understanding.entities import (
    Count,
    Duration,
    Fraction,
    PaymentMeans,
    PaymentPlan,
    Period,
)
from tests.understanding.entities.french import found_in, parsed


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        (
            "140 aujourd'hui puis 5 fois 95 le 12",
            {
                "down": 140,
                "down_date": "2026-04-08",
                "instalment": 95,
                "count": 5,
                "every": "month",
                "first_date": "2026-04-12",
                "day_of_month": 12,
                "total": 615,
            },
        ),
        (
            "110 euros par mois pendant sept mois à partir du 3",
            {
                "instalment": 110,
                "count": 7,
                "every": "month",
                "first_date": "2026-05-03",
                "day_of_month": 3,
                "total": 770,
            },
        ),
        (
            "cinq mensualités de 45",
            {"instalment": 45, "count": 5, "every": "month", "total": 225},
        ),
        ("en 5 fois", {"count": 5}),
        ("5 x 120 €", {"instalment": 120, "count": 5, "total": 600}),
        ("120 € x 5", {"instalment": 120, "count": 5, "total": 600}),
        ("450 euros en 3 fois", {"count": 3, "total": 450}),
        ("450 € sur 6 mois", {"count": 6, "every": "month", "total": 450}),
        (
            "dix mois à 35 euros",
            {"instalment": 35, "count": 10, "every": "month", "total": 350},
        ),
        (
            "100 d'acompte et 4 mensualités de 65",
            {"down": 100, "instalment": 65, "count": 4, "every": "month", "total": 360},
        ),
        (
            "3 fois 150 et une dernière de 40",
            {"instalment": 150, "count": 3, "final": 40, "total": 490},
        ),
        (
            "la moitié tout de suite et le reste le 20",
            {"down_fraction": "1/2", "down_date": "2026-04-08", "final_date": "2026-04-20"},
        ),
        (
            "un tiers demain et le solde en deux fois",
            {"down_fraction": "1/3", "down_date": "2026-04-09", "count": 2},
        ),
        ("30 % ce soir", {"down_fraction": "30%", "down_date": "2026-04-08"}),
        (
            "260 euros vendredi et 300 le 25",
            {
                "down": 260,
                "down_date": "2026-04-10",
                "final": 300,
                "final_date": "2026-04-25",
                "total": 560,
            },
        ),
        (
            "120 ce soir. Puis 60 par mois, le 5.",
            {
                "down": 120,
                "down_date": "2026-04-08",
                "instalment": 60,
                "every": "month",
                "first_date": "2026-05-05",
                "day_of_month": 5,
            },
        ),
        (
            "55 euros le 10 de chaque mois, de mai à août",
            {
                "instalment": 55,
                "count": 4,
                "every": "month",
                "first_date": "2026-05-10",
                "day_of_month": 10,
                "total": 220,
            },
        ),
        (
            "je peux étaler le reste sur quatre mois si vous versez 100 lundi",
            {"count": 4, "every": "month", "final": 100, "final_date": "2026-04-13"},
        ),
        (
            "quatre fois 80, soit 320 euros",
            {"instalment": 80, "count": 4, "total": 320},
        ),
        ("30 euros tous les vendredis", {"instalment": 30, "every": "week"}),
        ("entre 40 et 50 euros par mois", {"every": "month"}),
    ],
)
def test_payments_said_together_make_a_plan(text: str, plan: dict[str, Any]) -> None:
    assert parsed(text)["plan"] == plan


@pytest.mark.parametrize(
    "text",
    [
        "je gagne 1 380 par mois",
        "loyer 540",
        "mon loyer est de 540 euros par mois",
        "il vous reste 418 euros à régler",
        "vous pouvez régler 418 euros aujourd'hui",
        "régler les 418 euros en une fois",
        "la totalité ce soir",
        "je vous ai appelé trois fois",
        "vous avez deux échéances impayées de 90 euros",
        "le dossier porte sur trois mensualités, soit 270 euros",
    ],
)
def test_what_is_no_plan_makes_none(text: str) -> None:
    assert parsed(text)["plan"] is None


def test_two_proposals_make_two_plans() -> None:
    plans = found_in("trois fois 150 ou cinq fois 90 ?", PaymentPlan)
    assert [plan.count for plan in plans] == [3, 5]
    assert [plan.instalment for plan in plans] == [Decimal(150), Decimal(90)]


def test_only_the_payment_beside_income_and_rent_is_the_plan() -> None:
    text = "Vous gagnez 1 380, le loyer est de 540 et vous pouvez verser 45 par mois."
    (plan,) = found_in(text, PaymentPlan)
    assert plan.instalment == 45
    assert (plan.every, plan.down) == ("month", None)


def test_the_day_of_a_salary_is_not_the_day_of_a_payment() -> None:
    (plan,) = found_in("deux fois 150, ça va avec votre salaire du 28 ?", PaymentPlan)
    assert plan.first_date is None


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("25 euros par semaine", "week"),
        ("50 euros tous les quinze jours", "fortnight"),
        ("50 euros toutes les deux semaines", "fortnight"),
        ("50 euros chaque mois", "month"),
        ("50 euros mensuels", "month"),
        ("90 euros tous les deux mois", "two_months"),
        ("150 euros par trimestre", "quarter"),
        ("600 euros par an", "year"),
    ],
)
def test_the_period_of_payments_is_read(text: str, every: str) -> None:
    assert parsed(text)["every"] == every


@pytest.mark.parametrize(
    "text", ["le 12 de chaque mois", "tous les 12 du mois", "chaque mois le 12"]
)
def test_a_day_of_every_month_is_no_single_date(text: str) -> None:
    (period,) = found_in(text, Period)
    assert (period.every, period.day_of_month) == ("month", 12)
    assert parsed(text)["dates"] == []


def test_a_habit_without_payment_is_no_period() -> None:
    assert found_in("on m'appelle toutes les semaines", Period) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("payer la moitié", "1/2"),
        ("la moitié de la dette", "1/2"),
        ("deux tiers demain", "2/3"),
        ("un quart vendredi", "1/4"),
        ("l'intégralité ce soir", "1"),
        ("je règle le reste lundi", "rest"),
    ],
)
def test_a_part_of_what_is_due_is_read(text: str, value: str) -> None:
    assert [part.value for part in found_in(text, Fraction)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "un quart d'heure",
        "j'en ai parlé à un tiers",
        "le solde est de 418 euros",
        "la moitié du temps il dort",
    ],
)
def test_a_part_of_something_else_is_not(text: str) -> None:
    assert found_in(text, Fraction) == []


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("par carte bancaire", ["card"]),
        ("par CB", ["card"]),
        ("un virement", ["transfer"]),
        ("par virement instantané", ["instant_transfer"]),
        ("un virement permanent", ["standing_transfer"]),
        ("par chèque", ["cheque"]),
        ("deux chèques de 90 euros", ["cheque"]),
        ("un prélèvement automatique", ["direct_debit"]),
        ("en espèces", ["cash"]),
        ("en liquide", ["cash"]),
        ("je vous envoie un lien de paiement", ["link"]),
        ("carte ou virement ?", ["card", "transfer"]),
        ("votre carte d'identité", []),
        ("un chèque énergie", []),
        ("le prélèvement à la source", []),
    ],
)
def test_a_means_of_payment_is_read(text: str, means: list[str]) -> None:
    assert [found.means for found in found_in(text, PaymentMeans)] == means


def test_a_monthly_payment_word_implies_the_period() -> None:
    (count,) = found_in("en six mensualités", Count)
    assert (count.n, count.every) == (6, "month")


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("pendant trois semaines", 21, "day"),
        ("sur 6 mois", 6, "month"),
        ("sur un an", 12, "month"),
    ],
)
def test_a_length_of_time_is_counted_in_days_or_months(text: str, n: int, unit: str) -> None:
    assert [(found.n, found.unit) for found in found_in(text, Duration)] == [(n, unit)]
