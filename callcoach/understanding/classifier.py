"""Which acts the examples suggest for each piece of a turn: clauses, pairs, the whole.

What must stay true: scores come from whole-number sums, so the same turn gives the same answer
everywhere; work is bounded however long the turn is.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from callcoach.understanding.features import SIGN, bag_of
from callcoach.understanding.sentences import vectors_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from callcoach.text import Span
    from callcoach.understanding.compiled import CompiledModel, Example
    from callcoach.understanding.sentences import SentenceEncoder

NEAR_EXACT = 92.0
"""Similarity of sorted words (0..100) from which a clause is taken for the example itself."""
_ENOUGH_WORDS = 3
"""With fewer words a likeness means little: only the very words of an example count."""
MAX_PIECES = 60
MAX_PIECE_WORDS = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring clauses looked at together: ``first`` to before ``end``."""

    first: int
    end: int
    words: tuple[str, ...]
    text: str = ""
    """As it was typed."""

    @property
    def says_enough(self) -> bool:
        """Whether there are words enough to compare it with examples that say more."""
        return sum(not word.startswith(SIGN) for word in self.words) >= _ENOUGH_WORDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the classifier thinks of one act for one piece."""

    act: str
    probability: float
    piece: Piece
    example: str = ""
    """The nearest example of the act."""
    similarity: float = 0.0
    """How near it is, 0..1."""
    near_exact: bool = False


def pieces_of(raw: str, clauses: Sequence[tuple[Span, tuple[str, ...]]]) -> tuple[Piece, ...]:
    """Return each clause, each pair of neighbours, and the whole if it is short.

    Args:
        raw: What was typed.
        clauses: Of each clause, its place in that and its words for the classifier.
    """
    count = len(clauses)
    ranges = [(index, index + 1) for index in range(count)]
    ranges += [(index, index + 2) for index in range(count - 1)]
    if count > 2:
        ranges.append((0, count))
    pieces = (
        Piece(
            first,
            end,
            tuple(word for _, words in clauses[first:end] for word in words),
            raw[clauses[first][0].start : clauses[end - 1][0].end],
        )
        for first, end in ranges
    )
    short = (piece for piece in pieces if len(piece.words) <= MAX_PIECE_WORDS)
    return tuple(islice(short, MAX_PIECES))


@dataclass(frozen=True, eq=False)
class Classifier:
    """A compiled model with what is derived from it once."""

    model: CompiledModel
    encoder: SentenceEncoder | None = None
    """The encoder the model learnt with; without it, words alone speak."""

    @cached_property
    def _bags(self) -> tuple[str, ...]:
        return tuple(example.bag for example in self.model.examples)

    @cached_property
    def _by_length(self) -> tuple[tuple[int, ...], tuple[str, ...], tuple[int, ...]]:
        """Lengths, bags and positions of the examples, the shortest first."""
        order = sorted(range(len(self._bags)), key=lambda at: (len(self._bags[at]), at))
        bags = tuple(self._bags[position] for position in order)
        return tuple(map(len, bags)), bags, tuple(order)

    @cached_property
    def _of_act(self) -> Mapping[int, tuple[int, ...]]:
        """Examples of each class."""
        found: dict[int, list[int]] = {}
        for position, example in enumerate(self.model.examples):
            found.setdefault(example.act, []).append(position)
        return {act: tuple(positions) for act, positions in found.items()}

    @cached_property
    def _countered(self) -> Mapping[int, tuple[Example, ...]]:
        """Counter-examples of each class."""
        found: dict[int, list[Example]] = {}
        for example in self.model.counter_examples:
            found.setdefault(example.act, []).append(example)
        return {act: tuple(examples) for act, examples in found.items()}

    def candidates(
        self, pieces: Sequence[Piece], limit: int = 4
    ) -> tuple[tuple[Candidate, ...], ...]:
        """Return the likeliest acts of each piece, best first; background is an act without id."""
        spoken = [piece for piece in pieces if piece.words]
        vectors = self._vectors(spoken)
        return tuple(
            self._ranked(piece, vector, limit)
            for piece, vector in zip(spoken, vectors, strict=True)
        )

    def _vectors(self, pieces: Sequence[Piece]) -> Sequence[NDArray[np.int16] | None]:
        """Return the pieces by the encoder: all of a turn at once, which is faster."""
        if self.encoder is None or self.model.sentences is None or not pieces:
            return [None] * len(pieces)
        return list(vectors_of([piece.text for piece in pieces], self.encoder))

    def _ranked(
        self, piece: Piece, vector: NDArray[np.int16] | None, limit: int
    ) -> tuple[Candidate, ...]:
        probabilities = self.model.probabilities(piece.words, vector)
        acts = (*self.model.acts, "")
        ranked = (-probabilities).argsort(kind="stable")[:limit].tolist()
        return tuple(Candidate(acts[act], float(probabilities[act]), piece) for act in ranked)

    def near_exact(self, piece: Piece) -> Candidate | None:
        """Return the act of the example that the piece all but repeats, if there is one."""
        if not piece.words:
            return None
        cutoff = NEAR_EXACT if piece.says_enough else 100.0
        bag = bag_of(piece.words)
        lengths, bags, positions = self._by_length
        # Of lengths that differ more the similarity cannot reach the cutoff.
        stretch = 200 / cutoff - 1
        first = bisect_left(lengths, math.floor(len(bag) / stretch))
        end = bisect_right(lengths, math.ceil(len(bag) * stretch))
        found = process.extractOne(bag, bags[first:end], scorer=fuzz.ratio, score_cutoff=cutoff)
        if found is None:
            return None
        _, similarity, place = found
        position = positions[first + place]
        example = self.model.examples[position]
        act = (*self.model.acts, "")[example.act]
        return Candidate(act, 1.0, piece, example.text, similarity / 100, near_exact=True)

    def counter_example(self, act: str, words: Sequence[str]) -> str:
        """Return the counter-example of an act that words all but repeat, or nothing."""
        if act not in self.model.acts:
            return ""
        known = self._countered.get(self.model.acts.index(act), ())
        found = process.extractOne(
            bag_of(words),
            [example.bag for example in known],
            scorer=fuzz.ratio,
            score_cutoff=NEAR_EXACT,
        )
        return "" if found is None else known[found[2]].text

    def nearest(self, act: str, piece: Piece) -> tuple[str, float]:
        """Return the example of an act that is nearest to a piece, and how near (0..1)."""
        if act not in self.model.acts:
            return "", 0.0
        positions = self._of_act.get(self.model.acts.index(act), ())
        found = process.extractOne(
            bag_of(piece.words), [self._bags[i] for i in positions], scorer=fuzz.ratio
        )
        if found is None:
            return "", 0.0
        _, similarity, place = found
        return self.model.examples[positions[place]].text, similarity / 100
