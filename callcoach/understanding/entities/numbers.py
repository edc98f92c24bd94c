"""Numbers in digits and in words, each with the tokens it is made of.

What must stay true: only words of the pack's number vocabulary are ever tried, a window is never
stretched over punctuation, and the work per token is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.understanding.entities.tokens import Form, Token

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_WINDOW = 14
_LONGEST_RUN = 3
"""More numbers than this one after the other are dictated digits, not numbers."""
_CENTS = 100


@dataclass(frozen=True)
class NumberWords:
    """How numbers are written in words."""

    language: str = ""
    """The language of the number-word library; empty: digits only."""
    vocabulary: frozenset[str] = frozenset()
    """Every word that may stand in a number."""
    extra: Mapping[str, int] = field(default_factory=dict)
    """Words that the library lacks."""
    joiner: str = ""
    """« et » …"""
    after_joiner: frozenset[str] = frozenset()
    """… which joins only these words: « vingt et un », but not « vingt et trente »."""
    articles: frozenset[str] = frozenset()
    """Words for one that are also articles."""
    elliptic: Mapping[str, int] = field(default_factory=dict)
    """Words after which a lone digit counts something else: « mille deux » is 1,200."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Words that multiply a number in digits: « 2 mille », « 3 millions »."""
    glued_scales: Mapping[str, int] = field(default_factory=dict)
    """Letters that do so when they touch the digits: « 2k »."""
    round: Mapping[str, int] = field(default_factory=dict)
    """Words for about so many: « une centaine »."""
    round_many: Mapping[str, int] = field(default_factory=dict)
    """The same where another number must say how many: « deux centaines »."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands."""

    value: Decimal
    end: int
    """Index after its last token."""
    words: bool = False
    """Written in words."""
    article: bool = False
    """« un », « une »: perhaps no number at all."""
    approx: bool = False
    """« une centaine »."""
    elliptic: Decimal | None = None
    """Its value when the last digit is understood as hundreds (« mille deux »)."""
    text: str = ""
    """As written, for numbers in digits."""

    @property
    def whole(self) -> int | None:
        """The value when it is a whole number."""
        return int(self.value) if self.value == self.value.to_integral_value() else None

    @property
    def padded(self) -> bool:
        """Whether it is written with a leading zero (05)."""
        return len(self.text) > 1 and self.text[0] == "0" and self.text[1].isdigit()


def find_numbers(tokens: tuple[Token, ...], words: NumberWords) -> dict[int, Number]:
    """Return the numbers of a turn by the index of their first token; they never overlap."""
    found: dict[int, Number] = {}
    place = 0
    while place < len(tokens):
        number = _at(tokens, place, words)
        if number is None:
            place += 1
            continue
        found[place] = number
        place = number.end
    return _without_dictated(found)


def _at(tokens: tuple[Token, ...], place: int, words: NumberWords) -> Number | None:
    """Return the number that begins here, if one does."""
    token = tokens[place]
    if token.form is Form.NUMBER:
        return _scaled(tokens, _digits(token, place), words)
    if token.form is not Form.WORD:
        return None
    if token.text in words.round:
        return Number(Decimal(words.round[token.text]), place + 1, words=True, approx=True)
    if token.text not in words.vocabulary:
        return None
    number = _in_words(tokens, place, words)
    return _rounded(tokens, number, words) if number else None


def _digits(token: Token, place: int) -> Number:
    """Return the value of a token in digits, whatever its separators."""
    text = token.text
    cut = max(text.rfind(","), text.rfind("."))
    # Three digits after the last separator are thousands: « 1.250 »; one or two are cents.
    has_cents = cut > 0 and len(text) - 1 - cut < 3
    whole, cents = (text[:cut], text[cut + 1 :]) if has_cents else (text, "")
    digits = "".join(c for c in whole if c.isdigit())
    value = Decimal(f"{digits}.{cents}" if cents else digits)
    return Number(value, place + 1, text=text)


