"""Patterns walked over the words of a clause: nothing to compile, and word lists looked up.

Most patterns are searched a few times in a call, and a regular expression costs more to make than
these searches take. What must stay true: a walk finds what the regular expression of the same
tree finds (``patterns``): the first place, and from there the first alternative, the shortest
gap, an optional part rather than none.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Sequence as Several
from dataclasses import dataclass
from functools import lru_cache

from callcoach.understanding.pattern_tree import (
    Choice,
    Edge,
    Gap,
    Node,
    Optional,
    Sequence,
    Slot,
    Word,
)

_WORDS_KEPT = 128
"""Of so many words a long list remembers what can begin with them."""
_SHORT_LIST = 3
"""Alternatives that are simply tried in turn."""


@dataclass(frozen=True, slots=True)
class Path:
    """The words of a clause, and what stands on them."""

    words: tuple[str, ...]
    slots: Mapping[tuple[str, int], int]
    """Kind and first word of what was recognised → the word after its last."""
    keys: tuple[frozenset[str], ...]
    """Of each word: itself, every beginning of it with a star, what begins there in braces."""


Step = Callable[[Path, int], Iterable[int]]
"""From a place to each place where the part may end, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A pattern to be walked."""

    step: Step
    begins: frozenset[str] | None
    """The keys of the words with which it can begin; None when it cannot be said."""

    def first(self, path: Path, start: int = 0) -> tuple[int, int] | None:
        """Return where it occurs first from ``start`` on: its first word and the one after."""
        begins = self.begins
        for place in range(start, len(path.words)):
            if begins is None or not begins.isdisjoint(path.keys[place]):
                for end in self.step(path, place):
                    return place, end
        return None


class Walks:
    """Makes walks; a word list that many patterns name is prepared once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Choice, Step]] = {}

    def walk(self, tree: Node) -> Walk:
        """Return a pattern ready to be walked."""
        return Walk(self._step(tree), _begins(tree))

    def _step(self, node: Node) -> Step:
        match node:
            case Word(text, prefix):
                return _beginning(text) if prefix else _word(text)
            case Slot(kind):
                return _slot(kind)
            case Gap(limit):
                return _gap(limit)
            case Edge(end):
                return _edge(end=end)
            case Optional(part):
                return _optional(self._step(part))
            case Sequence(parts):
                return _sequence(tuple(self._steps(parts)))
            case Choice():
                if id(node) not in self._known:
                    self._known[id(node)] = node, self._choice(node)
                return self._known[id(node)][1]

    def _steps(self, parts: tuple[Node, ...]) -> Iterator[Step]:
        """Yield the steps of parts in a row; plain words in a row are one step."""
        for plain, group in itertools.groupby(parts, _is_plain):
            if plain:
                yield _words(tuple(part.text for part in group if isinstance(part, Word)))
            else:
                yield from map(self._step, group)

    def _choice(self, choice: Choice) -> Step:
        options = choice.options
        if all(map(_is_plain, options)):
            return _one_of(frozenset(o.text for o in options if isinstance(o, Word)))
        if len(options) <= _SHORT_LIST:
            return _any(tuple(map(self._step, options)))
        begins = [_begins(option) for option in options]
        after: dict[str, list[int]] = {}
        for place, keys in enumerate(begins):
            for key in ("",) if keys is None else keys:
                after.setdefault(key, []).append(place)
        return self._by_word(options, after)

    def _by_word(self, options: tuple[Node, ...], after: Mapping[str, Several[int]]) -> Step:
        """Return the step of a long list: only what can begin with the word there is tried.

        Its alternatives are prepared when they are first tried: most never are. Those that may
        begin with anything stand under the empty key.
        """
        always = tuple(after.get("", ()))
        known = after.keys()

        @lru_cache(maxsize=_WORDS_KEPT)
        def tried(keys: frozenset[str]) -> tuple[Step, ...]:
            places = {place for key in keys & known for place in after[key]}
            return tuple(self._step(options[place]) for place in sorted(places.union(always)))

        nothing: frozenset[str] = frozenset()

        def step(path: Path, place: int) -> Iterator[int]:
            for option in tried(path.keys[place] if place < len(path.keys) else nothing):
                yield from option(path, place)

        return step


def _is_plain(node: Node) -> bool:
    return isinstance(node, Word) and not node.prefix


def _begins(node: Node) -> frozenset[str] | None:
    """Return the keys of words with which a part can begin; None when it cannot be said."""
    match node:
        case Word(text, prefix):
            return frozenset({text + "*" if prefix else text})
        case Slot(kind):
            return frozenset({f"{{{kind}}}"})
        case Sequence(parts):
            return _sequence_begins(parts)
        case Choice(options):
            return _together(map(_begins, options))
        case _:
            return None


def _sequence_begins(parts: tuple[Node, ...]) -> frozenset[str] | None:
    groups: list[frozenset[str] | None] = []
    for part in parts:
        if isinstance(part, Edge) and not part.end:
            continue
        groups.append(_begins(part.part if isinstance(part, Optional) else part))
        if not isinstance(part, Optional):
            break
    return _together(groups)


def _together(groups: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for words in groups:
        if words is None:
            return None
        found |= words
    return frozenset(found)


def _word(text: str) -> Step:
    def step(path: Path, place: int) -> Iterable[int]:
        words = path.words
        return (place + 1,) if place < len(words) and words[place] == text else ()

    return step


def _words(texts: tuple[str, ...]) -> Step:
    if len(texts) == 1:
        return _word(texts[0])
    count = len(texts)

    def step(path: Path, place: int) -> Iterable[int]:
        return (place + count,) if path.words[place : place + count] == texts else ()

    return step


def _beginning(text: str) -> Step:
    def step(path: Path, place: int) -> Iterable[int]:
        words = path.words
        return (place + 1,) if place < len(words) and words[place].startswith(text) else ()

    return step


def _one_of(texts: frozenset[str]) -> Step:
    def step(path: Path, place: int) -> Iterable[int]:
        words = path.words
        return (place + 1,) if place < len(words) and words[place] in texts else ()

    return step


def _slot(kind: str) -> Step:
    def step(path: Path, place: int) -> Iterable[int]:
        end = path.slots.get((kind, place))
        return () if end is None else (end,)

    return step


def _gap(limit: int | None) -> Step:
    def step(path: Path, place: int) -> Iterable[int]:
        last = len(path.words)
        return range(place, (last if limit is None else min(last, place + limit)) + 1)

    return step


def _edge(*, end: bool) -> Step:
    def step(path: Path, place: int) -> Iterable[int]:
        return (place,) if place == (len(path.words) if end else 0) else ()

    return step


def _optional(part: Step) -> Step:
    def step(path: Path, place: int) -> Iterator[int]:
        yield from part(path, place)
        yield place

    return step


def _sequence(steps: tuple[Step, ...]) -> Step:
    if len(steps) == 1:
        return steps[0]
    head, tail = steps[0], _sequence(steps[1:])

    def step(path: Path, place: int) -> Iterator[int]:
        for end in head(path, place):
            yield from tail(path, end)

    return step


def _any(options: tuple[Step, ...]) -> Step:
    def step(path: Path, place: int) -> Iterator[int]:
        for option in options:
            yield from option(path, place)

    return step
