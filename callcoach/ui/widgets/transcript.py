"""The call as it is heard: one small widget a line, and only the last hundred of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from callcoach.i18n import N_, _
from callcoach.ui.telling import NOTHING
from callcoach.ui.words import labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from callcoach.ui.telling import Line

MOST_SHOWN = 100
"""Lines that are widgets of their own; mounting more makes every turn slower."""
FOLDED_AT_ONCE = 20
"""Lines folded together when there are too many, so that not every turn has to fold."""


class LineView(Static):
    """One line."""

    DEFAULT_CSS = """
    LineView { height: auto; padding: 0 1; }
    LineView.-note { color: $text-muted; text-style: italic; padding: 0 3; }
    LineView.-agent { padding-left: 5; }
    """

    def __init__(self, line: Line) -> None:
        """Show a line."""
        super().__init__(drawn(line), classes=f"-{line.kind}", markup=False)


class TranscriptView(VerticalScroll):
    """All that was said, the last line in view; older lines are folded into one block."""

    HELP: ClassVar[str] = N_(
        "What was said so far. The arrow and page keys scroll; Tab leads back to the prompt."
    )
    DEFAULT_CSS = """
    TranscriptView { height: 1fr; border: round $foreground 50%; }
    TranscriptView:focus { border: heavy $accent; }
    TranscriptView #folded { height: auto; padding: 0 1; color: $text-muted; display: none; }
    TranscriptView #waiting { height: auto; padding: 0 1; display: none; }
    """

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002
        """Show what was said already."""
        super().__init__(id=id)
        self._first = tuple(lines)
        self._folded: list[Line] = []
        self._shown: list[tuple[Line, LineView]] = []

    def compose(self) -> ComposeResult:
        """Lay the block of old lines before, the sign of waiting behind."""
        yield Static(id="folded", markup=False)
        yield Static(id="waiting", markup=False)

    async def on_mount(self) -> None:
        """Show what was said before this view was there."""
        self.border_title = _("The call")
        self.anchor()
        await self.add(self._first)

    async def add(self, lines: Sequence[Line]) -> None:
        """Show more lines at the end."""
        fresh = [(line, LineView(line)) for line in lines[-MOST_SHOWN:]]
        self._folded += lines[:-MOST_SHOWN]
        self._shown += fresh
        await self.mount_all([view for _line, view in fresh], before="#waiting")
        if len(self._shown) > MOST_SHOWN or len(lines) > MOST_SHOWN:
            await self._fold()

    def wait(self, line: Line | None, why: str = "") -> None:
        """Show a line that waits for its answer, and why; None shows that nothing waits."""
        waiting = self.query_one("#waiting", Static)
        waiting.display = line is not None
        if line is not None:
            waiting.update(Content("\n").join([drawn(line), Content(f"{NOTHING} {why}")]))

    async def _fold(self) -> None:
        over = len(self._shown) - MOST_SHOWN
        count = over + FOLDED_AT_ONCE if over > 0 else 0
        old, self._shown = self._shown[:count], self._shown[count:]
        self._folded += [line for line, _view in old]
        if old:
            await self.remove_children([view for _line, view in old])
        folded = self.query_one("#folded", Static)
        folded.update(Content("\n").join(drawn(line) for line in self._folded))
        folded.display = True


def drawn(line: Line) -> Content:
    """Return a line with its speaker, whose words stay as they were typed."""
    if line.kind == "note":
        return Content(f"({line.text})")
    return Content.assemble((labelled(line.who), "bold"), line.text)
