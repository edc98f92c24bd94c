"""What a call is meant to come to, against what the situation allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material
    from callcoach.content.persona import Persona
    from callcoach.content.scenario import Scenario
    from callcoach.content.situation import Situation

IN_FULL = frozenset({"paid_in_full", "promise_in_full"})
IN_PARTS = frozenset({"plan", "provisional_plan"})
NOT_IN_FULL = Bilingual(
    "« bargaining.pays_in_full » n'est pas vrai", "'bargaining.pays_in_full' is not true"
)
NO_BUDGET = Bilingual(
    "sans « budget », aucune offre n'est acceptée", "without a 'budget' no offer is accepted"
)
NO_CAPACITY = Bilingual("le budget ne laisse rien par mois", "the budget leaves nothing a month")
NO_DISPUTE = Bilingual(
    "aucune objection n'a « dispute: true »", "no objection has 'dispute: true'"
)
NOT_IN_PART = Bilingual(
    "aucune objection ne dit ce qui est contesté (« disputed »)",
    "no objection says what is disputed ('disputed')",
)
RIGHT_NUMBER = Bilingual(
    "« wrong_number » n'est pas mis dans la situation", "the situation has no 'wrong_number'"
)
NOBODY_ELSE = Bilingual(
    "c'est le débiteur qui répond : on ne lui laisse pas de message",
    "the debtor answers: nobody leaves them a message",
)


def _impossible(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        persona = material.persona_of(scenario.model)
        if persona is None:
            continue
        for key in ("best", "accepted"):
            for index, outcome in enumerate(getattr(scenario.model.target, key)):
                reason = _obstacle(outcome, scenario.model, persona.model)
                if reason is not None:
                    told = {"name": outcome, "reason": reason}
                    yield Fault(scenario.source, ("target", key, index), told)


def _obstacle(outcome: str, scenario: Scenario, persona: Persona) -> Bilingual | None:
    """Return why an outcome can never be; None when it can."""
    situation = scenario.situation
    if outcome in IN_FULL and not situation.bargaining.pays_in_full:
        return NOT_IN_FULL
    if outcome in IN_PARTS or outcome == "part_payment":
        return None if persona.over_promises else _no_money(outcome, situation)
    if outcome == "dispute_suspended" and not any(o.dispute for o in situation.objections):
        return NO_DISPUTE
    if outcome == "undisputed_part" and not any(
        o.disputed is not None for o in situation.objections
    ):
        return NOT_IN_PART
    if outcome == "wrong_number" and not situation.wrong_number:
        return RIGHT_NUMBER
    if outcome == "message_left" and situation.who_answers == "debtor":
        return NOBODY_ELSE
    return None


def _no_money(outcome: str, situation: Situation) -> Bilingual | None:
    budget, bargaining = situation.budget, situation.bargaining
    if budget is None:
        return NO_BUDGET
    if outcome in IN_PARTS and not bargaining.own_offers:
        most = budget.capacity * bargaining.tolerance
        if bargaining.instalment_cap is not None:
            most = min(most, bargaining.instalment_cap)
        return None if most else NO_CAPACITY
    return None


def _twice(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        target = scenario.model.target
        seen: dict[str, str] = {}
        for key in ("best", "accepted", "refused"):
            for index, outcome in enumerate(getattr(target, key)):
                if seen.setdefault(outcome, key) != key:
                    told = {"name": outcome, "first": seen[outcome], "second": key}
                    yield Fault(scenario.source, ("target", key, index), told)


def _too_much(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        most = scenario.model.target.max_instalment
        budget = scenario.model.situation.budget
        if most is not None and budget is not None and most > budget.capacity:
            told = {"most": str(most), "capacity": str(budget.capacity)}
            yield Fault(scenario.source, ("target", "max_instalment"), told)


def _not_allowed(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        most = scenario.model.target.max_instalment
        least = scenario.model.dossier.authority.min_instalment
        if most is not None and set(scenario.model.target.best) & IN_PARTS and least > most:
            told = {"least": str(least), "most": str(most)}
            yield Fault(scenario.source, ("dossier", "authority", "min_instalment"), told)


RULES = (
    Rule(
        "F010",
        Message(
            Bilingual(
                "l'issue « {name} » est impossible : {reason}",
                "the outcome '{name}' cannot be: {reason}",
            ),
            Bilingual("changez la cible ou la situation", "change the target or the situation"),
        ),
        Page(
            Bilingual(
                "Une issue visée ou acceptée que la situation cachée rend impossible.",
                "An outcome wanted or accepted that the hidden situation makes impossible.",
            ),
            Bilingual(
                "Personne ne pourrait réussir cet appel comme le barème le demande.",
                "Nobody could bring this call to the end that is asked for.",
            ),
            "target: {best: [paid_in_full], …}\nsituation:\n  bargaining: {pays_in_full: false}",
            "target: {best: [provisional_plan], …}",
        ),
        _impossible,
    ),
    Rule(
        "D004",
        Message(
            Bilingual(
                "mensualité visée de {most} € pour une capacité de {capacity} €",
                "an instalment of {most} € is aimed at, the capacity is {capacity} €",
            ),
            Bilingual(
                "baissez « max_instalment » ou revoyez le budget",
                "lower 'max_instalment' or look at the budget again",
            ),
        ),
        Page(
            Bilingual(
                "« target.max_instalment » dépasse ce que le budget caché laisse par mois.",
                "'target.max_instalment' is more than what the hidden budget leaves a month.",
            ),
            Bilingual(
                "Un plan que le débiteur ne peut pas tenir vaut moins que rien.",
                "A plan that the debtor cannot hold is worth less than none.",
            ),
            "max_instalment: 120     # capacity: 64",
            "max_instalment: 64",
        ),
        _too_much,
    ),
    Rule(
        "D008",
        Message(
            Bilingual(
                "« {name} » est à la fois dans « {first} » et dans « {second} »",
                "'{name}' is both in '{first}' and in '{second}'",
            ),
            Bilingual("laissez-la à un seul endroit", "leave it in one place"),
        ),
        Page(
            Bilingual(
                "Une issue est bonne, acceptable ou refusée : une seule de ces listes la nomme.",
                "An outcome is good, acceptable or refused: only one of the lists names it.",
            ),
            Bilingual("L'appel serait jugé deux fois.", "The call would be judged twice."),
            "best: [plan]\nrefused: [plan]",
            "best: [plan]\nrefused: [hung_up]",
        ),
        _twice,
    ),
    Rule(
        "D009",
        Message(
            Bilingual(
                "l'agent ne peut accorder moins de {least} €, la cible est de {most} €",
                "the agent may grant no less than {least} €, the target is {most} €",
            ),
            Bilingual(
                "baissez « min_instalment », ou visez une autre issue",
                "lower 'min_instalment', or aim at another outcome",
            ),
        ),
        Page(
            Bilingual(
                "La mensualité la plus basse que l'agent peut accorder dépasse celle que vise le "
                "scénario.",
                "The lowest instalment that the agent may grant is above the one aimed at.",
            ),
            Bilingual(
                "Le bon plan serait hors de ses pouvoirs.",
                "The right plan would be beyond the agent's authority.",
            ),
            "authority: {min_instalment: 100, …}\ntarget: {max_instalment: 64, …}",
            "authority: {min_instalment: 30, …}",
        ),
        _not_allowed,
    ),
)
