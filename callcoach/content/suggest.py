"""What the author probably meant: the nearest known word, or the list of those allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.content.messages import ACCEPTED, DID_YOU_MEAN, NO_CHOICE, Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterable

# Two letters swapped in a word of three score 67.
_CLOSE_ENOUGH = 65.0
_LISTED = 12
_LONGEST_WORD = 80


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like a word, the first of equals, or None when none is close."""
    if len(word) > _LONGEST_WORD:
        return None
    # Only files with a fault pay for this import (18 ms).
    from rapidfuzz import fuzz, process

    best = process.extractOne(
        word,
        tuple(choices),
        scorer=fuzz.ratio,
        processor=_plain,
        score_cutoff=_CLOSE_ENOUGH,
    )
    return None if best is None else best[0]


def suggest(word: str, choices: Iterable[str]) -> tuple[Bilingual, dict[str, str]]:
    """Return a hint template and its fields: the nearest choice, or what is possible.

    Args:
        word: What the author wrote.
        choices: What would have been right, in the order to show.
    """
    allowed = tuple(choices)
    found = nearest(word, allowed)
    if found is not None:
        return DID_YOU_MEAN, {"suggestion": found}
    if not allowed:
        return NO_CHOICE, {}
    more = ", …" if len(allowed) > _LISTED else ""
    return ACCEPTED, {"choices": ", ".join(allowed[:_LISTED]) + more}


def _plain(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
