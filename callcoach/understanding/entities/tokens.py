"""Folded text -> tokens: words, numbers, dates in digits, signs, and what must not be read at all.

What must stay true: one pass, linear time; every token knows where it stands in the folded text. A
telephone number, an address of a page, a clock time or a reference is one opaque token, so that
nothing inside is taken for a sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

_PAIR = r"[ .-]?[0-9]{2}"
_SHAPES = re.compile(
    rf"""
    (?P<numeric>  # 2026-06-05, 05/06/2026, 5.6.26, 05/06
        (?:[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}
          |[0-9]{{1,2}}(?P<mark>[/.-])[0-9]{{1,2}}(?P=mark)(?:[0-9]{{4}}|[0-9]{{2}})
          |[0-9]{{1,2}}/[0-9]{{1,2}})
        (?![0-9]|[/.-][0-9]))
    |(?P<opaque>
        [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,4}}
      |(?:https?://|www\.)\S{{1,300}}
      |(?:\+[0-9]{{2,3}}[ .-]?(?:\(0\)[ .-]?)?|0)[0-9](?:{_PAIR}){{3,5}}(?![0-9])
      |0[0-9](?:[ .-][0-9]{{2}}){{2,3}}(?![0-9])
      |0[0-9][ ][0-9]{{2}}(?![0-9])
      |[0-9]{{1,2}}:[0-9]{{2}}(?![0-9])
      |(?:19|20)[0-9]{{2}}-[0-9]+(?:-[0-9]+)*
      |[0-9]{{4,}}/[0-9]+|[0-9]+/[0-9]{{4,}}|[0-9]+(?:/[0-9]+){{2,}})
    |(?P<number>
        (?:[0-9]{{1,3}}(?:[ ][0-9]{{3}})+(?![0-9])
          |[0-9]{{1,3}}(?:[.'][0-9]{{3}})+(?![0-9])
          |[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])
          |[0-9]+)
        (?:[.,][0-9]{{1,2}}(?![0-9]))?)
    |(?P<word>[^\W\d_]+'?)
    |(?P<hyphen>(?<=[^\W\d_])-(?=[^\W\d_]))  # inside a word: « après-demain » is two words
    |(?P<sign>\S)
    """,
    re.VERBOSE,
)
_OPAQUE_TEXT = "\0"
_LONGEST_NUMBER = 12
"""More characters than this is an account or a reference, not a number."""


class Form(Enum):
    """What a token is made of."""

    WORD = auto()
    NUMBER = auto()
    NUMERIC = auto()
    SIGN = auto()
    OPAQUE = auto()


_FORMS = {
    "word": Form.WORD,
    "number": Form.NUMBER,
    "numeric": Form.NUMERIC,
    "sign": Form.SIGN,
    "opaque": Form.OPAQUE,
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of folded text."""

    text: str
    """The piece itself; for an opaque one a text that no pattern holds."""
    form: Form
    start: int
    end: int
    glued: bool
    """No space before it."""


def tokenise(text: str, *, day_articles: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return the tokens of a folded text.

    Args:
        text: Folded text.
        day_articles: Words that announce a day of the month: in « le 5 200 euros » the 5 is one,
            and does not begin the number 5,200.
    """
    tokens: list[Token] = []
    position, last_end = 0, -1
    while match := _SHAPES.search(text, position):
        name = match.lastgroup or "sign"
        if name == "mark":
            name = "numeric"
        start, end = match.span()
        position = end
        if name == "hyphen":
            last_end = end
            continue
        piece = match.group()
        if name == "number" and " " in piece and tokens and tokens[-1].text in day_articles:
            piece = piece.split(" ", 1)[0]
            position = end = start + len(piece)
        form = _FORMS[name]
        if form is Form.NUMBER and len(piece) > _LONGEST_NUMBER:
            form = Form.OPAQUE
        shown = _OPAQUE_TEXT if form is Form.OPAQUE else piece
        tokens.append(Token(shown, form, start, end, start == last_end))
        last_end = end
    return tuple(tokens)


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the token texts of a folded phrase, the way a turn is cut."""
    return tuple(token.text for token in tokenise(phrase))
