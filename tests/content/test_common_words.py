"""Ordinary words of a language, from the list of a package."""

from __future__ import annotations

import gzip
import json

from callcoach.content.common_words import CommonWords, common_words


def packed(heard: dict[str, int]) -> CommonWords:
    return CommonWords(gzip.compress(json.dumps(heard).encode()))


def test_ordinary_french_words_are_known_folded() -> None:
    counts = common_words("fr").counts()

    assert counts["assiettes"] > 0
    assert counts["fenetre"] > counts["assiettes"]


def test_a_language_without_a_list_has_no_ordinary_words() -> None:
    assert common_words("xx").counts() == {}


def test_what_is_hardly_ever_heard_and_what_is_no_word_are_left_out() -> None:
    counts = packed(
        {"été": 10_000_000, "ete": 5, "truc": 1, "l'eau": 900, "c3": 900, "à": 9}
    ).counts()

    assert counts == {"ete": 10_000_005}


def test_another_list_has_another_hash() -> None:
    assert packed({"un": 1}).digest != packed({"un": 2}).digest
