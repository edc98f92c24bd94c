"""Misspelt words are read as known ones, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcoach.text import Span, fold
from callcoach.understanding.likely_words import Speech
from callcoach.understanding.repair import MAX_STRANGE, Vocabulary, repair
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
    "j": 30,
    "l": 30,
}
KNOWN = Vocabulary(
    speech=Speech(COUNTS),
    ordinary=frozenset(COUNTS),
    protected=frozenset({"pas", "plus", "jamais", "sans", "rien"}),
    elided=frozenset({"j", "l", "d", "qu"}),
)


def read(raw: str, known: Vocabulary = KNOWN) -> list[str]:
    return [
        token.text for token in repair(tokenise(fold(raw), Abbreviations.compile({})), known)[0]
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


@pytest.mark.parametrize("word", ["jam", "plu", "rie", "jemqis", "rein"])
def test_no_doubtful_repair_makes_a_negation(word: str) -> None:
    often = replace(KNOWN, speech=Speech({**COUNTS, "rien": 50}, common={"plu": 1, "rein": 1}))

    assert KNOWN.protected.isdisjoint(read(word, often))


@pytest.mark.parametrize(("typed", "meant"), [("jamias", "jamais"), ("riien", "rien")])
def test_a_negation_that_slipped_still_denies(typed: str, meant: str) -> None:
    often = replace(KNOWN, speech=Speech({**COUNTS, "rien": 50}))

    assert read(f"{typed} demande", often)[0] == meant


@pytest.mark.parametrize("word", ["jamais", "plus", "sans"])
def test_no_repair_destroys_a_negation(word: str) -> None:
    assert read(word) == [word]


def test_a_word_met_once_is_known_but_nothing_is_read_as_it() -> None:
    assert read("rare rarre") == ["rare", "rarre"]


def test_glued_words_are_read_apart() -> None:
    assert read("jessaie lhuissier") == ["j", "essaie", "l", "huissier"]


def test_a_word_that_is_often_written_is_never_taken_apart() -> None:
    often = replace(KNOWN, speech=Speech({**COUNTS, "lessai": 2, "essai": 90}))
    tokens, _repairs = repair(tokenise(fold("lessai"), Abbreviations.compile({})), often)

    assert [token.text for token in tokens] == ["lessai"]


def test_both_halves_of_glued_words_quote_what_was_typed() -> None:
    tokens, repairs = repair(tokenise(fold("ah jessaie"), Abbreviations.compile({})), KNOWN)

    assert [token.span for token in tokens[1:]] == [Span(3, 10), Span(3, 10)]
    assert [(r.typed, r.read_as) for r in repairs] == [("jessaie", ("j", "essaie"))]


def test_a_name_is_never_repaired() -> None:
    tokens = tokenise(fold("Madame Factrue"), Abbreviations.compile({}))

    assert repair(tokens, KNOWN, names={tokens[1].span})[1] == ()


COMMON = {"assiette": 40, "assiettes": 90, "assistes": 9, "jupes": 20, "vote": 30}
PAIRS = {"vous appelle": 40, "je vous": 90, "votre dossier": 25}
SPOKEN = replace(
    KNOWN,
    speech=Speech(
        {
            **COUNTS,
            **{"vous": 400, "vos": 150, "votre": 300, "notre": 200, "appelle": 60, "je": 500},
            **{"vite": 30, "suivi": 9, "dossier": 80, "juges": 5},
        },
        PAIRS,
        COMMON,
        ("azertyuiop", "qsdfghjklm", "wxcvbn"),
    ),
)


@pytest.mark.parametrize("word", ["assiette", "jupes"])
def test_an_ordinary_word_is_nothing_misspelt(word: str) -> None:
    assert read(word, SPOKEN) == [word]


def test_a_misspelt_ordinary_word_is_no_word_of_the_trade() -> None:
    assert read("assietes", SPOKEN) == ["assiettes"]


def test_a_known_word_that_cannot_stand_there_is_read_as_the_one_a_slip_away() -> None:
    assert read("je vos appelle", SPOKEN) == ["je", "vous", "appelle"]
    assert read("vos", SPOKEN) == ["vos"]


def test_neighbours_tell_nothing_across_a_full_stop() -> None:
    assert read("je. vos. appelle", SPOKEN) == ["je", "vos", "appelle"]


def test_neighbours_decide_between_two_words_a_slip_away() -> None:
    assert read("votr dossier", SPOKEN) == ["votre", "dossier"]


def test_a_neighbour_that_was_misspelt_itself_still_tells() -> None:
    assert read("je vos apelle", SPOKEN) == ["je", "vous", "appelle"]


def test_words_without_the_space_between_are_read_apart() -> None:
    assert read("jevous appelle", SPOKEN) == ["je", "vous", "appelle"]


@pytest.mark.parametrize(("typed", "meant"), [("vitr", "vite"), ("vitq", "vita")])
def test_a_key_beside_the_right_one_is_likelier_than_any_other(typed: str, meant: str) -> None:
    near = Speech({"vite": 10, "vita": 10}, keyboard=("azertyuiop", "qsdfghjklm", "wxcvbn"))

    assert read(typed, replace(KNOWN, speech=near)) == [meant]


@given(st.lists(st.text("aeiourstlmn", min_size=1, max_size=12), max_size=400))
def test_repair_asks_about_a_bounded_number_of_strange_words(words: list[str]) -> None:
    tokens = tokenise(fold(" ".join(words)), Abbreviations.compile({}))
    read_as, repairs = repair(tokens, SPOKEN)

    assert len(repairs) <= MAX_STRANGE + sum(SPOKEN.knows(token.text) for token in tokens)
    assert len(read_as) == len(tokens) + sum(len(r.read_as) - 1 for r in repairs)
    assert {token.span for token in read_as} == {token.span for token in tokens}


@given(st.lists(st.sampled_from([*COUNTS, *COMMON, "vos", "pas", "plus"]), max_size=12))
def test_repair_never_touches_a_negation_or_a_number(words: list[str]) -> None:
    tokens = tokenise(fold(" ".join([*words, "pas", "1240"])), Abbreviations.compile({}))
    _, repairs = repair(tokens, SPOKEN)

    assert not {repair.typed for repair in repairs} & {*KNOWN.protected, "1240"}


def test_a_turn_in_another_language_is_left_as_typed() -> None:
    known = replace(SPOKEN, speech=Speech({**SPOKEN.speech.counts, "regle": 9, "dis": 9}))

    assert read("hola regla dias cerveza por favor", known)[1] == "regla"
    assert read("je regla vite", known)[1] == "regle"
