"""How the other side feels, as figures, bars and signs: open to whoever wants to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import ItemGrid
from textual.content import Content
from textual.widgets import Static

from callcoach.i18n import N_
from callcoach.report.words import GAUGES, word

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from callcoach.engine.gauges import GaugeValues

SHOWN = ("trust", "irritation", "openness", "shame")
"""Willingness is left out: it is what the trainee has to find out."""
CELLS = 5
HIGHEST = 100
_BARS = "▁▂▃▄▅▆▇█"


class GaugesView(ItemGrid):
    """The gauges, side by side as the width allows, with what the last turn moved."""

    HELP: ClassVar[str] = N_("How the other side feels, from 0 to 100, and what has moved.")
    DEFAULT_CSS = """
    GaugesView { height: auto; padding: 0 1; grid-gutter: 0 2; display: none; }
    GaugesView.-open { display: block; }
    GaugesView Static { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id, min_column_width=28)
        self._before: GaugeValues | None = None

    def compose(self) -> ComposeResult:
        """Lay out one line a gauge."""
        for name in SHOWN:
            yield Static(id=name, markup=False)

    def show(self, gauges: GaugeValues) -> None:
        """Show values and how they differ from those shown before."""
        before = self._before or gauges
        for name in SHOWN:
            drawn = _gauge(name, getattr(gauges, name), getattr(before, name))
            self.query_one(f"#{name}", Static).update(drawn)
        self._before = gauges


def bar(value: int) -> str:
    """Return a bar of ``CELLS`` signs for a value from 0 to 100."""
    full = round(value * CELLS / HIGHEST)
    return "█" * full + "░" * (CELLS - full)


def curve(values: tuple[int, ...]) -> str:
    """Return one sign a value, its height on the whole scale from 0 to 100."""
    top = len(_BARS) - 1
    return "".join(_BARS[round(value * top / HIGHEST)] for value in values)


def moved(value: int, before: int) -> str:
    """Return a change as a signed number, nothing where there is none."""
    return f" ({value - before:+d})" if value != before else ""


def _gauge(name: str, value: int, before: int) -> Content:
    text = f" {bar(value)} {value}{moved(value, before)}"
    return Content.assemble((word(GAUGES, name), "bold"), text)
