"""The parts of an author's pattern, as a tree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or any word that begins so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """Something recognised as such: ``{money}``."""

    kind: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of no interest; ``limit`` is how many at most, None for the whole clause."""

    limit: int | None


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning or the end of the clause."""

    end: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """A part that may be absent."""

    part: Node


Node = Word | Slot | Gap | Edge | Sequence | Choice | Optional


def may_be_empty(node: Node) -> bool:
    """Return whether a part can match no word at all."""
    match node:
        case Word() | Slot():
            return False
        case Gap() | Edge() | Optional():
            return True
        case Sequence(parts):
            return all(may_be_empty(part) for part in parts)
        case Choice(options):
            return any(may_be_empty(option) for option in options)


def gaps(node: Node) -> int:
    """Return how many gaps a match goes through at most."""
    match node:
        case Gap():
            return 1
        case Sequence(parts):
            return sum(gaps(part) for part in parts)
        case Choice(options):
            return max(gaps(option) for option in options)
        case Optional(part):
            return gaps(part)
        case _:
            return 0
