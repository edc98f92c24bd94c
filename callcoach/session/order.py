"""What call is wanted, before it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWN = "drawn"
"""The header option that says that the seed drew the file too."""


@dataclass(frozen=True)
class Order:
    """What call is wanted."""

    attempt_id: str
    scenario_id: str
    seed: int
    mode: str = "rehearse"
    options: Mapping[str, Any] = field(default_factory=dict)
    drawn: bool = False
    """Whether the seed draws the file too, from what its author allows to vary."""
