"""Examples -> a compiled classifier: kernel logistic regression over TF-IDF features, in numpy.

One multinomial regression over all acts and the background, because acts compete for a clause. The
kernel form is small: there are fewer examples than features, and hold-out models reuse parts of
one kernel. What must stay true: the same samples give the same weights; nothing here knows French.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from callcoach.understanding.calibration import (
    BY_SENTENCES,
    BY_WORDS,
    Turns,
    calibrate,
    held_out_turns,
)
from callcoach.understanding.compiled import SCALE, CompiledModel, Example, FeatureTable, Written
from callcoach.understanding.features import bag_of, letter_features, word_features
from callcoach.understanding.sentences import SentenceTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

RIDGE = 0.1
"""Weight of the penalty; chosen by training on one writer's examples and testing on another's."""
SENTENCE_WEIGHT = 1.0
"""Weight of the vectors beside words and letters, which have 1 each."""
_ITERATIONS = 40
_MEMORY = 8
_TOLERANCE = 1e-3
_LIMIT = 32767


@dataclass(frozen=True, slots=True)
class Sample:
    """One example as the classifier sees it."""

    text: str
    words: tuple[str, ...]
    acts: tuple[int, ...]
    """Classes it belongs to; the background is the last class."""


@dataclass(frozen=True)
class Material:
    """All that a classifier is made of."""

    key: str
    """Hash of the content, kept with the model."""
    acts: tuple[str, ...]
    """Ids of the classes, background left out."""
    samples: tuple[Sample, ...]
    """Examples of the acts and of the background."""
    counter_examples: tuple[Sample, ...] = ()
    """Sentences that are not of the acts they name."""
    written: Written = field(default_factory=Written.nothing)
    """The words of all sentences."""
    encoder: str = ""
    """Id of the encoder that gave the vectors, if one did."""
    vectors: NDArray[np.int16] | None = None
    """The samples by that encoder, one row each."""


def train(material: Material) -> CompiledModel:
    """Compile a classifier."""
    import numpy as np

    samples, acts = material.samples, material.acts
    words = _Features.of([word_features(sample.words) for sample in samples])
    letters = _Features.of([letter_features(sample.words) for sample in samples])
    kernel = words.kernel()
    kernel += letters.kernel()
    sentences = None if material.vectors is None else _Sentences.of(material.vectors)
    if sentences is not None:
        kernel += sentences.kernel()
    kernel += 1.0  # the bias of each class
    targets = _targets(samples, len(acts) + 1)
    solution = solve(kernel, targets)
    turns = held_out_turns(samples, len(acts))
    return CompiledModel(
        key=material.key,
        acts=acts,
        words=words.table(solution),
        letters=letters.table(solution),
        bias=np.round(solution.sum(axis=0) * SCALE).astype(np.int32),
        thresholds=calibrate(
            turns,
            _held_out(kernel, targets, solution, turns),
            BY_WORDS if sentences is None else BY_SENTENCES,
        ),
        examples=_examples(samples),
        counter_examples=_examples(material.counter_examples),
        written=material.written,
        encoder=material.encoder,
        sentences=None if sentences is None else sentences.table(solution),
    )


def _examples(samples: Sequence[Sample]) -> tuple[Example, ...]:
    return tuple(
        Example(_one_line(sample.text), bag_of(sample.words), act)
        for sample in samples
        for act in sample.acts
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _targets(samples: Sequence[Sample], classes: int) -> Floats:
    """Return the wanted probability of each class, one row a sample."""
    import numpy as np

    targets = np.zeros((len(samples), classes))
    for row, sample in enumerate(samples):
        targets[row, list(sample.acts)] = 1.0 / len(sample.acts)
    return targets


@dataclass(frozen=True, eq=False)
class _Features:
    """One kind of feature over all samples, in both orders."""

    names: tuple[str, ...]
    rarity: Floats
    unknown: float
    rows: tuple[Ints, ...]
    """Of each sample, the positions of its features."""
    values: tuple[Floats, ...]
    """Their rarity over the sample's length."""

    @classmethod
    def of(cls, found: Sequence[frozenset[str]]) -> _Features:
        import numpy as np

        seen = Counter(feature for features in found for feature in features)
        names = tuple(sorted(seen))
        index = {name: position for position, name in enumerate(names)}
        count = 1 + len(found)
        rarity = np.array([math.log(count / (1 + seen[name])) + 1 for name in names])
        rows = tuple(
            np.array(sorted(index[f] for f in features), dtype=np.intp) for features in found
        )
        lengths = [math.sqrt(float((rarity[row] ** 2).sum())) or 1.0 for row in rows]
        values = tuple(rarity[row] / length for row, length in zip(rows, lengths, strict=True))
        return cls(names, rarity, math.log(count) + 1, rows, values)

    def _by_feature(self) -> tuple[Ints, Floats, Ints]:
        """Return samples and values ordered by feature, and where each feature's run begins."""
        import numpy as np

        features = np.concatenate(self.rows)
        samples = np.repeat(np.arange(len(self.rows)), [len(row) for row in self.rows])
        order = np.argsort(features, kind="stable")
        starts = np.searchsorted(features[order], np.arange(len(self.names) + 1))
        return samples[order], np.concatenate(self.values)[order], starts

    def kernel(self) -> Floats:
        """Return the cosine of each pair of samples."""
        import numpy as np

        samples, values, starts = self._by_feature()
        size = len(self.rows)
        kernel = np.zeros((size, size))
        for row, (features, own) in enumerate(zip(self.rows, self.values, strict=True)):
            if not len(features):
                continue
            lengths = starts[features + 1] - starts[features]
            begin = np.cumsum(lengths) - lengths
            at = np.arange(int(lengths.sum())) + np.repeat(starts[features] - begin, lengths)
            kernel[row] = np.bincount(
                samples[at], values[at] * np.repeat(own, lengths), minlength=size
            )
        return kernel

    def table(self, solution: Floats) -> FeatureTable:
        """Return the features with their weights, as whole numbers."""
        import numpy as np

        samples, values, starts = self._by_feature()
        weights = np.zeros((len(self.names), solution.shape[1]), dtype=np.int16)
        for position, (first, end) in enumerate(pairwise(starts.tolist())):
            weight = values[first:end] @ solution[samples[first:end]]
            scaled = np.round(weight * self.rarity[position] * SCALE)
            weights[position] = np.clip(scaled, -_LIMIT, _LIMIT)
        rarity = np.round(self.rarity * SCALE).astype(np.int32)
        return FeatureTable(self.names, rarity, round(self.unknown * SCALE), weights)


