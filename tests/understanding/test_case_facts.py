"""Case facts in French or English spelling come to one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcoach.understanding.case_facts import call_day, read_case_facts


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ({"titre_executoire": False}, {"enforceable_title": False}),
        ({"titre_executoire": "oui"}, {"enforceable_title": True}),
        ({"enforceable_title": "no"}, {"enforceable_title": False}),
        ({"debtor_type": "consommateur"}, {"debtor_type": "consumer"}),
        ({"debtor_type": "professionnel"}, {"debtor_type": "business"}),
        ({"debt_family": "energie"}, {"debt_family": "energy"}),
        ({"debt_family": "énergie"}, {"debt_family": "energy"}),
        ({"debt_family": "credit_conso"}, {"debt_family": "consumer_credit"}),
        ({"procedure": "surendettement_depose"}, {"procedure": "overindebtedness_filed"}),
        ({"procedure": "redressement"}, {"procedure": "receivership"}),
        ({"procedure": "aucune"}, {"procedure": "none"}),
        ({"time_barred": True}, {"time_barred": "yes"}),
        ({"time_barred": "non"}, {"time_barred": "no"}),
        ({"who_answers": "mère"}, {"who_answers": "parent"}),
        ({"who_answers": "unknown"}, {"who_answers": "unknown"}),
        ({"representative": "avocat"}, {"representative": "lawyer"}),
        ({"contact_limits": "pas au travail"}, {"contact_limits": ["not_at_work"]}),
        (
            {"contact_limits": ["par_ecrit", "after_18h"]},
            {"contact_limits": ["written_only", "after_18h"]},
        ),
        ({"balance": "1 240,50 €"}, {"balance": 1240.5}),
        ({"solde": 300}, {"balance": 300.0}),
        ({"first_letter": None}, {"letter_sent": False}),
        ({"first_letter": "none"}, {"letter_sent": False}),
        (
            {"first_letter": {"date": "2026-10-05", "reference": "VE-204"}},
            {"letter_sent": True, "letter_date": "2026-10-05", "letter_reference": "VE-204"},
        ),
        ({"authority": {"max_months": 6, "discount": 0}}, {"max_months": 6, "discount": 0.0}),
        ({"authority": "4 mois au plus"}, {"max_months": 4}),
        ({"authority": "no discount, 3 months"}, {"max_months": 3, "discount": 0.0}),
        ({"authority": "remise de 5 % si tout est payé"}, {"discount": 5.0}),
        ({"debtor": {"name": "Inès Roche"}}, {"debtor": "Inès Roche"}),
        ({"call_recorded": True}, {"call_recorded": True}),
    ],
)
def test_a_fact_is_read_in_either_spelling(raw: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert read_case_facts(raw) == wanted


@pytest.mark.parametrize("name", ["enforceable_title", "time_barred", "procedure", "balance"])
@pytest.mark.parametrize("value", [None, "", "unknown", "inconnu", "?"])
def test_an_unknown_fact_stays_unknown(name: str, value: object) -> None:
    assert name not in read_case_facts({name: value})


def test_what_cannot_be_read_stays_unknown() -> None:
    assert read_case_facts({"enforceable_title": "peut-être", "balance": "beaucoup"}) == {}


def test_the_sums_of_the_invoices_are_known_to_the_file() -> None:
    facts = read_case_facts({"invoices": [{"label": "a", "amount": 12.5}, {"amount": "7,50"}]})
    assert facts["amounts"] == [12.5, 7.5]


def test_a_fact_of_another_name_is_kept_as_it_is() -> None:
    assert read_case_facts({"call_time": "21:50"}) == {"call_time": "21:50"}


@given(
    st.dictionaries(
        st.text(max_size=12),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        max_size=6,
    )
)
def test_whatever_is_written_is_read_without_a_fault(raw: dict[str, Any]) -> None:
    assert None not in read_case_facts(raw).values()


@pytest.mark.parametrize("value", ["2026-11-18", "2026-11-18T18:05:00"])
def test_the_day_of_a_call_is_read_from_a_day_or_a_moment(value: str) -> None:
    assert call_day(value) == date(2026, 11, 18)


@pytest.mark.parametrize("value", [None, "", "mardi", 12])
def test_a_call_without_a_day_has_none(value: object) -> None:
    assert call_day(value) is None
