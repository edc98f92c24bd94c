"""The first screen: what to do next, and how the last calls went."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from callcoach.errors import StorageError
from callcoach.i18n import N_, _, day, ngettext, time_of_day
from callcoach.report.words import COMPLIANCE, word
from callcoach.ui.messages import (
    BeginNewHistory,
    OpenAttempt,
    OpenDossier,
    OpenHelp,
    OpenHistory,
    OpenScenarios,
)
from callcoach.ui.readiness import Readiness
from callcoach.ui.screens.page import Page
from callcoach.ui.widgets.choices import Choices
from callcoach.ui.words import COMPLIANCE_SIGNS, quality_word

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.errors import CallCoachError
    from callcoach.session.records import AttemptHeader
    from callcoach.storage import AttemptRow

OFFERED = 2
"""Unfinished calls that the list offers; the history has them all."""
LAST_MARKS = 4


class HomePage(Page):
    """What to do next."""

    CSS_PATH = "home.tcss"
    HELP: ClassVar[str] = N_(
        "Choose what to do. An unfinished call comes first: it goes on where it stood. "
        "Nothing is lost by choosing something else."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.leave", N_("Quit")),
        Binding("f2", "open('scenarios')", N_("Calls")),
        Binding("f3", "open('history')", N_("History")),
    ]

    def heading(self) -> str:
        """Return the first line."""
        return _("callcoach: rehearse collection calls")

    def body(self) -> ComposeResult:
        """Lay out the list of what can be done and the last marks."""
        yield Static(_("What would you like to do?"), id="question", markup=False)
        yield Choices(id="actions")
        yield Static(id="marks", markup=False)

    def on_mount(self) -> None:
        """Show what is known so far, and again whenever more is known."""
        self._fill()
        app = self.callcoach
        self.watch(app, "history_state", self._fill, init=False)
        self.watch(app, "content_state", self._fill, init=False)

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was in front."""
        self._fill()

    def _fill(self) -> None:
        fault = self.desk.history_fault
        try:
            rows, unfinished = self.desk.attempts(50), self.desk.open_attempts()
            best = self.desk.best_scores()
        except StorageError as error:
            fault, rows, unfinished, best = error, (), (), {}
        actions = self.query_one(Choices)
        actions.clear_options()
        actions.add_options(self._options(unfinished[:OFFERED], best, fault))
        actions.highlighted = 0
        self.query_one("#marks", Static).update(self._below(rows, fault))

    def _options(
        self,
        unfinished: tuple[AttemptRow, ...],
        best: dict[str, float],
        fault: CallCoachError | None,
    ) -> list[Option]:
        options = [
            Option(Content(self._resume_line(row.header)), id=f"attempt:{row.header.attempt_id}")
            for row in unfinished
        ]
        suggestion = self._suggestion(best)
        if suggestion is not None:
            options.append(suggestion)
        options += [
            Option(Content(_("Choose a call")), id="scenarios"),
            Option(Content(_("See past calls")), id="history"),
        ]
        if getattr(fault, "code", "") == "corrupt":
            text = _("Set the damaged history aside and begin a new one")
            options.append(Option(Content(text), id="new-history"))
        options.append(Option(Content(_("Help")), id="help"))
        options.append(Option(Content(_("Quit")), id="quit"))
        return options

    def _resume_line(self, header: AttemptHeader) -> str:
        began = datetime.fromisoformat(header.started_at)
        return _("Resume: {title} ({day}, {time})").format(
            title=self.desk.title(header.scenario_id), day=day(began), time=time_of_day(began)
        )

    def _suggestion(self, best: dict[str, float]) -> Option | None:
        if self.callcoach.content_state is not Readiness.READY:
            return None
        from callcoach.ui.shelf import cards_of, next_to_play

        card = next_to_play(cards_of(self.desk.studio.library, best))
        if card is None:
            return None
        if card.best is None:
            text = _("Next: {title} (level {level})").format(title=card.title, level=card.level)
        else:
            text = _("Try again: {title} (best {best})").format(
                title=card.title, best=quality_word(card.best)
            )
        return Option(Content(text), id=f"scenario:{card.id}")

    def _below(self, rows: tuple[AttemptRow, ...], fault: CallCoachError | None) -> Content:
        parts = []
        if self.desk.content_fault is not None:
            parts.append(_fault(self.desk.content_fault, _("No call can be played.")))
        if fault is not None:
            parts.append(
                _fault(fault, _("You can still play: calls stay in memory until you leave."))
            )
        elif self.callcoach.history_state is Readiness.WAITING:
            parts.append(Content(_("Opening the history…")))
        else:
            parts.append(self._marks(rows))
        return Content("\n\n").join(parts)

    def _marks(self, rows: tuple[AttemptRow, ...]) -> Content:
        marked = [row for row in rows if row.summary is not None][:LAST_MARKS]
        if not marked:
            return Content(_("No call has been marked yet."))
        title = ngettext("Your last mark", "Your last marks", len(marked))
        return Content("\n").join([Content.styled(title, "bold"), *map(self._mark, marked)])

    def _mark(self, row: AttemptRow) -> Content:
        summary = row.summary or {}
        quality = summary.get("quality")
        compliance = str(summary.get("compliance", ""))
        began = datetime.fromisoformat(row.header.started_at)
        return Content(
            _("{quality}, {sign} {compliance} · {title} · {day}").format(
                day=day(began),
                title=self.desk.title(row.header.scenario_id),
                quality=quality_word(quality if isinstance(quality, int | float) else None),
                sign=COMPLIANCE_SIGNS.get(compliance, ""),
                compliance=word(COMPLIANCE, compliance),
            )
        )

    @on(OptionList.OptionSelected, "#actions")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Do what was chosen."""
        self.action_open(event.option_id or "")

    def action_open(self, what: str) -> None:
        """Ask the app for what was chosen."""
        kind, _colon, id_ = what.partition(":")
        if kind == "attempt":
            self.post_message(OpenAttempt(id_))
        elif kind == "scenario":
            self.post_message(OpenDossier(id_))
        elif kind == "quit":
            self.callcoach.action_leave()
        else:
            asked = {
                "scenarios": OpenScenarios,
                "history": OpenHistory,
                "help": OpenHelp,
                "new-history": BeginNewHistory,
            }
            self.post_message(asked[kind]())


def _fault(error: CallCoachError, consequence: str) -> Content:
    lines = [
        Content.assemble(("[!] ", "bold"), (error.title, "bold")),
        *(Content(text) for text in (error.message, error.hint, consequence) if text),
    ]
    return Content("\n").join(lines)
