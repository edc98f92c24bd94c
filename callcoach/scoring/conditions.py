"""Named conditions of the grid: when an item has no object, and when its level is capped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callcoach.scoring.skills import Marked

Condition = Callable[["Marked"], bool]

NO_BARGAIN_OUTCOMES = frozenset(
    {"referral", "hold", "dispute_suspended", "callback_arranged", "message_left"}
)
"""Right outcomes without money: negotiation and commitment are then without object."""


def no_sheet(call: Marked) -> bool:
    """There is no preparation sheet."""
    return call.preparation is None


def no_record(call: Marked) -> bool:
    """There is no call record."""
    return call.record_mark is None


def third_party(call: Marked) -> bool:
    """The debtor never came to the phone."""
    return call.trace.facts.get("who_answers") not in (None, "debtor", "unknown")


def no_bargain(call: Marked) -> bool:
    """The call rightly ended without money: third party, dispute, help or hold."""
    trace = call.trace
    if third_party(call):
        return True
    if trace.target is not None:
        right = set(trace.target.best) | set(trace.target.accepted)
        return trace.outcome in NO_BARGAIN_OUTCOMES & right
    stopped = call.turns_with(("suspend_claim", "refer_to_help"))
    return bool(stopped) and not call.turns_with(("confirm_agreement",))


def no_objection(call: Marked) -> bool:
    """Nobody objected to anything."""
    return not call.trace.objections


def disputed(call: Marked) -> bool:
    """The claim itself is disputed: the budget is without object."""
    return call.trace.outcome == "dispute_suspended"


def never_asked_full(call: Marked) -> bool:
    """The whole sum was never asked for."""
    return not call.turns_with(("ask_full_payment", "full_payment_request"))


def vague_acceptance(call: Marked) -> bool:
    """Something vague was accepted."""
    return bool(call.turns_with(("vague_acceptance",)))


def no_capacity_known(call: Marked) -> bool:
    """Neither income nor charges were asked for."""
    return not call.turns_with(("ask_income", "ask_charges"))


CONDITIONS: Mapping[str, Condition] = {
    "no_sheet": no_sheet,
    "no_record": no_record,
    "third_party": third_party,
    "no_bargain": no_bargain,
    "no_objection": no_objection,
    "disputed": disputed,
    "never_asked_full": never_asked_full,
    "vague_acceptance": vague_acceptance,
    "no_capacity_known": no_capacity_known,
}
"""Name in ``grid.yaml`` → condition."""