def _scaled(tokens: tuple[Token, ...], number: Number, words: NumberWords) -> Number:
    """Return a number in digits with the word or letter that multiplies it."""
    following = tokens[number.end] if number.end < len(tokens) else None
    if following is None or following.form is not Form.WORD:
        return number
    if following.text in words.scales:
        factor = words.scales[following.text]
        return replace(number, value=number.value * factor, end=number.end + 1)
    if following.glued and following.text in words.glued_scales:
        factor = words.glued_scales[following.text]
        end = number.end + 1
        value = number.value * factor
        if (
            end < len(tokens)
            and tokens[end].glued
            and tokens[end].form is Form.NUMBER
            and len(tokens[end].text) == 1
        ):
            value += int(tokens[end].text) * factor // 10  # 1k5
            end += 1
        return replace(number, value=value, end=end)
    return _rounded(tokens, number, words)


def _rounded(tokens: tuple[Token, ...], number: Number, words: NumberWords) -> Number:
    """Return a number with the round word that follows it: « deux centaines »."""
    following = tokens[number.end].text if number.end < len(tokens) else ""
    factor = words.round.get(following) or words.round_many.get(following)
    if factor is None:
        return number
    return Number(number.value * factor, number.end + 1, words=number.words, approx=True)


def _in_words(tokens: tuple[Token, ...], place: int, words: NumberWords) -> Number | None:
    """Return the longest number in words that begins here."""
    if tokens[place].text in words.extra:
        return Number(Decimal(words.extra[tokens[place].text]), place + 1, words=True)
    best: int | None = None
    value = failures = 0
    texts: list[str] = []
    for end in range(place, min(place + _LONGEST_WINDOW, len(tokens))):
        text = tokens[end].text
        joins = (
            text == words.joiner
            and end + 1 < len(tokens)
            and tokens[end + 1].text in words.after_joiner
        )
        if text not in words.vocabulary and not joins:
            break
        texts.append(text)
        converted = None if joins else _converted(texts, words.language)
        if converted is None:
            failures += 1
            if failures > 1:
                break
            continue
        best, value, failures = end + 1, converted, 0
    if best is None:
        return None
    used = [token.text for token in tokens[place:best]]
    return Number(
        Decimal(value),
        best,
        words=True,
        article=len(used) == 1 and used[0] in words.articles,
        elliptic=_elliptic(used, value, words),
    )


def _elliptic(used: list[str], value: int, words: NumberWords) -> Decimal | None:
    """Return the reading in which a lone digit after « mille » counts hundreds."""
    unit = words.elliptic.get(used[-2]) if len(used) > 1 else None
    digit = value % 10
    if unit is None or digit < 2 or value % _CENTS != digit:
        return None
    return Decimal(value - digit + digit * unit)


def _converted(texts: list[str], language: str) -> int | None:
    """Return what the library makes of the words, or nothing."""
    if not language:
        return None
    from text_to_num import text2num  # compiled code: loaded only when a number word is met

    try:
        return int(text2num(" ".join(texts), language))
    except ValueError:
        return None


def _without_dictated(found: dict[int, Number]) -> dict[int, Number]:
    """Drop runs of numbers side by side: a telephone number or a code, in digits or spelt out."""
    kept: dict[int, Number] = {}
    run: dict[int, Number] = {}
    end = -1
    for place, number in found.items():
        if place != end:
            kept |= _unless_dictated(run)
            run = {}
        run[place] = number
        end = number.end
    return kept | _unless_dictated(run)


def _unless_dictated(run: dict[int, Number]) -> dict[int, Number]:
    """Return a run of adjacent numbers unless it is too long, or begins with a spelt zero."""
    first = next(iter(run.values()), None)
    spelt_zero = first is not None and first.value == 0 and first.words and len(run) > 1
    return {} if len(run) > _LONGEST_RUN or spelt_zero else run
