"""A call played here, as marking sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from callcoach.engine.context import case_facts, context_at
from callcoach.engine.events import (
    PAPERS,
    CallEnded,
    DebtorSpoke,
    Event,
    FactRevealed,
    ObjectionMoved,
    PreparationFiled,
    RecordFiled,
    TraineeSilent,
    TraineeSpoke,
)
from callcoach.engine.state import CallState, evolve
from callcoach.scoring.help_named import help_named
from callcoach.scoring.papers import CallRecord, PreparationSheet
from callcoach.scoring.trace import CallTrace, Heard, TraceTurn
from callcoach.understanding.utterance import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callcoach.content.rubric import Rubric
    from callcoach.engine.play import Play


@dataclass
class _Draft:
    """A turn being collected."""

    heard: TraineeSpoke | TraineeSilent
    before_state: CallState
    before: tuple[Heard, ...]
    after: list[Heard] = field(default_factory=list)
    revealed: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@dataclass
class _Call:
    """A call being collected from its events."""

    state: CallState | None = None
    drafts: list[_Draft] = field(default_factory=list)
    waiting: list[Heard] = field(default_factory=list)
    objected_at: dict[str, int] = field(default_factory=dict)
    sheet: PreparationSheet | None = None
    record: CallRecord | None = None

    def take(self, event: Event) -> None:
        """Take in the next event."""
        if isinstance(event, PAPERS):
            self._file(event)
            return
        if isinstance(event, TraineeSpoke | TraineeSilent) and self.state is not None:
            self.drafts.append(_Draft(event, self.state, tuple(self.waiting)))
            self.waiting = []
        elif isinstance(event, DebtorSpoke):
            self._hear(Heard(event.text, event.speaker, event.affect))
        elif isinstance(event, FactRevealed) and self.drafts:
            self.drafts[-1].revealed.append(event.fact)
            self.drafts[-1].told.append(event.slot)
        elif isinstance(event, ObjectionMoved):
            self.objected_at.setdefault(event.objection, event.turn)
        self.state = evolve(event, self.state)

    def _file(self, event: Event) -> None:
        if isinstance(event, PreparationFiled):
            self.sheet = PreparationSheet.from_json(event.sheet)
        elif isinstance(event, RecordFiled):
            self.record = CallRecord.from_json(event.record)

    def _hear(self, line: Heard) -> None:
        self.waiting.append(line)
        if self.drafts:
            self.drafts[-1].after.append(line)


def trace_of(play: Play, events: Iterable[Event], rubric: Rubric) -> CallTrace:
    """Return the trace of a call from its events.

    Args:
        play: what was played.
        events: all of it, papers included.
        rubric: for the help bodies that may be named.

    Raises:
        TypeError: the events do not begin with the start of a call.
    """
    call = _Call()
    for event in events:
        call.take(event)
    state, scenario = call.state, play.scenario
    if state is None:
        raise TypeError("the call has not started")
    turns = tuple(_turn(play, draft) for draft in call.drafts)
    return CallTrace(
        language=scenario.language,
        channel=scenario.channel,
        facts=case_facts(scenario),
        turns=turns,
        outcome=state.outcome,
        ended=state.ended,
        objections={id_: o.status for id_, o in state.objections.items()},
        objected_at=call.objected_at,
        agreement=state.agreement,
        preparation=call.sheet,
        record=call.record,
        dossier=scenario.dossier,
        situation=scenario.situation,
        target=scenario.target,
        day=play.today,
        help_named=help_named(turns, rubric.help_bodies),
    )


def _turn(play: Play, draft: _Draft) -> TraceTurn:
    heard, state = draft.heard, draft.before_state
    context = context_at(play, state, play.today)
    spoke = isinstance(heard, TraineeSpoke)
    return TraceTurn(
        number=heard.turn,
        text=heard.text if isinstance(heard, TraineeSpoke) else "",
        understood=heard.understood if isinstance(heard, TraineeSpoke) else Utterance(""),
        phase=context.phase,
        affect=state.affect,
        facts=context.facts,
        before=draft.before,
        after=tuple(draft.after),
        revealed=tuple(draft.revealed),
        told=tuple(draft.told),
        silent=not spoke,
    )


def call_end(events: Iterable[Event]) -> CallEnded | None:
    """Return how the call ended, None while it goes on."""
    return next((event for event in events if isinstance(event, CallEnded)), None)