@dataclass(frozen=True, eq=False)
class _Sentences:
    """The vectors of all samples, seen from their mean."""

    centre: NDArray[np.int16]
    directions: Floats
    """Of length 1, one row a sample."""

    @classmethod
    def of(cls, vectors: NDArray[np.int16]) -> _Sentences:
        import numpy as np

        centre = np.round(vectors.mean(axis=0, dtype=np.float64)).astype(np.int16)
        moved = vectors.astype(np.float64) - centre
        lengths = np.sqrt((moved * moved).sum(axis=1, keepdims=True))
        return cls(centre, moved / np.maximum(lengths, 1.0))

    def kernel(self) -> Floats:
        """Return the weighted cosine of each pair of samples."""
        kernel: Floats = SENTENCE_WEIGHT * (self.directions @ self.directions.T)
        return kernel

    def table(self, solution: Floats) -> SentenceTable:
        """Return the weights of the components, as whole numbers."""
        import numpy as np

        weights = np.round(SENTENCE_WEIGHT * SCALE * (self.directions.T @ solution))
        return SentenceTable(self.centre, np.clip(weights, -_LIMIT, _LIMIT).astype(np.int16))


def solve(kernel: Floats, targets: Floats, near: Floats | None = None) -> Floats:
    """Return the dual solution of the multinomial regression, one column a class.

    L-BFGS in the geometry of the kernel: gradients are kept without their factor ``kernel``, and
    every product with it is made once.

    Args:
        kernel: likeness of each pair of samples.
        targets: the wanted probability of each class, one row a sample.
        near: a dual to start from; the nearer it is, the sooner the search settles.
    """
    import numpy as np

    start = np.zeros_like(targets) if near is None else near
    state = _State.at(kernel, targets, start, kernel @ start)
    memory: list[tuple[Floats, Floats, Floats, Floats, float]] = []
    for _ in range(_ITERATIONS):
        step, step_image = _direction(state, memory)
        slope = float((state.gradient * step_image).sum())
        length = 1.0 if memory else 1.0 / max(1.0, float(np.abs(step_image).max()))
        while True:
            following = _State.at(
                kernel, targets, state.dual - length * step, state.scores - length * step_image
            )
            if following.loss <= state.loss - 1e-4 * length * slope or length < 1e-6:
                break
            length /= 2
        moved, moved_image = -length * step, -length * step_image
        turned = following.gradient - state.gradient
        turned_image = following.image - state.image
        curvature = float((turned * moved_image).sum())
        if curvature > 1e-12:
            memory = [
                *memory[1 - _MEMORY :],
                (moved, moved_image, turned, turned_image, curvature),
            ]
        settled = state.loss - following.loss < _TOLERANCE * abs(state.loss)
        state = following
        if settled:
            break
    return state.dual


