"""A call as the checks of the grid see it: its turns, and what was found in them so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from callcoach.scoring.paper_reader import PaperReader
    from callcoach.scoring.record_mark import RecordMark
    from callcoach.scoring.trace import CallTrace, TraceTurn


@dataclass(frozen=True)
class Verdict:
    """What a check says."""

    met: bool | None
    """None: undetermined or without object."""
    turns: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Marked:
    """A call and what has been found in it so far."""

    trace: CallTrace
    reader: PaperReader
    record_mark: RecordMark | None = None
    preparation: Mapping[str, bool] | None = None
    patterns: tuple[tuple[str, int], ...] = ()
    """Patterns over several turns that were completed, and where."""
    broken: frozenset[str] = field(default_factory=frozenset)
    """Rules certainly broken in the call, by words or by an omission."""
    broken_by_words: frozenset[str] = field(default_factory=frozenset)
    """Those among them that a turn broke by what it said."""

    @cached_property
    def done(self) -> Mapping[str, tuple[int, ...]]:
        """Id of an act, technique, anti-pattern or rule → the turns that show it, low ones out."""
        found: dict[str, list[int]] = {}
        for turn in self.trace.turns:
            for id_ in sorted(turn.sure):
                found.setdefault(id_, []).append(turn.number)
            if turn.silent:
                found.setdefault("silence", []).append(turn.number)
        for id_, number in self.patterns:
            found.setdefault(id_, []).append(number)
        return {id_: tuple(dict.fromkeys(turns)) for id_, turns in found.items()}

    def turns_with(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Return the turns that show any of these ids, in order."""
        return tuple(sorted({n for id_ in ids for n in self.done.get(id_, ())}))

    @cached_property
    def _by_number(self) -> Mapping[int, TraceTurn]:
        return {turn.number: turn for turn in self.trace.turns}

    def turn(self, number: int) -> TraceTurn:
        """Return a turn by its number."""
        return self._by_number[number]

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {turn.number: place for place, turn in enumerate(self.trace.turns)}

    def place(self, number: int) -> int:
        """Return the place of a turn among the agent's turns, from 0."""
        return self._places[number]

    @cached_property
    def told(self) -> frozenset[str]:
        """Pieces of information (call-method 6.1) that the other side gave."""
        return frozenset(slot for turn in self.trace.turns for slot in turn.told)

    @property
    def met_debtor(self) -> bool:
        """Whether the debtor may have been on the line: nothing says the contrary."""
        lines = (line for t in self.trace.turns for line in (*t.before, *t.after))
        if any(line.speaker == "debtor" for line in lines):
            return True
        return self.trace.facts.get("who_answers") in (None, "debtor", "unknown")
