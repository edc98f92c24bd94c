"""Patterns of entities, compiled into one tree that is walked from each word of a turn.

A pattern is a folded phrase with a few signs:

* ``word`` a word, ``word*`` any word that begins so, ``a|b`` one of two words;
* ``(a|b c)`` one of these phrases, ``?(a|b c)`` the same, or nothing;
* ``@name`` one of a list of phrases; ``{slot}`` something already recognised: a number, a day, a
month, a unit …

What must stay true: the tree is built once and never changed; a walk looks at no more words than
the longest pattern has, so a turn takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Any

from callcoach.text import fold_phrase
from callcoach.understanding.entities.tokens import words_of

_CHUNK = re.compile(r"\?\(|\(|\)|\||\{[a-z]+\}|@[a-z_]+|[^\s(){}|@]+")
_MOST_READINGS = 4000
_LONGEST_PREFIX = 20


@dataclass(frozen=True, slots=True, order=True)
class Element:
    """One place in a pattern."""

    sort: str
    """``words``, ``prefixes`` or ``slot``."""
    texts: tuple[str, ...]
    """The words, or beginnings of words, of which one must stand there; or the name of the
    slot."""


Sequence = tuple[Element, ...]
Phrases = frozenset[Sequence]
Lists = Mapping[str, Phrases]


@dataclass(frozen=True)
class Rule:
    """What a pattern means when it is met."""

    family: str
    """``date``, ``period``, ``count`` …"""
    action: str
    """What to make of it, inside its family."""
    settings: Mapping[str, Any]
    order: int
    """Earlier rules win over later ones of the same length."""


@dataclass(frozen=True)
class Node:
    """A place in the tree: what may come next, and what is complete here."""

    words: Mapping[str, Node]
    prefixes: tuple[tuple[str, Node], ...]
    lists: tuple[tuple[frozenset[str], Node], ...]
    slots: tuple[tuple[str, Node], ...]
    rules: tuple[Rule, ...]
    after_word: Mapping[str, tuple[Node, ...]]
    """``words`` and ``lists`` by word: what a walk looks up."""
    after_prefix: Mapping[str, tuple[Node, ...]]


Captures = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern met at some place."""

    rule: Rule
    end: int
    captures: Captures

    def get(self, slot: str) -> Any:
        """Return what stood first in a slot, or nothing."""
        return next((value for name, value in self.captures if name == slot), None)

    def last(self, slot: str) -> Any:
        """Return what stood last in a slot (« deux ou trois semaines »), or nothing."""
        return next((value for name, value in reversed(self.captures) if name == slot), None)


def compile_lists(data: Mapping[str, Iterable[str]]) -> Lists:
    """Return the phrases of each named list, ready to stand in patterns."""
    return {
        name: _joined(frozenset(_words(phrase) for phrase in phrases))
        for name, phrases in data.items()
    }


def readings(pattern: str, lists: Lists) -> tuple[Sequence, ...]:
    """Return all sequences that a pattern stands for, always in the same order.

    Raises:
        ValueError: A bracket is not closed, a list is unknown, or the pattern stands for nothing
        or too many
            sequences.
    """
    found, rest = _sequences(_CHUNK.findall(pattern), lists, inside=False)
    if rest:
        raise ValueError(f"unexpected {rest[0]!r} in pattern {pattern!r}")
    if () in found or not found:
        raise ValueError(f"pattern {pattern!r} matches nothing at all")
    return tuple(sorted(found))


def compile_tree(entries: Iterable[tuple[Sequence, Rule]]) -> Node:
    """Return the tree of many sequences."""
    rules: list[Rule] = []
    branches: dict[Element, list[tuple[Sequence, Rule]]] = {}
    for sequence, rule in entries:
        if sequence:
            branches.setdefault(sequence[0], []).append((sequence[1:], rule))
        else:
            rules.append(rule)
    nodes = [(element, compile_tree(rest)) for element, rest in branches.items()]
    plain = [(e.texts, node) for e, node in nodes if e.sort == "words"]
    begun = [(text, node) for e, node in nodes if e.sort == "prefixes" for text in e.texts]
    return Node(
        words={texts[0]: node for texts, node in plain if len(texts) == 1},
        prefixes=tuple(begun),
        lists=tuple((frozenset(texts), node) for texts, node in plain if len(texts) > 1),
        slots=tuple((e.texts[0], node) for e, node in nodes if e.sort == "slot"),
        rules=tuple(sorted(rules, key=lambda rule: rule.order)),
        after_word=_grouped((text, node) for texts, node in plain for text in texts),
        after_prefix=_grouped(begun),
    )


