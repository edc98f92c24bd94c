"""The file and the papers in plain lines."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from callcoach.i18n import _, day, money
from callcoach.scoring.papers import RESULTS, CallRecord, PreparationSheet

if TYPE_CHECKING:
    from callcoach.content.scenario import Scenario


def dossier_lines(scenario: Scenario) -> list[str]:
    """Return the file in lines."""
    dossier = scenario.dossier
    debtor = dossier.debtor
    lines = [
        scenario.title,
        scenario.summary,
        "",
        _("Debtor: {title} {name}").format(title=debtor.title, name=debtor.full_name),
        _("Creditor: {creditor}. You call for: {agency}, as {agent}.").format(
            creditor=dossier.creditor, agency=dossier.agency, agent=dossier.agent
        ),
        _("Balance: {balance}. Reference: {reference}.").format(
            balance=money(dossier.balance), reference=dossier.reference
        ),
    ]
    if debtor.date_of_birth is not None:
        lines.append(_("Date of birth: {day}").format(day=day(debtor.date_of_birth)))
    if debtor.address:
        place = f"{debtor.address} {debtor.postcode or ''}".strip()
        lines.append(_("Address: {address}").format(address=place))
    if dossier.first_letter is not None:
        lines.append(
            _("Letter of {day}, reference {reference}").format(
                day=day(dossier.first_letter.sent), reference=dossier.first_letter.reference
            )
        )
    lines += [
        _("- {label}: {amount}, due {day}").format(
            label=i.label, amount=money(i.amount), day=day(i.due)
        )
        for i in dossier.invoices
    ]
    lines.append(_authority(scenario))
    lines += [f"- {day(entry.on)}: {entry.what}" for entry in dossier.history]
    lines += [_("- Document: {name}").format(name=name) for name in dossier.documents]
    lines += [f"- {note}" for note in dossier.notes]
    if dossier.call_recorded:
        lines.append(_("This call is recorded."))
    lines.append(_("Your number to be called back: {phone}").format(phone=dossier.contact_phone))
    return lines


def _authority(scenario: Scenario) -> str:
    authority = scenario.dossier.authority
    return _(
        "You may grant: up to {months} months, instalments of at least {least}, "
        "discount {discount}, a hold of {days} days."
    ).format(
        months=authority.max_months,
        least=money(authority.min_instalment),
        discount=money(authority.discount),
        days=authority.hold_days,
    )


def sheet_questions() -> list[tuple[str, str]]:
    """Return the fields of the preparation sheet with what to ask."""
    asked = {
        "objective": _("Objective"),
        "fallback": _("Fallback and limit"),
        "key_facts": _("Key facts of the file"),
        "red_flags": _("Red flags"),
        "questions": _("Questions to ask"),
    }
    return [(f.name, asked[f.name]) for f in fields(PreparationSheet)]


def record_questions() -> list[tuple[str, str]]:
    """Return the fields of the call record with what to ask."""
    asked = {
        "contact": _("Who was on the line, identity checked how"),
        "result": _("Result, one of: {results}").format(results=", ".join(RESULTS)),
        "promised": _("Agreed: sums, dates, means"),
        "cause": _("Cause of the delay"),
        "situation": _("Situation: income, charges, household"),
        "capacity": _("Monthly capacity"),
        "dispute": _("Dispute"),
        "vulnerability": _("Vulnerability (no health detail)"),
        "further": _("Help named, documents awaited, call back"),
        "next_action": _("Next action, with its date"),
    }
    return [(f.name, asked[f.name]) for f in fields(CallRecord)]
