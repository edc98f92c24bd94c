"""What a trainee writes around a call.

The preparation sheet before it, the record after it (call-method 2 and 8).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class _Paper:
    def to_json(self) -> dict[str, str]:
        """Return plain JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild from plain data; unknown fields are left out, missing ones are empty."""
        return cls(**{f.name: str(data.get(f.name) or "") for f in fields(cls)})

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not any(value.strip() for value in asdict(self).values())


@dataclass(frozen=True)
class PreparationSheet(_Paper):
    """The sheet filled in from the file before the call; all free text."""

    objective: str = ""
    """What to obtain, with the amount."""
    fallback: str = ""
    """What to settle for, and the limit."""
    key_facts: str = ""
    """Who, how much, since when, what was sent."""
    red_flags: str = ""
    """Dispute, broken promise, third party, procedure, contact limits."""
    questions: str = ""
    """What to ask."""


RESULTS = (
    "paid",
    "promise",
    "plan",
    "dispute",
    "referral",
    "hold",
    "callback",
    "not_reached",
    "no_agreement",
)
"""What a record may give as the result of the call."""


@dataclass(frozen=True)
class CallRecord(_Paper):
    """The record that a colleague must be able to work from; free text but for ``result``."""

    contact: str = ""
    """Who was on the line, and how identity was checked."""
    result: str = ""
    """One of ``RESULTS``."""
    promised: str = ""
    """Sums, dates and means agreed."""
    cause: str = ""
    situation: str = ""
    """Income, charges, household … as said."""
    capacity: str = ""
    """Monthly capacity in euros, with how it was worked out."""
    dispute: str = ""
    vulnerability: str = ""
    further: str = ""
    """Help named, documents awaited, call back."""
    next_action: str = ""
    """What, on which day, by whom."""
