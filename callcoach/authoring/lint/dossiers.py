"""Files whose figures and dates do not agree."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from callcoach.authoring.lint.material import Material
    from callcoach.content.dossier import Dossier
    from callcoach.content.problems import Loc


def _breakdown(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        dossier = scenario.model.dossier
        parts = dossier.breakdown
        total = parts.principal + parts.interest + parts.accessories
        if total != dossier.balance:
            told = {"sum": str(total), "balance": str(dossier.balance)}
            yield Fault(scenario.source, ("dossier", "breakdown"), told, at_key=True)


def _invoices(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        dossier = scenario.model.dossier
        total = sum((invoice.amount for invoice in dossier.invoices), Decimal(0))
        if total != dossier.breakdown.principal:
            told = {"sum": str(total), "principal": str(dossier.breakdown.principal)}
            yield Fault(scenario.source, ("dossier", "invoices"), told, at_key=True)


def _due_dates(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        for index, invoice in enumerate(scenario.model.dossier.invoices):
            if invoice.due < invoice.issued:
                told = {"due": invoice.due.isoformat(), "issued": invoice.issued.isoformat()}
                yield Fault(scenario.source, ("dossier", "invoices", index, "due"), told)


def _to_come(material: Material) -> Iterator[Fault]:
    if material.today is None:
        return
    for scenario in material.scenarios:
        for loc, day in _past_days(scenario.model.dossier):
            if day > material.today:
                told = {"day": day.isoformat(), "today": material.today.isoformat()}
                yield Fault(scenario.source, loc, told)


def _past_days(dossier: Dossier) -> Iterator[tuple[Loc, date]]:
    """Yield the days of a file that must be over when the call is made."""
    if dossier.first_letter is not None:
        yield ("dossier", "first_letter", "sent"), dossier.first_letter.sent
    if dossier.debtor.date_of_birth is not None:
        yield ("dossier", "debtor", "date_of_birth"), dossier.debtor.date_of_birth
    for index, invoice in enumerate(dossier.invoices):
        yield ("dossier", "invoices", index, "issued"), invoice.issued
    for index, entry in enumerate(dossier.history):
        yield ("dossier", "history", index, "on"), entry.on


def _letter_first(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        dossier = scenario.model.dossier
        letter = dossier.first_letter
        first = min((invoice.issued for invoice in dossier.invoices), default=None)
        if letter is not None and first is not None and letter.sent < first:
            told = {"sent": letter.sent.isoformat(), "issued": first.isoformat()}
            yield Fault(scenario.source, ("dossier", "first_letter", "sent"), told)


def _third_parties(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        situation = scenario.model.situation
        alone = situation.who_answers in ("debtor", "voicemail")
        if alone == (situation.third_party is None):
            continue
        if alone:
            loc: Loc = ("situation", "third_party")
            yield Fault(scenario.source, loc, {"who": situation.who_answers}, at_key=True)
        else:
            loc = ("situation", "who_answers")
            yield Fault(scenario.source, loc, {"who": situation.who_answers})


RULES = (
    Rule(
        "D001",
        Message(
            Bilingual(
                "le détail fait {sum} €, le solde est de {balance} €",
                "the breakdown adds up to {sum} €, the balance is {balance} €",
            ),
            Bilingual("corrigez l'un des deux", "mend one of the two"),
        ),
        Page(
            Bilingual(
                "Principal, intérêts et accessoires font le solde.",
                "Principal, interest and accessories add up to the balance.",
            ),
            Bilingual(
                "Une somme juste dite par le stagiaire passerait pour fausse.",
                "A right sum said by the trainee would be taken for wrong.",
            ),
            "balance: 612.40\nbreakdown: {principal: 600, interest: 0, accessories: 0}",
            "balance: 612.40\nbreakdown: {principal: 600, interest: 12.40, accessories: 0}",
        ),
        _breakdown,
    ),
    Rule(
        "D002",
        Message(
            Bilingual(
                "les factures font {sum} €, le principal est de {principal} €",
                "the invoices add up to {sum} €, the principal is {principal} €",
            ),
            Bilingual("corrigez l'un des deux", "mend one of the two"),
        ),
        Page(
            Bilingual(
                "Ce qui reste dû de chaque facture fait ensemble le principal.",
                "What is left of each invoice adds up to the principal.",
            ),
            Bilingual(
                "Le dossier que lit le stagiaire se contredirait.",
                "The file that the trainee reads would contradict itself.",
            ),
            "breakdown: {principal: 600, …}\ninvoices: [{amount: 500, …}]",
            "breakdown: {principal: 500, …}\ninvoices: [{amount: 500, …}]",
        ),
        _invoices,
    ),
    Rule(
        "D003",
        Message(
            Bilingual(
                "échue le {due}, avant d'être émise le {issued}",
                "due on {due}, before it was issued on {issued}",
            ),
            Bilingual("corrigez l'une des deux dates", "mend one of the two dates"),
        ),
        Page(
            Bilingual(
                "Une facture n'est pas due avant d'exister.",
                "An invoice is not due before it exists.",
            ),
            Bilingual(
                "Le stagiaire ne saurait pas quelle date annoncer.",
                "The trainee would not know which date to give.",
            ),
            "issued: 2026-05-10\ndue: 2026-04-10",
            "issued: 2026-05-10\ndue: 2026-06-10",
        ),
        _due_dates,
    ),
    Rule(
        "D005",
        Message(
            Bilingual(
                "{day} est encore à venir (aujourd'hui : {today})",
                "{day} is still to come (today: {today})",
            ),
            Bilingual("écrivez une date passée", "write a date in the past"),
        ),
        Page(
            Bilingual(
                "Lettre, factures, historique et naissance sont passés quand on appelle.",
                "Letter, invoices, history and birth are over when the call is made.",
            ),
            Bilingual(
                "L'agent parlerait d'une lettre qui n'est pas partie.",
                "The agent would speak of a letter that has not gone.",
            ),
            "first_letter: {sent: 2062-09-14, reference: L-1}",
            "first_letter: {sent: 2026-09-14, reference: L-1}",
        ),
        _to_come,
    ),
    Rule(
        "D006",
        Message(
            Bilingual(
                "la lettre du {sent} est partie avant la première facture, du {issued}",
                "the letter of {sent} went before the first invoice, of {issued}",
            ),
            Bilingual("corrigez l'une des deux dates", "mend one of the two dates"),
        ),
        Page(
            Bilingual(
                "La première lettre réclame des factures : elle part après elles.",
                "The first letter claims invoices: it goes after them.",
            ),
            Bilingual(
                "Le débiteur aurait raison de contester.", "The debtor would be right to dispute."
            ),
            "invoices: [{issued: 2026-05-10, …}]\nfirst_letter: {sent: 2026-04-01, …}",
            "invoices: [{issued: 2026-05-10, …}]\nfirst_letter: {sent: 2026-07-01, …}",
        ),
        _letter_first,
    ),
    Rule(
        "D007",
        Message(
            Bilingual(
                "« who_answers: {who} » et « third_party » ne vont pas ensemble",
                "'who_answers: {who}' and 'third_party' do not agree",
            ),
            Bilingual(
                "un tiers qui répond est décrit dans « third_party », et lui seul",
                "a third party who answers is described in 'third_party', and nobody else",
            ),
        ),
        Page(
            Bilingual(
                "Quand quelqu'un d'autre répond, « third_party » dit qui ; sinon il est absent.",
                "When somebody else answers, 'third_party' says who; otherwise it is absent.",
            ),
            Bilingual(
                "Le tiers ne pourrait pas dire son nom, ou une personne décrite ne parlerait "
                "jamais.",
                "The third party could not give a name, or a person would be described who never "
                "speaks.",
            ),
            "who_answers: spouse      # no third_party",
            "who_answers: spouse\nthird_party: {title: Madame, first_name: Inès, last_name: Roux}",
        ),
        _third_parties,
    ),
)
