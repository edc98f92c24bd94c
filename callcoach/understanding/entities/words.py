"""The words of one language by which entities are recognised: data of ``entities.yaml``, compiled.

What must stay true: all words come from the mapping; a mistake in it is reported with the
key where it stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
from callcoach.understanding.entities.vocabulary import CalendarWords, MoneyWords, section

_SECTIONS = frozenset({"numbers", "money", "calendar", "lists", "patterns", "cues"})
_NEEDS = frozenset({"amount", "dated", "pay", "offer", "lone"})
_COMMON = {"needs": str, "approx": bool, "relation": str}
_ACTIONS: Mapping[str, Mapping[str, Mapping[str, type]]] = {
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
_DEMANDED = {"part": "value", "means": "means", "mark": "mark", "every": "every", "edge": "edge"}
"""What a rule of an action cannot do without."""
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
        "limit_before",
        "limit_after",
        "not_amount",
    }
)


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
    digest: str
    """A hash of the data: equal for equal words."""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> EntityWords:
        """Compile the data of an ``entities.yaml``.

        Args:
            data: Plain data in six sections: ``numbers``, ``money``, ``calendar``, ``lists``,
                ``patterns`` and ``cues``.

        Raises:
            ValueError: A key is unknown, a value has the wrong form, or a pattern cannot be read;
                the message begins with the place in the data (``patterns.date[3]``).
        """
        if unknown := sorted(set(data) - _SECTIONS):
            raise ValueError(f"{unknown[0]}: unknown section")
        lists = compile_lists(data.get("lists", {}))
        return cls(
            numbers=section(NumberWords, "numbers", data.get("numbers", {})),
            money=section(MoneyWords, "money", data.get("money", {})),
            calendar=section(CalendarWords, "calendar", data.get("calendar", {})),
            patterns=compile_tree(_pattern_entries(data.get("patterns", {}), lists)),
            cues=compile_tree(_cue_entries(data.get("cues", {}), lists)),
            digest=_digest(data),
        )


def _digest(data: Mapping[str, Any]) -> str:
    """Return a hash of the data; their order counts, as earlier rules win over later ones."""
    written = json.dumps(data, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


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


def _rule(place: str, family: str, entry: Any, order: int) -> Rule:
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
    if _DEMANDED.get(action, "needs") not in {*settings, "needs"}:
        raise ValueError(f"{place}: {_DEMANDED[action]!r} is missing")
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
