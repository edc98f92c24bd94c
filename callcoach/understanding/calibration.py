"""Where the classifier may speak: two thresholds, found on examples that it has not seen.

A turn holds several clauses, so the held-out examples are strung together to turns of one to four
before the thresholds are tried. What must stay true: the turns are the same on every run (no
chance is involved).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from callcoach.understanding.compiled import Thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int64]

FOLDS = 4
_SIZES = (1, 2, 3, 4)
_STRIDE = 7919
"""A prime: walking the samples by it mixes acts and writers without chance."""
_FINEST = 200


@dataclass(frozen=True, slots=True)
class Promise:
    """Shares of right answers on held-out turns that a confidence promises."""

    likely: float
    """Medium confidence."""
    sure: float
    """High confidence."""


BY_WORDS = Promise(likely=0.9, sure=0.95)
BY_SENTENCES = Promise(likely=0.95, sure=0.97)
"""Higher, because vectors tell a writer's own sentences from each other better than those of
others, so that held-out examples flatter them."""
_RECALL_WEIGHT = 0.3
"""Weight of recall when the first threshold is chosen: below 1, because trainees find wordings
that no writer thought
of, and a wrong act costs more than one overheard."""


class _Labelled(Protocol):
    @property
    def acts(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, eq=False)
class Turns:
    """Made-up turns over the samples, and the folds in which samples are left out."""

    folds: tuple[Rows, ...]
    members: tuple[tuple[int, ...], ...]
    """Samples of each turn."""
    wanted: tuple[frozenset[int], ...]
    """Acts of each turn, background left out."""


def held_out_turns(samples: Sequence[_Labelled], background: int) -> Turns:
    """String the samples together to turns; ``background`` is the class that is no act."""
    import numpy as np

    count = len(samples)
    order = [(index * _STRIDE) % count for index in range(count)] if count % _STRIDE else []
    order = order or list(range(count))
    folds = tuple(np.array(sorted(order[start::FOLDS]), dtype=np.int64) for start in range(FOLDS))
    members: list[tuple[int, ...]] = []
    start = 0
    while start < count:
        size = _SIZES[len(members) % len(_SIZES)]
        members.append(tuple(order[start : start + size]))
        start += size
    wanted = tuple(
        frozenset(act for row in turn for act in samples[row].acts) - {background}
        for turn in members
    )
    return Turns(folds, tuple(members), wanted)


def calibrate(turns: Turns, probabilities: Floats, promise: Promise = BY_WORDS) -> Thresholds:
    """Return the threshold that serves best on the turns, and those that promise more.

    Args:
        turns: Made-up turns.
        probabilities: Of each sample, from a model that has not seen it; background last.
        promise: What the confidences of the tier promise.
    """
    import numpy as np

    best = np.array([probabilities[list(turn), :-1].max(axis=0) for turn in turns.members])
    wanted = np.zeros_like(best, dtype=bool)
    for row, acts in enumerate(turns.wanted):
        wanted[row, list(acts)] = True
    rows = [_tried(best, wanted, step / _FINEST) for step in range(1, _FINEST)]
    accept = max(rows, key=lambda row: row.worth).threshold

    def from_precision(precision: float) -> float:
        reached = (row.threshold for row in rows if row.right and row.precision >= precision)
        return max(accept, next(reached, 1.0))

    return Thresholds(accept, from_precision(promise.likely), from_precision(promise.sure))


@dataclass(frozen=True, slots=True)
class _Tried:
    """What one threshold gives on the held-out turns."""

    threshold: float
    right: int
    precision: float
    worth: float


def _tried(best: Floats, wanted: NDArray[np.bool_], threshold: float) -> _Tried:
    given = best >= threshold
    right = int((given & wanted).sum())
    precision = right / max(1, int(given.sum()))
    recall = right / max(1, int(wanted.sum()))
    weighted = _RECALL_WEIGHT * precision + recall
    worth = (1 + _RECALL_WEIGHT) * precision * recall / weighted if weighted else 0.0
    return _Tried(threshold, right, precision, worth)
