"""What the act classifier looks at: words of a piece, n-grams of words and letters.

What must stay true: features are strings made of the words alone, so compiling and reading give
the same ones on every machine; what was recognised as a sum, a day or a name stands as a sign for
its kind, since which one it is says nothing.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.text import Span
    from callcoach.understanding.utterance import Token

SIGN = "#"
"""Begins the sign of a kind: ``#money``."""
_GRAMS = (3, 4, 5)


def classifier_words(
    tokens: Sequence[Token], kinds: Sequence[tuple[Span, str]], names: frozenset[Span]
) -> tuple[str, ...]:
    """Return the words with signs in place of what was recognised.

    Args:
        tokens: The words of a piece.
        kinds: Spans of entities with their kind; the first that covers a word counts.
        names: Spans of words that are names.
    """
    words: list[str] = []
    last: Span | None = None
    for token in tokens:
        covering = next(
            (item for item in kinds if item[0].start <= token.span.start < item[0].end), None
        )
        if covering is not None:
            if covering[0] != last:
                words.append(SIGN + covering[1])
            last = covering[0]
            continue
        last = None
        if token.span in names:
            word = SIGN + "name"
        elif any(character.isdigit() for character in token.text):
            word = SIGN + "figure"
        else:
            word = token.text
        if not (word.startswith(SIGN) and words and words[-1] == word):
            words.append(word)
    return tuple(words)


def bag_of(words: Iterable[str]) -> str:
    """Return the words sorted: sentences of the same words are equal."""
    return " ".join(sorted(words))


def word_features(words: Sequence[str]) -> frozenset[str]:
    """Return single words and pairs of neighbours."""
    pairs = (f"{first} {second}" for first, second in itertools.pairwise(words))
    return frozenset((*words, *pairs))


def letter_features(words: Iterable[str]) -> frozenset[str]:
    """Return runs of three to five letters of each word, edges included; signs have none."""
    return frozenset(
        gram for word in words if not word.startswith(SIGN) for gram in _letters(word)
    )


@lru_cache(maxsize=8192)
def _letters(word: str) -> tuple[str, ...]:
    padded = f" {word[:30]} "
    return tuple(
        padded[start : start + size]
        for size in _GRAMS
        for start in range(max(1, len(padded) - size + 1))
    )
