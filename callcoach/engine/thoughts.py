"""What goes through the debtor's mind and is not said: shown turn by turn, after the call only.

Each change of the hidden state has one thought, chosen like a line: scenario, then persona, then
language, the one narrowed to its cause first, never the same twice while another fits. Pure: the
same events give the same thoughts.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from callcoach.engine.events import (
    PAPERS,
    AgreementChanged,
    CallEnded,
    Event,
    FactRevealed,
    ObjectionMoved,
    OfferMade,
    SpeakerChanged,
    StateChanged,
)
from callcoach.engine.gauges import GaugeValues
from callcoach.engine.replies import Moment, choose
from callcoach.engine.slots import slot_values
from callcoach.engine.state import CallState, evolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from callcoach.engine.play import Play

GAUGES = tuple(f.name for f in fields(GaugeValues))
UP, DOWN = "_up", "_down"
KINDS = (
    *(name + way for name in GAUGES for way in (UP, DOWN)),
    "reveal",
    "objection",
    "lifted",
    "refusal",
    "agreement",
    "over_promise",
    "handover",
    "hang_up",
    "give_up",
)
"""What a thought can be about. ``over_promise`` is a yes to what cannot be held."""
LEAST_CHANGE = 3
"""Points by which a gauge moves before anything is thought of it."""
PARTING = {"debtor_hung_up": "hang_up", "debtor_gave_up": "give_up"}
TURNED_DOWN = frozenset(
    {"too_high", "cannot_in_full", "stalled", "blocked", "not_trusted", "conditional", "partly"}
)


@dataclass(frozen=True)
class Change:
    """One change of the hidden state."""

    kind: str
    """One of ``KINDS``."""
    cause: str = ""
    """Technique, fault, rule, fact or objection; how an offer was received."""
    by: int = 0
    """By how many points a gauge moved."""
    thought: str = ""


@dataclass(frozen=True)
class InnerTurn:
    """The debtor's mind in one turn."""

    turn: int
    gauges: GaugeValues
    affect: str
    changes: tuple[Change, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "turn": self.turn,
            "gauges": self.gauges.to_json(),
            "affect": self.affect,
            "changes": [vars(change) for change in self.changes],
        }


def inner_view(play: Play, events: Iterable[Event]) -> tuple[InnerTurn, ...]:
    """Return the debtor's mind turn by turn, the picking up of the phone first."""
    state: CallState | None = None
    turns: list[InnerTurn] = []
    thought: list[str] = []
    for event in events:
        if isinstance(event, PAPERS):
            continue
        before, state = state, evolve(event, state)
        changes = []
        for change in _changes(event, before):
            words, ids = _think(change, state, play, tuple(thought))
            thought += ids
            changes.append(replace(change, thought=words))
        _note(turns, event.turn, state, tuple(changes))
    return tuple(turns)


def _note(
    turns: list[InnerTurn], number: int, state: CallState, changes: tuple[Change, ...]
) -> None:
    if turns and turns[-1].turn == number:
        changes = (*turns.pop().changes, *changes)
    turns.append(InnerTurn(number, state.gauges, state.affect, changes))


def _changes(event: Event, before: CallState | None) -> Iterator[Change]:
    """Yield what an event changed in the debtor's mind."""
    if before is None:
        return
    if isinstance(event, StateChanged):
        yield from _moved(event, before)
    elif isinstance(event, FactRevealed):
        yield Change("reveal", event.fact)
    elif isinstance(event, ObjectionMoved) and event.status == "lifted":
        yield Change("lifted", event.objection)
    elif isinstance(event, ObjectionMoved) and event.objection not in before.objections:
        yield Change("objection", event.objection)
    else:
        yield from _dealt(event, before)


def _dealt(event: Event, before: CallState) -> Iterator[Change]:
    """Yield what became of an offer, of the speaker or of the call."""
    if isinstance(event, OfferMade) and event.answer in TURNED_DOWN:
        yield Change("refusal", event.answer)
    elif isinstance(event, AgreementChanged) and before.agreement is None:
        yield Change("agreement" if event.agreement.sustainable else "over_promise")
    elif isinstance(event, SpeakerChanged):
        yield Change("handover", event.speaker)
    elif isinstance(event, CallEnded) and event.reason in PARTING:
        yield Change(PARTING[event.reason])


def _moved(event: StateChanged, before: CallState) -> Iterator[Change]:
    """Yield the gauge that moved most, if any moved enough to be felt."""
    by = {name: getattr(event.gauges, name) - getattr(before.gauges, name) for name in GAUGES}
    name = max(GAUGES, key=lambda gauge: abs(by[gauge]))
    causes = [cause for cause in event.causes if cause != "critical_breach"]
    if abs(by[name]) >= LEAST_CHANGE and causes:
        way = UP if by[name] > 0 else DOWN
        yield Change(name + way, causes[0], by[name])


def _think(
    change: Change, state: CallState, play: Play, thought: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Return a thought's words and its id; no words when nobody has any."""
    moment = Moment(
        state=replace(state, said_lines=thought),
        slots=slot_values(play, state),
        flags=state.flags,
        mentions=lambda _: False,
        seed=play.seed,
    )
    names = (f"{change.kind}:{change.cause}", change.kind) if change.cause else (change.kind,)
    for name in names:
        said = choose(name, play.heard_as(state.speaker).mind, moment)
        if said is not None:
            return said.text, (said.id,)
    return "", ()
