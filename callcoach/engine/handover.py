"""Somebody else comes to the phone: the words of both, and how the new one feels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.engine.events import DebtorSpoke, SpeakerChanged
from callcoach.engine.gauges import displayed_affect
from callcoach.engine.replies import choose_among, holds

if TYPE_CHECKING:
    from callcoach.content.situation import Handover
    from callcoach.engine.play import Play
    from callcoach.engine.step import Step


def handover_due(step: Step) -> int | None:
    """Return which handover this turn brings about, None for none."""
    handovers = step.play.scenario.situation.handovers
    if len(step.state.handed) == len(handovers):
        return None
    signals = frozenset(step.signals) | step.acts
    moment = step.moment()
    for way, handover in enumerate(handovers):
        if (
            way not in step.state.handed
            and handover.to != step.state.speaker
            and signals & set(handover.on)
            and holds(handover.when, moment)
        ):
            return way
    return None


def hand_over(step: Step, way: int, whole: Play) -> None:
    """Let somebody else take the phone, after the last words of who had it.

    Args:
        step: the turn, answered already.
        way: which of the scenario's handovers.
        whole: the play, with everybody in it.
    """
    handover: Handover = step.play.scenario.situation.handovers[way]
    known = handover.to in whole.voices
    step.play = whole.heard_as(handover.to)
    gauges = step.play.temper.start if known else step.gauges
    affect = displayed_affect(gauges, step.play.persona.affects)
    step.emit(SpeakerChanged(step.turn, handover.to, gauges, affect, way))
    name = f"picks_up:{way}"
    said = choose_among(handover.picks_up, name, step.moment())
    if said is not None:
        step.emit(
            DebtorSpoke(step.turn, step.at, said.text, handover.to, "handover", (said.id,), affect)
        )
