"""What an author's pattern says, as a tree: its signs, read and checked.

What must stay true: every mistake an author can make is refused here, with its place; what gets
through can match only token by token, in time that grows slowly with the clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from callcoach.understanding.pattern_tree import (
    Choice,
    Edge,
    Gap,
    Node,
    Optional,
    Sequence,
    Slot,
    Word,
    gaps,
    may_be_empty,
)
from callcoach.understanding.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACEHOLDERS = (
    "money",
    "date",
    "duration",
    "count",
    "period",
    "means",
    "plan",
    "percent",
    "fraction",
    "debtor_word",
    "debtor_figure",
    "balance",
    "creditor",
    "agency",
    "agent",
    "debtor",
    "figure",
    "name",
)
"""What may stand between braces; the last two are any number and any capitalised word inside a
sentence."""

GAP_WORDS = 6
"""Words that ``...`` may skip."""
MAX_GAPS = 4
"""More gaps than this in one pattern would make a failed search slow, and say next to nothing."""


class PatternError(ValueError):
    """An author's pattern cannot be read.

    ``offset`` is the character of the pattern, from 0, where the trouble is.
    """

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


_SIGN = re.compile(
    r"(?P<gap>\.{2,})|(?P<optional>\?\()|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<start>\^)"
    r"|(?P<end>\$)|@(?P<list>\w*)|\{(?P<slot>[^{}]*)\}|(?P<space>\s+)"
    r"|(?P<word>[^\W_](?:[^\W_]|['’\-][^\W_]|\.[^\W_])*['’]?)(?P<star>\*?)|(?P<other>.)"
)
"""A word keeps its inner apostrophes and hyphens: « qu'est-ce » is one sign, three words."""


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    text: str
    offset: int
    star: bool = False


def _signs(text: str) -> list[_Sign]:
    """Split a pattern into its signs."""
    found: list[_Sign] = []
    for match in _SIGN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "star":  # the star is a group of its own, the last one of a word
            found.append(_Sign("word", match["word"], match.start(), bool(match["star"])))
        else:
            found.append(_Sign(kind, match[kind], match.start()))
    return found


@dataclass
class ListTrees:
    """The word lists of a language, each read once and only when a pattern names it."""

    lists: Mapping[str, tuple[str, ...]]
    _read: dict[str, Node] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def get(self, name: str, offset: int) -> Node:
        """Return the list as a choice.

        Raises:
            PatternError: The list is unknown, empty, unreadable or contains itself.
        """
        if name in self._read:
            return self._read[name]
        if name not in self.lists:
            raise PatternError(f"there is no word list @{name}", offset)
        if name in self._open:
            raise PatternError(f"the word list @{name} contains itself", offset)
        if not self.lists[name]:
            raise PatternError(f"the word list @{name} is empty", offset)
        self._open.append(name)
        try:
            self._read[name] = Choice(tuple(parse(item, self) for item in self.lists[name]))
        except PatternError as error:
            raise PatternError(f"in the word list @{name}: {error.message}", offset) from error
        finally:
            self._open.pop()
        return self._read[name]


def parse(text: str, lists: ListTrees) -> Node:
    """Return the tree of a pattern.

    Raises:
        PatternError: It cannot be read, or could match nothing at all.
    """
    body = _Parser(_signs(text.strip()), lists).whole()
    _check_whole(body, text)
    return body


def _check_whole(body: Node, text: str) -> None:
    """Refuse what would match anything or search for too long."""
    parts = body.parts if isinstance(body, Sequence) else (body,)
    if isinstance(parts[0], Gap) or isinstance(parts[-1], Gap):
        raise PatternError("a gap needs a word on both sides", 0)
    if may_be_empty(body):
        raise PatternError("nothing in it is required: it would match any clause", 0)
    if (".." in text or "@" in text) and gaps(body) > MAX_GAPS:
        raise PatternError(f"more than {MAX_GAPS} gaps: make two patterns of it", text.find(".."))


