"""What was really said in a call: the measure of its record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from callcoach.scoring.commitment import AGREED, CONFIRMING
from callcoach.scoring.paper_reader import sums_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callcoach.content.situation import HiddenFact
    from callcoach.scoring.paper_reader import PaperReader
    from callcoach.scoring.trace import CallTrace

TOLERANCE = Decimal(1)
"""« 118 euros » is 118,25 said short."""
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
SHARED_WORDS = 3
"""Content words that a note must share with the call to be about it."""


@dataclass(frozen=True)
class Said:
    """Words, sums and facts of a call, for comparison."""

    trace: CallTrace
    reader: PaperReader

    @cached_property
    def facts(self) -> tuple[HiddenFact, ...]:
        """Hidden facts that came out; none in a transcript, whose debtor nobody scripted."""
        if self.trace.situation is None:
            return ()
        out = {fact for turn in self.trace.turns for fact in turn.revealed}
        return tuple(fact for fact in self.trace.situation.facts if fact.id in out)

    @cached_property
    def told(self) -> frozenset[str]:
        """Pieces of information that came out."""
        return frozenset(slot for turn in self.trace.turns for slot in turn.told)

    @property
    def agreed(self) -> bool:
        """Whether the call came to an agreement."""
        return self.trace.outcome in AGREED

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        heard = (line.text for t in self.trace.turns for line in (*t.before, *t.after))
        return tuple(dict.fromkeys((*heard, *(t.text for t in self.trace.turns))))

    @cached_property
    def words(self) -> frozenset[str]:
        """Content words and figures of all lines of both sides."""
        return self.reader.content(" ".join(self._lines))

    def backed(self, text: str) -> int:
        """Return how far a note is about what was said.

        2: it takes up several words or a figure of it; 1: a word or two; 0: nothing.
        """
        shared = self.reader.content(text) & self.words
        if len(shared) >= SHARED_WORDS or any(word.isdigit() for word in shared):
            return 2
        return 1 if shared else 0

    def touches(self, text: str) -> bool:
        """Return whether a short note shares a word or a figure with what was said."""
        return bool(self.reader.content(text) & self.words)

    @cached_property
    def sums(self) -> frozenset[Decimal]:
        """Every sum that either side said, the file's own and the budget told included."""
        said = {s for turn in self.trace.turns for s in sums_in(turn.understood.entities)}
        for line in self._lines:
            said |= self.reader.sums(line) | _numbers(line)
        said |= {fact.figure for fact in self.facts if fact.figure is not None}
        return frozenset(said | self._of_the_file() | self._of_the_budget())

    def invented(self, text: str) -> int:
        """Return how many sums of a note nobody said."""
        return sum(not _among(sum_, self.sums) for sum_ in self.reader.sums(text))

    @cached_property
    def _offered(self) -> frozenset[Decimal]:
        """Sums that the agent said, or took up from the line just before."""
        offered = {s for turn in self.trace.turns for s in sums_in(turn.understood.entities)}
        for turn in self.trace.turns:
            offered |= _numbers(turn.text)
            if turn.sure & (CONFIRMING | {"accept_offer"}) and turn.before:
                offered |= _numbers(turn.before[-1].text)
        return frozenset(offered | self._of_the_file())

    def promised(self, text: str) -> bool:
        """Return whether all sums of a text, one at least, were on the table."""
        written = self.reader.sums(text)
        return bool(written) and all(_among(sum_, self._offered) for sum_ in written)

    def _of_the_file(self) -> set[Decimal]:
        trace = self.trace
        if trace.dossier is not None:
            return {trace.dossier.balance, *(i.amount for i in trace.dossier.invoices)}
        known = [trace.facts.get(name) for name in ("balance", "capacity")]
        known += trace.facts.get("amounts") or []
        return {Decimal(str(value)) for value in known if value is not None}

    def _of_the_budget(self) -> set[Decimal]:
        situation = self.trace.situation
        if situation is None or situation.budget is None:
            return set()
        budget = situation.budget
        said = {budget.floor, budget.capacity}
        if "income" in self.told:
            said |= {*budget.incomes.values(), sum(budget.incomes.values(), Decimal(0))}
        if "charges" in self.told:
            said |= {*budget.charges.values(), sum(budget.charges.values(), Decimal(0))}
        if "other_debts" in self.told:
            said |= set(budget.other_instalments.values())
        return said


def _among(sum_: Decimal, said: Iterable[Decimal]) -> bool:
    return any(abs(sum_ - s) <= TOLERANCE for s in said)


def _numbers(line: str) -> set[Decimal]:
    """Return the bare numbers of a line: a debtor says « 780 », not « 780 euros »."""
    written = (re.sub(r"[ \u00a0\u202f.]", "", found) for found in _NUMBER.findall(line))
    return {Decimal(number.replace(",", ".")) for number in written}
