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


def trace_of(play: Play, events: Iterable[Event], rubric: Rubric) -> CallTrace:
    """Return the trace of a call from its events.

    Args:
        play: what was played.
        events: all of it, papers included.
        rubric: for the help bodies that may be named.

    Raises:
        TypeError: the events do not begin with the start of a call.
    """
    state: CallState | None = None
    drafts: list[_Draft] = []
    waiting: list[Heard] = []
    sheet: PreparationSheet | None = None
    record: CallRecord | None = None
    for event in events:
        if isinstance(event, PreparationFiled):
            sheet = PreparationSheet.from_json(event.sheet)
        elif isinstance(event, RecordFiled):
            record = CallRecord.from_json(event.record)
        elif isinstance(event, TraineeSpoke | TraineeSilent) and state is not None:
            drafts.append(_Draft(event, state, tuple(waiting)))
            waiting = []
        elif isinstance(event, DebtorSpoke):
            line = Heard(event.text, event.speaker, event.affect)
            waiting.append(line)
            if drafts:
                drafts[-1].after.append(line)
        elif isinstance(event, FactRevealed) and drafts:
            drafts[-1].revealed.append(event.fact)
        if not isinstance(event, PAPERS):
            state = evolve(event, state)
    if state is None:
        raise TypeError("the call has not started")
    return _trace(play, state, drafts, rubric, sheet, record)


def _trace(
    play: Play,
    state: CallState,
    drafts: list[_Draft],
    rubric: Rubric,
    sheet: PreparationSheet | None,
    record: CallRecord | None,
) -> CallTrace:
    scenario = play.scenario
    turns = tuple(_turn(play, draft) for draft in drafts)
    return CallTrace(
        language=scenario.language,
        channel=scenario.channel,
        facts=case_facts(scenario),
        turns=turns,
        outcome=state.outcome,
        ended=state.ended,
        objections={id_: o.status for id_, o in state.objections.items()},
        agreement=state.agreement,
        preparation=sheet,
        record=record,
        dossier=scenario.dossier,
        situation=scenario.situation,
        target=scenario.target,
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
        silent=not spoke,
    )


def call_end(events: Iterable[Event]) -> CallEnded | None:
    """Return how the call ended, None while it goes on."""
    return next((event for event in events if isinstance(event, CallEnded)), None)
