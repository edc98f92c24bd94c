"""YAML text to plain data and the place of every value: our strict loader. No file access.

The rules are those of YAML 1.2 without its surprises: a scalar without quotes is ``true``,
``false``, ``null``, ``~``, nothing, a decimal number, or text. ``no``, ``12:30``, ``010`` and
``2026-01-31`` are text. A fraction is a `Decimal`; every key is a text. Anchors, aliases, tags,
merges and several documents are refused, and a key may be given only once.

The tree is built from libyaml's events, with no recursion and no ``compose``: that function
recurses in C, and a file of nested brackets kills the process. Events come one at a time, so a
file that is too deep is left before it can hurt.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from callcoach.content.problems import Loc, Position, Problem, Problems
from callcoach.content.syntax import syntax_problem
from callcoach.content.tree import MAX_DEPTH, UNWANTED, TooDeepError, TreeBuilder, code_point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callcoach.content.problems import FieldValue, Severity

MAX_BYTES: Final = 1_000_000
"""The largest file that is read."""

_LINE_BREAK = re.compile("\r\n|\r|\n")
# Only `parse` is used, so resolvers and constructors never run: no object can be built.
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_BOM = "\ufeff"


@dataclass(frozen=True)
class Source:
    """The data of one file, and where each part of it was written."""

    path: str
    """The file, as it was named by the caller."""
    data: Mapping[str, object]
    """Plain dicts, lists, texts, integers, decimals, booleans and None."""
    positions: Mapping[Loc, Position]
    """Where each value begins; ``()`` is the whole file."""
    key_positions: Mapping[Loc, Position]
    """Where the key of each value in a mapping begins."""
    lines: tuple[str, ...]
    """The text, line by line, without line breaks."""

    def position(self, loc: Loc) -> Position:
        """Return where a value begins, or the nearest thing around it that was written."""
        for size in range(len(loc), -1, -1):
            found = self.positions.get(loc[:size])
            if found is not None:
                return found
        return Position(1, 1)

    def key_position(self, loc: Loc) -> Position:
        """Return where the key of a value begins, or where the value itself does."""
        return self.key_positions.get(loc) or self.position(loc)

    def line(self, number: int) -> str | None:
        """Return the text of a line, from 1; None outside the file."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None

    def problem(
        self,
        loc: Loc,
        code: str,
        fields: Mapping[str, FieldValue] | None = None,
        *,
        at_key: bool = False,
        severity: Severity = "error",
    ) -> Problem:
        """Return a problem at the place of a value, or of its key.

        ``dataclasses.replace`` adds advice, or the words of a code that has none here.

        Args:
            loc: Where in the data.
            code: A stable code.
            fields: What fills the message.
            at_key: Point at the key instead of the value.
            severity: Whether the content can still be used.
        """
        at = self.key_position(loc) if at_key else self.position(loc)
        return Problem(self.path, at.line, at.column, code, fields or {}, severity)


def read_source(raw: str | bytes, path: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """Read one YAML file that is already in memory.

    Args:
        raw: The content of the file; bytes must be UTF-8, with or without a byte order mark.
        path: How problems name the file.

    Returns:
        The source and every problem found, in order. The source is there as soon as the text has a
        shape, even with problems (a repeated key), so that its models can be checked in the same
        pass; it is None when it has none, and then there is at least one problem. Never raises.
    """
    text, refused = _text(raw, path)
    if refused is not None:
        return None, (refused,)
    lines = _split(text)
    problems = Problems(_unwanted(lines, path))
    builder = TreeBuilder(path, lines)
    data: dict[str, object] | None = None
    try:
        # A stand-in of the same width lets the rest of the file be checked too.
        data = builder.build(yaml.parse(UNWANTED.sub("\ufffd", text), Loader=_LOADER))
    except TooDeepError as deep:
        at = deep.position
        problems.add(Problem(path, at.line, at.column, "Y003", {"limit": str(MAX_DEPTH)}))
    except yaml.YAMLError as error:
        problems.add(syntax_problem(error, path, lines))
    problems.extend(builder.problems)
    if data is None:
        return None, problems.sorted()
    source = Source(path, data, builder.positions, builder.key_positions, lines)
    return source, problems.sorted()


def split_lines(raw: str | bytes) -> tuple[str, ...]:
    """Return the lines of a file to quote from, whatever its bytes; at least one line."""
    text = raw.decode("utf-8", errors="replace") if isinstance(raw, bytes) else raw
    return _split(text.removeprefix(_BOM))


def _text(raw: str | bytes, path: str) -> tuple[str, Problem | None]:
    """Return the text without byte order mark, or the reason to go no further."""
    size = len(raw)
    if isinstance(raw, str) and size <= MAX_BYTES:
        size = len(raw.encode("utf-8", errors="surrogatepass"))
    if size > MAX_BYTES:
        return "", Problem(path, 1, 1, "Y002", {"size": str(size), "limit": str(MAX_BYTES)})
    if isinstance(raw, str):
        return raw.removeprefix(_BOM), None
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = _LINE_BREAK.split(raw[: error.start].decode("utf-8"))
        byte = f"0x{raw[error.start]:02X}"
        return "", Problem(path, len(before), len(before[-1]) + 1, "Y001", {"byte": byte})


def _split(text: str) -> tuple[str, ...]:
    lines = _LINE_BREAK.split(text)
    # What ends with a line break has no line after it; an empty file still has its first.
    return tuple(lines[:-1] if len(lines) > 1 and not lines[-1] else lines)


def _unwanted(lines: Sequence[str], path: str) -> list[Problem]:
    """Return a problem for the first unwanted character of each line: the others go with it."""
    found = ((number, UNWANTED.search(line)) for number, line in enumerate(lines, start=1))
    return [
        Problem(path, number, char.start() + 1, "Y007", {"name": code_point(char.group())})
        for number, char in found
        if char is not None
    ]
