"""What comes between a no and a yes: a counter-offer, a part of it, a condition, a dispute.

Pure: each function reads the step and says what should come of it; ``callcoach.engine.deal`` does
it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.engine.bargaining import monthly, most_a_month, own_offer, times_said
from callcoach.engine.terms import Terms
from callcoach.understanding.entities import Money

if TYPE_CHECKING:
    from callcoach.content.situation import Objection, Proviso, Situation
    from callcoach.engine.state import CallState
    from callcoach.engine.step import Step

ROUNDING = Decimal("0.5")
"""« 430 euros » for 430,40 is the undisputed part said short."""


def counter_offer(step: Step, asked: Terms) -> Terms | None:
    """Return the debtor's own figure against one that is too high, None when they have none."""
    situation = step.play.scenario.situation
    bargaining = situation.bargaining
    willing = step.gauges.willingness >= bargaining.willingness_for_plan
    if not bargaining.counters or not willing or step.gauges.trust < bargaining.trust_for_plan:
        return None
    offer = own_offer(situation, offers_made(step.state))
    if offer is None or asked.instalment is None or offer.instalment is None:
        return None
    return offer if offer.instalment < monthly(asked) else None


def offers_made(state: CallState) -> int:
    """Return how many figures of their own the debtor has put forward."""
    lines = state.said_lines
    return times_said("proposal", lines) + times_said("offer:counter", lines)


def part_of(terms: Terms, situation: Situation) -> Terms | None:
    """Return the part of an offer that the debtor can take, None when it is all or nothing."""
    budget = situation.budget
    if budget is None or terms.instalment is None or terms.down is None:
        return None
    fits_month = monthly(terms) <= most_a_month(situation)
    fits_down = terms.down <= budget.payable_today
    if fits_month and not fits_down:
        return replace(terms, down=budget.payable_today or None, count=None)
    if fits_down and not fits_month:
        most = most_a_month(situation) // 5 * 5
        return replace(terms, instalment=most, count=None) if most else None
    return None


def pending_proviso(step: Step) -> Proviso | None:
    """Return the condition on which the debtor would say yes now, None when there is none left."""
    met = _so_far(step)
    wanted = step.play.scenario.situation.bargaining.provisos
    return next((proviso for proviso in wanted if not met & set(proviso.met_by)), None)


def asked_for(proviso: Proviso, state: CallState) -> bool:
    """Return whether a condition has been put before."""
    return any(id_.startswith(f"proviso:{proviso.id}:") for id_ in state.said_lines)


def last_met(step: Step) -> Proviso | None:
    """Return the condition that was put before and is met by this turn."""
    now = step.acts | step.understood.techniques
    wanted = step.play.scenario.situation.bargaining.provisos
    put = (proviso for proviso in wanted if asked_for(proviso, step.state))
    return next((proviso for proviso in put if now & set(proviso.met_by)), None)


def _so_far(step: Step) -> frozenset[str]:
    state = step.state
    return frozenset().union(*state.said_acts, *state.used, state.flags)


def disputed_part(step: Step) -> Objection | None:
    """Return the dispute that leaves a part of the claim undisputed, once it has been raised."""
    raised = step.state.objections
    objections = step.play.scenario.situation.objections
    return next((o for o in objections if o.disputed is not None and o.id in raised), None)


def undisputed_terms(step: Step, terms: Terms) -> Terms | None:
    """Return an offer of the undisputed part as one for the whole of it, None when it is not."""
    dispute = disputed_part(step)
    if dispute is None or terms.full or terms.instalment is not None:
        return None
    if terms.down is None or not _names_the_rest(step, terms.down):
        return None
    day = terms.down_date or terms.first_date
    return Terms(full=True, first_date=day, means=terms.means)


def _names_the_rest(step: Step, down: Decimal) -> bool:
    """Return whether a sum to pay is the undisputed part, « 90 en suspens, 430 payés » too."""
    rest = undisputed_sum(step)
    said = [e.amount for e in step.understood.entities if isinstance(e, Money)]
    waits = step.play.scenario.dossier.balance - rest
    beside = abs(down - waits) <= ROUNDING and any(abs(sum_ - rest) <= ROUNDING for sum_ in said)
    return beside or abs(down - rest) <= ROUNDING


def undisputed_sum(step: Step) -> Decimal:
    """Return the euros of the claim that nobody disputes."""
    dispute = disputed_part(step)
    disputed = Decimal(0) if dispute is None else dispute.disputed or Decimal(0)
    return step.play.scenario.dossier.balance - disputed


def suspended(step: Step) -> bool:
    """Return whether the dispute was taken up, so that the rest may be talked of."""
    dispute = disputed_part(step)
    if dispute is None:
        return False
    lifted = step.state.objections[dispute.id].status == "lifted"
    return lifted or "claim_suspended" in step.state.flags