def _grouped(pairs: Iterable[tuple[str, Node]]) -> Mapping[str, tuple[Node, ...]]:
    """Return the nodes that follow each text."""
    found: dict[str, tuple[Node, ...]] = {}
    for text, node in pairs:
        found[text] = (*found.get(text, ()), node)
    return found


def walk(
    root: Node,
    texts: tuple[str, ...],
    start: int,
    slot: Callable[[str, int], Iterable[tuple[int, Any]]],
    fillable: Container[int],
) -> list[Match]:
    """Return what matches at ``start``, longest first, then in the order of the rules.

    Args:
        root: The tree.
        texts: Token texts of the turn.
        start: Where to begin.
        slot: Gives, for a slot name and a place, each end and value of what stands there.
        fillable: Where anything that fills a slot stands; nobody is asked elsewhere.
    """
    found: list[Match] = []
    pending: list[tuple[Node, int, Captures]] = [(root, start, ())]
    while pending:
        node, place, captures = pending.pop()
        found.extend(Match(rule, place, captures) for rule in node.rules)
        if place >= len(texts):
            continue
        text = texts[place]
        nexts = list(node.after_word.get(text, ()))
        if node.after_prefix:
            for length in range(1, min(len(text), _LONGEST_PREFIX) + 1):
                nexts.extend(node.after_prefix.get(text[:length], ()))
        pending.extend((following, place + 1, captures) for following in nexts)
        for name, following in node.slots if place in fillable else ():
            pending.extend(
                (following, end, (*captures, (name, value))) for end, value in slot(name, place)
            )
    found.sort(key=lambda match: (-match.end, match.rule.order))
    return found


def _sequences(chunks: list[str], lists: Lists, *, inside: bool) -> tuple[Phrases, list[str]]:
    """Return the sequences up to the closing bracket (or the end), and what is left.

    Inside brackets ``|`` parts phrases; outside it joins the words on both sides of it.
    """
    options: list[list[Phrases]] = [[]]
    joining = False
    while chunks:
        chunk, chunks = chunks[0], chunks[1:]
        if chunk == ")":
            return (_union(options), chunks) if inside else (frozenset(), [chunk])
        if chunk == "|":
            if inside:
                options.append([])
            joining = not inside
            continue
        item, chunks = _item(chunk, chunks, lists)
        if joining and options[-1]:
            options[-1][-1] = _joined(options[-1][-1] | item)
        else:
            options[-1].append(item)
        joining = False
    if inside:
        raise ValueError("a bracket is not closed")
    return _union(options), []


def _item(chunk: str, chunks: list[str], lists: Lists) -> tuple[Phrases, list[str]]:
    """Return the sequences of one chunk, a whole bracket included, and what is left."""
    if chunk in {"(", "?("}:
        found, chunks = _sequences(chunks, lists, inside=True)
        return (found | {()} if chunk == "?(" else found), chunks
    if chunk.startswith("{"):
        return frozenset({(Element("slot", (chunk[1:-1],)),)}), chunks
    if chunk.startswith("@"):
        if chunk[1:] not in lists:
            raise ValueError(f"unknown list {chunk!r}")
        return lists[chunk[1:]], chunks
    return frozenset({_words(chunk)}), chunks


def _words(phrase: str) -> Sequence:
    """Return the elements of written words (« aujourd'hui » is two of them)."""
    begins = phrase.endswith("*") and len(phrase) > 1
    words = words_of(fold_phrase(phrase.removesuffix("*") if begins else phrase))
    whole = words[:-1] if begins else words
    elements = tuple(Element("words", (word,)) for word in whole)
    if begins and not 0 < len(words[-1]) <= _LONGEST_PREFIX:
        raise ValueError(f"{phrase!r} must have 1 to {_LONGEST_PREFIX} letters before its '*'")
    return (*elements, Element("prefixes", words[-1:])) if begins else elements


def _union(options: list[list[Phrases]]) -> Phrases:
    """Return the sequences of alternative runs of items."""
    found: set[Sequence] = set()
    for items in options:
        count = reduce(lambda total, item: total * len(item), items, 1)
        if count > _MOST_READINGS:
            raise ValueError(f"a pattern stands for more than {_MOST_READINGS} phrases")
        found |= {tuple(e for part in parts for e in part) for parts in product(*items)}
    return _joined(frozenset(found))


def _joined(phrases: Phrases) -> Phrases:
    """Return the phrases, those of one word put together: a set is one step of the walk."""
    kept: set[Sequence] = set()
    singles: dict[str, set[str]] = {}
    for sequence in phrases:
        if len(sequence) == 1 and sequence[0].sort != "slot":
            singles.setdefault(sequence[0].sort, set()).update(sequence[0].texts)
        else:
            kept.add(sequence)
    kept.update((Element(sort, tuple(sorted(texts))),) for sort, texts in singles.items())
    return frozenset(kept)
