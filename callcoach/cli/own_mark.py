"""The trainee's own mark of a call, asked line by line before the mark is shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from callcoach.cli.plain import read_level
from callcoach.i18n import _, current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callcoach.content.rubric import GridItem

WITHOUT_OBJECT = "n"


def ask_levels(items: Iterable[GridItem], *, required: bool) -> dict[str, int | None]:
    """Ask for the level of each item, and return what was answered.

    Args:
        items: the grid.
        required: ask again until there is an answer, as an exam does; else Enter passes.

    Returns:
        Item → 0 to 4, or None for one without object; an item passed over is absent.
    """
    sys.stdout.write("\n" + _intro(required=required) + "\n")
    levels: dict[str, int | None] = {}
    for item in items:
        label = item.label if current_language() == "fr" else item.label_en
        while True:
            sys.stdout.write(f"{item.number}. {label}: ")
            sys.stdout.flush()
            line = sys.stdin.readline()
            if not line:
                return levels
            answer = line.strip().lower()
            level = read_level(answer)
            if level is not None or answer == WITHOUT_OBJECT:
                levels[item.id] = level
                break
            if not answer and not required:
                break
            sys.stdout.write(_("Type 0, 1, 2, 3 or 4, or N for no object.") + "\n")
    return levels


def _intro(*, required: bool) -> str:
    if required:
        return _("Your own mark: 0 to 4 for each item, N for no object in this call.")
    return _("Your own mark: 0 to 4 for each item, N for no object, Enter to pass.")
