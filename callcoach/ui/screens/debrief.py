"""The debrief: what every call ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import OptionList, Static, TabbedContent, TabPane
from textual.widgets.option_list import Option

from callcoach.i18n import N_, _
from callcoach.ui.debrief_blocks import (
    curve_blocks,
    mark_blocks,
    moment_blocks,
    summary_blocks,
    turn_blocks,
    turn_line,
    verdict_line,
)
from callcoach.ui.live_call import EXAM
from callcoach.ui.messages import OpenFollowUp
from callcoach.ui.screens.page import Page
from callcoach.ui.widgets.choices import Choices
from callcoach.ui.widgets.reading import Reading

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.session.contesting import Objection
    from callcoach.session.debrief import Debrief
    from callcoach.ui.past_call import PastCall


class DebriefPage(Page):
    """All that a trainee is shown after a call."""

    CSS_PATH = "debrief.tcss"
    HELP: ClassVar[str] = N_(
        "Every finding quotes your own words. The keys 1 to 5 choose a page. On the page of the "
        "call, choose one of your turns to see what was found in it, why, and a better line. "
        "If a verdict on that turn is wrong, or one is missing, C tells your trainer."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "page('summary')", N_("Summary")),
        Binding("2", "page('moments')", N_("Moments")),
        Binding("3", "page('marks')", N_("Marks")),
        Binding("4", "page('turns')", N_("The call")),
        Binding("5", "page('curve')", N_("Curve")),
        Binding("f7", "follow_up", N_("Second call")),
        Binding("c", "contest", N_("Contest")),
    ]

    AUTO_FOCUS = "#summary Reading"

    def __init__(self, past: PastCall, debrief: Debrief, notes: tuple[str, ...] = ()) -> None:
        """Show a debrief.

        Args:
            past: the call.
            debrief: what it ends in.
            notes: what else there is to know, as that its content has changed since.
        """
        super().__init__()
        self.past = past
        self._debrief = debrief
        self._notes = notes

    @property
    def _exam(self) -> bool:
        return self.past.header.mode == EXAM

    def renewed(self) -> Self:
        """Return the debrief worded anew."""
        return type(self)(self.past, self.desk.debrief(self.past), self._notes)

    def heading(self) -> str:
        """Return the first line."""
        return _("Debrief: {title}").format(title=self._debrief.title)

    def body(self) -> ComposeResult:
        """Lay out the marks, then a tab for each page."""
        debrief = self._debrief
        yield Static(verdict_line(debrief, exam=self._exam), id="verdict", markup=False)
        with TabbedContent(id="pages"):
            with TabPane(_("Summary"), id="summary"):
                yield Reading(summary_blocks(debrief, exam=self._exam, notes=self._notes))
            with TabPane(_("Moments"), id="moments"):
                yield Reading(moment_blocks(debrief))
            with TabPane(_("Marks"), id="marks"):
                yield Reading(mark_blocks(debrief))
            with TabPane(_("The call"), id="turns"), Vertical():
                yield Choices(id="turn-list")
                yield Reading(id="found")
            with TabPane(_("Curve"), id="curve"):
                yield Reading(curve_blocks(debrief))

    def on_mount(self) -> None:
        """List the turns and begin with the summary."""
        turns = self.query_one("#turn-list", Choices)
        turns.add_options(Option(turn_line(turn)) for turn in self._debrief.transcript)
        turns.border_title = _("Your turns: + good, ! to review, !! critical")
        self.query_one("#found").border_title = _("What was found in this turn")
        own = [i for i, t in enumerate(self._debrief.transcript) if t.speaker == "agent"]
        turns.highlighted = own[0] if own else 0

    def action_page(self, name: str) -> None:
        """Show a page."""
        self.query_one(TabbedContent).active = name
        # It can take the focus only once it is displayed.
        self.call_after_refresh(self.query_one(f"#{name}").query("Choices, Reading").first().focus)

    def action_contest(self) -> None:
        """Contest a verdict on the turn chosen; from another page, go and choose one."""
        from callcoach.ui.screens.contest import ContestDialog

        place = self.query_one("#turn-list", Choices).highlighted
        turn = None if place is None else self._debrief.transcript[place]
        if self.query_one(TabbedContent).active != "turns":
            self.action_page("turns")
            self.tell(_("Choose the turn, then press C."))
        elif turn is None or turn.speaker != "agent" or not turn.text:
            self.tell(_("Only something you said can be contested."))
        else:
            self.app.push_screen(ContestDialog(turn, self.desk.studio.rubric), self._contested)

    def _contested(self, objection: Objection | None) -> None:
        if objection is None:
            return
        with self.callcoach.excused():
            number = self.desk.contest(self.past, objection)
            self.tell(_("Kept for your trainer as contest {number}.").format(number=number))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a second call only after one that came to an agreement."""
        if action == "follow_up":
            return self._debrief.aftermath is not None
        return super().check_action(action, parameters)

    def action_follow_up(self) -> None:
        """Go on to the second call."""
        self.post_message(OpenFollowUp(self.past))

    @on(OptionList.OptionHighlighted, "#turn-list")
    async def show_turn(self, event: OptionList.OptionHighlighted) -> None:
        """Show what was found in the turn chosen."""
        turn = self._debrief.transcript[event.option_index]
        await self.query_one("#found", Reading).show(turn_blocks(turn))

    @on(OptionList.OptionSelected, "#turn-list")
    def read_turn(self) -> None:
        """Go on to what was found."""
        self.query_one("#found").focus()
