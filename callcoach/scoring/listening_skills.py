"""Checks of how feelings and objections were met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.scoring.marked import Verdict

if TYPE_CHECKING:
    from callcoach.content.rubric import MicroSkill
    from callcoach.scoring.marked import Marked

UNTROUBLED = ("neutral", "cheerful")
COURTESY = ("@courtesy",)
COURTEOUS_TURNS = 2


def affect_named(call: Marked, skill: MicroSkill) -> Verdict:
    """When the debtor showed a feeling, it was met; without object when none was shown."""
    turns = call.trace.turns
    shown = [place for place, t in enumerate(turns) if t.affect not in UNTROUBLED]
    if not shown:
        return Verdict(None, note="no affect shown")
    near = {*shown, *(place + 1 for place in shown)}
    met = tuple(n for n in call.turns_with(skill.needs) if call.place(n) in near)
    return Verdict(bool(met), met)


def respect_shown(call: Marked, skill: MicroSkill) -> Verdict:
    """Respect was put in words: any of ``needs``, or plain courtesy more than once."""
    turns = call.turns_with(skill.needs)
    courteous = tuple(
        turn.number
        for turn in call.trace.turns
        if turn.text and call.reader.matches(turn.text, COURTESY)
    )
    return Verdict(bool(turns) or len(courteous) >= COURTEOUS_TURNS, turns or courteous)


def objection_step(call: Marked, skill: MicroSkill) -> Verdict:
    """After an objection came any of ``needs``; without object when none was raised.

    A ``count`` above one stands for « checked that it is lifted »: that it was lifted will do.
    """
    trace = call.trace
    if not trace.objections:
        return Verdict(None, note="no objection")
    since = min(trace.objected_at.values(), default=0)
    turns = tuple(n for n in call.turns_with(skill.needs) if n > since)
    lifted = "lifted" in trace.objections.values()
    return Verdict(bool(turns) or (skill.count > 1 and lifted), turns)
