"""A question to which one answers yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from callcoach.i18n import N_, _
from callcoach.ui.screens.page import Dialog
from callcoach.ui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Confirm(Dialog[bool]):
    """Asks before something that cannot be taken back; "no" has the focus."""

    DEFAULT_CSS = """
    Confirm #question { height: auto; margin-bottom: 1; }
    Confirm #answers { height: auto; align: center middle; }
    Confirm Button { margin: 0 2; }
    Confirm Button:focus { text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", N_("No"), show=False),
        Binding("left,up", "app.focus_previous", N_("Other answer"), show=False),
        Binding("right,down", "app.focus_next", N_("Other answer"), show=False),
    ]
    AUTO_FOCUS = "#no"

    def __init__(self, question: str, yes: str, no: str) -> None:
        """Prepare the question.

        Args:
            question: what is asked, and what each answer means.
            yes: the words of the button that says yes.
            no: the words of the other.
        """
        super().__init__()
        self._question = question
        self._yes, self._no = yes, no

    def compose(self) -> ComposeResult:
        """Lay out the question and its two answers."""
        with Vertical(id="box"):
            yield Static(self._question, id="question", markup=False)
            with Horizontal(id="answers"):
                yield Button(self._no, id="no", compact=True)
                yield Button(self._yes, id="yes", compact=True)
            yield Static(_("Arrow keys choose, Enter answers, Escape says no."), markup=False)
        yield TooSmall()

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        """Answer with the button pressed."""
        self.action_answer(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        self.dismiss(yes)
