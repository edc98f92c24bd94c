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
from callcoach.understanding.utterance import Veto

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from callcoach.content.language import Act
    from callcoach.understanding.matchable import Match, Matchable
    from callcoach.understanding.utterance import Label, Segment


_FIELDS = (
    "patterns",
    "question_patterns",
    "reply_patterns",
    "never",
    "never_replying",
    "after",
)
"""Fields of an act that hold patterns."""


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
    never_replying: PatternGroup
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
        objections = [self._in_clause(clause, asked=asked) for clause in clauses]
        return None if None in objections else next(iter(objections), None)

    def _in_clause(self, clause: Clause, *, asked: bool) -> str | None:
        frame = clause.segment.frame
        if self.act.question is not None and frame.question is not self.act.question:
            return "not a question" if self.act.question else "a question"
        if self.act.asserted and not frame.asserted:
            states = ("negated", "reported", "corrected")
            return next(state for state in states if getattr(frame, state))
        found = self.never.first(clause.words)
        if found is None and asked:
            found = self.never_replying.first(clause.words)
        return None if found is None else f"never with « {found.text} »"

    def rival(self, label: Label, others: Iterable[Label]) -> str | None:
        """Return which other act of the turn does what this one seemed to do, or None."""
        span = label.evidence.span
        for other in others:
            words = other.evidence.span
            shared = words.start < span.end and span.start < words.end
            if other.id in self.act.yields_to and shared:
                return other.id
            if other.id in self.act.never_after and words.start <= span.start:
                return other.id
        return None


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
    replying: frozenset[int]
    """Patterns that count after a question only."""
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
            (act.id, field, pattern)
            for act in acts
            for field in ("patterns", "question_patterns", "reply_patterns")
            for pattern in _compiled(act, field, compiler)
        ]
        fields = [field for _, field, _ in owned]
        return cls(
            conditions={
                act.id: ActConditions(
                    act,
                    PatternGroup(_compiled(act, "never", compiler)),
                    PatternGroup(_compiled(act, "never_replying", compiler)),
                    PatternGroup(_compiled(act, "after", compiler)),
                )
                for act in acts
            },
            patterns=tuple(pattern for _, _, pattern in owned),
            owners=tuple(owner for owner, _, _ in owned),
            asking=frozenset(_places(fields, "question_patterns")),
            replying=frozenset(_places(fields, "reply_patterns")),
            index=PatternIndex([pattern for _, _, pattern in owned]),
            implied=_implied(acts),
        )

    def hits(self, clause: Clause, *, asked: bool) -> Iterator[PatternHit]:
        """Yield the patterns that occur, the first of each act only, in the order of the pack.

        Args:
            clause: Where they are looked for.
            asked: Whether the line heard just before asks something.
        """
        seen: set[str] = set()
        for index in self.index.candidates(clause.words):
            owner = self.owners[index]
            if owner in seen or (index in self.asking and not clause.segment.frame.question):
                continue
            if index in self.replying and not asked:
                continue
            match = self.patterns[index].search(clause.words)
            if match is not None:
                seen.add(owner)
                yield PatternHit(owner, self.patterns[index], match)


def _places(fields: Sequence[str], wanted: str) -> Iterator[int]:
    return (index for index, field in enumerate(fields) if field == wanted)


def settled(
    labels: Sequence[Label], rules: ActRules
) -> tuple[tuple[Label, ...], tuple[Veto, ...]]:
    """Return the acts that can stand beside one another, and why the others cannot."""
    kept: list[Label] = []
    given_up: list[Veto] = []
    for label in labels:
        conditions = rules.conditions.get(label.id)
        rival = conditions.rival(label, labels) if conditions else None
        if rival is None:
            kept.append(label)
        else:
            given_up.append(Veto(label.id, label.evidence.quote, f"gives way to {rival}"))
    return tuple(kept), tuple(given_up)


def _implied(acts: Sequence[Act]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for act in acts:
        for cause in act.implied_by:
            found.setdefault(cause, []).append(act.id)
    return {cause: tuple(ids) for cause, ids in found.items()}


def act_patterns(act: Act) -> tuple[str, ...]:
    """Return every pattern that an act holds."""
    return tuple(text for field in _FIELDS for text in getattr(act, field))


def _compiled(act: Act, field: str, compiler: PatternCompiler) -> tuple[Pattern, ...]:
    compiled: list[Pattern] = []
    for position, text in enumerate(getattr(act, field)):
        try:
            compiled.append(compiler.compile(text))
        except PatternError as error:
            raise ActError(act.id, field, position, error) from error
    return tuple(compiled)
