"""The file before the call, and the sheet on which the call is prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Static, TextArea

from callcoach.i18n import N_, _
from callcoach.report.words import word
from callcoach.scoring.papers import PreparationSheet
from callcoach.ui.file_sections import sections_of
from callcoach.ui.live_call import EXAM
from callcoach.ui.messages import Dial, PutAside
from callcoach.ui.screens.page import Page
from callcoach.ui.widgets.form import PaperForm
from callcoach.ui.widgets.reading import Reading, section_block
from callcoach.ui.words import MODES, level_word

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.ui.live_call import CaseFile, LiveCall

REHEARSE = "rehearse"


class DossierPage(Page):
    """File and preparation; side by side where there is room, one after the other otherwise."""

    CSS_PATH = "dossier.tcss"
    HELP: ClassVar[str] = N_(
        "Read the file, then write down what you want to obtain. A good sheet lets a colleague "
        "make the call in your place; it is part of the mark, and may be left empty."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "dial", N_("Call")),
        Binding("f2", "show('file')", N_("File")),
        Binding("f3", "show('sheet')", N_("Preparation")),
        Binding("f6", "exam", N_("Exam")),
    ]

    def __init__(
        self,
        file: CaseFile,
        mode: str,
        sheet: PreparationSheet | None = None,
        live: LiveCall | None = None,
    ) -> None:
        """Open a file.

        Args:
            file: the file, as it was drawn.
            mode: ``rehearse`` or ``exam``.
            sheet: what is written already.
            live: the call, if it was prepared before.
        """
        super().__init__()
        self._file = file
        self._scenario = file.scenario
        self._mode = mode
        self._sheet = sheet or PreparationSheet()
        self._live = live

    def renewed(self) -> Self:
        """Return the same file with what has been typed."""
        return type(self)(self._file, self._mode, self._written(), self._live)

    def heading(self) -> str:
        """Return the title, the level and the mode."""
        scenario = self._scenario
        return f"{scenario.title} · {level_word(scenario.level)} · {word(MODES, self._mode)}"

    def body(self) -> ComposeResult:
        """Lay out both."""
        with Horizontal(id="desk", classes="-file"):
            yield Reading(map(section_block, sections_of(self._scenario)), id="file")
            yield PaperForm(sheet_questions(), self._sheet.to_json(), id="sheet")

    def on_mount(self) -> None:
        """Name both and begin with the file."""
        self.query_one("#file").border_title = _("The file")
        self.query_one("#sheet").border_title = _("Preparation")
        self.query_one("#file").focus()

    def action_show(self, part: str) -> None:
        """Go to the file or to the sheet."""
        desk = self.query_one("#desk")
        desk.set_class(part == "file", "-file")
        desk.set_class(part == "sheet", "-sheet")
        target = self.query_one("#file") if part == "file" else self.query(TextArea).first()
        # It can take the focus only once it is displayed.
        self.call_after_refresh(target.focus)

    def action_exam(self) -> None:
        """Change between rehearsal and exam; a call that was prepared keeps its mode."""
        if self._live is not None:
            self.tell(_("This call was begun: its mode cannot be changed."))
            return
        self._mode = REHEARSE if self._mode == EXAM else EXAM
        self.query_one("#heading", Static).update(self.heading())
        if self._mode == EXAM:
            self.tell(_("Exam: no coach, no gauges; a critical failure voids the mark."))
        else:
            self.tell(_("Rehearsal: all help is available."))

    def action_dial(self) -> None:
        """Make the call."""
        self.post_message(Dial(self._file, self._mode, self._written(), self._live))

    def action_back(self) -> None:
        """Leave the file; what was prepared is kept."""
        sheet = self._written()
        if not sheet.empty and sheet != self._sheet:
            self.post_message(PutAside(self._file, self._mode, sheet, self._live))
        else:
            super().action_back()

    def _written(self) -> PreparationSheet:
        return PreparationSheet.from_json(self.query_one(PaperForm).answers)


def sheet_questions() -> list[tuple[str, str]]:
    """Return the fields of the preparation sheet, each with what is asked."""
    return [
        ("objective", _("Objective: what to obtain, with the amount")),
        ("fallback", _("Fallback: what to settle for, and your limit")),
        ("key_facts", _("Key facts: who, how much, since when, what was sent")),
        ("red_flags", _("Red flags: dispute, broken promise, third party, procedure…")),
        ("questions", _("Questions to ask")),
    ]
