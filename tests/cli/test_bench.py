"""`callcoach bench intents`: the act classifier on sentences that anybody has labelled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunCli

TRAIN = (
    ("fruit", "je mange une pomme rouge"),
    ("fruit", "elle croque une poire verte"),
    ("fruit", "tu goûtes une prune bien mûre"),
    ("boats", "le voilier quitte le port"),
    ("boats", "ce navire traverse la mer"),
    ("boats", "la barque remonte le fleuve"),
)
TEST = (
    ("fruit", "il croque une pomme verte"),
    ("boats", "la barque quitte le port"),
    ("boats", "ce voilier traverse le fleuve"),
)


def as_lines(path: Path, *rows: tuple[str, str]) -> str:
    """Write label and text of each row as JSON lines; return the path."""
    written = (json.dumps({"text": t, "label": b}, ensure_ascii=False) for b, t in rows)
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def train(tmp_path: Path) -> str:
    return as_lines(tmp_path / "train.jsonl", *TRAIN)


@pytest.fixture
def test(tmp_path: Path) -> str:
    return as_lines(tmp_path / "test.jsonl", *TEST)


def test_what_was_learnt_is_found_again(run_cli: RunCli, train: str, test: str) -> None:
    result = run_cli("bench", "intents", "--train", train, "--test", test, "--format", "json")

    measured = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (measured["train"], measured["test"], measured["labels"]) == (6, 3, 2)
    assert (measured["accuracy"], measured["macro_f1"]) == (1.0, 1.0)
    assert 0 < measured["p50_ms"] <= measured["p99_ms"]
    assert measured["confusions"] == []


def test_scores_are_those_of_the_answers(run_cli: RunCli, train: str, tmp_path: Path) -> None:
    wrong = as_lines(tmp_path / "wrong.jsonl", *TEST, ("fruit", "le navire quitte le port"))

    result = run_cli("bench", "intents", "--train", train, "--test", wrong, "--format", "json")

    measured = json.loads(result.stdout)
    assert measured["accuracy"] == 0.75
    # boats: 2 of 3 found are right, none missed; fruit: 1 of 2 found.
    assert [score["f1"] for score in measured["by_label"]] == [0.8, 0.6667]
    assert measured["macro_f1"] == 0.7333
    assert measured["confusions"] == [{"wanted": "fruit", "found": "boats", "times": 1}]


def test_text_is_for_people(run_cli: RunCli, train: str, tmp_path: Path) -> None:
    wrong = as_lines(tmp_path / "wrong.jsonl", *TEST, ("fruit", "le navire quitte le port"))

    shown = run_cli("bench", "intents", "--train", train, "--test", wrong).stdout.splitlines()

    assert "accuracy 0.750" in shown
    assert "macro-F1 0.733" in shown
    assert shown[-1] == "  1 × fruit → boats"


def test_the_same_files_give_the_same_scores(run_cli: RunCli, train: str, test: str) -> None:
    first, second = (
        json.loads(
            run_cli(
                "bench", "intents", "--train", train, "--test", test, "--format", "json"
            ).stdout
        )
        for _ in range(2)
    )

    timed = {"train_seconds", "p50_ms", "p99_ms"}
    assert {k: v for k, v in first.items() if k not in timed} == {
        k: v for k, v in second.items() if k not in timed
    }


@pytest.mark.parametrize("column", ["label", "category"])
def test_a_table_is_read_too(run_cli: RunCli, test: str, tmp_path: Path, column: str) -> None:
    table = tmp_path / "train.csv"
    rows = "\n".join(f'"{text}",{label}' for label, text in TRAIN)
    table.write_text(f"\ufefftext,{column}\n{rows}\n", encoding="utf-8")

    result = run_cli("bench", "intents", "--train", str(table), "--test", test, "--format", "json")

    assert json.loads(result.stdout)["accuracy"] == 1.0


def test_every_bad_line_is_named_with_its_file_and_number(
    run_cli: RunCli, test: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(
        '{"text": "bonjour", "label": "greet"}\n{oops\n\n[1]\n{"text": " ", "label": "x"}\n'
        '{"text": "bonsoir"}\n{"text": 5, "label": "x"}\n',
        encoding="utf-8",
    )

    result = run_cli("bench", "intents", "--train", str(bad), "--test", test)

    told = [line.removeprefix(f"{bad}:") for line in result.stderr.splitlines()]
    assert (result.exit_code, result.stdout) == (1, "")
    assert told[1:-1] == [
        "2: it is no JSON",
        "4: it is no JSON object",
        "5: there is no text",
        "6: there is no label",
        "7: there is no text",
    ]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("sentence,label\nbonjour,greet\n", "1: the heading needs the columns text and label"),
        ('text,label\n"deux\nlignes",a\nbonjour,\n', "4: there is no label"),
        ("text,label\n", "1: there is no sentence here"),
        ("", "1: the heading needs the columns text and label"),
    ],
)
def test_a_bad_table_is_told_at_its_line(
    run_cli: RunCli, test: str, tmp_path: Path, table: str, told: str
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(table, encoding="utf-8")

    result = run_cli("bench", "intents", "--train", str(bad), "--test", test)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{bad}:{told}" in result.stderr.splitlines()


def test_a_file_of_another_kind_does_not_fill_the_screen(
    run_cli: RunCli, test: str, tmp_path: Path
) -> None:
    bad = tmp_path / "prose.txt"
    bad.write_text("une ligne de prose\n" * 500, encoding="utf-8")

    result = run_cli("bench", "intents", "--train", str(bad), "--test", test)

    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) < 30
    assert "… and 480 more" in result.stderr


def test_a_label_that_was_never_learnt_is_told_and_counts_as_missed(
    run_cli: RunCli, train: str, tmp_path: Path
) -> None:
    other = as_lines(tmp_path / "other.jsonl", *TEST, ("hats", "elle noue son foulard"))

    result = run_cli("bench", "intents", "--train", train, "--test", other, "--format", "json")

    assert result.exit_code == 0
    assert "hats" in result.stderr
    assert json.loads(result.stdout)["accuracy"] == 0.75


def test_a_line_separator_inside_a_sentence_ends_no_line(
    run_cli: RunCli, train: str, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.jsonl"
    odd.write_text('{"text": "une pomme\u2028verte", "label": "fruit"}\r\n', encoding="utf-8")

    result = run_cli("bench", "intents", "--train", train, "--test", str(odd), "--format", "json")

    assert json.loads(result.stdout)["accuracy"] == 1.0


@pytest.mark.parametrize(
    "arguments",
    [
        ("intents",),
        ("intents", "--train", "nowhere.jsonl", "--test", "nowhere.jsonl"),
        ("weather", "--train", "x", "--test", "x"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(run_cli: RunCli, arguments: tuple[str, ...]) -> None:
    result = run_cli("bench", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")


def test_nothing_is_compiled_from_content_or_kept(
    run_cli: RunCli, train: str, test: str, data_dir: Path
) -> None:
    assert run_cli("bench", "intents", "--train", train, "--test", test).exit_code == 0
    assert not data_dir.exists()
