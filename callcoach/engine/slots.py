"""The values that lines may name in braces.

From the file, the hidden budget and what stands on the table.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.content.wording import fill, said_amount, said_day, slots_in
from callcoach.engine.bargaining import first_income, plan_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from callcoach.engine.play import Play
    from callcoach.engine.state import CallState
    from callcoach.engine.terms import Terms


def slot_values(play: Play, state: CallState) -> Mapping[str, str]:
    """Return all slots that can be filled at this point of a call."""
    scenario = play.scenario
    language, situation = scenario.language, scenario.situation
    values = dict(play.file_slots)
    if situation.third_party is not None:
        values["third_party"] = situation.third_party.first_name
    if situation.relation is not None:
        values["relation"] = situation.relation
    if situation.back_at is not None:
        values["back_at"] = situation.back_at
    if situation.budget is not None:
        values["next_income"] = said_day(first_income(situation, play.today), language)
        values["plan_day"] = said_day(plan_day(situation, play.today), language)
        means = situation.budget.means
        if means:
            values["by_own_means"] = _named(play, "by_means", means[0])
    values |= _missed_slots(play)
    if state.claimed is not None:
        values["claimed"] = said_amount(state.claimed, language)
    terms = state.agreement.terms if state.agreement else state.table
    values |= _terms_slots(terms, play, "")
    if state.debtor_offer is not None:
        values |= _terms_slots(state.debtor_offer, play, "own_")
    if state.refused:
        values |= _terms_slots(state.refused[-1], play, "refused_")
    known = _said_before(play, state)
    if known is not None and slots_in(known) <= values.keys():
        values["said_before"] = fill(known, values)
    return values


def _missed_slots(play: Play) -> dict[str, str]:
    """Return what was missed of an earlier agreement: the sum so far, and the first day of it."""
    agreed = play.scenario.dossier.agreement
    missed = agreed.missed(play.today) if agreed is not None else ()
    if not missed:
        return {}
    language = play.scenario.language
    total = sum((due.amount for due in missed), Decimal(0))
    return {
        "missed_amount": said_amount(total, language),
        "missed_day": said_day(missed[0].on, language),
    }


def _said_before(play: Play, state: CallState) -> str | None:
    """Return in short what came out last of what was just asked for."""
    facts = {fact.id: fact for fact in play.scenario.situation.facts}
    told = (facts[id_] for id_ in reversed(state.revealed) if id_ in facts)
    return next((fact.brief for fact in told if fact.slot == state.last_slot), None)


def _spoken_day(day: date, play: Play) -> str:
    """Return a day as the answer to « when? », with its article: « le 5 décembre »."""
    names = play.spoken.get("days", {})
    for ahead, name in enumerate(("today", "tomorrow")):
        if day == play.today + timedelta(days=ahead) and name in names:
            return names[name]
    said = said_day(day, play.scenario.language)
    return names["on"].replace("*", said) if "on" in names else said


def _terms_slots(terms: Terms, play: Play, prefix: str) -> dict[str, str]:
    """Return the slots of some terms; ``part`` is a sum to pay at once with no plan after it."""
    language = play.scenario.language
    planned = terms.instalment is not None
    sums: dict[str, Decimal | None] = {
        "instalment": terms.instalment,
        "down": terms.down if planned else None,
        "part": None if planned else terms.down,
    }
    values = {name: said_amount(sum_, language) for name, sum_ in sums.items() if sum_ is not None}
    first = terms.first_date if planned or terms.full else terms.down_date
    if first is not None:
        values["first_date"] = said_day(first, language)
        values["first_day"] = _spoken_day(first, play)
    if terms.count is not None:
        values["count"] = str(terms.count)
    if planned:
        values["every"] = _named(play, "every", terms.every or "month")
    if terms.means is not None:
        values["means"] = _named(play, "means", terms.means)
        values["by_means"] = _named(play, "by_means", terms.means)
    return {prefix + name: value for name, value in values.items()}


def _named(play: Play, kind: str, value: str) -> str:
    return play.spoken.get(kind, {}).get(value, value)
