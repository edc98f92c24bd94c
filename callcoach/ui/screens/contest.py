"""Contesting a verdict on one turn: which one, and a word of reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from callcoach.i18n import N_, _, current_language
from callcoach.session.contesting import LONGEST_REASON, Objection
from callcoach.ui.screens.page import Dialog
from callcoach.ui.widgets.choices import Choices
from callcoach.ui.widgets.findings import quoted
from callcoach.ui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.content.rubric import Rubric
    from callcoach.session.debrief import ShownTurn


class ContestDialog(Dialog[Objection]):
    """Asks what is wrong with the verdict on a turn; Escape leaves it as it is."""

    CSS_PATH = "contest.tcss"
    HELP: ClassVar[str] = N_(
        "First come the findings of this turn, then what may be missing from it. Choose with the "
        "arrow keys, press Enter, say why in a few words, press Enter again. Your trainer reads "
        "it and decides; the mark stays as it is until then."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", N_("Leave"), show=False)]
    AUTO_FOCUS = "#verdicts"

    def __init__(self, turn: ShownTurn, rubric: Rubric) -> None:
        """Prepare the choice.

        Args:
            turn: the turn, with what was found in it.
            rubric: what else could have been found.
        """
        super().__init__()
        self._turn = turn
        self._found = dict.fromkeys(finding.id for finding in turn.findings)
        every = (*rubric.rules, *rubric.techniques, *rubric.anti_patterns)
        french = current_language() == "fr"
        names = {item.id: item.label if french else item.label_en for item in every}
        missing = sorted(names.keys() - self._found.keys(), key=lambda id_: names[id_].casefold())
        self._choice = [
            *((id_, _("Not so: {name}").format(name=names.get(id_, id_))) for id_ in self._found),
            *((id_, _("Missing: {name}").format(name=names[id_])) for id_ in missing),
        ]

    def compose(self) -> ComposeResult:
        """Lay out the turn, the verdicts and the line for the reason."""
        with Vertical(id="box"):
            yield Static(Content(quoted(self._turn.text)), classes="said", markup=False)
            yield Choices(id="verdicts")
            yield Input(placeholder=_("Why?"), max_length=LONGEST_REASON, id="because")
            yield Static(_("Enter goes on, Escape leaves all as it is."), markup=False)
        yield TooSmall()

    def on_mount(self) -> None:
        """List the verdicts."""
        box = self.query_one("#box")
        box.border_title = _("Contest turn {turn}").format(turn=self._turn.number)
        verdicts = self.query_one("#verdicts", Choices)
        verdicts.add_options(Option(Content(name)) for _id, name in self._choice)
        verdicts.highlighted = 0

    @on(OptionList.OptionSelected, "#verdicts")
    def ask_why(self) -> None:
        """Go on to the reason."""
        self.query_one("#because", Input).focus()

    @on(Input.Submitted, "#because")
    def contest(self, event: Input.Submitted) -> None:
        """Give what is contested, with its reason."""
        place = self.query_one("#verdicts", Choices).highlighted
        if place is None or not event.value.strip():
            self.notify(_("A contest needs a word of reason"), markup=False)
            return
        self.dismiss(Objection(self._turn.number, self._choice[place][0], event.value))

    def action_leave(self) -> None:
        """Leave all as it is."""
        self.dismiss(None)
