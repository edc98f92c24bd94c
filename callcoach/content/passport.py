"""The passport of a technique, an anti-pattern or a rule: sentences to find and to leave alone.

Precision and recall on them are shown with every verdict; what falls below the bar is advisory
(design 7).
"""

from __future__ import annotations

from pydantic import Field

from callcoach.content.base import ContentModel, Id, Text
from callcoach.content.detector import FactValue


class Saying(ContentModel):
    """One turn of an agent, and what was going on."""

    say: Text
    previous: Text | None = None
    """The line heard just before."""
    said: tuple[Text, ...] = ()
    """The agent's own earlier turns, oldest first."""
    phase: Id | None = None
    affect: Id | None = None
    """What the debtor displays."""
    facts: dict[str, FactValue | tuple[FactValue, ...]] = Field(default_factory=dict)
    """Case facts, in English spelling; what is absent is unknown."""
    why: Text | None = None
    """Why a sentence is to be left alone; shown when it is found all the same."""


class Passport(ContentModel):
    """What must be found under one id, and what must not."""

    id: Id
    find: tuple[Saying, ...]
    leave: tuple[Saying, ...]


class Passports(ContentModel):
    """A file ``techniques.test.yaml`` or ``deontology.test.yaml``."""

    passports: tuple[Passport, ...]
