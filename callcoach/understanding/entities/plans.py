"""Several payments said in one breath -> one plan, as far as it was said.

What must stay true: a sum that comes in (income) or goes elsewhere (rent, charges) is in no plan;
what was not said stays unknown, and a total is given only when it was said or all of its parts are
known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from callcoach.understanding.entities import calendar
from callcoach.understanding.entities.dates import Day
from callcoach.understanding.entities.model import PaymentPlan
from callcoach.understanding.entities.reading import Piece, Reading
from callcoach.understanding.entities.senses import Length, Often, Sum, Times

_REST, _WHOLE = "rest", "1"
_LINK_REACH = 2
_ROLE_REACH = 2


@dataclass
class _Payment:
    """One payment, or one series of equal payments, being put together."""

    start: int
    end: int
    sum: Sum | None = None
    fraction: str | None = None
    times: Times | None = None
    length: Length | None = None
    often: Often | None = None
    split: bool = False
    """The sum is to be shared out over the payments."""
    marks: set[str] = field(default_factory=set)
    dates: list[Day] = field(default_factory=list)
    day_of_month: int | None = None
    ignored: bool = False
    """A salary, a rent: what is said of it belongs to no plan."""
    alternative: bool = False
    """« ou quatre fois 150 »: begins another proposal."""

    def stretch(self, piece: Piece) -> None:
        """Take one more piece into its span."""
        self.start, self.end = min(self.start, piece.start), max(self.end, piece.end)

    @property
    def count(self) -> int | None:
        """How many payments: said, or as many as months when it is monthly."""
        if self.times is not None:
            return self.times.n
        monthly = self.split or (self.often is not None and self.often.every == "month")
        if self.length is not None and self.length.unit == "month" and monthly:
            return self.length.n
        return None

    @property
    def is_series(self) -> bool:
        """Whether it is more than one payment."""
        return self.often is not None or (self.count or 0) > 1

    @property
    def every(self) -> str | None:
        """The period: said, implied by the word, or monthly when it falls on a day of the
        month."""
        if self.often is not None:
            return self.often.every
        if self.times is not None and self.times.every is not None:
            return self.times.every
        if self.split and self.length is not None and self.length.unit == "month":
            return "month"
        return "month" if self.day_of_month is not None and (self.count or 0) > 1 else None

    @property
    def amount(self) -> Decimal | None:
        """The sum of one payment, when it was said without hesitation."""
        return None if self.sum is None or self.sum.ranged or self.split else self.sum.amount

    @property
    def day(self) -> date | None:
        """Its (first) day."""
        return self.dates[0].day if self.dates else None


def find_plans(reading: Reading, pieces: Sequence[Piece]) -> list[PaymentPlan]:
    """Return the plans of a turn, in order."""
    found: list[PaymentPlan] = []
    for region in _regions(reading, pieces):
        payments = _Gathering(reading, region).payments()
        for proposal in _proposals(payments):
            found.extend(_plans(reading, proposal))
    return found


def _regions(reading: Reading, pieces: Sequence[Piece]) -> Iterable[list[Piece]]:
    """Yield the pieces of each sentence; one that goes on (« Puis … ») joins the one before."""
    region: list[Piece] = []
    sentence = -1
    for piece in pieces:
        here = reading.sentences[piece.start]
        goes_on = (piece.family == "mark" and piece.sense == "then") or (
            piece.family == "fraction" and piece.sense == _REST
        )
        if here != sentence and not goes_on and region:
            yield region
            region = []
        sentence = here
        region.append(piece)
    if region:
        yield region


class _Gathering:
    """Goes through the pieces of a region and puts payments together."""

    def __init__(self, reading: Reading, pieces: Sequence[Piece]) -> None:
        self._reading = reading
        self._pieces = pieces
        self._done: list[_Payment] = []
        self._dates: list[Piece] = []
        self._often: Piece | None = None
        self._marks: set[str] = set()
        heads = {"money", "fraction", "percent", "count", "date"}
        first = next((piece.family for piece in pieces if piece.family in heads), "")
        self._date_first = first == "date"
        self._last_head = max(
            (i for i, piece in enumerate(pieces) if piece.family in heads - {"date"}), default=-1
        )

    def payments(self) -> list[_Payment]:
        """Return the payments in the order they were said."""
        for index, piece in enumerate(self._pieces):
            step = getattr(self, f"_{piece.family}", None)
            if step is not None:
                step(piece, index)
        for piece in self._dates:
            if self._last is not None:
                self._attach_date(self._last, piece)
        if self._often is not None and self._last is not None and self._last.often is None:
            self._last.often = self._often.sense
        return [payment for payment in self._done if not payment.ignored]

    @property
    def _last(self) -> _Payment | None:
        return self._done[-1] if self._done else None

    def _begin(self, piece: Piece, *, bare: bool = False) -> _Payment:
        payment = _Payment(piece.start, piece.end)
        for waiting in self._dates:
            # « aujourd'hui, je peux étaler sur quatre mois »: the day is not that of a payment.
            if not bare or waiting.end == piece.start:
                self._attach_date(payment, waiting)
        if self._often is not None:
            payment.often = self._often.sense
            payment.stretch(self._often)
        payment.marks, payment.alternative = self._marks - {"or"}, "or" in self._marks
        self._dates, self._often, self._marks = [], None, set()
        self._done.append(payment)
        return payment

    def _money(self, piece: Piece, _index: int) -> None:
        last, total = self._last, piece.sense
        waits = (
            last is not None
            and last.sum is None
            and last.fraction is None
            and last.times is not None
        )
        lasts = (
            last is not None
            and last.sum is None
            and last.fraction is None
            and last.length is not None
        )
        if last is not None and (waits or lasts) and piece.start - last.end <= _LINK_REACH:
            last.sum = total
            last.stretch(piece)
            if (
                lasts
                and last.often is None
                and last.length is not None
                and last.length.unit == "month"
            ):
                last.often, last.split = Often("month"), False  # « dix mois à 45 euros »
            return
        roles = self._reading.words.money
        payment = self._begin(piece)
        payment.sum = total
        payment.ignored = total.role not in roles.plan_roles | roles.total_roles

    def _fraction(self, piece: Piece, _index: int) -> None:
        self._begin(piece).fraction = piece.sense

    def _percent(self, piece: Piece, _index: int) -> None:
        if piece.settings.get("due"):
            self._begin(piece).fraction = f"{piece.sense.normalize():f}%"

    def _count(self, piece: Piece, index: int) -> None:
        last = self._last
        follows = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        heads = (
            follows is not None
            and follows.family == "money"
            and follows.start - piece.end <= _LINK_REACH
        )
        split = bool(piece.settings.get("split"))
        # « 600 euros en 3 fois » shares out; « 150 x 4 » repeats; « 200 et 3 mensualités » are two
        # things.
        beside = last is not None and self._reading.texts[last.end : piece.start] in {(), (",",)}
        if last is not None and piece.settings.get("needs") == "dated":
            last.times = last.times or piece.sense
            last.stretch(piece)
            return
        belongs = split or (beside and not heads)
        if (
            last is not None
            and last.times is None
            and not last.ignored
            and not self._marks
            and belongs
        ):
            payment = last
        else:
            payment = self._begin(piece, bare=not heads)
        payment.times = piece.sense
        payment.stretch(piece)
        payment.split = split and payment.sum is not None
        if payment.split and heads:
            payment.fraction, payment.sum = None, None
            payment.split = False

    def _duration(self, piece: Piece, index: int) -> None:
        spread = bool(piece.settings.get("spread"))
        follows = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        heads = (
            follows is not None
            and follows.family == "money"
            and follows.start == piece.end + 1
            and self._reading.text(piece.end) in self._reading.words.money.rate
        )
        last = self._last
        if (last is None and spread) or (heads and (last is None or last.sum is not None)):
            last = self._begin(piece, bare=not heads)
        if last is None:
            return
        if piece.settings.get("each") and last.often is None and piece.sense.unit == "month":
            last.often = Often("month")  # « 180 pendant quatre mois »
        last.length = piece.sense
        last.split = last.split or (spread and last.often is None and self._often is None)
        last.stretch(piece)

    def _period(self, piece: Piece, _index: int) -> None:
        last = self._last
        if last is None or last.often is not None:
            self._often = piece
            return
        last.often = piece.sense
        last.day_of_month = piece.sense.day_of_month or last.day_of_month
        last.stretch(piece)

    def _date(self, piece: Piece, index: int) -> None:
        last, roles = self._last, self._reading.words.money
        cue = self._reading.cue_before("role", piece.start, _ROLE_REACH)
        if cue is not None and cue.name not in roles.plan_roles | roles.total_roles:
            return  # « votre salaire du 28 »
        more = index < self._last_head
        beside = last is not None and last.end == piece.start and not last.dates
        if (
            last is not None
            and (beside or not (self._date_first and more))
            and not self._marks & {"then"}
        ):
            self._attach_date(last, piece)
        else:
            self._dates.append(piece)

    def _mark(self, piece: Piece, index: int) -> None:
        following = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        ahead = following is not None and following.family in {
            "money",
            "fraction",
            "count",
            "date",
        }
        if piece.sense in {"down", "final"} and not ahead and self._last is not None:
            self._last.marks.add(piece.sense)
        else:
            self._marks.add(piece.sense)

    @staticmethod
    def _attach_date(payment: _Payment, piece: Piece) -> None:
        payment.dates.append(piece.sense)
        payment.stretch(piece)
        if piece.settings.get("monthly"):
            payment.day_of_month = piece.sense.day.day


def _proposals(payments: Sequence[_Payment]) -> Iterable[list[_Payment]]:
    """Yield the payments of each proposal: « trois fois 200 ou quatre fois 150 » makes two."""
    proposal: list[_Payment] = []
    for payment in payments:
        other = payment.is_series or payment.fraction is not None
        if payment.alternative and other and any(p.is_series for p in proposal):
            yield proposal
            proposal = []
        proposal.append(payment)
    if proposal:
        yield proposal


def _plans(reading: Reading, payments: list[_Payment]) -> Iterable[PaymentPlan]:
    """Yield the plan or plans of one proposal."""
    total = next((p.amount for p in payments if "total" in p.marks), None)
    for plan in _planned(reading, [p for p in payments if "total" not in p.marks]):
        yield plan if total is None else replace(plan, total=total)


def _planned(reading: Reading, payments: list[_Payment]) -> Iterable[PaymentPlan]:
    """Yield the plan or plans of payments without the total that may follow them."""
    series = [index for index, payment in enumerate(payments) if payment.is_series]
    if not series:
        yield from _without_series(reading, payments)
        return
    for index in series:
        before = payments[index - 1] if index and index == series[0] else None
        after = payments[index + 1] if index + 1 < len(payments) and index == series[-1] else None
        yield _plan(
            reading,
            payments[index],
            before if before and _leads(reading, before, payments[index]) else None,
            after if after and _leads(reading, payments[index], after) else None,
        )


def _leads(reading: Reading, one: _Payment, other: _Payment) -> bool:
    """Return whether a single payment beside a series belongs to the same plan."""
    single = other if one.is_series else one
    if single.is_series or (single.sum is not None and single.sum.ranged):
        return False
    if single.dates or single.marks or single.fraction is not None or "then" in other.marks:
        return True
    if single.sum is not None and single.sum.role in reading.words.money.total_roles:
        return True
    return reading.words.money.adds.issuperset(reading.texts[one.end : other.start])


def _plan(
    reading: Reading, series: _Payment, down: _Payment | None, final: _Payment | None
) -> PaymentPlan:
    """Return the plan of one series with what comes before and after it."""
    rest = series.fraction == _REST
    said_total: Decimal | None = (
        series.sum.amount if series.split and series.sum is not None else None
    )
    if (
        down is not None
        and down.sum is not None
        and not (down.dates or down.marks)
        and down.sum.role in (reading.words.money.total_roles)
    ):
        said_total, down = down.sum.amount, None
    every = series.every
    exact = bool(series.dates) and not series.dates[0].approx
    day = series.day_of_month or (
        series.day.day if series.day and exact and every == "month" else None
    )
    parts = [p for p in (down, series, final) if p is not None]
    return PaymentPlan(
        span=reading.span(min(p.start for p in parts), max(p.end for p in parts)),
        down=down.amount if down else None,
        down_fraction=down.fraction if down else None,
        down_date=down.day if down else None,
        instalment=series.amount,
        count=series.count,
        every=every,
        first_date=_first_day(reading, series, day),
        day_of_month=day,
        final=final.amount if final else None,
        final_date=final.day if final else None,
        total=said_total
        if said_total is not None
        else None
        if rest
        else _total(series, down, final),
    )


def _first_day(reading: Reading, series: _Payment, day: int | None) -> date | None:
    """Return the day of the first instalment."""
    if series.times is not None and series.times.first_month is not None:
        return calendar.day_in_year(reading.today, series.times.first_month, day) if day else None
    return series.day


def _total(series: _Payment, down: _Payment | None, final: _Payment | None) -> Decimal | None:
    """Return the sum of all parts when all are known."""
    if series.amount is None or series.count is None:
        return None
    total = series.amount * series.count
    for payment in (down, final):
        if payment is not None:
            if payment.amount is None:
                return None
            total += payment.amount
    return total


def _without_series(reading: Reading, payments: Sequence[_Payment]) -> Iterable[PaymentPlan]:
    """Yield a plan of single payments: at least two, or a part of what is due with its day."""
    singles = [
        p
        for p in payments
        if p.fraction not in {None, _WHOLE}
        or (p.amount is not None and (p.dates or p.marks) and p.fraction is None)
    ]
    parts = [p for p in singles if p.fraction not in {None, _REST} and (p.dates or p.marks)]
    if len(singles) < 2 and not parts:
        return
    first, last = singles[0], singles[-1] if len(singles) > 1 else None
    amounts = [p.amount for p in singles]
    known = [amount for amount in amounts if amount is not None]
    total = sum(known, Decimal(0)) if len(known) == len(singles) else None
    equal = len(singles) > 2 and total is not None and len(set(known)) == 1
    yield PaymentPlan(
        span=reading.span(min(p.start for p in singles), max(p.end for p in singles)),
        down=None if equal else first.amount,
        down_fraction=first.fraction,
        down_date=None if equal else first.day,
        instalment=known[0] if equal else None,
        count=len(singles) if equal else None,
        first_date=first.day if equal else None,
        final=None if equal or last is None else last.amount,
        final_date=None if equal or last is None else last.day,
        total=total,
    )
