"""What a pattern of the family ``date`` says: a day, or a stretch of days.

What must stay true: a day that does not exist is no date; without a past cue a day lies ahead,
since a call is about what will be paid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any

from callcoach.understanding.entities import calendar
from callcoach.understanding.entities.patterns import Match

if TYPE_CHECKING:
    from callcoach.understanding.entities.numbers import Number

_WEDNESDAY, _FRIDAY, _SATURDAY = 2, 4, 5
_MIDDLE = 15
_LAST_DAY = 31
_HOURS = 24
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_CENTURY = 100


class Way(Enum):
    """Which of the days that fit is meant."""

    AHEAD = auto()
    BACK = auto()
    NEAREST = auto()


@dataclass(frozen=True)
class Clock:
    """The day of the call, and which way the words look."""

    today: date
    way: Way
    idioms: Mapping[int, int]
    """Numbers of days that also stand for whole weeks: « huit jours » is a week."""

    def choose(self, find: Callable[[bool], date]) -> date:
        """Return the day that ``find`` gives looking back (true) or ahead, as the words look."""
        if self.way is not Way.NEAREST:
            return find(self.way is Way.BACK)
        ahead, back = find(False), find(True)
        return back if self.today - back < ahead - self.today else ahead


@dataclass(frozen=True, slots=True)
class Day:
    """A resolved day, before it is tied to what was typed."""

    day: date
    approx: bool = False
    until: date | None = None
    alternative: date | None = None
    names_month: bool = False
    """A day with its month, which a bare day before it shares: « du 5 au 10 mars »."""
    doubtful: bool = False
    """Digits that are a date only if nothing else is said (« 5/6 »)."""


Resolver = Callable[[Match, Clock], Day | None]


def resolve(match: Match, clock: Clock) -> Day | None:
    """Return the day that a matched date pattern names, or nothing when it names none.

    Raises:
        ValueError: There is no such day (« le 30 février »).
        OverflowError: It lies beyond the calendar.
    """
    if match.rule.settings.get("past"):
        clock = replace(clock, way=Way.BACK)
    return RESOLVERS[match.rule.action](match, clock)


def _offset(match: Match, clock: Clock) -> Day | None:
    """« demain »: ``days`` from today."""
    return Day(clock.today + timedelta(days=match.rule.settings["days"]))


def _shift(match: Match, clock: Clock) -> Day | None:
    """« dans trois semaines », « il y a deux mois »: ``n`` units from today, ``sign`` 1 or -1."""
    settings = match.rule.settings
    number: Number | None = match.last("n")
    n = settings.get("n") if number is None else number.whole
    unit, sign = match.get("unit") or settings.get("unit"), settings.get("sign", 1)
    if n is None:
        return None
    approx = number is not None and number.approx
    if unit == "hour":
        # Hours that make no whole day name no day: « dans deux heures ».
        n, rest = divmod(n, _HOURS)
        if rest or not n:
            return None
        unit = "day"
    if unit in _MONTHS_IN:
        return Day(calendar.add_months(clock.today, sign * n * _MONTHS_IN[unit]), approx)
    if unit not in _DAYS_IN:
        return None
    days = n * _DAYS_IN[unit]
    other = clock.idioms.get(n) if unit == "day" else None
    return Day(
        clock.today + timedelta(days=sign * days),
        approx,
        alternative=None if other is None else clock.today + timedelta(days=sign * other),
    )


def _weekday(match: Match, clock: Clock) -> Day | None:
    """« vendredi », « lundi prochain », « jeudi en huit »: ``weeks`` more."""
    settings = match.rule.settings
    number = match.get("weekday")
    if settings.get("week") is not None:  # « mardi de la semaine prochaine »
        monday = calendar.week_start(clock.today, settings["week"])
        return Day(monday + timedelta(days=number))
    weeks = settings.get("weeks", 0)
    if weeks and clock.today.weekday() == number:
        # « mardi en huit » said on a Tuesday counts from today.
        return Day(clock.today + timedelta(weeks=weeks))
    day = clock.choose(lambda past: calendar.weekday(clock.today, number, past=past))
    return Day(day + timedelta(weeks=weeks))


def _day(match: Match, clock: Clock) -> Day | None:
    """« le 5 », « lundi 19 », « le 5 du mois prochain »: ``months`` fixes the month."""
    settings, today = match.rule.settings, clock.today
    number: int = match.get("day") or settings["n"]
    if "months" in settings:
        return Day(calendar.month_start(today, settings["months"]).replace(day=number))
    weekday: int | None = match.get("weekday")
    if weekday is not None:
        day_of_week = partial(calendar.weekday_of_month, today, weekday, number)
        return Day(clock.choose(lambda past: day_of_week(past=past)))
    return Day(clock.choose(lambda past: calendar.day_of_month(today, number, past=past)))


def _day_month(match: Match, clock: Clock) -> Day | None:
    """« le 5 juin », « lundi 4 mai 2026 »."""
    number, month, year = match.get("day"), match.get("month"), match.get("year")
    day = _in_year(clock, month, number, year)
    weekday = match.get("weekday")
    return Day(day, approx=weekday is not None and day.weekday() != weekday, names_month=True)


def _numeric(match: Match, clock: Clock) -> Day | None:
    """« 05/06 », « 05/06/2026 », « 2026-06-05 »."""
    first, second, third, doubtful = match.get("numeric")
    if first > _LAST_DAY and third is not None:
        return Day(date(first, second, third))
    year = None if third is None else third if third > _CENTURY else _century(clock, third)
    sure = match.rule.settings.get("sure", False) or not doubtful
    return Day(_in_year(clock, second, first, year), doubtful=not sure)


def _edge(match: Match, clock: Clock) -> Day | None:
    """« fin décembre », « mi-mars »: ``edge`` of a month, named or ``months`` away."""
    edge, months = match.rule.settings["edge"], match.rule.settings.get("months")
    number = {"start": 1, "middle": _MIDDLE, "end": 1}[edge]
    month = match.get("month")
    if month is None and months is None:  # « en début de mois »: the next such day
        if edge == "end":
            return Day(calendar.month_end(clock.today), approx=True)
        day = clock.choose(lambda past: calendar.day_of_month(clock.today, number, past=past))
        return Day(day, approx=True)
    if month is None:
        first = calendar.month_start(clock.today, months or 0)
    elif edge == "end":  # the month that is running is not over yet
        first = _month(match, clock)
    else:
        return Day(_in_year(clock, month, number, match.get("year")), approx=True)
    return Day(
        calendar.month_end(first) if edge == "end" else first.replace(day=number), approx=True
    )


def _stretch(match: Match, clock: Clock) -> Day | None:
    """« en mars », « le mois prochain », « la semaine prochaine », « l'année prochaine »."""
    settings, today = match.rule.settings, clock.today
    if "weeks" in settings:
        first = calendar.week_start(today, settings["weeks"])
        return Day(first, approx=True, until=first + timedelta(days=6))
    if "years" in settings:
        year = today.year + settings["years"]
        return Day(date(year, 1, 1), approx=True, until=date(year, 12, 31))
    first = (
        calendar.month_start(today, settings["months"])
        if "months" in settings
        else _month(match, clock)
    )
    return Day(first, approx=True, until=calendar.month_end(first))


