"""The checks that micro-skills of the grid name; each counts something (call-method 7.2).

A check gets the call, with what was found in it, and the micro-skill's own words (``needs``,
``count``); it answers met, not met, or without object, and in which turns. Here are the ones that
merely count; those that compare are beside, by the part of the call they look at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from callcoach.scoring.bargain_skills import (
    capacity_known,
    commitment_part,
    full_request_first,
    ladder_respected,
    sustainable_offer,
)
from callcoach.scoring.diagnosis_skills import (
    budget_slots,
    cause_told,
    funnel,
    needs_isolated,
    reformulated,
    reformulation_checked,
    synthesis,
)
from callcoach.scoring.listening_skills import affect_named, objection_step, respect_shown
from callcoach.scoring.marked import Marked, Verdict
from callcoach.scoring.opening_skills import (
    creditor_and_nature,
    dated_purpose,
    exact_amount,
    identity_before_disclosure,
    introduced,
    request_then_pause,
)

if TYPE_CHECKING:
    from callcoach.content.rubric import MicroSkill

Check = Callable[[Marked, "MicroSkill"], Verdict]


def at_least(call: Marked, skill: MicroSkill) -> Verdict:
    """Any of ``needs`` in at least ``count`` turns."""
    turns = call.turns_with(skill.needs)
    return Verdict(len(turns) >= skill.count, turns)


def none_of(call: Marked, skill: MicroSkill) -> Verdict:
    """None of ``needs`` anywhere in the call."""
    turns = call.turns_with(skill.needs)
    return Verdict(not turns and not call.broken & set(skill.needs), turns)


def prepared(call: Marked, skill: MicroSkill) -> Verdict:
    """The part of the preparation sheet that ``needs`` names is there and right."""
    if call.preparation is None:
        return Verdict(None, note="no sheet")
    return Verdict(all(call.preparation.get(name, False) for name in skill.needs))


def record_level(call: Marked, _skill: MicroSkill) -> Verdict:
    """Never called on its own: item 12 is marked by points (call-method 8)."""
    return Verdict(None if call.record_mark is None else True)


CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        affect_named,
        at_least,
        budget_slots,
        capacity_known,
        cause_told,
        commitment_part,
        creditor_and_nature,
        dated_purpose,
        exact_amount,
        full_request_first,
        funnel,
        identity_before_disclosure,
        introduced,
        ladder_respected,
        needs_isolated,
        none_of,
        objection_step,
        prepared,
        record_level,
        reformulated,
        reformulation_checked,
        request_then_pause,
        respect_shown,
        sustainable_offer,
        synthesis,
    )
}
"""Name in ``grid.yaml`` → check."""
