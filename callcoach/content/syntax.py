"""What a YAML syntax error means to an author, and where the fault really is.

libyaml says where it gave up; the cause is often earlier (the quote that was opened), and its
words are English. The phrases below are those of libyaml 0.2 and of PyYAML's own parser; one that
is not known still gives a true position and the house advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from callcoach.content.describe import shorten
from callcoach.content.messages import (
    AFTER_END,
    ALIGN,
    BAD_ESCAPE,
    BAD_START,
    BAD_YAML,
    CLOSE_QUOTE,
    DIRECTIVE,
    DOUBLE_BACKSLASH,
    ENDS_EARLY,
    MISALIGNED,
    MISPLACED_KEY,
    MISSING_COLON,
    OPEN_BRACKET,
    OPEN_QUOTE,
    STRAY_COLON,
    Bilingual,
)
from callcoach.content.problems import FieldValue, Position, Problem, place
from callcoach.content.tree import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class _Mark(Protocol):
        """A place as YAML marks it: from 0."""

        line: int
        column: int


@dataclass(frozen=True)
class _Kind:
    """A family of syntax errors."""

    phrases: tuple[str, ...]
    """Any of these, in libyaml's problem or context, tells the family."""
    what: Bilingual
    at_context: bool = False
    """Whether the fault is where the construct began rather than where the parser stopped."""
    advice: Bilingual | None = None


# The first family that fits wins: contexts are more general than problems, and come later.
_KINDS = (
    _Kind(
        (
            "escape character",
            "Unicode character escape",
            "expected hexdecimal",
            "escape sequence of",
        ),
        BAD_ESCAPE,
        advice=DOUBLE_BACKSLASH,
    ),
    _Kind(("mapping values are not allowed",), STRAY_COLON),
    _Kind(
        (
            "cannot start any token",
            "entries are not allowed",
            "mapping keys are not allowed",
            "node content",
        ),
        BAD_START,
    ),
    _Kind(("could not find expected ':'",), MISSING_COLON, at_context=True),
    _Kind(("quoted scalar",), OPEN_QUOTE, at_context=True, advice=CLOSE_QUOTE),
    _Kind(
        (
            "scanning an alias",
            "scanning an anchor",
            "scanning a tag",
            "parsing a tag",
            "undefined tag handle",
            "scanning a block scalar",
        ),
        BAD_START,
        at_context=True,
    ),
    _Kind(("directive", "incompatible YAML document"), DIRECTIVE, at_context=True),
    _Kind(("flow sequence", "flow mapping"), OPEN_BRACKET),
    _Kind(
        ("expected key", "block end", "'-' indicator", "document start"), MISALIGNED, advice=ALIGN
    ),
)
_OTHER = _Kind((), BAD_YAML)


def syntax_problem(error: yaml.YAMLError, path: str, lines: Sequence[str]) -> Problem:
    """Return a parser's error as a problem of the file.

    Args:
        error: What the parser raised.
        path: The file's name in problems.
        lines: Its lines, at least one.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        # A ReaderError has no mark.
        return Problem(path, 1, 1, "Y006", {"what": BAD_YAML})
    said = f"{error.problem or ''} / {error.context or ''}"
    stop = _position(error.problem_mark or error.context_mark, lines)
    start = _position(error.context_mark or error.problem_mark, lines)
    if "nesting depth" in said:
        return Problem(path, stop.line, stop.column, "Y003", {"limit": str(MAX_DEPTH)})
    tab = _tab_column(lines[stop.line - 1], stop.column)
    if tab is not None:
        return Problem(path, stop.line, tab, "Y014")
    kind = next((kind for kind in _KINDS if any(text in said for text in kind.phrases)), _OTHER)
    where = start if kind.at_context else stop
    sign = _sign(lines, start if kind.what is OPEN_BRACKET else where)
    what, advice = _narrowed(kind, lines[where.line - 1][: where.column - 1], sign)
    fields: dict[str, FieldValue] = {"what": what, "sign": sign, "line": str(start.line)}
    return Problem(path, where.line, where.column, "Y006", fields, advice=advice)


def _narrowed(kind: _Kind, before: str, sign: str) -> tuple[Bilingual, Bilingual | None]:
    """Return what to say and the hint, by what stands before the fault on its line."""
    if kind.what is BAD_START and not sign:
        return ENDS_EARLY, None
    if kind.what is STRAY_COLON and ": " not in before:
        return MISPLACED_KEY, ALIGN
    if kind.what is MISALIGNED and before.strip(" -"):
        return AFTER_END, None
    return kind.what, kind.advice


def _position(mark: _Mark | None, lines: Sequence[str]) -> Position:
    return Position(1, 1) if mark is None else place(lines, mark.line, mark.column)


def _tab_column(line: str, stop: int) -> int | None:
    """Return the column of a tab that explains an error at column ``stop``, if there is one."""
    if line[stop - 1 : stop] == "\t":
        return stop
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return indent.index("\t") + 1 if "\t" in indent else None


def _sign(lines: Sequence[str], position: Position) -> str:
    """Return the character at a position; empty at the end of a line."""
    return shorten(lines[position.line - 1][position.column - 1 : position.column])
