"""What becomes of an agreement after the call: due dates played month by month, by seed alone.

An affordable plan mostly holds, an extorted one mostly breaks (call-method 6.6). Whether it holds
is drawn once; a month in which something happens to the money is drawn again. Two things come of
it and are never added up: what was recovered, and whether the debtor could bear it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from callcoach.engine.bargaining import first_income, monthly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callcoach.content.situation import Budget, BudgetEvent
    from callcoach.engine.play import Play
    from callcoach.engine.terms import Agreement

BANDS = (
    (Decimal("0.8"), 0.90),
    (Decimal("1.0"), 0.70),
    (Decimal("1.3"), 0.35),
)
"""Instalment over capacity, up to so much → chance that it is kept; beyond, ``BEYOND``."""
BEYOND = 0.10
WRITTEN, AFTER_INCOME, STANDING, OWN_FIGURE, VAGUE = 0.05, 0.05, 0.10, 0.05, -0.20
"""What the way it was agreed adds to the chance."""
DAYS_AFTER_INCOME = 5
"""A date within so many days of the income comes right after it."""
RELUCTANT = 50
"""Below this willingness a missed date is a matter of will."""
MOST_DUES = 60
"""Instalments that are played at most."""


@dataclass(frozen=True)
class DueDate:
    """One date of the agreement, and what came of it."""

    on: date
    amount: Decimal
    status: str
    """``paid``, ``missed``, or ``lapsed`` after a missed one."""
    capacity: Decimal
    """What that month left, in euros; words never moved it."""
    event: str = ""
    """What happened to the money that month, if anything did."""

    @property
    def strained(self) -> bool:
        """Whether it was paid from what the household lives on."""
        return self.status == "paid" and self.amount > self.capacity

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "on": self.on.isoformat(),
            "amount": str(self.amount),
            "status": self.status,
            "capacity": str(self.capacity),
            "event": self.event,
        }


@dataclass(frozen=True)
class Aftermath:
    """What became of an agreement."""

    dues: tuple[DueDate, ...]
    claimed: Decimal
    chance: float
    """The chance that it holds, 0 to 1."""
    cause: str = ""
    """Why the first missed date was missed: ``amount``, ``date``, ``will`` or ``accident``."""

    @property
    def recovered(self) -> Decimal:
        """Euros that came."""
        return sum((due.amount for due in self.dues if due.status == "paid"), Decimal(0))

    @property
    def held(self) -> bool:
        """Whether every date was kept."""
        return all(due.status == "paid" for due in self.dues)

    @property
    def sustainable(self) -> bool:
        """Whether no date asked for more than the month left."""
        return all(due.amount <= due.capacity for due in self.dues)

    @property
    def missed(self) -> DueDate | None:
        """The first date that was missed."""
        return next((due for due in self.dues if due.status == "missed"), None)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "dues": [due.to_json() for due in self.dues],
            "claimed": str(self.claimed),
            "recovered": str(self.recovered),
            "chance": round(self.chance, 4),
            "held": self.held,
            "sustainable": self.sustainable,
            "cause": self.cause,
        }


def aftermath(play: Play, agreement: Agreement, willingness: int) -> Aftermath:
    """Return what becomes of an agreement.

    Args:
        play: what was played; its seed is all chance.
        agreement: as it stood at the end of the call.
        willingness: the debtor's, at the end of the call.
    """
    schedule = due_dates(agreement, play)
    budget = play.scenario.situation.budget
    events = _events(budget, play.seed) if budget is not None else {}
    dice = Random(f"{play.seed}/aftermath")
    ratio = _ratio(schedule, agreement, play)
    chance = chance_of(ratio, agreement, play)
    breaks_at = _breaking(dice, chance, ratio, _to_come(schedule, agreement))
    dues: list[DueDate] = []
    cause = ""
    for index, (day, amount) in enumerate(schedule):
        event = events.get(_months_between(play.today, day))
        left = _left(play, agreement, day, event)
        at_once = day == agreement.on
        fails = index == breaks_at or (event is not None and _fails(dice, amount, left, ratio))
        status = "lapsed" if cause else "missed" if fails and not at_once else "paid"
        if status == "missed":
            accident = event is not None and index != breaks_at
            cause = "accident" if accident else _cause(ratio, day, play, willingness)
        dues.append(DueDate(day, amount, status, left, event.label if event is not None else ""))
    claimed = agreement.balance + agreement.suspended
    return Aftermath(tuple(dues), claimed, chance, cause)


def chance_of(ratio: Decimal, agreement: Agreement, play: Play) -> float:
    """Return the chance that an agreement holds, from its size and from how it was made.

    Args:
        ratio: its instalment over what the debtor can pay.
        agreement: what was agreed.
        play: what was played.
    """
    size = next((chance for most, chance in BANDS if ratio <= most), BEYOND)
    terms, income = agreement.terms, first_income(play.scenario.situation, play.today)
    first = terms.first_date or terms.down_date
    after = first is not None and 0 <= (first - income).days <= DAYS_AFTER_INCOME
    made = (
        WRITTEN * agreement.written_confirmation
        + AFTER_INCOME * after
        + STANDING * (terms.means == "standing_transfer")
        + OWN_FIGURE * (agreement.by == "debtor")
        + VAGUE * (first is None and not terms.full)
    )
    return min(1.0, max(0.0, size * play.persona.keeps_word + made))


def due_dates(agreement: Agreement, play: Play) -> tuple[tuple[date, Decimal], ...]:
    """Return the days and sums of an agreement, in order; a day not said is the next income."""
    terms = agreement.terms
    income = first_income(play.scenario.situation, play.today)
    if terms.full:
        return ((terms.first_date or agreement.on or income, agreement.balance),)
    dues: list[tuple[date, Decimal]] = []
    if terms.down is not None:
        dues.append((terms.down_date or agreement.on or income, terms.down))
    if terms.instalment is not None:
        day = terms.first_date or income
        left = agreement.balance - (terms.down or Decimal(0))
        for number in range(min(terms.count or agreement.implied_count, MOST_DUES)):
            amount = min(terms.instalment, left)
            if amount > 0:
                dues.append((_later(day, number, terms.every or "month"), amount))
                left -= amount
    if terms.final is not None:
        last = dues[-1][0] if dues else income
        dues.append((_later(last, 1, "month"), terms.final))
    return tuple(sorted(dues))


_STEPS: Mapping[str, int] = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS: Mapping[str, int] = {"two_months": 2, "quarter": 3, "half_year": 6, "year": 12}


def _later(day: date, times: int, every: str) -> date:
    if every in _STEPS:
        return day + timedelta(days=_STEPS[every] * times)
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS.get(every, 1) * times, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months_between(first: date, day: date) -> int:
    return max(1, (day.year - first.year) * 12 + day.month - first.month)


def _ratio(schedule: Sequence[tuple[date, Decimal]], agreement: Agreement, play: Play) -> Decimal:
    """Return the hardest of what is asked over what can be paid."""
    ratios = [
        _over(
            monthly(agreement.terms) if _is_monthly(agreement) and day != agreement.on else due,
            _left(play, agreement, day, None),
        )
        for day, due in schedule
        if day != agreement.on
    ]
    return max(ratios, default=Decimal(0))


def _is_monthly(agreement: Agreement) -> bool:
    return agreement.terms.instalment is not None and not agreement.terms.full


def _over(amount: Decimal, left: Decimal) -> Decimal:
    return amount / left if left > 0 else Decimal(10)


def _left(play: Play, agreement: Agreement, day: date, event: BudgetEvent | None) -> Decimal:
    """Return what can go to this debt on a day: the month's capacity, or what is in hand."""
    situation = play.scenario.situation
    budget = situation.budget
    if budget is None or (agreement.terms.full and situation.bargaining.pays_in_full):
        return agreement.balance * 2
    capacity = budget.capacity
    if event is not None:
        capacity = max(Decimal(0), budget.available // 1 + event.change)
    first = not _is_monthly(agreement) or (
        agreement.terms.down is not None and day == agreement.terms.down_date
    )
    return max(capacity, budget.payable_today) if first else capacity


def _events(budget: Budget, seed: int) -> dict[int, BudgetEvent]:
    """Return month after the call → what happens to the money in it."""
    happening: dict[int, BudgetEvent] = {}
    for event in budget.events:
        if Random(f"{seed}/event/{event.id}").randrange(100) < event.chance:
            for month in range(event.month, event.month + event.lasts):
                happening.setdefault(month, event)
    return happening


def _to_come(schedule: Sequence[tuple[date, Decimal]], agreement: Agreement) -> list[int]:
    return [index for index, (day, _) in enumerate(schedule) if day != agreement.on]


def _breaking(dice: Random, chance: float, ratio: Decimal, to_come: Sequence[int]) -> int | None:
    """Return which date is missed, None when the agreement holds; what is far too much at once."""
    holds, place = dice.random() < chance, dice.random()
    if holds or not to_come:
        return None
    return to_come[0 if ratio > BANDS[-1][0] else int(place * len(to_come))]


def _fails(dice: Random, amount: Decimal, left: Decimal, ratio: Decimal) -> bool:
    """Return whether a month in which something happens breaks what would have held."""
    before = next((chance for most, chance in BANDS if ratio <= most), BEYOND)
    now = next((chance for most, chance in BANDS if _over(amount, left) <= most), BEYOND)
    return dice.random() >= min(1.0, now / before)


def _cause(ratio: Decimal, day: date, play: Play, willingness: int) -> str:
    """Return why a date was missed, from what weighs most."""
    if ratio > 1:
        return "amount"
    if willingness < RELUCTANT or play.persona.stalls:
        return "will"
    budget = play.scenario.situation.budget
    late = budget is not None and budget.income_day - day.day > 0
    return "date" if late else "accident"
