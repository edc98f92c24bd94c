"""What a technique that was found says of the act: the debtor hears what the marking sees.

« Comment pouvez-vous régler ces 920 euros ? » is a request for the whole, whatever word it opens
with; a fine reformulation must never meet « pardon, je n'ai pas compris ».
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from callcoach.understanding.utterance import Confidence, Label, LabelKind, Utterance

if TYPE_CHECKING:
    from collections.abc import Mapping

ACT_OF_TECHNIQUE: Mapping[str, str] = {
    "full_payment_request": "ask_full_payment",
    "reformulation": "reformulate",
    "empathic_reflection": "empathise",
    "normalising": "normalise",
    "aid_referral": "refer_to_help",
    "factual_consequence": "explain_consequence",
    "amicable_benefit": "explain_benefit",
    "plain_explanation": "explain_procedure",
    "limit_setting": "set_limit",
    "refocusing": "refocus",
    "final_recap": "recap",
    "vulnerability_response": "empathise",
}
INSTEAD_OF: Mapping[str, frozenset[str]] = {
    "ask_full_payment": frozenset({"ask_payment_means", "ask_payment_date", "ask_proposal"}),
}
"""Acts that the implied one corrects when they were read in the same clause."""
ALWAYS = frozenset({"full_payment_request"})
"""Techniques that imply their act beside any other; the rest only where no act was recognised."""


def with_implied_acts(understood: Utterance) -> Utterance:
    """Return a turn with the acts that its techniques imply, low confidence left out."""
    known = understood.ids(LabelKind.ACT)
    sure = [
        label
        for label in understood.of(LabelKind.TECHNIQUE)
        if label.evidence.confidence is not Confidence.LOW
        and label.id in ACT_OF_TECHNIQUE
        and ACT_OF_TECHNIQUE[label.id] not in known
        and (label.id in ALWAYS or not known)
    ]
    if not sure:
        return understood
    implied = [replace(label, kind=LabelKind.ACT, id=ACT_OF_TECHNIQUE[label.id]) for label in sure]
    kept = [label for label in understood.labels if not _corrected(label, implied)]
    return replace(understood, labels=(*implied, *kept))


def _corrected(label: Label, implied: list[Label]) -> bool:
    return label.kind is LabelKind.ACT and any(
        label.segment == act.segment and label.id in INSTEAD_OF.get(act.id, ()) for act in implied
    )
