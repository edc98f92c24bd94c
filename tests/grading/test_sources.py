"""Where transcripts come from: JSON, a call a line, tables and captions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from callcoach.grading import call_texts, transcript_files
from callcoach.scoring.transcript import TranscriptError, read_transcript

if TYPE_CHECKING:
    from pathlib import Path


def calls(path: Path) -> list[Any]:
    return [call.decoded() for call in call_texts(path)]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def said(call: Any) -> list[tuple[str, str]]:
    transcript = read_transcript(call)
    return [(line.speaker, line.text) for line in transcript.lines]


def test_a_table_gives_a_turn_for_each_row(tmp_path: Path) -> None:
    table = 'speaker,text\nagent,"Bonjour, Madame."\ndebtor,Oui ?\n'
    (call,) = calls(written(tmp_path / "jeu.csv", table))
    assert call["call_id"] == "jeu"
    assert said(call) == [("agent", "Bonjour, Madame."), ("debtor", "Oui ?")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_spreadsheet_in_french_is_read_whatever_stands_between_its_cells(
    tmp_path: Path, separator: str
) -> None:
    rows = [("Locuteur", "Texte"), ("Agent", "Bonjour."), ("Débiteur", "Allô ?"), ("tiers", "Oui")]
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in rows)
    (call,) = calls(written(tmp_path / "appel.csv", text))
    assert said(call) == [("agent", "Bonjour."), ("debtor", "Allô ?"), ("third_party", "Oui")]


def test_a_table_may_hold_several_calls(tmp_path: Path) -> None:
    table = "call_id,speaker,text\na,agent,Un\nb,agent,Deux\na,debtor,Trois\n"
    found = calls(written(tmp_path / "lot.csv", table))
    assert [(call["call_id"], len(call["turns"])) for call in found] == [("a", 2), ("b", 1)]


def test_a_table_without_a_needed_column_names_it_and_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match=r"no column 'speaker'.*nom, texte"):
        calls(written(tmp_path / "x.csv", "nom,texte\nagent,Bonjour\n"))


@pytest.mark.parametrize(
    "text", ["", "\n\n", 'speaker,text\nagent,"sans fin\n', "speaker,text\nrobot,Bonjour\n"]
)
def test_a_broken_table_is_an_error_and_no_crash(tmp_path: Path, text: str) -> None:
    with pytest.raises(TranscriptError):
        [read_transcript(call) for call in calls(written(tmp_path / "x.csv", text))]


CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:02.000
<v Agent>Bonjour Madame.

00:00:02.500 --> 00:00:03.500
<v Agent>Vous allez bien ?

00:00:04.000 --> 00:00:06.000
Débiteur : oui, et vous
"""


def test_captions_name_the_speaker_by_tag_or_by_prefix_and_join_what_one_says(
    tmp_path: Path,
) -> None:
    (call,) = calls(written(tmp_path / "jeu.vtt", CAPTIONS))
    assert said(call) == [
        ("agent", "Bonjour Madame. Vous allez bien ?"),
        ("debtor", "oui, et vous"),
    ]


def test_subrip_is_read_too(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nAgent: Bonjour.\n\n"
    (call,) = calls(written(tmp_path / "jeu.srt", text))
    assert said(call) == [("agent", "Bonjour.")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pas des sous-titres", "cannot be read"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour\n", "names no speaker"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bob>Bonjour\n", "'Bob' is not agent"),
    ],
)
def test_captions_without_a_known_speaker_say_so(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(TranscriptError, match=told):
        calls(written(tmp_path / "x.vtt", text))


def test_facts_beside_a_table_go_with_its_calls(tmp_path: Path) -> None:
    beside = {"facts": {"balance": 300}, "channel": "visit"}
    written(tmp_path / "jeu.facts.json", json.dumps(beside))
    (call,) = calls(written(tmp_path / "jeu.csv", "speaker,text\nagent,Bonjour\n"))
    transcript = read_transcript(call)
    assert (transcript.channel, transcript.facts["balance"]) == ("visit", 300)


def test_facts_that_are_no_json_are_told_by_name(tmp_path: Path) -> None:
    written(tmp_path / "jeu.facts.json", "{")
    with pytest.raises(TranscriptError, match=r"jeu\.facts\.json"):
        calls(written(tmp_path / "jeu.csv", "speaker,text\nagent,Bonjour\n"))


def test_a_folder_gives_its_transcripts_in_order_and_no_facts(tmp_path: Path) -> None:
    for name in ("b.json", "a.csv", "c.vtt", "a.facts.json", "notes.txt"):
        written(tmp_path / name, "")
    assert [path.name for path in transcript_files([tmp_path])] == ["a.csv", "b.json", "c.vtt"]


def test_how_far_the_work_has_come_never_passes_the_size_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "lot.jsonl", "".join(json.dumps({"n": n}) + "\n" for n in range(9)))
    ends = [call.end for call in call_texts(path)]
    assert ends == sorted(ends)
    assert ends[-1] == path.stat().st_size
