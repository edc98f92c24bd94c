"""What the debtor says back: the weightiest thing is met, another is acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.engine.events import DebtorSpoke
from callcoach.engine.replies import Moment, Said, choose, choose_among
from callcoach.text import fold

if TYPE_CHECKING:
    from callcoach.engine.step import Cue, Step

ALONE = frozenset({"hang_up", "give_up", "insulted", "threatened", "sent_away", "pause"})
"""Cues to which the whole answer goes."""
UNANNOUNCED = frozenset(
    {
        "blamed",
        "talked_down",
        "too_early",
        "no_subject",
        "disclosed_to_me",
        "objection:lifted",
        "wrong_number",
    }
)
"""Cues before which nothing is acknowledged: a hurt, a surprise, what is itself a thank you."""
TERMS = ("offer:", "confirm:", "proposal", "terms:", "stall:")
"""Beginnings of the cues by which a figure or a date is answered."""
ACCEPTING = ("offer:accepted", "offer:full_accepted", "confirm:yes")
GOODBYE = "say_goodbye"
FIRST = frozenset({"interrupts"})
"""Cues said before the answer, by whoever breaks in."""
LAST = frozenset({"offer:counter", "receipt", "overtime"})
"""Cues said after the answer."""
MOST_FACTS = 2


def answer(step: Step) -> DebtorSpoke:
    """Return the debtor's next line.

    Cues are tried from the weightiest; the first for which somebody has a line gives the reply.
    Facts told in the same turn follow, and what becomes of an offer when an objection comes
    first; one lighter cue is acknowledged before, when there is a ``brief:`` line for it, and a
    goodbye is returned last.
    """
    moment = step.moment()
    beside = FIRST | LAST
    cues = sorted((cue for cue in step.cues if cue.id not in beside), key=lambda cue: -cue.weight)
    for rank, cue in enumerate(cues):
        main = _line(cue, step, moment)
        if main is None:
            continue
        said = [main]
        if cue.id not in ALONE:
            rest = cues[rank + 1 :]
            before = _brief(cue, main, rest, step, moment)
            told = _more_facts(cue, rest, step, moment)
            # Who raises an objection answers what was asked first.
            said = [*told, *said] if cue.id == "objection:raised" else [*said, *told]
            said = [*before, *said]
            said += _terms_after(cue, rest, step, moment)
            said = [*_beside(FIRST, step, moment), *said, *_beside(LAST, step, moment)]
            said += _goodbye(cue, step, moment)
        return _spoke(step, cue.id, said)
    fallback = choose("unclear", step.play.script, moment)
    if fallback is None:
        raise LookupError("the language's replies have no line for the cue 'unclear'")
    return _spoke(step, "unclear", [fallback])


def _beside(wanted: frozenset[str], step: Step, moment: Moment) -> list[Said]:
    """Return the lines that go before or after the answer, whatever it is."""
    lines = (_line(cue, step, moment) for cue in step.cues if cue.id in wanted)
    return [line for line in lines if line is not None]


def _line(cue: Cue, step: Step, moment: Moment) -> Said | None:
    if cue.own:
        return choose_among(cue.own, cue.name, moment)
    chosen = choose(cue.id, step.play.script, moment)
    if chosen is None and cue.name:
        return choose(cue.id.split(":")[0], step.play.script, moment)
    return chosen


def _more_facts(main: Cue, rest: list[Cue], step: Step, moment: Moment) -> list[Said]:
    """Return the other facts told in this turn: what came out must also be heard."""
    room = MOST_FACTS - (main.id == "fact")
    lines = [_line(cue, step, moment) for cue in rest if cue.id == "fact"][:room]
    return [line for line in lines if line is not None]


def _terms_after(main: Cue, rest: list[Cue], step: Step, moment: Moment) -> list[Said]:
    """Return the answer to an offer that came along with an objection.

    An objection stands for a refusal, never for a yes; once it is lifted the offer is answered.
    """
    if not main.id.startswith("objection:"):
        return []
    wanted = TERMS if main.id == "objection:lifted" else ACCEPTING
    for cue in rest:
        if cue.id.startswith(wanted):
            said = _line(cue, step, moment)
            return [said] if said is not None else []
    return []


def _brief(main: Cue, line: Said, rest: list[Cue], step: Step, moment: Moment) -> list[Said]:
    """Return a short acknowledgement of the next weightiest thing said, if any.

    Not one that begins as the line does: nobody says « d'accord. D'accord, le 5 ».
    """
    for cue in rest if main.id not in UNANNOUNCED else ():
        if cue.id in ("fact", "answer", GOODBYE, main.id):
            continue
        if cue.id == "reassure" and main.id.startswith("objection:"):
            continue  # who has just been calmed does not take fright in the same breath
        said = choose(f"brief:{cue.id}", step.play.script, moment)
        if said is not None and _first_word(said) != _first_word(line):
            return [said]
    return []


def _goodbye(main: Cue, step: Step, moment: Moment) -> list[Said]:
    """Return a goodbye that closes the answer when the call ends with something weightier."""
    if GOODBYE not in step.acts or main.id == GOODBYE or step.asks:
        return []
    said = choose(f"brief:{GOODBYE}", step.play.script, moment)
    return [said] if said is not None else []


def _first_word(line: Said) -> str:
    words = (word.strip(" .,;:!?") for word in fold(line.text).text.split())
    return next((word for word in words if word), "")


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
