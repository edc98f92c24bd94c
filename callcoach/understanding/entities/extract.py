"""A turn -> its entities, stage by stage.

What must stay true: the same turn and day always give the same entities, in the order in which
they were said, and what was found once keeps the words it was found in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from callcoach.understanding.entities.amounts import currency_amounts, mark_ranges
from callcoach.understanding.entities.bare import bare_amounts
from callcoach.understanding.entities.company import in_company
from callcoach.understanding.entities.dates import Day
from callcoach.understanding.entities.model import (
    Count,
    Date,
    Duration,
    Entity,
    Fraction,
    Money,
    PaymentMeans,
    Percent,
    Period,
)
from callcoach.understanding.entities.patterns import walk
from callcoach.understanding.entities.plans import find_plans
from callcoach.understanding.entities.reading import Cue, Piece, Reading, read
from callcoach.understanding.entities.senses import piece_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from callcoach.text import FoldedText, Span
    from callcoach.understanding.entities.words import EntityWords

_ROLE_BEFORE = 9
_ROLE_AFTER = 3


def extract(folded: FoldedText, today: date, words: EntityWords) -> tuple[Entity, ...]:
    """Return what a turn names: sums, days, durations, counts, periods, parts, means and plans.

    Args:
        folded: The turn.
        today: The day of the call; relative words are reckoned from it.
        words: The words of the language.

    Returns:
        The entities by where they begin, a plan before its parts. What is doubtful is left out.
    """
    reading = read(folded, today, words)
    pieces = _shared_months(reading, _scan(reading))
    pieces = mark_ranges(reading, [*pieces, *bare_amounts(reading, pieces)])
    pieces = _with_roles(reading, in_company(reading, pieces))
    entities = [made for piece in pieces for made in _entities(reading, piece)]
    found: list[Entity] = [*find_plans(reading, pieces), *entities]
    return tuple(sorted(found, key=lambda entity: (entity.span.start, -entity.span.end)))


def _scan(reading: Reading) -> list[Piece]:
    """Return the sums with a currency and the longest pattern at each place, none overlapping."""
    sums = {piece.start: piece for piece in currency_amounts(reading)}
    closed = frozenset(place for piece in sums.values() for place in range(piece.start, piece.end))

    def slot(name: str, place: int) -> Iterable[tuple[int, Any]]:
        return reading.slot(name, place, closed)

    fillable = reading.fillable
    found: list[Piece] = []
    place = 0
    while place < len(reading.texts):
        piece = sums.get(place)
        if piece is None:
            for match in walk(reading.words.patterns, reading.texts, place, slot, fillable):
                if closed.isdisjoint(range(place, match.end)):
                    piece = piece_of(reading, place, match)
                if piece is not None:
                    break
        if piece is None:
            place += 1
            continue
        found.append(piece)
        place = piece.end
    return found


def _shared_months(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, a bare day with the month of the next one: « du 5 au 10 mars »."""
    money = reading.words.money
    joiners = money.range | frozenset(money.range_opened) | {","}
    found = list(pieces)
    for index in range(len(found) - 1, 0, -1):
        one, other = found[index - 1], found[index]
        gap = reading.texts[one.end : other.start]
        joined = (
            one.settings.get("monthly")
            and isinstance(other.sense, Day)
            and other.sense.names_month
        )
        if not joined or len(gap) > 1 or not joiners.issuperset(gap):
            continue
        if one.sense.day.day < other.sense.day.day:
            day = other.sense.day.replace(day=one.sense.day.day)
            found[index - 1] = replace(one, sense=replace(one.sense, day=day, names_month=True))
    return found


def _with_roles(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with what the nearest words make of each sum."""
    found: list[Piece] = []
    free = 0  # words before this place already tell of an earlier sum
    for index, piece in enumerate(pieces):
        if piece.family != "money":
            found.append(piece)
            continue
        follows = pieces[index + 1] if index + 1 < len(pieces) else None
        cue = _role(reading, piece, free, follows)
        free = max(piece.end, cue.end if cue else 0)
        role = cue.name if cue else "unknown"
        found.append(replace(piece, sense=replace(piece.sense, role=role)))
    return found


def _role(reading: Reading, piece: Piece, free: int, follows: Piece | None) -> Cue | None:
    """Return the cue of a sum's role: « de loyer » after it, else the nearest before, or after."""
    sentence = reading.sentences[piece.start]
    # « 620 par mois de loyer »
    end = (
        follows.end
        if follows and follows.family == "period" and follows.start == piece.end
        else piece.end
    )
    if reading.text(end) in reading.words.money.link and (
        cue := reading.cue_starts.get(("role", end + 1))
    ):
        return cue
    for place in range(piece.start, max(free, piece.start - _ROLE_BEFORE), -1):
        cue = reading.cue_ends.get(("role", place))
        if cue is not None and cue.start >= free and reading.sentences[cue.start] == sentence:
            return cue
    beyond = reading.cue_after("role", piece.end, _ROLE_AFTER)
    blocked = (
        follows is not None
        and follows.family == "money"
        and beyond
        and beyond.start >= follows.start
    )
    return None if blocked else beyond


def _entities(reading: Reading, piece: Piece) -> Iterable[Entity]:
    """Yield the entities of a piece: « trois chèques » is a count and a means."""
    make = _MAKERS.get(piece.family)
    if make is None:
        return
    span = reading.span(piece.start, piece.end)
    yield make(reading, piece, span)
    if piece.family == "count" and (means := piece.settings.get("means")):
        yield PaymentMeans(span, means)


def _money(_reading: Reading, piece: Piece, span: Span) -> Entity:
    found = piece.sense
    return Money(span, found.amount, found.role, found.approx, found.alternative)


def _date(reading: Reading, piece: Piece, span: Span) -> Entity:
    found: Day = piece.sense
    relation = piece.settings.get("relation")
    cue = reading.cue_touching("relation", piece.start) or reading.cue_starts.get(
        ("relation_after", piece.end)
    )
    if relation is None:
        relation = cue.name if cue else "on"
    vague = found.approx or piece.settings.get("approx", False) or relation in {"after", "about"}
    return Date(
        span,
        found.day,
        "approx" if vague else "exact",
        found.until,
        "on" if relation == "about" else relation,
        found.alternative,
    )


_MAKERS: Mapping[str, Callable[[Reading, Piece, Span], Entity]] = {
    "money": _money,
    "date": _date,
    "duration": lambda _r, p, span: Duration(span, p.sense.n, p.sense.unit),
    "count": lambda _r, p, span: Count(span, p.sense.n, every=p.sense.every),
    "period": lambda _r, p, span: Period(span, p.sense.every, p.sense.day_of_month),
    "percent": lambda _r, p, span: Percent(span, p.sense, due=p.settings.get("due", False)),
    "fraction": lambda _r, p, span: Fraction(span, p.sense),
    "means": lambda _r, p, span: PaymentMeans(span, p.sense),
}
