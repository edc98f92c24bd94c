"""The checks that micro-skills of the grid name.

Each counts something in a call (call-method 7.2).

A check gets the call, what was found in it, and the micro-skill's own words (``needs``,
``count``); it answers met, not met, or without object, and in which turns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from callcoach.scoring.commitment import FULL, OFFERING, commitment, largest_instalment, sums
from callcoach.understanding.utterance import Confidence

if TYPE_CHECKING:
    from callcoach.content.rubric import MicroSkill
    from callcoach.scoring.record_mark import RecordMark
    from callcoach.scoring.trace import CallTrace, TraceTurn

DISCLOSING = frozenset({"state_amount", "state_creditor", "state_basis", FULL})
BUDGET_SLOTS = frozenset(
    {"ask_income", "ask_income_date", "ask_charges", "ask_other_debts", "ask_household"}
    | {"ask_savings", "ask_assets", "ask_employment", "ask_procedure"}
)
CENTS = Decimal("0.5")
POINTS_OF_A_SYNTHESIS = 2
EITHER: Mapping[str, tuple[str, ...]] = {
    "state_purpose_or_basis": ("state_purpose", "state_basis", "recall_letter")
}
"""Needs that stand for any one of several ids."""


@dataclass(frozen=True)
class Verdict:
    """What a check says."""

    met: bool | None
    turns: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Marked:
    """A call and what has been found in it so far."""

    trace: CallTrace
    record_mark: RecordMark | None
    preparation: Mapping[str, bool] | None
    patterns: tuple[tuple[str, int], ...] = ()
    """Patterns over several turns that were completed, and where."""

    @cached_property
    def done(self) -> Mapping[str, tuple[int, ...]]:
        """Id of an act, technique, anti-pattern or rule → the turns that show it, low ones out."""
        found: dict[str, list[int]] = {}
        for turn in self.trace.turns:
            for label in turn.understood.labels:
                if label.evidence.confidence is not Confidence.LOW:
                    found.setdefault(label.id, []).append(turn.number)
            if turn.silent:
                found.setdefault("silence", []).append(turn.number)
        for id_, number in self.patterns:
            found.setdefault(id_, []).append(number)
        return {id_: tuple(dict.fromkeys(turns)) for id_, turns in found.items()}

    def turns_with(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Return the turns that show any of these ids, in order."""
        return tuple(sorted({n for id_ in ids for n in self.done.get(id_, ())}))

    def turn(self, number: int) -> TraceTurn:
        """Return a turn by its number."""
        return next(t for t in self.trace.turns if t.number == number)


Check = Callable[[Marked, "MicroSkill"], Verdict]


def at_least(call: Marked, skill: MicroSkill) -> Verdict:
    """Any of ``needs`` in at least ``count`` turns."""
    turns = call.turns_with(skill.needs)
    return Verdict(len(turns) >= skill.count, turns)


def all_of(call: Marked, skill: MicroSkill) -> Verdict:
    """Every one of ``needs`` somewhere in the call."""
    met = all(call.done.get(id_) for id_ in skill.needs)
    return Verdict(met, call.turns_with(skill.needs))


def each_of(call: Marked, skill: MicroSkill) -> Verdict:
    """One of each: a need may name alternatives, « state_purpose_or_basis » (see ``EITHER``)."""
    groups = [EITHER.get(need, (need,)) for need in skill.needs]
    met = all(call.turns_with(group) for group in groups)
    return Verdict(met, call.turns_with(id_ for group in groups for id_ in group))


def introduced(call: Marked, _skill: MicroSkill) -> Verdict:
    """Own name and company were given; with a third party the name alone is right."""
    name = call.turns_with(("introduce_self",))
    company = call.turns_with(("introduce_company",))
    if call.trace.facts.get("who_answers") not in (None, "debtor", "unknown"):
        return Verdict(bool(name), name)
    return Verdict(bool(name and company), name + company)


def synthesis(call: Marked, skill: MicroSkill) -> Verdict:
    """A reformulation or recap sums up several points before the call's last two turns."""
    last = call.trace.turns[-1].number if call.trace.turns else 0
    turns = tuple(
        n
        for n in call.turns_with(skill.needs)
        if n < last and len(_points(call.turn(n))) >= POINTS_OF_A_SYNTHESIS
    )
    return Verdict(bool(turns), turns)


def _points(turn: TraceTurn) -> list[str]:
    """Return the separate points of a turn: its sums, days and counts, or else its clauses."""
    entities = [e.kind for e in turn.understood.entities]
    clauses = [part for part in re.split(r"[,;:.]", turn.text) if part.strip()]
    return entities if len(entities) >= POINTS_OF_A_SYNTHESIS else clauses


def none_of(call: Marked, skill: MicroSkill) -> Verdict:
    """None of ``needs`` anywhere in the call."""
    turns = call.turns_with(skill.needs)
    return Verdict(not turns, turns)


def prepared(call: Marked, skill: MicroSkill) -> Verdict:
    """The part of the preparation sheet that ``needs`` names is there and right."""
    if call.preparation is None:
        return Verdict(None, note="no sheet")
    return Verdict(all(call.preparation.get(name, False) for name in skill.needs))


def identity_before_disclosure(call: Marked, skill: MicroSkill) -> Verdict:
    """A second element was checked before anything of the file was told."""
    checked = call.turns_with(skill.needs)
    told = call.turns_with(DISCLOSING)
    if not checked:
        return Verdict(False if told else None)
    return Verdict(not told or checked[0] <= told[0], checked[:1])


