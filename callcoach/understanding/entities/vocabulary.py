"""Words around sums and days, beside the patterns: what stands in the plain lists of the data.

What must stay true: every word is folded once, here; a mistake is reported with the key
where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from callcoach.text import fold_phrase

_Section = TypeVar("_Section")


@dataclass(frozen=True)
class MoneyWords:
    """Words around sums."""

    currency: frozenset[str] = frozenset()
    currency_glued: frozenset[str] = frozenset()
    """Mean the currency only after digits (« 80e »), where they do not make them a rank."""
    currency_before: frozenset[str] = frozenset()
    """May stand before the number: « € 10 »."""
    cents: frozenset[str] = frozenset()
    link: frozenset[str] = frozenset()
    """Between a number and what it counts: « une centaine d'euros », « trois fois de 50 »."""
    joiner: frozenset[str] = frozenset()
    """Between units and cents: « 12 euros et 30 centimes »."""
    rate: frozenset[str] = frozenset()
    """Between a length of time and the sum of each payment: « dix mois à 45 euros »."""
    adds: frozenset[str] = frozenset()
    """Between a first payment and the instalments: « 200 et trois fois 60 »."""
    range: frozenset[str] = frozenset()
    """Between two sums of which one will hold: « 50 ou 60 »."""
    range_opened: Mapping[str, str] = field(default_factory=dict)
    """The same, but only after an opening word: « entre 50 et 80 »."""
    may_follow: frozenset[str] = frozenset()
    """Words that may follow a sum without currency; any other is what the number counts."""
    place: frozenset[str] = frozenset()
    """Words before a number that is rather an address or an hour: « au 12 »."""
    fillers: frozenset[str] = frozenset()
    """Words that say nothing: a turn of nothing else and a number names a sum."""
    plan_roles: frozenset[str] = frozenset({"unknown"})
    """Roles of sums that can be part of a plan."""
    total_roles: frozenset[str] = frozenset()
    """Roles of sums that a plan may share out."""


@dataclass(frozen=True)
class CalendarWords:
    """Words of the calendar."""

    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """0 is Monday."""
    units: Mapping[str, str] = field(default_factory=dict)
    """``second``, ``minute``, ``hour``, ``day``, ``week``, ``fortnight``, ``month``, ``quarter``,
    ``half_year`` or ``year``."""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    ordinal_endings: frozenset[str] = frozenset()
    day_articles: frozenset[str] = frozenset()
    """Announce a day of the month: in « le 5 200 euros » the 5 does not begin 5,200."""
    not_after_day: frozenset[str] = frozenset()
    """Words after which « le 12 » was no day of the month: « le 12 rue »."""
    idioms: Mapping[int, int] = field(default_factory=dict)
    """Days that also stand for whole weeks: 8 for 7."""


def section(model: type[_Section], name: str, data: Mapping[str, Any]) -> _Section:
    """Return one group of words, folded.

    Raises:
        ValueError: A key is unknown, or a value has the wrong form.
    """
    known = {entry.name: str(entry.type) for entry in fields(model)}  # type: ignore[arg-type]
    made: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise ValueError(f"{name}.{key}: unknown key")
        made[key] = _value(f"{name}.{key}", value, known[key])
    return model(**made)


def _value(place: str, value: Any, wanted: str) -> Any:
    """Return a value in the type of its field."""
    if wanted.startswith("Mapping"):
        return _mapping(place, value, wanted)
    if wanted == "str":
        if isinstance(value, str):
            return fold_phrase(value)
        raise ValueError(f"{place}: expected a text")
    if not isinstance(value, list | tuple):
        raise ValueError(f"{place}: expected a list of words")  # noqa: TRY004 - a fault of the data
    return frozenset(fold_phrase(str(word)) for word in value)


def _mapping(place: str, value: Any, wanted: str) -> Mapping[Any, Any]:
    """Return words (or numbers) with their values, words folded."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{place}: expected words with their values")  # noqa: TRY004 - as above
    if not wanted.endswith("int]"):
        return {fold_phrase(str(key)): fold_phrase(str(item)) for key, item in value.items()}
    if not all(isinstance(item, int) for item in value.values()):
        raise ValueError(f"{place}: expected whole numbers")
    if wanted.startswith("Mapping[int"):
        return {int(key): item for key, item in value.items()}
    return {fold_phrase(str(key)): item for key, item in value.items()}
