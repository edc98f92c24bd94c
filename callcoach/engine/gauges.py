"""The debtor's dynamic state.

Five gauges from 0 to 100 and the affect they display (call-method 4.0).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.persona import AffectRule, Gauges
    from callcoach.content.rubric import Effect

LOWEST, HIGHEST = 0, 100


@dataclass(frozen=True)
class GaugeValues:
    """Where the debtor stands. Words never move their budget, only these."""

    trust: int
    irritation: int
    openness: int
    shame: int
    willingness: int

    @classmethod
    def of(cls, gauges: Gauges) -> GaugeValues:
        """Return the values an author wrote."""
        return cls(**{f.name: getattr(gauges, f.name) for f in fields(cls)})

    def moved(self, effect: Effect, *, trust_cap: int = HIGHEST) -> GaugeValues:
        """Return the values after an effect, clamped to 0..100 (trust to ``trust_cap``)."""
        values = {
            f.name: min(HIGHEST, max(LOWEST, getattr(self, f.name) + getattr(effect, f.name)))
            for f in fields(self)
        }
        values["trust"] = min(values["trust"], trust_cap)
        return GaugeValues(**values)

    def to_json(self) -> dict[str, int]:
        """Return plain JSON data."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> GaugeValues:
        """Rebuild from ``to_json`` data."""
        return cls(**data)


def within(value: int, bounds: tuple[int, int] | None) -> bool:
    """Return whether a gauge lies within inclusive bounds; no bounds always hold."""
    return bounds is None or bounds[0] <= value <= bounds[1]


def displayed_affect(gauges: GaugeValues, rules: tuple[AffectRule, ...]) -> str:
    """Return the affect that shows: the first rule whose gauge bounds hold, else ``neutral``."""
    for rule in rules:
        bounds = rule.when
        if all(within(getattr(gauges, f.name), getattr(bounds, f.name)) for f in fields(gauges)):
            return rule.affect
    return "neutral"
