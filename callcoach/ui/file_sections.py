"""The file on the trainee's desk as titled lines: what there is to know before the call.

What a good preparation should find by itself (red flags, what the file lacks) is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.i18n import _, day, money
from callcoach.report.words import word
from callcoach.ui.words import (
    COLLECTORS,
    CONTACT_LIMITS,
    DEBT_FAMILIES,
    DEBTOR_TYPES,
    KNOWN,
    PROCEDURES,
    REPRESENTATIVES,
    words,
)

if TYPE_CHECKING:
    from callcoach.content.dossier import Dossier
    from callcoach.content.scenario import Scenario


@dataclass(frozen=True)
class Fact:
    """One line: a label and what the file says, or a plain line without label."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the file."""

    title: str
    facts: tuple[Fact, ...]


def sections_of(scenario: Scenario) -> tuple[Section, ...]:
    """Return the file, part by part; a part without anything in it is left out."""
    dossier = scenario.dossier
    found = (
        Section(_("The situation"), (Fact(scenario.summary),)),
        Section(_("Debtor"), _debtor(dossier)),
        Section(_("Claim"), _claim(dossier)),
        Section(_("Invoices"), _invoices(dossier)),
        Section(_("What you may grant"), _authority(dossier)),
        Section(_("Legal situation"), _legal(dossier)),
        Section(_("What happened so far"), _history(dossier)),
        Section(_("Documents"), tuple(Fact(name) for name in dossier.documents)),
        Section(_("Notes"), tuple(Fact(note) for note in dossier.notes)),
        Section(_("You"), _agent(dossier)),
    )
    return tuple(section for section in found if section.facts)


def _filled(*facts: tuple[str, str | None]) -> tuple[Fact, ...]:
    return tuple(Fact(text, label) for label, text in facts if text)


def _debtor(dossier: Dossier) -> tuple[Fact, ...]:
    person = dossier.debtor
    born = day(person.date_of_birth) if person.date_of_birth is not None else None
    return _filled(
        (_("Name"), f"{person.title} {person.full_name}"),
        (_("Kind"), word(DEBTOR_TYPES, dossier.debtor_type)),
        (_("Date of birth"), born),
        (_("Address"), person.address),
        (_("Postcode"), person.postcode),
        (_("Phone"), person.phone),
        (_("E-mail"), person.email),
        (_("Contact limits"), words(CONTACT_LIMITS, dossier.contact_limits)),
    )


def _claim(dossier: Dossier) -> tuple[Fact, ...]:
    parts = dossier.breakdown
    return _filled(
        (_("Reference"), dossier.reference),
        (_("Creditor"), dossier.creditor),
        (_("About"), word(DEBT_FAMILIES, dossier.debt_family)),
        (_("Balance"), money(dossier.balance)),
        (_("of which principal"), money(parts.principal)),
        (_("of which interest"), money(parts.interest)),
        (_("of which accessories"), money(parts.accessories)),
    )


def _invoices(dossier: Dossier) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            _("{amount}, issued {issued}, due {due}").format(
                amount=money(invoice.amount), issued=day(invoice.issued), due=day(invoice.due)
            ),
            invoice.label,
        )
        for invoice in dossier.invoices
    )


def _authority(dossier: Dossier) -> tuple[Fact, ...]:
    authority = dossier.authority
    return _filled(
        (_("Longest plan"), _("{count} months").format(count=authority.max_months)),
        (_("Least instalment"), money(authority.min_instalment)),
        (_("Discount"), money(authority.discount) if authority.discount else _("none")),
        (_("Longest hold"), _("{count} days").format(count=authority.hold_days)),
    )


def _legal(dossier: Dossier) -> tuple[Fact, ...]:
    return _filled(
        (_("Enforceable title"), _("yes") if dossier.enforceable_title else _("no")),
        (_("Time-barred"), word(KNOWN, dossier.time_barred)),
        (_("Procedure"), word(PROCEDURES, dossier.procedure)),
        (_("Represented by"), word(REPRESENTATIVES, dossier.representative)),
    )


def _history(dossier: Dossier) -> tuple[Fact, ...]:
    letter = dossier.first_letter
    sent: tuple[Fact, ...] = ()
    if letter is not None:
        sent = (Fact(letter.reference, _("First letter, {day}").format(day=day(letter.sent))),)
    return (*sent, *(Fact(entry.what, day(entry.on)) for entry in dossier.history))


def _agent(dossier: Dossier) -> tuple[Fact, ...]:
    recorded = _("yes") if dossier.call_recorded else _("no")
    return _filled(
        (_("Your name"), dossier.agent),
        (_("You call for"), dossier.agency),
        (_("which is"), word(COLLECTORS, dossier.collector_status)),
        (_("Your number to be called back"), dossier.contact_phone),
        (_("This call is recorded"), recorded),
    )
