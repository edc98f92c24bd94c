"""Case facts as others spell them, French or English, brought to the spelling of the dossier.

What must stay true: a fact that is not there, is unknown or cannot be read stays out of the
answer, so that whoever needs it says « undetermined »; nothing is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

NAMES: Mapping[str, str] = {
    "titre_executoire": "enforceable_title",
    "type_debiteur": "debtor_type",
    "famille_dette": "debt_family",
    "type_dette": "debt_family",
    "statut_recouvreur": "collector_status",
    "prescrit": "time_barred",
    "prescription": "time_barred",
    "qui_repond": "who_answers",
    "interlocuteur": "who_answers",
    "appel_enregistre": "call_recorded",
    "enregistrement": "call_recorded",
    "limites_contact": "contact_limits",
    "preferences_contact": "contact_limits",
    "representant": "representative",
    "mandat": "authority",
    "pouvoirs": "authority",
    "premiere_lettre": "first_letter",
    "lettre": "first_letter",
    "ventilation": "amount_breakdown",
    "detail_montant": "amount_breakdown",
    "solde": "balance",
    "montant": "balance",
    "creancier": "creditor",
    "agence": "agency",
    "cabinet": "agency",
    "agent_nom": "agent",
    "debiteur": "debtor",
    "factures": "invoices",
    "budget_cache": "hidden_budget",
    "capacite": "capacity",
    "identite_confirmee": "identity_confirmed",
    "canal": "channel",
    "etape": "phase",
}
"""French name of a fact → the name used here."""

VALUES: Mapping[str, Mapping[str, str]] = {
    "debtor_type": {
        "consommateur": "consumer",
        "particulier": "consumer",
        "professionnel": "business",
        "professional": "business",
        "entreprise": "business",
    },
    "debt_family": {
        "energie": "energy",
        "eau": "water",
        "loyer": "rent",
        "credit_conso": "consumer_credit",
        "credit": "consumer_credit",
        "assurance": "insurance",
        "facture_b2b": "b2b_invoice",
        "b2b": "b2b_invoice",
        "sante": "health",
        "loisirs": "leisure",
        "reparation": "repair",
        "ecole": "school",
        "autre": "other",
    },
    "collector_status": {
        "agence": "third_party_agency",
        "cabinet": "third_party_agency",
        "interne": "in_house",
        "cessionnaire": "debt_buyer",
        "acheteur_de_creances": "debt_buyer",
    },
    "procedure": {
        "aucune": "none",
        "surendettement_depose": "overindebtedness_filed",
        "surendettement_recevable": "overindebtedness_admitted",
        "plan_en_cours": "plan_running",
        "mandat_ad_hoc": "ad_hoc_mandate",
        "sauvegarde": "safeguard",
        "redressement": "receivership",
    },
    "who_answers": {
        "debiteur": "debtor",
        "conjoint": "spouse",
        "epoux": "spouse",
        "epouse": "spouse",
        "enfant": "child",
        "mere": "parent",
        "pere": "parent",
        "collegue": "colleague",
        "voisin": "neighbour",
        "voisine": "neighbour",
        "neighbor": "neighbour",
        "repondeur": "voicemail",
        "messagerie": "voicemail",
        "inconnu": "unknown",
    },
    "representative": {
        "aucun": "none",
        "avocat": "lawyer",
        "curateur": "curator",
        "tuteur": "guardian",
        "mandataire_judiciaire": "court_agent",
    },
    "contact_limits": {
        "pas_au_travail": "not_at_work",
        "ecrit_seulement": "written_only",
        "par_ecrit": "written_only",
        "apres_18h": "after_18h",
    },
    "channel": {"telephone": "phone", "visite": "visit"},
}
"""Fact → French value → the value used here; a value that is not listed stays as it is."""

_YES = frozenset({"yes", "true", "oui", "vrai"})
_NO = frozenset({"no", "false", "non", "faux", "none"})
_UNKNOWN = frozenset({"", "unknown", "inconnu", "inconnue", "?"})
_FLAGS = frozenset(
    {
        "enforceable_title",
        "call_recorded",
        "identity_confirmed",
        "full_requested",
        "debtor_still_speaking",
        "co_debtor",
        "letter_sent",
    }
)
_SUMS = frozenset({"balance", "capacity", "discount", "min_instalment"})
_MONTHS = re.compile(r"(\d+)\s*(?:months?|mois)")
_DISCOUNT = re.compile(
    r"(?:discount|remise)\D{0,6}(\d+)|(?:no|aucune|sans|pas de) (?:discount|remise)"
)


def read_case_facts(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return case facts in the spelling of ``engine.context.case_facts``.

    Args:
        raw: facts as a transcript or a line of ``understand`` gives them. Names and values may be
            French or English, yes and no may be booleans or words, ``first_letter``,
            ``authority``, ``debtor``, ``invoices`` and ``hidden_budget`` may be objects.

    Returns:
        Booleans for what is so or not, words for the rest, numbers for sums. What is unknown is
        absent. Facts of another name are kept as they are.
    """
    facts: dict[str, Any] = {}
    for key, value in raw.items():
        name = _plain(key)
        name = NAMES.get(name, name)
        reader = _OBJECTS.get(name)
        if reader is not None:
            facts |= reader(value)
        else:
            read = _value(name, value)
            if read is not None:
                facts[name] = read
    return facts


