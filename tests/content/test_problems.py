"""Problems say what is wrong in the reader's language, at the right place, in a steady order."""

from __future__ import annotations

import string

import pytest

from callcoach.content import messages
from callcoach.content.messages import MESSAGES, Bilingual, Message
from callcoach.content.problems import (
    ContentValueError,
    Position,
    Problem,
    Problems,
    place,
    printable,
    render,
    unreadable,
)
from callcoach.content.suggest import nearest, suggest
from callcoach.errors import (
    CallCoachError,
    ContentError,
    ExitCode,
    NotFoundError,
    StorageError,
    UsageError,
)

DUPLICATE = {"key": "accueil", "first": "3", "second": "9"}
PAIRS = [
    (name, value) for name, value in vars(messages).items() if isinstance(value, Bilingual)
] + [
    (f"{code} {part}", pair)
    for code, message in MESSAGES.items()
    for part, pair in (("text", message.text), ("hint", message.hint))
    if pair is not None
]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def duplicate(path: str = "a.yaml", line: int = 9, column: int = 1) -> Problem:
    return Problem(path, line, column, "Y005", DUPLICATE)


def test_a_problem_speaks_french_and_english() -> None:
    assert duplicate().message("fr") == "clé « accueil » donnée deux fois : ligne 3, puis ligne 9"
    assert duplicate().message("en") == "key 'accueil' given twice: line 3, then line 9"
    assert duplicate().hint("fr") == "gardez l'une des deux"


def test_an_unknown_interface_language_is_answered_in_english() -> None:
    assert duplicate().message("de") == duplicate().message("en")


@pytest.mark.parametrize(("name", "pair"), PAIRS, ids=[name for name, _ in PAIRS])
def test_both_languages_of_a_text_use_the_same_fields(name: str, pair: Bilingual) -> None:
    assert placeholders(pair.fr) == placeholders(pair.en)
    assert pair.fr.strip()
    assert pair.en.strip()


def test_a_field_made_of_words_follows_the_language_and_is_filled_too() -> None:
    problem = Problem(
        "a.yaml", 1, 1, "Y006", {"what": messages.OPEN_BRACKET, "sign": "[", "line": "4"}
    )
    assert problem.message("fr").startswith("« [ » ouvert ligne 4")
    assert problem.message("en").startswith("'[' opened on line 4")


def test_what_an_author_wrote_between_braces_is_quoted_as_it_is() -> None:
    problem = Problem("a.yaml", 1, 1, "M001", {"key": "{name} {0} {"})
    assert problem.message("en") == "unknown key '{name} {0} {'"


def test_a_code_may_bring_its_own_words() -> None:
    words = Message(Bilingual("étape inconnue « {stage} »", "unknown stage '{stage}'"))
    problem = Problem("a.yaml", 1, 1, "S012", {"stage": "fin"}, wording=words)
    assert problem.message("fr") == "étape inconnue « fin »"
    assert problem.hint("fr") is None


def test_better_advice_replaces_the_usual_hint() -> None:
    advice = Bilingual("essayez « {key} »", "try '{key}'")
    problem = Problem("a.yaml", 1, 1, "Y005", DUPLICATE, advice=advice)
    assert problem.hint("en") == "try 'accueil'"


def test_problems_are_sorted_by_file_then_line_then_column_then_code() -> None:
    found = Problems()
    found.add(duplicate("b.yaml", 1))
    found.extend([duplicate(line=10), duplicate(line=9, column=7)])
    found.add(Problem("a.yaml", 9, 7, "M001", {"key": "x"}))
    assert [(p.path, p.line, p.column, p.code) for p in found.sorted()] == [
        ("a.yaml", 9, 7, "M001"),
        ("a.yaml", 9, 7, "Y005"),
        ("a.yaml", 10, 1, "Y005"),
        ("b.yaml", 1, 1, "Y005"),
    ]


def test_the_same_problem_is_told_once() -> None:
    assert len(Problems([duplicate(), duplicate()]).sorted()) == 1


def test_two_problems_of_one_code_at_one_place_are_both_told() -> None:
    first = Problem("a.yaml", 1, 1, "M002", {"key": "id"})
    second = Problem("a.yaml", 1, 1, "M002", {"key": "title"})
    assert Problems([first, second]).sorted() == (first, second)


def test_warnings_alone_are_no_errors() -> None:
    found = Problems([Problem("a.yaml", 1, 1, "Y008", severity="warning")])
    assert not found.has_errors
    found.add(duplicate())
    assert found.has_errors


