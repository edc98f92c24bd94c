"""The negotiation of one turn: what was put on the table, how it was received, what is agreed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.engine.bargaining import (
    own_offer,
    own_today,
    plan_day,
    receive,
    sustainable,
    times_said,
)
from callcoach.engine.events import AgreementChanged, OfferMade
from callcoach.engine.haggling import (
    counter_offer,
    last_met,
    offers_made,
    part_of,
    pending_proviso,
    suspended,
    undisputed_sum,
    undisputed_terms,
)
from callcoach.engine.offers import read_terms
from callcoach.engine.terms import Agreement, Terms

if TYPE_CHECKING:
    from callcoach.engine.step import Step

RESISTING = frozenset({"objection:raised", "objection:insists"})
FIGURELESS = frozenset({"propose_instalments", "propose_down_payment", "counter_offer"})
"""Acts that offer something; without a figure it stays vague."""
PROPOSING = FIGURELESS | {"ask_partial_payment", "ask_full_payment", "propose_delay"}
SAYING_AGAIN = frozenset({"confirm_agreement", "recap", "reformulate"})


def deal(step: Step) -> None:
    """Work out the offers, details and confirmations of a turn."""
    balance = step.play.scenario.dossier.balance
    terms = read_terms(step.understood, step.state, balance, step.play.today)
    if _recalls(step):
        terms = None
    if step.state.speaker == "third_party":
        if terms is not None and terms.has_amount:
            step.cue("offer:third_party")
        return
    if "purpose_stated" not in step.state.flags:
        return  # nobody bargains over what they have not been told of: see the cue ``too_early``
    agreed = step.state.agreement
    if agreed is None and _condition_met(step):
        return
    if terms is not None and agreed is not None and agreed.suspended:
        # What was agreed is the whole of the undisputed part: its sum said again is no new offer.
        terms = undisputed_terms(step, terms) or terms
    if terms is None or not (agreed or terms.has_amount or step.state.table.has_amount):
        _without_terms(step)
    elif agreed is not None and (
        (step.acts & SAYING_AGAIN and not _goes_further(step, terms))
        or not terms.has_amount
        or _same_sums(step, terms)
    ):
        _again(step, terms)
    else:
        _offer(step, step.state.table.merged(terms) if not terms.full else terms)
    _refresh(step)


def _recalls(step: Step) -> bool:
    """Return whether the sum of a turn is that of a former agreement, which is only recalled."""
    followed = step.play.scenario.dossier.agreement is not None
    recalling = "remind_missed_instalment" in step.acts and not step.acts & PROPOSING
    return followed and recalling


def _without_terms(step: Step) -> None:
    acts = step.acts
    agreed = step.state.agreement
    if any(cue.id in RESISTING for cue in step.cues):
        return  # the objection is the answer: nothing may be offered that is not heard
    if agreed is not None and acts & SAYING_AGAIN:
        _again(step, Terms())
    elif agreed is None and "ask_partial_payment" in acts:
        _propose_today(step)
    elif agreed is None and "ask_proposal" in acts:
        _propose(step)
    elif "ask_payment_date" in acts and "verify_payment" not in acts:
        _name_date(step)
    elif "ask_payment_means" in acts and agreed is not None:
        _name_means(step)
    elif agreed is None and acts & FIGURELESS:
        step.emit(OfferMade(step.turn, "agent", Terms(), "vague"))
        step.cue("offer:vague")


def _propose(step: Step) -> None:
    offer = own_offer(step.play.scenario.situation, offers_made(step.state))
    if offer is None or _stalling(step):
        step.cue("proposal:none")
        return
    step.emit(OfferMade(step.turn, "debtor", offer, "proposed"))
    step.cue("proposal")


def _propose_today(step: Step) -> None:
    made = times_said("proposal:today", step.state.said_lines)
    offer = own_today(step.play.scenario.situation, made)
    if offer is None or offer.empty or _stalling(step):
        step.cue("proposal:none")
        return
    step.emit(OfferMade(step.turn, "debtor", offer, "proposed"))
    step.cue("proposal:today")


def _stalling(step: Step) -> bool:
    wanted = step.play.scenario.situation.bargaining.willingness_for_plan
    return step.play.persona.stalls and step.gauges.willingness < wanted


def _name_date(step: Step) -> None:
    situation = step.play.scenario.situation
    agreed = step.state.agreement
    if _stalling(step):
        step.cue("stall:date")
    elif agreed is not None and situation.budget is not None and not agreed.terms.full:
        day = Terms(down_date=step.play.today)
        if agreed.terms.instalment is not None:
            day = Terms(first_date=plan_day(situation, step.play.today))
        _agree(step, agreed.terms.merged(day), agreed)
        step.cue("terms:date")


def _name_means(step: Step) -> None:
    situation = step.play.scenario.situation
    agreed = step.state.agreement
    if agreed is None or situation.budget is None or not situation.budget.means:
        return
    means = situation.budget.means[0]
    _agree(step, agreed.terms.merged(Terms(means=means)), agreed)
    step.cue("terms:means")


def _offer(step: Step, terms: Terms) -> None:
    own = step.state.debtor_offer
    theirs = own is not None and _same_offer(own, terms)
    accepting = theirs and "accept_offer" in step.acts
    rest = undisputed_terms(step, terms)
    terms = rest or terms
    answer = "accepted" if accepting else _reception(step, terms, undisputed=rest is not None)
    proviso = pending_proviso(step) if answer == "accepted" else None
    if proviso is not None:
        answer = "conditional"
    if not terms.full or answer == "accepted":
        # Asking for the whole and hearing no belongs to the purpose: nothing is bargained yet.
        step.signals.append("offer_made")
    step.emit(OfferMade(step.turn, "agent", terms, answer))
    if proviso is not None:
        step.cue("offer:conditional", proviso.says, f"proviso:{proviso.id}")
    elif answer != "accepted":
        step.signals.append("offer_refused")
        step.cue(f"offer:{answer}")
        _come_back(step, terms, answer)
    else:
        step.signals.append("offer_accepted")
        _agree(step, terms, None, by="debtor" if theirs else "agent", rest=rest is not None)
        step.cue(_accepted_cue(terms))


def _reception(step: Step, terms: Terms, *, undisputed: bool) -> str:
    """Return how an offer is received; the dispute does not stand against what is not disputed."""
    situation = step.play.scenario.situation
    if undisputed and suspended(step):
        budget, due = situation.budget, undisputed_sum(step)
        in_hand = budget is not None and due <= budget.payable_today
        return "accepted" if in_hand or situation.bargaining.pays_in_full else "cannot_in_full"
    answer = receive(terms, step.state, situation, step.play.persona)
    return "partly" if answer == "too_high" and part_of(terms, situation) is not None else answer


def _come_back(step: Step, terms: Terms, answer: str) -> None:
    """Put the debtor's own figure against an offer, when they have one."""
    if answer == "partly":
        part = part_of(terms, step.play.scenario.situation)
        step.emit(OfferMade(step.turn, "debtor", part or Terms(), "proposed"))
    elif answer == "too_high":
        counter = counter_offer(step, terms)
        if counter is not None:
            step.emit(OfferMade(step.turn, "debtor", counter, "proposed"))
            step.cue("offer:counter")