@dataclass(frozen=True, eq=False)
class _State:
    """A point of the descent; ``image`` is the gradient under the kernel."""

    dual: Floats
    scores: Floats
    loss: float
    gradient: Floats
    image: Floats

    @classmethod
    def at(cls, kernel: Floats, targets: Floats, dual: Floats, scores: Floats) -> _State:
        import numpy as np

        shifted = scores - scores.max(axis=1, keepdims=True)
        power = np.exp(shifted)
        total = power.sum(axis=1, keepdims=True)
        fit = float((np.log(total[:, 0]) - (targets * shifted).sum(axis=1)).sum())
        loss = fit + RIDGE / 2 * float((dual * scores).sum())
        gradient = power / total - targets + RIDGE * dual
        return cls(dual, scores, loss, gradient, kernel @ gradient)


def _direction(
    state: _State, memory: Sequence[tuple[Floats, Floats, Floats, Floats, float]]
) -> tuple[Floats, Floats]:
    """Return the descent direction and its image, by the two-loop recursion."""
    step, image = state.gradient.copy(), state.image.copy()
    shares: list[float] = []
    for _, moved_image, turned, turned_image, curvature in reversed(memory):
        share = float((moved_image * step).sum()) / curvature
        shares.append(share)
        step -= share * turned
        image -= share * turned_image
    if memory:
        *_, turned, turned_image, curvature = memory[-1]
        factor = curvature / float((turned * turned_image).sum())
        step *= factor
        image *= factor
    for (moved, moved_image, _, turned_image, curvature), share in zip(
        memory, reversed(shares), strict=True
    ):
        back = float((turned_image * step).sum()) / curvature
        step += (share - back) * moved
        image += (share - back) * moved_image
    return step, image


def _held_out(kernel: Floats, targets: Floats, whole: Floats, turns: Turns) -> Floats:
    """Return the probabilities of each sample from a model that has not seen it.

    The solution for all samples is where the search for each model begins: it ends at the same
    place in a third of the steps.
    """
    import numpy as np

    probabilities = np.zeros_like(targets)
    for fold in turns.folds:
        rest = np.setdiff1d(np.arange(len(targets)), fold)
        solution = solve(kernel[np.ix_(rest, rest)], targets[rest], whole[rest])
        scores = kernel[np.ix_(fold, rest)] @ solution
        power = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities[fold] = power / power.sum(axis=1, keepdims=True)
    return probabilities
