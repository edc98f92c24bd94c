"""The call: what is heard, what is said, and how long it has lasted.

Every act goes through ``CallSession``; this screen shows what came of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from callcoach.i18n import N_, _, current_language
from callcoach.report.words import AFFECTS, ENDINGS, PHASES, word
from callcoach.session.session import HANG_UP, MOST_CHARACTERS
from callcoach.ui.coaching import coaching_of
from callcoach.ui.file_sections import sections_of
from callcoach.ui.messages import OpenRecord
from callcoach.ui.readiness import Readiness
from callcoach.ui.screens.confirm import Confirm
from callcoach.ui.screens.page import Page
from callcoach.ui.telling import NOTHING, Line, Teller
from callcoach.ui.widgets.coach import coach_blocks
from callcoach.ui.widgets.gauges import GaugesView
from callcoach.ui.widgets.prompt import PromptArea
from callcoach.ui.widgets.reading import Reading, section_block
from callcoach.ui.widgets.transcript import TranscriptView
from callcoach.ui.words import MODES, duration

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.ui.live_call import LiveCall

SILENCE = ""
"""What ``say`` takes for a silence."""
HELP_IN_EXAM = frozenset({"gauges", "coach"})
"""Panels that an exam does without."""


class CallPage(Page):
    """One call, from the first ring to the end of the line."""

    CSS_PATH = "call.tcss"
    HELP: ClassVar[str] = N_(
        "You are on the phone. Say what you would say in your own words: the other side answers "
        "to what you say and how. Keeping silent is a way to answer too. Every turn is kept: you "
        "can leave at any time and resume the call where it stood."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", N_("Leave"), show=False),
        Binding("f2", "panel('file')", N_("File")),
        Binding("f3", "panel('gauges')", N_("Gauges")),
        Binding("f4", "panel('coach')", N_("Coach")),
        Binding("f5", "silence", N_("Silence")),
        Binding("f10", "hang_up", N_("Hang up")),
    ]

    def __init__(self, live: LiveCall, draft: str = "") -> None:
        """Show a call that has been dialled.

        Args:
            live: the call.
            draft: what stands in the prompt.
        """
        super().__init__()
        self._live = live
        self._draft = draft
        self._pending: str | None = None
        """What was said before the program could listen."""
        self._teller = Teller(live.scenario)
        self._told = 0
        self._kept = live.keeper.kept

    @property
    def live(self) -> LiveCall:
        """The call."""
        return self._live

    def renewed(self) -> Self:
        """Return the same call with what stands in the prompt."""
        return type(self)(self._live, self.query_one(PromptArea).text)

    def heading(self) -> str:
        """Return the title and the mode."""
        return f"{self._live.scenario.title} · {word(MODES, self._live.session.header.mode)}"

    def body(self) -> ComposeResult:
        """Lay out the transcript with its side panel, the gauges, the state and the prompt."""
        with Horizontal(id="floor"):
            yield TranscriptView(self._news(), id="transcript")
            yield Reading(map(section_block, sections_of(self._live.scenario)), id="file")
            yield Reading(id="coach")
        yield GaugesView(id="gauges")
        yield Static(id="state", markup=False)
        with Vertical(id="mouth"):
            yield PromptArea(self._live.session.state.said, id="prompt")
        with Vertical(id="after"):
            yield Static(id="ending", markup=False)
            yield Button(_("Write the call record"), id="to-record", compact=True)

    def on_mount(self) -> None:
        """Show the call where it stands."""
        self.query_one("#file").border_title = _("The file")
        self.query_one("#coach").border_title = _("The coach on your last turn")
        mouth = self.query_one("#mouth")
        mouth.border_title = _("You say")
        mouth.border_subtitle = _("Enter says it, Ctrl+J begins a new line")
        prompt = self.query_one(PromptArea)
        prompt.text = self._draft
        prompt.focus()
        self.set_interval(1, self._tick)
        self.watch(self.callcoach, "listening_state", self._say_pending)
        self.call_after_refresh(self._refresh)

    async def _tick(self) -> None:
        """Show the time, and let the other side ask who is there when nothing is said."""
        ready = self.callcoach.listening_state is Readiness.READY and self._pending is None
        silent = self.is_current and not self.query_one(PromptArea).text
        if ready and silent and self._live.session.wait():
            await self._refresh()
        else:
            self._show_state()

    # -- saying

    @on(PromptArea.Submitted)
    async def take_turn(self, event: PromptArea.Submitted) -> None:
        """Say what was typed."""
        await self._say(event.text)

    async def action_silence(self) -> None:
        """Keep silent."""
        await self._say(SILENCE)

    def action_hang_up(self) -> None:
        """Hang up, once the trainee has confirmed it."""
        question = _("Hang up now? The call ends here and is marked as it stands.")
        self.app.push_screen(
            Confirm(question, _("Hang up"), _("Go on with the call")), self._hung_up
        )

    async def _hung_up(self, confirmed: bool | None) -> None:
        if confirmed:
            await self._say(HANG_UP[0])

    async def _say(self, words: str) -> None:
        if self._live.ended or self._pending is not None:
            return
        if self.callcoach.listening_state is Readiness.READY:
            self._live.session.say(words)
            await self._refresh()
        elif self.callcoach.listening_state is Readiness.WAITING:
            self._pending = words
            why = _("(getting ready to listen; the first time takes some seconds)")
            line = Line("agent", words or NOTHING, _("You"))
            self.query_one(TranscriptView).wait(line, why)
        else:
            self.tell(
                _("What you say cannot be understood: the content has a fault."), warning=True
            )

    async def _say_pending(self) -> None:
        words, self._pending = self._pending, None
        if words is not None:
            self.query_one(TranscriptView).wait(None)
            await self._say(words)

    @on(PromptArea.NothingToSay)
    def tell_about_silence(self) -> None:
        """Say how to keep silent on purpose."""
        self.tell(_("Nothing was said. F5 keeps silent on purpose."))

    @on(PromptArea.TooLong)
    def tell_about_length(self) -> None:
        """Say that what is too long was cut."""
        text = _(
            "Nobody says that much in one breath: only the first {count} characters are kept."
        )
        self.tell(text.format(count=MOST_CHARACTERS), warning=True)

    # -- showing

    def _news(self) -> list[Line]:
        events = self._live.session.events
        lines = self._teller.tell(events[self._told :])
        self._told = len(events)
        return lines

    async def _refresh(self) -> None:
        """Show what has happened since the last time."""
        lines = self._news()
        if lines:
            await self.query_one(TranscriptView).add(lines)
        self.query_one(GaugesView).show(self._live.session.state.gauges)
        self._show_state()
        self._tell_if_not_kept()
        await self._show_coach()
        if self._live.ended:
            self._show_end()

    def _show_state(self) -> None:
        live = self._live
        parts = [
            word(PHASES, live.session.phase),
            duration(live.elapsed()),
            _("turn {turn}").format(turn=live.session.state.turn),
            _("voice: {mood}").format(mood=word(AFFECTS, live.session.state.affect)),
            _("kept") if live.keeper.kept else _("[!] not kept, in memory only"),
        ]
        self.query_one("#state", Static).update(Content(" · ".join(parts)))

    def _tell_if_not_kept(self) -> None:
        keeper = self._live.keeper
        if keeper.kept == self._kept:
            return
        self._kept = keeper.kept
        if self._kept:
            self.tell(_("The call is kept again, from its first turn on."))
        elif keeper.fault is not None:
            text = _(
                "{title}. The call goes on in memory; what you say is not lost while the app "
                "is open."
            )
            self.tell(text.format(title=keeper.fault.title), warning=True)

    def _show_end(self) -> None:
        state = self._live.session.state
        text = _("The call is over: {reason}.").format(reason=word(ENDINGS, state.ended))
        self.query_one("#ending", Static).update(Content.styled(text, "bold"))
        self.add_class("-over")
        self.refresh_bindings()
        button = self.query_one("#to-record", Button)
        self.call_after_refresh(button.focus)

    @on(Button.Pressed, "#to-record")
    def go_to_record(self) -> None:
        """Go on to the record."""
        self.post_message(OpenRecord(self._live))

    # -- panels

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what an exam does without, and what makes no sense any more."""
        if action == "panel" and self._live.exam and parameters[0] in HELP_IN_EXAM:
            return None
        if action in ("silence", "hang_up") and self._live.ended:
            return None
        return True

    async def action_panel(self, name: str) -> None:
        """Open or close a panel; the file and the coach share a place."""
        panel = self.query_one(f"#{name}")
        panel.toggle_class("-open")
        opened = panel.has_class("-open")
        if name != "gauges":
            other = self.query_one("#coach" if name == "file" else "#file")
            other.remove_class("-open")
        if opened and name == "coach":
            await self._show_coach()
        if not opened and panel.has_focus:
            self.query_one(PromptArea).focus()

    async def _show_coach(self) -> None:
        coach = self.query_one("#coach", Reading)
        if coach.has_class("-open"):
            found = coaching_of(self.desk.studio, self._live.session, current_language())
            await coach.show(coach_blocks(found))

    # -- leaving

    def action_back(self) -> None:
        """Leave for the first screen; the call is kept."""
        if self._live.ended:
            self.post_message(OpenRecord(self._live))
            return
        self.app.push_screen(
            Confirm(leaving_question(self._live), _("Leave"), _("Go on with the call")), self._left
        )

    def _left(self, confirmed: bool | None) -> None:
        if confirmed:
            super().action_back()


def leaving_question(live: LiveCall) -> str:
    """Return what to ask before a call is left in the middle."""
    if live.keeper.kept:
        return _("Leave the call? Nothing is lost: the first screen offers to resume it.")
    return _("Leave the call? It could not be kept: leaving loses it.")