def _condition_met(step: Step) -> bool:
    """Give the yes that waited for a condition; return whether it was given."""
    proviso = last_met(step)
    table = step.state.table
    if proviso is None or not table.has_amount or pending_proviso(step) is not None:
        return False
    step.emit(OfferMade(step.turn, "agent", table, "accepted"))
    step.signals.append("offer_accepted")
    _agree(step, table, None)
    if proviso.met:
        step.cue("offer:accepted", proviso.met, f"proviso:{proviso.id}:met")
    else:
        step.cue(_accepted_cue(table))
    _refresh(step)
    return True


def _same_offer(own: Terms, terms: Terms) -> bool:
    """Return whether terms ask no other sum than the debtor's own offer."""
    return (own.down, own.instalment, own.full) == (terms.down, terms.instalment, terms.full)


def _accepted_cue(terms: Terms) -> str:
    if terms.full:
        return "offer:full_accepted"
    if terms.first_date is None and terms.down_date is None:
        return "offer:accepted_no_date"
    return "offer:accepted" if terms.means else "offer:accepted_no_means"


def _agree(
    step: Step, terms: Terms, before: Agreement | None, by: str = "agent", *, rest: bool = False
) -> None:
    balance = step.play.scenario.dossier.balance
    waits = balance - undisputed_sum(step) if rest else Decimal(0)
    base = before or Agreement(terms, balance - waits, by, on=step.play.today, suspended=waits)
    holds = sustainable(terms, step.play.scenario.situation)
    step.emit(AgreementChanged(step.turn, replace(base, terms=terms, sustainable=holds)))


def _same_sums(step: Step, terms: Terms) -> bool:
    agreed = step.state.agreement
    return agreed is not None and not agreed.terms.contradicted_by(terms)


def _goes_further(step: Step, terms: Terms) -> bool:
    """Return whether terms hold all that was agreed and a sum that was not: a new offer."""
    agreed = step.state.agreement
    if agreed is None or terms.full or agreed.terms.full:
        return False
    before = {agreed.terms.down, agreed.terms.instalment} - {None}
    now = {terms.down, terms.instalment} - {None}
    return before < now


def _again(step: Step, terms: Terms) -> None:
    agreed = step.state.agreement
    if agreed is None:
        return
    if agreed.terms.contradicted_by(terms):
        step.cue("confirm:wrong")
        return
    details = replace(terms, full=False, down=None, instalment=None, final=None)
    merged = agreed.terms.merged(details)
    confirming = bool(step.acts & {"confirm_agreement", "recap"})
    complete = replace(agreed, terms=merged).complete
    yes = agreed.explicit_yes or (confirming and complete)
    if merged != agreed.terms or yes != agreed.explicit_yes:
        _agree(step, merged, replace(agreed, explicit_yes=yes))
    if not confirming:
        if merged != agreed.terms:
            step.cue("terms:noted")
        return
    if complete:
        step.signals.append("agreement_confirmed")
        step.cue("confirm:yes")
    elif not (merged.first_date or merged.down_date or merged.full):
        step.cue("confirm:no_date")
    else:
        step.cue("confirm:no_means")


def _refresh(step: Step) -> None:
    """Bring what has been said around the agreement into it.

    Consequence, warning, writing, reference.
    """
    agreed = step.state.agreement
    if agreed is None:
        return
    flags = step.state.flags
    reference = step.play.scenario.dossier.reference
    fresh = replace(
        agreed,
        consequence_stated="consequence_stated" in flags,
        warning_asked="warning_asked" in flags,
        written_confirmation="written_confirmation" in flags,
        reference_given=agreed.reference_given or reference in step.understood.raw,
    )
    if fresh != agreed:
        step.emit(AgreementChanged(step.turn, fresh))
