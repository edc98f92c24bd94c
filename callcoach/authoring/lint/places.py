"""The exact place of a character inside a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.content.problems import Position

if TYPE_CHECKING:
    from callcoach.content.problems import Loc
    from callcoach.content.source import Source


def inside(source: Source, loc: Loc, text: str, offset: int) -> Position:
    """Return where in its file a character of a text stands.

    Args:
        source: The file.
        loc: Where the text is.
        text: What it was read as.
        offset: Which character, from 0.

    Returns:
        The character's own place when the text stands on one line as it was read; the beginning
        of the value when it is folded over lines or written with escapes.
    """
    begin = source.position(loc)
    written = source.line(begin.line) or ""
    start = begin.column - 1
    # A short spelling of a line (`- {say: "…"}`) has its place one level down.
    for key in ("say",):
        if (*loc, key) in source.positions:
            return inside(source, (*loc, key), text, offset)
    if written[start : start + 1] in ("'", '"'):
        start += 1
    if written.startswith(text, start):
        return Position(begin.line, start + offset + 1)
    return _in_block(source, begin, text, offset) or begin


def _in_block(source: Source, begin: Position, text: str, offset: int) -> Position | None:
    """Return the place in a block (``>-``, ``|-``) whose words stand on the next lines."""
    header = (source.line(begin.line) or "")[begin.column - 1 :]
    if not header.startswith((">", "|")):
        return None
    left = offset
    number = begin.line + 1
    rest = text
    while (line := source.line(number)) is not None:
        words = line.strip()
        if not words or not rest.startswith(words):
            return None
        if left < len(words):
            return Position(number, line.index(words) + left + 1)
        # Folding puts one space, or one line break, where the line ends.
        left -= len(words) + 1
        rest = rest[len(words) + 1 :]
        if left < 0:
            return None
        number += 1
    return None
