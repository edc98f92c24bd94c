"""Where a call stands: the replay of its events, never anything else.

``evolve(state, event)`` is the only way a state changes; ``replay(events)`` gives the live state
again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import TYPE_CHECKING

from callcoach.engine.events import (
    PAPERS,
    AgreementChanged,
    CallEnded,
    CallStarted,
    DebtorSpoke,
    Event,
    FactRevealed,
    FlagsRaised,
    ObjectionMoved,
    OfferMade,
    SlotsAsked,
    SpeakerChanged,
    StageChanged,
    StateChanged,
    TraineePaused,
    TraineeSilent,
    TraineeSpoke,
)
from callcoach.engine.flags import HEARD_BY_ONE
from callcoach.engine.offers import claimed_in
from callcoach.engine.terms import Agreement, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from callcoach.engine.gauges import GaugeValues


@dataclass(frozen=True)
class ObjectionState:
    """How far an objection has got."""

    status: str
    done: tuple[str, ...] = ()


@dataclass(frozen=True)
class CallState:
    """A call as it stands after some events."""

    turn: int
    stage: str
    speaker: str
    gauges: GaugeValues
    affect: str
    flags: frozenset[str] = frozenset()
    asked: Mapping[str, int] = field(default_factory=dict)
    """Slot → how many times it was asked."""
    revealed: tuple[str, ...] = ()
    """Facts that came out, in order."""
    objections: Mapping[str, ObjectionState] = field(default_factory=dict)
    table: Terms = field(default_factory=Terms)
    """What has been put forward and not refused, merged over turns."""
    debtor_offer: Terms | None = None
    """The debtor's last own figure."""
    claimed: Decimal | None = None
    """The sum first said to be owed."""
    refused: tuple[Terms, ...] = ()
    agreement: Agreement | None = None
    said_lines: tuple[str, ...] = ()
    """Ids of lines heard so far."""
    heard: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    said_acts: tuple[frozenset[str], ...] = ()
    used: tuple[frozenset[str], ...] = ()
    """Techniques of each of the trainee's turns, for novelty."""
    critical: int = 0
    """Turns with a critical breach so far."""
    unclear: int = 0
    """Turns not understood so far."""
    closed_turns: int = 0
    """Turns in a row with openness at 15 or less at their end."""
    closed_before: int = 0
    """The same before the turn in which the state last changed."""
    moved_turn: int = 0
    """The turn in which the state last changed."""
    handed: tuple[int, ...] = ()
    """Handovers of the scenario that have happened."""
    pauses: int = 0
    """How often the trainee let the other side wait."""
    started_at: str = ""
    heard_at: str = ""
    """When the last line was heard."""
    last_slot: str = ""
    last_cue: str = ""
    ended: str = ""
    """Why the call ended; empty while it goes on."""
    outcome: str = ""


@singledispatch
def evolve(event: Event, state: CallState | None) -> CallState:  # noqa: ARG001 - the base case
    """Return the state after an event.

    Raises:
        TypeError: an event before ``CallStarted``, or of an unknown kind.
    """
    raise TypeError(f"no state follows from {event.kind or type(event).__name__}")


@evolve.register
def _started(event: CallStarted, state: CallState | None) -> CallState:  # noqa: ARG001
    return CallState(
        turn=0,
        stage=event.stage,
        speaker=event.speaker,
        gauges=event.gauges,
        affect=event.affect,
        started_at=event.at,
    )


def _live(state: CallState | None) -> CallState:
    if state is None:
        raise TypeError("the call has not started")
    return state


@evolve.register
def _spoke(event: TraineeSpoke, state: CallState | None) -> CallState:
    live = _live(state)
    understood = event.understood.firm
    return replace(
        live,
        turn=event.turn,
        said=(*live.said, event.text),
        said_acts=(*live.said_acts, understood.acts),
        used=(*live.used, understood.techniques),
        claimed=live.claimed if live.claimed is not None else claimed_in(understood),
    )


