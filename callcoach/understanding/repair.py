"""Misspelt words -> known words, within a bounded edit distance (design 5, stage 2).

A slip of the fingers is undone by asking which word was meant, given its neighbours: words that
the content writes, and ordinary words besides, so that « assiette » is nothing else misspelt. What
must stay true: a word that the content knows is never turned into another, a number or a name
never, and no repair makes or destroys a negation word; so a repair can sharpen a sentence but not
turn its sense round. Work is bounded however many strange words are pasted in.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from callcoach.understanding.likely_words import (
    OFTEN,
    PLAIN_SLIP,
    UNPARTED,
    Meant,
    Neighbours,
    Speech,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from callcoach.text import Span
    from callcoach.understanding.utterance import Token

_SHORT = 3
"""Words of fewer letters are never repaired."""
_FAR_OFTENER = 5
"""A word met once that a writer glued (« lhuissier ») yields to one met so many times."""
_VOWELS = frozenset("aeiouyh")
"""A word may be elided before these."""
_SEVERAL = 3
_STRANGE_SHARE = 0.5
_PLAIN_SHARE = 0.5
"""Where so many words are strange, so many of them are plain slips, or the turn is in another
language."""
MAX_STRANGE = 150
"""Strange words of one turn that are looked up; with more it is no language we know."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One word read as another, or as an elided word and another."""

    span: Span
    typed: str
    read_as: tuple[str, ...]
    distance: int


@dataclass(frozen=True)
class Vocabulary:
    """The words that are known, and what a misspelt one may be read as."""

    speech: Speech
    """How often words are written, alone and side by side."""
    ordinary: frozenset[str]
    """Words met in lower case: no names."""
    protected: frozenset[str]
    """Negation words: never the source nor the result of a repair."""
    elided: frozenset[str] = frozenset()
    """Words that may be glued to the next one: « jessaie »."""

    def __contains__(self, word: object) -> bool:
        return word in self.speech.counts or word in self.protected

    def options(self, word: str) -> tuple[Meant, ...]:
        """Return what a word may misspell, whatever its neighbours."""
        count = self.speech.counts.get(word, 0)
        if not self._may_be_misspelt(word) or count >= OFTEN:
            return ()
        if count:
            return tuple(self._elided(word, _FAR_OFTENER))
        return (
            *self.speech.respellings(word),
            *self._elided(word, OFTEN),
            *self._glued(word),
        )

    def chosen(self, word: str, options: Sequence[Meant], beside: Neighbours) -> Meant | None:
        """Return which of its options a word is between its neighbours; None when it stays."""
        speech = self.speech
        if not options and self.knows(word) and self._may_be_misspelt(word):
            options = tuple(speech.replacements(word, beside))
        meant = speech.likeliest(options, beside)
        if meant is None or (self._denies(meant) and not self._must_deny(word, meant)):
            return None
        if not self.knows(word) and word in speech.common and speech.stands(word, meant, beside):
            return None
        return meant

    def knows(self, word: str) -> bool:
        """Return whether the content writes the word more than once."""
        return self.speech.counts.get(word, 0) >= OFTEN

    def _denies(self, meant: Meant) -> bool:
        return not self.protected.isdisjoint(meant.words)

    def _must_deny(self, word: str, meant: Meant) -> bool:
        """Return whether a negation is the only thing that was meant.

        « aucn huissier » left as it stands would be read as the threat that it denies.
        """
        return (
            len(word) > _SHORT
            and len(meant.words) == 1
            and meant.slip >= PLAIN_SLIP
            and word not in self.speech.counts
            and word not in self.speech.common
        )

    def _may_be_misspelt(self, word: str) -> bool:
        return len(word) >= _SHORT and word.isalpha() and word not in self.protected

    def _elided(self, word: str, least: int) -> Iterator[Meant]:
        """Yield « j essaie » for « jessaie », when « essaie » was written so many times."""
        for size in (1, 2):
            first, rest = word[:size], word[size:]
            known = self.speech.counts.get(rest, 0) >= least
            if known and first in self.elided and rest[:1] in _VOWELS:
                yield Meant((first, rest), 1, UNPARTED)

    def _glued(self, word: str) -> Iterator[Meant]:
        """Yield « vous pouvez » for « vouspouvez », when they were written side by side."""
        for place in range(2, len(word) - 1):
            first, rest = word[:place], word[place:]
            if self.speech.pairs.get(f"{first} {rest}", 0) >= OFTEN:
                yield Meant((first, rest), 1, UNPARTED)


