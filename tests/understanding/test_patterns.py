"""The authors' pattern language: what a pattern matches, what it quotes, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from callcoach.text import Span, fold
from callcoach.understanding.matchable import (
    DebtorWords,
    Mark,
    covered_by,
    figure_marks,
    matchable,
    matchable_text,
    name_marks,
)
from callcoach.understanding.pattern_walk import Path
from callcoach.understanding.patterns import (
    WALKED,
    PatternError,
    PatternGroup,
    PatternIndex,
    compile_pattern,
    pattern_prefixes,
    pattern_vocabulary,
)
from callcoach.understanding.tokens import Abbreviations, tokenise

LISTS = {
    "pay": ("payer", "régl*", "solder le tout"),
    "asks": ("^ qui", "combien"),
    "both": ("@pay", "verser"),
    "ring": ("@ring",),
    "empty": (),
}
WORDS = st.sampled_from(["vous", "payez", "demain", "la", "facture", "je", "note", "15"])


def quoted(pattern: str, text: str) -> str | None:
    """Return what a pattern quotes of a text."""
    match = compile_pattern(pattern, LISTS).search(matchable_text(text))
    return None if match is None else text[match.span.start : match.span.end]


def test_a_word_matches_whatever_its_case_and_accents() -> None:
    assert quoted("échéance", "L'ECHEANCE du 5") == "ECHEANCE"


def test_a_word_does_not_match_inside_another() -> None:
    assert quoted("vol", "le volet est ouvert") is None


def test_a_star_matches_any_ending() -> None:
    assert quoted("regl* la facture", "vous règlerez la facture") == "règlerez la facture"


def test_a_pattern_may_be_written_with_apostrophes_and_hyphens() -> None:
    assert quoted("Qu'est-ce que", "Alors, qu’est-ce que vous faites ?") == "qu’est-ce que"


def test_a_bar_between_words_joins_just_these_two() -> None:
    assert quoted("vous pouvez|pourrez payer", "vous pourrez payer") == "vous pourrez payer"
    assert quoted("vous pouvez|pourrez payer", "pourrez payer") is None


def test_a_bar_in_parentheses_separates_whole_phrases() -> None:
    assert quoted("(tout de suite|demain) matin", "demain matin") == "demain matin"
    assert quoted("(tout de suite|demain) matin", "tout de demain matin") == "demain matin"


def test_an_optional_part_may_be_absent_or_there() -> None:
    assert quoted("je ?(vous) rappelle", "je rappelle") == "je rappelle"
    assert quoted("je ?(vous) rappelle", "je vous rappelle") == "je vous rappelle"


def test_a_space_is_adjacency() -> None:
    assert quoted("payer demain", "payer plutôt demain") is None


def test_three_stops_skip_six_words_and_no_more() -> None:
    six = "vous un deux trois quatre cinq six payez"
    assert quoted("vous ... payez", six) == six
    assert quoted("vous ... payez", six.replace("six", "six sept")) is None


def test_four_stops_skip_any_number_of_words() -> None:
    long = "vous " + "et puis " * 20 + "payez"
    assert quoted("vous .... payez", long) == long


def test_the_match_is_the_first_and_from_there_the_shortest() -> None:
    assert quoted("vous ... payez", "vous payez ou vous payez") == "vous payez"


def test_edges_hold_a_pattern_to_the_ends_of_the_clause() -> None:
    assert quoted("^ donc", "donc oui") == "donc"
    assert quoted("^ donc", "oui donc") is None
    assert quoted("oui $", "donc oui") == "oui"
    assert quoted("oui $", "oui donc") is None


def test_edges_may_stand_in_lists() -> None:
    assert quoted("@asks", "qui parle") == "qui"
    assert quoted("@asks", "à qui parle") is None


def test_a_list_may_hold_phrases_stars_and_other_lists() -> None:
    assert quoted("@both", "il faut solder le tout") == "solder le tout"
    assert quoted("@both", "réglez") == "réglez"
    assert quoted("@both", "versez") is None


def test_a_placeholder_matches_all_words_of_what_was_recognised() -> None:
    text = "versez deux cents euros lundi"
    tokens = tokenise(fold(text), Abbreviations({}))
    words = matchable(tokens, [Mark("money", 1, 4), Mark("date", 4, 5)])
    match = compile_pattern("versez {money} {date}", {}).search(words)
    assert match is not None
    assert (match.first, match.end) == (0, 5)
    assert compile_pattern("versez {date}", {}).search(words) is None


def test_marks_do_not_hide_the_words_they_stand_on() -> None:
    tokens = tokenise(fold("versez deux cents euros"), Abbreviations({}))
    words = matchable(tokens, [Mark("money", 1, 4), Mark("debtor_word", 2, 3)])
    assert compile_pattern("deux cents", {}).search(words) is not None
    assert compile_pattern("{money}", {}).search(words) is not None
    assert compile_pattern("{debtor_word}", {}).search(words) is not None


def test_words_of_the_debtor_are_recognised_in_another_form() -> None:
    debtor = DebtorWords.of(["Mon salaire n'arrive que le 28."], {"mon", "que"})
    tokens = tokenise(fold("les salaires du 28, pour vous"), Abbreviations({}))
    marks = list(debtor.marks(tokens, {"pour", "vous"}))
    assert [(mark.kind, tokens[mark.first].text) for mark in marks] == [
        ("debtor_word", "salaires"),
        ("debtor_figure", "28"),
    ]


def test_names_are_capitalised_words_inside_a_sentence() -> None:
    raw = "Bonjour, Nadia Ferrand"
    tokens = tokenise(fold(raw), Abbreviations({}))
    assert [tokens[m.first].text for m in name_marks(tokens, raw, 0)] == ["nadia", "ferrand"]
    assert list(name_marks(tokens, raw.upper(), 0)) == []


def test_figures_are_marked() -> None:
    tokens = tokenise(fold("le 15 mars"), Abbreviations({}))
    assert [mark.first for mark in figure_marks(tokens)] == [1]


@pytest.mark.parametrize(
    ("pattern", "complaint", "offset"),
    [
        ("oui @nowhere", "no word list @nowhere", 4),
        ("@empty", "is empty", 0),
        ("@ring", "contains itself", 0),
        ("(payer", "not closed", 0),
        ("payer)", "too many", 5),
        ("(payer|)", "empty", 7),
        ("payer||solder", "empty", 5),
        ("payer | solder", "between spaces", 6),
        ("?(payer)", "nothing in it is required", 0),
        ("... payer", "a word on both sides", 0),
        ("payer .. demain", "three full stops", 6),
        ("{euros}", "is not known", 0),
        ("payer ? demain", "question: true", 6),
        ("payer ^ demain", "at the very beginning", 6),
        ("payer $ demain", "at the very end", 6),
        ("*", "a star needs", 0),
        ("payer, demain", "no meaning here", 5),
        ("a ... b ... c ... d ... e ... f", "more than 4 gaps", 2),
    ],
)
def test_a_mistake_is_refused_with_its_reason_and_place(
    pattern: str, complaint: str, offset: int
) -> None:
    with pytest.raises(PatternError, match=r".") as caught:
        compile_pattern(pattern, LISTS)
    assert complaint in caught.value.message
    assert caught.value.offset == offset


def test_the_vocabulary_is_the_whole_words_of_all_alternatives() -> None:
    pattern = compile_pattern("@both ... (demain|ce soir) ?(vraiment)", LISTS)
    assert pattern_vocabulary(pattern) >= {"payer", "verser", "demain", "ce", "soir", "vraiment"}
    assert "regl" not in pattern_vocabulary(pattern)
    assert "regl" in pattern_prefixes(pattern)


def test_all_places_are_found_one_after_the_other() -> None:
    words = matchable_text("oui ou non ou oui")
    found = compile_pattern("oui|non", {}).search_all(words)
    assert [match.first for match in found] == [0, 2, 4]


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_a_text_matches_itself_and_the_whole_of_it(words: list[str]) -> None:
    text = " ".join(words)
    assert quoted(text, text) == text


@given(st.lists(WORDS, min_size=1, max_size=8), st.lists(WORDS, max_size=14))
def test_patterns_searched_together_are_found_as_when_searched_alone(
    words: list[str], around: list[str]
) -> None:
    texts = [" ".join(words), f"{words[0]} .... {words[-1]}", f"({words[0]}|@pay)", "regl* @both"]
    patterns = [compile_pattern(text, LISTS) for text in (*texts, texts[0])]
    clause = matchable_text(" ".join((*around, *words)))
    alone = [(i, found) for i, p in enumerate(patterns) if (found := p.search(clause))]
    index = PatternIndex(patterns)
    assert list(index.search(clause)) == alone
    assert {place for place, _ in alone} <= set(index.candidates(clause))
    for pattern in patterns:
        assert pattern.possible(clause) or pattern._regex.search(clause.line) is None


def test_a_search_that_fails_late_still_ends() -> None:
    pattern = compile_pattern("vous .... vous .... vous .... vous .... payez", {})
    text = "vous " * 60 + "paye"
    assert pattern.search(matchable_text(text)) is None


def _node(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return patterns made of smaller ones."""
    return st.one_of(
        st.lists(inside, min_size=1, max_size=3).map(" ".join),
        st.lists(inside, min_size=1, max_size=5).map(lambda parts: f"({'|'.join(parts)})"),
        inside.map(lambda part: f"?({part})"),
        st.tuples(inside, inside).map(" ... ".join),
        st.tuples(inside, inside).map(" .... ".join),
    )


