"""Ages, the order of what happened, figures that facts are, earlier agreements."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.content.case_slots import case_figures
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from callcoach.authoring.lint.material import Material
    from callcoach.content.dossier import EarlierAgreement
    from callcoach.content.problems import Loc

OF_AGE, OLDEST = 18, 105


def _figures(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        known = case_figures(scenario.model)
        for index, fact in enumerate(scenario.model.situation.facts):
            if fact.figure_of is not None and fact.figure_of not in known:
                loc: Loc = ("situation", "facts", index, "figure_of")
                yield unknown(scenario.source, loc, fact.figure_of, known)


def _places(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        model = scenario.model
        if model.situation.doorstep is not None and model.channel != "visit":
            told = {"name": "doorstep", "wanted": "channel: visit"}
            yield Fault(scenario.source, ("situation", "doorstep"), told, at_key=True)
        if model.situation.wrong_number and model.situation.who_answers != "unknown":
            told = {"name": "wrong_number", "wanted": "who_answers: unknown"}
            yield Fault(scenario.source, ("situation", "wrong_number"), told, at_key=True)
        if model.situation.missed_because is not None and model.dossier.agreement is None:
            told = {"name": "missed_because", "wanted": "dossier.agreement"}
            yield Fault(scenario.source, ("situation", "missed_because"), told, at_key=True)


def _ages(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        dossier = scenario.model.dossier
        born = dossier.debtor.date_of_birth
        first = min((invoice.issued for invoice in dossier.invoices), default=None)
        if born is None or first is None:
            continue
        age = _years(born, first)
        if not OF_AGE <= age <= OLDEST:
            loc: Loc = ("dossier", "debtor", "date_of_birth")
            yield Fault(scenario.source, loc, {"age": str(age)})


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _history(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        days = [entry.on for entry in scenario.model.dossier.history]
        for index in range(1, len(days)):
            if days[index] < days[index - 1]:
                yield Fault(scenario.source, ("dossier", "history", index, "on"))


def _calendars(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        agreed = scenario.model.dossier.agreement
        if agreed is not None:
            for key, reason in _wrong_with(agreed, scenario.model.dossier.balance):
                loc: Loc = ("dossier", "agreement", key)
                yield Fault(scenario.source, loc, {"reason": reason}, at_key=True)


def _wrong_with(agreed: EarlierAgreement, balance: Decimal) -> Iterator[tuple[str, Bilingual]]:
    for key in ("schedule", "paid"):
        days = [due.on for due in getattr(agreed, key)]
        if days != sorted(days):
            yield key, NOT_IN_ORDER
        if days and min(days) < agreed.made:
            yield key, BEFORE
    planned = sum((due.amount for due in agreed.schedule), Decimal(0))
    came = sum((due.amount for due in agreed.paid), Decimal(0))
    left = planned - came
    if came > planned or left > balance or (not agreed.provisional and left != balance):
        yield "schedule", NOT_THE_BALANCE


NOT_IN_ORDER = Bilingual("les dates ne se suivent pas", "the dates are not in order")
BEFORE = Bilingual("une date précède l'accord", "a date lies before the agreement")
NOT_THE_BALANCE = Bilingual(
    "ce qui reste à verser n'est pas le solde du dossier",
    "what is left to pay is not the balance of the file",
)

RULES = (
    Rule(
        "R023",
        Message(
            Bilingual("« {name} » n'est pas une somme du dossier", "'{name}' is no figure of it")
        ),
        Page(
            Bilingual(
                "« figure_of » nomme une somme : incomes, charges, other_instalments, capacity, "
                "payable_today, balance, ou une ligne du budget (income_salary, charge_rent …).",
                "'figure_of' names a figure: incomes, charges, other_instalments, capacity, "
                "payable_today, balance, or a line of the budget (income_salary, charge_rent …).",
            ),
            Bilingual(
                "La note d'appel serait jugée sur une somme absente.",
                "The call record would be marked on a missing figure.",
            ),
            "figure_of: revenus",
            "figure_of: incomes",
        ),
        _figures,
    ),
    Rule(
        "R024",
        Message(
            Bilingual("« {name} » ne va qu'avec « {wanted} »", "'{name}' needs '{wanted}'"),
            Bilingual("ôtez-le, ou ajoutez l'autre", "take it out, or add the other"),
        ),
        Page(
            Bilingual(
                "« doorstep » est pour une visite, « wrong_number » pour un inconnu qui répond, "
                "« missed_because » pour un accord antérieur.",
                "'doorstep' is for a visit, 'wrong_number' for a stranger who answers, "
                "'missed_because' for an earlier agreement.",
            ),
            Bilingual("Cela n'arriverait jamais.", "It would never happen."),
            "channel: phone\nsituation: {doorstep: …}",
            "channel: visit\nsituation: {doorstep: …}",
        ),
        _places,
    ),
    Rule(
        "D010",
        Message(
            Bilingual(
                "le débiteur avait {age} ans à la première facture",
                "the debtor was {age} when the first invoice was issued",
            ),
            Bilingual("changez la date de naissance", "change the date of birth"),
        ),
        Page(
            Bilingual(
                "Un débiteur est majeur quand naît la dette, et vivant.",
                "A debtor is of age when the debt arises, and alive.",
            ),
            Bilingual("Un mineur ne doit rien.", "A minor owes nothing."),
            "date_of_birth: 2012-05-01",
            "date_of_birth: 1988-05-01",
        ),
        _ages,
    ),
    Rule(
        "D011",
        Message(
            Bilingual(
                "cette ligne précède celle d'au-dessus", "this entry is older than the one above"
            ),
            Bilingual("mettez l'historique dans l'ordre", "put the history in order"),
        ),
        Page(
            Bilingual("L'historique va du plus ancien au plus récent.", "History goes forward."),
            Bilingual("Le stagiaire le lit comme un récit.", "The trainee reads it as a story."),
            "history:\n  - {on: 2026-09-02, …}\n  - {on: 2026-08-30, …}",
            "history:\n  - {on: 2026-08-30, …}\n  - {on: 2026-09-02, …}",
        ),
        _history,
    ),
    Rule(
        "D012",
        Message(
            Bilingual("l'accord antérieur ne tient pas : {reason}", "earlier agreement: {reason}"),
            Bilingual("revoyez les dates et les sommes", "look at the dates and amounts again"),
        ),
        Page(
            Bilingual(
                "Dans un accord antérieur les dates se suivent après l'accord, et ce qui reste à "
                "verser est le solde (ou moins, s'il est provisoire).",
                "In an earlier agreement the dates follow it in order, and what is left to pay is "
                "the balance (or less, if it is provisional).",
            ),
            Bilingual(
                "Le stagiaire rappellerait de fausses échéances.",
                "The trainee would recall wrong instalments.",
            ),
            "agreement: {made: 2026-09-10, schedule: [{on: 2026-09-05, amount: 60}], …}",
            "agreement: {made: 2026-09-01, schedule: [{on: 2026-09-05, amount: 60}], …}",
        ),
        _calendars,
    ),
)
