"""Misspelt words -> known words, within a bounded edit distance (design 5, stage 2).

What must stay true: a known word is never turned into another, a number or a name never, and no
repair makes or destroys a negation word; so a repair can sharpen a sentence but not turn its sense
round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from callcoach.text import Span
    from callcoach.understanding.utterance import Token

_SHORT, _LONG = 4, 8
"""Words under four letters are never repaired; from eight letters two edits are allowed."""
_OFTEN = 2
"""A word met but once may be a misspelling itself: it is known, but nothing is read as it."""
_FAR_OFTENER = 5
"""A word met once that a writer glued (« lhuissier ») yields to one met so many times."""
_VOWELS = frozenset("aeiouyh")
"""A word may be elided before these."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One word read as another, or as an elided word and another."""

    span: Span
    typed: str
    read_as: tuple[str, ...]
    distance: int


@dataclass(frozen=True)
class Vocabulary:
    """The words the content uses, with how often; what a misspelt word may be read as."""

    counts: Mapping[str, int]
    ordinary: frozenset[str]
    """Words met in lower case: no names."""
    protected: frozenset[str]
    """Negation words: never the source nor the result of a repair."""
    elided: frozenset[str] = frozenset()
    """Words that may be glued to the next one: « jessaie »."""

    @cached_property
    def _by_length(self) -> Mapping[int, tuple[str, ...]]:
        """Candidates by length: frequent words first, so that a tie goes to the likelier one."""
        buckets: dict[int, list[str]] = {}
        for word, count in self.counts.items():
            if count >= _OFTEN and len(word) >= _SHORT - 1 and word not in self.protected:
                buckets.setdefault(len(word), []).append(word)
        return {
            length: tuple(sorted(bucket, key=lambda word: (-self.counts[word], word)))
            for length, bucket in buckets.items()
        }

    def __contains__(self, word: object) -> bool:
        return word in self.counts or word in self.protected

    def nearest(self, word: str) -> tuple[tuple[str, ...], int] | None:
        """Return what a word misspells and the edit distance; None when known or like nothing."""
        if len(word) < _SHORT or not word.isalpha() or word in self.protected:
            return None
        if self.counts.get(word, 0) >= _OFTEN:
            return None  # « savez » is no « s avez »: a word that is known stays what it is
        if word in self.counts:
            return self._unglued(word, _FAR_OFTENER)
        return self._unglued(word, _OFTEN) or self._respelt(word)

    def _unglued(self, word: str, least: int) -> tuple[tuple[str, ...], int] | None:
        """Return « j essaie » for « jessaie », when « essaie » was written so many times."""
        for size in (1, 2):
            first, rest = word[:size], word[size:]
            if first in self.elided and rest[:1] in _VOWELS and self.counts.get(rest, 0) >= least:
                return (first, rest), 1
        return None

    def _respelt(self, word: str) -> tuple[tuple[str, ...], int] | None:
        allowed = 1 if len(word) < _LONG else 2
        best: tuple[int, int, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for known, distance, _ in process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=8,
            ):
                # Typists rarely miss the first letter: « radiateur » is no « médiateur ».
                if known[0] in word[:2]:
                    candidate = (distance, -self.counts[known], known)
                    best = candidate if best is None else min(best, candidate)
        return None if best is None else ((best[2],), best[0])


def repair(
    tokens: tuple[Token, ...], known: Vocabulary, names: Collection[Span] = ()
) -> tuple[tuple[Token, ...], tuple[Repair, ...]]:
    """Return the tokens with misspelt words read as known ones, and what was changed."""
    read: list[Token] = []
    repairs: list[Repair] = []
    for token in tokens:
        near = None if token.span in names else known.nearest(token.text)
        if near is None:
            read.append(token)
            continue
        read.extend(replace(token, text=text) for text in near[0])
        repairs.append(Repair(token.span, token.text, *near))
    return tuple(read), tuple(repairs)
