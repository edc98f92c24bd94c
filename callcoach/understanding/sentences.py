"""Sentences as vectors, for the classifier, from whatever encoder the caller holds (design 5.1).

What must stay true: this room names no encoder and loads none; what one answers becomes whole
numbers at once, so that the last bits of its arithmetic are gone before anything is counted.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

STEPS = 512
"""Steps between 0 and 1 of a vector's component."""
_FIGURES = re.compile(r"\d+(?:[\s.,]\d+)*")
_FIGURE = "10"


class SentenceEncoder(Protocol):
    """Turns sentences into vectors: near ones mean nearly the same."""

    @property
    def id(self) -> str:
        """Name and version: an encoder of another id gives other vectors."""

    def encode(self, texts: tuple[str, ...]) -> NDArray[np.float32]:
        """Return one row a text; the same texts in the same order give the same rows."""


@dataclass(frozen=True, eq=False)
class SentenceTable:
    """What the classifier learnt about vectors."""

    centre: NDArray[np.int16]
    """The mean of the examples' vectors; likeness is measured from there."""
    weights: NDArray[np.int16]
    """Component x class, times the scale of the other tables' weights."""

    def scores(self, vector: NDArray[np.int16]) -> NDArray[np.float64]:
        """Return the weighted sum of a vector over its length, one number a class."""
        import numpy as np

        moved = vector.astype(np.int64) - self.centre
        square = int((moved * moved).sum())
        if not square:
            return np.zeros(self.weights.shape[1])
        scores: NDArray[np.float64] = moved @ self.weights.astype(np.int64) / math.sqrt(square)
        return scores


def vectors_of(texts: Iterable[str], encoder: SentenceEncoder) -> NDArray[np.int16]:
    """Return the sentences as vectors of whole numbers, ``STEPS`` long."""
    import numpy as np

    vectors = encoder.encode(tuple(_as_encoded(text) for text in texts))
    lengths = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    whole: NDArray[np.int16] = np.round(vectors / np.maximum(lengths, 1e-6) * STEPS).astype(
        np.int16
    )
    return whole


def _as_encoded(text: str) -> str:
    """Return a text on one line with every number the same: which one it is says nothing."""
    return _FIGURES.sub(_FIGURE, " ".join(text.split()))
