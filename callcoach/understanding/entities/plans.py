"""Several payments said in one breath -> one plan, as far as it was said.

What must stay true: what was not said stays unknown, and a total is given only when it was said or
all of its parts are known.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.understanding.entities import calendar
from callcoach.understanding.entities.model import PaymentPlan
from callcoach.understanding.entities.payments import REST, WHOLE, Gathering, Payment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from callcoach.understanding.entities.reading import Piece, Reading


def find_plans(reading: Reading, pieces: Sequence[Piece]) -> list[PaymentPlan]:
    """Return the plans of a turn, in order."""
    found: list[PaymentPlan] = []
    for region in _regions(reading, pieces):
        for proposal in _proposals(Gathering(reading, region).payments()):
            found.extend(_plans(reading, proposal))
    return found


def _regions(reading: Reading, pieces: Sequence[Piece]) -> Iterable[list[Piece]]:
    """Yield the pieces of each sentence; one that goes on (« Puis … ») joins the one before."""
    region: list[Piece] = []
    sentence = -1
    for piece in pieces:
        here = reading.sentences[piece.start]
        goes_on = (piece.family == "mark" and piece.sense == "then") or (
            piece.family == "fraction" and piece.sense == REST
        )
        if here != sentence and not goes_on and region:
            yield region
            region = []
        sentence = here
        region.append(piece)
    if region:
        yield region


def _proposals(payments: Sequence[Payment]) -> Iterable[list[Payment]]:
    """Yield the payments of each proposal: « trois fois 200 ou quatre fois 150 » makes two."""
    proposal: list[Payment] = []
    for payment in payments:
        other = payment.is_series or payment.fraction is not None
        if payment.alternative and other and any(p.is_series for p in proposal):
            yield proposal
            proposal = []
        proposal.append(payment)
    if proposal:
        yield proposal


def _plans(reading: Reading, payments: Sequence[Payment]) -> Iterable[PaymentPlan]:
    """Yield the plans of one proposal, with the total that may be said after it."""
    total = next((p.amount for p in payments if "total" in p.marks), None)
    parts = [p for p in payments if "total" not in p.marks]
    series = [index for index, payment in enumerate(parts) if payment.is_series]
    plans = _of_series(reading, parts, series) if series else _of_singles(reading, parts)
    for plan in plans:
        yield plan if total is None else replace(plan, total=total)


def _of_series(
    reading: Reading, payments: Sequence[Payment], places: Sequence[int]
) -> Iterable[PaymentPlan]:
    """Yield a plan for each series; the first takes what comes before, the last what follows."""
    for place in places:
        series, down, final = payments[place], None, None
        if place and place == places[0] and _leads(reading, payments[place - 1], series):
            down = payments[place - 1]
        if place == places[-1] and place + 1 < len(payments):
            after = payments[place + 1]
            final = after if _leads(reading, series, after) else None
        yield _plan(reading, series, down, final)


def _leads(reading: Reading, one: Payment, other: Payment) -> bool:
    """Return whether a single payment beside a series belongs to the same plan."""
    money = reading.words.money
    single = other if one.is_series else one
    if single.is_series or (single.sum is not None and single.sum.ranged):
        return False
    if single.dates or single.marks or single.fraction is not None or "then" in other.marks:
        return True
    if single.sum is not None and single.sum.role in money.total_roles:
        return True
    return money.adds.issuperset(reading.texts[one.end : other.start])


def _plan(
    reading: Reading, series: Payment, down: Payment | None, final: Payment | None
) -> PaymentPlan:
    """Return the plan of one series with what comes before and after it."""
    total = series.whole
    if down is not None and _is_total(reading, down):
        total, down = down.amount, None
    if total is None and series.fraction != REST:
        total = _total(series, down, final)
    exact = series.day if series.dates and not series.dates[0].approx else None
    day = series.day_of_month or (exact.day if exact and series.every == "month" else None)
    parts = [part for part in (down, series, final) if part is not None]
    return PaymentPlan(
        span=reading.span(min(p.start for p in parts), max(p.end for p in parts)),
        down=down.amount if down else None,
        down_fraction=down.fraction if down else None,
        down_date=down.day if down else None,
        instalment=series.amount,
        count=series.count,
        every=series.every,
        first_date=_first_day(reading, series, day),
        day_of_month=day,
        final=final.amount if final else None,
        final_date=final.day if final else None,
        total=total,
    )


def _is_total(reading: Reading, payment: Payment) -> bool:
    """Return whether a sum before a series is what is due: « 600 de solde, en 3 fois 200 »."""
    said = payment.sum is not None and payment.sum.role in reading.words.money.total_roles
    return said and not (payment.dates or payment.marks)


def _first_day(reading: Reading, series: Payment, day: int | None) -> date | None:
    """Return the day of the first instalment: said, or in the first of « de juin à août »."""
    if series.times is None or series.times.first_month is None:
        return series.day
    if day is None:
        return None
    return calendar.day_in_year(reading.today, series.times.first_month, day)


def _total(series: Payment, *singles: Payment | None) -> Decimal | None:
    """Return the sum of all parts when all are known."""
    if series.amount is None or series.count is None:
        return None
    total = series.amount * series.count
    for single in singles:
        if single is not None and single.amount is None:
            return None
        total += single.amount or 0 if single is not None else 0
    return total


def _of_singles(reading: Reading, payments: Sequence[Payment]) -> Iterable[PaymentPlan]:
    """Yield a plan of single payments: at least two, or a part of what is due with its day."""
    singles = [p for p in payments if _is_single(p)]
    parts = [p for p in singles if p.fraction not in {None, REST} and (p.dates or p.marks)]
    if not parts and len(singles) < 2:
        return
    first, last = singles[0], singles[-1] if len(singles) > 1 else None
    known = [p.amount for p in singles if p.amount is not None]
    total = sum(known, Decimal(0)) if len(known) == len(singles) else None
    span = reading.span(min(p.start for p in singles), max(p.end for p in singles))
    if len(singles) > 2 and total is not None and len(set(known)) == 1:
        yield PaymentPlan(
            span, instalment=known[0], count=len(singles), first_date=first.day, total=total
        )
        return
    yield PaymentPlan(
        span,
        down=first.amount,
        down_fraction=first.fraction,
        down_date=first.day,
        final=last.amount if last else None,
        final_date=last.day if last else None,
        total=total,
    )


def _is_single(payment: Payment) -> bool:
    """Return whether it can stand alone: a part of what is due, or a sum with its day or place."""
    if payment.fraction is not None:
        return payment.fraction != WHOLE
    return payment.amount is not None and bool(payment.dates or payment.marks)
