"""The act classifier as arrays: compiled once from the examples, stored, read back.

What must stay true: weights are whole numbers, so a sum of them is exact and the same on every
machine; a stored model holds numbers and text only (no pickle); ``key`` changes whenever content
or algorithm does. numpy is imported inside functions, so that importing this room costs nothing.
"""

from __future__ import annotations

import io
import math
import zipfile
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from callcoach.content.tiers import SENTENCES, WORDS
from callcoach.understanding.features import letter_features, word_features
from callcoach.understanding.sentences import SentenceTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

ALGORITHM = "10"
"""Raise it when features, training or layout change: stored models of before are then compiled
anew."""
SCALE = 1024
"""A weight, or a rarity, of 1 is stored as this whole number."""
_SEPARATOR = "\n"


class CorruptModelError(ValueError):
    """Stored bytes are not a model, or one of another layout."""


@dataclass(frozen=True, eq=False)
class FeatureTable:
    """One kind of feature (words or letters): its vocabulary, frequencies and weights."""

    names: tuple[str, ...]
    rarity: NDArray[np.int32]
    """Inverse document frequency of each feature, times ``SCALE``."""
    unknown: int
    """The same for a feature never seen: it weighs on the length, so that foreign words lower
    every score."""
    weights: NDArray[np.int16]
    """Feature x class, rarity included, times ``SCALE``."""

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each feature."""
        return {name: position for position, name in enumerate(self.names)}

    def scores(self, features: frozenset[str]) -> NDArray[np.float64]:
        """Return the summed weights of features over their length, one number a class."""
        return self._sum(*self._placed(features))

    def scores_of(self, words: Iterable[str]) -> NDArray[np.float64]:
        """Return the same for the features of single words, looked up once a word."""
        groups = [self._of_word(word) for word in words]
        known = frozenset().union(*(known for known, _ in groups))
        return self._sum(known, frozenset().union(*(strange for _, strange in groups)))

    @cached_property
    def _of_word(self) -> Callable[[str], tuple[frozenset[int], frozenset[str]]]:
        """Return a lookup of the letters of a word that keeps the last words."""
        return lru_cache(maxsize=4096)(lambda word: self._placed(letter_features((word,))))

    def _placed(self, features: frozenset[str]) -> tuple[frozenset[int], frozenset[str]]:
        """Return the positions of the features that are known, and those that are not."""
        index = self.index
        known = features & index.keys()
        return frozenset(map(index.__getitem__, known)), features - known

    def _sum(self, places: frozenset[int], strange: frozenset[str]) -> NDArray[np.float64]:
        import numpy as np

        known = sorted(places)
        rarity = self.rarity[known].astype(np.int64)
        square = int((rarity * rarity).sum())
        square += len(strange) * self.unknown * self.unknown
        if not square:
            return np.zeros(self.weights.shape[1])
        total = self.weights[known].sum(axis=0, dtype=np.int64)
        # Both are scaled by SCALE, which cancels out.
        scores: NDArray[np.float64] = total / math.sqrt(square)
        return scores


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which the classifier speaks, and how sure it then is."""

    accept: float
    """From here an act is given."""
    likely: float
    """From here with medium confidence."""
    sure: float
    """From here with high confidence."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example sentence, for near-exact matches and explanations."""

    text: str
    """As the author wrote it."""
    bag: str
    """Its words as the classifier sees them, sorted."""
    act: int
    """Its class."""


@dataclass(frozen=True)
class Written:
    """The words of all sentences the classifier was made of."""

    counts: Mapping[str, int]
    """How often each was written."""
    lower: frozenset[str]
    """Those that were written without a capital: no names."""
    pairs: Mapping[str, int] = field(default_factory=dict)
    """How often two words were written side by side, with a space between."""
    common: Mapping[str, int] = field(default_factory=dict)
    """How often ordinary words are said in general."""

    @classmethod
    def nothing(cls) -> Written:
        """Return no words at all."""
        return cls({}, frozenset())


