"""The interface's words for ids that a trainee reads: outcomes, affects, phases, compliance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

OUTCOMES = {
    "paid_in_full": N_("paid in full"),
    "promise_in_full": N_("promise to pay in full"),
    "plan": N_("payment plan"),
    "provisional_plan": N_("provisional plan, to be reviewed"),
    "part_payment": N_("part payment"),
    "hold": N_("file on hold"),
    "referral": N_("referral to help"),
    "dispute_suspended": N_("dispute: claim suspended"),
    "undisputed_part": N_("undisputed part agreed, the rest suspended"),
    "callback_arranged": N_("call-back arranged"),
    "message_left": N_("message left"),
    "wrong_number": N_("wrong number noted"),
    "no_agreement": N_("no agreement"),
    "hung_up": N_("the other side hung up"),
}
ENDINGS = {
    "goodbye": N_("goodbye said"),
    "trainee_hung_up": N_("you hung up"),
    "debtor_hung_up": N_("the other side hung up"),
    "debtor_gave_up": N_("the other side cut the call short"),
    "cut": N_("the call was cut"),
}
TIERS = {
    "words": N_("words"),
    "words+sentences": N_("words and sentence vectors"),
}
"""Tiers of understanding."""
AFFECTS = {
    "neutral": N_("neutral"),
    "anger": N_("angry"),
    "distress": N_("distressed"),
    "embarrassment": N_("embarrassed"),
    "contempt": N_("contemptuous"),
    "cheerful": N_("cheerful"),
}
PHASES = {
    "preparation": N_("Preparation"),
    "contact": N_("Contact"),
    "purpose": N_("Purpose"),
    "diagnosis": N_("Diagnosis"),
    "objections": N_("Objections"),
    "negotiation": N_("Negotiation"),
    "referral": N_("Referral"),
    "commitment": N_("Commitment"),
    "closing": N_("Closing"),
    "call_record": N_("Call record"),
    "follow_up": N_("Follow-up"),
}
COMPLIANCE = {
    "ok": N_("compliant"),
    "to_review": N_("to review"),
    "critical": N_("critical failure"),
}
GAUGES = {
    "trust": N_("trust"),
    "irritation": N_("irritation"),
    "openness": N_("openness"),
    "shame": N_("shame"),
    "willingness": N_("willingness"),
}
SPEAKERS = {
    "agent": N_("You"),
    "debtor": N_("Debtor"),
    "third_party": N_("Third party"),
}
SEVERITIES = {
    "good": N_("good"),
    "counter": N_("wording"),
    "minor": N_("minor"),
    "medium": N_("medium"),
    "major": N_("major"),
    "critical": N_("critical"),
}
KINDS = {
    "technique": N_("technique"),
    "anti_pattern": N_("to avoid"),
    "breach": N_("rule broken"),
}
HOW = {
    "said": "",
    "late": N_("said too late"),
    "absent": N_("never said"),
    "record": N_("in the record"),
}


def heard_by(tiers: Iterable[str]) -> str:
    """Return by which tiers of understanding somebody was heard, nothing if nobody spoke."""
    named = ", ".join(word(TIERS, tier) for tier in tiers)
    return _("Understood by: {tiers}.").format(tiers=named) if named else ""


def word(table: dict[str, str], id_: str) -> str:
    """Return the interface's word for an id; an unknown id is shown as it is."""
    text = table.get(id_, id_)
    return _(text) if text else ""
