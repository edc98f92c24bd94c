"""The pattern language of authors, compiled: search a pattern in a clause, or hundreds at once.

A pattern becomes one regular expression over the marked line of ``matchable`` and a set of needed
words. The needed words decide first: only the few patterns whose words all occur are searched at
all, and each is compiled when that first happens. What must stay true: a pattern matches whole
words only; searching has no side effect that could be noticed.

How signs combine: outside parentheses a bar joins just the two words it touches (``vous
pouvez|pourrez payer`` is three words in a row); inside parentheses it separates whole phrases
(``(tout de suite|maintenant)``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from callcoach.understanding.matchable import ANY_MARKS, CLOSES, OPENS, Match, Matchable
from callcoach.understanding.pattern_syntax import ListTrees, PatternError, parse
from callcoach.understanding.pattern_tree import (
    Choice,
    Edge,
    Gap,
    Node,
    Optional,
    Slot,
    Word,
    gaps,
)
from callcoach.understanding.pattern_tree import Sequence as Parts
from callcoach.understanding.pattern_walk import Walk, Walks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "Pattern",
    "PatternCompiler",
    "PatternError",
    "PatternGroup",
    "PatternIndex",
    "compile_pattern",
    "pattern_vocabulary",
]

WALKED = 30
"""Lines of so many words are walked; in longer ones a compiled expression is faster."""
_MOST_GAPS = 2
_FEW = 3
"""So many patterns are tried one by one."""
_WORD_START = "(?<![^ ])"


@dataclass(frozen=True)
class Pattern:
    """One compiled pattern."""

    text: str
    """As the author wrote it."""
    tree: Node
    needs: tuple[frozenset[str], ...]
    """Of each of these sets, at least one key must occur (``Matchable.keys``), or there is no
    match; rarest first."""
    walks: Walks = field(compare=False, repr=False)
    """What prepares it for walking."""

    @cached_property
    def marked(self) -> bool:
        """Whether it names something recognised, and so must be searched among the marks."""
        return _names_mark(self.tree)

    @cached_property
    def _winding(self) -> bool:
        """Whether a walk that fails late would go far astray."""
        return gaps(self.tree) > _MOST_GAPS

    def _walked(self, clause: Matchable) -> bool:
        return len(clause.tokens) <= WALKED and not self._winding

    @cached_property
    def _walk(self) -> Walk:
        return self.walks.walk(self.tree)

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        marks = ANY_MARKS if self.marked else ""
        return re.compile(_WORD_START + _regex_of(self.tree, marks))

    def possible(self, clause: Matchable) -> bool:
        """Return whether the needed words occur at all."""
        keys = clause.keys
        for need in self.needs:  # noqa: SIM110 - asked hundreds of times a turn, any() is slower
            if need.isdisjoint(keys):
                return False
        return True

    def search(self, clause: Matchable) -> Match | None:
        """Return the first place where the pattern occurs, the shortest from there, or None."""
        if not self.possible(clause):
            return None
        if self._walked(clause):
            place = self._walk.first(clause.path)
            return None if place is None else clause.of_words(*place)
        found = self._regex.search(clause.marked if self.marked else clause.line)
        return (
            None if found is None else clause.match(found.start(), found.end(), marked=self.marked)
        )

    def search_all(self, clause: Matchable) -> Iterator[Match]:
        """Yield every place where it occurs, without overlap."""
        if not self.possible(clause):
            return
        if self._walked(clause):
            end = 0
            while (place := self._walk.first(clause.path, end)) is not None:
                end = place[1]
                yield clause.of_words(*place)
        else:
            for found in self._regex.finditer(clause.marked if self.marked else clause.line):
                yield clause.match(found.start(), found.end(), marked=self.marked)


class PatternCompiler:
    """Compiles patterns against one language's word lists, reading each list once.

    ``common`` are words so frequent that they tell nothing apart; a pattern is looked up by others
    where it has any.
    """

    def __init__(
        self, lists: Mapping[str, tuple[str, ...]], common: frozenset[str] = frozenset()
    ) -> None:
        self._lists = ListTrees(lists)
        self._needs_of = _Needs(common)
        self._walks = Walks()
        self._compiled: dict[str, Pattern] = {}

    def compile(self, text: str) -> Pattern:
        """Return the compiled pattern; the same text gives the same object.

        Raises:
            PatternError: It cannot be read.
        """
        if text not in self._compiled:
            tree = parse(text, self._lists)
            self._compiled[text] = Pattern(text, tree, self._needs_of.whole(tree), self._walks)
        return self._compiled[text]

    def compile_all(self, texts: Iterable[str]) -> tuple[Pattern, ...]:
        """Return the compiled patterns in order."""
        return tuple(self.compile(text) for text in texts)

    def group(self, texts: Iterable[str]) -> PatternGroup:
        """Return the compiled patterns as a group."""
        return PatternGroup(self.compile_all(texts))


def compile_pattern(text: str, lists: Mapping[str, tuple[str, ...]]) -> Pattern:
    """Return one compiled pattern.

    Accents, capitals and apostrophes are as one likes: « Qu'est-ce que » is ``qu est ce que``.

    Raises:
        PatternError: It cannot be read: an unknown list, a parenthesis not closed, an empty
        alternative …
    """
    return PatternCompiler(lists).compile(text)


def pattern_vocabulary(pattern: Pattern) -> frozenset[str]:
    """Return the whole words that a pattern names; beginnings with a star are left out."""
    return frozenset(node.text for node in _words(pattern.tree) if not node.prefix)


def pattern_prefixes(pattern: Pattern) -> frozenset[str]:
    """Return the beginnings of words that a pattern names."""
    return frozenset(node.text for node in _words(pattern.tree) if node.prefix)


class PatternIndex:
    """Many patterns, looked up by the rarest word that each needs.

    A pattern that comes twice is searched once.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        places: dict[str, list[int]] = {}
        unique: dict[str, Pattern] = {}
        for place, pattern in enumerate(patterns):
            places.setdefault(pattern.text, []).append(place)
            unique[pattern.text] = pattern
        self._patterns = tuple(unique.values())
        self._places = tuple(tuple(places[text]) for text in unique)
        by_key: dict[str, list[int]] = {}
        for index, pattern in enumerate(self._patterns):
            for key in pattern.needs[0]:
                by_key.setdefault(key, []).append(index)
        self._by_key = {key: tuple(indexes) for key, indexes in by_key.items()}

    def candidates(self, clause: Matchable) -> tuple[int, ...]:
        """Return, ascending, the places of the patterns whose needed words all occur."""
        return tuple(
            sorted(
                place
                for index in self._near(clause)
                if self._patterns[index].possible(clause)
                for place in self._places[index]
            )
        )

    def search(self, clause: Matchable) -> tuple[tuple[int, Match], ...]:
        """Return every pattern that occurs, by its place among those given, and where."""
        matches = [
            (place, match)
            for index in self._near(clause)
            if (match := self._patterns[index].search(clause)) is not None
            for place in self._places[index]
        ]
        return tuple(sorted(matches, key=lambda pair: pair[0]))

    def _near(self, clause: Matchable) -> set[int]:
        """Return the patterns of which the rarest word occurs."""
        return {index for key in clause.keys & self._by_key.keys() for index in self._by_key[key]}


