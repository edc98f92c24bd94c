"""`callcoach grade`: transcripts of calls made elsewhere, marked from the command line."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunCli

CALL: dict[str, Any] = {
    "call_id": "essai-1",
    "language": "fr",
    "jurisdiction": "fr",
    "channel": "phone",
    "started_at": "2026-11-18T10:00:00",
    "facts": {"debtor_type": "consommateur", "titre_executoire": False, "balance": 480},
    "turns": [
        {"n": 1, "speaker": "debtor", "text": "Allô ?", "t": 1},
        {"n": 2, "speaker": "agent", "text": "Bonjour, Inès Caron. Madame Garnier ?", "t": 3},
        {"n": 3, "speaker": "debtor", "text": "Oui.", "t": 6},
        {"n": 4, "speaker": "agent", "text": "L'huissier viendra saisir vos meubles.", "t": 8},
        {"n": 5, "speaker": "debtor", "text": "Quoi ?", "t": 10},
    ],
}


def written(path: Path, *calls: Any) -> Path:
    path.write_text("\n".join(json.dumps(c, ensure_ascii=False) for c in calls), encoding="utf-8")
    return path


def named(id_: str) -> dict[str, Any]:
    return {**CALL, "call_id": id_}


@pytest.fixture
def graded(with_models: Path, run_cli: RunCli) -> RunCli:
    return lambda *arguments, stdin="": run_cli("grade", *arguments, stdin=stdin)


def answers(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def test_a_call_in_a_file_is_marked(graded: RunCli, tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    path.write_text(json.dumps(CALL, indent=2), encoding="utf-8")
    result = graded(str(path), "--format", "json")
    (answer,) = answers(result.stdout)
    assert result.exit_code == 0
    assert answer["call_id"] == "essai-1"
    assert 0 <= answer["quality"] <= 100
    assert answer["compliance"] == "critical"
    assert len(answer["items"]) == 12


def test_a_file_may_hold_a_call_a_line_or_a_list_of_them(graded: RunCli, tmp_path: Path) -> None:
    lines = written(tmp_path / "a.jsonl", named("un"), named("deux"))
    listed = tmp_path / "b.json"
    listed.write_text("\ufeff" + json.dumps([named("trois")]), encoding="utf-8")
    result = graded(str(lines), str(listed), "--format", "json")
    assert [a["call_id"] for a in answers(result.stdout)] == ["un", "deux", "trois"]


def test_a_folder_is_read_in_order(graded: RunCli, tmp_path: Path) -> None:
    folder = tmp_path / "calls"
    (folder / "more").mkdir(parents=True)
    written(folder / "b.json", named("deux"))
    written(folder / "a.json", named("un"))
    written(folder / "more" / "c.jsonl", named("trois"))
    (folder / "notes.txt").write_text("rien", encoding="utf-8")
    result = graded(str(folder), "--format", "json")
    assert [a["call_id"] for a in answers(result.stdout)] == ["un", "deux", "trois"]


def test_a_call_that_cannot_be_read_is_told_and_the_others_go_on(
    graded: RunCli, tmp_path: Path
) -> None:
    broken = {**named("cassé"), "turns": [{"n": 1, "speaker": "agent"}]}
    path = written(tmp_path / "calls.jsonl", named("un"), broken, named("trois"))
    result = graded(str(path), "--format", "json")
    assert result.exit_code == 1
    assert [a["call_id"] for a in answers(result.stdout)] == ["un", "trois"]
    assert "calls.jsonl" in result.stderr
    assert "call cassé, turn 1" in result.stderr
    assert "'text' is missing" in result.stderr


def test_a_line_that_is_no_json_is_told_with_its_number(graded: RunCli, tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps(CALL) + "\n\n{oups\n", encoding="utf-8")
    result = graded(str(path), "--format", "json")
    assert result.exit_code == 1
    assert len(answers(result.stdout)) == 1
    assert "call 3" in result.stderr


def test_the_text_names_the_call_its_marks_and_its_faults(graded: RunCli, tmp_path: Path) -> None:
    result = graded(str(written(tmp_path / "call.json", CALL)))
    assert result.exit_code == 0
    assert result.stdout.startswith("essai-1: quality ")
    assert "critical failure" in result.stdout
    assert "turn 4" in result.stdout
    assert "saisir vos meubles" in result.stdout


def test_a_file_that_is_not_there_is_a_wrong_usage(run_cli: RunCli, tmp_path: Path) -> None:
    assert run_cli("grade", str(tmp_path / "nowhere.json")).exit_code == 2


def test_a_rubric_that_is_not_there_is_a_wrong_usage(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path / "call.json", CALL)
    result = run_cli("grade", str(path), "--rubric", "de")
    assert result.exit_code == 2
    assert "de" in result.stderr
    assert "fr" in result.stderr


def test_a_bell_in_a_call_id_does_not_reach_the_terminal(graded: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path / "call.json", named("a\x1b[31mb\x07"))
    result = graded(str(path))
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout


def test_a_spreadsheet_gets_a_row_a_call_and_no_formula(graded: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path / "calls.jsonl", named("un"), named("=1+1"))
    result = graded(str(path), "--format", "csv")
    first, second = csv.DictReader(result.stdout.splitlines())
    assert first["call_id"] == "un"
    assert first["compliance"] == "critical"
    assert first["critical_failures"] != ""
    assert first["item_1"] in {"0", "1", "2", "3", "4", ""}
    assert second["call_id"] == "'=1+1"


def test_what_goes_to_a_file_is_what_would_be_printed(graded: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path / "calls.jsonl", named("un"), {"call_id": "cassé"}, named("trois"))
    printed = graded(str(path), "--format", "json")
    output = tmp_path / "notes.jsonl"
    result = graded(str(path), "--format", "json", "--output", str(output))
    assert (result.exit_code, result.stdout) == (1, "")
    assert output.read_text(encoding="utf-8") == printed.stdout
    assert "call cassé" in result.stderr
    assert [p.name for p in tmp_path.glob("notes*")] == ["notes.jsonl"]


def test_calls_in_a_table_and_in_captions_are_marked(graded: RunCli, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "qui;texte\ndebtor;Allô ?\nagent;L'huissier viendra saisir vos meubles.\n",
        encoding="utf-8",
    )
    (tmp_path / "b.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Bonjour, vous allez bien ?\n",
        encoding="utf-8",
    )
    first, second = answers(graded(str(tmp_path), "--format", "json").stdout)
    assert (first["call_id"], first["compliance"]) == ("a", "critical")
    assert second["call_id"] == "b"


def test_another_half_done_run_under_the_same_name_is_left_alone(
    graded: RunCli, tmp_path: Path
) -> None:
    path = written(tmp_path / "call.json", CALL)
    part = tmp_path / "notes.txt.part"
    part.write_text('{"files": []}\n', encoding="utf-8")
    result = graded(str(path), "--output", str(tmp_path / "notes.txt"))
    assert result.exit_code == 1
    assert "notes.txt.part" in result.stderr
    assert part.read_text(encoding="utf-8") == '{"files": []}\n'


@pytest.mark.slow
def test_killed_in_the_middle_a_run_of_two_processes_ends_as_if_it_had_not_been(
    graded: RunCli, tmp_path: Path
) -> None:
    path = written(tmp_path / "calls.jsonl", *(named(f"appel-{n}") for n in range(240)))
    output, part = tmp_path / "notes.jsonl", tmp_path / "notes.jsonl.part"
    asked = ("grade", str(path), "--format", "json", "--output", str(output), "--jobs", "2")
    process = subprocess.Popen(
        [sys.executable, "-m", "callcoach", "--lang", "en", *asked],
        cwd=ROOT,
        start_new_session=True,
    )
    while process.poll() is None and not (part.exists() and part.read_bytes().count(b"\n") > 3):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert part.exists()
    result = graded(*asked[1:])
    assert result.exit_code == 0
    assert "are marked already" in result.stderr
    assert output.read_text(encoding="utf-8") == graded(*asked[1:4], "--jobs", "1").stdout
