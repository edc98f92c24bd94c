"""One turn laid out for recognition: its tokens, numbers, clauses and cues.

What must stay true: a reading is built once per turn and never changed; places are token indices,
and only ``span`` turns them into raw characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from callcoach.understanding.entities.numbers import Number, find_numbers
from callcoach.understanding.entities.patterns import walk
from callcoach.understanding.entities.tokens import Form, Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from callcoach.text import FoldedText, Span
    from callcoach.understanding.entities.words import EntityWords

_SENTENCE_ENDS = frozenset(".!?;")
_CLAUSE_ENDS = _SENTENCE_ENDS | {","}
_LAST_DAY = 31
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Piece:
    """Something recognised, from token ``start`` up to token ``end``."""

    start: int
    end: int
    family: str
    """``money``, ``date``, ``period``, ``duration``, ``count``, ``fraction``, ``percent``,
    ``means``, ``mark``, ``ignore``."""
    sense: Any
    """What it says, by family: a Sum, Day, Often, Length, Times, or a plain value."""
    settings: Mapping[str, Any]
    """What its rule sets."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that tells how to read what stands near it."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Reading:
    """A turn, laid out."""

    folded: FoldedText
    today: date
    words: EntityWords
    tokens: tuple[Token, ...]
    texts: tuple[str, ...]
    numbers: Mapping[int, Number]
    """By first token."""
    sentences: tuple[int, ...]
    """Number of the sentence of each token."""
    clauses: tuple[int, ...]
    cue_starts: Mapping[tuple[str, int], Cue]
    """By family and first token; cues of a family never overlap."""
    cue_ends: Mapping[tuple[str, int], Cue]
    """By family and the index after the last token."""

    @cached_property
    def fillable(self) -> frozenset[int]:
        """Where something stands that may fill a slot of a pattern."""
        calendar = self.words.calendar
        groups = (calendar.months, calendar.weekdays, calendar.units, calendar.ordinals)
        return frozenset(self.numbers) | {
            place
            for place, token in enumerate(self.tokens)
            if token.form is Form.NUMERIC
            or any(token.text in group or f"{token.text}." in group for group in groups)
        }

    def span(self, start: int, end: int) -> Span:
        """Return the raw characters of a non-empty range of tokens."""
        return self.folded.span(self.tokens[start].start, self.tokens[end - 1].end)

    def text(self, place: int) -> str:
        """Return a token's text, or nothing beyond either end."""
        return self.texts[place] if 0 <= place < len(self.texts) else ""

    def is_word(self, place: int) -> bool:
        """Return whether a word stands there."""
        return 0 <= place < len(self.tokens) and self.tokens[place].form is Form.WORD

    def cue_before(self, family: str, place: int, reach: int) -> Cue | None:
        """Return the clause's nearest cue that ends at most ``reach`` tokens before a place."""
        part = self.clauses[place]
        for end in range(place, max(place - reach, 0) - 1, -1):
            if end < place and self.clauses[end] != part:
                return None
            if end and self.clauses[end - 1] == part and (cue := self.cue_ends.get((family, end))):
                return cue
        return None

    def cue_touching(self, family: str, place: int) -> Cue | None:
        """Return the cue that ends before a place or on its first word (« d'ici à | la fin »)."""
        cue = self.cue_ends.get((family, place)) or self.cue_ends.get((family, place + 1))
        return cue if cue is not None and cue.start < place else None

    def cue_after(self, family: str, place: int, reach: int) -> Cue | None:
        """Return the clause's nearest cue that begins at most ``reach`` tokens after a place."""
        part = self.clauses[place - 1]
        for start in range(place, min(place + reach, len(self.texts) - 1) + 1):
            if start >= len(self.texts) or self.clauses[start] != part:
                return None
            if cue := self.cue_starts.get((family, start)):
                return cue
        return None

    def slot(
        self, name: str, place: int, closed: frozenset[int] = frozenset()
    ) -> Iterable[tuple[int, Any]]:
        """Return the ends and values of what may fill a slot at a place.

        Args:
            name: Slot of a pattern: ``n``, ``day``, ``bareday``, ``year``, ``month``,
                ``weekday``, ``unit``, ``numeric``.
            place: Token index.
            closed: Places of numbers that are already part of a sum.
        """
        if name in {"month", "weekday", "unit"}:
            return self._word_slot(name, place)
        if name == "numeric":
            return self._numeric_slot(place)
        number = None if place in closed else self.numbers.get(place)
        if name in {"day", "bareday"}:
            return self._day_slot(number, place, bare=name == "bareday")
        if number is None:
            return ()
        if name == "year":
            plain = number.words or number.text.isdigit()
            return ((number.end, number.whole),) if plain and number.whole in _YEARS else ()
        return ((number.end, number),)

    def _word_slot(self, name: str, place: int) -> Iterable[tuple[int, Any]]:
        """Return a word of the calendar, or a short form with its full stop (« lun. »)."""
        calendar = self.words.calendar
        known: Mapping[str, Any] = {
            "month": calendar.months,
            "weekday": calendar.weekdays,
            "unit": calendar.units,
        }[name]
        text = self.texts[place]
        if self.text(place + 1) == "." and f"{text}." in known:
            return ((place + 2, known[f"{text}."]),)
        return ((place + 1, known[text]),) if text in known else ()

    def _numeric_slot(self, place: int) -> Iterable[tuple[int, Any]]:
        """Return the numbers of a date in digits, and whether it could be something else."""
        token = self.tokens[place]
        if token.form is not Form.NUMERIC:
            return ()
        parts = [part for part in _cut_numeric(token.text) if part]
        doubtful = len(parts) < 3 and not all(len(part) == 2 for part in parts)
        first, second, *rest = (int(part) for part in parts)
        return ((place + 1, (first, second, rest[0] if rest else None, doubtful)),)

    def _day_slot(
        self, number: Number | None, place: int, *, bare: bool
    ) -> Iterable[tuple[int, Any]]:
        """Return a day of the month, « 1er » and « premier » included.

        A bare one must stand without its month, so « le premier » and « le 1er versement » are
        none.
        """
        calendar = self.words.calendar
        text = self.texts[place]
        if text in calendar.ordinals:
            return () if bare else ((place + 1, calendar.ordinals[text]),)
        if number is None or number.whole is None or not 1 <= number.whole <= _LAST_DAY:
            return ()
        if number.approx or number.article or (number.text and not number.text.isdigit()):
            return ()
        end = number.end
        if self.text(end) in calendar.ordinal_endings and self.tokens[end].glued:
            follows = self.text(end + 1)
            ranks = self.is_word(end + 1) and follows not in self.words.money.may_follow
            if bare and (ranks or number.whole != 1):
                return ()  # « le 1er versement », « le 4e à appeler »
            return ((end + 1, number.whole),)
        return ((end, number.whole),)


