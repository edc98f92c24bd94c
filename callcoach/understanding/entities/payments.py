"""Sums, counts, periods and days of one sentence -> payments, in the order they were said.

What must stay true: what is said of a sum that comes in or goes elsewhere (a salary, a rent) is
kept apart from what is said of payments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from callcoach.understanding.entities.senses import Length, Often, Sum, Times

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from callcoach.understanding.entities.dates import Day
    from callcoach.understanding.entities.reading import Piece, Reading

REST, WHOLE = "rest", "1"
_LINK_REACH = 2
_ROLE_REACH = 2
_HEADS = frozenset({"money", "fraction", "percent", "count"})
"""What a payment begins with; a day may come before."""


@dataclass
class Payment:
    """One payment, or one series of equal payments, while it is being put together."""

    start: int
    end: int
    sum: Sum | None = None
    """Of each payment."""
    whole: Decimal | None = None
    """What is shared out over the payments: « 600 euros en 3 fois »."""
    fraction: str | None = None
    times: Times | None = None
    length: Length | None = None
    often: Often | None = None
    spread: bool = False
    """« sur six mois »: the length says how many payments there are."""
    marks: frozenset[str] = frozenset()
    dates: list[Day] = field(default_factory=list)
    day_of_month: int | None = None
    ignored: bool = False
    """A salary, a rent: it is in no plan."""
    alternative: bool = False
    """« ou quatre fois 150 »: begins another proposal."""

    def stretch(self, piece: Piece) -> None:
        """Take one more piece into its span."""
        self.start, self.end = min(self.start, piece.start), max(self.end, piece.end)

    def add_date(self, piece: Piece) -> None:
        """Take a day; a bare day of the month may come back every month."""
        self.dates.append(piece.sense)
        self.stretch(piece)
        if piece.settings.get("monthly"):
            self.day_of_month = piece.sense.day.day

    @property
    def count(self) -> int | None:
        """How many payments: said, or as many as months when it is monthly."""
        if self.times is not None:
            return self.times.n
        monthly = self.spread or (self.often is not None and self.often.every == "month")
        return self.months if monthly else None

    @property
    def months(self) -> int | None:
        """Its length, when it was said in months."""
        return self.length.n if self.length is not None and self.length.unit == "month" else None

    @property
    def is_series(self) -> bool:
        """Whether it is more than one payment."""
        return self.often is not None or (self.count or 0) > 1

    @property
    def every(self) -> str | None:
        """The period: said, implied by the word, or monthly when it has a day of the month."""
        if self.often is not None:
            return self.often.every
        if self.times is not None and self.times.every is not None:
            return self.times.every
        on_a_day = self.day_of_month is not None and (self.count or 0) > 1
        return "month" if on_a_day or (self.spread and self.months) else None

    @property
    def amount(self) -> Decimal | None:
        """The sum of one payment, when it was said without hesitation."""
        return None if self.sum is None or self.sum.ranged else self.sum.amount

    @property
    def day(self) -> date | None:
        """Its (first) day."""
        return self.dates[0].day if self.dates else None


class Gathering:
    """Goes once through the pieces of a sentence and puts payments together."""

    def __init__(self, reading: Reading, pieces: Sequence[Piece]) -> None:
        self._reading = reading
        self._pieces = pieces
        self._done: list[Payment] = []
        self._dates: list[Piece] = []
        self._often: Piece | None = None
        self._marks: frozenset[str] = frozenset()
        heads = [index for index, piece in enumerate(pieces) if piece.family in _HEADS]
        first = next((p.family for p in pieces if p.family in _HEADS or p.family == "date"), "")
        self._dates_lead = first == "date"
        """« le 5, 200 euros »: a day is said before its sum."""
        self._last_head = heads[-1] if heads else -1
        self._steps: Mapping[str, Callable[[Piece, int], None]] = {
            "money": self._money,
            "fraction": self._fraction,
            "percent": self._percent,
            "count": self._count,
            "duration": self._duration,
            "period": self._period,
            "date": self._date,
            "mark": self._mark,
        }

    def payments(self) -> list[Payment]:
        """Return the payments; to be called once."""
        for index, piece in enumerate(self._pieces):
            if step := self._steps.get(piece.family):
                step(piece, index)
        if self._last is not None:
            for piece in self._dates:
                self._last.add_date(piece)
            if self._often is not None and self._last.often is None:
                self._last.often = self._often.sense
        return [payment for payment in self._done if not payment.ignored]

    @property
    def _last(self) -> Payment | None:
        return self._done[-1] if self._done else None

    def _begin(self, piece: Piece, *, has_sum: bool = True) -> Payment:
        """Begin a payment with what was said before it."""
        payment = Payment(piece.start, piece.end)
        for waiting in self._dates:
            # « aujourd'hui, je peux étaler sur quatre mois »: that day is not a payment's.
            if has_sum or waiting.end == piece.start:
                payment.add_date(waiting)
        if self._often is not None:
            payment.often = self._often.sense
            payment.stretch(self._often)
        payment.marks = self._marks - {"or"}
        payment.alternative = "or" in self._marks
        self._dates, self._often, self._marks = [], None, frozenset()
        self._done.append(payment)
        return payment

    def _sum_follows(self, index: int, reach: int) -> bool:
        """Return whether the next piece is a sum, at most ``reach`` tokens further."""
        if index + 1 >= len(self._pieces):
            return False
        here, following = self._pieces[index], self._pieces[index + 1]
        return following.family == "money" and following.start - here.end <= reach

    def _money(self, piece: Piece, _index: int) -> None:
        """« 3 fois | 200 », « dix mois à | 45 euros », or a new payment."""
        last = self._last
        if (
            last is not None
            and last.sum is None
            and last.fraction is None
            and (last.times is not None or last.length is not None)
            and piece.start - last.end <= _LINK_REACH
        ):
            last.sum = piece.sense
            last.stretch(piece)
            if last.times is None and last.months and last.often is None:
                last.often, last.spread = Often("month"), False
            return
        roles = self._reading.words.money
        payment = self._begin(piece)
        payment.sum = piece.sense
        payment.ignored = piece.sense.role not in roles.plan_roles | roles.total_roles

    def _fraction(self, piece: Piece, _index: int) -> None:
        self._begin(piece).fraction = piece.sense

    def _percent(self, piece: Piece, _index: int) -> None:
        if piece.settings.get("due"):
            self._begin(piece).fraction = f"{piece.sense.normalize():f}%"

    def _count(self, piece: Piece, index: int) -> None:
        """« 600 euros | en 3 fois » shares out, « 150 | x 4 » repeats, « 200 et | 3 x » adds."""
        last, heads = self._last, self._sum_follows(index, _LINK_REACH)
        split = bool(piece.settings.get("split"))
        dated = piece.settings.get("needs") == "dated"
        beside = last is not None and self._reading.texts[last.end : piece.start] in {(), (",",)}
        belongs = split or dated or (beside and not heads)
        if last is None or last.times is not None or last.ignored or self._marks or not belongs:
            last = self._begin(piece, has_sum=heads)
        elif split and last.sum is not None:
            last.whole, last.sum = last.sum.amount, None
        last.times = piece.sense
        last.stretch(piece)

    def _duration(self, piece: Piece, index: int) -> None:
        """« 480 euros | sur 6 mois », « 180 | pendant quatre mois », « dix mois | à 45 euros »."""
        spread = bool(piece.settings.get("spread"))
        money = self._reading.words.money
        heads = self._sum_follows(index, 1) and self._reading.text(piece.end) in money.rate
        last = self._last
        if (last is None and spread) or (heads and (last is None or last.sum is not None)):
            last = self._begin(piece, has_sum=heads)
        if last is None:
            return
        last.length = piece.sense
        last.stretch(piece)
        if last.often is None and self._often is None and last.months:
            if piece.settings.get("each"):
                last.often = Often("month")
            elif spread and last.times is None:
                last.spread = True
                last.whole, last.sum = last.sum.amount if last.sum else None, None

    def _period(self, piece: Piece, _index: int) -> None:
        last = self._last
        if last is None or last.often is not None:
            self._often = piece
            return
        last.often = piece.sense
        last.day_of_month = piece.sense.day_of_month or last.day_of_month
        last.stretch(piece)

    def _date(self, piece: Piece, index: int) -> None:
        """A day belongs to the payment beside it, or to the next one where days are said first."""
        last, roles = self._last, self._reading.words.money
        cue = self._reading.cue_before("role", piece.start, _ROLE_REACH)
        if cue is not None and cue.name not in roles.plan_roles | roles.total_roles:
            return  # « votre salaire du 28 »
        beside = last is not None and last.end == piece.start and not last.dates
        waits = self._dates_lead and index < self._last_head and not beside
        if last is None or waits or "then" in self._marks:
            self._dates.append(piece)
        else:
            last.add_date(piece)

    def _mark(self, piece: Piece, index: int) -> None:
        """« un acompte de | 200 », or « 200 | d'acompte »."""
        last, following = self._last, self._pieces[index + 1 : index + 2]
        touches = last is not None and last.end == piece.start
        ahead = any(
            p.family in _HEADS | {"date"} and (p.start == piece.end or not touches)
            for p in following
        )
        if last is not None and piece.sense in {"down", "final"} and not ahead:
            last.marks |= {piece.sense}
        else:
            self._marks |= {piece.sense}
