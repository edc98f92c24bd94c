"""The calls played so far, a page at a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.widgets import DataTable, Static

from callcoach.errors import StorageError
from callcoach.i18n import N_, _, day, time_of_day
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
TITLE_WIDTH = 26


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
        self._rows: tuple[AttemptRow, ...] = ()
        table = self.query_one(DataTable)
        for name in (_("Day"), _("Call"), _("Mode"), _("State"), _("Quality"), _("Compliance")):
            table.add_column(Text(name))
        self.watch(self.callcoach, "history_state", self._fill)
        self.watch(self.callcoach, "content_state", self._fill, init=False)

    def on_screen_resume(self) -> None:
        """Show what has changed in the meantime."""
        self._fill()

    def _fill(self) -> None:
        table, place = self.query_one(DataTable), self.query_one("#place", Static)
        chosen = table.cursor_row
        table.clear()
        if self.callcoach.history_state is Readiness.WAITING:
            place.update(_("Opening the history…"))
            return
        try:
            found = self.desk.attempts(PAGE + 1, self._first)
        except StorageError as error:
            place.update(f"{error.title}. {error.message}")
            return
        if self.desk.history_fault is not None:
            place.update(f"{self.desk.history_fault.title}. {self.desk.history_fault.message}")
            return
        self._rows = found[:PAGE]
        for row in self._rows:
            table.add_row(*(Text(cell) for cell in self._cells(row)))
        table.move_cursor(row=min(chosen, max(0, len(self._rows) - 1)))
        place.update(self._place(more=len(found) > PAGE))

    def _place(self, *, more: bool) -> str:
        if not self._rows:
            return _("No call has been played yet.")
        last = self._first + len(self._rows)
        text = _("Calls {first} to {last}").format(first=self._first + 1, last=last)
        return f"{text}. " + _("N shows older ones.") if more else f"{text}."

    def _cells(self, row: AttemptRow) -> tuple[str, ...]:
        began = datetime.fromisoformat(row.header.started_at)
        summary = row.summary or {}
        quality, compliance = summary.get("quality"), str(summary.get("compliance") or "")
        title = self.desk.title(row.header.scenario_id)
        short = title if len(title) <= TITLE_WIDTH else title[: TITLE_WIDTH - 1] + "…"
        return (
            f"{began:%Y-%m-%d} {time_of_day(began)}",
            short,
            word(MODES, row.header.mode),
            word(STATUSES, row.status.value),
            quality_word(quality if isinstance(quality, int | float) else None),
            f"{COMPLIANCE_SIGNS.get(compliance, '')} {word(COMPLIANCE, compliance)}".strip()
            or "–",
        )

    @on(DataTable.RowSelected)
    def open_call(self, event: DataTable.RowSelected) -> None:
        """Open the call chosen."""
        if event.cursor_row < len(self._rows):
            self.post_message(OpenAttempt(self._rows[event.cursor_row].header.attempt_id))

    def action_turn_page(self, step: int) -> None:
        """Show older or newer calls."""
        first = self._first + step * PAGE
        if first >= 0 and (step < 0 or len(self._rows) == PAGE):
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
                self.desk.abandon(row.header.attempt_id)
                self._fill()

        self.app.push_screen(Confirm(question, _("Give up"), _("Keep it")), give_up)
