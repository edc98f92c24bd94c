"""The values of a file that texts may name in braces, whatever happens in the call.

Slots that depend on the call itself (what is on the table, today's date) are the engine's.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.content.wording import said_amount, said_day, said_full_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.dossier import Dossier
    from callcoach.content.scenario import Scenario
    from callcoach.content.situation import Budget

FILE_SLOTS = (
    "reference",
    "creditor",
    "agency",
    "agent",
    "contact_phone",
    "balance",
    "title",
    "first_name",
    "last_name",
    "debtor",
    "date_of_birth",
    "address",
    "postcode",
    "phone",
    "email",
    "letter_date",
    "letter_reference",
)
"""Slots that every line, rubric text and better line may use when the file has them."""


def file_slots(dossier: Dossier, language: str) -> dict[str, str]:
    """Return the slots that a file fills."""
    debtor = dossier.debtor
    values: dict[str, str | None] = {
        "reference": dossier.reference,
        "creditor": dossier.creditor,
        "agency": dossier.agency,
        "agent": dossier.agent,
        "contact_phone": dossier.contact_phone,
        "balance": said_amount(dossier.balance, language),
        "title": debtor.title,
        "first_name": debtor.first_name,
        "last_name": debtor.last_name,
        "debtor": f"{debtor.title} {debtor.last_name}",
        "address": debtor.address,
        "postcode": debtor.postcode,
        "phone": debtor.phone,
        "email": debtor.email,
    }
    if debtor.date_of_birth is not None:
        values["date_of_birth"] = said_full_date(debtor.date_of_birth, language)
    if dossier.first_letter is not None:
        values["letter_date"] = said_day(dossier.first_letter.sent, language)
        values["letter_reference"] = dossier.first_letter.reference
    return {name: value for name, value in values.items() if value is not None}


def case_figures(scenario: Scenario) -> dict[str, Decimal]:
    """Return the figures of a scenario by the name under which texts and facts may use them.

    ``balance``, ``principal``, ``interest``, ``accessories``, ``invoice_1`` …; of the hidden
    budget ``incomes``, ``charges``, ``other_instalments``, ``floor``, ``capacity``,
    ``payable_today`` and one for each line of it (``income_salary``, ``charge_rent``,
    ``other_car_loan``); ``max_instalment`` of the target; ``disputed`` and ``undisputed``.
    """
    dossier, situation = scenario.dossier, scenario.situation
    parts = dossier.breakdown
    figures = {
        "balance": dossier.balance,
        "principal": parts.principal,
        "interest": parts.interest,
        "accessories": parts.accessories,
    }
    for number, invoice in enumerate(dossier.invoices, start=1):
        figures[f"invoice_{number}"] = invoice.amount
    if situation.budget is not None:
        figures |= _budget_figures(situation.budget)
    if scenario.target.max_instalment is not None:
        figures["max_instalment"] = scenario.target.max_instalment
    disputed = next((o.disputed for o in situation.objections if o.disputed is not None), None)
    if disputed is not None:
        figures["disputed"] = disputed
        figures["undisputed"] = dossier.balance - disputed
    return figures


def _budget_figures(budget: Budget) -> dict[str, Decimal]:
    figures: dict[str, Decimal] = {
        "floor": budget.floor,
        "capacity": budget.capacity,
        "payable_today": budget.payable_today,
    }
    groups: tuple[tuple[str, str, Mapping[str, Decimal]], ...] = (
        ("incomes", "income", budget.incomes),
        ("charges", "charge", budget.charges),
        ("other_instalments", "other", budget.other_instalments),
    )
    for total, one, lines in groups:
        figures[total] = sum(lines.values(), Decimal(0))
        figures |= {f"{one}_{name}": amount for name, amount in lines.items()}
    return figures


def case_slots(scenario: Scenario) -> dict[str, str]:
    """Return every slot that a text of the scenario itself may name, as it is said."""
    language = scenario.language
    slots = {n: said_amount(v, language) for n, v in case_figures(scenario).items()}
    slots |= file_slots(scenario.dossier, language)
    situation = scenario.situation
    third = situation.third_party.first_name if situation.third_party is not None else None
    others = {"third_party": third, "relation": situation.relation, "back_at": situation.back_at}
    return slots | {name: text for name, text in others.items() if text is not None}


def proper_names(scenario: Scenario) -> frozenset[str]:
    """Return the names of a file and of those that chance may put in their place."""
    dossier, chance = scenario.dossier, scenario.chance
    names = {dossier.creditor, dossier.agency, dossier.agent, dossier.debtor.full_name}
    for person in (*chance.debtor, *chance.third_party):
        names |= {name for name in (person.first_name, person.last_name) if name}
    return frozenset(names).union(*chance.texts.values())
