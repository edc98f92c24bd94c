"""What the trainee's acts make so: introduced, identified, purpose stated, help named …."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.engine.cues import BLAMING, HURTFUL, INSULTS, TALKING_DOWN, THREATS
from callcoach.engine.disclosure import NEUTRAL_SLOTS
from callcoach.engine.events import FlagsRaised
from callcoach.understanding.utterance import Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.engine.step import Step

FLAG_OF_ACT: Mapping[str, str] = {
    "introduce_self": "introduced",
    "introduce_company": "company_named",
    "recording_notice": "recording_told",
    "refer_to_help": "help_named",
    "suspend_claim": "hold_announced",
    "announce_callback": "callback_arranged",
    "leave_message": "message_left",
    "announce_written_confirmation": "written_confirmation",
    "ask_warning_before_default": "warning_asked",
    "explain_consequence": "consequence_stated",
    "recap": "recap_done",
    "say_goodbye": "goodbye_said",
}
"""Acts that make something so whoever listens."""

PURPOSE = frozenset(
    {
        "state_purpose",
        "state_amount",
        "state_creditor",
        "state_basis",
        "remind_missed_instalment",
    }
)
"""Acts that tell that there is a debt; together with an amount asked for."""
DISCLOSING = (PURPOSE | {"ask_full_payment"}) - {"state_purpose"}
"""Acts that let out the debt before identity is known.

A purpose may be told in neutral words, these may not.
"""
CALLING_BACK = frozenset({"give_contact", "leave_message"})
"""Beside these a reference is one to be called back with, not the basis of a debt."""
BARGAINING = frozenset(
    {
        "ask_partial_payment",
        "ask_proposal",
        "ask_payment_date",
        "ask_payment_means",
        "propose_instalments",
        "propose_down_payment",
        "propose_delay",
        "counter_offer",
        "concede",
        "confirm_agreement",
    }
)
"""Acts by which somebody is asked for terms of what they were not told is claimed."""
FILLERS = frozenset({"acknowledge", "answer", "greet", "ask_for_person"})
"""Acts that say nothing of what a turn is about."""
ON_THE_MATTER = frozenset(
    {
        "accept_offer",
        "refuse_offer",
        "suspend_claim",
        "forward_to_creditor",
        "promise_document",
        "announce_written_confirmation",
        "ask_warning_before_default",
        "ask_details",
        "explain_benefit",
        "explain_consequence",
        "refer_to_help",
        "recap",
        "refocus",
        "reformulate",
        "normalise",
        "empathise",
        "reassure",
    }
)
"""Acts about a matter that must have been named."""


def note_conduct(step: Step) -> None:
    """Raise the flags of a turn and note the cues of contact."""
    raised = {FLAG_OF_ACT[act] for act in step.acts if act in FLAG_OF_ACT}
    _note_identity(step, raised)
    identified = "identity_confirmed" in step.state.flags | raised
    if step.state.speaker == "third_party":
        if _lets_out(step):
            raised.add("disclosed_to_third_party")
            step.cue("disclosed_to_me")
    elif step.acts & PURPOSE:
        raised.add("purpose_stated")
        if not identified and step.acts & DISCLOSING:
            raised.add("disclosed_early")
    if step.state.speaker == "debtor":
        raised |= _purpose_flags(step)
    if "suspend_claim" in step.acts and _dispute_known(step):
        raised.add("claim_suspended")
    new = tuple(sorted(raised - step.state.flags))
    if new:
        step.emit(FlagsRaised(step.turn, new))
    if "identity_confirmed" in new:
        step.signals.append("identity_confirmed")
    if step.state.speaker == "debtor" and "purpose_stated" not in step.state.flags:
        _note_too_early(step)


def note_hurt(step: Step) -> None:
    """Note what in a turn hurts: insult, threat, blame, condescension.

    Uncertain labels hurt nobody.
    """
    sure = {
        label.id for label in step.understood.labels if label.evidence.confidence != Confidence.LOW
    }
    if sure & INSULTS:
        step.cue("insulted")
    if sure & THREATS or _alone("threaten", step):
        step.cue("threatened")
    if sure & (BLAMING | HURTFUL) or (
        _alone("blame", step) and not sure & (INSULTS | TALKING_DOWN)
    ):
        step.cue("blamed")
    if sure & TALKING_DOWN:
        step.cue("talked_down")


def _alone(act: str, step: Step) -> bool:
    """Return whether a hurtful act is all that a turn does.

    Where a technique or a rule does not confirm it, company makes it doubtful: « je vous laisse
    jusqu'à lundi » grants a delay.
    """
    return act in step.acts and step.acts <= {act, *FILLERS}


def _lets_out(step: Step) -> bool:
    """Return whether a turn tells a third party of the debt."""
    telling = step.acts & DISCLOSING
    if step.acts & CALLING_BACK:
        telling -= {"state_basis"}
    return bool(telling) or "no_third_party_disclosure" in step.understood.breaches


def _note_too_early(step: Step) -> None:
    """Note that private questions, terms or comfort come before anything was explained."""
    asked = {step.play.slots[act] for act in step.acts if act in step.play.slots}
    if asked - NEUTRAL_SLOTS or step.acts & BARGAINING:
        step.cue("too_early")
    elif step.acts & ON_THE_MATTER and "say_goodbye" not in step.acts:
        step.cue("no_subject")


def _note_identity(step: Step, raised: set[str]) -> None:
    """Give the identifying element, unless the caller has not said who they are.

    A third party says that they are somebody else, which confirms nothing.
    """
    if "verify_identity" not in step.acts:
        return
    if step.state.speaker != "debtor":
        step.cue("verify_identity")
    elif "introduced" in step.state.flags | raised or "company_named" in step.state.flags | raised:
        raised.add("identity_confirmed")
        step.cue("verify_identity")
    else:
        step.cue("who_is_calling")


def _purpose_flags(step: Step) -> set[str]:
    flags: set[str] = set()
    if "state_amount" in step.acts:
        flags.add("amount_stated")
    if "ask_full_payment" in step.acts:
        flags |= {"full_requested", "purpose_stated"}
    return flags


def _dispute_known(step: Step) -> bool:
    disputes = {o.id for o in step.play.scenario.situation.objections if o.dispute}
    return bool(disputes & step.state.objections.keys())
