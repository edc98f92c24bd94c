"""Bare numbers that the words around them make a sum.

What must stay true: a number that counts something else (what follows it says so), an hour, an
age, a year, an address or a reference is never a sum; without a reason to be one, a bare number is
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.entities.amounts import MOST, is_about, is_range
from callcoach.understanding.entities.reading import Piece, Reading
from callcoach.understanding.entities.senses import Sum
from callcoach.understanding.entities.tokens import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.understanding.entities.numbers import Number

_ROLE_REACH = 6
_ROLE_AFTER = 2
_NOT_AMOUNT_REACH = 2
_LEAST_HINTED = 5
_LEAST_BARE = 10
_HOURS = 25
_YEARS = range(1950, 2051)
_POSTCODE_DIGITS = 5
_MOST_LONE = 2
_GLUE_BEFORE = frozenset("/(\"=+~≈:,.;!?'<>")
"""Signs that may touch a sum; after another sign or a word, a number ends something (« B12 »)."""


def bare_amounts(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the sums among the numbers that no piece has taken."""
    around = _Around(reading, pieces)
    taken = {place for piece in pieces for place in range(piece.start, piece.end)}
    lone = says_nothing_else(reading, pieces)
    unsure: list[tuple[int, Number]] = []
    # From the last to the first: « 50 ou 60 euros » makes the 50 a sum because the 60 is one.
    for place in sorted(reading.numbers, reverse=True):
        number = reading.numbers[place]
        if place in taken or around.counts_something(place, number):
            continue
        sure = around.joins(place, number) or around.hints(place, number)
        named = reading.text(place - 1) in reading.words.calendar.day_articles  # « le 115 »
        if sure or (lone and not named and _could_be_answer(number)):
            around.accept(place, number)
        else:
            unsure.append((place, number))
    for place, number in unsure:
        if around.keeps_company(place, number):
            around.accept(place, number)
    return around.found


def says_nothing_else(reading: Reading, pieces: Iterable[Piece]) -> bool:
    """Return whether a turn is all pieces, a number or two, and words without content."""
    pieces = tuple(pieces)
    if len(reading.numbers) > _MOST_LONE or any(piece.family == "ignore" for piece in pieces):
        return False
    taken = {place for piece in pieces for place in range(piece.start, piece.end)}
    for place, number in reading.numbers.items():
        taken.update(range(place, number.end))
    fillers = reading.words.money.fillers
    return all(
        place in taken or token.form is Form.SIGN or token.text in fillers
        for place, token in enumerate(reading.tokens)
    )


def _could_be_answer(number: Number) -> bool:
    """Return whether a number alone is a sum: « mille cinq cents », no year and no postcode."""
    digits = number.text.replace(" ", "")
    if number.value < _LEAST_BARE:
        return digits[-3:-2] == ","  # « 3,50 »
    if _could_be_year(number):
        return False
    return number.words or "," in digits or len(digits) < _POSTCODE_DIGITS


def _could_be_year(number: Number) -> bool:
    """Return whether the digits could be a year."""
    return number.text.isdigit() and number.whole in _YEARS


@dataclass(frozen=True)
class _Beside:
    """The pieces that touch a number."""

    before: Piece | None
    counted: Piece | None
    """The piece before it, a « de » between them allowed."""
    after: Piece | None


