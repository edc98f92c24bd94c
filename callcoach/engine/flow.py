"""The stages of a call as a state machine; the only module that imports ``transitions``.

One machine serves all calls of a graph: each question puts a small cursor on it, so a thousand
live calls share the table. Guards are pure: they read a set of names that hold and throw no dice.
The first declared edge whose guards hold wins, so the order in YAML is meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from transitions import EventData, Machine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from callcoach.content.scenario import CallGraph, Edge, Stage

GUARDS = (
    "identity_confirmed",
    "debtor_on_line",
    "purpose_stated",
    "full_requested",
    "diagnosed",
    "cause_known",
    "objection_open",
    "dispute_open",
    "agreement",
    "agreement_complete",
    "agreement_confirmed",
    "help_named",
    "hold_announced",
    "no_capacity",
)
"""What an edge may ask; ``!name`` asks the opposite."""


class _Cursor:
    """The only object that ``transitions`` decorates: where one call stands.

    It has no method of its own, so that no signal can be named like one and be skipped.
    """

    state: str = ""


def _holds(guard: str, event: EventData) -> bool:
    names: Collection[str] = event.kwargs["holding"]
    return guard[1:] not in names if guard.startswith("!") else guard in names


@dataclass(frozen=True)
class Move:
    """One step from stage to stage."""

    source: str
    to: str
    signal: str


class CallFlow:
    """Where a call may go from each stage."""

    def __init__(
        self,
        graph: CallGraph,
        extra_stages: Iterable[Stage] = (),
        extra_edges: Iterable[Edge] = (),
    ) -> None:
        """Build the machine; a scenario's own edges come before the graph's."""
        self._stages = {stage.id: stage for stage in (*graph.stages, *extra_stages)}
        self.start = graph.start
        edges = [*extra_edges, *graph.edges]
        self._machine = Machine(
            model=None,
            states=list(self._stages),
            initial=graph.start,
            transitions=[row for edge in edges for row in _rows(edge)],
            auto_transitions=False,
            send_event=True,
            ignore_invalid_triggers=True,
        )

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All stages, graph first."""
        return tuple(self._stages.values())

    def phase(self, stage: str) -> str:
        """Return the phase a stage belongs to."""
        return self._stages[stage].phase

    def is_final(self, stage: str) -> bool:
        """Return whether the call ends in this stage."""
        return self._stages[stage].final

    def advance(
        self, stage: str, signals: Iterable[str], holding: Collection[str]
    ) -> tuple[Move, ...]:
        """Return the moves that the signals, in order, lead to from ``stage``.

        Args:
            stage: where the call stands.
            signals: acts of the turn and events that followed from it, the earliest first.
            holding: names of guards that hold.
        """
        cursor: Any = _Cursor()
        self._machine.add_model(cursor, initial=stage)
        try:
            return tuple(self._moves(cursor, signals, holding))
        finally:
            self._machine.remove_model(cursor)

    def _moves(
        self, cursor: Any, signals: Iterable[str], holding: Collection[str]
    ) -> Iterable[Move]:
        for signal in signals:
            before = cursor.state
            if signal not in self._machine.get_triggers(before):
                continue
            if cursor.trigger(signal, holding=holding) and cursor.state != before:
                yield Move(before, cursor.state, signal)


def _rows(edge: Edge) -> Iterable[dict[str, Any]]:
    conditions = [partial(_holds, guard) for guard in edge.when]
    for signal in edge.on:
        for source in edge.source:
            yield {
                "trigger": signal,
                "source": source,
                "dest": edge.to,
                "conditions": conditions,
            }
