"""Checks of questions, listening to content, and diagnosis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from callcoach.scoring.marked import Verdict

if TYPE_CHECKING:
    from callcoach.content.rubric import MicroSkill
    from callcoach.scoring.marked import Marked
    from callcoach.scoring.trace import TraceTurn

BUDGET_SLOTS = frozenset(
    {
        "income",
        "income_date",
        "charges",
        "other_debts",
        "household",
        "savings",
        "assets",
        "employment",
        "procedure",
    }
)
"""Pieces of the budget (call-method 6.1)."""
CORE_SLOTS = frozenset({"income", "charges"})
"""Without these there is no budget."""
PRECISE = frozenset({"probing_question", "closed_check", "alternative_question"})
OPEN = ("open_question", "ask_cause")
CHECKING = frozenset({"closed_check", "reformulation", "reformulate", "alternative_question"})
FUNNEL_TURNS = 6
"""Agent's turns that a funnel may span."""
TAKEN_UP = 2
"""Content words of the other side that a reformulation takes up; one figure will do as well."""
POINTS_OF_A_SYNTHESIS = 2
CLOSING_TURNS = 2
"""The last turns of a call: what sums up there is the final recap."""


def funnel(call: Marked, skill: MicroSkill) -> Verdict:
    """From an open question to a precise one to a check, within a few turns."""
    named = call.turns_with(skill.needs)
    if named:
        return Verdict(True, named)
    turns = call.trace.turns
    for start in call.turns_with(OPEN):
        place = call.place(start)
        window = turns[place + 1 : place + FUNNEL_TURNS]
        for step, turn in enumerate(window):
            later = [t for t in window[step + 1 :] if t.sure & CHECKING]
            if _precise(turn) and later:
                return Verdict(True, (start, turn.number, later[0].number))
    return Verdict(False)


def _precise(turn: TraceTurn) -> bool:
    asked = any(act.startswith("ask_") for act in turn.sure_acts)
    return bool(turn.sure & PRECISE) or (asked and "?" in turn.text)


def reformulations(call: Marked, ids: tuple[str, ...]) -> tuple[int, ...]:
    """Return the turns that say back what was heard: labelled so, and with its words in them."""
    return tuple(n for n in call.turns_with(ids) if _takes_up(call, call.turn(n)))


def _takes_up(call: Marked, turn: TraceTurn) -> bool:
    """Return whether a turn takes up words or figures of what was heard before it."""
    place = call.place(turn.number)
    lines = [line.text for t in call.trace.turns[: place + 1] for line in t.before]
    heard = call.reader.content(" ".join(lines))
    shared = call.reader.content(turn.text) & heard
    return len(shared) >= TAKEN_UP or any(word.isdigit() for word in shared)


def reformulated(call: Marked, skill: MicroSkill) -> Verdict:
    """At least ``count`` reformulations that carry content."""
    turns = reformulations(call, skill.needs)
    return Verdict(len(turns) >= skill.count, turns)


def reformulation_checked(call: Marked, skill: MicroSkill) -> Verdict:
    """A reformulation ends in a question, or was found with its check."""
    turns = reformulations(call, skill.needs)
    checked = tuple(n for n in turns if call.turn(n).text.rstrip(' »"').endswith("?"))
    return Verdict(bool(checked), checked)


def synthesis(call: Marked, skill: MicroSkill) -> Verdict:
    """A reformulation or recap sums up several points before the call's last two turns."""
    last = len(call.trace.turns) - CLOSING_TURNS
    turns = tuple(
        n
        for n in reformulations(call, skill.needs)
        if call.place(n) < last and _points(call.turn(n)) >= POINTS_OF_A_SYNTHESIS
    )
    return Verdict(bool(turns), turns)


def _points(turn: TraceTurn) -> int:
    """Return how many points a turn makes: its sums, days and counts, or its longer clauses."""
    clauses = [part for part in re.split(r"[,;:.]", turn.text) if len(part.split()) > TAKEN_UP]
    return max(len(turn.understood.entities), len(clauses))


def budget_slots(call: Marked, skill: MicroSkill) -> Verdict:
    """At least ``count`` pieces of the budget were asked for or came out, the core among them."""
    asked = {f"ask_{slot}" for slot in BUDGET_SLOTS}
    known = slots_known(call)
    met = len(known) >= skill.count and known >= CORE_SLOTS
    return Verdict(met, call.turns_with(asked))


def slots_known(call: Marked) -> frozenset[str]:
    """Return the pieces of the budget that were asked for or came out."""
    asked = {slot for slot in BUDGET_SLOTS if f"ask_{slot}" in call.done}
    return (call.told | asked) & BUDGET_SLOTS


def cause_told(call: Marked, skill: MicroSkill) -> Verdict:
    """The cause came out."""
    asked = call.turns_with(skill.needs)
    if call.trace.situation is None and not call.trace.turns:
        return Verdict(False)
    return Verdict("cause" in call.told, asked)


def needs_isolated(call: Marked, skill: MicroSkill) -> Verdict:
    """What blocks was dug into, or said back and checked."""
    dug = call.turns_with(skill.needs)
    said_back = reformulations(call, ("reformulation", "reformulate"))
    checked = [n for n in said_back if call.turn(n).text.rstrip().endswith("?")]
    return Verdict(bool(dug or checked), tuple(sorted({*dug, *checked})))
