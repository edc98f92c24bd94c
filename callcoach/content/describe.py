"""Values as messages quote them: short, on one line, in both languages."""

from __future__ import annotations

from decimal import Decimal

from callcoach.content.messages import (
    A_BLOCK,
    A_LIST,
    ANOTHER_KIND,
    NOTHING,
    THE_TEXT,
    Bilingual,
)

_LONGEST = 40


def shorten(text: str) -> str:
    """Return the text on one line, cut at 40 characters, without unprintable characters."""
    # The slice comes first: a text of a megabyte costs no more than a word.
    line = " ".join(text[: 4 * _LONGEST].split())
    line = "".join(char if char.isprintable() else "\ufffd" for char in line)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def described(value: object) -> Bilingual:
    """Return how to name a value that was found, as a template without fields."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return _quoted(str(value).lower())
    if isinstance(value, str | int | float | Decimal):
        return _quoted(str(value))
    if isinstance(value, dict):
        return A_BLOCK
    if isinstance(value, list | tuple | set | frozenset):
        return A_LIST
    return ANOTHER_KIND


def described_text(value: str) -> Bilingual:
    """Return how to name a value that is a text, where another kind was wanted."""
    named = _quoted(value)
    if named is NOTHING:
        return named
    return Bilingual(THE_TEXT.fr.format(value=named.fr), THE_TEXT.en.format(value=named.en))


def _quoted(text: str) -> Bilingual:
    if not text.strip():
        return NOTHING
    # Doubled braces: the result is a template, and authors write slots such as {name}.
    shown = shorten(text).replace("{", "{{").replace("}", "}}")
    return Bilingual(f"« {shown} »", f"'{shown}'")
