"""What the pack says of acts beside examples: patterns that decide, conditions that forbid.

What must stay true: a pattern gives its act whatever the examples suggest; a condition takes an
act away whoever gave it, and says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.patterns import (
    Pattern,
    PatternCompiler,
    PatternError,
    PatternGroup,
    PatternIndex,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from callcoach.content.language import Act
    from callcoach.understanding.matchable import Match, Matchable
    from callcoach.understanding.utterance import Segment


class ActError(ValueError):
    """A pattern of an act cannot be read; ``field`` and ``position`` lead to it."""

    def __init__(self, act: str, field: str, position: int, error: PatternError) -> None:
        super().__init__(f"{act}: {field}.{position}: {error}")
        self.act = act
        self.field = field
        self.position = position
        self.error = error


@dataclass(frozen=True, slots=True)
class ActConditions:
    """When an act cannot be, whatever the words."""

    act: Act
    never: PatternGroup
    after: PatternGroup

    def objection(
        self, clauses: Sequence[Clause], previous: Matchable, *, asked: bool
    ) -> str | None:
        """Return why the act cannot be in these clauses, or None.

        Args:
            clauses: The clauses it was found in; one that fits is enough.
            previous: The line heard just before.
            asked: Whether that line asks something.
        """
        if self.after.patterns and self.after.first(previous) is None:
            return "the line before does not call for it"
        if self.act.after_question and not asked:
            return "the line before asks nothing"
        objections = [self._in_clause(clause) for clause in clauses]
        return None if None in objections else next(iter(objections), None)

    def _in_clause(self, clause: Clause) -> str | None:
        frame = clause.segment.frame
        if self.act.question is not None and frame.question is not self.act.question:
            return "not a question" if self.act.question else "a question"
        if self.act.asserted and not frame.asserted:
            states = ("negated", "reported", "corrected")
            return next(state for state in states if getattr(frame, state))
        found = self.never.first(clause.words)
        return None if found is None else f"never with « {found.text} »"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as patterns and classifier see it."""

    segment: Segment
    words: Matchable
    bag: tuple[str, ...]
    """Its words for the classifier."""


@dataclass(frozen=True, slots=True)
class PatternHit:
    """A pattern of an act that occurs in a clause."""

    act: str
    pattern: Pattern
    match: Match


@dataclass(frozen=True)
class ActRules:
    """All acts' patterns and conditions, compiled."""

    conditions: Mapping[str, ActConditions]
    patterns: tuple[Pattern, ...]
    owners: tuple[str, ...]
    """The act of each pattern."""
    asking: frozenset[int]
    """Patterns that count in a question only."""
    index: PatternIndex
    implied: Mapping[str, tuple[str, ...]]
    """Technique, anti-pattern or rule → the acts by which it is done."""

    @classmethod
    def compile(cls, acts: Sequence[Act], compiler: PatternCompiler) -> ActRules:
        """Compile the acts.

        Raises:
            ActError: A pattern cannot be read.
        """
        owned = [
            (act.id, asking, pattern)
            for act in acts
            for field, asking in (("patterns", False), ("question_patterns", True))
            for pattern in _compiled(act, field, compiler)
        ]
        return cls(
            conditions={
                act.id: ActConditions(
                    act,
                    PatternGroup(_compiled(act, "never", compiler)),
                    PatternGroup(_compiled(act, "after", compiler)),
                )
                for act in acts
            },
            patterns=tuple(pattern for _, _, pattern in owned),
            owners=tuple(owner for owner, _, _ in owned),
            asking=frozenset(index for index, (_, asking, _) in enumerate(owned) if asking),
            index=PatternIndex([pattern for _, _, pattern in owned]),
            implied=_implied(acts),
        )

    def hits(self, clause: Clause) -> Iterator[PatternHit]:
        """Yield the patterns that occur, the first of each act only, in the order of the pack."""
        seen: set[str] = set()
        for index in self.index.candidates(clause.words):
            owner = self.owners[index]
            if owner in seen or (index in self.asking and not clause.segment.frame.question):
                continue
            match = self.patterns[index].search(clause.words)
            if match is not None:
                seen.add(owner)
                yield PatternHit(owner, self.patterns[index], match)


def _implied(acts: Sequence[Act]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for act in acts:
        for cause in act.implied_by:
            found.setdefault(cause, []).append(act.id)
    return {cause: tuple(ids) for cause, ids in found.items()}


def act_patterns(act: Act) -> tuple[str, ...]:
    """Return every pattern that an act holds."""
    return (*act.patterns, *act.question_patterns, *act.never, *act.after)


def _compiled(act: Act, field: str, compiler: PatternCompiler) -> tuple[Pattern, ...]:
    compiled: list[Pattern] = []
    for position, text in enumerate(getattr(act, field)):
        try:
            compiled.append(compiler.compile(text))
        except PatternError as error:
            raise ActError(act.id, field, position, error) from error
    return tuple(compiled)