@evolve.register
def _silent(event: TraineeSilent, state: CallState | None) -> CallState:
    live = _live(state)
    return replace(
        live,
        turn=event.turn,
        said=(*live.said, ""),
        said_acts=(*live.said_acts, frozenset({"wait"})),
        used=(*live.used, frozenset({"silence"})),
    )


@evolve.register
def _changed(event: StateChanged, state: CallState | None) -> CallState:
    live = _live(state)
    before = live.closed_before if event.turn == live.moved_turn else live.closed_turns
    return replace(
        live,
        gauges=event.gauges,
        affect=event.affect,
        closed_turns=before + 1 if event.gauges.openness <= CLOSED_OPENNESS else 0,
        closed_before=before,
        moved_turn=event.turn,
        critical=live.critical + ("critical_breach" in event.causes),
    )


@evolve.register
def _paused(event: TraineePaused, state: CallState | None) -> CallState:
    live = _live(state)
    return replace(live, pauses=live.pauses + 1, heard_at=event.at)


@evolve.register
def _flags(event: FlagsRaised, state: CallState | None) -> CallState:
    live = _live(state)
    return replace(live, flags=live.flags | frozenset(event.flags))


@evolve.register
def _asked(event: SlotsAsked, state: CallState | None) -> CallState:
    live = _live(state)
    asked = dict(live.asked)
    for slot in event.slots:
        asked[slot] = asked.get(slot, 0) + 1
    return replace(live, asked=asked, last_slot=event.slots[-1])


@evolve.register
def _revealed(event: FactRevealed, state: CallState | None) -> CallState:
    live = _live(state)
    return replace(live, revealed=(*live.revealed, event.fact), last_slot=event.slot)


@evolve.register
def _objection(event: ObjectionMoved, state: CallState | None) -> CallState:
    live = _live(state)
    moved = {**live.objections, event.objection: ObjectionState(event.status, event.done)}
    return replace(live, objections=moved)


@evolve.register
def _offer(event: OfferMade, state: CallState | None) -> CallState:
    live = _live(state)
    if event.by == "debtor":
        return replace(live, debtor_offer=event.terms)
    if event.answer in STAYING:
        return replace(live, table=event.terms)
    return replace(live, refused=(*live.refused, event.terms), table=Terms())


@evolve.register
def _agreement(event: AgreementChanged, state: CallState | None) -> CallState:
    return replace(_live(state), agreement=event.agreement, table=event.agreement.terms)


@evolve.register
def _stage(event: StageChanged, state: CallState | None) -> CallState:
    return replace(_live(state), stage=event.to)


@evolve.register
def _speaker(event: SpeakerChanged, state: CallState | None) -> CallState:
    live = _live(state)
    return replace(
        live,
        speaker=event.speaker,
        gauges=event.gauges,
        affect=event.affect,
        closed_turns=0,
        closed_before=0,
        handed=(*live.handed, event.way),
        # Who comes to the phone has heard none of it.
        flags=live.flags - HEARD_BY_ONE,
    )


@evolve.register
def _debtor(event: DebtorSpoke, state: CallState | None) -> CallState:
    live = _live(state)
    return replace(
        live,
        heard=(*live.heard, event.text),
        said_lines=(*live.said_lines, *event.lines),
        unclear=live.unclear + (event.cue == "unclear"),
        last_cue=event.cue,
        heard_at=event.at,
    )


@evolve.register
def _ended(event: CallEnded, state: CallState | None) -> CallState:
    return replace(_live(state), ended=event.reason, outcome=event.outcome)


STAYING = frozenset({"accepted", "vague", "conditional"})
"""Answers after which terms stay on the table."""
CLOSED_OPENNESS = 15
"""At or below this openness a debtor looks for a way out (call-method 4.0)."""


def replay(events: Iterable[Event]) -> CallState:
    """Return the state that a whole log of events leads to.

    Raises:
        TypeError: the log is empty or does not begin with ``CallStarted``.
    """
    state: CallState | None = None
    for event in events:
        if not isinstance(event, PAPERS):
            state = evolve(event, state)
    return _live(state)
