"""Acts that a technique cannot be without: who checks an identity has asked for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from callcoach.understanding.act_rules import settled
from callcoach.understanding.utterance import Confidence, LabelKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.understanding.act_rules import ActRules
    from callcoach.understanding.utterance import Utterance

IMPLIED: Mapping[str, str] = {
    "identity_check": "verify_identity",
    "full_payment_request": "ask_full_payment",
    "aid_referral": "refer_to_help",
    "final_recap": "recap",
}
"""Technique → the act it is done by. Forms tell them better than examples do (design 5.1)."""


def with_implied_acts(understood: Utterance, rules: ActRules) -> Utterance:
    """Return a turn with the acts that its techniques imply, with the technique's evidence.

    An act that another one then does better is given up.
    """
    implied = tuple(
        replace(label, kind=LabelKind.ACT, id=IMPLIED[label.id])
        for label in understood.of(LabelKind.TECHNIQUE)
        if label.id in IMPLIED
        and IMPLIED[label.id] not in understood.acts
        and label.evidence.confidence is not Confidence.LOW
    )
    found = (*understood.of(LabelKind.ACT), *implied)
    acts, given_up = settled(found, rules)
    others = tuple(label for label in understood.labels if label.kind is not LabelKind.ACT)
    return replace(understood, labels=(*acts, *others), vetoes=(*understood.vetoes, *given_up))