class _Around:
    """What stands around the numbers of a turn, the sums accepted so far included."""

    def __init__(self, reading: Reading, pieces: Sequence[Piece]) -> None:
        self._reading = reading
        self._starts = {piece.start: piece for piece in pieces}
        self._ends = {piece.end: piece for piece in pieces}
        self._rich = {reading.sentences[p.start] for p in pieces if p.family == "money"}
        self.found: list[Piece] = []

    def accept(self, place: int, number: Number) -> None:
        """Take a number for a sum: « mille deux » without currency is 1,200."""
        amount, alternative = number.value, None
        if number.elliptic is not None:
            amount, alternative = number.elliptic, number.value
        approx = number.approx or is_about(self._reading, place, number.end)
        piece = Piece(place, number.end, "money", Sum(amount, alternative, approx), {})
        self._starts[place] = self._ends[number.end] = piece
        self._rich.add(self._reading.sentences[place])
        self.found.append(piece)

    def counts_something(self, place: int, number: Number) -> bool:
        """Return whether a number cannot be a sum, whatever else is said."""
        reading, end = self._reading, number.end
        if number.article or number.padded or not 0 < number.value <= MOST:
            return True
        if reading.tokens[place].glued and self._is_stuck(place):
            return True
        if reading.cue_before("not_amount", place, _NOT_AMOUNT_REACH):
            return True
        if end in self._starts:
            return self._starts[end].family in {"ignore", "percent"}
        if end >= len(reading.tokens):
            return False
        follows = reading.tokens[end]
        if follows.form is Form.WORD:
            return follows.glued or follows.text not in reading.words.money.may_follow
        return follows.form is not Form.SIGN or follows.text in {"%", "°"}

    def _is_stuck(self, place: int) -> bool:
        """Return whether a number with no space before it ends something (« B12 », « -118 »)."""
        before = self._reading.text(place - 1)
        if place in self._ends:
            return self._ends[place].family != "count"  # « 4x60 »
        if before == "-":  # « 50-80 »
            first = self._reading.numbers.get(place - 2)
            return first is None or first.end != place - 1
        return bool(before) and not before.endswith("'") and before not in _GLUE_BEFORE

    def joins(self, place: int, number: Number) -> bool:
        """« 3 fois 200 », « 120 par mois », « 50 ou 60 euros », « 100 le 5 »."""
        beside = self._beside(place, number)
        if beside.counted is not None and beside.counted.family == "count":
            return True
        if beside.after is not None and beside.after.family in {"count", "period"}:
            return number.value >= _LEAST_HINTED
        other = self._starts.get(number.end + 1)
        if (
            other is not None
            and other.family == "money"
            and is_range(self._reading, place, number.end, other.start)
        ):
            return True
        placed = _family(beside.after) in {"date", "duration"} or (
            _family(beside.before) in {"date", "mark"} and not _is_or(beside.before)
        )
        return placed and number.value >= _LEAST_BARE and not _could_be_year(number)

    def hints(self, place: int, number: Number) -> bool:
        """« je peux mettre 200 », « loyer 620 », « environ 250 », « 1 200 de salaire »."""
        reading, end = self._reading, number.end
        if number.value < _LEAST_HINTED:
            return False
        limited = ("limit_before", place) in reading.cue_ends or (
            ("limit_after", end) in reading.cue_starts
        )
        if is_about(reading, place, end) or (limited and number.value >= _LEAST_BARE):
            return True
        # « il rentre à 19 »: an hour, an address, a year.
        if reading.text(place - 1) in reading.words.money.place and (
            number.value < _HOURS or _could_be_year(number)
        ):
            return False
        if reading.cue_before("role", place, _ROLE_REACH):
            return True
        follows = reading.cue_after("role", end, _ROLE_AFTER)
        return follows is not None and follows.start > end

    def keeps_company(self, place: int, number: Number) -> bool:
        """« 450 € moins les 50 »: another sum stands in the sentence."""
        reading = self._reading
        return (
            reading.sentences[place] in self._rich
            and number.value >= _LEAST_BARE
            and not _could_be_year(number)
            and reading.text(place - 1) not in reading.words.money.place
        )

    def _beside(self, place: int, number: Number) -> _Beside:
        """Return the pieces that touch a number."""
        before = self._ends.get(place)
        linked = self._reading.text(place - 1) in self._reading.words.money.link
        counted = before or (self._ends.get(place - 1) if linked else None)
        return _Beside(before, counted, self._starts.get(number.end))


def _family(piece: Piece | None) -> str:
    """Return the family of a piece that may not be there."""
    return piece.family if piece is not None else ""


def _is_or(piece: Piece | None) -> bool:
    """Return whether a piece is the mark « ou »."""
    return piece is not None and piece.sense == "or"
