"""Folded text -> words: runs of letters and digits, with the pack's abbreviations written out.

What must stay true: every token keeps the span of what was typed, so evidence can always be quoted; an abbreviation
that stands for several words gives several tokens with one span.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from callcoach.text import FoldedText, fold_phrase
from callcoach.understanding.utterance import Token

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’"


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, abbreviations left as they are."""
    return tuple(_WORD.findall(fold_phrase(phrase)))


@dataclass(frozen=True)
class Abbreviations:
    """Short spellings compiled for lookup by their first word."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...]]
    """First word -> (words of the short form, words it stands for, whether it ends in an apostrophe)."""

    @classmethod
    def compile(cls, pairs: Mapping[str, str]) -> Abbreviations:
        """Compile the pack's table; longer short forms are tried first."""
        by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], bool]]] = {}
        for short, full in pairs.items():
            key = words_of(short)
            if key:
                entry = (key, words_of(full), short.rstrip().endswith(tuple(_APOSTROPHES)))
                by_first.setdefault(key[0], []).append(entry)
        return cls(
            {
                first: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry)))
                for first, entries in by_first.items()
            }
        )

    def words(self) -> frozenset[str]:
        """Return all words of the short forms and of what they stand for."""
        entries = [entry for group in self.by_first.values() for entry in group]
        return frozenset(word for short, full, _ in entries for word in (*short, *full))


def tokenise(folded: FoldedText, abbreviations: Abbreviations) -> tuple[Token, ...]:
    """Return the words of a folded text, abbreviations expanded.

    An elided word (« c' » in « c'est ») is no abbreviation, whatever the table says of « c ».
    """
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
    """Return how many words the longest abbreviation at ``index`` takes, and what it stands for."""
    first = found[index].group()
    for short, full, elided in abbreviations.by_first.get(first, ()):
        last = index + len(short) - 1
        if last >= len(found):
            continue
        if tuple(match.group() for match in found[index : last + 1]) != short:
            continue
        end = found[last].end()
        if not elided and text[end : end + 1] in tuple(_APOSTROPHES):
            continue
        return len(short), full
    return 1, (first,)
