"""How free text is read while marking; given by whoever holds the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.entities import Date, Money, PaymentPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from callcoach.understanding.entities import Entity


@dataclass(frozen=True)
class PaperReader:
    """Reads sums, days, patterns and content in a paper or a line."""

    entities: Callable[[str], tuple[Entity, ...]]
    matches: Callable[[str, tuple[str, ...]], bool]
    """Whether a text matches one of some patterns (``@name`` is a word list of the language)."""
    content: Callable[[str], frozenset[str]]
    """The stems of a text's content words, and its figures."""

    def sums(self, text: str) -> frozenset[Decimal]:
        """Return the sums in a text."""
        return sums_in(self.entities(text))

    def has_day(self, text: str) -> bool:
        """Return whether a text says a certain day, or a day of each month."""
        return any(
            (isinstance(e, Date) and e.certainty == "exact")
            or (isinstance(e, PaymentPlan) and bool(e.first_date or e.day_of_month))
            for e in self.entities(text)
        )


def sums_in(entities: Iterable[Entity]) -> frozenset[Decimal]:
    """Return all sums among entities, those of plans included."""
    found: set[Decimal] = set()
    for entity in entities:
        if isinstance(entity, Money):
            found.add(entity.amount)
        elif isinstance(entity, PaymentPlan):
            parts = (entity.down, entity.instalment, entity.final, entity.total)
            found |= {part for part in parts if part is not None}
    return frozenset(found)
