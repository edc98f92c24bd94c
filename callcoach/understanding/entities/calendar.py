"""Days reckoned from the day of the call: pure arithmetic, no words.

What must stay true: nothing here knows the clock; the day of the call is an argument.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONTHS = 12
WEEK = 7


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or its last day when it is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_start(day: date, months: int = 0) -> date:
    """Return the first day of the month that lies ``months`` away."""
    return add_months(day.replace(day=1), months)


def month_end(day: date) -> date:
    """Return the last day of that month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def week_start(day: date, weeks: int = 0) -> date:
    """Return the Monday of the week that lies ``weeks`` away."""
    return day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)


def day_of_month(today: date, number: int, *, past: bool = False) -> date:
    """Return the nearest day with that number: after ``today``, or up to ``today`` when ``past``.

    « le 5 » said on the 5th is the next month's: a promise for today is called today. A month
    without a 31st is passed over.
    """
    step = -1 if past else 1
    for months in range(MONTHS):
        first = month_start(today, step * months)
        if number > month_end(first).day:
            continue
        day = first.replace(day=number)
        if day <= today if past else day > today:
            return day
    raise ValueError(f"no month has a day {number}")


def day_in_year(today: date, month: int, number: int, *, past: bool = False) -> date:
    """Return the nearest such day: from ``today`` on, or up to ``today`` when ``past``.

    Raises:
        ValueError: No year has that day.
    """
    step = -1 if past else 1
    for years in range(9):  # 29 February may be eight years away
        year = today.year + step * years
        if number > monthrange(year, month)[1]:
            continue
        day = date(year, month, number)
        if day <= today if past else day >= today:
            return day
    raise ValueError(f"no year has a day {number}/{month}")


def weekday(today: date, number: int, *, past: bool = False) -> date:
    """Return the nearest such weekday (0 is Monday) strictly after, or before, ``today``."""
    if past:
        return today - timedelta(days=(today.weekday() - number - 1) % WEEK + 1)
    return today + timedelta(days=(number - today.weekday() - 1) % WEEK + 1)


def weekday_of_month(today: date, number: int, day: int, *, past: bool = False) -> date:
    """Return the nearest day of the month that falls on that weekday.

    Raises:
        ValueError: None does within a year: one of the two is a slip.
    """
    step = -1 if past else 1
    for months in range(MONTHS + 1):
        first = month_start(today, step * months)
        if day > month_end(first).day:
            continue
        found = first.replace(day=day)
        in_time = found <= today if past else found >= today
        if in_time and found.weekday() == number:
            return found
    raise ValueError(f"no day {day} within a year falls on weekday {number}")
