"""The tier of understanding that compares sentences by vectors, with a small encoder of its own.

No package is needed here: the encoder is the one below.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from callcoach.content.model_cache import ModelCache
from callcoach.content.tiers import SENTENCES, WORDS
from callcoach.understanding import (
    CompiledModel,
    Context,
    Utterance,
    compile_lexicon,
    model_for,
    model_key,
    understand,
)
from callcoach.understanding.sentences import STEPS, vectors_of
from tests.understanding.conftest import DAY
from tests.understanding.test_classifier import BOATS, FRUIT, LANGUAGE, OTHER, acts
from tests.understanding.test_classifier import WORDS as ENTITIES

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

ABOUT_FRUIT = "mirabelle quetsche reine-claude"
"""Words that no example holds, and that the encoder knows to be about fruit."""


class Topics:
    """An encoder that knows what the examples are about, and remembers what it was asked."""

    def __init__(self, id_: str = "topics 1", noise: float = 0.0) -> None:
        self.id = id_
        self.noise = noise
        self.asked: list[tuple[str, ...]] = []

    def encode(self, texts: tuple[str, ...]) -> NDArray[np.float32]:
        self.asked.append(texts)
        rows = [self._row(text) for text in texts]
        return np.array(rows, dtype=np.float32) + np.float32(self.noise)

    def _row(self, text: str) -> list[float]:
        topics = ((*FRUIT, ABOUT_FRUIT), BOATS, OTHER)
        return [0.1 + 3.0 * (text in topic) for topic in topics]


def heard(raw: str, encoder: Topics | None) -> Utterance:
    lexicon = compile_lexicon(LANGUAGE, acts(), ENTITIES, encoder=encoder)
    return understand(raw, lexicon, Context(today=DAY))


def test_a_sentence_of_foreign_words_is_understood_by_what_it_means() -> None:
    assert heard(ABOUT_FRUIT, encoder=None).acts == {"unclear"}
    assert heard(ABOUT_FRUIT, Topics()).acts == {"fruit"}


def test_what_was_understood_names_its_tier() -> None:
    assert heard(FRUIT[0], encoder=None).tier == WORDS
    assert heard(FRUIT[0], Topics()).tier == SENTENCES


def test_what_was_understood_is_read_again_without_an_encoder() -> None:
    utterance = heard(ABOUT_FRUIT, Topics())

    again = Utterance.from_json(json.loads(json.dumps(utterance.to_json())))

    assert again.acts == {"fruit"}
    assert again.tier == SENTENCES


def test_all_pieces_of_a_turn_are_encoded_at_once() -> None:
    encoder = Topics()
    lexicon = compile_lexicon(LANGUAGE, acts(), ENTITIES, encoder=encoder)
    encoder.asked.clear()

    understand(f"{FRUIT[0]}. {BOATS[0]}. {OTHER[0]}.", lexicon, Context(today=DAY))

    (asked,) = encoder.asked
    assert set(asked) >= {FRUIT[0], BOATS[0], f"{FRUIT[0]}. {BOATS[0]}"}


def test_the_last_bits_of_a_vector_change_nothing() -> None:
    exact, shaken = Topics(), Topics(noise=1e-7)

    assert (vectors_of(FRUIT, exact) == vectors_of(FRUIT, shaken)).all()


def test_vectors_are_whole_numbers_of_one_length() -> None:
    vectors = vectors_of((*FRUIT, *BOATS), Topics()).astype(np.int64)

    lengths = np.sqrt((vectors * vectors).sum(axis=1))
    assert np.abs(lengths - STEPS).max() < 2


def test_which_number_is_said_does_not_matter() -> None:
    encoder = Topics()

    vectors_of(["je dois 1 250,50 euros", "je dois  80\neuros"], encoder)

    (asked,) = encoder.asked
    assert len(set(asked)) == 1


def test_an_empty_turn_is_no_act_and_is_not_encoded() -> None:
    encoder = Topics()
    lexicon = compile_lexicon(LANGUAGE, acts(), ENTITIES, encoder=encoder)
    encoder.asked.clear()

    assert understand("…", lexicon, Context(today=DAY)).acts == {"unclear"}
    assert encoder.asked == []


def test_each_tier_and_each_encoder_has_a_model_of_its_own() -> None:
    keys = {
        model_key(LANGUAGE, acts(), ENTITIES, encoder=encoder)
        for encoder in (None, Topics("topics 1"), Topics("topics 2"))
    }

    assert len(keys) == 3


def test_a_stored_model_of_vectors_is_read_back_whole(tmp_path: Path) -> None:
    store, encoder = ModelCache(tmp_path), Topics()
    first = model_for(LANGUAGE, acts(), ENTITIES, store=store, encoder=encoder)
    encoder.asked.clear()

    again = model_for(LANGUAGE, acts(), ENTITIES, store=store, encoder=encoder)

    assert encoder.asked == []  # nothing is learnt anew
    assert (again.tier, again.encoder) == (SENTENCES, encoder.id)
    assert _chances(again) == _chances(first)


def test_a_model_of_vectors_answers_by_words_where_there_is_no_vector() -> None:
    model = model_for(LANGUAGE, acts(), ENTITIES, encoder=Topics())

    assert model.probabilities(("une", "pomme")).sum() == pytest.approx(1.0, abs=0.001)


def _chances(model: CompiledModel) -> list[float]:
    (vector,) = vectors_of([ABOUT_FRUIT], Topics())
    chances: list[float] = model.probabilities(("mirabelle",), vector).tolist()
    return chances
