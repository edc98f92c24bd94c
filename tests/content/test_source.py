"""Text in, data and positions out: what the loader accepts, and what it says of the rest."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from callcoach.content import source as loader
from callcoach.content.problems import Position
from callcoach.content.source import MAX_BYTES, Source, read_source, split_lines
from callcoach.content.tree import MAX_DEPTH


def read(text: str | bytes) -> Source:
    source, problems = read_source(text, "a.yaml")
    assert problems == ()
    assert source is not None
    return source


def faults(text: str | bytes) -> list[tuple[str, int, int]]:
    _, problems = read_source(text, "a.yaml")
    return [(problem.code, problem.line, problem.column) for problem in problems]


def said(text: str) -> str:
    _, problems = read_source(text, "a.yaml")
    return problems[0].message("en")


# What a scalar without quotes is.


@pytest.mark.parametrize(
    "text",
    [
        *("no", "NO", "yes", "on", "off", "oui", "non", "True", "TRUE", "Null", "="),
        *("12:30", "8:00", "20:30", "1:30.5", "2024-01-15", "2026-01-31T10:00:00Z"),
        *("010", "01000", "0612345678", "+33612345678", "-010", "00.5", "0x1F", "0o17"),
        *("1_000", "1e3", "1.5e3", "150,00", "1 250", ".5", "5.", ".inf", ".nan", "+5"),
        *("1234567890123456789", "1.1234567890123456789", "9" * 5000, "١٢"),
    ],
)
def test_what_only_looks_like_a_value_stays_text(text: str) -> None:
    assert read(f"a: {text}").data == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("123456789012345678", 123456789012345678),
        ("1250.50", Decimal("1250.50")),
        ("-0.5", Decimal("-0.5")),
        ("1.10", Decimal("1.10")),
    ],
)
def test_a_plain_value_is_what_it_says(text: str, value: object) -> None:
    found = read(f"a: {text}").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_the_figures_of_an_amount_are_kept_as_written() -> None:
    assert str(read("a: 1.10").data["a"]) == "1.10"


@pytest.mark.parametrize("text", ["12", "true", "null", "", "1.5"])
def test_what_is_quoted_is_text(text: str) -> None:
    assert read(f'a: "{text}"').data == {"a": text}
    assert read(f"a: '{text}'").data == {"a": text}


def test_speech_in_a_block_is_taken_word_for_word() -> None:
    text = "a: >-\n  Bonjour : « l'impayé » #12\n  & {nom}, 100 % sûr ?\n"
    assert read(text).data == {"a": "Bonjour : « l'impayé » #12 & {nom}, 100 % sûr ?"}


def test_a_key_is_the_text_of_its_scalar() -> None:
    assert read("1: a\nno: b\ntrue: c\n~: d\n010: e").data == {
        "1": "a",
        "no": "b",
        "true": "c",
        "~": "d",
        "010": "e",
    }


# Where things are.

STAGES = """\
title: Retard
stages:
  - id: opening
    edges: [{to: close}, {to: accord}]
  - id: close
