"""A call on the screen: its session, who keeps it, and what time it is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from callcoach.engine.events import CallEnded, CallStarted

if TYPE_CHECKING:
    from callcoach.content.scenario import Scenario
    from callcoach.session.clock import Clock
    from callcoach.session.second_call import FollowUpCall
    from callcoach.session.session import CallSession
    from callcoach.ui.keeping import Keeper

EXAM = "exam"


@dataclass
class ContinuedClock:
    """A clock for a call that is taken up again: it goes on from the call's last moment.

    The hours between two sittings are no part of the call.
    """

    clock: Clock
    moment: datetime
    """The last moment of the call."""
    _opened: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Note when the call is taken up."""
        self._opened = self.clock.now()

    def now(self) -> datetime:
        """Return the call's own time."""
        return self.moment + (self.clock.now() - self._opened)

    def spoken(self, text: str) -> None:
        """Let the time that saying ``text`` takes go by."""
        self.clock.spoken(text)


@dataclass(frozen=True)
class CaseFile:
    """A file on the desk, before its call."""

    scenario: Scenario
    seed: int
    """What it was drawn by, and what the call will be."""
    after: FollowUpCall | None = None
    """The first call it follows, if it is a second one."""


@dataclass(frozen=True)
class LiveCall:
    """One call while it is played."""

    session: CallSession
    keeper: Keeper
    clock: Clock

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        return self.session.play.scenario

    @property
    def file(self) -> CaseFile:
        """The file of the call."""
        return CaseFile(self.scenario, self.session.header.seed)

    @property
    def exam(self) -> bool:
        """Whether no help may be given."""
        return self.session.header.mode == EXAM

    @property
    def ended(self) -> bool:
        """Whether the line is closed."""
        return self.session.started and bool(self.session.state.ended)

    def elapsed(self) -> int:
        """Return for how many seconds the call has lasted; it stops with the call."""
        events = self.session.events
        started = next((e.at for e in events if isinstance(e, CallStarted)), None)
        if started is None:
            return 0
        ended = next((e.at for e in events if isinstance(e, CallEnded)), None)
        until = datetime.fromisoformat(ended) if ended else self.clock.now()
        return max(timedelta(), until - datetime.fromisoformat(started)) // timedelta(seconds=1)
