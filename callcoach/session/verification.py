"""A kept call played again: the same content, seed and words must give the same events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.engine.engine import CallEngine
from callcoach.engine.events import (
    PAPERS,
    CallEnded,
    CallStarted,
    Event,
    TraineePaused,
    TraineeSilent,
    TraineeSpoke,
    decode,
)
from callcoach.engine.state import CallState, evolve
from callcoach.session.records import event_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.session.records import AttemptHeader, EventRecord
    from callcoach.session.studio import Studio


@dataclass(frozen=True)
class Difference:
    """Where a replay and its log part."""

    kind: str
    """``content``: another content or rubric; ``event``: another event."""
    seq: int
    what: str


def verify(
    studio: Studio, header: AttemptHeader, records: Sequence[EventRecord]
) -> Difference | None:
    """Return the first difference between a log and its re-execution, None when there is none.

    What was understood is taken from the log, so that the verdict does not depend on the
    recogniser that is installed; the debtor's side is worked out anew.
    """
    library = studio.library
    if header.content_hash != library.content_hash:
        return Difference("content", 0, "dialogues")
    if header.rubric_hash != library.rubric_hash:
        return Difference("content", 0, "rubrics")
    engine = CallEngine(studio.play_of(header))
    logged = [decode(record.kind, record.payload) for record in records]
    again = _play_again(engine, logged)
    for record, event, other in zip(records, logged, again, strict=False):
        if event != other:
            return Difference("event", record.seq, str(event_fields(record)["kind"]))
    if len(again) > len(logged):
        return Difference("event", len(logged), again[len(logged)].kind)
    if len(logged) > len(again):
        return Difference("event", len(again), logged[len(again)].kind)
    return None


def _play_again(engine: CallEngine, logged: Sequence[Event]) -> list[Event]:
    """Return the events that the trainee's own ones in a log lead to."""
    events: list[Event] = []
    state: CallState | None = None
    for event in logged:
        following: tuple[Event, ...] = ()
        if isinstance(event, PAPERS):
            following = (event,)
        elif isinstance(event, CallStarted):
            following = engine.start(event.at)
        elif isinstance(event, TraineeSpoke | TraineeSilent | TraineePaused) and state is not None:
            following = (event, *engine.respond(evolve(event, state), event))
        elif isinstance(event, CallEnded) and state is not None and not state.ended:
            following = (engine.hang_up(state, event.at, event.reason),)
        for one in following:
            events.append(one)
            if not isinstance(one, PAPERS):
                state = evolve(one, state)
    return events