LEAVES = st.sampled_from(["a", "b", "c", "d", "a b", "c*", "cd*", "{figure}", "{name}", "@pay"])
PATTERNS = st.tuples(
    st.sampled_from(["", "^ "]),
    st.recursive(LEAVES, _node, max_leaves=8),
    st.sampled_from(["", " $"]),
).map("".join)


@settings(max_examples=400)
@given(
    PATTERNS,
    st.lists(
        st.sampled_from(["a", "b", "c", "cd", "cde", "d", "7", "payer", "solder"]), max_size=14
    ),
    st.sets(st.integers(0, 13)),
)
def test_a_walk_finds_what_the_regular_expression_finds(
    text: str, words: list[str], named: set[int]
) -> None:
    try:
        pattern = compile_pattern(text, LISTS)
    except PatternError:
        assume(False)
    tokens = tokenise(fold(" ".join(words)), Abbreviations.compile({}))
    names = [Mark("name", at, min(at + 2, len(tokens))) for at in named if at < len(tokens)]
    clause = matchable(tokens, [*figure_marks(tokens), *names])

    found = pattern._regex.search(clause.marked if pattern.marked else clause.line)
    by_regex = found and clause.match(found.start(), found.end(), marked=pattern.marked)
    place = pattern._walk.first(clause.path)
    assert (None if place is None else clause.of_words(*place)) == by_regex


