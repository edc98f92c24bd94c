"""One turn in the making.

Events so far, the state they lead to, and what the debtor has to answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from callcoach.engine.cues import ENGINE_CUES, act_weight
from callcoach.engine.events import FlagsRaised
from callcoach.engine.replies import Moment
from callcoach.engine.slots import slot_values
from callcoach.engine.state import CallState, evolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.content.persona import Line
    from callcoach.engine.events import Event
    from callcoach.engine.gauges import GaugeValues
    from callcoach.engine.play import Play
    from callcoach.understanding.utterance import Utterance


@dataclass(frozen=True)
class Cue:
    """Something to answer; ``own`` lines are those a fact or an objection carries."""

    id: str
    weight: int
    own: tuple[Line, ...] = ()
    name: str = ""
    """Where own lines come from, for their ids."""


@dataclass
class Step:
    """A turn being worked out; lives only inside ``CallEngine`` and is never shared."""

    play: Play
    state: CallState
    understood: Utterance
    at: str
    events: list[Event] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)

    def emit(self, event: Event) -> None:
        """Add an event and move the state by it."""
        self.events.append(event)
        self.state = evolve(event, self.state)

    def raise_flag(self, flag: str) -> None:
        """Make something so from now on, if it is not."""
        if flag not in self.state.flags:
            self.emit(FlagsRaised(self.turn, (flag,)))

    def cue(self, id_: str, own: Sequence[Line] = (), name: str = "") -> None:
        """Note something to answer."""
        weight = ENGINE_CUES[id_] if id_ in ENGINE_CUES else act_weight(id_)
        self.cues.append(Cue(id_, weight, tuple(own), name))

    @property
    def acts(self) -> frozenset[str]:
        """What the trainee did in this turn."""
        return self.understood.acts

    @property
    def asks(self) -> bool:
        """Whether the turn wants an answer; a plea to be warned in time does not."""
        return any(act.startswith("ask_") for act in self.acts - {"ask_warning_before_default"})

    @property
    def turn(self) -> int:
        """The number of this turn."""
        return self.state.turn

    @property
    def gauges(self) -> GaugeValues:
        """The debtor's state now."""
        return self.state.gauges

    def moment(self) -> Moment:
        """Return what a choice of line depends on, as things stand now."""
        raw = self.understood.raw
        return Moment(
            state=self.state,
            slots=slot_values(self.play, self.state),
            flags=self.state.flags | holding(self.play, self.state),
            mentions=lambda patterns: self.play.mentions(raw, patterns),
            seed=self.play.seed,
        )


DIAGNOSED_SLOTS = 4
"""Cause and three figures of the budget (call-method 7.2, item 6)."""


def holding(play: Play, state: CallState) -> frozenset[str]:
    """Return the names of the guards and computed flags that hold."""
    situation = play.scenario.situation
    slots = {fact.slot for fact in situation.facts if fact.id in state.revealed}
    disputes = {o.id for o in situation.objections if o.dispute}
    open_ = {id_ for id_, o in state.objections.items() if o.status == "open"}
    agreement = state.agreement
    checks = {
        "debtor_on_line": state.speaker == "debtor",
        "cause_known": "cause" in slots,
        "diagnosed": "cause" in slots and len(slots) >= DIAGNOSED_SLOTS,
        "objection_open": bool(open_),
        "dispute_open": bool(open_ & disputes),
        "agreement": agreement is not None,
        "agreement_complete": agreement is not None and agreement.complete,
        "no_capacity": situation.budget is not None and situation.budget.capacity <= 0,
        "vulnerability_shown": situation.vulnerable and state.affect == "distress",
    }
    return state.flags | {name for name, holds in checks.items() if holds}
