"""`callcoach passport` as a trainer types it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.authoring.content import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunCli

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
    place = shutil.copytree(BASE, tmp_path / "content")
    (place / "rubrics/fr/rubric.test.yaml").write_text(PASSPORTS, encoding="utf-8")
    return place


def test_the_table_begins_with_what_is_below_its_bar(run_cli: RunCli, content: Path) -> None:
    result = run_cli("passport", "--content", str(content))

    first = result.stdout.splitlines()[0]
    assert result.exit_code == 1
    assert "precision 0.00" in first
    assert "below the bar" in first


def test_a_passport_shows_what_was_found_instead(run_cli: RunCli, content: Path) -> None:
    result = run_cli("passport", "accusing_why", "--content", str(content))

    assert result.exit_code == 1
    assert "recall 0.00 [0.00–0.79] (0/1), left alone 0/1" in result.stdout
    assert "missed: Bonjour madame." in result.stdout
    assert "found instead: greet" in result.stdout
    assert "found by mistake: Pourquoi vous ne payez pas ?" in result.stdout
    assert "pattern: " in result.stdout
    assert "Planted." in result.stdout


def test_a_passport_above_the_bar_is_fine(run_cli: RunCli, content: Path) -> None:
    assert run_cli("passport", "reformulation", "--content", str(content)).exit_code == 0


def test_a_critical_rule_without_a_passport_fails(run_cli: RunCli, content: Path) -> None:
    file = content / "rubrics/fr/deontology.yaml"
    bold = [line for line in file.read_text("utf-8").splitlines() if "advisory" not in line]
    file.write_text("\n".join(bold) + "\n", encoding="utf-8")

    result = run_cli("passport", "no_false_legal_threat", "--content", str(content))

    assert result.exit_code == 1
    assert "rubrics/fr/deontology.yaml" in result.stdout
    assert "left alone 0/0" in result.stdout


def test_json_gives_counts_intervals_and_failures(run_cli: RunCli, content: Path) -> None:
    arguments = ("passport", "accusing_why", "--content", str(content), "--format", "json")
    (row,) = json.loads(run_cli(*arguments).stdout)

    assert (row["find"], row["found"], row["leave"], row["left_alone"]) == (1, 0, 1, 0)
    assert row["recall_interval"] == [0.0, 0.793]
    assert row["standing"] == "below"
    assert [failure["wanted"] for failure in row["failures"]] == ["find", "leave"]


def test_an_unknown_id_is_told(run_cli: RunCli, content: Path) -> None:
    result = run_cli("passport", "reformulaton", "--content", str(content))

    assert result.exit_code == 2
    assert "reformulaton" in result.stderr
