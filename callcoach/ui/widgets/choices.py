"""A list to choose from: the chosen line carries a sign, since colour alone says nothing."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import OptionList

from callcoach.i18n import N_


class Choices(OptionList):
    """An option list whose lines are plain text."""

    HELP: ClassVar[str] = N_("A list: the arrow keys move, Enter opens the line.")
    DEFAULT_CSS = """
    Choices { border: round $foreground 50%; height: auto; max-height: 1fr; }
    Choices:focus { border: heavy $accent; }
    Choices > .option-list--option-highlighted { text-style: bold reverse; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id, markup=False)
