"""The record written after the call: what a colleague must be able to work from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label, Select

from callcoach.i18n import N_, _
from callcoach.report.words import word
from callcoach.scoring.papers import RESULTS, CallRecord
from callcoach.ui.messages import RecordDone
from callcoach.ui.screens.confirm import Confirm
from callcoach.ui.screens.page import Page
from callcoach.ui.telling import Teller
from callcoach.ui.widgets.form import PaperForm
from callcoach.ui.widgets.transcript import TranscriptView
from callcoach.ui.words import RESULT_WORDS

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.ui.live_call import LiveCall


class CallRecordPage(Page):
    """The record of a call that is over."""

    CSS_PATH = "call_record.tcss"
    HELP: ClassVar[str] = N_(
        "Write down what was said and agreed: facts, figures and days only. No judgement, no "
        "health detail, nothing that was not said. The record is part of the mark."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "file_record", N_("Hand in")),
        Binding("f2", "toggle_call", N_("The call")),
        Binding("escape", "skip", N_("Leave out")),
    ]
    AUTO_FOCUS = "#result"

    def __init__(self, live: LiveCall, record: CallRecord | None = None) -> None:
        """Open the form.

        Args:
            live: the call that is over.
            record: what is written already.
        """
        super().__init__()
        self._live = live
        self._record = record or live.session.record or CallRecord()

    @property
    def live(self) -> LiveCall:
        """The call."""
        return self._live

    def renewed(self) -> Self:
        """Return the same form with what has been written."""
        return type(self)(self._live, self._written())

    def heading(self) -> str:
        """Return the first line."""
        return _("Call record: {title}").format(title=self._live.scenario.title)

    def body(self) -> ComposeResult:
        """Lay out the form, and the call beside it."""
        result = self._record.result
        with Horizontal(id="desk"):
            with Vertical(id="paper"):
                yield Label(_("Result of the call"), id="result-label", markup=False)
                yield Select(
                    [(Content(word(RESULT_WORDS, id_)), id_) for id_ in RESULTS],
                    prompt=_("Choose with Enter and the arrow keys"),
                    value=result if result in RESULTS else Select.NULL,
                    id="result",
                    compact=True,
                )
                yield PaperForm(record_questions(), self._record.to_json(), id="form")
            told = Teller(self._live.scenario).tell(self._live.session.events)
            yield TranscriptView(told, id="transcript")

    def action_toggle_call(self) -> None:
        """Show or hide the call."""
        self.query_one("#desk").toggle_class("-call")

    def action_file_record(self) -> None:
        """Hand the record in."""
        record = self._written()
        if record.empty:
            self.tell(_("The record is empty. Escape leaves it out."))
        else:
            self.post_message(RecordDone(self._live, record))

    def action_skip(self) -> None:
        """Leave the record out, once the trainee has confirmed it."""
        question = _("Leave the record out? It is part of the work, and of the mark.")
        self.app.push_screen(
            Confirm(question, _("Leave it out"), _("Go on writing")), self._skipped
        )

    def _skipped(self, confirmed: bool | None) -> None:
        if confirmed:
            self.post_message(RecordDone(self._live, None))

    def _written(self) -> CallRecord:
        answers = self.query_one(PaperForm).answers
        chosen = self.query_one("#result", Select).value
        result = chosen if isinstance(chosen, str) else ""
        return CallRecord.from_json({**answers, "result": result})


def record_questions() -> list[tuple[str, str]]:
    """Return the free fields of the record, each with what is asked."""
    return [
        ("contact", _("Who was on the line, and how identity was checked")),
        ("promised", _("Agreed: sums, dates, means")),
        ("cause", _("Cause of the delay")),
        ("situation", _("Situation as told: income, charges, household")),
        ("capacity", _("Monthly capacity in euros, and how it was worked out")),
        ("dispute", _("Dispute: about what, which document, answer by when")),
        ("vulnerability", _("Vulnerability, without any health detail")),
        ("further", _("Help named, documents awaited, call back")),
        ("next_action", _("Next action: what, on which day, by whom")),
    ]
