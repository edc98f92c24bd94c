"""An export is read back as it was, or says where it is not."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcoach.session.records import AttemptHeader, EventRecord, chain
from callcoach.session.sealed import (
    SealError,
    events_naming,
    export_text,
    read_export,
    seal,
    with_pseudonym,
)

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = AttemptHeader(
    attempt_id="20261124-145733-k3f9q",
    scenario_id="first_reminder",
    language="fr",
    mode="exam",
    seed=2**70,
    started_at="2026-11-24T14:57:33+01:00",
    engine_version="0.1.0",
    content_hash="c0",
    rubric_hash="f0",
    tier="lexical",
    options={"trainee": "Inès"},
)
WORDS = ["Bonjour, Inès à l'appareil.", "Vous êtes bien madame Roche ?", "caf\udce9", "Au revoir."]
EVENTS = tuple(EventRecord(seq, "trainee_spoke", {"text": text}) for seq, text in enumerate(WORDS))


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(seal(HEADER, EVENTS))


def refused(document: object) -> SealError:
    with pytest.raises(SealError) as caught:
        read_export(document)  # type: ignore[arg-type]  # anything may stand in a file
    return caught.value


def test_an_export_gives_back_the_attempt(document: dict[str, Any]) -> None:
    assert read_export(document) == (HEADER, EVENTS)


def test_the_text_of_an_export_gives_back_the_attempt(document: dict[str, Any]) -> None:
    text = export_text(document).encode("utf-8").decode("utf-8")
    assert read_export(text) == (HEADER, EVENTS)
    assert read_export("\ufeff" + text.replace("\n", "\r\n")) == (HEADER, EVENTS)


def test_an_attempt_has_one_export() -> None:
    assert export_text(seal(HEADER, EVENTS)) == export_text(
        seal(*read_export(seal(HEADER, EVENTS)))
    )


def test_an_attempt_without_events_can_be_exported() -> None:
    assert read_export(seal(HEADER, ())) == (HEADER, ())


@pytest.mark.parametrize("seq", range(4))
def test_a_reworded_turn_is_named(document: dict[str, Any], seq: int) -> None:
    document["events"][seq]["payload"]["text"] += " Merci."
    error = refused(document)
    assert (error.code, error.seq) == ("export_altered", seq)
    assert f"Event {seq} (trainee_spoke)" in error.message


def test_a_changed_header_is_named(document: dict[str, Any]) -> None:
    document["header"]["scenario_id"] = "easier"
    error = refused(document)
    assert (error.code, error.seq) == ("export_altered", None)
    assert "header" in error.message


def renumber(events: list[dict[str, Any]]) -> None:
    for seq, event in enumerate(events):
        event["seq"] = seq


def cut_out(document: dict[str, Any]) -> None:
    del document["events"][1]


def cut_out_and_renumbered(document: dict[str, Any]) -> None:
    del document["events"][1]
    renumber(document["events"])


def cut_out_with_its_seal(document: dict[str, Any]) -> None:
    cut_out_and_renumbered(document)
    del document["chain"][2]


def slipped_in(document: dict[str, Any]) -> None:
    document["events"].insert(1, copy.deepcopy(document["events"][0]))
    renumber(document["events"])


def swapped(document: dict[str, Any]) -> None:
    events = document["events"]
    events[1], events[2] = events[2], events[1]


def resealed_from_there(document: dict[str, Any]) -> None:
    document["chain"][2] = "0" * 64


@pytest.mark.parametrize(
    "change",
    [
        cut_out,
        cut_out_and_renumbered,
        cut_out_with_its_seal,
        slipped_in,
        swapped,
        resealed_from_there,
    ],
)
def test_the_first_event_that_differs_is_named(
    document: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(document)
    error = refused(document)
    assert (error.code, error.seq) == ("export_altered", 1)


def test_an_end_that_was_cut_off_is_told(document: dict[str, Any]) -> None:
    del document["events"][3]
    error = refused(document)
    assert (error.code, error.seq) == ("export_altered", 3)
    assert "3 events, and 4 were sealed" in error.message


def test_an_end_that_was_added_is_told(document: dict[str, Any]) -> None:
    document["events"].append({"seq": 4, "kind": "call_ended", "payload": {}})
    error = refused(document)
    assert (error.code, error.seq) == ("export_altered", 4)
    assert "5 events, and 4 were sealed" in error.message


def test_a_newer_format_is_said_to_be_newer(document: dict[str, Any]) -> None:
    document["version"] = 2
    assert refused(document).code == "export_newer"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "other"),
        (("version",), "1"),
        (("version",), True),
        (("header",), None),
        (("header", "seed"), "7"),
        (("header", "seed"), True),
        (("header", "mode"), 1),
        (("header", "options"), []),
        (("header", "extra"), 1),
        (("events",), {}),
        (("events",), "text"),
        (("events", 1), []),
        (("events", 1, "seq"), True),
        (("events", 1, "kind"), None),
        (("events", 1, "payload"), "text"),
        (("events", 1, "payload"), {"n": float("nan")}),
        (("events", 1, "extra"), 1),
        (("chain",), []),
        (("chain",), None),
        (("chain",), "0" * 64),
    ],
)
def test_what_is_no_export_is_said_to_be_none(
    document: dict[str, Any], path: tuple[Any, ...], value: object
) -> None:
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert refused(document).code == "export_unreadable"


@pytest.mark.parametrize("key", ["format", "version", "header", "events", "chain"])
def test_an_export_with_a_part_missing_is_said_to_be_none(
    document: dict[str, Any], key: str
) -> None:
    del document[key]
    assert refused(document).code == "export_unreadable"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "12", '"x"', "[" * 100_000, '{"a":' * 9])
def test_a_text_that_is_no_export_is_said_to_be_none(text: str) -> None:
    assert refused(text).code == "export_unreadable"


@given(st.data())
def test_no_single_change_of_a_letter_goes_unnoticed(data: st.DataObject) -> None:
    content = export_text(seal(HEADER, EVENTS))
    place = data.draw(st.integers(0, len(content) - 1))
    letter = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = content[:place] + letter + content[place + 1 :]
    try:
        same = json.loads(changed) == json.loads(content)
    except ValueError:
        same = False
    if same:
        assert read_export(changed) == (HEADER, EVENTS)
    else:
        refused(changed)


def test_a_pseudonym_takes_the_place_of_the_label_and_of_nothing_else() -> None:
    masked = with_pseudonym(HEADER, "T-07")
    assert masked.options == {"trainee": "T-07"}
    assert vars(masked) | {"options": {}} == vars(HEADER) | {"options": {}}
    assert read_export(seal(masked, EVENTS)) == (masked, EVENTS)
    assert chain(masked, EVENTS) != chain(HEADER, EVENTS)


def test_an_attempt_without_a_label_needs_no_pseudonym() -> None:
    bare = AttemptHeader(**{**vars(HEADER), "options": {}})
    assert with_pseudonym(bare, "T-07") == bare


@pytest.mark.parametrize(
    ("label", "found"), [("Inès", (0,)), ("inès", (0,)), ("Roche", (1,)), ("Karim", ()), ("", ())]
)
def test_the_turns_that_still_name_the_trainee_are_listed(
    label: str, found: tuple[int, ...]
) -> None:
    assert events_naming(label, EVENTS) == found
