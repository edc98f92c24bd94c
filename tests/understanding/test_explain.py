"""An explanation shows every stage of one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.understanding import Context, explain
from tests.understanding.conftest import DAY

if TYPE_CHECKING:
    from callcoach.understanding import Explanation, Lexicon


def explained(raw: str, french: Lexicon) -> Explanation:
    return explain(raw, french, Context(today=DAY))


def test_it_shows_what_was_read_otherwise_than_typed(french: Lexicon) -> None:
    repairs = explained("vous pouvez reglr la facutre ?", french).repairs

    assert {(r.typed, " ".join(r.read_as)) for r in repairs} == {
        ("reglr", "regler"),
        ("facutre", "facture"),
    }


def test_it_shows_each_clause_and_each_neighbouring_pair(french: Lexicon) -> None:
    pieces = explained("Bonjour. Vous allez bien ? Parfait.", french).pieces

    assert [(piece.first, piece.end) for piece in pieces] == [
        (0, 1),
        (1, 2),
        (2, 3),
        (0, 2),
        (1, 3),
        (0, 3),
    ]


def test_candidates_come_with_their_nearest_example_likeliest_first(french: Lexicon) -> None:
    candidates = explained("Pourquoi ce retard dans vos loyers ?", french).pieces[0].candidates

    assert candidates[0].act == "ask_cause"
    assert "retard" in candidates[0].example
    chances = [candidate.probability for candidate in candidates]
    assert chances == sorted(chances, reverse=True)


def test_it_says_the_same_as_understanding(french: Lexicon) -> None:
    raw = "Bonjour, je vous propose trois fois 50 euros."
    from callcoach.understanding import understand

    utterance = understand(raw, french, Context(today=DAY))

    assert explained(raw, french).labels == utterance.labels
