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
    if state.speaker == "third_party":
        return _with_third_party(state)
    if state.agreement is not None and state.agreement.complete:
        return state.agreement.kind
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
    if "callback_arranged" in state.flags:
        return "callback_arranged"
    return "message_left" if "message_left" in state.flags else "no_agreement"
