"""Which words are names: those after a title, and capitals inside a sentence.

A name says nothing about what somebody does, so the classifier only sees that there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from callcoach.text import Span
    from callcoach.understanding.utterance import Token

_SENTENCE_ENDS = ".?!…:;\n"


def name_spans(
    raw: str, tokens: Sequence[Token], known: Collection[str], titles: Collection[str]
) -> frozenset[Span]:
    """Return the spans of the words that are names.

    Args:
        raw: What was typed.
        tokens: Its words.
        known: Words that are no names, such as those met in lower case.
        titles: Words after which an unknown word is a name (« madame »).
    """
    shouting = raw.isupper()
    found: set[Span] = set()
    for index, token in enumerate(tokens):
        if token.text in known or not token.text.isalpha():
            continue
        if (
            (index and tokens[index - 1].text in titles)
            or (index and tokens[index - 1].span in found and _capital(raw, token))
            or (not shouting and _capital(raw, token) and not _opens_sentence(raw, token))
        ):
            found.add(token.span)
    return frozenset(found)


def _capital(raw: str, token: Token) -> bool:
    return raw[token.span.start].isupper()


def _opens_sentence(raw: str, token: Token) -> bool:
    before = raw[: token.span.start].rstrip(" \t«\"“'’(-–—")
    return not before or before[-1] in _SENTENCE_ENDS
