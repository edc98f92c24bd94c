"""What a turn's acts would be by simpler means: the nearest example, or a plain regression.

Each gets the same examples as callcoach, and the turn cut at its punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from rapidfuzz import fuzz, process

from callcoach.text import fold_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from callcoach.understanding import CompiledModel

_CUT = re.compile(r"[.!?;:,]+")

Guess = tuple[str, float]
"""An act, and how sure of it; the act without id is none."""


class Baseline(Protocol):
    """Something that guesses the acts of a turn."""

    @property
    def name(self) -> str:
        """What the table calls it."""

    def guesses(self, text: str) -> list[Guess]:
        """Return the best act of each part of a turn."""


def parts(text: str) -> list[str]:
    """Return the parts of a turn between punctuation, folded, and the whole."""
    cut = [fold_phrase(part).strip() for part in (*_CUT.split(text), text)]
    return list(dict.fromkeys(part for part in cut if part))


@dataclass(frozen=True)
class NearestExample:
    """The act of the example that is nearest by a score of RapidFuzz."""

    name: str
    scorer: Callable[..., float]
    texts: list[str]
    acts: list[str]

    def guesses(self, text: str) -> list[Guess]:
        """Return the act of the nearest example of each part."""
        found = (process.extractOne(part, self.texts, scorer=self.scorer) for part in parts(text))
        return [(self.acts[place], score / 100) for _, score, place in found]


@dataclass(frozen=True)
class Regression:
    """TF-IDF of words and letters with a logistic regression, as scikit-learn makes them."""

    name: str
    pipeline: Any

    def guesses(self, text: str) -> list[Guess]:
        """Return the likeliest act of each part."""
        chances = self.pipeline.predict_proba(parts(text) or [""])
        classes = self.pipeline.classes_
        return [(str(classes[row.argmax()]), float(row.max())) for row in chances]


def baselines(model: CompiledModel) -> list[Baseline]:
    """Return the baselines on the examples of a model; the regression if scikit-learn is there."""
    names = (*model.acts, "")
    texts = [fold_phrase(example.text) for example in model.examples]
    acts = [names[example.act] for example in model.examples]
    found: list[Baseline] = [
        NearestExample("RapidFuzz token_set", fuzz.token_set_ratio, texts, acts),
        NearestExample("RapidFuzz WRatio", fuzz.WRatio, texts, acts),
    ]
    pipeline = _pipeline(texts, acts)
    return found if pipeline is None else [*found, Regression("TF-IDF + regression", pipeline)]


def _pipeline(texts: Sequence[str], acts: Sequence[str]) -> Any:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline, make_union
    except ImportError:
        return None
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
    )
    regression = LogisticRegression(C=10, class_weight="balanced", max_iter=300)
    return make_pipeline(features, regression).fit(texts, acts)
