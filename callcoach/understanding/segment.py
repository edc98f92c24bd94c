"""A turn's words -> clauses (design 5, stage 3).

What must stay true: every word of the turn stands in exactly one clause, in order; the number and
the length of clauses are bounded whatever is pasted in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.text import Span
from callcoach.understanding.matchable import covered_by
from callcoach.understanding.tokens import words_of
from callcoach.understanding.utterance import Segment, Token

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from callcoach.content.language import Language

MAX_SEGMENTS = 60
"""Clauses of one turn; what is left over goes into the last one."""
MAX_WORDS = 60
"""Words of one clause; a longer run without any punctuation is cut."""
_HARD = re.compile(r"[.?!;…\n\r]")
_SOFT = re.compile(r"[,:()]|(?<=\s)[-–—/](?=\s)")
_MIN_WORDS = 2
"""Fewer words before a break word or after it do not make a clause of their own."""


@dataclass(frozen=True)
class ClauseRules:
    """Where a new clause may begin, compiled from the language pack."""

    breaks: frozenset[tuple[str, ...]]
    """Words at which one may begin, when an opener follows."""
    strong: frozenset[tuple[str, ...]]
    """Break words that need no opener after them."""
    openers: frozenset[str]
    """Words that show that a clause with its own verb begins: subject pronouns, question words."""
    standalone: frozenset[tuple[str, ...]]
    """Words that are a clause by themselves before a comma: « bonjour », « d'accord »."""
    holding: frozenset[str]
    """Words after which a break word begins nothing: « savoir si »."""
    dotted: frozenset[str]
    """Words after which a full stop ends nothing: « M. », « tél. »."""

    @classmethod
    def compile(cls, language: Language) -> ClauseRules:
        """Compile the lists ``strong_breaks``, ``clause_openers``, ``standalone``, ``dotted``."""

        def phrases(items: Sequence[str]) -> frozenset[tuple[str, ...]]:
            return frozenset(words for item in items if (words := words_of(item)))

        def words(name: str) -> frozenset[str]:
            return frozenset(w for item in language.lists.get(name, ()) for w in words_of(item))

        return cls(
            breaks=phrases(language.clause_breaks),
            strong=phrases(language.lists.get("strong_breaks", ())),
            openers=words("clause_openers"),
            standalone=phrases(language.lists.get("standalone", ())),
            holding=words("no_break_after"),
            dotted=words("dotted"),
        )


def segment(
    raw: str, tokens: tuple[Token, ...], whole: Sequence[Span], rules: ClauseRules
) -> tuple[Segment, ...]:
    """Return the clauses of a turn, without their frames.

    Args:
        raw: What was typed; punctuation is read between the words.
        tokens: Its words.
        whole: Spans that no break may cut, such as an instalment plan.
        rules: Where a clause may begin.
    """
    inner = frozenset(place for span in whole for place in covered_by(span, tokens)[1:])
    segments: list[Segment] = []
    start = 0
    for index in range(1, len(tokens) + 1):
        if index < len(tokens) and len(segments) >= MAX_SEGMENTS - 1:
            continue
        ends = _ends(raw, tokens, start, index, inner, rules)
        if ends is None:
            continue
        clause = tokens[start:index]
        segments.append(
            Segment(len(segments), Span(clause[0].span.start, clause[-1].span.end), clause, ends)
        )
        start = index
    return tuple(segments)


def _ends(
    raw: str,
    tokens: tuple[Token, ...],
    start: int,
    index: int,
    inner: Collection[int],
    rules: ClauseRules,
) -> str | None:
    """Return what closes the clause before the word at ``index``; None if it goes on.

    ``inner`` are the words before which no break may come: their entity began earlier.
    """
    before = tokens[index - 1]
    if index == len(tokens):
        return _mark(raw[before.span.end :])
    after = tokens[index]
    if before.span == after.span:
        return None
    gap = raw[before.span.end : after.span.start]
    if index in inner and not (_SOFT.search(gap) and _strong(tokens, index, rules)):
        return None
    if (mark := _hard_mark(raw, before, after, gap, rules)) is not None:
        return mark
    if index - start >= MAX_WORDS:
        return ""
    if _SOFT.search(gap):
        return _mark(gap) if _opens(tokens, start, index, rules) else None
    return "" if _breaks(tokens, start, index, rules) else None


def _strong(tokens: tuple[Token, ...], index: int, rules: ClauseRules) -> bool:
    """Return whether a break word that needs no opener stands at ``index``."""
    after = tuple(token.text for token in tokens[index : index + 3])
    return any(after[:size] in rules.strong for size in (1, 2, 3))


def _mark(gap: str) -> str:
    """Return the strongest punctuation of a gap: a question mark wins, then the first sign."""
    if "?" in gap:
        return "?"
    found = re.search(r"[.!;…,:\n]", gap)
    return {"…": ".", "\n": "."}.get(found.group(), found.group()) if found else ""


def _hard_mark(raw: str, before: Token, after: Token, gap: str, rules: ClauseRules) -> str | None:
    """Return the mark of a gap that ends a clause, None for « M. Petit » and « 1.250 »."""
    if not _HARD.search(gap):
        return None
    if gap == "." and raw[before.span.end - 1].isdigit() and raw[after.span.start].isdigit():
        return None
    typed = raw[before.span.start : before.span.end].casefold()
    if gap.strip() == "." and (typed in rules.dotted or before.text in rules.dotted):
        return None
    return _mark(gap)


def _opens(tokens: tuple[Token, ...], start: int, index: int, rules: ClauseRules) -> bool:
    """Return whether a new clause begins at ``index``, after a comma or the like."""
    before = tuple(token.text for token in tokens[start:index])
    if before in rules.standalone:
        return True
    after = tuple(token.text for token in tokens[index : index + 3])
    return (
        after[0] in rules.openers
        or any(after[:size] in rules.breaks for size in (1, 2, 3))
        or any(after[:size] in rules.standalone for size in (1, 2, 3))
    )


def _breaks(tokens: tuple[Token, ...], start: int, index: int, rules: ClauseRules) -> bool:
    """Return whether a break word at ``index`` begins a clause with no punctuation before it."""
    if index - start < _MIN_WORDS or tokens[index - 1].text in rules.holding:
        return False
    for size in (3, 2, 1):
        words = tuple(token.text for token in tokens[index : index + size])
        if len(words) < size or words not in rules.breaks:
            continue
        following = tokens[index + size : index + size + _MIN_WORDS]
        if len(following) < _MIN_WORDS:
            return False
        return words in rules.strong or following[0].text in rules.openers
    return False
