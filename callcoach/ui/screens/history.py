"""The calls played so far, a page at a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.widgets import DataTable, Static

from callcoach.errors import CallCoachError
from callcoach.i18n import N_, _, day
from callcoach.report.words import COMPLIANCE, word
from callcoach.ui.messages import OpenAttempt
from callcoach.ui.readiness import Readiness
from callcoach.ui.screens.confirm import Confirm
from callcoach.ui.screens.page import Page
from callcoach.ui.words import COMPLIANCE_SIGNS, MODES, STATUSES, quality_word

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.storage import AttemptRow

PAGE = 50
"""Calls shown at a time."""
LEAST_TITLE = 12
"""Columns that a title gets at least."""


class HistoryPage(Page):
    """Past calls: Enter opens the debrief, or resumes a call that is not finished."""

    CSS_PATH = "history.tcss"
    HELP: ClassVar[str] = N_(
        "Your calls, the last first. Enter opens the debrief of a finished call and resumes an "
        "unfinished one. Delete gives an unfinished call up: it stays in the list, and is "
        "offered no more."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "turn_page(1)", N_("Older")),
        Binding("p", "turn_page(-1)", N_("Newer")),
        Binding("delete,x", "give_up", N_("Give up")),
    ]
    AUTO_FOCUS = "DataTable"

    def heading(self) -> str:
        """Return the first line."""
        return _("Past calls")

    def body(self) -> ComposeResult:
        """Lay out the table and a line that says where one is in it."""
        yield DataTable(id="calls", cursor_type="row", zebra_stripes=False)
        yield Static(id="place", markup=False)

    def on_mount(self) -> None:
        """Show the first page as soon as the history is open."""
        self._first = 0
        self._more = False
        self._rows: tuple[AttemptRow, ...] = ()
        self.watch(self.callcoach, "history_state", self._fill)
        self.watch(self.callcoach, "content_state", self._fill, init=False)

    def on_screen_resume(self) -> None:
        """Show what has changed in the meantime."""
        self._fill()

    def on_resize(self) -> None:
        """Give titles the room there is."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        place = self.query_one("#place", Static)
        if self.callcoach.history_state is Readiness.WAITING:
            place.update(_("Opening the history…"))
            return
        try:
            if self.desk.history_fault is not None:
                raise self.desk.history_fault
            found = self.desk.attempts(PAGE + 1, self._first)
        except CallCoachError as error:
            place.update(f"{error.title}. {error.message}")
            return
        self._rows, self._more = found[:PAGE], len(found) > PAGE
        self._draw()
        place.update(self._place())

    def _draw(self) -> None:
        """Draw the rows, the titles as wide as the rest leaves room for."""
        table = self.query_one(DataTable)
        chosen = table.cursor_row
        days = [datetime.fromisoformat(row.header.started_at) for row in self._rows]
        rest = [
            (f"{began:%Y-%m-%d}", word(MODES, row.header.mode), result_of(row))
            for began, row in zip(days, self._rows, strict=True)
        ]
        heads = (_("Day"), _("Mode"), _("Result"))
        widths = [max(map(cell_len, column)) for column in zip(heads, *rest, strict=True)]
        taken = sum(widths) + 2 * table.cell_padding * (len(widths) + 1)
        room = max(LEAST_TITLE, table.scrollable_content_region.width - taken)
        table.clear(columns=True)
        for head, width in zip(heads, widths, strict=True):
            table.add_column(Text(head), width=width)
        table.add_column(Text(_("Subject")), width=room)
        for row, cells in zip(self._rows, rest, strict=True):
            title = Text(self.desk.title(row.header.scenario_id))
            title.truncate(room, overflow="ellipsis")
            table.add_row(*map(Text, cells), title)
        table.move_cursor(row=min(chosen, max(0, len(self._rows) - 1)))

    def _place(self) -> str:
        if not self._rows:
            return _("No call has been played yet.")
        last = self._first + len(self._rows)
        text = _("Calls {first} to {last}").format(first=self._first + 1, last=last)
        return f"{text}. " + _("N shows older ones.") if self._more else f"{text}."

    @on(DataTable.RowSelected)
    def open_call(self, event: DataTable.RowSelected) -> None:
        """Open the call chosen."""
        if event.cursor_row < len(self._rows):
            self.post_message(OpenAttempt(self._rows[event.cursor_row].header.attempt_id))

    def action_turn_page(self, step: int) -> None:
        """Show older or newer calls."""
        first = self._first + step * PAGE
        if first >= 0 and (step < 0 or self._more):
            self._first = first
            self._fill()

    def action_give_up(self) -> None:
        """Give an unfinished call up, once the trainee has confirmed it."""
        place = self.query_one(DataTable).cursor_row
        if place >= len(self._rows) or self._rows[place].status.value != "open":
            self.tell(_("Only an unfinished call can be given up."))
            return
        row = self._rows[place]
        text = _("Give up “{title}” of {day}? It stays in the history, and is offered no more.")
        began = datetime.fromisoformat(row.header.started_at)
        question = text.format(title=self.desk.title(row.header.scenario_id), day=day(began))

        def give_up(confirmed: bool | None) -> None:
            if confirmed:
                with self.callcoach.excused():
                    self.desk.abandon(row.header.attempt_id)
                self._fill()

        self.app.push_screen(Confirm(question, _("Give up"), _("Keep it")), give_up)


def result_of(row: AttemptRow) -> str:
    """Return what came of a call: its marks, or that it is not finished."""
    if row.summary is None or row.status.value != "ended":
        return word(STATUSES, row.status.value)
    quality, compliance = row.summary.get("quality"), str(row.summary.get("compliance") or "")
    sign = COMPLIANCE_SIGNS.get(compliance, "")
    mark = quality_word(quality if isinstance(quality, int | float) else None)
    return f"{mark} {sign} {word(COMPLIANCE, compliance)}"
