"""How figures and dates are said, and how the slots of a line are filled."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

_SLOT = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


@lru_cache(maxsize=4096)
def said_amount(amount: Decimal, language: str) -> str:
    """Return a sum as figures are written in that language, without currency.

    « 1 240 », « 612,40 ».
    """
    pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    return format_decimal(amount, format=pattern, locale=language)


@lru_cache(maxsize=4096)
def said_day(day: date, language: str) -> str:
    """Return a day as it is said, the year left out: « 5 décembre »."""
    pattern = {"fr": "d MMMM", "en": "d MMMM"}.get(language, "d MMMM")
    text = format_date(day, format=pattern, locale=language)
    return "1er" + text[1:] if language == "fr" and text.startswith("1 ") else text


def said_full_date(day: date, language: str) -> str:
    """Return a day with its year, as a date of birth is said."""
    return f"{said_day(day, language)} {day.year}"


@lru_cache(maxsize=16384)
def slots_in(line: str) -> frozenset[str]:
    """Return the names of the slots a line needs."""
    return frozenset(_SLOT.findall(line))


def fill(line: str, slots: Mapping[str, str]) -> str:
    """Return a line with its slots filled.

    Raises:
        KeyError: a slot has no value; callers choose lines by ``slots_in`` first.
    """
    return _SLOT.sub(lambda match: slots[match[1]], line)


def fill_known(text: str, slots: Mapping[str, str]) -> str:
    """Return a text with the slots that have a value filled; the others stay as they are."""
    return _SLOT.sub(lambda match: slots.get(match[1], match[0]), text)
