"""The detectors of a rubric, compiled so that all can be searched at once.

What must stay true: compiling reads content only, and the result never changes; the same content
gives the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from callcoach.content.rubric import AntiPattern, Duty, Rule, Technique
from callcoach.understanding.patterns import (
    Pattern,
    PatternCompiler,
    PatternError,
    PatternGroup,
    PatternIndex,
    pattern_vocabulary,
)
from callcoach.understanding.tokens import words_of
from callcoach.understanding.utterance import LabelKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from callcoach.content.detector import Clue, Detector

Path = tuple[str | int, ...]
Owner = Technique | AntiPattern | Rule

_LISTS_OF_CLUE = ("unless", "unless_turn", "with_turn", "previous", "unless_previous", "heard")


class DetectorError(ValueError):
    """A pattern of a technique, an anti-pattern or a rule cannot be read.

    ``owner`` is its id, ``path`` leads from it to the pattern, ``error`` says what is wrong and
    where in the pattern.
    """

    def __init__(self, owner: str, path: Path, error: PatternError) -> None:
        super().__init__(f"{owner}: {'.'.join(map(str, path))}: {error}")
        self.owner = owner
        self.path = path
        self.error = error


@dataclass(frozen=True, slots=True)
class CompiledClue:
    """One clue with its patterns compiled."""

    clue: Clue
    pattern: Pattern | None
    unless: PatternGroup
    unless_turn: PatternGroup
    with_turn: tuple[Pattern, ...]
    previous: PatternGroup
    unless_previous: PatternGroup
    heard: PatternGroup


@dataclass(frozen=True, slots=True)
class Target:
    """Something to find in a turn."""

    kind: LabelKind
    id: str
    clues: tuple[CompiledClue, ...]
    never: PatternGroup
    cancelled_by: frozenset[str]
    forbids: bool = False
    """Whether it is the breach of a prohibition: no technique counts in the same clause."""


@dataclass(frozen=True, slots=True)
class CompiledDuty:
    """The clues of a rule's duty, for whoever judges a whole call."""

    when: tuple[CompiledClue, ...]
    do: tuple[CompiledClue, ...]
    then_never: tuple[CompiledClue, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One clue of one target: what the search goes through."""

    target: Target
    clue: CompiledClue


@dataclass(frozen=True)
class Detectors:
    """All detectors of a rubric in one language."""

    targets: tuple[Target, ...]
    duties: Mapping[str, CompiledDuty]
    stop_words: frozenset[str]
    compiler: PatternCompiler
    in_clause: tuple[Entry, ...]
    """Clues whose pattern is searched in each clause."""
    in_turn: tuple[Entry, ...]
    """Clues whose pattern is searched in the whole turn."""
    without_pattern: tuple[Entry, ...]
    """Clues that rest on acts or on a named check."""
    clause_index: PatternIndex = field(repr=False)
    turn_index: PatternIndex = field(repr=False)

    def named(self, name: str) -> Pattern | None:
        """Return the word list ``name`` as a pattern, or None if there is no such list."""
        try:
            return self.compiler.compile(f"@{name}")
        except PatternError:
            return None

    def vocabulary(self) -> frozenset[str]:
        """Return every whole word that a pattern names, for the repair of misspelt words."""
        return frozenset(word for p in self._patterns() for word in pattern_vocabulary(p))

    def _patterns(self) -> Iterator[Pattern]:
        duties = (clue for d in self.duties.values() for clue in (*d.when, *d.do, *d.then_never))
        for clue in (*(clue for target in self.targets for clue in target.clues), *duties):
            if clue.pattern is not None:
                yield clue.pattern
            for group in (
                clue.unless,
                clue.unless_turn,
                clue.previous,
                clue.unless_previous,
                clue.heard,
            ):
                yield from group.patterns
            yield from clue.with_turn
        for target in self.targets:
            yield from target.never.patterns


def compile_detectors(
    techniques: Sequence[Technique],
    anti_patterns: Sequence[AntiPattern],
    rules: Sequence[Rule],
    lists: Mapping[str, tuple[str, ...]],
    stop_words: Iterable[str],
) -> Detectors:
    """Compile what is to be found in a turn.

    Raises:
        DetectorError: A pattern cannot be read (the first one; ``patterns_in`` lets a linter try
        them all).
    """
    common = frozenset(word for entry in stop_words for word in words_of(entry))
    compiler = PatternCompiler(lists, common)
    owners: tuple[tuple[LabelKind, Sequence[Owner]], ...] = (
        (LabelKind.TECHNIQUE, techniques),
        (LabelKind.ANTI_PATTERN, anti_patterns),
        (LabelKind.BREACH, rules),
    )
    targets = tuple(_target(kind, owner, compiler) for kind, group in owners for owner in group)
    entries = [Entry(target, clue) for target in targets for clue in target.clues]
    in_clause = tuple(e for e in entries if e.clue.pattern and e.clue.clue.scope == "clause")
    in_turn = tuple(e for e in entries if e.clue.pattern and e.clue.clue.scope == "turn")
    return Detectors(
        targets=targets,
        duties={rule.id: _duty(rule, compiler) for rule in rules if rule.duty},
        stop_words=common,
        compiler=compiler,
        in_clause=in_clause,
        in_turn=in_turn,
        without_pattern=tuple(e for e in entries if e.clue.pattern is None),
        clause_index=PatternIndex([e.clue.pattern for e in in_clause if e.clue.pattern]),
        turn_index=PatternIndex([e.clue.pattern for e in in_turn if e.clue.pattern]),
    )


def compile_clue(clue: Clue, compiler: PatternCompiler) -> CompiledClue:
    """Return one clue with its patterns compiled.

    Raises:
        PatternError: One of them cannot be read.
    """
    return CompiledClue(
        clue,
        None if clue.pattern is None else compiler.compile(clue.pattern),
        unless=compiler.group(clue.unless),
        unless_turn=compiler.group(clue.unless_turn),
        with_turn=compiler.compile_all(clue.with_turn),
        previous=compiler.group(clue.previous),
        unless_previous=compiler.group(clue.unless_previous),
        heard=compiler.group(clue.heard),
    )


def patterns_in(owner: Owner) -> Iterator[tuple[Path, str]]:
    """Yield every pattern of an owner, and the path that leads to it."""
    yield from _patterns_in_detector(owner.detector)
    if isinstance(owner, Rule) and owner.duty is not None:
        for name in ("when", "do", "then_never"):
            yield from _patterns_in_clues(("duty", name), getattr(owner.duty, name))


def _patterns_in_detector(detector: Detector) -> Iterator[tuple[Path, str]]:
    yield from _patterns_in_clues(("detector", "find"), detector.find)
    for index, text in enumerate(detector.never):
        yield ("detector", "never", index), text


def _patterns_in_clues(path: Path, clues: Sequence[Clue]) -> Iterator[tuple[Path, str]]:
    for index, clue in enumerate(clues):
        if clue.pattern is not None:
            yield (*path, index, "pattern"), clue.pattern
        for name in _LISTS_OF_CLUE:
            for place, text in enumerate(getattr(clue, name)):
                yield (*path, index, name, place), text


def _target(kind: LabelKind, owner: Owner, compiler: PatternCompiler) -> Target:
    """Compile one owner; every pattern is tried first, so that the mistake can be placed."""
    for path, text in patterns_in(owner):
        try:
            compiler.compile(text)
        except PatternError as error:
            raise DetectorError(owner.id, path, error) from error
    detector = owner.detector
    return Target(
        kind,
        owner.id,
        tuple(compile_clue(clue, compiler) for clue in detector.find),
        compiler.group(detector.never),
        frozenset(detector.cancelled_by),
        forbids=isinstance(owner, Rule) and owner.kind == "prohibition",
    )


def _duty(rule: Rule, compiler: PatternCompiler) -> CompiledDuty:
    duty = rule.duty or Duty()
    return CompiledDuty(
        *(
            tuple(compile_clue(clue, compiler) for clue in clues)
            for clues in (duty.when, duty.do, duty.then_never)
        )
    )
