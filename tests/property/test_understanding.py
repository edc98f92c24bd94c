"""Whatever is typed, understanding answers, quotes what was typed and says the same twice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcoach.content.library import Library, Roots
from callcoach.content.model_cache import ModelCache
from callcoach.session.studio import Studio
from callcoach.understanding import Context, Utterance, understand
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from callcoach.understanding import Lexicon

PIECES = (
    *("bonjour", "vous", "ne", "pas", "payez", "l'huissier", "si", "M.", "120,50 €", "le 5", "c"),
    *("qu'", "est-ce que", "?", "!", "…", ",", ";", "\n", "EN 4 FOIS", "🙂", "désolé", "дом"),
    *("e\u0301te\u0301", "merci", "et", "mais", "jamais", "«", "»", "-", "--", "1", "000"),
    *("mensualités", "\u200b"),
)
TYPED = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
)
DAY = date(2026, 1, 12)


@pytest.fixture(scope="module")
def french(trained: Path) -> Lexicon:
    roots = Roots(ROOT / "dialogues", ROOT / "rubrics")
    return Studio(Library(roots), ModelCache(trained)).lexicon


@given(raw=TYPED, previous=TYPED)
def test_any_turn_is_answered_the_same_twice(french: Lexicon, raw: str, previous: str) -> None:
    context = Context(today=DAY, previous=previous, heard=(previous,), facts={"balance": 120.5})

    assert understand(raw, french, context) == understand(raw, french, context)


@given(raw=TYPED)
def test_every_span_quotes_something_that_was_typed(french: Lexicon, raw: str) -> None:
    utterance = understand(raw, french, Context(today=DAY))

    for label in utterance.labels:
        span = label.evidence.span
        assert raw[span.start : span.end] == label.evidence.quote != ""
        assert 0 <= label.segment < len(utterance.segments)
    for segment in utterance.segments:
        assert 0 <= segment.span.start < segment.span.end <= len(raw)
        assert all(token.span.start < token.span.end for token in segment.tokens)


@given(raw=TYPED)
def test_what_is_stored_of_a_turn_comes_back(french: Lexicon, raw: str) -> None:
    stored = understand(raw, french, Context(today=DAY)).to_json()

    assert Utterance.from_json(stored).to_json() == stored


@given(raw=TYPED)
def test_clauses_hold_every_word_in_order(french: Lexicon, raw: str) -> None:
    starts = [
        token.span.start
        for segment in understand(raw, french, Context(today=DAY)).segments
        for token in segment.tokens
    ]

    assert starts == sorted(starts)


@given(filler=st.sampled_from(PIECES), times=st.integers(500, 3000))
def test_ten_thousand_characters_of_anything_are_answered(
    french: Lexicon, filler: str, times: int
) -> None:
    raw = (filler * times)[:10_000]

    assert understand(raw, french, Context(today=DAY)).raw == raw
