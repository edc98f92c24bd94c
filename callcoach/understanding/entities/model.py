"""What can be recognised in a turn: sums, days, durations, counts, periods, means and plans.

What must stay true: every entity points at what was typed, and survives
``entity_from_json(e.to_json()) == e``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, get_args, get_type_hints

from callcoach.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class _Found:
    """What all entities share."""

    kind: ClassVar[str]
    """The word by which patterns and stored attempts name this sort of entity."""
    span: Span
    """What was typed, raw characters."""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data: decimals as exact strings, ISO days, the span as a pair."""
        data = {name.name: _plain(getattr(self, name.name)) for name in fields(self)}
        return {"kind": self.kind, **data}


@dataclass(frozen=True)
class Money(_Found):
    """A sum in the pack's currency."""

    kind: ClassVar[str] = "money"
    amount: Decimal
    role: str = "unknown"
    """What the words beside it make of it, an id of the pack: ``income``, ``rent``, ``charge``,
    ``debt``, ``paid``, ``fee``, ``payment``; ``unknown`` when they do not tell."""
    approx: bool = False
    """Said to be about right (« environ », « une centaine »)."""
    alternative: Decimal | None = None
    """The other reading of an ambiguous sum (« mille deux » is 1,200, or 1,002)."""


@dataclass(frozen=True)
class Date(_Found):
    """A day, relative to the call's own date where the words are."""

    kind: ClassVar[str] = "date"
    day: date
    certainty: str = "exact"
    """``exact`` for a calendar day, ``approx`` for a vague one (« fin mars », « la semaine
    prochaine »)."""
    until: date | None = None
    """Last day of a vague stretch that begins on ``day``."""
    relation: str = "on"
    """``on``, ``by`` (« avant », « d'ici »), ``from`` (« à partir de ») or ``after``."""
    alternative: date | None = None
    """The other reading (« sous huit jours » is eight days, or a week)."""


@dataclass(frozen=True)
class Duration(_Found):
    """A length of time; weeks are counted in days, years in months."""

    kind: ClassVar[str] = "duration"
    n: int
    unit: str
    """``day`` or ``month``."""


@dataclass(frozen=True)
class Count(_Found):
    """A number of payments."""

    kind: ClassVar[str] = "count"
    n: int
    of: str = "payment"
    every: str | None = None
    """The period that the word implies: a « mensualité » is monthly."""


@dataclass(frozen=True)
class Period(_Found):
    """How often something falls due."""

    kind: ClassVar[str] = "period"
    every: str
    """``day``, ``week``, ``fortnight``, ``month``, ``two_months``, ``quarter``, ``half_year`` or
    ``year``."""
    day_of_month: int | None = None
    """« le 5 de chaque mois »."""


@dataclass(frozen=True)
class Percent(_Found):
    """A percentage."""

    kind: ClassVar[str] = "percent"
    value: Decimal
    due: bool = False
    """Said of what is to be paid, not of a rate or a fee."""


@dataclass(frozen=True)
class Fraction(_Found):
    """A part of what is due."""

    kind: ClassVar[str] = "fraction"
    value: str
    """``1/2``, ``1/3`` …, ``1`` for the whole, ``rest`` for what is left."""


@dataclass(frozen=True)
class PaymentMeans(_Found):
    """A way to pay."""

    kind: ClassVar[str] = "means"
    means: str
    """``card``, ``transfer``, ``instant_transfer``, ``standing_transfer``, ``cheque``,
    ``direct_debit``, ``cash``, ``link`` or another id of the pack."""


@dataclass(frozen=True)
class PaymentPlan(_Found):
    """Several payments, as far as they were said; what was not said is ``None``."""

    kind: ClassVar[str] = "plan"
    down: Decimal | None = None
    """The first payment, when it differs from the instalments."""
    down_fraction: str | None = None
    """The first payment as a part of what is due (``1/2``, ``20%``)."""
    down_date: date | None = None
    instalment: Decimal | None = None
    count: int | None = None
    """How many instalments, first and last payment apart."""
    every: str | None = None
    first_date: date | None = None
    day_of_month: int | None = None
    final: Decimal | None = None
    final_date: date | None = None
    total: Decimal | None = None
    """Said, or the sum of the parts when all of them are known."""


Entity = Money | Date | Duration | Count | Period | Percent | Fraction | PaymentMeans | PaymentPlan

_KINDS: Mapping[str, type[Entity]] = {
    entity.kind: entity
    for entity in (
        Money,
        Date,
        Duration,
        Count,
        Period,
        Percent,
        Fraction,
        PaymentMeans,
        PaymentPlan,
    )
}


def entity_from_json(data: Mapping[str, Any]) -> Entity:
    """Rebuild an entity from its ``to_json`` data.

    Raises:
        ValueError: The kind is unknown, a field is missing or unknown, or a value has the wrong
        form.
    """
    entity = _KINDS.get(data.get("kind", ""))
    if entity is None:
        raise ValueError(f"unknown kind of entity: {data.get('kind')!r}")
    hints = get_type_hints(entity)
    try:
        return entity(
            **{key: _revived(value, hints[key]) for key, value in data.items() if key != "kind"}
        )
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"not the data of a {entity.kind}: {error}") from error


def _plain(value: object) -> Any:
    """Return one field as JSON data."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return [value.start, value.end]
    return value


def _revived(value: Any, hint: Any) -> Any:
    """Return one field in its own type again."""
    types = get_args(hint) or (hint,)
    if value is None:
        return None
    if Span in types:
        return Span(*value)
    if Decimal in types:
        return Decimal(value)
    if date in types:
        return date.fromisoformat(value)
    return value
