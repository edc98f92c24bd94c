"""`callcoach test` as an author types it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.authoring.content import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunCli

SCRIPT = "dialogues/fr/late_bill/good.test.yaml"
PASSPORTS = """\
passports:
  - id: reformulation
    find: [{say: "Si je comprends bien, tout a changé.", phase: negotiation}]
    leave: [{say: "Bonjour madame."}]
  - id: accusing_why
    find:
      - {say: "Bonjour madame."}
    leave:
      - {say: "Pourquoi vous ne payez pas ?", why: "Planted."}
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "content")


def write(content: Path, name: str, text: str) -> None:
    (content / name).write_text(text, encoding="utf-8")


def spoil(content: Path, old: str, new: str) -> None:
    text = (content / SCRIPT).read_text(encoding="utf-8")
    assert old in text
    write(content, SCRIPT, text.replace(old, new))


def test_what_passes_is_counted(run_cli: RunCli, content: Path) -> None:
    result = run_cli("test", str(content))

    assert (result.exit_code, result.stdout) == (0, "1 passed, 0 failed\n")


def test_a_failure_shows_place_transcript_understanding_and_what_came(
    run_cli: RunCli, content: Path
) -> None:
    spoil(content, "acts: [greet]", "acts: [say_goodbye]")

    result = run_cli("test", str(content))

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "       < Allô ?",
        "     1 > Bonjour madame.",
        "         [greet]",
        "       < Bonjour à vous.",
        f"{SCRIPT}:8:21: acts",
        "    wanted: say_goodbye",
        "    got: greet",
        "",
        "0 passed, 1 failed",
    ]


def test_json_gives_every_result(run_cli: RunCli, content: Path) -> None:
    spoil(content, "stage: contact", "stage: closing")
    write(content, "rubrics/fr/rubric.test.yaml", PASSPORTS)

    told = json.loads(run_cli("test", str(content), "--format", "json").stdout)

    assert (told["passed"], told["failed"]) == (1, 2)
    (script,) = told["scripts"]
    assert script["name"] == "late_bill/good"
    assert script["outcome"] == "no_agreement"
    assert script["failures"] == [
        {"line": 8, "column": 36, "what": "stage", "wanted": "closing", "got": "contact"}
    ]
    assert [(p["id"], p["passed"], p["recall"]) for p in told["passports"]] == [
        ("reformulation", True, 1.0),
        ("accusing_why", False, 0.0),
    ]


def test_a_passport_shows_what_was_missed_and_what_was_found_by_mistake(
    run_cli: RunCli, content: Path
) -> None:
    write(content, "rubrics/fr/rubric.test.yaml", PASSPORTS)

    result = run_cli("test", str(content))

    assert result.exit_code == 1
    assert "rubrics/fr/rubric.test.yaml:5:9: accusing_why (below the bar)" in result.stdout
    assert "missed: Bonjour madame." in result.stdout
    assert "found by mistake: Pourquoi vous ne payez pas ?" in result.stdout
    assert result.stdout.endswith("2 passed, 1 failed\n")


@pytest.mark.parametrize(
    ("wanted", "summary"),
    [
        ("late_bill", "1 passed, 0 failed"),
        ("good", "1 passed, 0 failed"),
        ("reformulation", "1 passed, 0 failed"),
        ("accusing", "0 passed, 1 failed"),
        ("nobody", "0 passed, 0 failed"),
    ],
)
def test_only_what_has_the_name_is_run(
    run_cli: RunCli, content: Path, wanted: str, summary: str
) -> None:
    write(content, "rubrics/fr/rubric.test.yaml", PASSPORTS)

    result = run_cli("test", str(content), "-k", wanted)

    assert result.stdout.splitlines()[-1] == summary


@pytest.mark.parametrize(
    ("part", "summary"),
    [
        (SCRIPT, "1 passed, 0 failed"),
        ("dialogues", "1 passed, 0 failed"),
        ("rubrics", "1 passed, 1 failed"),
        ("dialogues/fr/personas", "0 passed, 0 failed"),
    ],
)
def test_a_part_of_the_content_runs_its_own(
    run_cli: RunCli, content: Path, part: str, summary: str
) -> None:
    write(content, "rubrics/fr/rubric.test.yaml", PASSPORTS)

    result = run_cli("test", str(content / part))

    assert result.stdout.splitlines()[-1] == summary


def test_a_script_that_cannot_be_read_has_failed(run_cli: RunCli, content: Path) -> None:
    spoil(content, "seed: 7", "sed: 7")

    result = run_cli("test", str(content))

    assert result.exit_code == 1
    assert f"{SCRIPT}:4:1: M001 unknown key 'sed'" in result.stdout
    assert result.stdout.endswith("0 passed, 1 failed\n")


def test_a_script_of_no_scenario_has_failed(run_cli: RunCli, content: Path) -> None:
    spoil(content, "scenario: late_bill", "scenario: late_bil")

    result = run_cli("test", str(content))

    assert result.exit_code == 1
    assert f"{SCRIPT}:2:11: T001 there is no scenario 'late_bil'" in result.stdout
    assert result.stdout.endswith("0 passed, 1 failed\n")


def test_content_that_cannot_be_used_is_told_with_its_place(
    run_cli: RunCli, content: Path
) -> None:
    grid = content / "rubrics" / "fr" / "grid.yaml"
    grid.write_text("items: 3\n", encoding="utf-8")

    result = run_cli("test", str(content))

    assert result.exit_code == 1
    assert "grid.yaml:1:8: M003" in result.stderr
