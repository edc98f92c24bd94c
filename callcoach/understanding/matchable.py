"""Words laid out so that a pattern can be searched in them: one marked line, and what it holds.

A line is the tokens, each followed by one space. Where something recognised begins or ends (an
amount, a word of the debtor), its token carries a mark of a private character. What must stay
true: marks never change where a token begins, so a place in the line always leads back to a token,
and from there to what was typed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from callcoach.text import Span, fold
from callcoach.understanding.pattern_syntax import PLACEHOLDERS
from callcoach.understanding.pattern_walk import Path
from callcoach.understanding.tokens import Abbreviations, tokenise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from callcoach.understanding.utterance import Token

_FIRST_MARK = 0xE000
OPENS = {kind: chr(_FIRST_MARK + 2 * index) for index, kind in enumerate(PLACEHOLDERS)}
CLOSES = {kind: chr(_FIRST_MARK + 2 * index + 1) for index, kind in enumerate(PLACEHOLDERS)}
ANY_MARKS = f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + 2 * len(PLACEHOLDERS) - 1)}]*"
"""Regular expression for the marks that may stand before or after a word."""

_NO_ABBREVIATIONS = Abbreviations({})


@dataclass(frozen=True, slots=True)
class Mark:
    """Tokens ``first`` to before ``end`` are something of this kind (a placeholder's name)."""

    kind: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern was found: tokens ``first`` to before ``end``, and the characters typed."""

    first: int
    end: int
    span: Span


@dataclass(frozen=True, slots=True)
class Matchable:
    """The words of a clause or a turn, ready for patterns."""

    tokens: tuple[Token, ...]
    line: str
    """The words alone; patterns that name no mark are searched here, which is much faster."""
    offsets: tuple[int, ...]
    """Where in the line each token begins, then the line's length."""
    marked: str
    """The words with the marks of what stands on them."""
    marked_offsets: tuple[int, ...]
    path: Path
    """The same for patterns that are walked."""
    keys: frozenset[str]
    """Every word, every beginning of a word with a star, every kind of mark in braces."""

    def match(self, start: int, end: int, *, marked: bool) -> Match:
        """Return the tokens of a range of the line, or of the marked line."""
        offsets = self.marked_offsets if marked else self.offsets
        return self.of_words(bisect_left(offsets, start), bisect_left(offsets, end))

    def of_words(self, first: int, last: int) -> Match:
        """Return the tokens ``first`` to before ``last``."""
        span = Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)
        return Match(first, last, span)


def matchable(tokens: Sequence[Token], marks: Iterable[Mark] = ()) -> Matchable:
    """Lay out tokens and marks; of two overlapping marks of a kind the first stays."""
    opens = [""] * len(tokens)
    closes = [""] * len(tokens)
    keys = [_keys_of(token.text) for token in tokens]
    ends: dict[str, int] = {}
    slots: dict[tuple[str, int], int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.kind, mark.first, -mark.end)):
        if mark.first < ends.get(mark.kind, 0) or mark.first >= mark.end:
            continue
        ends[mark.kind] = mark.end
        opens[mark.first] += OPENS[mark.kind]
        closes[mark.end - 1] += CLOSES[mark.kind]
        slots[mark.kind, mark.first] = mark.end
        keys[mark.first] |= {f"{{{mark.kind}}}"}
    plain = [f"{token.text} " for token in tokens]
    marked = [
        f"{before}{token.text}{after} "
        for before, token, after in zip(opens, tokens, closes, strict=True)
    ]
    return Matchable(
        tuple(tokens),
        "".join(plain),
        (0, *accumulate(map(len, plain))),
        "".join(marked),
        (0, *accumulate(map(len, marked))),
        Path(tuple(token.text for token in tokens), slots, tuple(keys)),
        frozenset().union(*keys),
    )


@lru_cache(maxsize=8192)
def _keys_of(word: str) -> frozenset[str]:
    return frozenset(word_keys(word))


def word_keys(word: str) -> Iterable[str]:
    """Yield the word and each beginning of it with a star."""
    yield word
    for length in range(1, len(word) + 1):
        yield word[:length] + "*"


@lru_cache(maxsize=1024)
def matchable_text(text: str) -> Matchable:
    """Lay out a bare text, such as a line of the debtor: its words and its numbers.

    The last ones are kept: marking looks at the same few lines of a call hundreds of times.
    """
    tokens = tokenise(fold(text), _NO_ABBREVIATIONS)
    return matchable(tokens, figure_marks(tokens))


def figure_marks(tokens: Sequence[Token]) -> Iterable[Mark]:
    """Yield a mark for each token written in digits."""
    for index, token in enumerate(tokens):
        if token.text.isdigit():
            yield Mark("figure", index, index + 1)


def covered_by(span: Span, tokens: Sequence[Token]) -> range:
    """Return the positions of the words that a span touches."""
    first = bisect_right(tokens, span.start, key=_end)
    return range(first, max(first, bisect_left(tokens, span.end, lo=first, key=_start)))


def _start(token: Token) -> int:
    return token.span.start


def _end(token: Token) -> int:
    return token.span.end


def name_marks(tokens: Sequence[Token], raw: str, start: int) -> Iterable[Mark]:
    """Yield a mark for each capitalised word that does not open the sentence.

    ``start`` is the raw index at which the sentence begins. A turn typed all in capitals has no
    names.
    """
    if raw.isupper():
        return
    for index, token in enumerate(tokens):
        if token.span.start > start and raw[token.span.start].isupper():
            yield Mark("name", index, index + 1)


@dataclass(frozen=True, slots=True)
class DebtorWords:
    """What the debtor last said: stems of the content words, and the figures."""

    stems: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str], stop_words: Collection[str]) -> DebtorWords:
        """Read the debtor's lines; ``stop_words`` are folded."""
        words = [token.text for line in lines for token in tokenise(fold(line), _NO_ABBREVIATIONS)]
        return cls(
            frozenset(stem(word) for word in words if is_content(word, stop_words)),
            frozenset(_number(word) for word in words if word.isdigit()),
        )

    def marks(self, tokens: Sequence[Token], stop_words: Collection[str]) -> Iterable[Mark]:
        """Yield a mark for each token that takes up a word or a figure of the debtor."""
        for index, token in enumerate(tokens):
            word = token.text
            if word.isdigit():
                if _number(word) in self.figures:
                    yield Mark("debtor_figure", index, index + 1)
            elif is_content(word, stop_words) and stem(word) in self.stems:
                yield Mark("debtor_word", index, index + 1)


_CONTENT_LETTERS = 4
_STEM_LETTERS = 5


def is_content(word: str, stop_words: Collection[str]) -> bool:
    """Return whether a folded word carries content: four letters or more, no stop word."""
    return len(word) >= _CONTENT_LETTERS and word.isalpha() and word not in stop_words


def stem(word: str) -> str:
    """Return the letters by which two forms of a word are held to be the same."""
    return word[:_STEM_LETTERS] if len(word) > _STEM_LETTERS else word.rstrip("sx")


def _number(word: str) -> str:
    return word.lstrip("0") or "0"
