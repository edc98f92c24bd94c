"""What may be so in a call, by name."""

from __future__ import annotations

FLAGS = (
    "introduced",
    "company_named",
    "identity_confirmed",
    "disclosed_early",
    "disclosed_to_third_party",
    "recording_told",
    "purpose_stated",
    "amount_stated",
    "full_requested",
    "help_named",
    "hold_announced",
    "callback_arranged",
    "message_left",
    "callback_slot_known",
    "claim_suspended",
    "machine",
    "wrong_number_told",
    "inside",
    "sent_away",
    "receipt_given",
    "reproached",
    "repaired",
    "overtime",
    "written_confirmation",
    "warning_asked",
    "consequence_stated",
    "recap_done",
    "agreement_confirmed",
    "goodbye_said",
    "agreement",
    "diagnosed",
    "vulnerability_shown",
    "dispute_open",
)
"""What may be so in a call.

The last four and ``agreement`` are computed, the others are raised once and stay.
"""

HEARD_BY_ONE = frozenset({"introduced", "company_named", "recording_told"})
"""What has to be said again to somebody else."""
