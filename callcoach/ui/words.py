"""The interface's words for the ids of a file and of its papers, translated when shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.i18n import N_, _, current_language
from callcoach.report.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DEBTOR_TYPES = {
    "consumer": N_("private person"),
    "business": N_("business"),
}
DEBT_FAMILIES = {
    "telecom": N_("telephone and internet"),
    "energy": N_("energy"),
    "water": N_("water"),
    "rent": N_("rent"),
    "consumer_credit": N_("consumer credit"),
    "insurance": N_("insurance"),
    "b2b_invoice": N_("invoice between businesses"),
    "health": N_("health care"),
    "leisure": N_("leisure"),
    "repair": N_("repairs"),
    "school": N_("school"),
    "other": N_("other"),
}
COLLECTORS = {
    "third_party_agency": N_("an agency, for the creditor"),
    "in_house": N_("the creditor's own service"),
    "debt_buyer": N_("a company that has bought the claim"),
}
KNOWN = {
    "yes": N_("yes"),
    "no": N_("no"),
    "unknown": N_("not known"),
}
PROCEDURES = {
    "none": N_("none"),
    "overindebtedness_filed": N_("over-indebtedness file sent in"),
    "overindebtedness_admitted": N_("over-indebtedness file admitted"),
    "plan_running": N_("over-indebtedness plan running"),
    "ad_hoc_mandate": N_("ad hoc mandate"),
    "conciliation": N_("conciliation"),
    "safeguard": N_("safeguard proceedings"),
    "receivership": N_("receivership"),
    "liquidation": N_("liquidation"),
}
CONTACT_LIMITS = {
    "not_at_work": N_("not at work"),
    "written_only": N_("in writing only"),
    "after_18h": N_("after 6 pm"),
}
REPRESENTATIVES = {
    "none": N_("nobody"),
    "lawyer": N_("a lawyer"),
    "curator": N_("a curator"),
    "guardian": N_("a guardian"),
    "association": N_("an association"),
    "court_agent": N_("an agent of the court"),
}
CHANNELS = {
    "phone": N_("phone"),
    "visit": N_("visit"),
}
MODES = {
    "rehearse": N_("rehearsal"),
    "exam": N_("exam"),
}
RESULT_WORDS = {
    "paid": N_("Paid"),
    "promise": N_("Promise to pay"),
    "plan": N_("Payment plan"),
    "dispute": N_("Dispute"),
    "referral": N_("Referred to help"),
    "hold": N_("On hold"),
    "callback": N_("To be called back"),
    "not_reached": N_("Not reached"),
    "no_agreement": N_("No agreement"),
}
"""Labels for ``callcoach.scoring.papers.RESULTS``."""
STATUSES = {
    "open": N_("unfinished"),
    "ended": N_("finished"),
    "abandoned": N_("given up"),
}
CONFIDENCES = {
    "high": N_("sure"),
    "medium": N_("fairly sure"),
    "low": N_("not sure, moves no mark"),
}
COMPLIANCE_SIGNS = {"ok": "[x]", "to_review": "[!]", "critical": "[!!]"}
"""A sign beside the word, so that nothing depends on colour."""


def words(table: Mapping[str, str], ids: Iterable[str]) -> str:
    """Return the words of several ids, joined by commas."""
    return ", ".join(word(dict(table), id_) for id_ in ids)


def level_word(level: int) -> str:
    """Return how hard a scenario is, in a word."""
    return _("level {level}").format(level=level)


def quality_word(quality: float | None) -> str:
    """Return a mark on 100, or a dash where there is none."""
    if quality is None:
        return "–"
    figure = f"{quality:g}"
    return (figure.replace(".", ",") if current_language() == "fr" else figure) + "/100"


def labelled(label: str) -> str:
    """Return a label with the colon that follows it, as the language puts it."""
    return _("{label}: ").format(label=label)


def duration(seconds: int) -> str:
    """Return a length of time as minutes and seconds, hours only when there are some."""
    hours, rest = divmod(max(0, seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"
