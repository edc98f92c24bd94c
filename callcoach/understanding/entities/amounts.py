"""Sums that name their currency, and two sums of which one will hold.

What must stay true: the number beside the currency is the sum, whatever else is said; cents are
read only where nothing else can be meant.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from callcoach.understanding.entities.reading import Piece, Reading
from callcoach.understanding.entities.senses import Sum
from callcoach.understanding.entities.tokens import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.understanding.entities.numbers import Number

MOST = Decimal(1_000_000_000)
"""More is no sum that is spoken of here."""
_CENTS = Decimal(100)
_LEAST_CENTS = 10
"""« 12 euros 5 » could be five cents or fifty: from ten on, or with a zero, there is no doubt."""
_LEAST_GLUED = 5
"""« 80e » is a sum; « 2e » rather a rank."""
_LEAST_SHARED = 10


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


def is_about(reading: Reading, start: int, end: int) -> bool:
    """Return whether words beside a sum say that it is about right."""
    before = ("about_before", start) in reading.cue_ends
    return before or ("about_after", end) in reading.cue_starts


def is_range(reading: Reading, start: int, end: int, following: int) -> bool:
    """Return whether of two numbers only one will hold: « 50 ou 60 », « entre 50 et 60 ».

    Args:
        reading: The turn.
        start: First token of the first number.
        end: Index after its last token.
        following: First token of the second.
    """
    money = reading.words.money
    if following != end + 1:
        return False
    joiner = reading.text(end)
    return joiner in money.range or (
        joiner in money.range_opened and money.range_opened[joiner] == reading.text(start - 1)
    )


def mark_ranges(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces in order, sums of which one will hold marked so."""
    ordered = sorted(pieces, key=lambda piece: piece.start)
    ranged: dict[int, Decimal] = {}
    for one, other in pairwise(piece for piece in ordered if piece.family == "money"):
        if is_range(reading, one.start, one.end, other.start):
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
        if times == times.to_integral_value() and first.value < times < _LEAST_SHARED:
            return scale
    return 1


def _with_currency(reading: Reading, place: int, number: Number, last: int) -> Piece | None:
    """Return the sum that begins with this number, or with the sign before it."""
    money = reading.words.money
    end = number.end
    unit = end + 1 if reading.text(end) in money.link else end
    if _is_currency(reading, unit, number):
        cents, end = _cents(reading, unit + 1)
        return _piece(reading, place, end, number, cents)
    if reading.text(unit) in money.cents and number.whole is not None and number.value < _CENTS:
        return Piece(
            place, unit + 1, "money", Sum(number.value / _CENTS, approx=number.approx), {}
        )
    if place > last and reading.text(place - 1) in money.currency_before:
        return _piece(reading, place - 1, end, number, Decimal(0))
    return None


def _piece(reading: Reading, start: int, end: int, number: Number, cents: Decimal) -> Piece | None:
    """Return a sum, unless it is out of all proportion."""
    if number.value > MOST:
        return None
    approx = number.approx or is_about(reading, start, end)
    return Piece(start, end, "money", Sum(number.value + cents, approx=approx), {})


def _is_currency(reading: Reading, place: int, number: Number) -> bool:
    """Return whether the currency stands there."""
    money, text = reading.words.money, reading.text(place)
    if text in money.currency:
        return True
    if text not in money.currency_glued or number.words:
        return False
    # « 80e par mois » is a sum, « 3e étage » a rank.
    ranks = reading.is_word(place + 1) and reading.text(place + 1) not in money.may_follow
    return not ranks and number.value >= _LEAST_GLUED


def _cents(reading: Reading, place: int) -> tuple[Decimal, int]:
    """Return the cents said after the currency, and where they end."""
    money = reading.words.money
    joined = reading.text(place) in money.joiner
    number = reading.numbers.get(place + 1 if joined else place)
    if number is None or number.whole is None or number.value >= _CENTS or number.article:
        return Decimal(0), place
    if reading.text(number.end) in money.cents:
        return number.value / _CENTS, number.end + 1
    sure = number.value >= _LEAST_CENTS or number.padded
    if joined or not sure or len(number.text) > 2 or not _ends_sum(reading, number.end):
        return Decimal(0), place
    return number.value / _CENTS, number.end


def _ends_sum(reading: Reading, place: int) -> bool:
    """Return whether cents may end there: « 12 euros 30 par mois », not « 12 euros 30 fois »."""
    money, follows = reading.words.money, reading.text(place)
    if not follows or follows in money.may_follow:
        return True
    counts = follows in money.currency or follows in {"%", "/"}
    return reading.tokens[place].form is Form.SIGN and not counts
