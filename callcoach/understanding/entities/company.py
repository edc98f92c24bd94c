"""Pieces that mean something only in company: « fois » beside a sum, « par mois » with a payment.

What must stay true: a piece is dropped whole or kept; nothing is found here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from callcoach.understanding.entities.bare import says_nothing_else
from callcoach.understanding.entities.dates import Day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from callcoach.understanding.entities.reading import Piece, Reading

_FEE_REACH = 3
_LEAST_PART = 5
"""A smaller percentage is rather a rate than a part of what is due."""


def in_company(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without those whose rule ``needs`` a company that they do not have."""
    near = _Company(reading, pieces)
    pieces = [piece for piece in pieces if near.beside(piece)]
    there = _Company(reading, pieces)
    return [there.due(piece) for piece in pieces if there.meant(piece)]


class _Company:
    """What stands in a turn beside each of its pieces."""

    def __init__(self, reading: Reading, pieces: Sequence[Piece]) -> None:
        self._reading = reading
        self._starts = {piece.start: piece for piece in pieces}
        self._ends = {piece.end: piece for piece in pieces}
        self._paying = _paying(reading)
        self._offers = _offers(reading, pieces) | self._paying
        self._lone = says_nothing_else(reading, pieces)
        self._needs: Mapping[str, Callable[[Piece], bool]] = {
            "amount": self._beside_amount,
            "dated": self._dated,
            "offer": lambda piece: self._lone or self._sentence(piece) in self._offers,
            "pay": lambda piece: (
                self._lone or self._sentence(piece) in self._paying or self._beside_amount(piece)
            ),
            "lone": lambda _piece: self._lone,
        }

    def beside(self, piece: Piece) -> bool:
        """Return whether a piece that needs a neighbour has it."""
        need = piece.settings.get("needs", "")
        return need not in {"amount", "dated"} or self._needs[need](piece)

    def meant(self, piece: Piece) -> bool:
        """Return whether the turn makes sense of a piece."""
        if isinstance(piece.sense, Day) and piece.sense.doubtful and not self._lone:
            return False
        need = piece.settings.get("needs", "")
        return need not in self._needs or self._needs[need](piece)

    def due(self, piece: Piece) -> Piece:
        """Return a percentage marked as a part of what is due where it is one."""
        if piece.family != "percent" or self._is_rate(piece):
            return piece
        offered = self._sentence(piece) in self._offers
        if not (offered or (self._lone and piece.sense >= _LEAST_PART) or self._is_part(piece)):
            return piece
        return replace(piece, settings={**piece.settings, "due": True})

    def _sentence(self, piece: Piece) -> int:
        """Return the number of the sentence of a piece."""
        return self._reading.sentences[piece.start]

    def _beside_amount(self, piece: Piece) -> bool:
        """« 3 fois | 200 », « 3 versements | de 200 », « 200 | x 3 »."""
        linked = self._reading.text(piece.end) in self._reading.words.money.link
        after = self._starts.get(piece.end + 1 if linked else piece.end)
        before = self._ends.get(piece.start)
        return any(other is not None and other.family == "money" for other in (before, after))

    def _dated(self, piece: Piece) -> bool:
        """« le 5 | de juin à août », « par mois, | de juin à août »."""
        before = self._ends.get(piece.start) or self._ends.get(piece.start - 1)
        return before is not None and before.family in {"date", "period"}

    def _is_part(self, piece: Piece) -> bool:
        """« un acompte de | 30 % »."""
        cue = self._reading.cue_before("role", piece.start, _FEE_REACH)
        return cue is not None and cue.name == "instalment"

    def _is_rate(self, piece: Piece) -> bool:
        """« des pénalités de | 3 % », « 10 % | de frais »."""
        cues = (
            self._reading.cue_before("role", piece.start, _FEE_REACH),
            self._reading.cue_after("role", piece.end, _FEE_REACH),
        )
        return any(cue is not None and cue.name == "fee" for cue in cues)


def _offers(reading: Reading, pieces: Sequence[Piece]) -> set[int]:
    """Return the sentences in which a payment is meant, whatever the verb."""
    sure = {
        reading.sentences[piece.start]
        for piece in pieces
        if piece.family == "money" or (piece.family == "count" and "needs" not in piece.settings)
    }
    # A part of what is due and a day make an offer: « la moitié demain ».
    parts = {reading.sentences[p.start] for p in pieces if p.family in {"fraction", "percent"}}
    days = {reading.sentences[p.start] for p in pieces if p.family == "date"}
    return sure | (parts & days)


def _paying(reading: Reading) -> set[int]:
    """Return the sentences in which somebody pays, or could."""
    return {
        reading.sentences[cue.start]
        for (family, _), cue in reading.cue_starts.items()
        if family == "role" and cue.name == "payment"
    }
