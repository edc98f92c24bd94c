"""Whatever is typed: no crash, spans that quote something, the same answer twice, bounded time."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcoach.text import Span, fold
from callcoach.understanding.entities import (
    Money,
    entity_from_json,
    extract,
    parse_line,
)
from tests.understanding.entities.french import WEDNESDAY, entities_in, french

_WORDS = (
    "200 1 250,50 € euros mille deux cents le 5 du mois prochain lundi vendredi en huit fois x 4 "
    "par mois puis et ou entre à de d' la moitié reste un tiers % 30 février fin mi- depuis dans "
    "sous quinze jours semaines 05/06 2026-06-05 06 39 98 41 27 aujourd'hui . , ; ? ! - / ( ) "
    "loyer salaire verser acompte dernière soit une centaine zéro premier 1er chaque tous les k"
)
pieces = st.sampled_from(_WORDS.split())
typed = st.one_of(
    st.text(),
    st.lists(pieces, max_size=25).map(" ".join),
    st.lists(pieces, max_size=25).map("".join),
    st.text(alphabet="0123456789 .,/-€'x%"),
)
days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@given(typed, days)
@settings(deadline=None)
def test_any_text_on_any_day_gives_entities_that_quote_something(text: str, today: date) -> None:
    for entity in extract(fold(text), today, french()):
        assert 0 <= entity.span.start < entity.span.end <= len(text)


@given(typed)
@settings(deadline=None)
def test_entities_survive_storage(text: str) -> None:
    for entity in entities_in(text):
        stored = json.loads(json.dumps(entity.to_json()))
        assert entity_from_json(stored) == entity


@given(typed)
@settings(deadline=None)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    assert parse_line(text, WEDNESDAY, french()) == parse_line(text, WEDNESDAY, french())


@given(typed)
@settings(deadline=None)
def test_case_accents_and_spacing_change_no_entity(text: str) -> None:
    plain = fold(text).text
    entities = [(e.kind, {**e.to_json(), "span": None}) for e in entities_in(text)]
    assert [(e.kind, {**e.to_json(), "span": None}) for e in entities_in(plain)] == entities


@pytest.mark.parametrize(
    "text",
    [
        "7" * 10_000,
        "7 " * 5_000,
        "deux " * 2_000,
        "cent et " * 1_250,
        "le 5 et " * 1_250,
        "200 aujourd'hui puis 4 fois 180 le 5, " * 260,
        "a." * 5_000,
        "1/" * 5_000,
        "x" * 10_000,
        "€" * 10_000,
    ],
)
def test_a_very_long_turn_is_read_to_its_end(text: str) -> None:
    found = entities_in(text + " ; 45 euros")
    assert isinstance(found[-1], Money)
    assert found[-1].amount == 45


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "gift", "span": [0, 1]},
        {"kind": "money", "span": [0, 1]},
        {"kind": "money", "span": [0, 1], "amount": "a lot"},
        {"kind": "money", "span": [3, 1], "amount": "5"},
        {"kind": "money", "span": [0, 1], "amount": "5", "colour": "blue"},
        {"kind": "date", "span": [0, 1], "day": "2026-02-31"},
    ],
)
def test_stored_data_that_is_no_entity_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"entity|not the data|Invalid|range|day"):
        entity_from_json(data)


def test_an_entity_as_json_has_exact_decimals_and_iso_days() -> None:
    money = Money(Span(0, 4), Decimal("12.50"))
    assert money.to_json() == {
        "kind": "money",
        "span": [0, 4],
        "amount": "12.50",
        "role": "unknown",
        "approx": False,
        "alternative": None,
    }
