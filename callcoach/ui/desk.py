"""What the app works with outside the terminal: content, history, chance and clocks.

The slow parts are opened one by one, in a thread, after the first screen is drawn; hence the
imports inside functions. Nothing here draws.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from callcoach.errors import CallCoachError, ContentError, NotFoundError
from callcoach.i18n import _, current_language
from callcoach.ui.past_call import PastCall

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from callcoach.session.clock import Clock
    from callcoach.session.contesting import Objection
    from callcoach.session.debrief import Debrief
    from callcoach.session.studio import Studio
    from callcoach.storage import AttemptRow, Store
    from callcoach.ui.live_call import CaseFile, LiveCall
    from callcoach.ui.settings import Settings

CONTENT_LANGUAGE = "fr"
"""The language of the content; French comes first."""
PATIENCE = 2.0
"""Seconds to wait for another program that writes in the history: the screen waits as long."""


class Desk:
    """Content, history and calls of one run of the app."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; nothing is opened yet."""
        self.settings = settings
        self.mode = settings.mode
        self.content_fault: CallCoachError | None = None
        """Why no call can be played, if so."""
        self.history_fault: CallCoachError | None = None
        """Why nothing is kept, if so."""
        self._studio: Studio | None = None
        self._store: Store | None = None

    # -- opening, each in its thread

    def open_content(self) -> None:
        """Read the content.

        Raises:
            CallCoachError: there is none.
        """
        from pathlib import Path

        from callcoach.content.library import Library, find_roots
        from callcoach.content.model_cache import ModelCache
        from callcoach.content.sentence_encoder import encoder_wanted
        from callcoach.session.studio import Studio

        roots = find_roots(self.settings.content, Path.cwd())
        if roots is None:
            raise NotFoundError(
                _("No content found"),
                _("There is no folder 'dialogues' in {path}.").format(
                    path=self.settings.content or Path.cwd()
                ),
                _("Give the folder that holds 'dialogues' and 'rubrics'."),
            )
        library = Library(roots, CONTENT_LANGUAGE)
        library.read_all()
        models = ModelCache(self.settings.data_dir / "models")
        self._studio = Studio(library, models, encoder_wanted())

    def learn_to_listen(self) -> None:
        """Compile what understanding needs; takes seconds the first time.

        Raises:
            CallCoachError: the language or the rubric cannot be used.
        """
        try:
            self.studio.warm_up()
        except ValueError as error:  # a pattern that an author got wrong
            raise ContentError((), message=str(error)) from error

    def open_history(self) -> None:
        """Open the history.

        Raises:
            StorageError: it cannot be had.
        """
        from callcoach.storage import Store

        settings = self.settings
        self._store = Store.open(settings.database, settings.data_dir, wait_seconds=PATIENCE)

    def begin_new_history(self) -> Path:
        """Set a damaged history aside, untouched, begin a new one, and return where the old is.

        Raises:
            StorageError: it cannot be moved, or the new one cannot be had.
        """
        from callcoach.storage import Store

        settings = self.settings
        aside = Store.recover(settings.database, settings.data_dir, self.now())
        self.open_history()
        self.history_fault = None
        return aside

    def close(self) -> None:
        """Close the history."""
        if self._store is not None:
            self._store.close()

    # -- what is there

    @property
    def studio(self) -> Studio:
        """Where calls are made.

        Raises:
            CallCoachError: the content cannot be had.
            RuntimeError: the content has not been read.
        """
        if self._studio is None:
            raise self.content_fault or RuntimeError("the content has not been read")
        return self._studio

    @property
    def has_content(self) -> bool:
        """Whether the content has been read."""
        return self._studio is not None

    @property
    def store(self) -> Store | None:
        """The history, None while it cannot be had."""
        return self._store

    def title(self, scenario_id: str) -> str:
        """Return a scenario's title, or its id when it is not there."""
        if self._studio is None:
            return scenario_id
        found = self._studio.library.scenarios.get(scenario_id)
        return found.title if found is not None else scenario_id

    def best_scores(self) -> dict[str, float]:
        """Return the best quality by scenario; none while there is no history."""
        return self._store.best_scores() if self._store is not None else {}

    def open_attempts(self) -> tuple[AttemptRow, ...]:
        """Return the calls that can be taken up again, the last begun first."""
        return self._store.open_attempts() if self._store is not None else ()

    def attempts(self, limit: int, offset: int = 0) -> tuple[AttemptRow, ...]:
        """Return a page of the history, the last begun first."""
        return self._store.attempts(limit, offset) if self._store is not None else ()

    def abandon(self, attempt_id: str) -> None:
        """Give an unfinished call up: it stays in the history and is offered no more."""
        self._set_status(attempt_id, "ABANDONED")

    def _set_status(self, attempt_id: str, name: str) -> None:
        from callcoach.storage import AttemptStatus

        if self._store is not None:
            self._store.set_status(attempt_id, AttemptStatus[name])

    # -- calls

    def new_seed(self) -> int:
        """Return the seed of the next call."""
        given = self.settings.seed
        return secrets.randbelow(1_000_000) if given is None else given

    def begin(self, scenario_id: str, mode: str, file: CaseFile | None = None) -> LiveCall:
        """Return a new call, not yet dialled, of which nothing is kept yet; no file draws one.

        Raises:
            NotFoundError, ContentError: the scenario cannot be played.
        """
        from callcoach.session.order import Order
        from callcoach.storage import new_attempt_id
        from callcoach.ui.keeping import Keeper
        from callcoach.ui.live_call import ContinuedClock, LiveCall

        settings, after = self.settings, file.after if file is not None else None
        clock = self._clock()
        options = {} if settings.now is None else {"simulated": True}
        if after is not None:
            clock = ContinuedClock(clock, after.at)
            options = dict(after.options)
        order = Order(
            attempt_id=new_attempt_id(clock.now(), settings.entropy()),
            scenario_id=scenario_id,
            seed=self.new_seed() if file is None else file.seed,
            mode=mode,
            options=options,
            drawn=settings.drawn and after is None,
        )
        keeper = Keeper(self._store)
        session = self.studio.begin(order, clock, keeper)
        keeper.header = session.header
        return LiveCall(session, keeper, clock)

    def resume(self, past: PastCall) -> LiveCall:
        """Return a call as its log left it; an unanswered turn is answered now.

        Raises:
            NotFoundError, ContentError: its scenario cannot be played any more.
        """
        from callcoach.engine.events import encode
        from callcoach.session.clock import SimulatedClock
        from callcoach.session.records import EventRecord
        from callcoach.session.session import last_moment
        from callcoach.ui.keeping import Keeper
        from callcoach.ui.live_call import ContinuedClock, LiveCall

        clock = self._clock()
        moment = last_moment(past.events)
        if moment is not None and past.header.options.get("simulated"):
            clock = SimulatedClock(moment)
        elif moment is not None:
            clock = ContinuedClock(clock, moment)
        keeper = Keeper(self._store, past.header, begun=True)
        records = [EventRecord(i, *encode(event)) for i, event in enumerate(past.events)]
        session = self.studio.resume(past.header, records, clock, keeper)
        return LiveCall(session, keeper, clock)

    def past_call(self, attempt_id: str) -> PastCall:
        """Return an attempt from the history; the beginning of an id is enough.

        One that was given up can be taken up again.

        Raises:
            StorageError: it cannot be read.
            NotFoundError, UsageError: there is none, or several begin so.
        """
        from callcoach.engine.events import decode

        if self._store is None:
            raise self.history_fault or NotFoundError(_("No such attempt"), attempt_id)
        id_ = self._store.resolve(attempt_id)
        records = self._store.events(id_)
        try:
            events = tuple(decode(record.kind, record.payload) for record in records)
        except (KeyError, TypeError) as error:
            raise CallCoachError(
                _("This call cannot be read"),
                _("It was recorded by another version of callcoach."),
            ) from error
        row = self._store.attempt(id_)
        if row.status.value == "abandoned":
            self._set_status(id_, "OPEN")
        return PastCall(row.header, events, finished=row.status.value == "ended")

    def debrief(self, past: PastCall) -> Debrief:
        """Return what a call ends in, worded in the interface's language.

        Raises:
            NotFoundError, ContentError: its content is not there any more, or has a fault.
        """
        try:
            return self.studio.debrief(past.header, past.events, current_language())
        except (ValueError, LookupError) as error:  # a pattern or a check an author got wrong
            raise ContentError((), message=str(error)) from error

    def contest(self, past: PastCall, objection: Objection) -> int:
        """Keep a contest for the trainer, and return its number.

        Raises:
            CallCoachError: there is no history, or the call is not in it.
        """
        from callcoach.session.contesting import contest_of

        if self._store is None:
            raise self.history_fault or NotFoundError(_("No such attempt"), past.header.attempt_id)
        contest = contest_of(self.studio, past.header, past.events, objection)
        return self._store.contests.add(contest, self.now().isoformat(timespec="seconds"))

    def changed_since(self, past: PastCall) -> bool:
        """Return whether the content is no longer what the call was played with."""
        library = self.studio.library
        return (past.header.content_hash, past.header.rubric_hash) != (
            library.content_hash,
            library.rubric_hash,
        )

    def _clock(self) -> Clock:
        from callcoach.session.clock import SimulatedClock
        from callcoach.storage.wall_clock import WallClock

        now = self.settings.now
        return WallClock() if now is None else SimulatedClock(now)

    def now(self) -> datetime:
        """Return when the calls of this run take place."""
        return self._clock().now()
