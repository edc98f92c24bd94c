"""The terminal app: what runs before the first screen, the keys that work everywhere, the end."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import TextArea
from textual.worker import WorkerFailed

from callcoach.errors import CallCoachError, UsageError
from callcoach.i18n import LANGUAGES, N_, _, activate, speaking
from callcoach.ui import messages
from callcoach.ui.commands import commands_of
from callcoach.ui.desk import Desk
from callcoach.ui.navigation import Navigator
from callcoach.ui.readiness import Readiness
from callcoach.ui.screens.page import Page
from callcoach.ui.settings import Settings
from callcoach.ui.widgets.too_small import LEAST_HEIGHT, LEAST_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.app import SystemCommand
    from textual.binding import BindingType
    from textual.message import Message
    from textual.screen import Screen

    from callcoach.i18n import Language
    from callcoach.ui.live_call import LiveCall

WIDE = 100
"""Columns from which a screen shows two things side by side."""
DARK, LIGHT = "textual-dark", "textual-light"


class CallCoachApp(Navigator):
    """The app."""

    CSS_PATH = "app.tcss"
    TITLE = "callcoach"
    HOME_DEPTH: ClassVar[int] = 2
    """Screens on the stack when only the first screen is open: Textual's own lies under it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", N_("Help")),
        Binding("ctrl+p", "command_palette", N_("Commands")),
        Binding("ctrl+q", "leave", N_("Leave callcoach"), show=False, priority=True),
        Binding("ctrl+c", "copy_or_leave", N_("Leave callcoach"), show=False, priority=True),
    ]

    def __init__(self, desk: Desk, first: Message | None = None) -> None:
        """Prepare the app.

        Args:
            desk: content, history and calls.
            first: what to open as soon as content and history are there.
        """
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (LEAST_WIDTH, "-narrow"), (WIDE, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (LEAST_HEIGHT, "-high")]
        self.desk = desk
        self.fault: Exception | None = None
        """What ended the app, if it was not the user."""
        self.parting = ""
        """What the user should know once the screen is closed."""
        self._postponed = first

    def on_mount(self) -> None:
        """Show the first screen, then open what is slow."""
        from callcoach.ui.screens.home import HomePage

        self.push_screen(HomePage())
        self.call_after_refresh(self._open_all)

    # -- opening

    def _open_all(self) -> None:
        self.in_thread(self._open_history)
        self.in_thread(self._open_content)

    def _open_history(self) -> None:
        try:
            self.desk.open_history()
        except CallCoachError as error:
            self.desk.history_fault = error
        self.post_message(messages.HistoryOpened())

    def _open_content(self) -> None:
        try:
            self.desk.open_content()
            self.post_message(messages.ContentOpened())
            self.desk.learn_to_listen()
        except CallCoachError as error:
            self.desk.content_fault = error
            self.post_message(messages.ContentOpened())
        self.post_message(messages.Listening())

    @on(messages.HistoryOpened)
    def _history_opened(self) -> None:
        failed = self.desk.history_fault is not None
        self.history_state = Readiness.FAILED if failed else Readiness.READY
        self.catch_up()

    @on(messages.ContentOpened)
    def _content_opened(self) -> None:
        failed = self.desk.content_fault is not None
        self.content_state = Readiness.FAILED if failed else Readiness.READY
        self.catch_up()

    @on(messages.Listening)
    def _listening(self) -> None:
        failed = self.desk.content_fault is not None
        self.listening_state = Readiness.FAILED if failed else Readiness.READY

    # -- what works everywhere

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield all that can be done, for the palette."""
        return commands_of(self, screen)

    def action_command_palette(self) -> None:
        """Show all that can be done."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(placeholder=_("Type to search"), id="--command-palette")
            )

    def action_help(self) -> None:
        """Show help on the screen in front."""
        self.post_message(messages.OpenHelp())

    def action_lights(self) -> None:
        """Change between dark and light colours."""
        self.theme = LIGHT if self.theme == DARK else DARK

    def speak(self, language: Language) -> None:
        """Change the language of the interface."""
        self.post_message(messages.Speak(language))

    @on(messages.Speak)
    async def change_language(self, message: messages.Speak) -> None:
        """Make all screens anew in another language."""
        activate(message.language)
        pages = [page.renewed() for page in self.screen_stack if isinstance(page, Page)]
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        for page in pages:
            await self.push_screen(page)

    # -- leaving

    def action_copy_or_leave(self) -> None:
        """Copy what is selected; leave when nothing is."""
        focused = self.focused
        if isinstance(focused, TextArea) and focused.selected_text:
            self.copy_to_clipboard(focused.selected_text)
        elif selected := self.screen.get_selected_text():
            self.copy_to_clipboard(selected)
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Leave; in the middle of a call, ask first. Asked a second time, leave at once."""
        from callcoach.ui.screens.call import leaving_question
        from callcoach.ui.screens.confirm import Confirm

        live = self._unfinished()
        if live is None or isinstance(self.screen, Confirm):
            self._leave(confirmed=True)
            return
        self.push_screen(
            Confirm(leaving_question(live), _("Leave"), _("Stay")),
            lambda confirmed: self._leave(confirmed=bool(confirmed)),
        )

    def _leave(self, *, confirmed: bool) -> None:
        if not confirmed:
            return
        live = self._unfinished()
        if live is not None and live.keeper.kept:
            text = _(
                "Your call is kept. callcoach offers to resume it, as does:\n"
                "callcoach play --resume {attempt}"
            )
            self.parting = text.format(attempt=live.session.header.attempt_id)
        elif live is not None:
            self.parting = _("Your call could not be kept.")
        self.exit()

    def _unfinished(self) -> LiveCall | None:
        """Return the call on the screen that has no mark yet, if there is one."""
        lives = (getattr(page, "live", None) for page in self.screen_stack)
        return next((live for live in lives if live is not None), None)

    def _handle_exception(self, error: Exception) -> None:
        # Kept for `run` to raise once the terminal is itself again.
        cause = error.error if isinstance(error, WorkerFailed) else error
        self.fault = self.fault or (cause if isinstance(cause, Exception) else error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback; nobody is shown one.
        self._close_messages_no_wait()


def run(
    lang: Language,
    *,
    scenario_id: str | None = None,
    seed: int | None = None,
    now: datetime | str | None = None,
    mode: str = "rehearse",
    resume: str | None = None,
    data_dir: Path | None = None,
    content: Path | None = None,
    as_written: bool = False,
    after: str | None = None,
) -> None:
    """Open the app and return when it is left.

    Args:
        lang: language of the interface.
        scenario_id: the call to prepare first.
        seed: all chance of the calls; None draws one for each.
        now: when the calls take place, ISO; None is the present.
        mode: ``rehearse`` or ``exam``.
        resume: the attempt to resume first; the beginning of its id is enough.
        data_dir: where calls are kept; None for the user's own place.
        content: folder that holds ``dialogues/``; None for the usual places.
        as_written: play files as their authors wrote them, with nothing drawn.
        after: the attempt whose agreement to follow up first.

    Raises:
        UsageError: the language or ``now`` makes no sense.
    """
    from callcoach.storage.location import data_dir as usual_place
    from callcoach.storage.location import database_url

    if lang not in LANGUAGES:
        raise UsageError(_("This language is not spoken here"), str(lang), ", ".join(LANGUAGES))
    settings = Settings(
        data_dir=data_dir or usual_place(),
        database=database_url(),
        content=content,
        seed=seed,
        now=_moment(now),
        mode=mode,
        drawn=not as_written,
    )
    with speaking(lang):
        desk = Desk(settings)
        app = CallCoachApp(desk, _first(scenario_id, resume, after))
        try:
            app.run()
        finally:
            desk.close()
        if app.fault is not None:
            raise app.fault
        if app.parting:
            sys.stdout.write(app.parting + "\n")


def _first(scenario_id: str | None, resume: str | None, after: str | None) -> Message | None:
    if after is not None:
        return messages.OpenFollowUp(after)
    if resume is not None:
        return messages.OpenAttempt(resume)
    return messages.OpenDossier(scenario_id) if scenario_id is not None else None


def _moment(now: datetime | str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(now) if isinstance(now, str) else now
    except ValueError as error:
        raise UsageError(
            _("This is no date and time"), str(now), _("Write it so: 2026-11-12T10:30")
        ) from error
    return None if moment is None else moment.replace(tzinfo=None)
