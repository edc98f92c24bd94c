"""The interface language: which one is chosen, its messages, and how it writes amounts and days.

Message ids are the English sentences themselves, so a missing translation is still readable.
The content's language is another matter: it is written in the packs and never passes here.

The language in use sits in a context variable rather than in a global: whoever starts the program
or a test sets it once at the door, Textual's tasks and thread workers inherit it, and two
languages can be spoken in one process without one call changing the words of another.
"""

from __future__ import annotations

import gettext
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

Language = Literal["fr", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT_LANGUAGE: Final[Language] = "en"
"""What is spoken when nobody says anything: the language of the message ids."""

DOMAIN: Final = "callcoach"
LOCALE_DIR: Final = Path(__file__).parent / "locale"

_REGIONS: Final[dict[Language, str]] = {"fr": "fr_FR", "en": "en_GB"}
_current: ContextVar[Language] = ContextVar("callcoach_language", default=DEFAULT_LANGUAGE)


def choose_language(
    option: str | None, environ: Mapping[str, str], system: str | None = None
) -> Language:
    """Return the interface language: the option, then the environment, then the system's.

    Args:
        option: What was given to `--lang`, if anything.
        environ: The environment; `CALLCOACH_LANG` comes first, then the POSIX variables.
        system: The name of the system's locale, for where the environment tells none (Windows).

    Returns:
        The first of these that names a language we speak, else English.
    """
    posix = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG")
    for wish in (option, environ.get("CALLCOACH_LANG"), posix or system):
        language = (wish or "").lower()[:2]
        if language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE


def activate(language: Language) -> None:
    """Speak `language` from here on, in this context and in what it starts."""
    _current.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak `language` inside the block, then again what was spoken before."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def current_language() -> Language:
    """Return the interface language in use."""
    return _current.get()


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE_DIR, [language], fallback=True)


def _(message: str) -> str:
    """Return `message` in the language in use."""
    return _catalogue(_current.get()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form that fits `number` in the language in use (in French, 0 is singular)."""
    return _catalogue(_current.get()).ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name for the marker
    """Mark `message` for translation and return it as it is: it is translated when shown.

    For texts written at import time, as the help of a command, before a language is chosen.
    """
    return message


def money(amount: Decimal, language: Language | None = None, *, currency: str = "EUR") -> str:
    """Return `amount` as the language writes it, as `1 240,50 €` (with its narrow spaces)."""
    # Babel is imported when first needed: it takes 30 ms that `--version` can do without.
    from babel.numbers import format_currency

    return format_currency(amount, currency, locale=_region(language))


def day(date: dt.date, language: Language | None = None, *, weekday: bool = False) -> str:
    """Return `date` in words, as `5 septembre 2026` or `samedi 5 septembre 2026`."""
    from babel.dates import format_date

    words = format_date(date, "full" if weekday else "long", locale=_region(language))
    if date.day == 1 and (language or current_language()) == "fr":
        return words.replace("1 ", "1er ", 1)  # Babel knows no ordinal for the first of the month
    return words


def time_of_day(time: dt.time | dt.datetime, language: Language | None = None) -> str:
    """Return the hour and minute as they stand (no change of zone), as `14:05`."""
    from babel.dates import format_time

    bare = time.replace(tzinfo=None)
    return format_time(bare, "short", locale=_region(language))


def _region(language: Language | None) -> str:
    return _REGIONS[language or current_language()]
