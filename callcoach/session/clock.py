"""The time of a call, injected: the core never asks the machine what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

WORDS_PER_SECOND = 2.5
"""Speaking pace of a calm phone call, about 150 words a minute (design value.

Not a measured one).
"""
REACTION = timedelta(seconds=1)


class Clock(Protocol):
    """Tells the time of a call."""

    def now(self) -> datetime:
        """Return the present moment, local, without zone."""

    def spoken(self, text: str) -> None:
        """Let the time that saying ``text`` takes go by; a wall clock has nothing to do."""


@dataclass
class SimulatedClock:
    """A clock that starts where it is told and moves only by what is said.

    The same words, the same time.
    """

    moment: datetime

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self.moment

    def spoken(self, text: str) -> None:
        """Move on by the time the words take at a calm pace."""
        self.moment += REACTION + timedelta(seconds=round(len(text.split()) / WORDS_PER_SECOND))
