"""Folding: one plain spelling for all that people type, and the way back to what they typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcoach.text import Span, fold, fold_phrase

any_text = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Cf", "Cc", "Mn", "Zs"]),
        st.sampled_from("éÉœŒß’‘«»  \u202f\u200b\u202e\u0301½…™İ\ud83d😀👨\u200d👩"),
    )
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("L’ÉTÉ À NOËL", "l'ete a noel"),
        ("l`eau, lʼeau, l´eau", "l'eau, l'eau, l'eau"),
        ("Cœur et bœuf, Straße", "coeur et boeuf, strasse"),
        ("1\u202f250,50\u00a0€", "1 250,50 €"),
        ("un\tdeux\r\n\n trois ", "un deux trois"),
        ("« Oui », dit-il “vite”", '" oui ", dit-il "vite"'),
        ("3–4 — 5−6", "3-4 - 5-6"),
        ("e\u0301te\u0301", "ete"),
        ("pay\u200bé \u202erien\u202c\x00", "paye rien"),
        ("Ouais…", "ouais..."),
        ("½ journée", "1/2 journee"),
        ("à bientôt 😀", "a bientot 😀"),
        ("\u0301", ""),
        ("   ", ""),
        ("", ""),
    ],
)
def test_spellings_of_the_same_words_fold_to_one(typed: str, folded: str) -> None:
    assert fold_phrase(typed) == folded


def test_a_quote_is_what_was_typed_with_accents_and_marks() -> None:
    folded = fold("Vous  réglez\u0301 l’Œuvre")
    start = folded.text.index("reglez")
    assert folded.quote(start, start + 6) == "réglez\u0301"


def test_half_of_a_ligature_quotes_all_of_it() -> None:
    folded = fold("cœur")
    assert folded.quote(1, 2) == folded.quote(2, 3) == folded.quote(1, 3) == "œ"


def test_a_quote_of_the_last_word_leaves_trailing_space_out() -> None:
    folded = fold("  bonsoir \n ")
    assert folded.quote(0, len(folded.text)) == "bonsoir"


def test_a_lone_surrogate_folds_to_text_that_can_be_written() -> None:
    assert fold_phrase("a\ud83db").encode("utf-8").decode("utf-8") == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 99)])
def test_a_range_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        fold("court").span(start, end)


def test_a_span_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="not a range"):
        Span(3, 2)


def test_a_very_long_paste_is_folded() -> None:
    folded = fold("Été à l’abri. " * 70_000)
    assert len(folded.text) == 14 * 70_000 - 1


@given(any_text)
@settings(deadline=None)
def test_folding_twice_changes_nothing(raw: str) -> None:
    once = fold(raw).text
    assert fold(once).text == once


@given(any_text)
@settings(deadline=None)
def test_folded_text_has_no_accent_no_double_space_and_no_edge_space(raw: str) -> None:
    text = fold(raw).text
    assert "  " not in text
    assert text == text.strip()
    assert not any("\u0300" <= character <= "\u036f" for character in text)


@given(any_text, st.data())
@settings(deadline=None)
def test_every_span_lies_inside_the_raw_text_and_quotes_something(
    raw: str, data: st.DataObject
) -> None:
    folded = fold(raw)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.span(start, end)
    assert 0 <= span.start <= span.end <= len(raw)
    assert bool(folded.quote(start, end)) == (end > start)


@given(any_text)
@settings(deadline=None)
def test_a_quoted_character_folds_back_to_the_folded_one(raw: str) -> None:
    folded = fold(raw)
    for index, character in enumerate(folded.text):
        if character != " ":
            assert character in fold(folded.quote(index, index + 1)).text


def test_words_put_in_place_of_others_lead_back_to_what_was_typed() -> None:
    folded = fold("Règlez  jemanqe, l'œuf")
    mended = folded.with_words({Span(8, 15): ("je", "manque")})

    assert mended.text == "reglez je manque, l'oeuf"
    assert mended.quote(7, 16) == "jemanqe"
    assert mended.quote(0, 6) == "Règlez"
    assert mended.quote(20, 24) == "œuf"
    assert folded.with_words({}) is folded
