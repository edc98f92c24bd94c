"""What a model line can name of this very case: the file, then what the call's end has laid open.

In a line of the rubric ``{affordable|moins}`` is the figure where there is one, else the words
after the bar, so that no line is shown with a hole.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.content.case_slots import file_slots
from callcoach.content.wording import said_amount, said_day
from callcoach.engine.bargaining import first_income, plan_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.rubric import Amounts
    from callcoach.scoring.trace import CallTrace

CASE_SLOTS = ("affordable", "next_income", "plan_day", "pay_by")
"""Slots that only some calls can fill: in a line each needs words to stand in for it.

``affordable`` is an instalment that the hidden budget holds, with its currency; ``next_income``
and ``plan_day`` are days of the debtor's; ``pay_by`` is the day of a first payment.
"""
EUROS = "euros"
STEP = Decimal(5)
"""Instalments are offered in fives."""
UNKNOWN = "…"
_SLOT = re.compile(r"\{([a-z_]+)(?:\|([^{}]*))?\}")
_NAMES = ("creditor", "agency", "agent", "debtor", "reference")


def known_slots(trace: CallTrace) -> dict[str, str]:
    """Return what the trainee knew from the start: the file, or the facts of a transcript."""
    if trace.dossier is not None:
        return file_slots(trace.dossier, trace.language)
    values = {name: str(trace.facts[name]) for name in _NAMES if trace.facts.get(name)}
    balance = trace.facts.get("balance")
    if isinstance(balance, int | float) and not isinstance(balance, bool):
        values["balance"] = said_amount(Decimal(str(balance)), trace.language)
    return values


def laid_open(trace: CallTrace, amounts: Amounts) -> dict[str, str]:
    """Return what may only be told once the call is over, the hidden budget among it."""
    values: dict[str, str] = {}
    if trace.day is not None:
        days = timedelta(days=amounts.first_payment_days)
        values["pay_by"] = said_day(trace.day + days, trace.language)
    situation = trace.situation
    if situation is None or situation.budget is None:
        return values
    sum_ = situation.budget.capacity * amounts.offer_margin // 100 // STEP * STEP
    if sum_ >= amounts.minimum_capacity and sum_ > 0:
        values["affordable"] = f"{said_amount(sum_, trace.language)} {EUROS}"
    if trace.day is not None:
        values["next_income"] = said_day(first_income(situation, trace.day), trace.language)
        values["plan_day"] = said_day(plan_day(situation, trace.day), trace.language)
    return values


def filled(line: str, slots: Mapping[str, str]) -> str:
    """Return a model line with its slots filled."""
    return _SLOT.sub(lambda found: slots.get(found[1], found[2] or UNKNOWN), line)


def slots_of(line: str) -> tuple[tuple[str, bool, int], ...]:
    """Return the slots of a model line: name, whether words stand in for it, and where."""
    return tuple((m[1], m[2] is not None, m.start()) for m in _SLOT.finditer(line))
