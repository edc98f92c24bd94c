"""Time and length: a turn that goes on too long, a call that does, a wait with nobody speaking."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from callcoach.content.rubric import Effect
from callcoach.engine.appraisal import moved_by
from callcoach.engine.events import StateChanged

if TYPE_CHECKING:
    from callcoach.engine.state import CallState
    from callcoach.engine.step import Step

IRRITATED = 60
"""From this irritation on they break in after half the words."""
CLOSING_STAGES = frozenset({"commitment", "closing"})
CLOSING_FACTOR = 1.5
"""A recap may be longer."""
OVERTIME_FACTOR = 1.5
"""Beyond the minutes of the scenario by so much, they have something else to do."""
MOST_PAUSES = 3
"""Waits with nobody speaking after which they hang up."""
TOO_LONG = Effect(openness=-3, irritation=3)
KEPT_TOO_LONG = Effect(openness=-4, irritation=5)
LEFT_WAITING = Effect(trust=-2, irritation=4)


def note_length(step: Step) -> None:
    """Break in on a turn that is too long, and remark once that the call is."""
    words = len(step.understood.raw.split())
    most: float = step.play.persona.listens
    if step.state.stage in CLOSING_STAGES:
        most *= CLOSING_FACTOR
    if step.gauges.irritation >= IRRITATED:
        most /= 2
    if words > most:
        step.cue("interrupts")
        feel(step, "too_long", TOO_LONG)
    if _minutes(step) > step.play.scenario.minutes * OVERTIME_FACTOR:
        raise_once(step, "overtime", KEPT_TOO_LONG)


def raise_once(step: Step, flag: str, effect: Effect) -> None:
    """Raise a flag that has a cue of the same name, once in a call."""
    if flag not in step.state.flags:
        step.raise_flag(flag)
        step.cue(flag)
        feel(step, flag, effect)


def feel(step: Step, cause: str, effect: Effect) -> None:
    """Move the debtor's state by something other than a technique."""
    felt = moved_by(cause, effect, step.state, step.play.temper)
    step.emit(StateChanged(step.turn, felt.gauges, felt.affect, felt.causes))


def _minutes(step: Step) -> float:
    if not step.state.started_at:
        return 0.0
    began = datetime.fromisoformat(step.state.started_at)
    return (datetime.fromisoformat(step.at) - began).total_seconds() / 60


def waits_since(state: CallState, now: datetime) -> float:
    """Return for how many seconds the other side has been waiting for a word."""
    if not state.heard_at or state.ended:
        return 0.0
    return (now - datetime.fromisoformat(state.heard_at)).total_seconds()