def read(folded: FoldedText, today: date, words: EntityWords) -> Reading:
    """Lay a turn out."""
    tokens = tokenise(folded.text, day_articles=words.calendar.day_articles)
    texts = tuple(token.text for token in tokens)
    cues = _cues(texts, words)
    return Reading(
        folded=folded,
        today=today,
        words=words,
        tokens=tokens,
        texts=texts,
        numbers=find_numbers(tokens, words.numbers),
        sentences=_parts(texts, _SENTENCE_ENDS),
        clauses=_parts(texts, _CLAUSE_ENDS),
        cue_starts={(family, cue.start): cue for family, cue in cues},
        cue_ends={(family, cue.end): cue for family, cue in cues},
    )


def _parts(texts: tuple[str, ...], ends: frozenset[str]) -> tuple[int, ...]:
    """Return the number of the part in which each token stands; an end closes its part."""
    part = 0
    found: list[int] = []
    for text in texts:
        found.append(part)
        part += text in ends
    return tuple(found)


def _cues(texts: tuple[str, ...], words: EntityWords) -> list[tuple[str, Cue]]:
    """Return the cues of a turn with their families, the longest at each place."""
    found: list[tuple[str, Cue]] = []
    ends: dict[str, int] = {}
    for place in range(len(texts)):
        for match in walk(words.cues, texts, place, _no_slot, ()):
            family = match.rule.family
            if ends.get(family, 0) <= place:
                found.append((family, Cue(place, match.end, match.rule.action)))
                ends[family] = match.end
    return found


def _no_slot(_name: str, _place: int) -> Iterable[tuple[int, Any]]:
    """Return nothing: cues are plain words."""
    return ()


def _cut_numeric(text: str) -> list[str]:
    """Return the parts of a date in digits."""
    for mark in "-.":
        text = text.replace(mark, "/")
    return text.split("/")
