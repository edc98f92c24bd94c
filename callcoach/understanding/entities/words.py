"""The words of one language by which entities are recognised: data of ``entities.yaml``, compiled.

What must stay true: all words come from the mapping; a mistake in it is reported with the key
where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from callcoach.text import fold_phrase
from callcoach.understanding.entities import dates
from callcoach.understanding.entities.numbers import NumberWords
from callcoach.understanding.entities.patterns import (
    Lists,
    Node,
    Rule,
    Sequence,
    compile_lists,
    compile_tree,
    readings,
)

_NEEDS = frozenset({"amount", "dated", "pay", "offer", "lone"})
_COMMON = {"needs": str, "approx": bool, "relation": str}
_ACTIONS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "date": dates.SETTINGS,
    "period": {"unit": {}, "every": {"every": str}, "weekday": {}, "day_of_month": {}},
    "duration": {"length": {"spread": bool, "each": bool}},
    "count": {
        "times": {
            "n": int,
            "every": str,
            "split": bool,
            "either_way": bool,
            "heads": bool,
            "means": str,
        },
        "months": {},
    },
    "fraction": {"part": {"value": str}},
    "percent": {"percent": {}},
    "means": {"means": {"means": str}},
    "mark": {"mark": {"mark": str}},
    "ignore": {"ignore": {}},
}
"""What the rules of each family may do, and what they may set."""
_CUES = frozenset(
    {
        "role",
        "relation",
        "relation_after",
        "past",
        "past_before",
        "nearest_before",
        "about_before",
        "about_after",
        "not_amount",
    }
)


@dataclass(frozen=True)
class MoneyWords:
    """Words around sums."""

    currency: frozenset[str] = frozenset()
    currency_glued: frozenset[str] = frozenset()
    """Stand for the currency only after digits and before nothing that makes them an ordinal: «
    80e »."""
    currency_before: frozenset[str] = frozenset()
    """May stand before the number: « € 10 »."""
    cents: frozenset[str] = frozenset()
    link: frozenset[str] = frozenset()
    """Between a number and what it counts: « une centaine d'euros », « trois fois de 50 »."""
    joiner: frozenset[str] = frozenset()
    """Between units and cents: « 12 euros et 30 centimes »."""
    range: frozenset[str] = frozenset()
    """Between two sums of which one will hold: « 50 ou 60 »."""
    range_opened: Mapping[str, str] = field(default_factory=dict)
    """The same, but only after an opening word: « entre 50 et 80 »."""
    rate: frozenset[str] = frozenset()
    """Between a length of time and the sum of each payment: « dix mois à 45 euros »."""
    adds: frozenset[str] = frozenset()
    """Between a first payment and the instalments: « 200 et trois fois 60 »."""
    may_follow: frozenset[str] = frozenset()
    """Words that may follow a sum without currency; any other word is what the number counts."""
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
    ``half_year``, ``year``."""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    ordinal_endings: frozenset[str] = frozenset()
    day_articles: frozenset[str] = frozenset()
    not_after_day: frozenset[str] = frozenset()
    """Words after which « le 5 » was no day of the month: « le 12 rue »."""
    idioms: Mapping[int, int] = field(default_factory=dict)
    """Days that also stand for whole weeks: 8 for 7."""


@dataclass(frozen=True)
class EntityWords:
    """Everything that recognition needs to know of a language; made by ``from_mapping``."""

    numbers: NumberWords
    money: MoneyWords
    calendar: CalendarWords
    patterns: Node
    """What names an entity."""
    cues: Node
    """What only tells how to read one: roles, relations, tense, approximation."""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> EntityWords:
        """Compile the data of an ``entities.yaml``.

        Args:
            data: Plain data: sections ``numbers``, ``money``, ``calendar``, ``lists``,
            ``patterns``, ``cues``.

        Raises:
            ValueError: A key is unknown, a value has the wrong form, or a pattern cannot be read;
            the message begins
                with the place in the data (``patterns.date[3]``).
        """
        known = {"numbers", "money", "calendar", "lists", "patterns", "cues"}
        if unknown := sorted(set(data) - known):
            raise ValueError(f"{unknown[0]}: unknown section")
        lists = compile_lists(data.get("lists", {}))
        return cls(
            numbers=_section(NumberWords, "numbers", data.get("numbers", {})),
            money=_section(MoneyWords, "money", data.get("money", {})),
            calendar=_section(CalendarWords, "calendar", data.get("calendar", {})),
            patterns=compile_tree(_pattern_entries(data.get("patterns", {}), lists)),
            cues=compile_tree(_cue_entries(data.get("cues", {}), lists)),
        )


def _section(model: type[Any], name: str, data: Mapping[str, Any]) -> Any:
    """Return one group of words, folded."""
    known = {entry.name: entry.type for entry in fields(model)}
    made: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise ValueError(f"{name}.{key}: unknown key")
        made[key] = _words(f"{name}.{key}", value, str(known[key]))
    return model(**made)


def _words(place: str, value: Any, wanted: str) -> Any:
    """Return a value of a section in the type of its field."""
    if wanted == "str":
        if not isinstance(value, str):
            raise ValueError(f"{place}: expected a text")
        return fold_phrase(value)
    if wanted.startswith("frozenset"):
        if not isinstance(value, list):
            raise ValueError(f"{place}: expected a list of words")
        return frozenset(fold_phrase(str(word)) for word in value)
    if not isinstance(value, Mapping):
        raise ValueError(f"{place}: expected words with their values")
    number = wanted.endswith("int]")
    if wanted.startswith("Mapping[int"):
        return {int(key): int(item) for key, item in value.items()}
    if number and not all(isinstance(item, int) for item in value.values()):
        raise ValueError(f"{place}: expected whole numbers")
    return {
        fold_phrase(str(key)): item if number else fold_phrase(item) for key, item in value.items()
    }


def _pattern_entries(data: Mapping[str, Any], lists: Lists) -> Iterator[tuple[Sequence, Rule]]:
    """Yield the sequences of all patterns with their rules."""
    order = 0
    for family, entries in data.items():
        if family not in _ACTIONS:
            raise ValueError(f"patterns.{family}: unknown family")
        for index, entry in enumerate(entries):
            place = f"patterns.{family}[{index}]"
            rule = _rule(place, family, entry, order)
            order += 1
            yield from ((sequence, rule) for sequence in _read(place, entry["match"], lists))


def _rule(place: str, family: str, entry: Mapping[str, Any], order: int) -> Rule:
    """Return the rule of one entry, its settings checked."""
    if not isinstance(entry, Mapping) or "match" not in entry:
        raise ValueError(f"{place}: expected a mapping with 'match'")
    actions = _ACTIONS[family]
    action = entry.get("do", next(iter(actions)))
    if action not in actions:
        raise ValueError(f"{place}: unknown 'do': {action!r}; known: {', '.join(actions)}")
    settings = {key: value for key, value in entry.items() if key not in {"match", "do"}}
    allowed = {**_COMMON, **actions[action]}
    for key, value in settings.items():
        if key not in allowed:
            raise ValueError(f"{place}: unknown key {key!r}")
        if type(value) is not allowed[key]:
            raise ValueError(f"{place}: {key!r} must be of type {allowed[key].__name__}")
    if settings.get("needs", "lone") not in _NEEDS:
        raise ValueError(f"{place}: 'needs' must be one of {', '.join(sorted(_NEEDS))}")
    return Rule(family, action, settings, order)


def _cue_entries(data: Mapping[str, Any], lists: Lists) -> Iterator[tuple[Sequence, Rule]]:
    """Yield the sequences of all cues: a list of patterns, or ids with their lists."""
    for family, entries in data.items():
        if family not in _CUES:
            raise ValueError(f"cues.{family}: unknown family")
        groups = entries if isinstance(entries, Mapping) else {"": entries}
        for name, patterns in groups.items():
            place = f"cues.{family}" + (f".{name}" if name else "")
            rule = Rule(family, name, {}, 0)
            yield from ((sequence, rule) for sequence in _read(place, patterns, lists))


def _read(place: str, patterns: str | list[str], lists: Lists) -> Iterator[Sequence]:
    """Yield the sequences of one pattern, or of a list of them."""
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        try:
            yield from readings(pattern, lists)
        except ValueError as error:
            raise ValueError(f"{place}: {error}") from error