class Counted(tuple[str, ...]):
    """Words that count how often they are looked at."""

    __slots__ = ()
    looks = 0

    def __getitem__(self, place: Any) -> Any:
        Counted.looks += 1
        return super().__getitem__(place)


@pytest.mark.parametrize(
    "text", ["a .... a .... b", "(a|a b|c d|d) .... ?(a) b .... d", "?(a) ?(a) a b"]
)
def test_a_walk_that_fails_late_looks_at_words_a_bounded_number_of_times(text: str) -> None:
    Counted.looks = 0
    path = Path(Counted(["a"] * WALKED), {}, (frozenset({"a", "a*"}),) * WALKED)

    assert compile_pattern(text, LISTS)._walk.first(path) is None
    assert Counted.looks <= WALKED**3


def test_a_pattern_of_many_gaps_is_not_walked() -> None:
    pattern = compile_pattern("a .... a .... a .... b", {})

    assert not pattern._walked(matchable_text("a a b"))
    assert pattern.search(matchable_text("a a a b")) is not None


def test_the_first_of_a_group_is_the_first_in_the_authors_order() -> None:
    texts = ("demain", "vous", "payez", "la facture", "je")
    group = PatternGroup(tuple(compile_pattern(text, LISTS) for text in texts))

    found = group.first(matchable_text("payez demain la facture"))
    assert found is not None
    assert found.text == "demain"
    assert group.first(matchable_text("rien de cela")) is None


@given(st.lists(st.text("abc ", max_size=6), max_size=30), st.integers(0, 60), st.integers(0, 9))
def test_the_words_a_span_touches_are_found_as_by_looking_at_all(
    words: list[str], start: int, length: int
) -> None:
    tokens = tokenise(fold(" ".join(words)), Abbreviations.compile({"ab": "a b"}))
    span = Span(start, start + length)
    touched = [
        place
        for place, token in enumerate(tokens)
        if token.span.start < span.end and span.start < token.span.end
    ]
    assert list(covered_by(span, tokens)) == touched
