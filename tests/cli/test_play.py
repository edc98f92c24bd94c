"""A call in plain lines: the same for the same words, and never lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import RunCli

NOW = "2026-11-12T10:30"
WORDS = """\
@objective: 1240 euros aujourd'hui
@fallback: un plan provisoire
# ceci n'est pas dit
Bonjour, Nadia Ferrand à l'appareil, je souhaite parler à madame Sylvie Morel.
Pouvez-vous me confirmer votre date de naissance ?
Je vous appelle du cabinet Rivalis pour Luméa Énergie : il reste 1240 euros.
/silence
Qu'est-ce qui s'est passé depuis le printemps ?
Merci de votre temps, bonne journée, au revoir.
@result: no_agreement
@next_action: rappeler le 20 novembre
"""
KILLS = 20


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(WORDS, encoding="utf-8")
    return path


def play(run_cli: RunCli, *arguments: str, stdin: str = "") -> list[dict[str, object]]:
    """Play in JSON and return the objects."""
    done = run_cli("play", *arguments, "--format", "json", stdin=stdin)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.usefixtures("with_models")
class TestSameCall:
    def test_the_same_lines_give_the_same_bytes(self, run_cli: RunCli, script: Path) -> None:
        arguments = ("good_faith_hardship", "--plain", "--seed", "7", "--now", NOW)
        first, second = (
            run_cli("play", *arguments, "--input", str(script), "--format", "json")
            for _ in range(2)
        )
        assert first.exit_code == 0
        assert first.stdout == second.stdout
        assert first.stdout.count("\n") > len(WORDS.splitlines())

    def test_another_seed_may_change_the_words_and_never_what_was_said(
        self, run_cli: RunCli, script: Path
    ) -> None:
        said = []
        for seed in ("1", "2"):
            objects = play(
                run_cli,
                "good_faith_hardship",
                "--seed",
                seed,
                "--now",
                NOW,
                "--input",
                str(script),
            )
            said.append([o["text"] for o in objects if o["kind"] == "trainee_spoke"])
        assert said[0] == said[1]
        assert len(said[0]) == 5

    def test_papers_in_the_file_are_filed_and_marked(self, run_cli: RunCli, script: Path) -> None:
        objects = play(
            run_cli, "good_faith_hardship", "--seed", "7", "--now", NOW, "--input", str(script)
        )
        debrief = objects[-1]
        assert debrief["kind"] == "debrief"
        levels = {i["id"]: i["level"] for i in debrief["score"]["items"]}  # type: ignore[index]
        assert levels["preparation"] is not None
        assert levels["call_record"] is not None

    def test_a_kept_call_is_shown_again_exported_and_verified(
        self, run_cli: RunCli, script: Path, tmp_path: Path
    ) -> None:
        play(run_cli, "good_faith_hardship", "--seed", "7", "--now", NOW, "--input", str(script))
        attempt = json.loads(run_cli("history", "--format", "json").stdout)[0]["attempt_id"]
        shown = run_cli("replay", attempt)
        assert shown.exit_code == 0
        assert "Nadia Ferrand" in shown.stdout
        sealed = tmp_path / "call.json"
        assert run_cli("export", attempt, "-o", str(sealed)).exit_code == 0
        assert run_cli("verify", str(sealed)).exit_code == 0
        text = sealed.read_text(encoding="utf-8")
        sealed.write_text(text.replace("Nadia", "Nadja", 1), encoding="utf-8")
        assert run_cli("verify", str(sealed)).exit_code == 1


@pytest.mark.usefixtures("with_models")
class TestBadInput:
    def test_an_unknown_scenario_is_named_with_its_nearest(self, run_cli: RunCli) -> None:
        done = run_cli("play", "good_faith_hardshp", "--plain")
        assert done.exit_code == 2
        assert "good_faith_hardship" in done.stderr
        assert "Traceback" not in done.stderr

    def test_an_empty_line_is_no_turn(self, run_cli: RunCli) -> None:
        done = run_cli(
            "play", "good_faith_hardship", "--plain", "--now", NOW, stdin="\n\n/hangup\n"
        )
        assert done.exit_code == 0
        assert done.stdout.count("Nothing was said") == 2

    def test_the_end_of_the_lines_keeps_the_call_and_says_how_to_go_on(
        self, run_cli: RunCli
    ) -> None:
        cut = run_cli(
            "play", "good_faith_hardship", "--plain", "--now", NOW, stdin="Bonjour madame.\n"
        )
        assert cut.exit_code == 1
        attempt = cut.stderr.split("--resume ")[1].split()[0]
        again = run_cli("play", "--plain", "--resume", attempt, stdin="/hangup\n")
        assert again.exit_code == 0
        assert "Bonjour madame." in again.stdout

    def test_signs_that_could_move_a_terminal_are_not_sent_back_to_it(
        self, run_cli: RunCli
    ) -> None:
        done = run_cli(
            "play",
            "good_faith_hardship",
            "--plain",
            "--now",
            NOW,
            stdin="Bonjour \x1b[31mmadame\x07\n/hangup\n",
        )
        assert done.exit_code == 0
        assert "\x1b" not in done.stdout
        assert "\x07" not in done.stdout

    def test_a_megabyte_in_one_line_is_survived(self, run_cli: RunCli) -> None:
        done = run_cli(
            "play",
            "good_faith_hardship",
            "--plain",
            "--now",
            NOW,
            stdin="bonjour " * 130_000 + "\n/hangup\n",
        )
        assert done.exit_code == 0

    def test_a_file_of_lines_that_does_not_exist_is_said(self, run_cli: RunCli) -> None:
        done = run_cli("play", "good_faith_hardship", "--input", "nowhere.txt")
        assert done.exit_code == 2
        assert "nowhere.txt" in done.stderr

    def test_a_time_that_is_none_is_said(self, run_cli: RunCli) -> None:
        done = run_cli("play", "good_faith_hardship", "--plain", "--now", "demain")
        assert done.exit_code == 2
        assert "demain" in done.stderr

    def test_content_without_dialogues_is_said(self, run_cli: RunCli, tmp_path: Path) -> None:
        done = run_cli("play", "good_faith_hardship", "--plain", "--content", str(tmp_path))
        assert done.exit_code == 2
        assert "dialogues" in done.stderr

    def test_a_damaged_history_does_not_prevent_a_call(
        self, run_cli: RunCli, data_dir: Path
    ) -> None:
        (data_dir / "callcoach.db").write_bytes(b"this is no database" * 100)
        done = run_cli("play", "good_faith_hardship", "--plain", "--now", NOW, stdin="/hangup\n")
        assert done.exit_code == 0
        assert "not kept" in done.stderr


def talk(script: list[str], data: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a plain call that takes lines from a pipe."""
    environment = {**os.environ, "CALLCOACH_DATA_DIR": str(data), "CALLCOACH_LANG": "en"}
    with subprocess.Popen(
        [sys.executable, "-m", "callcoach", *script],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.usefixtures("with_models")
def test_the_own_mark_in_a_file_of_lines_is_set_against_the_mark(
    run_cli: RunCli, script: Path
) -> None:
    own = "@self_identification: 4\n@self_closing: 0\n@self_listening: neuf\n"
    script.write_text(WORDS + own, encoding="utf-8")
    arguments = ("good_faith_hardship", "--plain", "--seed", "7", "--now", NOW)
    told = play(run_cli, *arguments, "--input", str(script))
    rated = next(line for line in told if line["kind"] == "self_rated")
    assert rated["levels"] == {"identification": 4, "closing": 0}
    view = told[-1]["self_view"]
    assert isinstance(view, dict)
    assert [row["own"] for row in view["items"] if row["own"] is not None] == [4, 0]


@pytest.mark.slow
def test_a_call_killed_at_any_moment_goes_on_where_it_stood(with_models: Path) -> None:
    chance = Random(20261112)
    arguments = ["play", "good_faith_hardship", "--plain", "--format", "json", "--now", NOW]
    acknowledged: list[str] = []
    attempt = ""
    for kill in range(KILLS):
        for process in talk(arguments, with_models):
            assert process.stdin is not None
            assert process.stdout is not None
            for number in range(chance.randint(1, 3)):
                line = f"Vous avez d'autres crédits en cours, {kill}, {number} ?"
                process.stdin.write(line + "\n")
                process.stdin.flush()
                if not answered(process.stdout, line):
                    break
                acknowledged.append(line)
            process.send_signal(signal.SIGKILL)
        kept = json.loads(run(["history", "--format", "json"], with_models))
        attempt = kept[0]["attempt_id"]
        said = spoken(run(["export", attempt], with_models))
        assert [line for line in said if line in acknowledged] == acknowledged
        if kept[0]["quality"] is not None or ended(run(["export", attempt], with_models)):
            acknowledged.clear()
            arguments = arguments[:7]
        else:
            arguments = ["play", "--plain", "--format", "json", "--resume", attempt]
    assert attempt


def answered(lines: object, line: str) -> bool:
    """Read until the turn is answered; False when the call is over."""
    heard = False
    for text in lines:  # type: ignore[attr-defined]
        event = json.loads(text)
        if event["kind"] == "trainee_spoke":
            heard = event["text"] == line
        elif event["kind"] == "debtor_spoke" and heard:
            return True
        elif event["kind"] == "call_ended":
            return False
    return False


def run(arguments: list[str], data: Path) -> str:
    """Return what a command prints."""
    environment = {**os.environ, "CALLCOACH_DATA_DIR": str(data)}
    done = subprocess.run(
        [sys.executable, "-m", "callcoach", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def spoken(exported: str) -> list[str]:
    """Return what the trainee said in an exported call."""
    events = json.loads(exported)["events"]
    return [e["payload"]["text"] for e in events if e["kind"] == "trainee_spoke"]


def ended(exported: str) -> bool:
    """Return whether an exported call is over."""
    return any(e["kind"] == "call_ended" for e in json.loads(exported)["events"])
