"""What a line of the other side shows: a feeling, an objection, a yes or a no.

Read from the word lists of the language, since nobody scripted the debtor of a transcript. What
must stay true: these readings only place the agent's turns, they are never findings themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.matchable import matchable_text

if TYPE_CHECKING:
    from callcoach.understanding.detectors import Detectors
    from callcoach.understanding.matchable import Matchable

AFFECTS = ("distress", "anger", "embarrassment", "contempt", "cheerful")
"""In order of weight: of two feelings in a line the first is shown. List: ``<affect>_cues``."""

OBJECTIONS = (
    "dispute",
    "paid",
    "procedure",
    "lawyer",
    "letter",
    "fees",
    "trust",
    "refusal",
    "money",
    "time",
)
"""Families of objections (call-method 5). List: ``objection_<family>``."""

CLAIM_OBJECTIONS = frozenset({"dispute", "paid"})
"""Objections to the claim itself: while one is open, money is not the right outcome."""


ALARMS = ("suicidal", "protected", "overindebted", "insolvent_business")
"""What, once told, forbids to bargain. List: the same name."""

SLOTS = (
    "cause",
    "income",
    "income_date",
    "charges",
    "other_debts",
    "household",
    "savings",
    "employment",
)
"""Pieces of information (call-method 6.1). List: ``told_<slot>``."""


@dataclass(frozen=True)
class Ear:
    """Reads lines of the other side by the word lists of a language."""

    detectors: Detectors

    def affect(self, line: str) -> str:
        """Return the feeling a line displays, ``neutral`` when it displays none."""
        words = matchable_text(line)
        return next((a for a in AFFECTS if self._has(f"{a}_cues", words)), "neutral")

    def objections(self, line: str) -> tuple[str, ...]:
        """Return the families of objections a line raises, the weightiest first."""
        words = matchable_text(line)
        return tuple(o for o in OBJECTIONS if self._has(f"objection_{o}", words))

    def alarms(self, line: str) -> frozenset[str]:
        """Return what in a line forbids to bargain."""
        words = matchable_text(line)
        return frozenset(name for name in ALARMS if self._has(name, words))

    def told(self, line: str) -> tuple[str, ...]:
        """Return the pieces of information a line gives."""
        words = matchable_text(line)
        return tuple(slot for slot in SLOTS if self._has(f"told_{slot}", words))

    def disputes_firmly(self, line: str) -> bool:
        """Return whether a line disputes the claim in words that leave no doubt."""
        return self._has("disputes_firmly", matchable_text(line))

    def has_figure(self, line: str) -> bool:
        """Return whether a line says a number in figures."""
        return any(token.text.isdigit() for token in matchable_text(line).tokens)

    def agrees(self, line: str) -> bool:
        """Return whether a line says yes and nothing against it."""
        words = matchable_text(line)
        return self._has("answers_yes", words) and not self._has("answers_no", words)

    def refuses(self, line: str) -> bool:
        """Return whether a line says no."""
        return self._has("answers_no", matchable_text(line))

    def identifies(self, line: str) -> bool:
        """Return whether a line answers a question for an identifying element."""
        return self._has("identity_answers", matchable_text(line)) or self.agrees(line)

    def _has(self, name: str, words: Matchable) -> bool:
        pattern = self.detectors.named(name)
        return pattern is not None and pattern.search(words) is not None
