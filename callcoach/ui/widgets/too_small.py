"""The sheet that covers a screen in a terminal too small to work in."""

from __future__ import annotations

from textual.widgets import Static

from callcoach.i18n import _

LEAST_WIDTH, LEAST_HEIGHT = 60, 18


class TooSmall(Static):
    """Asks for a larger terminal; the screen under it stays as it is and comes back."""

    DEFAULT_CSS = """
    TooSmall {
        layer: too-small; display: none; width: 100%; height: 100%;
        content-align: center middle; background: $background; padding: 0 1;
    }
    """

    def __init__(self) -> None:
        """Say what is needed."""
        text = _("The terminal is too small: make it at least {width} columns by {height} lines.")
        super().__init__(text.format(width=LEAST_WIDTH, height=LEAST_HEIGHT), markup=False)
