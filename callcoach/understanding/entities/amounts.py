"""Sums with a currency, and bare numbers that the words around them make a sum.

What must stay true: a number that counts something else (what follows it says so), an hour, an
age, a year, an address or a reference is never a sum; without a reason to be one, a bare number is
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from callcoach.understanding.entities.numbers import Number
from callcoach.understanding.entities.reading import Piece, Reading
from callcoach.understanding.entities.senses import Sum
from callcoach.understanding.entities.tokens import Form

_MOST = Decimal(1_000_000_000)
_CENTS = Decimal(100)
_LEAST_CENTS = 10
"""« 12 euros 5 » could be five cents or fifty: from ten on, or with a zero, there is no doubt."""
_ROLE_REACH = 6
_ROLE_AFTER = 2
_NOT_AMOUNT_REACH = 2
_LEAST_HINTED = 5
_LEAST_BARE = 10
_YEARS = range(1950, 2051)
_POSTCODE_DIGITS = 5
_HOURS = 25
_GLUE_BEFORE = frozenset(
    {"/", "(", '"', "=", "+", "~", "≈", ":", ",", ".", ";", "!", "?", "'", "<", ">"}
)


def currency_amounts(reading: Reading) -> list[Piece]:
    """Return the sums that name their currency, in order."""
    found: list[Piece] = []
    last = 0
    for place, number in reading.numbers.items():
        if place < last:
            continue
        if piece := _with_currency(reading, place, number, last):
            found.append(piece)
            last = piece.end
    return found


def bare_amounts(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the sums among the numbers that no piece has taken."""
    starts = {piece.start: piece for piece in pieces}
    ends = {piece.end: piece for piece in pieces}
    taken = {place for piece in pieces for place in range(piece.start, piece.end)}
    rich = {reading.sentences[piece.start] for piece in pieces if piece.family == "money"}
    lone = says_nothing_else(reading, pieces)
    found: list[Piece] = []
    unsure: list[_Judge] = []

    def accept(judge: _Judge) -> None:
        piece = judge.piece()
        starts[piece.start] = ends[piece.end] = piece
        rich.add(reading.sentences[piece.start])
        found.append(piece)

    # From the last to the first: « 50 ou 60 euros » makes the 50 a sum because the 60 is one.
    for place in sorted(reading.numbers, reverse=True):
        number = reading.numbers[place]
        if place in taken or _counts_something(reading, place, number, starts, ends):
            continue
        judge = _Judge(reading, place, number, starts, ends)
        if judge.joined() or judge.hinted() or judge.lone(among=lone):
            accept(judge)
        else:
            unsure.append(judge)
    for judge in unsure:
        if judge.in_company(rich):
            accept(judge)
    return found