def test_a_rendered_problem_shows_place_line_caret_and_hint() -> None:
    problem = duplicate(line=9, column=3)
    assert render(problem, "  accueil: là", lang="en").splitlines() == [
        "a.yaml:9:3: Y005 key 'accueil' given twice: line 3, then line 9",
        "      accueil: là",
        "      ^",
        "hint: keep one of the two",
    ]


def test_a_rendered_problem_without_its_line_has_no_caret() -> None:
    assert render(duplicate(), lang="fr").splitlines() == [
        "a.yaml:9:1: Y005 clé « accueil » donnée deux fois : ligne 3, puis ligne 9",
        "conseil : gardez l'une des deux",
    ]


@pytest.mark.parametrize(
    ("before", "cells"),
    [("\t\t", 2), ("été ", 4), ("e\u0301te\u0301 ", 4), ("😀 ", 3), ("\x1b[31m", 5)],
)
def test_the_caret_stands_under_the_fault_whatever_is_before_it(before: str, cells: int) -> None:
    shown = render(duplicate(column=len(before) + 1), before + "x", lang="en").splitlines()
    assert shown[2] == " " * (4 + cells) + "^"


@pytest.mark.parametrize("column", [1, 60, 250, 500, 501])
def test_a_long_line_is_cut_around_the_fault(column: int) -> None:
    line = "".join(chr(ord("a") + at % 26) for at in range(500))
    _, source, caret, _ = render(duplicate(column=column), line, lang="en").splitlines()
    assert len(source) <= 100
    assert len(caret) <= 101
    under = source[len(caret) - 1 : len(caret)]
    assert under == line[column - 1 : column]


def test_a_file_cannot_send_control_characters_to_the_terminal() -> None:
    shown = render(duplicate(), "a: \x1b]0;owned\x07\u202e", lang="en")
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert printable("a\tb\u202f?") == "a b\u202f?"


def test_a_place_beyond_the_file_becomes_its_end() -> None:
    lines = ("ab", "cde")
    assert place(lines, 1, 1) == Position(2, 2)
    assert place(lines, 0, 9) == Position(1, 3)
    assert place(lines, 7, 0) == Position(2, 4)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (FileNotFoundError(), "does not exist"),
        (PermissionError(), "access is denied"),
        (IsADirectoryError(), "is a folder"),
        (OSError(5, "Input/output error"), "disk answers"),
    ],
)
def test_an_unreadable_file_is_a_problem_in_our_words(error: OSError, reason: str) -> None:
    problem = unreadable("a.yaml", error)
    assert problem.code == "Y010"
    assert reason in problem.message("en")


def test_the_nearest_word_is_found_through_a_typing_mistake() -> None:
    assert nearest("tranistions", ["title", "transitions"]) == "transitions"
    assert nearest("First-Letter", ["first_letter", "first"]) == "first_letter"


def test_no_word_is_suggested_when_none_is_close() -> None:
    advice, fields = suggest("zzz", ["title", "transitions"])
    assert advice.en.format_map(fields) == "possible here: title, transitions"


def test_a_megabyte_of_key_is_not_compared() -> None:
    assert nearest("a" * 1_000_000, ["a" * 79]) is None


def test_a_value_error_of_a_model_keeps_its_place_and_code() -> None:
    words = Message(Bilingual("le plafond est dépassé", "over the limit"))
    error = ContentValueError(words, code="M101", at=("plan", 0))
    assert (error.code, error.at, str(error)) == ("M101", ("plan", 0), "over the limit")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CallCoachError("x"), ExitCode.FINDINGS),
        (StorageError("x"), ExitCode.FINDINGS),
        (UsageError("x"), ExitCode.USAGE),
        (NotFoundError("x"), ExitCode.USAGE),
        (ContentError([]), ExitCode.FINDINGS),
        (UsageError("x", exit_code=ExitCode.FINDINGS), ExitCode.FINDINGS),
    ],
)
def test_each_error_knows_what_to_answer_the_shell(error: CallCoachError, code: int) -> None:
    assert error.exit_code == code


def test_an_error_reads_as_title_and_message() -> None:
    assert str(UsageError("No such scenario", "there are 3")) == "No such scenario: there are 3"
    assert str(UsageError("No such scenario")) == "No such scenario"


def test_a_content_error_travels_between_processes_with_its_problems() -> None:
    import pickle

    error = ContentError([duplicate()], "Broken", "one file", "run lint")
    back = pickle.loads(pickle.dumps(error))
    assert back.problems == (duplicate(),)
    assert (back.title, back.message, back.hint) == ("Broken", "one file", "run lint")
