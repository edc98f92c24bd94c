"""A contest, from the trainee's word to the trainer's decision, and marks worked out again."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from callcoach.storage import Store
from tests.authoring.content import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunCli

NOW = "2026-11-12T10:30"
LINES = """\
Bonjour madame.
Si je comprends bien, tout a changé.
Pourquoi vous n'avez pas payé ?
Au revoir.
"""
PASSPORTS = """\
# Sentences.
passports:
  - id: accusing_why
    find:
      - say: "Pourquoi vous n'avez rien payé ?" # plain
    leave:
      - say: "Bonjour madame."
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    place = shutil.copytree(BASE, tmp_path / "content")
    (place / "rubrics/fr/techniques.test.yaml").write_text(PASSPORTS, encoding="utf-8")
    return place


def play(run_cli: RunCli, content: Path, tmp_path: Path, *arguments: str) -> str:
    """Play a call and return its id."""
    lines = tmp_path / "lines.txt"
    lines.write_text(LINES, encoding="utf-8")
    common = ("play", "late_bill", "--plain", "--seed", "7", "--now", NOW)
    done = run_cli(*common, *arguments, "--input", str(lines), "--content", str(content))
    assert done.exit_code == 0, done.stderr
    rows = json.loads(run_cli("history", "--format", "json").stdout)
    return str(rows[0]["attempt_id"])


def contest(run_cli: RunCli, content: Path, attempt: str, turn: int, what: str) -> Any:
    done = run_cli(
        *("contest", attempt, str(turn), what),
        *("--because", "Je demandais simplement.", "--content", str(content)),
    )
    assert done.exit_code == 0, done.stderr
    return json.loads(run_cli("contests", "--format", "json").stdout)[-1]


