"""Every fault that was planted is found, and nothing else is."""

from __future__ import annotations

import string
from datetime import date
from typing import TYPE_CHECKING

import pytest

from callcoach.authoring.cases import Case, cases_in, lint_case, lint_cases
from callcoach.authoring.lint import PAGES, RULES
from callcoach.content.messages import MESSAGES
from tests.authoring.content import BASE, PLANTED, announced, found, library_at, problems_of
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from callcoach.content.messages import Bilingual

TODAY = date(2026, 11, 12)
CASES = tuple(cases_in(PLANTED))
MADE_BY_TESTS = {
    "Y002": "a file of a million bytes, which the test below writes",
    "M099": "no model of ours refuses a value without a code of its own",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(case: Case) -> None:
    expected = announced(case)

    assert expected
    assert found(lint_case(PLANTED, case, TODAY)) == expected


def test_a_folder_of_cases_gives_the_faults_of_all_of_them() -> None:
    expected = {place for case in CASES for place in announced(case)}

    assert found(lint_cases(PLANTED, TODAY)) == expected


def test_a_case_is_named_after_the_fault_planted_in_it() -> None:
    misnamed = [
        case.name
        for case in CASES
        if {place.code for place in announced(case)} != {case.name.partition("_")[0]}
    ]

    assert misnamed == []


def test_every_code_has_a_case_and_a_page() -> None:
    codes = {*RULES, *MESSAGES, "T004"}
    planted = {place.code for case in CASES for place in announced(case)}

    assert planted == codes - MADE_BY_TESTS.keys()
    assert set(PAGES) == codes


def test_a_file_of_more_than_a_million_bytes_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "Y002_too_large.amounts.yaml"
    big.write_text("# " + "x" * 1_000_000 + "\n", encoding="utf-8")
    case = Case(big.name, {"rubrics/fr/amounts.yaml": big})

    assert [p.code for p in lint_case(PLANTED, case)] == ["Y002"]


def test_the_content_under_the_cases_is_sound() -> None:
    assert problems_of(BASE, TODAY) == ()
    assert set(library_at(BASE).scenarios) == {"late_bill"}


def test_linting_cases_leaves_them_as_they_are(tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in PLANTED.rglob("*")}

    lint_cases(PLANTED, TODAY)

    assert {path: path.stat().st_mtime_ns for path in PLANTED.rglob("*")} == before


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def both(texts: list[Bilingual]) -> list[Bilingual]:
    return [text for text in texts if fields(text.fr) != fields(text.en)]


def test_the_words_of_a_rule_fill_the_same_blanks_in_both_languages() -> None:
    texts = [rule.message.text for rule in RULES.values()]
    texts += [rule.message.hint for rule in RULES.values() if rule.message.hint is not None]

    assert both(texts) == []


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_what_why_wrong_and_right_in_both_languages(code: str) -> None:
    page = PAGES[code]

    for text in (*page.what, *page.why):
        assert text.rstrip().endswith(".")
    assert page.wrong.strip() != page.right.strip()


def test_every_problem_can_be_said_in_both_languages() -> None:
    problems = lint_cases(PLANTED, TODAY)

    for problem in problems:
        for lang in ("fr", "en"):
            assert problem.message(lang)
            assert "{" not in problem.message(lang) or problem.code in {"R007", "P001"}
            assert problem.hint(lang) or problem.code not in RULES


def test_shipped_content_has_no_problem() -> None:
    assert found(problems_of(ROOT, TODAY)) == set()