def _value(name: str, value: Any) -> Any:
    if name in _FLAGS:
        return _flag(value)
    if name == "time_barred":
        flag = _flag(value)
        return None if flag is None else ("yes" if flag else "no")
    if name in _SUMS:
        return _sum(value)
    if isinstance(value, list | tuple):
        words = VALUES.get(name, {})
        return [words.get(_plain(v), v) if isinstance(v, str) else v for v in value]
    if name == "contact_limits":
        return _limits(value)
    if isinstance(value, str):
        plain = _plain(value)
        if plain in _UNKNOWN and name != "who_answers":
            return None
        return VALUES[name].get(plain, plain) if name in VALUES else value
    return value


def _limits(value: Any) -> list[str] | None:
    if not isinstance(value, str):
        return None
    plain = _plain(value)
    return [] if plain in _NO else [VALUES["contact_limits"].get(plain, plain)]


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = _plain(value) if isinstance(value, str) else ""
    if word in _YES:
        return True
    return False if word in _NO else None


def _sum(value: Any) -> float | None:
    """Return a sum in euros; text may carry a comma, spaces and a sign."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = re.sub(r"[\s\u00a0\u202f€]|eur(?:os)?\b", "", value.lower()).replace(",", ".")
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return float(amount) if amount.is_finite() else None


def _letter(value: Any) -> dict[str, Any]:
    """Read the first letter: none, a text, or an object with ``date`` and ``reference``."""
    if isinstance(value, Mapping):
        facts: dict[str, Any] = {"letter_sent": True}
        sent = value.get("date") or value.get("sent")
        if sent:
            facts["letter_date"] = str(sent)
        reference = value.get("reference") or value.get("ref")
        if reference:
            facts["letter_reference"] = str(reference)
        return facts
    if isinstance(value, str) and _plain(value) not in _NO | _UNKNOWN:
        return {"letter_sent": True, "first_letter": value}
    flag = False if value is None else _flag(value)
    return {} if flag is None else {"letter_sent": flag}


def _authority(value: Any) -> dict[str, Any]:
    """Read what the agent may grant; in a text, the number of months and the discount."""
    if isinstance(value, str):
        months_said, discount = (p.search(value.lower()) for p in (_MONTHS, _DISCOUNT))
        told: dict[str, Any] = {"max_months": int(months_said[1])} if months_said else {}
        return told | ({"discount": float(discount[1] or 0)} if discount else {})
    if not isinstance(value, Mapping):
        return {}
    facts: dict[str, Any] = {}
    months = value.get("max_months", value.get("duree_max"))
    if isinstance(months, int) and not isinstance(months, bool):
        facts["max_months"] = months
    for name, french in (("min_instalment", "mensualite_min"), ("discount", "remise")):
        amount = _sum(value.get(name, value.get(french)))
        if amount is not None:
            facts[name] = amount
    return facts


def _debtor(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"debtor": value} if value.strip() else {}
    if not isinstance(value, Mapping):
        return {}
    name = value.get("name") or value.get("nom") or ""
    parts = [str(value.get(key) or "") for key in ("first_name", "last_name")]
    full = str(name) or " ".join(part for part in parts if part)
    facts: dict[str, Any] = {"debtor": full} if full else {}
    for key in ("title", "date_of_birth", "address", "postcode"):
        if value.get(key):
            facts[f"debtor_{key}"] = str(value[key])
    return facts


def _invoices(value: Any) -> dict[str, Any]:
    if not isinstance(value, list | tuple):
        return {}
    lines = [line for line in value if isinstance(line, Mapping)]
    sums = (_sum(line.get("amount", line.get("montant"))) for line in lines)
    return {"amounts": [amount for amount in sums if amount is not None], "invoices": lines}


def _budget(value: Any) -> dict[str, Any]:
    """Read the hidden budget: it serves marking, and is never shown to understanding as told."""
    return {"hidden_budget": dict(value)} if isinstance(value, Mapping) else {}


_OBJECTS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "first_letter": _letter,
    "authority": _authority,
    "debtor": _debtor,
    "invoices": _invoices,
    "hidden_budget": _budget,
}


def call_day(value: object) -> date | None:
    """Return the day of an ISO date or date and time, None when it is neither."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


_ACCENTS = str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc")


def _plain(word: str) -> str:
    """Return a name or value as an id: lower case, no accents, underscores."""
    return re.sub(r"[\s\-']+", "_", word.strip().lower().translate(_ACCENTS))