def test_a_contest_keeps_the_turn_with_all_that_was_around_it(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    attempt = play(run_cli, content, tmp_path)
    row = contest(run_cli, content, attempt, 3, "accusing_why")
    assert (row["attempt_id"], row["turn"], row["wanted"]) == (attempt, 3, "leave")
    assert row["context"]["say"] == "Pourquoi vous n'avez pas payé ?"
    assert row["context"]["said"] == LINES.splitlines()[:2]
    assert row["context"]["previous"]
    assert row["context"]["finding"]["id"] == "accusing_why"
    assert row["context"]["facts"]["enforceable_title"] is False


def test_what_was_not_found_is_contested_as_missing(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    attempt = play(run_cli, content, tmp_path)
    row = contest(run_cli, content, attempt, 1, "accusing_why")
    assert (row["wanted"], row["context"]["finding"]) == ("find", None)


def test_the_list_shows_sentence_and_reason_and_leaves_out_what_is_decided(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    attempt = play(run_cli, content, tmp_path)
    number = contest(run_cli, content, attempt, 3, "accusing_why")["number"]
    shown = run_cli("contests").stdout
    assert "found by mistake" in shown
    assert "> Pourquoi vous n'avez pas payé ?" in shown
    assert "because: Je demandais simplement." in shown
    assert run_cli("contests", "reject", str(number)).exit_code == 0
    assert run_cli("contests").stdout == ""
    assert "[rejected]" in run_cli("contests", "--all").stdout
    assert run_cli("contests", "accept", str(number)).exit_code == 2


def test_accepting_adds_the_sentence_and_runs_the_passport_again(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    attempt = play(run_cli, content, tmp_path)
    number = contest(run_cli, content, attempt, 3, "accusing_why")["number"]
    done = run_cli("contests", "accept", str(number), "--content", str(content))
    text = (content / "rubrics/fr/techniques.test.yaml").read_text(encoding="utf-8")
    assert text.startswith(PASSPORTS)
    assert '      - say: "Pourquoi vous n\'avez pas payé ?"\n' in text.removeprefix(PASSPORTS)
    assert '        why: "Je demandais simplement."\n' in text
    # The rule still finds it: the trainer sees so, and goes on to the pattern.
    assert done.exit_code == 1
    assert "found by mistake: Pourquoi vous n'avez pas payé ?" in done.stdout
    assert "The mark of no kept call changes." in done.stdout


def test_accepting_an_act_teaches_it_and_shows_the_calls_whose_mark_changes(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    attempt = play(run_cli, content, tmp_path)
    acts = content / "dialogues/fr/acts.yaml"
    before = acts.read_text(encoding="utf-8")
    number = contest(run_cli, content, attempt, 1, "greet")["number"]
    done = run_cli(
        *("contests", "accept", str(number), "--content", str(content), "--format", "json")
    )
    told = json.loads(done.stdout)
    assert '"Bonjour madame."' in told["added"][-1]
    assert len(acts.read_text(encoding="utf-8").splitlines()) == len(before.splitlines()) + len(
        told["added"]
    )
    assert isinstance(told["changed"], list)


def test_a_name_serves_as_well_as_an_id_and_a_wrong_one_is_told(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    attempt = play(run_cli, content, tmp_path)
    wrong = run_cli(
        "contest", attempt, "3", "accusing_whi", "--because", "x", "--content", str(content)
    )
    assert wrong.exit_code == 2
    assert "accusing_why" in wrong.stderr
    silent = run_cli(
        "contest", attempt, "44", "accusing_why", "--because", "x", "--content", str(content)
    )
    assert silent.exit_code == 2


def weaken(content: Path) -> None:
    """Make the rubric find less than it did."""
    file = content / "rubrics/fr/techniques.yaml"
    text = file.read_text(encoding="utf-8")
    assert "pourquoi ... pas" in text
    file.write_text(text.replace("pourquoi ... pas", "pourquoi jamais"), encoding="utf-8")


def test_the_same_content_gives_the_same_mark(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    play(run_cli, content, tmp_path)
    done = run_cli("remark", "--all", "--content", str(content), "--format", "json")
    assert [json.loads(line)["changed"] for line in done.stdout.splitlines()] == [False]


def test_a_newer_rubric_shows_the_findings_that_went(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    attempt = play(run_cli, content, tmp_path)
    weaken(content)
    done = run_cli("remark", attempt, "--content", str(content))
    assert done.exit_code == 0
    assert "no longer found: turn 3: accusing_why" in done.stdout


@pytest.mark.parametrize("mode", ["rehearse", "exam"])
def test_a_kept_re_mark_leaves_the_older_mark_and_never_touches_an_exam(
    run_cli: RunCli, content: Path, tmp_path: Path, data_dir: Path, mode: str
) -> None:
    attempt = play(run_cli, content, tmp_path, "--mode", mode)
    with Store.open(None, data_dir) as store:
        old = store.attempt(attempt).summary
    weaken(content)
    run_cli("remark", attempt, "--keep", "--content", str(content))
    with Store.open(None, data_dir) as store:
        now = store.attempt(attempt).summary
        (beside,) = store.marks.of(attempt)
    if mode == "exam":
        assert (now, beside.role.value) == (old, "later")
    else:
        assert (beside.summary, beside.role.value) == (old, "former")
        assert now != old


def test_which_calls_has_to_be_said(run_cli: RunCli) -> None:
    assert run_cli("remark").exit_code == 2


def test_contests_typed_after_a_plain_call_are_kept(
    run_cli: RunCli, content: Path, tmp_path: Path
) -> None:
    typed = (
        LINES + "/hangup\n/contest 3 accusing_why je demandais simplement\n/contest 9 greet non\n"
    )
    common = ("play", "late_bill", "--plain", "--seed", "7", "--now", NOW)
    done = run_cli(*common, "--content", str(content), stdin=typed)
    assert "as contest 1: it should not have been found" in done.stderr
    assert "Nothing was said in that turn" in done.stderr
    (row,) = json.loads(run_cli("contests", "--format", "json").stdout)
    assert (row["turn"], row["because"]) == (3, "je demandais simplement")
