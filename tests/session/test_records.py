"""One record, one text; one changed record, another chain."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcoach.session.records import (
    AttemptHeader,
    EventRecord,
    canonical,
    chain,
    event_fields,
    header_fields,
    plain,
)

HEADER = AttemptHeader(
    attempt_id="20261124-145733-k3f9q",
    scenario_id="first_reminder",
    language="fr",
    mode="exam",
    seed=7,
    started_at="2026-11-24T14:57:33+01:00",
    engine_version="0.1.0",
    content_hash="c0",
    rubric_hash="f0",
    tier="lexical",
    options={"trainee": "Inès"},
)
EVENTS = [EventRecord(seq, "trainee_spoke", {"text": f"Réplique {seq}."}) for seq in range(4)]

any_text = st.text(st.characters())  # half characters included
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
)


class Mood(StrEnum):
    CALM = "calm"


def test_canonical_text_has_sorted_keys_no_spaces_and_its_accents() -> None:
    assert canonical({"b": [1, 2.5], "a": {"é": None, "à": True}}) == (
        '{"a":{"à":true,"é":null},"b":[1,2.5]}'
    )


def test_two_halves_of_one_character_are_that_character() -> None:
    # JSON cannot tell them apart, so neither may the record.
    assert EventRecord(0, "trainee_spoke", {"\ud83d\ude00": "\ud83d\ude00 \ude00"}).payload == {
        "\U0001f600": "\U0001f600 \ude00"
    }


def test_what_is_equal_has_one_canonical_text() -> None:
    frozen = MappingProxyType({"moods": (Mood.CALM,), "facts": MappingProxyType({})})
    assert canonical(frozen) == canonical({"facts": {}, "moods": ["calm"]})


@given(json_values)
def test_canonical_text_can_be_written_and_read_again(value: object) -> None:
    text = canonical(value)
    assert json.loads(text.encode("utf-8")) == plain(value)
    assert canonical(json.loads(text)) == text


@pytest.mark.parametrize(
    "value", [{1: "a"}, {"a": {None: 1}}, {"a": {1, 2}}, {"a": b"x"}, {"a": object()}]
)
def test_what_json_has_no_word_for_is_refused_when_the_event_is_made(
    value: dict[str, object],
) -> None:
    with pytest.raises(TypeError):
        EventRecord(0, "debtor_spoke", value)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not a JSON number"):
        AttemptHeader(**{**vars(HEADER), "options": {"pace": number}})


def test_a_record_does_not_change_with_what_it_was_made_from() -> None:
    facts = ["job_lost"]
    event = EventRecord(0, "fact_revealed", {"facts": facts})
    facts.append("ill")
    assert event.payload == {"facts": ["job_lost"]}


def test_each_seal_is_the_hash_of_the_one_before_and_of_its_record() -> None:
    seals = chain(HEADER, EVENTS[:1])
    first = hashlib.sha256(canonical(header_fields(HEADER)).encode()).hexdigest()
    second = hashlib.sha256((first + canonical(event_fields(EVENTS[0]))).encode()).hexdigest()
    assert seals == (first, second)


def test_a_changed_event_breaks_its_seal_and_all_that_follow() -> None:
    changed = [*EVENTS]
    changed[2] = EventRecord(2, "trainee_spoke", {"text": "Réplique 2"})
    before, after = chain(HEADER, EVENTS), chain(HEADER, changed)
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, True, False, False]


def test_a_changed_header_breaks_every_seal() -> None:
    other = AttemptHeader(**{**vars(HEADER), "seed": 8})
    assert not set(chain(HEADER, EVENTS)) & set(chain(other, EVENTS))