def exact_amount(call: Marked, _skill: MicroSkill) -> Verdict:
    """The balance of the file was said to the cent (or rounded by less than half a euro)."""
    balance = call.trace.facts.get("balance")
    if balance is None:
        return Verdict(None, note="balance unknown")
    wanted = Decimal(str(balance))
    turns = tuple(
        turn.number
        for turn in call.trace.turns
        if any(abs(amount - wanted) <= CENTS for amount in sums(turn))
    )
    return Verdict(bool(turns), turns[:1])


def request_then_pause(call: Marked, _skill: MicroSkill) -> Verdict:
    """The whole sum was asked for, and nothing was added behind the request in that turn."""
    asked = call.turns_with((FULL,))
    for number in asked:
        turn = call.turn(number)
        request = max(x.segment for x in turn.understood.labels if x.id == FULL)
        behind = [
            x
            for x in turn.understood.labels
            if x.segment > request and x.id in OFFERING | BUDGET_SLOTS | {"ask_cause"}
        ]
        if not behind:
            return Verdict(True, (number,))
    return Verdict(False, asked)


def full_request_first(call: Marked, _skill: MicroSkill) -> Verdict:
    """The whole sum was asked for before any smaller offer."""
    asked = call.turns_with((FULL,))
    offered = call.turns_with(OFFERING)
    if not asked:
        return Verdict(False)
    return Verdict(not offered or asked[0] <= offered[0], asked[:1])


def sustainable_offer(call: Marked, skill: MicroSkill) -> Verdict:
    """What was offered rests on the budget and does not exceed the capacity."""
    tied = call.turns_with(skill.needs)
    capacity = _capacity(call.trace)
    instalment = largest_instalment(call.trace)
    if capacity is not None and instalment is not None:
        asked = len({id_ for id_ in BUDGET_SLOTS if id_ in call.done})
        return Verdict(instalment <= capacity and (bool(tied) or asked >= 2), tied)
    return Verdict(bool(tied), tied)


def budget_slots(call: Marked, skill: MicroSkill) -> Verdict:
    """At least ``count`` different pieces of the budget were asked for or came out."""
    asked = {id_ for id_ in BUDGET_SLOTS if id_ in call.done}
    told: set[str] = set()
    if call.trace.situation is not None:
        out = {fact for turn in call.trace.turns for fact in turn.revealed}
        told = {f"ask_{f.slot}" for f in call.trace.situation.facts if f.id in out}
    return Verdict(len(asked | (told & BUDGET_SLOTS)) >= skill.count, call.turns_with(asked))


def cause_told(call: Marked, skill: MicroSkill) -> Verdict:
    """The cause was asked for and came out."""
    asked = call.turns_with(skill.needs)
    situation = call.trace.situation
    if situation is None:
        return Verdict(bool(asked), asked)
    out = {fact for turn in call.trace.turns for fact in turn.revealed}
    told = any(f.id in out for f in situation.facts if f.slot == "cause")
    return Verdict(told, asked)


def capacity_written(call: Marked, _skill: MicroSkill) -> Verdict:
    """The record gives the capacity within ten euros."""
    if call.record_mark is None or call.record_mark.capacity_right is None:
        return Verdict(None, note="no record")
    return Verdict(call.record_mark.capacity_right)


def affect_named(call: Marked, skill: MicroSkill) -> Verdict:
    """When the debtor showed a feeling, it was met; without object when none was shown."""
    shown = [t for t in call.trace.turns if t.affect not in ("neutral", "cheerful")]
    if not shown:
        return Verdict(None, note="no affect shown")
    numbers = {t.number for t in shown}
    met = tuple(n for n in call.turns_with(skill.needs) if n in numbers or n - 1 in numbers)
    return Verdict(bool(met), met)


def objection_step(call: Marked, skill: MicroSkill) -> Verdict:
    """An objection was met by any of ``needs``; without object when none was raised."""
    if not call.trace.objections:
        return Verdict(None, note="no objection")
    turns = call.turns_with(skill.needs)
    lifted = "lifted" in call.trace.objections.values()
    return Verdict(bool(turns) or (skill.count > 1 and lifted), turns)


def commitment_part(call: Marked, skill: MicroSkill) -> Verdict:
    """The part of the agreement that ``needs`` names was said: amount, date, means or yes."""
    made = commitment(call.trace)
    part = skill.needs[0]
    if part == "yes":
        return Verdict(made.explicit_yes, call.turns_with(("confirm_agreement", "recap")))
    turns: tuple[int, ...] = getattr(made, part)
    return Verdict(bool(turns), turns)


def record_level(call: Marked, _skill: MicroSkill) -> Verdict:
    """Never called on its own: item 12 is marked by points (call-method 8)."""
    return Verdict(None if call.record_mark is None else True)


def _capacity(trace: CallTrace) -> Decimal | None:
    if trace.situation is not None and trace.situation.budget is not None:
        return trace.situation.budget.capacity
    known = trace.facts.get("capacity")
    return None if known is None else Decimal(str(known))


CHECKS: Mapping[str, Check] = {
    "at_least": at_least,
    "all_of": all_of,
    "none_of": none_of,
    "each_of": each_of,
    "introduced": introduced,
    "synthesis": synthesis,
    "prepared": prepared,
    "identity_before_disclosure": identity_before_disclosure,
    "exact_amount": exact_amount,
    "request_then_pause": request_then_pause,
    "full_request_first": full_request_first,
    "sustainable_offer": sustainable_offer,
    "budget_slots": budget_slots,
    "cause_told": cause_told,
    "capacity_written": capacity_written,
    "affect_named": affect_named,
    "objection_step": objection_step,
    "commitment_part": commitment_part,
    "record_level": record_level,
}
"""Name in ``grid.yaml`` → check."""
