"""What the debtor says back: the weightiest thing is met, another is acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.engine.events import DebtorSpoke
from callcoach.engine.replies import Moment, Said, choose, choose_among

if TYPE_CHECKING:
    from callcoach.engine.step import Cue, Step

PARTING = frozenset({"hang_up", "give_up"})
MOST_FACTS = 2


def answer(step: Step) -> DebtorSpoke:
    """Return the debtor's next line.

    Cues are tried from the weightiest; the first for which somebody has a line gives the reply.
    Facts told in the same turn follow, and one lighter cue is acknowledged before, when there is a
    ``brief:`` line for it.
    """
    moment = step.moment()
    cues = sorted(step.cues, key=lambda cue: -cue.weight)
    for rank, cue in enumerate(cues):
        main = _line(cue, step, moment)
        if main is None:
            continue
        said = [main]
        if cue.id not in PARTING:
            said += _more_facts(cue, cues[rank + 1 :], step, moment)
            brief = _brief(cue, cues[rank + 1 :], step, moment)
            said = [brief, *said] if brief is not None else said
        return _spoke(step, cue.id, said)
    fallback = choose("unclear", step.play.script, moment)
    if fallback is None:
        raise LookupError("the language's replies have no line for the cue 'unclear'")
    return _spoke(step, "unclear", [fallback])


def _line(cue: Cue, step: Step, moment: Moment) -> Said | None:
    if cue.own:
        return choose_among(cue.own, cue.name, moment)
    chosen = choose(cue.id, step.play.script, moment)
    if chosen is None and cue.name:
        return choose(cue.id.split(":")[0], step.play.script, moment)
    return chosen


def _more_facts(main: Cue, rest: list[Cue], step: Step, moment: Moment) -> list[Said]:
    """Return the other facts told in this turn; a hurt or an offer is answered alone."""
    if main.id not in ("fact", "objection:lifted", "verify_identity"):
        return []
    room = MOST_FACTS - (main.id == "fact")
    lines = [_line(cue, step, moment) for cue in rest if cue.id == "fact"][:room]
    return [line for line in lines if line is not None]


def _brief(main: Cue, rest: list[Cue], step: Step, moment: Moment) -> Said | None:
    """Return a short acknowledgement of the next weightiest thing said."""
    for cue in rest:
        if cue.id in ("fact", main.id):
            continue
        said = choose(f"brief:{cue.id}", step.play.script, moment)
        if said is not None:
            return said
    return None


def _spoke(step: Step, cue: str, said: list[Said]) -> DebtorSpoke:
    return DebtorSpoke(
        turn=step.turn,
        at=step.at,
        text=" ".join(line.text for line in said),
        speaker=step.state.speaker,
        cue=cue,
        lines=tuple(line.id for line in said),
        affect=step.state.affect,
    )
