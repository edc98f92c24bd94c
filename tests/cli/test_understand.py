"""`callcoach understand`, `explain` and `parse` as scripts and people use them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import RunCli

pytestmark = pytest.mark.usefixtures("with_models")


def lines(*items: object) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def test_understand_answers_one_object_a_line_in_order(run_cli: RunCli) -> None:
    stdin = lines({"id": "a", "text": "Bonjour madame"}, {"id": "b", "text": "Au revoir"})

    result = run_cli("understand", stdin=stdin)

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(answer["id"], answer["acts"]) for answer in answers] == [
        ("a", ["greet"]),
        ("b", ["say_goodbye"]),
    ]


def test_an_answer_holds_ids_entities_and_evidence(run_cli: RunCli) -> None:
    said = {"text": "Je vous propose 3 fois 50 €.", "previous": "Je peux pas tout payer."}

    (answer,) = map(json.loads, run_cli("understand", stdin=lines(said)).stdout.splitlines())

    assert set(answer) == {
        "acts",
        "techniques",
        "anti_patterns",
        "violates",
        "entities",
        "evidence",
    }
    assert "propose_instalments" in answer["acts"]
    assert "plan" in {entity["kind"] for entity in answer["entities"]}
    assert all(item["quote"] in said["text"] for item in answer["evidence"])


def test_french_facts_are_understood(run_cli: RunCli) -> None:
    said = {"text": "Il reste 40 euros de cantine.", "facts": {"solde": "40"}}

    (answer,) = map(json.loads, run_cli("understand", stdin=lines(said)).stdout.splitlines())

    assert "state_amount" in answer["acts"]


def test_what_is_no_act_is_unclear(run_cli: RunCli) -> None:
    (line,) = run_cli("understand", stdin=lines({"text": "???"})).stdout.splitlines()

    assert json.loads(line)["acts"] == ["unclear"]


@pytest.mark.parametrize("bad", ["{no json", "[1, 2]", '{"text": 5}', '{"previous": "x"}'])
def test_a_bad_line_is_told_and_answered_in_its_place(run_cli: RunCli, bad: str) -> None:
    result = run_cli("understand", stdin=bad + "\n" + lines({"text": "Bonjour"}))

    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert first["error"]
    assert second["acts"] == ["greet"]
    assert result.stderr.startswith("line 1: ")


def test_explain_shows_how_a_sentence_was_read(run_cli: RunCli) -> None:
    result = run_cli("explain", "Pourquoi ce retrad ?")

    assert result.exit_code == 0
    assert "retrad → retard" in result.stdout
    assert "act ask_cause « Pourquoi ce retrad »" in result.stdout


def test_explain_as_json_is_one_object(run_cli: RunCli) -> None:
    result = run_cli("explain", "Bonjour", "--format", "json")

    explained = json.loads(result.stdout)
    assert [clause["words"] for clause in explained["clauses"]] == ["bonjour"]
    assert [label["id"] for label in explained["labels"]] == ["greet"]


def test_a_fact_without_a_value_is_refused(run_cli: RunCli) -> None:
    result = run_cli("explain", "Bonjour", "--fact", "balance")

    assert result.exit_code == 2
    assert result.stdout == ""


def test_parse_answers_every_line_empty_ones_too(run_cli: RunCli) -> None:
    result = run_cli("parse", "--now", "2026-01-12", stdin="40 euros demain\n\nbonjour\n")

    first, second, third = map(json.loads, result.stdout.splitlines())
    assert (first["amounts"], first["dates"]) == ([40.0], ["2026-01-13"])
    assert (second["amounts"], third["amounts"]) == ([], [])


@pytest.mark.parametrize("command", ["parse", "understand"])
def test_a_day_that_is_none_is_refused(run_cli: RunCli, command: str) -> None:
    result = run_cli(command, "--now", "someday", stdin="")

    assert result.exit_code == 2
    assert "someday" in result.stderr
