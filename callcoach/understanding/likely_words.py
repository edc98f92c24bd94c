"""Which word was meant by a misspelt one: the likeliest among those a slip away.

A noisy channel: how often a word is written, how often beside its neighbours, and how easily
fingers make just this slip of it. What must stay true: the same counts give the same answer; the
order of words never matters.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

OFTEN = 2
"""A word met but once may be a misspelling itself: it is known, but nothing is read as it."""
_SHORT = 3
_LONG = 7
"""From so many letters two edits are allowed."""
_SHORT_OFTEN = 12
"""Three letters are a slip away from many words: only from those met so often."""
_EVERYWHERE = 100
"""Only words met so often are meant by a word that is known itself."""
_SIDE_BY_SIDE = 6
"""And only between neighbours beside which they were met so often."""
_OWN = 0.8
"""Weight of what the content writes against what people say in general."""
_PAIR = 0.7
"""Weight of pairs of words against single words."""
_FLOOR = 1e-7
PLAIN_SLIP = math.log(1e-2)
_ODD_SLIP = math.log(2e-3)
"""A letter put for another that is not beside it on the keyboard, or out of nowhere."""
_HEAD_SLIP = math.log(5e-4)
"""Typists rarely miss the first letter: « radiateur » is no « médiateur »."""
UNPARTED = math.log(1e-2)
"""Two words without the space or the apostrophe between them."""
_STANDS = math.log(4.0)
"""By how much a reading must be likelier than an ordinary word that was typed as it stands."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The words before and after one, or nothing."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a word may misspell."""

    words: tuple[str, ...]
    edits: int
    slip: float
    """Logarithm of how easily fingers make one of the other."""


@dataclass(frozen=True)
class Speech:
    """How often words are written, alone and side by side."""

    counts: Mapping[str, int]
    """In the content."""
    pairs: Mapping[str, int] = field(default_factory=dict)
    """Two words of the content with a space between."""
    common: Mapping[str, int] = field(default_factory=dict)
    """In general; a word that is here only is a word too."""
    keyboard: tuple[str, ...] = ()
    """The rows of letters, from the top."""

    @cached_property
    def _near(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        """Words that something may be read as, by first letter and length."""
        return _by_shape(
            word
            for word in sorted({*self.common, *self.counts})
            if word in self.common or self.counts[word] >= OFTEN
        )

    @cached_property
    def _everywhere(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        return _by_shape(w for w in sorted(self.counts) if self.counts[w] >= _EVERYWHERE)

    @cached_property
    def _totals(self) -> tuple[int, int]:
        return max(1, sum(self.counts.values())), max(1, sum(self.common.values()))

    @cached_property
    def _beside(self) -> frozenset[str]:
        """Pairs of letters that lie side by side on the keyboard."""
        found: set[str] = set()
        for row in self.keyboard:
            found |= {a + b for a, b in itertools.pairwise(row)}
        for upper, lower in itertools.pairwise(self.keyboard):
            for shift in (0, 1):
                found |= {a + b for a, b in zip(upper[shift:], lower, strict=False)}
        return frozenset(found | {pair[::-1] for pair in found})

    def respellings(self, typed: str) -> Iterator[Meant]:
        """Yield the words that ``typed`` may misspell."""
        allowed = 2 if len(typed) >= _LONG else 1
        for word, edits in _around(typed, allowed, self._near):
            if len(typed) > _SHORT or self.counts.get(word, 0) >= _SHORT_OFTEN:
                yield Meant((word,), edits, self._slip(typed, word, edits))

    def replacements(self, typed: str, beside: Neighbours) -> Iterator[Meant]:
        """Yield what may be meant by a known word that cannot stand between its neighbours.

        « je vos appelle »: the word was met beside neither neighbour, another one, a slip away,
        often beside them.
        """
        if self._met(typed, beside):
            return
        for word, edits in _around(typed, 1, self._everywhere):
            slip = self._slip(typed, word, edits)
            again = word in (beside.before, beside.after)
            if slip >= PLAIN_SLIP and not again and self._met(word, beside) >= _SIDE_BY_SIDE:
                yield Meant((word,), edits, slip)

    def _met(self, word: str, beside: Neighbours) -> int:
        """Return how often a word was met beside its neighbours."""
        before, after = f"{beside.before} {word}", f"{word} {beside.after}"
        return self.pairs.get(before, 0) + self.pairs.get(after, 0)

    def likeliest(self, found: Iterable[Meant], beside: Neighbours) -> Meant | None:
        """Return the likeliest between its neighbours; of equals the first by the alphabet."""
        return min(
            found, key=lambda meant: (-self._score(meant, beside), meant.words), default=None
        )

    def stands(self, typed: str, meant: Meant, beside: Neighbours) -> bool:
        """Return whether an ordinary word is as likely as what it may misspell."""
        return self._score(meant, beside) <= self._likely((typed,), beside) + _STANDS

    def _score(self, meant: Meant, beside: Neighbours) -> float:
        # Rounded, because the last bit of a logarithm may differ between machines.
        return round(self._likely(meant.words, beside) + meant.slip, 6)

    def _likely(self, words: Sequence[str], beside: Neighbours) -> float:
        """Return the logarithm of how likely one word or two are between their neighbours."""
        first, last = words[0], words[-1]
        score = math.log(self._alone(first))
        if len(words) > 1:
            score += math.log(self._alone(last)) + self._lift(first, last)
        return score + self._lift(beside.before, first) + self._lift(last, beside.after)

    def _alone(self, word: str) -> float:
        own, common = self._totals
        return (
            _OWN * self.counts.get(word, 0) / own
            + (1 - _OWN) * self.common.get(word, 0) / common
            + _FLOOR
        )

    def _lift(self, first: str, second: str) -> float:
        """Return the logarithm of how much oftener than by chance two words stand together."""
        own = self._totals[0]
        met = self.counts.get(first, 0) * self.counts.get(second, 0)
        if not met:
            return 0.0
        together = self.pairs.get(f"{first} {second}", 0)
        return math.log(_PAIR * together * own / met + 1 - _PAIR)

    def _slip(self, typed: str, word: str, edits: int) -> float:
        """Return the logarithm of how easily fingers make one of the other."""
        score = PLAIN_SLIP * edits
        if edits == 1 and self._odd(typed, word):
            score += _ODD_SLIP - PLAIN_SLIP
        if typed[0] != word[0]:
            score += _HEAD_SLIP - PLAIN_SLIP
        return score

    def _odd(self, typed: str, word: str) -> bool:
        """Return whether a letter was typed that is neither doubled nor beside the right one."""
        place = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), -1)
        if len(typed) > len(word):
            place = len(word) if place < 0 else place
            return typed[place] not in (typed[place - 1], *typed[place + 1 : place + 2])
        if len(typed) < len(word) or typed[place + 1 :] != word[place + 1 :]:
            return False  # a letter left out, or two swapped
        return typed[place] + word[place] not in self._beside


def _by_shape(words: Iterable[str]) -> Mapping[tuple[str, int], tuple[str, ...]]:
    buckets: dict[tuple[str, int], list[str]] = {}
    for word in words:
        if len(word) >= _SHORT:
            buckets.setdefault((word[0], len(word)), []).append(word)
    return {key: tuple(group) for key, group in buckets.items()}


def _around(
    typed: str, allowed: int, words: Mapping[tuple[str, int], tuple[str, ...]]
) -> Iterator[tuple[str, int]]:
    """Yield the words within so many edits that begin as ``typed`` does, one letter missed."""
    for length in range(len(typed) - allowed, len(typed) + allowed + 1):
        for head in sorted(set(typed[:2])):
            for word, edits, _ in process.extract(
                typed,
                words.get((head, length), ()),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=None,
            ):
                if edits:
                    yield word, edits
