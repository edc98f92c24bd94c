"""A machine that answers: it takes one message, and asks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.engine.conduct import note_conduct
from callcoach.engine.events import CallEnded, DebtorSpoke, FlagsRaised
from callcoach.engine.outcome import outcome
from callcoach.engine.replies import choose

if TYPE_CHECKING:
    from callcoach.engine.events import Event
    from callcoach.engine.step import Step

MOST_TURNS = 3
"""Turns after which the machine has recorded enough."""
MESSAGE = frozenset({"leave_message", "give_contact", "announce_callback"})


def record_message(step: Step, *, silent: bool) -> tuple[Event, ...]:
    """Return what follows from a turn spoken to a machine.

    The call ends with a goodbye, with a silence, or when there has been time enough to speak.
    """
    if not silent:
        note_conduct(step)
        raised = {"machine"} | ({"message_left"} if step.acts & MESSAGE else set())
        new = tuple(sorted(raised - step.state.flags))
        if new:
            step.emit(FlagsRaised(step.turn, new))
    over = silent or "say_goodbye" in step.acts or step.turn >= MOST_TURNS
    cue = "voicemail:end" if over else "voicemail"
    said = choose(cue, step.play.script, step.moment())
    step.emit(
        DebtorSpoke(
            step.turn,
            step.at,
            said.text if said is not None else "…",
            step.state.speaker,
            cue,
            (said.id,) if said is not None else (),
            step.state.affect,
        )
    )
    if over:
        step.emit(CallEnded(step.turn, step.at, "goodbye", outcome(step.state, "goodbye")))
    return tuple(step.events)
