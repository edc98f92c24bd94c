"""Words: where they stand, and what short spellings stand for."""

from __future__ import annotations

import pytest

from callcoach.text import fold
from callcoach.understanding.tokens import Abbreviations, tokenise, words_of

SHORT = Abbreviations.compile(
    {
        "vs": "vous",
        "c": "c'est",
        "c est": "c'est",
        "rdv": "rendez-vous",
        "m.": "monsieur",
        "j'peux": "je peux",
        "y a": "il y a",
        "il y a": "il y a",
    }
)


def words(raw: str) -> list[str]:
    return [token.text for token in tokenise(fold(raw), SHORT)]


def test_an_elided_word_and_its_noun_are_two_words() -> None:
    assert words("L'huissier, est-ce vrai ?") == ["l", "huissier", "est", "ce", "vrai"]


def test_a_short_spelling_gives_its_words_with_the_span_of_what_was_typed() -> None:
    raw = "un RDV demain"

    tokens = tokenise(fold(raw), SHORT)

    assert [token.text for token in tokens] == ["un", "rendez", "vous", "demain"]
    assert {raw[t.span.start : t.span.end] for t in tokens[1:3]} == {"RDV"}


def test_an_elided_word_is_no_short_spelling() -> None:
    assert words("c'est vrai") == ["c", "est", "vrai"]


def test_the_longest_short_spelling_wins() -> None:
    assert words("c est vrai") == ["c", "est", "vrai"]
    assert words("il y a du monde") == ["il", "y", "a", "du", "monde"]
    assert words("y a du monde") == ["il", "y", "a", "du", "monde"]


def test_a_short_spelling_with_an_apostrophe_is_known_by_it() -> None:
    assert words("j'peux payer") == ["je", "peux", "payer"]


@pytest.mark.parametrize(
    ("raw", "first"), [("M. Durand", "monsieur"), ("m appelle", "m"), ("M Durand", "m")]
)
def test_a_dotted_short_spelling_needs_its_full_stop(raw: str, first: str) -> None:
    assert words(raw)[0] == first


def test_words_of_a_phrase_are_folded() -> None:
    assert words_of("Déjà réglé, à l'échéance") == ("deja", "regle", "a", "l", "echeance")
