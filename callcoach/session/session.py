"""One call: the single door through which every front end, script, robot and test goes.

``say`` is all there is to a call: the trainee's words go on record before the debtor answers, so
that a call can be
killed at any moment and go on where it stood. State is the replay of the events; nothing else is
kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from callcoach.engine.context import context_at
from callcoach.engine.events import (
    PAPERS,
    CallEnded,
    CallStarted,
    DebtorSpoke,
    Event,
    PreparationFiled,
    RecordFiled,
    SelfRated,
    TraineePaused,
    TraineeSilent,
    TraineeSpoke,
    decode,
    encode,
)
from callcoach.engine.patience import waits_since
from callcoach.engine.state import CallState, evolve, replay
from callcoach.scoring.papers import CallRecord, PreparationSheet
from callcoach.session.records import AttemptHeader, EventRecord
from callcoach.session.turn import Turn
from callcoach.text import legible
from callcoach.understanding.utterance import Context, Utterance

if TYPE_CHECKING:
    from callcoach.engine.engine import CallEngine, Heard
    from callcoach.engine.play import Play
    from callcoach.session.clock import Clock

SILENCE = ("/silence", "/s")
HANG_UP = ("/hangup", "/raccrocher")
"""What is typed to keep silent and to hang up, in any front end."""

MOST_CHARACTERS = 5000
"""Longest turn that is listened to; nobody says more in one breath."""

Listen = Callable[[str, Context], Utterance]
"""Understands a raw turn in its context."""


class Journal(Protocol):
    """Where the events of an attempt are kept."""

    def append(self, records: Sequence[EventRecord]) -> None:
        """Keep records for good before returning; all of them or none."""


class CallEndedError(RuntimeError):
    """Something was said after the line was closed."""


class CallSession:
    """A call in progress."""

    def __init__(
        self,
        header: AttemptHeader,
        engine: CallEngine,
        listen: Listen,
        clock: Clock,
        journal: Journal,
    ) -> None:
        """Prepare a call; nothing is recorded before ``prepare`` or ``dial``."""
        self.header = header
        self._engine = engine
        self._listen = listen
        self._clock = clock
        self._journal = journal
        self._events: list[Event] = []
        self._state: CallState | None = None

    @classmethod
    def resume(
        cls,
        header: AttemptHeader,
        engine: CallEngine,
        listen: Listen,
        clock: Clock,
        journal: Journal,
        records: Iterable[EventRecord],
    ) -> CallSession:
        """Return a call as its records left it.

        An unanswered turn is answered now, as it would have been.

        Raises:
            KeyError, TypeError: the records are not a log of this program.

        """
        session = cls(header, engine, listen, clock, journal)
        session._events = [decode(record.kind, record.payload) for record in records]
        if any(isinstance(event, CallStarted) for event in session._events):
            session._state = replay(session._events)
            session._answer_if_owed()
        return session

    @property
    def play(self) -> Play:
        """What is played."""
        return self._engine.play

    @property
    def events(self) -> tuple[Event, ...]:
        """All that happened so far."""
        return tuple(self._events)

    @property
    def started(self) -> bool:
        """Whether the phone was picked up."""
        return self._state is not None

    @property
    def state(self) -> CallState:
        """Where the call stands.

        Raises:
            RuntimeError: the call was not dialled yet.
        """
        if self._state is None:
            raise RuntimeError("the call has not been dialled")
        return self._state

    @property
    def phase(self) -> str:
        """The phase the call is in: ``preparation`` before it, ``call_record`` after it."""
        if self._state is None:
            return "preparation"
        return "call_record" if self._state.ended else self.play.flow.phase(self._state.stage)

    @property
    def preparation(self) -> PreparationSheet | None:
        """The last preparation sheet filed, if any."""
        sheets = [e.sheet for e in self._events if isinstance(e, PreparationFiled)]
        return PreparationSheet.from_json(sheets[-1]) if sheets else None

    @property
    def record(self) -> CallRecord | None:
        """The last call record filed, if any."""
        records = [e.record for e in self._events if isinstance(e, RecordFiled)]
        return CallRecord.from_json(records[-1]) if records else None

    def prepare(self, sheet: PreparationSheet) -> None:
        """File the preparation sheet."""
        self._keep((PreparationFiled(0, sheet.to_json()),))

    def dial(self) -> DebtorSpoke:
        """Start the call and return what is heard.

        Raises:
            RuntimeError: the call was dialled before.
        """
        if self._state is not None:
            raise RuntimeError("the call was dialled before")
        events = self._engine.start(self._now())
        self._keep(events)
        opening = next(event for event in events if isinstance(event, DebtorSpoke))
        self._clock.spoken(opening.text)
        return opening

    def say(self, text: str) -> Turn:
        """Say something, keep silent (``/silence`` or an empty text) or hang up (``/hangup``).

        Args:
            text: the trainee's words; beyond ``MOST_CHARACTERS`` they are not heard.

        Raises:
            CallEndedError: the line is closed.
        """
        if self.state.ended:
            raise CallEndedError("the call is over")
        words = legible(text[: 2 * MOST_CHARACTERS]).strip()[:MOST_CHARACTERS]
        if words.lower() in HANG_UP:
            return self._hang_up()
        number = self.state.turn + 1
        if not words or words.lower() in SILENCE:
            heard: TraineeSpoke | TraineeSilent = TraineeSilent(number, self._now())
        else:
            today = self.play.today
            understood = self._listen(words, context_at(self.play, self.state, today))
            heard = TraineeSpoke(number, self._now(), words, understood)
        self._keep((heard,))
        self._clock.spoken(words)
        events = self._answer(heard)
        return Turn(
            number, "" if isinstance(heard, TraineeSilent) else words, (heard, *events), self.state
        )

    def wait(self) -> tuple[Event, ...]:
        """Let the other side wait; return what they do when it has been too long, else nothing.

        A front end calls it now and then while nothing is typed; with a clock that moves only by
        what is said nothing ever comes of it.
        """
        if self._state is None or self._state.ended:
            return ()
        persona = self.play.heard_as(self._state.speaker).persona
        machine = self.play.scenario.situation.who_answers == "voicemail"
        if machine or waits_since(self._state, self._clock.now()) < persona.waits:
            return ()
        paused = TraineePaused(self._state.turn, self._now())
        self._keep((paused,))
        return (paused, *self._answer(paused))

    def file_record(self, record: CallRecord) -> None:
        """File the call record; a later one takes its place."""
        self._keep((RecordFiled(self.state.turn, record.to_json()),))

    def rate(self, levels: Mapping[str, int | None]) -> None:
        """Keep the trainee's own mark of the call, by grid item; a later one takes its place."""
        self._keep((SelfRated(self.state.turn, dict(levels)),))

    def _hang_up(self) -> Turn:
        event = self._engine.hang_up(self.state, self._now())
        self._keep((event,))
        return Turn(self.state.turn, "", (event,), self.state)

    def _answer(self, heard: Heard) -> tuple[Event, ...]:
        events = self._engine.respond(self.state, heard)
        self._keep(events)
        for event in events:
            if isinstance(event, DebtorSpoke):
                self._clock.spoken(event.text)
        return events

    def _answer_if_owed(self) -> None:
        last = next((e for e in reversed(self._events) if not isinstance(e, PAPERS)), None)
        if isinstance(last, TraineeSpoke | TraineeSilent | TraineePaused):
            self._answer(last)

    def _keep(self, events: Sequence[Event]) -> None:
        first = len(self._events)
        self._journal.append(
            [EventRecord(first + i, *encode(event)) for i, event in enumerate(events)]
        )
        for event in events:
            self._events.append(event)
            if not isinstance(event, PAPERS):
                self._state = evolve(event, self._state)

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


def last_moment(events: Iterable[Event]) -> datetime | None:
    """Return the time of the last event that has one.

    To set a simulated clock when a call is resumed.
    """
    times = [at for at in (getattr(event, "at", None) for event in events) if at]
    return datetime.fromisoformat(times[-1]) if times else None


def call_ended(events: Iterable[Event]) -> CallEnded | None:
    """Return how a call ended, None while it goes on."""
    return next((event for event in events if isinstance(event, CallEnded)), None)
