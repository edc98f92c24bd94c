"""Whatever the bytes, the loader answers: a source, or problems that stand inside the file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from callcoach.content import source as loader
from callcoach.content.build import load
from callcoach.content.problems import Position, Problem, render
from callcoach.content.source import Source, read_source, split_lines
from callcoach.content.tree import UNWANTED

# Pieces of YAML, and of speech that is taken for it, put together at random.
PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "title",
            "1",
            "010",
            "1.5",
            "true",
            "no",
            "null",
            "~",
            "12:30",
            "<<",
            "=",
            "é",
        ),
        *(": ", ":", "- ", "? ", ", ", "[", "]", "{", "}", "|\n", ">-\n", "|2\n", "#", " # x"),
        *("'", '"', "\\", "\\n", "\\x1b", "&a ", "*a", "*a ", "!t ", "!!str ", "!", "%", "@", "`"),
        *(
            "\n",
            "\n",
            "\n",
            "\r\n",
            "\r",
            "  ",
            "    ",
            " ",
            "\t",
            "\n  ",
            "\n- ",
            "\n  - ",
            "---\n",
        ),
        *(
            "...\n",
            "%YAML 1.2\n",
            "\u2028",
            "\x85",
            "\x00",
            "\x1b",
            "\ufeff",
            "😀",
            "{nom}",
            "l'impayé",
        ),
    ]
)
# Whole lines: these more often have a shape.
KEYS = st.sampled_from(
    [*("a: ", "b: ", "title: ", "d: ", "1: ", "é: "), "'a': ", "<<: ", "&k c: "]
)
INLINE = st.sampled_from(
    [
        *("", "x", "12", "1.5", "no", '"x"', "'l''autre'", "[1, {b: 2}]", "{nom}", "x # y"),
        *("&x y", "*x", "!t z", '"\\0"', "\n- a\n- b: 1", "\n  b: 1\n  c: 2", ">-\n  x\n  y"),
    ]
)
LINES = st.tuples(KEYS, INLINE).map(lambda parts: "".join(parts) + "\n")
YAMLISH = st.lists(PIECES, max_size=60).map("".join) | st.lists(LINES, max_size=10).map("".join)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")).filter(
        lambda char: UNWANTED.search(char) is None
    ),
    max_size=12,
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.decimals("-1e9", "1e9", places=2).filter(lambda value: value != 0)
    | WORDS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(WORDS, inside, max_size=4),
    max_leaves=20,
)


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    a: int | str | None = None
    b: tuple[dict[str, int], ...] = ()


def is_inside(position: Position, lines: tuple[str, ...]) -> bool:
    return (
        1 <= position.line <= len(lines)
        and 1 <= position.column <= len(lines[position.line - 1]) + 1
    )


def check(raw: str | bytes, source: Source | None, problems: tuple[Problem, ...]) -> None:
    lines = split_lines(raw)
    assert source is not None or problems
    assert list(problems) == sorted(problems, key=lambda problem: problem.sort_key)
    for problem in problems:
        assert is_inside(problem.position, lines)
        shown = render(problem, lines[problem.line - 1], lang="fr")
        assert "\x1b" not in shown
        assert "{what}" not in shown
    if source is not None:
        assert source.lines == lines
        assert set(source.key_positions) <= set(source.positions)
        for position in (*source.positions.values(), *source.key_positions.values()):
            assert is_inside(position, lines)


def places(data: object, loc: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {loc}
    if isinstance(data, dict):
        found = found.union(*(places(value, (*loc, key)) for key, value in data.items()))
    elif isinstance(data, list):
        found = found.union(*(places(value, (*loc, at)) for at, value in enumerate(data)))
    return found


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfea\x00:\x00 \x001\x00")
@example(b"a: \xc3")
def test_any_bytes_give_a_source_or_problems(raw: bytes) -> None:
    check(raw, *read_source(raw, "a.yaml"))


@given(st.text(max_size=300))
@example("a: \ud800")
@example("\ufeff\ufeff")
def test_any_text_gives_a_source_or_problems(text: str) -> None:
    check(text, *read_source(text, "a.yaml"))


@given(YAMLISH)
@example("? ")
@example("? a\n? b\n")
@example("a: !<!> ")
@example("a: &a\n  *a : *a\n")
@example('a: "\\x1b"\nb: "\\ud800"')
@example("{a: 1}: 2")
def test_any_mix_of_yaml_signs_gives_a_source_or_problems(text: str) -> None:
    check(text, *read_source(text, "a.yaml"))


@given(YAMLISH)
def test_every_value_that_was_read_has_a_place_and_no_other(text: str) -> None:
    source, _ = read_source(text, "a.yaml")
    if source is not None:
        # What was refused may have a place without a value; never the reverse.
        assert places(source.data) == set(source.positions)


@given(YAMLISH)
def test_the_parser_without_libyaml_never_fails_either(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "_LOADER", yaml.SafeLoader)
        check(text, *read_source(text, "a.yaml"))


@given(YAMLISH.map(lambda tail: f"title: x\n{tail}"))
def test_any_text_builds_a_model_or_gives_problems_inside_the_file(text: str) -> None:
    model, problems = load(Line, text, "a.yaml")
    assert (model is None) == bool(problems)
    check(text, None, problems or (Problem("a.yaml", 1, 1, "Y008"),))


@given(st.dictionaries(WORDS, VALUES, max_size=5).filter(bool))
def test_what_is_written_with_quotes_is_read_back_the_same(data: dict[str, Any]) -> None:
    source, problems = read_source(written(data), "a.yaml")
    assert problems == ()
    assert source is not None
    assert source.data == data


def written(value: object) -> str:
    """Write data as an author who quotes every text would."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else f"{Decimal(str(value)):f}"
