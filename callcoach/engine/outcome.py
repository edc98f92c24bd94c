"""What a call came to when the line is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callcoach.engine.state import CallState


def outcome(state: CallState, reason: str) -> str:
    """Return the outcome of a call, one of ``callcoach.content.scenario.Outcome``.

    Args:
        state: the call as it stands at the end.
        reason: why it ends (``CallEnded.reason``).
    """
    flags = state.flags
    if state.agreement is not None and state.agreement.counts:
        return state.agreement.kind
    if state.speaker == "third_party":
        return _with_third_party(state)
    if "claim_suspended" in flags:
        return "dispute_suspended"
    if "help_named" in flags:
        return "referral"
    if "hold_announced" in flags:
        return "hold"
    if reason in ("debtor_hung_up", "debtor_gave_up"):
        return "hung_up"
    return "callback_arranged" if "callback_arranged" in flags else "no_agreement"


def _with_third_party(state: CallState) -> str:
    flags = state.flags
    if "wrong_number_told" in flags:
        return "no_agreement" if "disclosed_to_third_party" in flags else "wrong_number"
    if "callback_arranged" in flags and "machine" not in flags:
        return "callback_arranged"
    return "message_left" if "message_left" in flags else "no_agreement"
