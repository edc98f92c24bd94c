"""Fold what was typed into one plain spelling, and keep the way back to the raw characters.

What must stay true: folding is idempotent, takes linear time, accepts any ``str`` (lone surrogates
included), and every span of the folded text maps to a non-empty span of whole raw characters.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_APOSTROPHES = "'’‘‛ʼʻˈ`´′＇‹›"
_QUOTES = '"«»“”„‟＂'
_DASHES = "−⁃﹣－"
_SPELLED_OUT = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "⁄": "/",  # what NFKD makes of the bar in « ½ »
}
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of raw characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that cannot be quoted."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range of characters: {self.start}..{self.end}")


@dataclass(frozen=True)
class FoldedText:
    """A text folded by ``fold``, with its way back."""

    raw: str
    """What was typed."""
    text: str
    """Lower case, no accents, plain apostrophes, quotes and dashes, single spaces."""
    offsets: tuple[int, ...]
    """Raw index at which each folded character begins, then the raw end of the last one."""

    def span(self, start: int, end: int) -> Span:
        """Return the raw span of a half-open folded range.

        It covers whole raw characters, combining marks included: half of a folded « œ » is all of
        the raw one. An empty range gives an empty span.

        Raises:
            ValueError: The range does not lie inside the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"range {start}..{end} is outside the folded text")
        if start == end:
            return Span(self.offsets[start], self.offsets[start])
        # The raw character of the last folded one ends where the next raw character begins.
        last = self.offsets[end - 1]
        following = bisect_right(self.offsets, last, lo=end - 1)
        return Span(self.offsets[start], self.offsets[following])

    def quote(self, start: int, end: int) -> str:
        """Return the raw characters of a half-open folded range."""
        span = self.span(start, end)
        return self.raw[span.start : span.end]

    def with_words(self, words: Mapping[Span, Sequence[str]]) -> FoldedText:
        """Return the text with other words in place of some raw spans; the way back stays."""
        if not words:
            return self
        pieces: list[str] = []
        offsets: list[int] = []
        copied = 0
        for span in sorted(words, key=lambda span: span.start):
            start = bisect_left(self.offsets, span.start)
            end = bisect_left(self.offsets, span.end, lo=start)
            written = " ".join(words[span])
            pieces += [self.text[copied:start], written]
            offsets += self.offsets[copied:start]
            offsets += [span.start] * len(written)
            copied = end
        pieces.append(self.text[copied:])
        offsets += self.offsets[copied:]
        return FoldedText(self.raw, "".join(pieces), tuple(offsets))


def fold(raw: str) -> FoldedText:
    """Return the folded text and the map back to ``raw``.

    Lower case, no accents, « œ » as « oe », typographic apostrophes, quotes and dashes in their
    plain form, runs of white space as one space, none at the ends; control, zero-width and
    direction characters are dropped. Other punctuation stays. Abbreviations are not expanded here.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    gap = -1  # raw index of white space that is written only if something follows it
    end = 0  # raw end of the last character kept, marks included
    for index, character in enumerate(raw):
        form = _form(character)
        if form == " ":
            if gap < 0:
                gap = index
            continue
        if not form:
            if gap < 0:
                end = index + 1
            continue
        if gap >= 0 and pieces:
            pieces.append(" ")
            offsets.append(gap)
        gap = -1
        pieces.append(form)
        offsets.extend([index] * len(form))
        end = index + 1
    offsets.append(end)
    return FoldedText(raw, "".join(pieces), tuple(offsets))


def fold_phrase(raw: str) -> str:
    """Return the folded text alone: ``fold(raw).text``."""
    return " ".join("".join(map(_form, raw)).split())


def legible(raw: str) -> str:
    """Return a text whose control and direction characters are spaces; line ends and tabs stay.

    What is typed or piped may hold signs that move a terminal or hide words; nobody can say them.
    """
    return "".join(" " if _is_control(character) else character for character in raw)


def _is_control(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")


@lru_cache(maxsize=4096)
def _form(character: str) -> str:
    """Return what one raw character becomes: nothing, one space, or folded characters.

    A decomposition may hold letters that decompose again once lowered, so the step is repeated
    until nothing moves; that is also what makes folding idempotent.
    """
    form = character
    while (simpler := "".join(map(_simpler, form))) != form:
        form = simpler
    # Some characters decompose into a space and a mark ("¨"), or into words: as a whole they are
    # one sign.
    return form.replace(" ", "") or " " if " " in form else form


def _simpler(character: str) -> str:
    """Return one character a step nearer to its plain form."""
    if character in _SPELLED_OUT:
        return _SPELLED_OUT[character]
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Cs":
        return _REPLACEMENT  # half of a surrogate pair cannot be written anywhere
    if category in {"Mn", "Me", "Cc", "Cf"}:
        return ""
    if category == "Pd":
        return "-"
    return unicodedata.normalize("NFKD", character.lower())
