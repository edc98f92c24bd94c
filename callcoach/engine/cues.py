"""What a line can answer: the cues that authors write lines for, and how much each weighs.

When a turn does several things the debtor meets the weightiest and acknowledges another with a
``brief:`` line. Every act of the catalogue is a cue of its own; the cues below are added by the
engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGINE_CUES: Mapping[str, int] = {
    "hang_up": 100,
    "give_up": 99,
    "insulted": 96,
    "threatened": 95,
    "disclosed_to_me": 94,
    "handover": 93,
    "wrong_number": 91,
    "sent_away": 92,
    "contradiction": 89,
    "contradiction:amount": 89,
    "reproach": 87,
    "enter:yes": 83,
    "enter:no": 83,
    "who_is_calling": 90,
    "objection:lifted": 88,
    "objection:raised": 86,
    "objection:insists": 84,
    "offer:accepted": 80,
    "offer:accepted_no_date": 80,
    "offer:accepted_no_means": 80,
    "offer:full_accepted": 80,
    "offer:too_high": 80,
    "offer:cannot_in_full": 80,
    "offer:stalled": 80,
    "offer:blocked": 80,
    "offer:not_trusted": 80,
    "offer:vague": 62,
    "offer:partly": 80,
    "offer:conditional": 80,
    "offer:counter": 12,
    "offer:third_party": 80,
    "confirm:yes": 79,
    "confirm:wrong": 79,
    "confirm:no_date": 78,
    "confirm:no_means": 78,
    "proposal": 77,
    "proposal:today": 77,
    "proposal:none": 77,
    "verify_identity": 76,
    "too_early": 75,
    "fact": 74,
    "withheld": 72,
    "again": 71,
    "nothing": 70,
    "terms:date": 69,
    "terms:means": 69,
    "terms:noted": 66,
    "stall:date": 69,
    "no_subject": 60,
    "blamed": 64,
    "talked_down": 63,
    "repaired": 43,
    "asked_again": 72,
    "interrupts": 12,
    "overtime": 11,
    "receipt": 11,
    "pause": 98,
    "voicemail": 1,
    "voicemail:end": 1,
    "silence": 10,
    "silence:again": 10,
    "unclear": 5,
    "empty": 4,
}
"""Cue → weight. ``objection:*`` and ``fact`` carry lines of their own and need none in.

``lines``.
"""

ACT_WEIGHTS: Mapping[str, int] = {
    "say_goodbye": 59,
    "refer_to_help": 58,
    "suspend_claim": 57,
    "concede": 56,
    "explain_consequence": 55,
    "forward_to_creditor": 54,
    "promise_document": 54,
    "verify_payment": 54,
    "announce_callback": 53,
    "leave_message": 53,
    "explain_benefit": 52,
    "set_limit": 51,
    "explain_procedure": 50,
    "refuse_offer": 50,
    "reformulate": 49,
    "state_amount": 48,
    "state_basis": 47,
    "state_creditor": 46,
    "state_purpose": 46,
    "recall_letter": 45,
    "ask_proof": 44,
    "refocus": 44,
    "repeat_request": 44,
    "recap": 44,
    "apologise": 42,
    "reassure": 41,
    "normalise": 40,
    "empathise": 40,
    "announce_written_confirmation": 39,
    "ask_warning_before_default": 39,
    "give_contact": 38,
    "blame": 37,
    "introduce_company": 32,
    "introduce_self": 31,
    "recording_notice": 33,
    "answer": 13,
    "thank": 25,
    "wait": 22,
    "acknowledge": 20,
    "greet": 15,
    "small_talk": 14,
}
"""Act → weight of its own cue; an act that is not listed weighs ``DEFAULT_ACT_WEIGHT``."""

QUESTIONS = ("ask_", "check_")
"""Beginnings of the acts that wait for an answer: said along with a statement, they win."""
QUESTION_WEIGHT = 61
DEFAULT_ACT_WEIGHT = 49

BLAMING = frozenset({"accusing_why", "judgement", "irony", "distorting_restatement"})
TALKING_DOWN = frozenset({"talking_down", "familiarity", "calm_down_order", "false_empathy"})

THREATS = frozenset(
    {
        "no_false_legal_threat",
        "no_criminal_or_reputation_threat",
        "no_physical_intimidation",
        "no_false_consequence",
        "no_harassment",
    }
)
HURTFUL = frozenset(
    {
        "seek_amicable_solution",
        "no_unfair_commitment",
        "no_pressure_on_relatives",
        "no_dissuading_from_rights",
        "distress_or_suicide_risk",
        "data_minimisation",
        "respect_dispute",
    }
)
"""Rules whose breach is felt as contempt or pressure, short of an insult or a threat."""
INSULTS = frozenset({"no_insult_or_moral_pressure"})


def act_weight(act: str) -> int:
    """Return how much an act's own cue weighs.

    A cue of a family (``withheld:income``) weighs what its family does.
    """
    family = act.split(":")[0]
    if family in ENGINE_CUES:
        return ENGINE_CUES[family]
    usual = QUESTION_WEIGHT if act.startswith(QUESTIONS) else DEFAULT_ACT_WEIGHT
    return ACT_WEIGHTS.get(act, usual)