def _week_edge(match: Match, clock: Clock) -> Day | None:
    """« fin de semaine »: ``edge`` is ``start``, ``middle``, ``end`` or ``weekend``."""
    edge, weeks = match.rule.settings["edge"], match.rule.settings.get("weeks", 0)
    number = {"start": 0, "middle": _WEDNESDAY, "end": _FRIDAY, "weekend": _SATURDAY}[edge]
    day = calendar.week_start(clock.today, weeks) + timedelta(days=number)
    if not weeks and day < clock.today:
        day += timedelta(weeks=1)
    return Day(day, approx=True, until=day + timedelta(days=1) if edge == "weekend" else None)


def _year_edge(match: Match, clock: Clock) -> Day | None:
    """« fin de l'année », « début 2027 » …: ``edge`` is ``start`` or ``end``."""
    year = match.get("year") or clock.today.year + match.rule.settings.get("years", 0)
    if match.rule.settings["edge"] == "end":
        return Day(date(year, 12, 31), approx=True)
    return Day(date(year if year != clock.today.year else year + 1, 1, 1), approx=True)


def _holiday(match: Match, clock: Clock) -> Day | None:
    """« Noël »: a fixed ``month`` and ``day``."""
    return Day(_in_year(clock, match.rule.settings["month"], match.rule.settings["day"], None))


def _in_year(clock: Clock, month: int, number: int, year: int | None) -> date:
    """Return the day of that year, or the nearest one."""
    if year is not None:
        return date(year, month, number)
    return clock.choose(lambda past: calendar.day_in_year(clock.today, month, number, past=past))


def _month(match: Match, clock: Clock) -> date:
    """Return the first day of a named month: the running one, or the next (last when past)."""
    month, year = match.get("month"), match.get("year")
    if year is None:
        this = clock.today.month
        if month == this:
            return clock.today.replace(day=1)
        return clock.choose(
            lambda past: date(
                clock.today.year + (not past and month < this) - (past and month > this), month, 1
            )
        )
    return date(year, month, 1)


def _century(clock: Clock, short: int) -> int:
    """Return the full year of two digits: up to twenty years ahead, else the past."""
    year = clock.today.year // _CENTURY * _CENTURY + short
    return year - _CENTURY if year > clock.today.year + 20 else year


RESOLVERS: Mapping[str, Resolver] = {
    "offset": _offset,
    "shift": _shift,
    "weekday": _weekday,
    "day": _day,
    "day_month": _day_month,
    "numeric": _numeric,
    "edge": _edge,
    "stretch": _stretch,
    "week_edge": _week_edge,
    "year_edge": _year_edge,
    "holiday": _holiday,
}

SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "offset": {"days": int},
    "shift": {"n": int, "unit": str, "sign": int},
    "weekday": {"weeks": int, "week": int, "past": bool},
    "day": {"n": int, "months": int, "monthly": bool},
    "day_month": {"past": bool},
    "numeric": {"sure": bool},
    "edge": {"edge": str, "months": int},
    "stretch": {"weeks": int, "months": int, "years": int, "past": bool},
    "week_edge": {"edge": str, "weeks": int},
    "year_edge": {"edge": str, "years": int},
    "holiday": {"month": int, "day": int},
}
"""What a rule of each action may set, with the type of the value."""
