"""The catalogues are complete, fit the sources and are compiled: `.ci/catalogues` renews them."""

from __future__ import annotations

import io
import string
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from callcoach.i18n import LOCALE_DIR

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

FRENCH = LOCALE_DIR / "fr" / "LC_MESSAGES"
DOMAINS = ("callcoach", "click")


def french(domain: str) -> Catalog:
    # Without the locale, Babel would ignore the file's own rule for plurals.
    with (FRENCH / f"{domain}.po").open("rb") as file:
        return read_po(file, locale="fr")


def entries(domain: str) -> list[Message]:
    return [message for message in french(domain) if message.id]


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def fields(texts: tuple[str, ...]) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_of_the_interface_is_in_the_french_catalogue() -> None:
    keywords = {**DEFAULT_KEYWORDS, "N_": None}
    found = extract_from_dir(LOCALE_DIR.parent, keywords=keywords)
    used = {forms(message)[0] for _file, _line, message, _comments, _context in found}

    assert used == {forms(message.id)[0] for message in entries("callcoach")}


def test_every_sentence_translated_for_click_is_one_that_click_says() -> None:
    said = {forms(found[2])[0] for found in extract_from_dir(Path(click.__file__).parent)}

    assert {forms(message.id)[0] for message in entries("click")} - said == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_has_its_french_words(domain: str) -> None:
    untranslated = [
        message.id
        for message in entries(domain)
        if not forms(message.string) or not all(forms(message.string))
    ]

    assert untranslated == []
    assert [message.id for message in entries(domain) if message.fuzzy] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_translation_fills_the_same_blanks_as_its_message(domain: str) -> None:
    wrong = [
        message.id
        for message in entries(domain)
        if fields(forms(message.string)) != fields(forms(message.id))
    ]

    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_french_punctuation_keeps_its_no_break_spaces(domain: str) -> None:
    loose = [
        text
        for message in entries(domain)
        for text in forms(message.string)
        if any(pair in text for pair in (" :", " ;", " !", " ?", "« ", " »"))
    ]

    assert loose == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_that_of_the_sources(domain: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, french(domain))

    assert Path(FRENCH / f"{domain}.mo").read_bytes() == compiled.getvalue()
