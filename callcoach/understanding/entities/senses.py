"""Matched patterns -> what they say, before it is tied to raw characters.

What must stay true: a match that says nothing possible (a 31 February, zero instalments) gives
nothing, and the next shorter match is tried instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callcoach.understanding.entities import dates
from callcoach.understanding.entities.patterns import Match
from callcoach.understanding.entities.reading import Piece, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from callcoach.understanding.entities.numbers import Number

_MOST_PAYMENTS = 120
_MOST_DAYS = 3650
_PAST_REACH = 5
_SURELY_MONEY = 20
"""« 60 x 4 » is four times 60: so large a number of payments is not followed by a smaller sum."""
_PERIODS: Mapping[tuple[str, int], str] = {
    ("day", 1): "day",
    ("day", 7): "week",
    ("day", 8): "week",
    ("day", 14): "fortnight",
    ("day", 15): "fortnight",
    ("day", 30): "month",
    ("week", 1): "week",
    ("week", 2): "fortnight",
    ("week", 4): "month",
    ("fortnight", 1): "fortnight",
    ("month", 1): "month",
    ("month", 2): "two_months",
    ("month", 3): "quarter",
    ("month", 6): "half_year",
    ("month", 12): "year",
    ("quarter", 1): "quarter",
    ("half_year", 1): "half_year",
    ("year", 1): "year",
}
_LENGTHS: Mapping[str, tuple[int, str]] = {
    "day": (1, "day"),
    "week": (7, "day"),
    "fortnight": (14, "day"),
    "month": (1, "month"),
    "quarter": (3, "month"),
    "half_year": (6, "month"),
    "year": (12, "month"),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money."""

    amount: Decimal
    alternative: Decimal | None = None
    approx: bool = False
    ranged: bool = False
    """One of two sums of which only one will hold."""
    role: str = "unknown"


@dataclass(frozen=True, slots=True)
class Often:
    """How often, and on which day of the month."""

    every: str
    day_of_month: int | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in days or months."""

    n: int
    unit: str


@dataclass(frozen=True, slots=True)
class Times:
    """A number of payments."""

    n: int
    every: str | None = None
    first_month: int | None = None
    """« de juin à septembre »."""


def piece_of(reading: Reading, start: int, match: Match) -> Piece | None:
    """Return what a match says, or nothing when it says nothing possible."""
    family = match.rule.family
    try:
        sense = _SENSES[family](reading, start, match)
    except (ValueError, OverflowError):
        # « le 30 février »: no such day, and its parts are none either.
        return Piece(start, match.end, "ignore", None, {})
    if sense is None:
        return None
    return Piece(start, match.end, family, sense, match.rule.settings)


def _date(reading: Reading, start: int, match: Match) -> dates.Day | None:
    """Return the day named, looking back when the clause does."""
    way = dates.Way.AHEAD
    near = reading.cue_touching("nearest_before", start)
    if reading.cue_before("past", start, _PAST_REACH) or reading.cue_touching(
        "past_before", start
    ):
        way = dates.Way.BACK
    elif near is not None and near.name == "near":
        way = dates.Way.NEAREST
    calendar, after = reading.words.calendar, reading.text(match.end)
    if match.rule.action == "day" and (after in calendar.not_after_day or after in calendar.units):
        return None  # « lundi 10 h », « le 12 rue »
    if match.get("bareday") is not None:
        match = Match(match.rule, match.end, (*match.captures, ("day", match.get("bareday"))))
    return dates.resolve(match, dates.Clock(reading.today, way, calendar.idioms))


def _period(_reading: Reading, _start: int, match: Match) -> Often | None:
    """Return how often."""
    if match.rule.action == "weekday":
        return Often("week")
    if match.rule.action == "day_of_month":
        return Often("month", match.get("day") or match.get("bareday"))
    if match.rule.action == "every":
        return Often(match.rule.settings["every"])
    number: Number | None = match.get("n")
    n = 1 if number is None else number.whole
    every = None if n is None else _PERIODS.get((match.get("unit"), n))
    return None if every is None else Often(every)


def _duration(_reading: Reading, _start: int, match: Match) -> Length | None:
    """Return how long."""
    number: Number = match.get("n")
    factor, unit = _LENGTHS.get(match.get("unit"), (0, ""))
    n = (number.whole or 0) * factor
    return Length(n, unit) if 0 < n <= _MOST_DAYS else None


def _count(reading: Reading, _start: int, match: Match) -> Times | None:
    """Return how many payments."""
    settings = match.rule.settings
    if match.rule.action == "months":
        first, last = (value for name, value in match.captures if name == "month")
        return Times((last - first) % 12 + 1, "month", first)
    number: Number | None = match.get("n")
    n = settings.get("n") if number is None else number.whole
    if n is None or not 1 <= n <= _MOST_PAYMENTS or (n == 1 and number is not None):
        return None
    if number is not None and (number.approx or number.padded):
        return None
    following = reading.numbers.get(match.end)
    if settings.get("heads") and not following:
        return None
    if settings.get("either_way") and following and n >= _SURELY_MONEY and following.value < n:
        return None
    return Times(n, settings.get("every"))


def _percent(_reading: Reading, _start: int, match: Match) -> Decimal | None:
    """Return a percentage."""
    number: Number = match.get("n")
    return None if number.article else number.value


def _setting(name: str) -> Callable[[Reading, int, Match], Any]:
    """Return a reader of the rule's own value."""
    return lambda _reading, _start, match: match.rule.settings[name]


def _nothing(_reading: Reading, _start: int, _match: Match) -> bool:
    """Say that the words are taken, and mean nothing here."""
    return True


_SENSES: Mapping[str, Callable[[Reading, int, Match], Any]] = {
    "date": _date,
    "period": _period,
    "duration": _duration,
    "count": _count,
    "percent": _percent,
    "fraction": _setting("value"),
    "means": _setting("means"),
    "mark": _setting("mark"),
    "ignore": _nothing,
}