def mark_ranges(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the sums of « 50 ou 60 euros » marked as being one or the other."""
    ordered = sorted(pieces, key=lambda piece: piece.start)
    sums = [piece for piece in ordered if piece.family == "money"]
    ranged: dict[int, Decimal] = {}
    for one, other in pairwise(sums):
        if _is_range(reading, one.start, one.end, other.start):
            ranged[one.start] = one.sense.amount * _shared_scale(reading, one, other)
            ranged[other.start] = other.sense.amount
    return [
        replace(p, sense=replace(p.sense, amount=ranged[p.start], ranged=True))
        if p.family == "money" and p.start in ranged
        else p
        for p in ordered
    ]


def _shared_scale(reading: Reading, one: Piece, other: Piece) -> int:
    """Return 100 for « deux ou trois cents euros », 1000 for « deux ou trois mille », else 1."""
    first, second = reading.numbers.get(one.start), reading.numbers.get(other.start)
    if first is None or second is None or not (first.words and second.words):
        return 1
    for scale in (1000, 100):
        times = second.value / scale
        if times == times.to_integral_value() and first.value < times < _LEAST_BARE:
            return scale
    return 1


def says_nothing_else(reading: Reading, pieces: Sequence[Piece]) -> bool:
    """Return whether the turn holds nothing but pieces, numbers and words without content."""
    taken = {place for piece in pieces for place in range(piece.start, piece.end)}
    for place, number in reading.numbers.items():
        taken.update(range(place, number.end))
    fillers = reading.words.money.fillers
    return (
        all(
            place in taken or token.form is Form.SIGN or token.text in fillers
            for place, token in enumerate(reading.tokens)
        )
        and sum(1 for _ in reading.numbers) <= 2
    )


def _with_currency(reading: Reading, place: int, number: Number, last: int) -> Piece | None:
    """Return the sum that begins with this number, or with the sign before it."""
    money = reading.words.money
    start, end = place, number.end
    unit = end + 1 if reading.text(end) in money.link else end
    if _is_currency(reading, unit, number):
        end = unit + 1
        cents, end = _cents(reading, end)
        return _piece(reading, start, end, number, cents)
    if reading.text(unit) in money.cents and number.whole is not None and number.value < _CENTS:
        return Piece(
            start, unit + 1, "money", Sum(number.value / _CENTS, approx=number.approx), {}
        )
    if place > last and reading.text(place - 1) in money.currency_before:
        return _piece(reading, place - 1, end, number, Decimal(0))
    return None


def _is_currency(reading: Reading, place: int, number: Number) -> bool:
    """Return whether the currency stands there."""
    money, text = reading.words.money, reading.text(place)
    if text in money.currency:
        return True
    if text not in money.currency_glued or number.words:
        return False
    # « 80e » is a sum, « 3e étage » a rank.
    follows = reading.text(place + 1)
    ranks = reading.is_word(place + 1) and follows not in money.may_follow
    return not ranks and number.value >= _LEAST_HINTED


def _cents(reading: Reading, place: int) -> tuple[Decimal, int]:
    """Return the cents said after the currency, and where they end."""
    money = reading.words.money
    joined = reading.text(place) in money.joiner
    start = place + 1 if joined else place
    number = reading.numbers.get(start)
    if number is None or number.whole is None or number.value >= _CENTS or number.article:
        return Decimal(0), place
    if reading.text(number.end) in money.cents:
        return number.value / _CENTS, number.end + 1
    if joined or not (number.value >= _LEAST_CENTS or number.padded) or len(number.text) > 2:
        return Decimal(0), place
    follows = reading.text(number.end)
    free = (
        not follows or follows in money.may_follow or reading.tokens[number.end].form is Form.SIGN
    )
    if follows in money.currency or follows in {"%", "/"} or not free:
        return Decimal(0), place
    return number.value / _CENTS, number.end


def _piece(reading: Reading, start: int, end: int, number: Number, cents: Decimal) -> Piece | None:
    """Return a sum, unless it is out of all proportion."""
    if number.value > _MOST:
        return None
    approx = number.approx or _about(reading, start, end)
    return Piece(start, end, "money", Sum(number.value + cents, approx=approx), {})


def _about(reading: Reading, start: int, end: int) -> bool:
    """Return whether words beside a sum say that it is about right."""
    return ("about_before", start) in reading.cue_ends or (
        "about_after",
        end,
    ) in reading.cue_starts


def _counts_something(
    reading: Reading, place: int, number: Number, starts: dict[int, Piece], ends: dict[int, Piece]
) -> bool:
    """Return whether a number cannot be a sum, whatever else is said."""
    if number.article or number.padded or not 0 < number.value <= _MOST:
        return True
    before, token, end = reading.text(place - 1), reading.tokens[place], number.end
    counted = place in ends and ends[place].family == "count"
    if token.glued and not counted and _is_stuck(reading, place, before):
        return True
    cue = reading.cue_before("not_amount", place, _NOT_AMOUNT_REACH)
    if cue is not None:
        return True
    if end >= len(reading.tokens):
        return False
    follows = reading.tokens[end]
    if end in starts:
        return starts[end].family in {"ignore", "percent"}
    if follows.form is Form.WORD:
        return follows.glued or follows.text not in reading.words.money.may_follow
    return follows.form is not Form.SIGN or follows.text in {"%", "°"}


def _is_stuck(reading: Reading, place: int, before: str) -> bool:
    """Return whether a number without space before it is the end of something else (« B12 », «
    -118 »)."""
    if before == "-":  # « 50-80 »
        return not any(
            reading.numbers[p].end == place - 1 for p in (place - 2,) if p in reading.numbers
        )
    return bool(before) and not before.endswith("'") and before not in _GLUE_BEFORE


def _is_range(reading: Reading, start: int, end: int, following: int) -> bool:
    """Return whether two sums are joined as one or the other."""
    money = reading.words.money
    if following != end + 1:
        return False
    joiner = reading.text(end)
    return joiner in money.range or (
        joiner in money.range_opened and money.range_opened[joiner] == reading.text(start - 1)
    )


class _Judge:
    """The reasons for which one bare number may be a sum."""

    def __init__(
        self,
        reading: Reading,
        place: int,
        number: Number,
        starts: dict[int, Piece],
        ends: dict[int, Piece],
    ) -> None:
        self._reading = reading
        self._place = place
        self._number = number
        self._before = ends.get(place)
        self._after = starts.get(number.end)
        self._starts = starts
        link = reading.text(place - 1) in reading.words.money.link
        self._counted = self._before or (ends.get(place - 1) if link else None)

    def piece(self) -> Piece:
        """Return the sum."""
        number = self._number
        approx = number.approx or _about(self._reading, self._place, number.end)
        found = Sum(number.value, approx=approx)
        if number.elliptic is not None:  # « mille deux » without currency is 1,200
            found = Sum(number.elliptic, alternative=number.value, approx=approx)
        return Piece(self._place, number.end, "money", found, {})

    def joined(self) -> bool:
        """« 3 fois 200 », « 120 par mois », « 50 ou 60 euros », « 100 le 5 »."""
        value = self._number.value
        if self._counted is not None and self._counted.family == "count":
            return True
        if self._after is not None and self._after.family in {"count", "period"}:
            return value >= _LEAST_HINTED
        other = self._starts.get(self._number.end + 1)
        if (
            other is not None
            and other.family == "money"
            and _is_range(self._reading, self._place, self._number.end, other.start)
        ):
            return True
        beside = [piece for piece in (self._before, self._after) if piece is not None]
        dated = any(piece.family == "date" for piece in beside) or (
            self._after is not None and self._after.family == "duration"
        )
        placed = (
            self._before is not None
            and self._before.family == "mark"
            and self._before.sense != "or"
        )
        return (dated or placed) and value >= _LEAST_BARE and not self._is_year()

    def hinted(self) -> bool:
        """« je peux mettre 200 », « loyer 620 », « environ 250 », « 1 200 de salaire »."""
        reading, place, end = self._reading, self._place, self._number.end
        if self._number.value < _LEAST_HINTED:
            return False
        if (
            reading.cue_ends.get(("about_before", place))
            or ("about_after", end) in reading.cue_starts
        ):
            return True
        # « il rentre à 19 »: an hour, an address, a year.
        if reading.text(place - 1) in reading.words.money.place and (
            self._number.value < _HOURS or self._is_year()
        ):
            return False
        if reading.cue_before("role", place, _ROLE_REACH):
            return True
        follows = reading.cue_after("role", end, _ROLE_AFTER)
        return follows is not None and follows.start > end

    def in_company(self, rich: set[int]) -> bool:
        """« 450 € moins les 50 »: a sum with its currency stands in the sentence."""
        reading = self._reading
        return (
            reading.sentences[self._place] in rich
            and self._number.value >= _LEAST_BARE
            and not self._is_year()
            and reading.text(self._place - 1) not in reading.words.money.place
        )

    def lone(self, *, among: bool) -> bool:
        """« mille cinq cents », as an answer: nothing else is said, and it looks like no year and
        no postcode."""
        number = self._number
        if not among or number.value < _LEAST_BARE or self._is_year():
            return False
        return (
            number.words
            or "," in number.text
            or len(number.text.replace(" ", "")) < _POSTCODE_DIGITS
        )

    def _is_year(self) -> bool:
        """Return whether the digits could be a year."""
        return self._number.text.isdigit() and self._number.whole in _YEARS
