"""Folded text -> words: runs of letters and digits, with the pack's abbreviations written out.

What must stay true: every token keeps the span of what was typed, so evidence can always be
quoted; an abbreviation that stands for several words gives several tokens with one span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from callcoach.text import FoldedText, fold_phrase
from callcoach.understanding.utterance import Token

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = "'"


@lru_cache(maxsize=16_384)
def words_of(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, abbreviations left as they are."""
    return tuple(_WORD.findall(fold_phrase(phrase)))


@dataclass(frozen=True, slots=True)
class Short:
    """A short spelling and what it stands for."""

    words: tuple[str, ...]
    full: tuple[str, ...]
    ending: str
    """An apostrophe or a full stop when it ends in one, else nothing."""

    def fits(self, following: str) -> bool:
        """Return whether the character after it allows it.

        An elided word (« c' » in « c'est ») is no abbreviation, whatever the table says of « c »;
        « m. » is one only before its full stop.
        """
        if self.ending == ".":
            return following == "."
        return self.ending == following or following != _APOSTROPHE


@dataclass(frozen=True)
class Abbreviations:
    """Short spellings compiled for lookup by their first word."""

    by_first: Mapping[str, tuple[Short, ...]]

    @classmethod
    def compile(cls, pairs: Mapping[str, str]) -> Abbreviations:
        """Compile the pack's table; longer short forms are tried first."""
        by_first: dict[str, list[Short]] = {}
        for typed, full in pairs.items():
            folded = fold_phrase(typed)
            words = words_of(typed)
            if words:
                ending = folded[-1] if folded[-1] in {_APOSTROPHE, "."} else ""
                by_first.setdefault(words[0], []).append(Short(words, words_of(full), ending))
        return cls(
            {
                first: tuple(sorted(group, key=lambda short: (-len(short.words), short.words)))
                for first, group in by_first.items()
            }
        )

    def words(self) -> frozenset[str]:
        """Return all words of the short forms and of what they stand for."""
        group = [short for shorts in self.by_first.values() for short in shorts]
        return frozenset(word for short in group for word in (*short.words, *short.full))


def tokenise(folded: FoldedText, abbreviations: Abbreviations) -> tuple[Token, ...]:
    """Return the words of a folded text, abbreviations expanded."""
    found = list(_WORD.finditer(folded.text))
    tokens: list[Token] = []
    index = 0
    while index < len(found):
        used, words = _expansion(folded.text, found, index, abbreviations)
        span = folded.span(found[index].start(), found[index + used - 1].end())
        tokens.extend(Token(word, span) for word in words)
        index += used
    return tuple(tokens)


def _expansion(
    text: str, found: list[re.Match[str]], index: int, abbreviations: Abbreviations
) -> tuple[int, tuple[str, ...]]:
    """Return how many words the longest abbreviation there takes, and its meaning."""
    first = found[index].group()
    for short in abbreviations.by_first.get(first, ()):
        last = index + len(short.words) - 1
        if last >= len(found):
            continue
        typed = tuple(match.group() for match in found[index : last + 1])
        end = found[last].end()
        if typed == short.words and short.fits(text[end : end + 1]):
            return len(short.words), short.full
    return 1, (first,)
