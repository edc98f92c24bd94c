"""The papers of a transcript, in whatever form they came, as papers of this program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from callcoach.scoring.papers import CallRecord, PreparationSheet

RESULTS: Mapping[str, str] = {
    "paid": "paid",
    "paye": "paid",
    "paiement": "paid",
    "promesse": "promise",
    "promesse_paiement": "promise",
    "promise": "promise",
    "promise_in_full": "promise",
    "accord": "plan",
    "accord_echelonne": "plan",
    "accord_total": "promise",
    "accord_comptant": "promise",
    "echeancier": "plan",
    "plan": "plan",
    "plan_provisoire": "plan",
    "litige": "dispute",
    "litige_suspendu": "dispute",
    "contestation": "dispute",
    "dispute": "dispute",
    "dispute_suspended": "dispute",
    "orientation": "referral",
    "referral": "referral",
    "attente": "hold",
    "suspension": "hold",
    "suspendu": "hold",
    "pause": "hold",
    "hold": "hold",
    "rappel": "callback",
    "a_rappeler": "callback",
    "callback": "callback",
    "tiers_contacte": "not_reached",
    "tiers": "not_reached",
    "message_laisse": "not_reached",
    "message": "not_reached",
    "non_joint": "not_reached",
    "absent": "not_reached",
    "not_reached": "not_reached",
    "sans_accord": "no_agreement",
    "refus": "no_agreement",
    "echec": "no_agreement",
    "no_agreement": "no_agreement",
}
"""How a record may name its result, in French or English → one of ``papers.RESULTS``."""

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "contact": ("contact", "interlocuteur"),
    "cause": ("cause", "motif"),
    "situation": ("situation",),
    "capacity": ("capacity", "capacite"),
    "dispute": ("dispute", "litige"),
    "vulnerability": ("vulnerability", "vulnerabilite"),
    "further": ("further", "engagement_complementaire", "notes"),
    "next_action": ("next_action", "prochaine_action"),
}
"""Field of a record → names it may come under."""


def record_of(data: Mapping[str, Any] | None) -> CallRecord | None:
    """Return a record, None when there is none."""
    if data is None:
        return None
    fields = {
        name: "\n".join(filter(None, (_text(data.get(other)) for other in others)))
        for name, others in OTHER_NAMES.items()
    }
    result = _text(data.get("result") or data.get("outcome") or data.get("resultat"))
    promised = data.get("promised", data.get("montant_promis"))
    return CallRecord(
        result=RESULTS.get(result.lower().replace(" ", "_"), result),
        promised=_promised(promised),
        **fields,
    )


def sheet_of(data: Mapping[str, Any] | None) -> PreparationSheet | None:
    """Return a preparation sheet, None when there is none."""
    if data is None:
        return None
    return PreparationSheet.from_json({name: _text(value) for name, value in data.items()})


def _promised(value: Any) -> str:
    """Return promised payments in words that are read like any others."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return _text(value)
    return "\n".join(
        _payment(item) if isinstance(item, Mapping) else _text(item) for item in value
    )


def _payment(item: Mapping[str, Any]) -> str:
    parts = [_euros(item.get("amount")), _day(item.get("date")), _text(item.get("means"))]
    return " ".join(part for part in parts if part)


def _euros(value: Any) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return ""
    return f"{amount:.2f} euros".replace(".", ",") if amount.is_finite() else ""


def _day(value: Any) -> str:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return _text(value)
    return f"le {day.day:02}/{day.month:02}/{day.year}"


def _text(value: Any) -> str:
    """Return any value in words, those of a list or an object in a row."""
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        return "; ".join(filter(None, (_text(item) for item in value.values())))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(filter(None, (_text(item) for item in value)))
    return str(value)
