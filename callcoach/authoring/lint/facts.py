"""Hidden facts and objections that the debtor could never bring out or let go of."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.messages import Bilingual, Message
from callcoach.content.persona import Multiplier
from callcoach.engine.gauges import GaugeValues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.persona import Persona
    from callcoach.content.problems import Loc
    from callcoach.content.rubric import AntiPattern, Effect, Technique
    from callcoach.content.scenario import Scenario
    from callcoach.content.situation import HiddenFact

GAUGES = tuple(field.name for field in fields(GaugeValues))


def _effects(material: Material) -> Iterator[tuple[str, Effect]]:
    """Yield every effect that a turn may have, with what causes it."""
    if material.techniques is not None:
        model = material.techniques.model
        items: tuple[Technique | AntiPattern, ...] = (*model.techniques, *model.anti_patterns)
        for item in items:
            yield item.id, item.effect
            for special in item.effects:
                yield item.id, special.effect
    if material.deontology is not None:
        for rule in material.deontology.model.rules:
            yield rule.id, rule.effect


def reachable(
    material: Material, persona: Persona, scenario: Scenario
) -> dict[str, tuple[int, int]]:
    """Return between which bounds each gauge may come to stand in a call."""
    start = GaugeValues.of(scenario.gauges or persona.gauges)
    bounds = {name: (getattr(start, name), getattr(start, name)) for name in GAUGES}
    for cause, effect in _effects(material):
        multiplier = persona.multipliers.get(cause, Multiplier())
        for name in GAUGES:
            own = getattr(multiplier, name)
            moved = getattr(effect, name) * (multiplier.all if own is None else own)
            low, high = bounds[name]
            bounds[name] = (0 if moved < 0 else low, 100 if moved > 0 else high)
    return bounds


def _gates(material: Material) -> Iterator[Fault]:
    if material.techniques is None or material.deontology is None:
        return
    for scenario in material.scenarios:
        persona = material.persona_of(scenario.model)
        if persona is None:
            continue
        bounds = reachable(material, persona.model, scenario.model)
        most, least = bounds["trust"][1], bounds["irritation"][0]
        for index, fact in enumerate(scenario.model.situation.facts):
            loc: Loc = ("situation", "facts", index)
            if fact.trust > most:
                told = {"name": fact.id, "gauge": "trust", "bound": str(most)}
                yield Fault(scenario.source, (*loc, "trust"), told)
            if fact.irritation < least:
                told = {"name": fact.id, "gauge": "irritation", "bound": str(least)}
                yield Fault(scenario.source, (*loc, "irritation"), told)


def _waiting(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        situation = scenario.model.situation
        known = {fact.id for fact in situation.facts}
        told = _tellable(scenario)
        for index, fact in enumerate(situation.facts):
            for place, name in enumerate(fact.after):
                if name in known and name not in told and fact.id not in situation.secrets:
                    loc: Loc = ("situation", "facts", index, "after", place)
                    yield Fault(scenario.source, loc, {"name": fact.id, "other": name})


def _tellable(scenario: Entry[Scenario]) -> set[str]:
    """Return the facts that can come out, whatever their gates."""
    situation = scenario.model.situation
    open_ = [fact for fact in situation.facts if fact.id not in situation.secrets]
    known = {fact.id for fact in situation.facts}
    told: set[str] = set()
    while True:
        more = {fact.id for fact in open_ if _ready(fact, known, told)} - told
        if not more:
            return told
        told |= more


def _ready(fact: HiddenFact, known: set[str], told: set[str]) -> bool:
    # A fact that does not exist is another rule's business.
    return set(fact.after) & known <= told


def _unanswered(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        for index, objection in enumerate(scenario.model.situation.objections):
            if not objection.handled_by:
                loc: Loc = ("situation", "objections", index, "handled_by")
                yield Fault(scenario.source, loc, {"name": objection.id})


def _empty_steps(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        for index, objection in enumerate(scenario.model.situation.objections):
            for place, route in enumerate(objection.handled_by):
                loc: Loc = ("situation", "objections", index, "handled_by", place, "steps")
                if not route.steps:
                    yield Fault(scenario.source, loc, {"name": objection.id})
                for step, ids in enumerate(route.steps):
                    if not ids:
                        yield Fault(scenario.source, (*loc, step), {"name": objection.id})


def _never_raised(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        for index, objection in enumerate(scenario.model.situation.objections):
            if not objection.raised_on:
                loc: Loc = ("situation", "objections", index, "raised_on")
                yield Fault(scenario.source, loc, {"name": objection.id})


RULES = (
    Rule(
        "F005",
        Message(
            Bilingual(
                "« {name} » ne peut pas sortir : avec cette persona, {gauge} ne passe jamais "
                "{bound}",
                "'{name}' can never come out: with this persona, {gauge} never goes beyond "
                "{bound}",
            ),
            Bilingual("rapprochez le seuil", "bring the gate within reach"),
        ),
        Page(
            Bilingual(
                "Un fait sort quand la confiance atteint « trust » et que l'irritation ne dépasse "
                "pas « irritation ». Aucune technique du barème n'amène cette persona jusque-là.",
                "A fact comes out when trust reaches 'trust' and irritation is not above "
                "'irritation'. No technique of the rubric brings this persona there.",
            ),
            Bilingual(
                "Le stagiaire serait noté sur une chose que personne ne peut apprendre.",
                "The trainee would be marked on something that nobody can learn.",
            ),
            "trust: 95      # nothing raises this persona's trust above 40",
            "trust: 35",
        ),
        _gates,
    ),
    Rule(
        "F006",
        Message(
            Bilingual(
                "« {name} » attend « {other} », qui ne sort jamais",
                "'{name}' waits for '{other}', which never comes out",
            ),
            Bilingual(
                "défaites le cercle, ou n'attendez pas un secret",
                "break the circle, or do not wait for a secret",
            ),
        ),
        Page(
            Bilingual(
                "« after » demande qu'un autre fait soit déjà sorti. Ici l'autre attend celui-ci, "
                "ou il est dans « secrets ».",
                "'after' wants another fact to be out already. Here the other waits for this one, "
                "or is among the 'secrets'.",
            ),
            Bilingual("Aucun des deux ne sortirait.", "Neither would come out."),
            "- {id: job_loss, after: [new_job], …}\n- {id: new_job, after: [job_loss], …}",
            "- {id: job_loss, …}\n- {id: new_job, after: [job_loss], …}",
        ),
        _waiting,
    ),
    Rule(
        "F007",
        Message(
            Bilingual(
                "l'objection « {name} » n'a aucune bonne réponse",
                "the objection '{name}' has no good answer",
            ),
            Bilingual(
                "décrivez dans « handled_by » au moins une façon de la lever",
                "describe in 'handled_by' at least one way to lift it",
            ),
        ),
        Page(
            Bilingual(
                "« handled_by » donne les suites d'actes et de techniques qui lèvent l'objection.",
                "'handled_by' gives the acts and techniques that lift the objection.",
            ),
            Bilingual(
                "Sans elles, le meilleur agent échouerait comme le pire.",
                "Without them the best agent would fail like the worst.",
            ),
            "handled_by: []",
            "handled_by:\n  - steps: [[acknowledge], [ask_details], [explain_procedure]]",
        ),
        _unanswered,
    ),
    Rule(
        "F008",
        Message(
            Bilingual(
                "étape vide : l'objection « {name} » serait levée sans rien faire, ou jamais",
                "an empty step: the objection '{name}' would be lifted by nothing, or never",
            ),
            Bilingual("nommez un acte ou une technique", "name an act or a technique"),
        ),
        Page(
            Bilingual(
                "Chaque étape de « handled_by » nomme au moins un acte ou une technique.",
                "Each step of 'handled_by' names at least one act or technique.",
            ),
            Bilingual(
                "Sans étape, l'objection tombe d'elle-même ; avec une étape vide, elle reste "
                "pour toujours.",
                "Without steps the objection falls by itself; with an empty step it stands for "
                "ever.",
            ),
            "- steps: [[acknowledge], []]",
            "- steps: [[acknowledge], [reformulate]]",
        ),
        _empty_steps,
    ),
    Rule(
        "F009",
        Message(
            Bilingual(
                "rien ne soulève l'objection « {name} »", "nothing raises the objection '{name}'"
            ),
            Bilingual(
                "nommez dans « raised_on » l'acte qui l'amène",
                "name in 'raised_on' the act that brings it up",
            ),
        ),
        Page(
            Bilingual(
                "Une objection vient en réponse à l'un des actes de « raised_on ».",
                "An objection comes in answer to one of the acts of 'raised_on'.",
            ),
            Bilingual(
                "Le débiteur ne la dirait jamais.", "The debtor would never put it forward."
            ),
            "raised_on: []",
            "raised_on: [ask_full_payment]",
        ),
        _never_raised,
    ),
)