class _Parser:
    """Recursive descent over the signs of one pattern."""

    def __init__(self, signs: list[_Sign], lists: ListTrees) -> None:
        self._signs = signs
        self._lists = lists
        self._at = 0

    def whole(self) -> Node:
        """Read the pattern outside all parentheses."""
        node = self._sequence(inside=False)
        if self._at < len(self._signs):
            sign = self._signs[self._at]
            raise PatternError("a closing parenthesis too many", sign.offset)
        return node

    def _peek(self) -> _Sign | None:
        return self._signs[self._at] if self._at < len(self._signs) else None

    def _sequence(self, *, inside: bool) -> Node:
        """Read parts up to a closing parenthesis, or inside one up to the next bar."""
        parts: list[Node] = []
        start = self._signs[self._at].offset if self._peek() else 0
        while (sign := self._peek()) is not None and sign.kind != "close":
            if sign.kind == "bar" and inside:
                break
            if sign.kind == "space":
                self._at += 1
            elif sign.kind == "bar" and parts:
                raise PatternError(_BAR_APART, sign.offset)
            elif sign.kind in {"start", "end"}:
                parts.append(self._edge(sign, first=not parts))
            else:
                parts.append(self._atom() if inside else self._tight_choice())
        if not parts:
            raise PatternError("an alternative, or the whole pattern, is empty", start)
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _edge(self, sign: _Sign, *, first: bool) -> Edge:
        """Read ``^`` or ``$``, each only where it can be true."""
        self._at += 1
        after = self._peek()
        if sign.kind == "start" and not first:
            raise PatternError("^ belongs at the very beginning", sign.offset)
        if sign.kind == "end" and after is not None and after.kind not in {"close", "bar"}:
            raise PatternError("$ belongs at the very end", sign.offset)
        return Edge(end=sign.kind == "end")

    def _tight_choice(self) -> Node:
        """Read ``a|b``: outside parentheses a bar joins just the two parts it touches."""
        options = [self._atom()]
        while (sign := self._peek()) is not None and sign.kind == "bar":
            self._at += 1
            after = self._peek()
            if after is None or after.kind in {"bar", "close"}:
                raise PatternError("an alternative, or the whole pattern, is empty", sign.offset)
            if after.kind == "space":
                raise PatternError(_BAR_APART, sign.offset)
            options.append(self._atom())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _atom(self) -> Node:
        sign = self._signs[self._at]
        self._at += 1
        match sign.kind:
            case "word":
                return _words(sign)
            case "gap":
                return _gap(sign)
            case "list":
                return self._lists.get(sign.text, sign.offset)
            case "slot":
                return _slot(sign)
            case "open":
                return self._group(sign)
            case "optional":
                return Optional(self._group(sign))
            case _:
                raise PatternError(
                    _COMPLAINTS.get(sign.text, f"{sign.text!r} has no meaning here"), sign.offset
                )

    def _group(self, opening: _Sign) -> Node:
        """Read what stands in parentheses, the opening one already taken."""
        options = [self._sequence(inside=True)]
        while (sign := self._peek()) is not None and sign.kind == "bar":
            self._at += 1
            options.append(self._sequence(inside=True))
        if self._peek() is None:
            raise PatternError("a parenthesis is not closed", opening.offset)
        self._at += 1
        return options[0] if len(options) == 1 else Choice(tuple(options))


_BAR_APART = "a bar between spaces: put the alternatives in parentheses"
_COMPLAINTS = {
    "|": "an alternative, or the whole pattern, is empty",
    "?": "write ?( … ) for an optional part; for a question use the condition `question: true`",
    "*": "a star needs the beginning of a word before it",
    "…": "write three or four full stops for a gap",
}


def _words(sign: _Sign) -> Node:
    """Return the words of one sign; a star belongs to the last of them."""
    text = sign.text
    # Most words are written folded already, and there are tens of thousands of them in a rubric.
    words = (text,) if text.isascii() and text.isalnum() and text.islower() else words_of(text)
    if not words:
        raise PatternError(f"{sign.text!r} holds no word", sign.offset)
    nodes = [_one(word) for word in words[:-1]] + [_one(words[-1], star=sign.star)]
    return nodes[0] if len(nodes) == 1 else Sequence(tuple(nodes))


@lru_cache(maxsize=16_384)
def _one(text: str, *, star: bool = False) -> Word:
    """Return one word; a rubric names the same few thousand ten times over."""
    return Word(text, star)


def _gap(sign: _Sign) -> Gap:
    if len(sign.text) not in {3, 4}:
        raise PatternError("a gap is three full stops (six words) or four (any)", sign.offset)
    return Gap(GAP_WORDS if len(sign.text) == 3 else None)


def _slot(sign: _Sign) -> Slot:
    if sign.text not in PLACEHOLDERS:
        raise PatternError(
            f"{{{sign.text}}} is not known; there are {', '.join(PLACEHOLDERS)}", sign.offset
        )
    return Slot(sign.text)