@dataclass(frozen=True, slots=True)
class _Word:
    """One token on its way to be read."""

    token: Token
    options: tuple[Meant, ...] | None
    """What it may misspell, whatever its neighbours; None where nobody should ask."""
    joined: bool
    """Whether nothing but a space parts it from the token before."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a token is read as: itself, or what it misspells."""

    words: tuple[str, ...]
    meant: Meant | None = None


def side_by_side(first: Token, second: Token) -> bool:
    """Return whether nothing but a space or an apostrophe parts two words."""
    return second.span.start - first.span.end <= 1


def repair(
    tokens: tuple[Token, ...], known: Vocabulary, names: Collection[Span] = ()
) -> tuple[tuple[Token, ...], tuple[Repair, ...]]:
    """Return the tokens with misspelt words read as known ones, and what was changed."""
    words = _words(tokens, known, names)
    readings = [_Reading((token.text,)) for token in tokens]
    # Twice, because a word that is misspelt itself tells nothing about the one before it.
    readings = _read(words, readings, known)
    readings = _read(words, readings, known)
    if _foreign(words, readings, known):
        return tokens, ()
    read: list[Token] = []
    repairs: list[Repair] = []
    for token, reading in zip(tokens, readings, strict=True):
        if reading.meant is None:
            read.append(token)
            continue
        read.extend(replace(token, text=word) for word in reading.words)
        repairs.append(Repair(token.span, token.text, reading.words, reading.meant.edits))
    return tuple(read), tuple(repairs)


def _words(
    tokens: Sequence[Token], known: Vocabulary, names: Collection[Span]
) -> tuple[_Word, ...]:
    """Return the tokens with what each may misspell."""
    found: list[_Word] = []
    left = MAX_STRANGE
    several = {a.span for a, b in itertools.pairwise(tokens) if a.span == b.span}
    for index, token in enumerate(tokens):
        strange = not known.knows(token.text)
        left -= strange
        asked = (
            token.span not in names and token.span not in several and (left >= 0 or not strange)
        )
        options = known.options(token.text) if asked else None
        joined = index > 0 and side_by_side(tokens[index - 1], token)
        found.append(_Word(token, options, joined))
    return tuple(found)


def _foreign(words: Sequence[_Word], readings: Sequence[_Reading], known: Vocabulary) -> bool:
    """Return whether few strange words are a plain slip away from known ones: « buenos dias »."""
    strange = [
        reading.meant is not None and reading.meant.slip >= PLAIN_SLIP
        for word, reading in zip(words, readings, strict=True)
        if word.options is not None
        and len(word.token.text) >= _SHORT
        and word.token.text not in known
        and word.token.text not in known.speech.common
    ]
    return (
        len(strange) >= max(_SEVERAL, len(words) * _STRANGE_SHARE)
        and sum(strange) < len(strange) * _PLAIN_SHARE
    )


def _read(words: Sequence[_Word], around: Sequence[_Reading], known: Vocabulary) -> list[_Reading]:
    """Return the reading of each word; the one after it is taken from ``around``."""
    readings: list[_Reading] = []
    for index, word in enumerate(words):
        near = None
        if word.options is not None:
            follows = index + 1 < len(words) and words[index + 1].joined
            beside = Neighbours(
                readings[-1].words[-1] if word.joined else "",
                around[index + 1].words[0] if follows else "",
            )
            near = known.chosen(word.token.text, word.options, beside)
        readings.append(_Reading((word.token.text,) if near is None else near.words, near))
    return readings
