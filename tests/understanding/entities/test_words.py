"""The data of a language: what it may say, and how a mistake in it is told."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from callcoach.text import fold
from callcoach.understanding.entities import EntityWords, Money, extract, parse_line
from tests.understanding.entities.french import french_data

ENGLISH: dict[str, Any] = {
    "numbers": {
        "language": "en",
        "vocabulary": ["one", "two", "ten", "twenty", "fifty", "hundred", "and"],
    },
    "money": {"currency": ["pounds", "£"], "currency_before": ["£"], "may_follow": ["a", "on"]},
    "calendar": {
        "months": {"may": 5},
        "units": {"month": "month", "days": "day"},
        "day_articles": [],
    },
    "lists": {"each": ["a", "every", "per"]},
    "patterns": {
        "date": [
            {"match": ["tomorrow"], "do": "offset", "days": 1},
            {"match": ["in {n} {unit}"], "do": "shift"},
            {"match": ["{day} {month}"], "do": "day_month"},
        ],
        "period": [{"match": ["@each {unit}"], "do": "unit", "needs": "offer"}],
        "count": [{"match": ["{n} times"], "needs": "amount"}],
        "means": [{"match": ["by card"], "means": "card"}],
    },
    "cues": {"role": {"payment": ["pay*"]}},
}


def test_another_language_needs_no_other_code() -> None:
    words = EntityWords.from_mapping(ENGLISH)
    answer = parse_line(
        "I can pay fifty pounds a month by card in ten days", date(2026, 5, 1), words
    )
    assert answer["amounts"] == [50.0]
    assert answer["every"] == "month"
    assert answer["means"] == ["card"]
    assert answer["dates"] == ["2026-05-11"]


def test_words_may_be_missing_altogether() -> None:
    words = EntityWords.from_mapping({})
    assert extract(fold("200 € le 5 mai, deux fois"), date(2026, 5, 1), words) == ()


def test_a_digest_tells_two_vocabularies_apart() -> None:
    changed = copy.deepcopy(ENGLISH)
    changed["money"]["currency"].append("quid")
    same, other = EntityWords.from_mapping(ENGLISH), EntityWords.from_mapping(changed)
    assert same.digest == EntityWords.from_mapping(copy.deepcopy(ENGLISH)).digest
    assert same.digest != other.digest


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colours": {}}, "colours: unknown section"),
        ({"money": {"colour": []}}, r"money\.colour: unknown key"),
        ({"money": {"currency": "euro"}}, r"money\.currency: expected a list of words"),
        ({"calendar": {"months": ["mai"]}}, r"calendar\.months: expected words with their values"),
        ({"calendar": {"months": {"mai": "5"}}}, r"calendar\.months: expected whole numbers"),
        ({"numbers": {"language": 3}}, r"numbers\.language: expected a text"),
        ({"patterns": {"colour": []}}, r"patterns\.colour: unknown family"),
        ({"patterns": {"date": ["demain"]}}, r"patterns\.date\[0\]: expected a mapping"),
        (
            {"patterns": {"date": [{"match": ["demain"], "do": "fly"}]}},
            r"patterns\.date\[0\]: unknown 'do': 'fly'",
        ),
        (
            {"patterns": {"date": [{"match": ["demain"], "do": "offset", "day": 1}]}},
            r"patterns\.date\[0\]: unknown key 'day'",
        ),
        (
            {"patterns": {"date": [{"match": ["demain"], "do": "offset", "days": "1"}]}},
            r"patterns\.date\[0\]: 'days' must be of type int",
        ),
        (
            {"patterns": {"date": [{"match": ["demain"], "do": "offset", "needs": "luck"}]}},
            r"patterns\.date\[0\]: 'needs' must be one of",
        ),
        (
            {"patterns": {"means": [{"match": ["carte"]}]}},
            r"patterns\.means\[0\]: 'means' is missing",
        ),
        (
            {"patterns": {"mark": [{"match": ["(puis"], "mark": "then"}]}},
            r"patterns\.mark\[0\]: a bracket is not closed",
        ),
        (
            {"patterns": {"mark": [{"match": ["puis)"], "mark": "then"}]}},
            r"patterns\.mark\[0\]: unexpected '\)'",
        ),
        (
            {"patterns": {"mark": [{"match": ["@nowhere"], "mark": "then"}]}},
            r"patterns\.mark\[0\]: unknown list '@nowhere'",
        ),
        (
            {"patterns": {"mark": [{"match": ["?(puis)"], "mark": "then"}]}},
            r"patterns\.mark\[0\]: .* matches nothing at all",
        ),
        ({"cues": {"colour": []}}, r"cues\.colour: unknown family"),
        ({"cues": {"role": {"rent": ["?(loyer)"]}}}, r"cues\.role\.rent: .* nothing at all"),
    ],
)
def test_a_mistake_in_the_words_is_told_with_its_place(
    change: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        EntityWords.from_mapping(change)


def test_every_role_of_a_plan_is_a_role_that_words_can_give() -> None:
    data = french_data()
    known = {"unknown", *data["cues"]["role"]}
    assert known.issuperset(data["money"]["plan_roles"] + data["money"]["total_roles"])


def test_a_new_slang_word_needs_one_word_of_data() -> None:
    data = copy.deepcopy(french_data())
    data["money"]["currency"].append("pascals")
    words = EntityWords.from_mapping(data)
    (money,) = extract(fold("trente pascals"), date(2026, 4, 8), words)
    assert isinstance(money, Money)
    assert money.amount == 30
