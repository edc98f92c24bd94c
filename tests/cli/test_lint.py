"""`callcoach lint` as an author types it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.authoring.content import BASE, PLANTED, announced
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import RunCli

SCENARIO = "dialogues/fr/late_bill/scenario.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "content")


@pytest.fixture
def spoil(content: Path) -> Callable[[str, str, str], None]:
    """Return a function that replaces one piece of text in one file of the content."""

    def replace(name: str, old: str, new: str) -> None:
        file = content / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replace


def test_sound_content_says_so_and_exits_with_zero(run_cli: RunCli, content: Path) -> None:
    result = run_cli("lint", str(content))

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No problem found.\n"


def test_a_problem_shows_place_line_caret_and_hint(
    run_cli: RunCli, content: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil(SCENARIO, "persona: calm", "persona: clam")

    result = run_cli("lint", str(content))

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{content}/{SCENARIO}:7:10: R001 there is no persona 'clam'",
        "    persona: clam",
        "             ^",
        "hint: did you mean 'calm'?",
        "",
    ]
    assert result.stderr == "1 error, 0 warnings\n"


def test_a_warning_says_that_it_is_one_and_exits_with_zero(
    run_cli: RunCli, content: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil("dialogues/fr/acts.yaml", '"salut tout le monde"', '"Bonjour madame !"')

    result = run_cli("lint", str(content))

    assert result.exit_code == 0
    assert "A002 warning: the same example is already under 'greet', line 7" in result.stdout
    assert result.stderr == "0 errors, 1 warning\n"


def test_all_problems_of_all_files_come_in_order(
    run_cli: RunCli, content: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil(SCENARIO, "persona: calm", "persona: clam")
    spoil(SCENARIO, "level: 1", "level: 1\nlevel: 2")
    spoil("rubrics/fr/grid.yaml", "weight: 12", "weight: 13")
    spoil("dialogues/fr/call_graph.yaml", "to: negotiation", "to: negociation")

    result = run_cli("lint", str(content), "--format", "json")

    told = json.loads(result.stdout)
    places = [(p["path"].rpartition("/fr/")[2], p["line"], p["code"]) for p in told["problems"]]
    assert places == [
        ("call_graph.yaml", 12, "R003"),
        ("late_bill/scenario.yaml", 7, "Y005"),
        ("late_bill/scenario.yaml", 8, "R001"),
        ("grid.yaml", 2, "G001"),
    ]
    assert (told["errors"], told["warnings"]) == (4, 0)
    assert result.exit_code == 1


def test_french_speaks_french(
    run_cli: RunCli, content: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil(SCENARIO, "persona: calm", "persona: clam")

    result = run_cli("--lang", "fr", "lint", str(content))

    assert "aucune persona « clam »" in result.stdout
    assert "conseil : vouliez-vous dire « calm » ?" in result.stdout
    assert result.stderr == "1 erreur, 0 avertissement\n"


@pytest.mark.parametrize(
    ("part", "codes"),
    [
        ("", ["R001", "G001"]),
        ("dialogues", ["R001"]),
        ("rubrics", ["G001"]),
        ("rubrics/fr/grid.yaml", ["G001"]),
        ("dialogues/fr/late_bill", ["R001"]),
        ("dialogues/fr/personas", []),
    ],
)
def test_a_part_of_the_content_tells_its_own_problems(
    run_cli: RunCli,
    content: Path,
    spoil: Callable[[str, str, str], None],
    part: str,
    codes: list[str],
) -> None:
    spoil(SCENARIO, "persona: calm", "persona: clam")
    spoil("rubrics/fr/grid.yaml", "weight: 12", "weight: 13")

    told = json.loads(run_cli("lint", str(content / part), "--format", "json").stdout)

    assert [problem["code"] for problem in told["problems"]] == codes


def test_the_working_directory_is_what_is_checked_when_nothing_is_named(
    run_cli: RunCli,
    content: Path,
    spoil: Callable[[str, str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoil(SCENARIO, "persona: calm", "persona: clam")
    monkeypatch.chdir(content)

    assert run_cli("lint").stdout.startswith(f"{SCENARIO}:7:10: R001 ")


def test_a_missing_language_file_is_told(run_cli: RunCli, content: Path) -> None:
    (content / "dialogues" / "fr" / "language.yaml").unlink()

    result = run_cli("lint", str(content))

    assert "language.yaml:1:1: Y010 cannot read this file: it does not exist" in result.stdout
    assert result.exit_code == 1


def test_planted_faults_are_found_at_their_exact_place(
    run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from callcoach.authoring.cases import cases_in

    monkeypatch.chdir(ROOT)
    told = json.loads(run_cli("lint", "tests/broken_content/", "--format", "json").stdout)

    found = {(p["path"], p["line"], p["column"], p["code"]) for p in told["problems"]}
    planted = {
        (place.file.removeprefix(f"{ROOT}/"), place.line, place.column, place.code)
        for case in cases_in(PLANTED)
        for place in announced(case)
    }
    assert found == planted


def test_a_code_is_explained_with_what_why_wrong_and_right(run_cli: RunCli) -> None:
    result = run_cli("lint", "--explain", "f002")

    assert result.exit_code == 0
    assert result.stdout.startswith("F002 (error)\nFor one signal and one stage, the first edge")
    for word in ("\nWhy\n", "\nWrong\n", "\nRight\n"):
        assert word in result.stdout


def test_a_page_is_shown_in_french(run_cli: RunCli) -> None:
    shown = run_cli("--lang", "fr", "lint", "--explain", "Y005").stdout

    assert "Y005 (erreur)" in shown
    assert "Une clé n'est donnée qu'une fois dans un groupe." in shown
    assert "\nJuste\n" in shown


def test_an_unknown_code_is_bad_usage(run_cli: RunCli) -> None:
    result = run_cli("lint", "--explain", "F0O2")

    assert result.exit_code == 2
    assert "Did you mean F002?" in result.stderr


def test_a_folder_without_content_is_bad_usage(run_cli: RunCli, tmp_path: Path) -> None:
    result = run_cli("lint", str(tmp_path))

    assert result.exit_code == 2
    assert "No content found" in result.stderr
