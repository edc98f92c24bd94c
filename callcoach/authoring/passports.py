"""Runs passports: is what should be found found, and what should be left alone left alone?

What must stay true: a sentence is understood exactly as in a call, with the same lexicon and the
same door; the same passports give the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from callcoach.understanding import (
    Confidence,
    Context,
    Label,
    LabelKind,
    Lexicon,
    Utterance,
    understand,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from callcoach.content.passport import Passport, Saying

_Z = 1.96
"""Standard deviations of a 95 % interval."""
_FOUND_KINDS = frozenset({LabelKind.TECHNIQUE, LabelKind.ANTI_PATTERN, LabelKind.BREACH})


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of sentences, with the interval that so few of them allow."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 1 when there is nothing to miss."""
        return self.hits / self.total if self.total else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson interval at 95 %; 0 to 1 when nothing was counted."""
        if not self.total:
            return 0.0, 1.0
        n, share = self.total, self.value
        middle = share + _Z**2 / (2 * n)
        spread = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
        whole = 1 + _Z**2 / n
        return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


@dataclass(frozen=True, slots=True)
class Misread:
    """A sentence that came out otherwise than its passport wants."""

    saying: Saying
    found: tuple[str, ...]
    """What was found in it: ids, those of low confidence in brackets."""
    evidence: tuple[str, ...] = ()
    """For a sentence found by mistake: the words, and what in the rubric they met."""

    @property
    def say(self) -> str:
        """The sentence."""
        return self.saying.say


@dataclass(frozen=True, slots=True)
class PassportResult:
    """What came of one passport."""

    id: str
    found: int
    """Sentences to find that were found."""
    missed: tuple[Misread, ...]
    left: int
    """Sentences to leave alone that were left alone."""
    wrong: tuple[Misread, ...]
    """Sentences to leave alone that were found."""

    @property
    def recall(self) -> Rate:
        """Of the sentences to find, the share that was found."""
        return Rate(self.found, self.found + len(self.missed))

    @property
    def precision(self) -> Rate:
        """Of the sentences that were found, the share that should be."""
        return Rate(self.found, self.found + len(self.wrong))

    @property
    def left_alone(self) -> Rate:
        """Of the sentences to leave alone, the share that was left alone."""
        return Rate(self.left, self.left + len(self.wrong))

    @property
    def clean(self) -> bool:
        """Whether nothing was missed and nothing found wrongly."""
        return not self.missed and not self.wrong


def run_passports(
    lexicon: Lexicon, passports: Iterable[Passport], today: date
) -> tuple[PassportResult, ...]:
    """Return what came of each passport, in order.

    Args:
        lexicon: The language with the rubric under test.
        passports: What to find and to leave alone.
        today: The day of the call; sentences may speak of « demain ».
    """
    return tuple(_run(lexicon, passport, today) for passport in passports)


def understand_saying(lexicon: Lexicon, saying: Saying, today: date) -> Utterance:
    """Return how a passport's sentence is understood in its context."""
    acts = tuple(understand(turn, lexicon, Context(today=today)).acts for turn in saying.said)
    previous = saying.previous or ""
    plain = Context(today=today)
    context = Context(
        today=today,
        phase=saying.phase or plain.phase,
        previous=previous,
        heard=(previous,) if previous else (),
        said=saying.said,
        said_acts=acts,
        affect=saying.affect or plain.affect,
        facts=saying.facts,
    )
    return understand(saying.say, lexicon, context)


def _run(lexicon: Lexicon, passport: Passport, today: date) -> PassportResult:
    def read(sayings: Iterable[Saying], *, to_find: bool) -> tuple[Misread, ...]:
        every = ((s, understand_saying(lexicon, s, today)) for s in sayings)
        return tuple(
            _misread(s, heard, passport.id)
            for s, heard in every
            if bool(_found(heard, passport.id)) is not to_find
        )

    missed = read(passport.find, to_find=True)
    wrong = read(passport.leave, to_find=False)
    return PassportResult(
        id=passport.id,
        found=len(passport.find) - len(missed),
        missed=missed,
        left=len(passport.leave) - len(wrong),
        wrong=wrong,
    )


def _found(heard: Utterance, id_: str) -> tuple[Label, ...]:
    return tuple(lb for lb in heard.labels if lb.id == id_ and lb.kind in _FOUND_KINDS)


def _misread(saying: Saying, heard: Utterance, id_: str) -> Misread:
    names = dict.fromkeys(
        f"({label.id})" if label.evidence.confidence is Confidence.LOW else label.id
        for label in heard.labels
    )
    evidence = (f"{lb.evidence.quote} < {lb.evidence.source}" for lb in _found(heard, id_))
    return Misread(saying, tuple(names), tuple(dict.fromkeys(evidence)))
