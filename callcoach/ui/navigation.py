"""From screen to screen: which one answers what is asked, and what is told when none can.

All screens are made here, in the app's own task, since the interface language belongs to a task.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.reactive import var

from callcoach.errors import CallCoachError, ContentError
from callcoach.i18n import _
from callcoach.ui import messages
from callcoach.ui.past_call import PastCall
from callcoach.ui.readiness import Readiness
from callcoach.ui.threads import in_thread_of_its_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.message import Message

    from callcoach.ui.desk import Desk
    from callcoach.ui.live_call import LiveCall


NOTICE_SECONDS, WARNING_SECONDS = 5, 12
"""How long a passing notice stays: long enough to be read twice."""


class Navigator(App[None]):
    """The part of the app that leads from screen to screen."""

    desk: Desk
    content_state: var[Readiness] = var(Readiness.WAITING)
    """Whether the calls have been read."""
    listening_state: var[Readiness] = var(Readiness.WAITING)
    """Whether what is typed can be understood."""
    history_state: var[Readiness] = var(Readiness.WAITING)
    """Whether calls can be kept and looked up."""
    _postponed: Message | None = None
    """What was asked for before content and history were there."""

    def in_thread(self, work: Callable[[], None]) -> None:
        """Do something slow; it answers with messages."""
        self.run_worker(in_thread_of_its_own(work))

    def postponed(self, message: Message) -> bool:
        """Keep a message for when content and history are there; return False if they are."""
        if Readiness.WAITING not in (self.content_state, self.history_state):
            return False
        self._postponed = message
        self.tell(_("One moment: the calls are being read…"))
        return True

    def catch_up(self) -> None:
        """Do what was postponed, if content and history are there by now."""
        waiting = Readiness.WAITING in (self.content_state, self.history_state)
        if self._postponed is not None and not waiting:
            message, self._postponed = self._postponed, None
            self.post_message(message)

    def tell(self, text: str, *, warning: bool = False) -> None:
        """Show a passing notice."""
        self.notify(
            text,
            severity="warning" if warning else "information",
            timeout=WARNING_SECONDS if warning else NOTICE_SECONDS,
            markup=False,
        )

    @contextmanager
    def excused(self) -> Iterator[None]:
        """Tell in plain words why something asked for cannot be done."""
        try:
            yield
        except (ContentError, LookupError):
            # Which file and line is for the author: `callcoach lint` says it.
            text = _("This call cannot be played: its content has a fault. Tell your trainer.")
            self.tell(text, warning=True)
        except CallCoachError as error:
            parts = (error.title, error.message, error.hint)
            self.tell("\n".join(part for part in parts if part), warning=True)

    # -- screens to look at

    @on(messages.OpenScenarios)
    def open_scenarios(self) -> None:
        """Show the list of calls."""
        from callcoach.ui.screens.scenarios import ScenariosPage

        self.push_screen(ScenariosPage())

    @on(messages.OpenHistory)
    def open_history(self) -> None:
        """Show past calls."""
        from callcoach.ui.screens.history import HistoryPage

        self.push_screen(HistoryPage())

    @on(messages.OpenHelp)
    def open_help(self) -> None:
        """Show help on the screen in front."""
        from callcoach.ui.screens.help import HelpDialog

        self.push_screen(HelpDialog(self.screen))

    @on(messages.OpenDossier)
    def open_dossier(self, message: messages.OpenDossier) -> None:
        """Show a file."""
        if self.postponed(message):
            return
        from callcoach.ui.files import new_file
        from callcoach.ui.screens.dossier import DossierPage

        with self.excused():
            file = new_file(self.desk, message.scenario_id)
            self.push_screen(DossierPage(file, self.desk.mode))

    # -- a call, from the file to the debrief

    @on(messages.OpenAttempt)
    def open_attempt(self, message: messages.OpenAttempt) -> None:
        """Take a call up where it stands, or show its debrief."""
        if self.postponed(message):
            return
        with self.excused():
            if self.desk.content_fault is not None:
                raise self.desk.content_fault
            past = self.desk.past_call(message.attempt_id)
            if past.finished:
                self.post_message(messages.OpenDebrief(past))
            else:
                self._take_up(self.desk.resume(past))

    def _take_up(self, live: LiveCall) -> None:
        from callcoach.ui.screens.call import CallPage
        from callcoach.ui.screens.call_record import CallRecordPage
        from callcoach.ui.screens.dossier import DossierPage

        session = live.session
        if not session.started:
            mode = session.header.mode
            self.push_screen(DossierPage(live.file, mode, session.preparation, live))
        elif live.ended:
            self.push_screen(CallRecordPage(live))
        else:
            self.push_screen(CallPage(live))

    @on(messages.PutAside)
    def put_aside(self, message: messages.PutAside) -> None:
        """Keep a preparation for later, and leave the file."""
        with self.excused():
            live = message.live or self._begun(message)
            live.session.prepare(message.sheet)
            if live.keeper.kept:
                self.tell(_("Your preparation is kept: the first screen offers the call."))
            else:
                self.tell(_("Your preparation could not be kept."), warning=True)
        self.pop_screen()

    @on(messages.Dial)
    def dial(self, message: messages.Dial) -> None:
        """Begin a call."""
        from callcoach.ui.screens.call import CallPage

        if isinstance(message, messages.PutAside):
            return
        with self.excused():
            live = message.live or self._begun(message)
            if not message.sheet.empty and message.sheet != live.session.preparation:
                live.session.prepare(message.sheet)
            live.session.dial()
            self.switch_screen(CallPage(live))

    def _begun(self, message: messages.Dial) -> LiveCall:
        return self.desk.begin(message.file.scenario.id, message.mode, message.file)

    @on(messages.OpenFollowUp)
    def open_follow_up(self, message: messages.OpenFollowUp) -> None:
        """Show the file of the second call that an attempt leads to."""
        if self.postponed(message):
            return
        from callcoach.ui.files import follow_up_file
        from callcoach.ui.screens.dossier import DossierPage

        with self.excused():
            first = message.first
            past = first if isinstance(first, PastCall) else self.desk.past_call(first)
            self.push_screen(DossierPage(follow_up_file(self.desk, past), self.desk.mode))

    @on(messages.OpenRecord)
    def open_record(self, message: messages.OpenRecord) -> None:
        """Go on from the call to its record."""
        from callcoach.ui.screens.call_record import CallRecordPage

        self.switch_screen(CallRecordPage(message.live))

    @on(messages.RecordDone)
    def close_record(self, message: messages.RecordDone) -> None:
        """File the record, if there is one, and ask how the trainee saw the call."""
        from callcoach.ui.screens.self_rating import SelfRatingPage

        live = message.live
        if message.record is not None:
            live.session.file_record(message.record)
        self.switch_screen(SelfRatingPage(live))

    @on(messages.RatingDone)
    def close_rating(self, message: messages.RatingDone) -> None:
        """Keep the trainee's own mark, if there is one, and mark the call."""
        live = message.live
        if message.levels:
            live.session.rate(message.levels)
        past = PastCall(live.session.header, live.session.events)
        self.post_message(messages.OpenDebrief(past, live))

    @on(messages.OpenDebrief)
    def make_debrief(self, message: messages.OpenDebrief) -> None:
        """Have a call marked; a live one is closed with its mark."""
        past, live = message.past, message.live
        if self.listening_state is Readiness.WAITING:
            self.tell(_("The call is being marked; the first time takes some seconds…"))

        def mark() -> None:
            from callcoach.session.remarking import summary_of

            try:
                debrief = self.desk.debrief(past)
            except CallCoachError as error:
                self.post_message(messages.NotMarked(error))
                return
            if live is not None:
                live.keeper.finish(summary_of(debrief.score, debrief.outcome))
            self.post_message(messages.Marked(past, debrief, live))

        self.in_thread(mark)

    @on(messages.Marked)
    def show_debrief(self, message: messages.Marked) -> None:
        """Show the debrief."""
        from callcoach.ui.screens.debrief import DebriefPage

        past, live = message.past, message.live
        notes: tuple[str, ...] = ()
        if live is None and self.desk.changed_since(past):
            notes = (
                _("The content has changed since this call: its mark may differ from before."),
            )
        if live is not None and not live.keeper.kept:
            notes = (_("[!] This call is not kept: it will be gone once callcoach is left."),)
        page = DebriefPage(past, message.debrief, notes)
        if live is None:
            self.push_screen(page)
        else:
            self.switch_screen(page)

    @on(messages.NotMarked)
    def excuse(self, message: messages.NotMarked) -> None:
        """Tell why a call cannot be marked."""
        with self.excused():
            raise message.error

    @on(messages.BeginNewHistory)
    def ask_for_new_history(self) -> None:
        """Ask before a damaged history is set aside."""
        from callcoach.ui.screens.confirm import Confirm

        question = _(
            "Set the damaged history aside and begin a new one? The damaged file is renamed, "
            "nothing in it is changed."
        )
        self.push_screen(
            Confirm(question, _("Begin a new history"), _("Leave it")), self._begin_new_history
        )

    def _begin_new_history(self, confirmed: bool | None) -> None:
        if not confirmed:
            return
        with self.excused():
            aside = self.desk.begin_new_history()
            self.history_state = Readiness.READY
            self.tell(_("A new history is begun. The damaged one is {path}.").format(path=aside))
