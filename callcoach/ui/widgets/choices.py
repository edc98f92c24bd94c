"""A list to choose from: a sign stands before the chosen line, since colour alone says nothing."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList

from callcoach.i18n import N_

CHOSEN, OTHER = "› ", "  "


class Choices(OptionList):
    """An option list whose lines are plain text."""

    HELP: ClassVar[str] = N_("A list: the arrow keys move, Enter opens the line.")
    DEFAULT_CSS = """
    Choices { border: round $foreground 50%; height: auto; max-height: 1fr; }
    Choices:focus { border: heavy $accent; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id, markup=False)

    def _get_left_gutter_width(self) -> int:
        return len(CHOSEN)

    def render_line(self, y: int) -> Strip:
        """Draw a line with its sign before it."""
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        chosen = line < len(self._lines) and self._lines[line] == (self.highlighted, 0)
        style = next((segment.style for segment in strip), None)
        return Strip([Segment(CHOSEN if chosen else OTHER, style), *strip])
