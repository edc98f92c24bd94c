from __future__ import annotations

import asyncio
import datetime as dt
from decimal import Decimal

import pytest

from callcoach.i18n import (
    _,
    activate,
    choose_language,
    current_language,
    day,
    money,
    ngettext,
    speaking,
    time_of_day,
)


@pytest.mark.parametrize(
    ("option", "environ", "system", "language"),
    [
        ("en", {"CALLCOACH_LANG": "fr", "LANG": "fr_FR.UTF-8"}, "fr_FR", "en"),
        (None, {"CALLCOACH_LANG": "en", "LANG": "fr_FR.UTF-8"}, None, "en"),
        (None, {"CALLCOACH_LANG": "de", "LANG": "fr_FR.UTF-8"}, None, "fr"),
        (None, {"LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}, None, "en"),
        (None, {"LC_MESSAGES": "fr_CA", "LANG": "en_US"}, None, "fr"),
        (None, {"LC_ALL": "", "LANG": "fr_BE@euro"}, None, "fr"),
        (None, {"LANG": "C"}, "fr_FR", "en"),
        (None, {}, "French_France", "fr"),
        (None, {"LANG": "pt_BR.UTF-8"}, None, "en"),
        (None, {}, None, "en"),
    ],
)
def test_the_option_then_the_environment_then_the_system_choose_the_language(
    option: str | None, environ: dict[str, str], system: str | None, language: str
) -> None:
    assert choose_language(option, environ, system) == language


def test_french_amounts_keep_their_narrow_spaces_and_their_comma() -> None:
    assert money(Decimal("1240.5"), "fr") == "1\u202f240,50\u00a0€"
    assert money(Decimal("1240.5"), "en") == "€1,240.50"
    assert money(Decimal("-0.1"), "fr") == "-0,10\u00a0€"


@pytest.mark.parametrize(
    ("date", "weekday", "french", "english"),
    [
        (dt.date(2026, 9, 5), False, "5 septembre 2026", "5 September 2026"),
        (dt.date(2026, 9, 5), True, "samedi 5 septembre 2026", "Saturday, 5 September 2026"),
        (dt.date(2026, 9, 1), False, "1er septembre 2026", "1 September 2026"),
        (dt.date(2026, 12, 1), True, "mardi 1er décembre 2026", "Tuesday, 1 December 2026"),
        (dt.date(2026, 1, 21), False, "21 janvier 2026", "21 January 2026"),
    ],
)
def test_days_are_written_in_words(
    date: dt.date, weekday: bool, french: str, english: str
) -> None:
    assert day(date, "fr", weekday=weekday) == french
    assert day(date, "en", weekday=weekday) == english


def test_the_hour_is_shown_as_it_stands_whatever_its_zone() -> None:
    paris = dt.timezone(dt.timedelta(hours=2))

    assert time_of_day(dt.time(9, 5), "fr") == "09:05"
    assert time_of_day(dt.datetime(2026, 9, 5, 14, 5, tzinfo=paris), "en") == "14:05"


def test_formats_follow_the_language_in_use() -> None:
    with speaking("fr"):
        assert money(Decimal(3)) == "3,00\u00a0€"
    assert money(Decimal(3)) == "€3.00"


def test_a_message_without_translation_is_shown_in_english() -> None:
    with speaking("fr"):
        assert _("Wrong usage") == "Usage incorrect"
        assert _("nobody has translated this") == "nobody has translated this"
        assert ngettext("{n} unknown", "{n} unknowns", 2) == "{n} unknowns"


def test_the_language_is_inherited_by_tasks_and_threads_and_stays_theirs() -> None:
    async def switched() -> str:
        activate("en")
        return current_language()

    async def conversation() -> tuple[str, str, str]:
        task = await asyncio.create_task(switched())
        thread = await asyncio.to_thread(current_language)
        return task, thread, current_language()

    with speaking("fr"):
        assert asyncio.run(conversation()) == ("en", "fr", "fr")
