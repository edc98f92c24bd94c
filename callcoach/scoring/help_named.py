"""Which doors the agent named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from callcoach.text import fold_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callcoach.content.rubric import HelpBody
    from callcoach.scoring.trace import TraceTurn


def help_named(turns: Iterable[TraceTurn], bodies: Iterable[HelpBody]) -> tuple[str, ...]:
    """Return the ids of the help bodies named while referring to help, in the rubric's order."""
    said = [fold_phrase(t.text) for t in turns if "refer_to_help" in t.understood.acts]
    return tuple(body.id for body in bodies if any(names(text, body) for text in said))


def names(folded: str, body: HelpBody) -> bool:
    """Return whether a folded text names a help body by one of its words."""
    return any(re.search(rf"\b{re.escape(fold_phrase(w))}\b", folded) for w in body.words)
