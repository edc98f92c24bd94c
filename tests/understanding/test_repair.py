"""Misspelt words are read as known ones, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callcoach.text import Span, fold
from callcoach.understanding.repair import Vocabulary, repair
from callcoach.understanding.tokens import Abbreviations, tokenise

COUNTS = {
    "facture": 9,
    "factures": 4,
    "reglement": 8,
    "huissier": 12,
    "lhuissier": 1,
    "payer": 20,
    "prevenir": 5,
    "date": 9,
    "essaie": 3,
    "jamais": 6,
    "cheque": 5,
    "rare": 1,
}
KNOWN = Vocabulary(
    counts=COUNTS,
    ordinary=frozenset(COUNTS),
    protected=frozenset({"pas", "plus", "jamais", "sans", "rien"}),
    elided=frozenset({"j", "l", "d", "qu"}),
)


def read(raw: str) -> list[str]:
    return [
        token.text for token in repair(tokenise(fold(raw), Abbreviations.compile({})), KNOWN)[0]
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("factrue", "facture"),
        ("facure", "facture"),
        ("reglemant", "reglement"),
        ("huisssier", "huissier"),
        ("prevneirr", "prevenir"),
    ],
)
def test_a_misspelt_word_is_read_as_the_nearest_known_one(typed: str, meant: str) -> None:
    assert read(typed) == [meant]


@pytest.mark.parametrize("word", ["factures", "date", "dat", "xyzzy", "12345", "fact2re"])
def test_known_short_strange_and_numbered_words_stay(word: str) -> None:
    assert read(word) == [word]


def test_two_edits_are_too_many_for_a_short_word() -> None:
    assert read("chqeeu") == ["chqeeu"]


@pytest.mark.parametrize("word", ["jamai", "jamaiss", "rienn", "sanss"])
def test_no_repair_makes_a_negation(word: str) -> None:
    assert KNOWN.protected.isdisjoint(read(word))


@pytest.mark.parametrize("word", ["jamais", "plus", "sans"])
def test_no_repair_destroys_a_negation(word: str) -> None:
    assert read(word) == [word]


def test_a_word_met_once_is_known_but_nothing_is_read_as_it() -> None:
    assert read("rare rarre") == ["rare", "rarre"]


def test_glued_words_are_read_apart() -> None:
    assert read("jessaie lhuissier") == ["j", "essaie", "l", "huissier"]


def test_a_word_that_is_often_written_is_never_taken_apart() -> None:
    often = replace(KNOWN, counts={**COUNTS, "lessai": 2, "essai": 90})
    tokens, _repairs = repair(tokenise(fold("lessai"), Abbreviations.compile({})), often)

    assert [token.text for token in tokens] == ["lessai"]


def test_both_halves_of_glued_words_quote_what_was_typed() -> None:
    tokens, repairs = repair(tokenise(fold("ah jessaie"), Abbreviations.compile({})), KNOWN)

    assert [token.span for token in tokens[1:]] == [Span(3, 10), Span(3, 10)]
    assert [(r.typed, r.read_as) for r in repairs] == [("jessaie", ("j", "essaie"))]


def test_a_name_is_never_repaired() -> None:
    tokens = tokenise(fold("Madame Factrue"), Abbreviations.compile({}))

    assert repair(tokens, KNOWN, names={tokens[1].span})[1] == ()
