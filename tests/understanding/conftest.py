"""The shipped French, compiled once for all tests of this room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

import pytest

from callcoach.content.library import Library, Roots
from callcoach.content.model_cache import ModelCache
from callcoach.session.studio import Studio
from callcoach.understanding import Context, Segment, Utterance, understand
from callcoach.understanding.reading import read_turn
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from callcoach.understanding import Lexicon

DAY = date(2026, 1, 12)


class Understand(Protocol):
    """`heard("vous me devez 40 euros", previous="…", balance=40)`."""

    def __call__(self, raw: str, previous: str = "", **facts: object) -> Utterance:
        """Understand one turn."""


class Clauses(Protocol):
    """`clauses("bonjour, je vous écoute")`."""

    def __call__(self, raw: str) -> tuple[Segment, ...]:
        """Return the clauses of a turn with their frames."""


@pytest.fixture(scope="session")
def french(trained: Path) -> Lexicon:
    """Return the shipped language, acts and rubric, compiled."""
    return Studio(
        Library(Roots(ROOT / "dialogues", ROOT / "rubrics")), ModelCache(trained)
    ).lexicon


@pytest.fixture(scope="session")
def heard(french: Lexicon) -> Understand:
    """Return a function that understands one turn."""

    def of(raw: str, previous: str = "", **facts: object) -> Utterance:
        return understand(raw, french, Context(today=DAY, previous=previous, facts=facts))

    return of


@pytest.fixture(scope="session")
def clauses(french: Lexicon) -> Clauses:
    """Return a function that cuts a turn into framed clauses."""

    def of(raw: str) -> tuple[Segment, ...]:
        return read_turn(raw, DAY, french.reading)[1]

    return of