@dataclass(frozen=True, eq=False)
class CompiledModel:
    """A classifier over acts, with the examples it was made of and its calibrated thresholds."""

    key: str
    """Hash of the content and the algorithm it was compiled from."""
    acts: tuple[str, ...]
    """The classes; one more, the last, is the background of everyday sentences."""
    words: FeatureTable
    letters: FeatureTable
    bias: NDArray[np.int32]
    thresholds: Thresholds
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]
    """Sentences that are not of the act they stand under."""
    written: Written
    encoder: str = ""
    """Id of the encoder whose vectors it learnt from, if it did."""
    sentences: SentenceTable | None = None

    @property
    def tier(self) -> str:
        """Which tier of understanding it serves."""
        return WORDS if self.sentences is None else SENTENCES

    def probabilities(
        self, words: Sequence[str], vector: NDArray[np.int16] | None = None
    ) -> NDArray[np.float64]:
        """Return the probability of each act for a piece, background last, to a ten-thousandth.

        Args:
            words: The piece as the classifier sees it.
            vector: The same piece by the encoder, where the model learnt from one.
        """
        import numpy as np

        score = self.words.scores(word_features(words)) + self.letters.scores_of(words)
        if self.sentences is not None and vector is not None:
            score = score + self.sentences.scores(vector) / SCALE
        score = score + self.bias / SCALE
        power = np.exp(score - score.max())
        # Rounded, because the last bit of an exponential may differ between machines.
        rounded: NDArray[np.float64] = np.round(power / power.sum(), 4)
        return rounded

    def to_bytes(self) -> bytes:
        """Return the model as a numpy archive without pickles."""
        import numpy as np

        buffer = io.BytesIO()
        np.savez(
            buffer,
            algorithm=_text((ALGORITHM,)),
            key=_text((self.key,)),
            acts=_text(self.acts),
            word_names=_text(self.words.names),
            word_rarity=self.words.rarity,
            word_weights=self.words.weights,
            letter_names=_text(self.letters.names),
            letter_rarity=self.letters.rarity,
            letter_weights=self.letters.weights,
            unknown=np.array([self.words.unknown, self.letters.unknown]),
            bias=self.bias,
            thresholds=np.array(
                [self.thresholds.accept, self.thresholds.likely, self.thresholds.sure]
            ),
            **_examples_as_arrays("example", self.examples),
            **_examples_as_arrays("counter", self.counter_examples),
            **_counts_as_arrays("written", self.written.counts),
            written_lower=_text(sorted(self.written.lower)),
            **_counts_as_arrays("pairs", self.written.pairs),
            **_counts_as_arrays("common", self.written.common),
            **_sentences_as_arrays(self),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> CompiledModel:
        """Read ``to_bytes`` data.

        Raises:
            CorruptModelError: The bytes are not a model of this layout.
        """
        import numpy as np

        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                return cls._from_arrays(arrays)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise CorruptModelError(str(error)) from error

    @classmethod
    def _from_arrays(cls, arrays: Mapping[str, Any]) -> CompiledModel:
        def text(name: str) -> tuple[str, ...]:
            joined = arrays[name].tobytes().decode()
            return tuple(joined.split(_SEPARATOR)) if joined else ()

        def table(kind: str, unknown: int) -> FeatureTable:
            names, weights = text(f"{kind}_names"), arrays[f"{kind}_weights"]
            if len(names) != len(weights):
                raise CorruptModelError("names and weights do not fit")
            return FeatureTable(names, arrays[f"{kind}_rarity"], unknown, weights)

        def examples(kind: str) -> tuple[Example, ...]:
            fields = text(f"{kind}_texts"), text(f"{kind}_bags"), arrays[f"{kind}_acts"].tolist()
            return tuple(Example(*example) for example in zip(*fields, strict=True))

        def counts(kind: str) -> dict[str, int]:
            return dict(zip(text(kind), arrays[f"{kind}_counts"].tolist(), strict=True))

        if text("algorithm") != (ALGORITHM,):
            raise CorruptModelError("made by another version")
        unknown = arrays["unknown"].tolist()
        return cls(
            key=text("key")[0],
            acts=text("acts"),
            words=table("word", unknown[0]),
            letters=table("letter", unknown[1]),
            bias=arrays["bias"],
            thresholds=Thresholds(*arrays["thresholds"].tolist()),
            examples=examples("example"),
            counter_examples=examples("counter"),
            written=Written(
                counts("written"),
                frozenset(text("written_lower")),
                counts("pairs"),
                counts("common"),
            ),
            encoder="".join(text("encoder")),
            sentences=(
                SentenceTable(arrays["sentence_centre"], arrays["sentence_weights"])
                if text("encoder")
                else None
            ),
        )


def _text(items: Sequence[str]) -> NDArray[np.uint8]:
    """Return strings as bytes; none of them holds a line break."""
    import numpy as np

    return np.frombuffer(_SEPARATOR.join(items).encode(), dtype=np.uint8)


def _counts_as_arrays(kind: str, counts: Mapping[str, int]) -> dict[str, Any]:
    import numpy as np

    return {
        kind: _text(list(counts)),
        f"{kind}_counts": np.array(list(counts.values()), dtype=np.int64),
    }


def _sentences_as_arrays(model: CompiledModel) -> dict[str, Any]:
    table = model.sentences
    if table is None:
        return {"encoder": _text(())}
    return {
        "encoder": _text((model.encoder,)),
        "sentence_centre": table.centre,
        "sentence_weights": table.weights,
    }


def _examples_as_arrays(kind: str, examples: Sequence[Example]) -> dict[str, Any]:
    import numpy as np

    return {
        f"{kind}_texts": _text([example.text for example in examples]),
        f"{kind}_bags": _text([example.bag for example in examples]),
        f"{kind}_acts": np.array([example.act for example in examples], dtype=np.int32),
    }
