"""Transcripts from elsewhere: read whole, or refused with the place of the fault."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcoach.scoring.transcript import TranscriptError, read_transcript


def document(**changes: Any) -> dict[str, Any]:
    return {
        "call_id": "essai-1",
        "language": "fr",
        "channel": "phone",
        "started_at": "2026-11-18T18:05:00",
        "facts": {"debtor_type": "consommateur", "titre_executoire": False},
        "turns": [
            {"n": 1, "speaker": "debtor", "text": "Allô ?"},
            {"n": 2, "speaker": "agent", "text": "Bonjour."},
        ],
        **changes,
    }


def refused(data: object, place: str = "7") -> TranscriptError:
    with pytest.raises(TranscriptError) as caught:
        read_transcript(data, place)
    return caught.value


def test_a_whole_transcript_is_read() -> None:
    transcript = read_transcript(document())
    assert transcript.call_id == "essai-1"
    assert transcript.day == date(2026, 11, 18)
    assert transcript.facts == {"debtor_type": "consumer", "enforceable_title": False}
    assert [(line.number, line.speaker) for line in transcript.lines] == [
        (1, "debtor"),
        (2, "agent"),
    ]
    assert transcript.record is None


def test_speakers_and_channel_may_be_french() -> None:
    turns = [{"speaker": "tiers", "text": "Oui ?"}, {"speaker": "débiteur", "text": "Allô ?"}]
    transcript = read_transcript(document(turns=turns, channel="visite"))
    assert [line.speaker for line in transcript.lines] == ["third_party", "debtor"]
    assert [line.number for line in transcript.lines] == [1, 2]
    assert transcript.channel == "visit"


def test_a_call_without_facts_leaves_them_all_unknown() -> None:
    data = document()
    del data["facts"]
    assert read_transcript(data).facts == {}


def test_a_call_without_id_is_named_by_its_place() -> None:
    data = document()
    del data["call_id"]
    assert read_transcript(data, "3").call_id == "3"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"turns": None}, "'turns' is missing"),
        ({"turns": "Allô"}, "'turns' is missing"),
        ({"facts": ["a"]}, "'facts' is no object"),
        ({"channel": "fax"}, "'channel' is fax"),
        ({"call_record": "ok"}, "'call_record' is no object"),
    ],
)
def test_a_fault_names_its_call_and_what_is_wrong(changes: dict[str, Any], words: str) -> None:
    error = refused(document(**changes))
    assert "call essai-1" in error.message
    assert words in error.message
    assert error.turn is None


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ({"n": 3, "speaker": "agent"}, "'text' is missing"),
        ({"n": 3, "speaker": "robot", "text": "a"}, "'speaker' is missing"),
        ({"n": 3, "text": "a"}, "'speaker' is missing"),
        ({"n": 2, "speaker": "agent", "text": "a"}, "not in order"),
        ("Bonjour", "no JSON object"),
        ({"n": "trois", "speaker": "agent", "text": "a"}, "'n' is no whole number"),
    ],
)
def test_a_fault_in_a_turn_names_the_turn(turn: object, words: str) -> None:
    data = document()
    data["turns"].append(turn)
    error = refused(data)
    assert error.turn in (2, 3)
    assert f"turn {error.turn}" in error.message
    assert words in error.message


@pytest.mark.parametrize("data", [None, [], "texte", 12])
def test_what_is_no_object_is_named_by_its_place(data: object) -> None:
    assert "call 7" in refused(data).message


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["n", "speaker", "text", "facts", "turns", "debtor", "date"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(document())), values))
def test_any_object_is_read_or_refused_and_nothing_else(changes: dict[str, Any]) -> None:
    with contextlib.suppress(TranscriptError):
        transcript = read_transcript(document(**changes))
        assert {line.speaker for line in transcript.lines} <= {"agent", "debtor", "third_party"}