@dataclass(frozen=True)
class PatternGroup:
    """Patterns of which one is enough, in the author's order."""

    patterns: tuple[Pattern, ...]

    @cached_property
    def _index(self) -> PatternIndex:
        return PatternIndex(self.patterns)

    def first(self, clause: Matchable) -> Pattern | None:
        """Return the first pattern that occurs."""
        if len(self.patterns) > _FEW:
            places: Iterable[int] = self._index.candidates(clause)
        else:
            places = range(len(self.patterns))
        for place in places:
            if self.patterns[place].search(clause) is not None:
                return self.patterns[place]
        return None


def _regex_of(node: Node, marks: str) -> str:
    """Return the regular expression of a part; it always ends after a token's space.

    ``marks`` matches the marks that may stand before or after a word.
    """
    match node:
        case Word(text, prefix):
            tail = r"\w*" if prefix else ""
            return f"{marks}{text}{tail}{marks} "
        case Slot(kind):
            opening, closing = OPENS[kind], CLOSES[kind]
            return f"{marks}{opening}[^{opening}{closing}]*{closing}{marks} "
        case Gap(limit):
            return r"(?:\S+ )*?" if limit is None else rf"(?:\S+ ){{0,{limit}}}?"
        case Edge(end):
            return "$" if end else "^"
        case Parts(parts):
            return "".join(_regex_of(part, marks) for part in parts)
        case Choice(options):
            return f"(?:{'|'.join(_regex_of(option, marks) for option in options)})"
        case Optional(part):
            return f"(?:{_regex_of(part, marks)})?"


def _names_mark(node: Node) -> bool:
    match node:
        case Slot():
            return True
        case Parts(parts) | Choice(parts):
            return any(map(_names_mark, parts))
        case Optional(part):
            return _names_mark(part)
        case _:
            return False


class _Needs:
    """What a pattern needs: sets of keys, of each of which one must occur."""

    def __init__(self, common: frozenset[str]) -> None:
        self._common = common
        self._singles: dict[str, frozenset[str]] = {}
        self._known: dict[int, tuple[Choice, list[frozenset[str]]]] = {}
        """Choices met before, by identity: a word list is one object in all that name it."""

    def whole(self, tree: Node) -> tuple[frozenset[str], ...]:
        """Return the needs of a whole pattern, the rarest first."""
        return tuple(sorted(self._of(tree), key=self._rarity, reverse=True))

    def _of(self, node: Node) -> list[frozenset[str]]:
        match node:
            case Word(text, prefix):
                return [self._single(text + "*" if prefix else text)]
            case Slot(kind):
                return [self._single(f"{{{kind}}}")]
            case Parts(parts):
                return [need for part in parts for need in self._of(part)]
            case Choice():
                if id(node) not in self._known:
                    self._known[id(node)] = node, self._of_choice(node)
                return self._known[id(node)][1]
            case _:
                return []

    def _single(self, key: str) -> frozenset[str]:
        return self._singles.setdefault(key, frozenset({key}))

    def _of_choice(self, choice: Choice) -> list[frozenset[str]]:
        needs = [self._of(option) for option in choice.options]
        if not all(needs):
            return []
        return [frozenset().union(*(max(need, key=self._rarity) for need in needs))]

    def _rarity(self, need: frozenset[str]) -> tuple[bool, int, int]:
        """Rank a need by how seldom it may occur: long words are rarer, few rarer than many."""
        return self._common.isdisjoint(need), min(map(len, need)), -len(need)


def _words(node: Node) -> Iterator[Word]:
    match node:
        case Word():
            yield node
        case Parts(parts) | Choice(parts):
            for part in parts:
                yield from _words(part)
        case Optional(part):
            yield from _words(part)
        case _:
            return
