"""What ``callcoach parse`` answers for one line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from callcoach.text import fold
from callcoach.understanding.entities.extract import extract
from callcoach.understanding.entities.model import (
    Count,
    Date,
    Entity,
    Fraction,
    Money,
    PaymentMeans,
    PaymentPlan,
    Percent,
    Period,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from callcoach.understanding.entities.words import EntityWords

_Sort = TypeVar("_Sort", bound=Entity)
_Value = TypeVar("_Value")


def parse_line(text: str, today: date, words: EntityWords) -> dict[str, Any]:
    """Return the sums, days and plan of one line as plain JSON data.

    Args:
        text: The line, as typed.
        today: The day from which relative words are reckoned.
        words: The words of the language.

    Returns:
        ``amounts`` (numbers, in order), ``approx``, ``ambiguous`` with ``alt_amounts``, ``n``
        (payments), ``every``, ``day`` (of the month), ``dates`` with ``alt_dates`` (ISO),
        ``fractions``, ``means``, ``plan`` and ``entities``. What was not said is ``None`` or
        empty. A stretch of time that is already running (« ce mois-ci ») names no day, so it
        stands among the entities only.
    """
    entities = extract(fold(text), today, words)
    sums, days = _of(entities, Money), _days(entities, today)
    counts, periods = _of(entities, Count), _of(entities, Period)
    plan = next(iter(_of(entities, PaymentPlan)), None)
    paced: list[Period | Count] = [*periods, *counts]
    n_of_plan = plan.count if plan and plan.every else None
    return {
        "amounts": [float(found.amount) for found in sums],
        "alt_amounts": _others([(found.amount, found.alternative) for found in sums], float),
        "approx": any(found.approx for found in sums),
        "ambiguous": any(found.alternative is not None for found in sums),
        "n": _first([*(found.n for found in counts), n_of_plan]),
        "every": _first(found.every for found in paced),
        "day": _first(found.day_of_month for found in periods),
        "dates": [found.day.isoformat() for found in days],
        "alt_dates": _others([(found.day, found.alternative) for found in days], date.isoformat),
        "fractions": [_part(found) for found in entities if _is_part(found)],
        "means": [found.means for found in _of(entities, PaymentMeans)],
        "plan": _plan(plan) if plan else None,
        "entities": [found.to_json() for found in entities],
    }


def _plan(plan: PaymentPlan) -> dict[str, Any]:
    """Return what was said of a plan, sums as numbers."""
    stated = plan.to_json().items()
    sums = {"down", "instalment", "final", "total"}
    return {
        key: float(value) if key in sums else value
        for key, value in stated
        if value is not None and key not in {"kind", "span"}
    }


def _of(entities: Sequence[Entity], sort: type[_Sort]) -> list[_Sort]:
    """Return the entities of one sort."""
    return [entity for entity in entities if isinstance(entity, sort)]


def _days(entities: Sequence[Entity], today: date) -> list[Date]:
    """Return the dates that name a day."""
    return [d for d in _of(entities, Date) if d.until is None or not d.day <= today <= d.until]


def _first(values: Iterable[Any]) -> Any:
    """Return the first value that is known."""
    return next((value for value in values if value is not None), None)


def _others(
    values: Sequence[tuple[_Value, _Value | None]], plain: Callable[[_Value], Any]
) -> list[Any]:
    """Return the second reading of a whole list, or nothing when no item has one."""
    if all(other is None for _, other in values):
        return []
    return [plain(value if other is None else other) for value, other in values]


def _is_part(entity: Entity) -> bool:
    """Return whether an entity is a part of what is due."""
    return isinstance(entity, Fraction) or (isinstance(entity, Percent) and entity.due)


def _part(entity: Entity) -> str:
    """Return a part of what is due as a short text."""
    if isinstance(entity, Percent):
        return f"{entity.value.normalize():f}%"
    return entity.value if isinstance(entity, Fraction) else ""