"""


@pytest.mark.parametrize(
    ("loc", "line", "column"),
    [
        ((), 1, 1),
        (("title",), 1, 8),
        (("stages",), 3, 3),
        (("stages", 0), 3, 5),
        (("stages", 0, "id"), 3, 9),
        (("stages", 0, "edges", 1), 4, 26),
        (("stages", 0, "edges", 1, "to"), 4, 31),
        (("stages", 1, "id"), 5, 9),
    ],
)
def test_every_value_has_its_place(loc: tuple[str | int, ...], line: int, column: int) -> None:
    assert read(STAGES).position(loc) == Position(line, column)


def test_every_key_has_its_place() -> None:
    source = read(STAGES)
    assert source.key_position(("stages", 0, "edges")) == Position(4, 5)
    assert source.key_position(("stages", 0, "edges", 1, "to")) == Position(4, 27)


def test_a_place_that_was_not_written_is_that_of_what_is_around_it() -> None:
    source = read(STAGES)
    assert source.position(("stages", 1, "edges", 0, "to")) == Position(5, 5)
    assert source.key_position(("stages", 1, "edges")) == Position(5, 5)
    assert source.position(("nothing", "here")) == Position(1, 1)


def test_accents_and_emoji_count_for_one_column() -> None:
    assert read("é: [😀, à]").position(("é", 1)) == Position(1, 8)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_sort_of_line_end_gives_the_same_places(newline: str) -> None:
    text = STAGES.replace("\n", newline)
    assert read(text).positions == read(STAGES).positions
    assert read(text.encode()).lines == read(STAGES).lines


def test_a_byte_order_mark_changes_nothing() -> None:
    for marked in ("\ufeff" + STAGES, ("\ufeff" + STAGES).encode()):
        assert read(marked) == read(STAGES)


def test_lines_are_those_an_editor_numbers() -> None:
    source = read(STAGES)
    assert source.line(5) == "  - id: close"
    assert source.line(0) is source.line(6) is None
    assert split_lines(b"a\xff: 1\r\nb: 2") == ("a\ufffd: 1", "b: 2")
    assert split_lines("") == ("",)


def test_a_problem_can_be_told_of_a_value_or_of_its_key() -> None:
    source = read(STAGES)
    value = source.problem(("stages", 0, "edges", 0, "to"), "M001", {"key": "close"})
    key = source.problem(("stages", 1, "id"), "Y008", at_key=True, severity="warning")
    assert (value.path, value.position) == ("a.yaml", Position(4, 18))
    assert (key.position, key.severity) == (Position(5, 5), "warning")


# What is refused.


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x y", "Y004", 1, 4),
        ("b: *x", "Y004", 1, 4),
        ("*x : b", "Y004", 1, 1),
        ("a: [1, &x [2]]", "Y004", 1, 8),
        ("a: 1\nb: 2\na: 3", "Y005", 3, 1),
        ("a: {b: 1, b: 2}", "Y005", 1, 11),
        ("a: 1\n'a': 2", "Y005", 2, 1),
        ("1: a\n'1': b", "Y005", 2, 1),
        ("a: \x1b[0m", "Y007", 1, 4),
        ("b: 1\na: x\u2028y", "Y007", 2, 5),
        ('a: "x\\0"', "Y007", 1, 4),
        ('a: "\\x1b[2J"', "Y007", 1, 4),
        ("a: x\ufeff", "Y007", 1, 5),
        ("", "Y008", 1, 1),
        ("# rien\n\n", "Y008", 1, 1),
        ("---\n", "Y008", 1, 1),
        ("null", "Y008", 1, 1),
        ("a: !!python/object:os.system x", "Y009", 1, 4),
        ("a: !attention au chien", "Y009", 1, 4),
        ("a: ! x", "Y009", 1, 4),
        ("a: 1\n---\nb: 2", "Y011", 2, 1),
        ("- a\n- b", "Y012", 1, 1),
        ("\nbonjour", "Y012", 2, 1),
        ("a: 1\n<<: {b: 2}", "Y013", 2, 1),
        ("a:\n\tb: 1", "Y014", 2, 1),
        ("a: 1\n\tb: 2", "Y014", 2, 1),
        ("a: |\n\tx", "Y014", 2, 1),
        ("a:\n  - b\n \t- c: d: e", "Y014", 3, 2),
        ("-\ta: 1", "Y014", 1, 2),
        ("? [a]\n: 1", "Y015", 1, 3),
        ("b: 1\n{a: 1}: 2", "Y015", 2, 1),
    ],
)
def test_what_is_refused_is_shown_where_it_is(
    text: str, code: str, line: int, column: int
) -> None:
    assert faults(text) == [(code, line, column)]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: Bonjour: monsieur", 1, 11, "colon inside"),
        ("a: oui : non", 1, 8, "colon inside"),
        ("a: 1\n b: 2", 2, 3, "misaligned"),
        ("a:\n  b: 1\n c: 2", 3, 2, "not aligned"),
        ("a: {nom} bonjour", 1, 10, "after the end"),
        ("a: 'l'impayé'", 1, 7, "after the end"),
        ("a: - b", 1, 4, "cannot begin with '-'"),
        ("a: ? b", 1, 4, "cannot begin with '?'"),
        ("a: @b", 1, 4, "cannot begin with '@'"),
        ("a: %b", 1, 4, "cannot begin with '%'"),
        ("a: `b`", 1, 4, "cannot begin with '`'"),
        ("a: , b", 1, 4, "cannot begin with ','"),
        ("a: > b", 1, 4, "cannot begin with '>'"),
        ("a: | b", 1, 4, "cannot begin with '|'"),
        ("a: *bis*", 1, 4, "cannot begin with '*'"),
        ("a: !b!c d", 1, 4, "cannot begin with '!'"),
        ('a: "jamais\nb: 2\n', 1, 4, "never closed"),
        ('a: "\\d"', 1, 5, "backslash"),
        ("a: [1, 2\nb: 3", 2, 2, "'[' opened on line 1"),
        ("x: 1\na: {b: 1\nc: 3", 3, 2, "'{' opened on line 2"),
        ("a: [", 1, 5, "file ends"),
        ("a: 1\nb\nc: 2\n", 2, 1, "':' is missing"),
        ("%YAML 2.0\n---\na: 1", 1, 1, "begin with '%'"),
    ],
)
def test_each_trap_of_speech_in_yaml_is_explained_at_its_cause(
    text: str, line: int, column: int, words: str
) -> None:
    assert faults(text) == [("Y006", line, column)]
    assert words in said(text)


def test_a_syntax_error_tells_the_house_rule() -> None:
    _, problems = read_source("a: Bonjour: monsieur", "a.yaml")
    assert "guillemets doubles" in (problems[0].hint("fr") or "")


def test_a_repeated_key_names_both_lines() -> None:
    assert said("a: 1\nb: 2\na: 3") == "key 'a' given twice: line 1, then line 3"


def test_what_is_under_a_repeated_key_does_not_replace_the_first() -> None:
    source, _ = read_source("a: {x: 1}\na: {x: 2, y: 3}", "a.yaml")
    assert source is not None
    assert source.data == {"a": {"x": 1}}
    assert source.position(("a", "x")) == Position(1, 8)
    assert source.position(("a", "y")) == Position(1, 4)


def test_all_faults_of_a_file_are_told_in_one_pass() -> None:
    text = "a: 1\na: &x 2\nb: *x\n<<: {}\nc: !t x\nd: \x07\ne: Bonjour: toi\n"
    assert [code for code, _, _ in faults(text)] == [
        *("Y005", "Y004", "Y004", "Y013", "Y009", "Y007", "Y006")
    ]


def test_a_file_that_is_not_utf8_is_refused_at_its_first_bad_byte() -> None:
    assert faults("a: 1\nb: é".encode("cp1252")) == [("Y001", 2, 4)]
    assert faults("a: 1".encode("utf-16"))[0][0] == "Y001"


def test_a_line_of_binary_rubbish_is_one_problem() -> None:
    assert faults(b"a: " + b"\x00\x01\x7f" * 100_000) == [("Y007", 1, 4)]


def test_a_file_up_to_the_limit_is_read_and_one_byte_more_is_not() -> None:
    filler = "a: " + "é" * ((MAX_BYTES - 3) // 2)
    size = len(filler.encode())
    exact = filler + "x" * (MAX_BYTES - size)
    assert faults(exact) == []
    assert faults(exact + "x") == [("Y002", 1, 1)]
    assert faults((exact + "x").encode()) == [("Y002", 1, 1)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels_are_refused_and_do_no_harm(opening: str) -> None:
    assert ("Y003", 1) in [(code, line) for code, line, _ in faults(opening * 100_000)]


def test_depth_is_allowed_up_to_the_limit() -> None:
    inside = MAX_DEPTH - 1
    assert faults("a: " + "[" * inside + "]" * inside) == []
    assert faults("a: " + "[" * (inside + 1) + "]" * (inside + 1)) == [("Y003", 1, 4 + inside)]


def test_the_billion_laughs_are_not_laughed() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    source, problems = read_source("\n".join(lines), "a.yaml")
    assert {problem.code for problem in problems} == {"Y004"}
    assert source is not None
    assert source.data["a11"] == [None] * 9


def test_a_list_that_holds_itself_is_refused() -> None:
    assert [code for code, _, _ in faults("a: &a [*a]")] == ["Y004", "Y004"]


def test_a_lone_surrogate_in_a_text_is_a_problem_and_no_crash() -> None:
    assert faults("a: \ud800") == [("Y007", 1, 4)]


@pytest.mark.parametrize(
    "text",
    [
        STAGES,
        "a: no\nb: 12:30\nc: [1, 1.5, true, ~]",
        "a: 1\na: 2",
        "a: Bonjour: monsieur",
        "a: {nom} bonjour",
        'a: "x\nb: 2',
        "a: @b",
        "a: [1, 2\nb: 3",
        "a:\n\tb: 1",
        "a: &x *y",
        "[" * 5000,
        "a: " + "{a: " * 60,
        "\x00",
    ],
)
def test_without_libyaml_the_same_faults_are_told(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_libyaml = [(code, line) for code, line, _ in faults(text)]
    monkeypatch.setattr(loader, "_LOADER", yaml.SafeLoader)
    assert [(code, line) for code, line, _ in faults(text)] == with_libyaml
