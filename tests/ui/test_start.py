from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.errors import UsageError
from callcoach.ui.app import run
from tests.places import python

if TYPE_CHECKING:
    from callcoach.i18n import Language

HEAVY = ("numpy", "sqlalchemy", "pydantic", "transitions", "rapidfuzz", "yaml")


def test_the_first_screen_needs_nothing_that_is_slow_to_load() -> None:
    code = f"""
import sys
from callcoach.ui.app import CallCoachApp
import callcoach.ui.screens.home
print(sorted(set({HEAVY!r}) & set(sys.modules)))
"""
    outcome = python("-c", code)

    assert (outcome.stdout.strip(), outcome.stderr) == ("[]", "")


@pytest.mark.parametrize(("lang", "now"), [("de", None), ("fr", "demain")])
def test_what_makes_no_sense_is_refused_before_the_screen_is_taken(
    lang: Language, now: str | None
) -> None:
    with pytest.raises(UsageError):
        run(lang, now=now)
