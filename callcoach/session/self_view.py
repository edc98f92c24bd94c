"""How the trainee saw the call before the mark was shown, and how far that is from the mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callcoach.engine.events import SelfRated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.engine.events import Event
    from callcoach.scoring.verdict import ItemScore

LEVELS = range(5)
"""What an item can be given, by the trainee as by marking."""
CLOSE = 0.5
"""Mean difference in levels up to which a trainee sees the call as it was marked."""


@dataclass(frozen=True)
class Gap:
    """One item as the trainee and as marking sees it."""

    id: str
    number: int
    label: str
    own: int | None
    """0 to 4; None where the trainee gave none."""
    level: int | None
    """0 to 4; None where the item has no object."""

    @property
    def difference(self) -> int | None:
        """By how many levels the trainee is above the mark; None where there is nothing to set."""
        return None if self.own is None or self.level is None else self.own - self.level


@dataclass(frozen=True)
class SelfView:
    """The trainee's own mark beside the mark."""

    gaps: tuple[Gap, ...]

    @property
    def differences(self) -> tuple[int, ...]:
        """The differences that there are, in the order of the grid."""
        return tuple(g.difference for g in self.gaps if g.difference is not None)

    @property
    def bias(self) -> float | None:
        """The mean difference in levels: above 0 the trainee is too kind to themselves."""
        found = self.differences
        return round(sum(found) / len(found), 1) if found else None

    @property
    def distance(self) -> float | None:
        """The mean of the differences without their sign."""
        found = self.differences
        return round(sum(map(abs, found)) / len(found), 1) if found else None

    @property
    def leaning(self) -> str:
        """``kind``, ``harsh``, ``close``, or empty where nothing can be compared."""
        if self.bias is None:
            return ""
        if abs(self.bias) <= CLOSE:
            return "close"
        return "kind" if self.bias > 0 else "harsh"

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        rows = [
            {"id": g.id, "own": g.own, "level": g.level, "difference": g.difference}
            for g in self.gaps
        ]
        return {"items": rows, "bias": self.bias, "distance": self.distance}


def self_view(events: Iterable[Event], items: Sequence[ItemScore]) -> SelfView | None:
    """Return the trainee's own mark beside the mark; None when they gave none.

    Args:
        events: all of the call, papers included; the last own mark counts.
        items: the twelve marks.
    """
    rated = [event.levels for event in events if isinstance(event, SelfRated)]
    if not rated or all(level is None for level in rated[-1].values()):
        return None
    own = rated[-1]
    return SelfView(
        tuple(Gap(i.id, i.number, i.label, _level(own.get(i.id)), i.level) for i in items)
    )


def _level(value: object) -> int | None:
    return value if isinstance(value, int) and value in LEVELS else None
