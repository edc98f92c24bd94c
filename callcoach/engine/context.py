"""The case facts that understanding and marking may look at.

From the file and from the call so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callcoach.understanding.utterance import Context

if TYPE_CHECKING:
    from datetime import date

    from callcoach.content.scenario import Scenario
    from callcoach.engine.play import Play
    from callcoach.engine.state import CallState


def case_facts(scenario: Scenario) -> dict[str, Any]:
    """Return the facts of deontology-fr 0.2 that the file gives, in English spelling."""
    dossier = scenario.dossier
    facts: dict[str, Any] = {
        "collector_status": dossier.collector_status,
        "debtor_type": dossier.debtor_type,
        "debt_family": dossier.debt_family,
        "enforceable_title": dossier.enforceable_title,
        "time_barred": dossier.time_barred,
        "procedure": dossier.procedure,
        "who_answers": scenario.situation.who_answers,
        "call_recorded": dossier.call_recorded,
        "contact_limits": list(dossier.contact_limits),
        "representative": dossier.representative,
        "creditor": dossier.creditor,
        "agency": dossier.agency,
        "agent": dossier.agent,
        "debtor": dossier.debtor.full_name,
        "reference": dossier.reference,
        "balance": float(dossier.balance),
        "amounts": [float(i.amount) for i in dossier.invoices],
        "max_months": dossier.authority.max_months,
        "min_instalment": float(dossier.authority.min_instalment),
        "discount": float(dossier.authority.discount),
        "channel": scenario.channel,
        "letter_sent": dossier.first_letter is not None,
    }
    if dossier.first_letter is not None:
        facts["letter_reference"] = dossier.first_letter.reference
        facts["letter_date"] = dossier.first_letter.sent.isoformat()
    return facts


def context_at(play: Play, state: CallState, today: date) -> Context:
    """Return what understanding may look at when the trainee speaks now."""
    facts = case_facts(play.scenario)
    facts["identity_confirmed"] = "identity_confirmed" in state.flags
    facts["claim_suspended"] = "claim_suspended" in state.flags
    facts["full_requested"] = "full_requested" in state.flags
    if state.speaker == "debtor":
        facts["who_answers"] = "debtor"
    known = known_capacity(play, state)
    if known is not None:
        facts["capacity"] = known
    return Context(
        today=today,
        phase=play.flow.phase(state.stage),
        previous=state.heard[-1] if state.heard else "",
        heard=state.heard,
        said=state.said,
        said_acts=state.said_acts,
        affect=state.affect,
        facts=facts,
    )


def known_capacity(play: Play, state: CallState) -> float | None:
    """Return the capacity in euros once income and charges have been told, else None.

    It is not to be guessed.
    """
    situation = play.scenario.situation
    slots = {fact.slot for fact in situation.facts if fact.id in state.revealed}
    if situation.budget is None or not {"income", "charges"} <= slots:
        return None
    return float(situation.budget.capacity)
