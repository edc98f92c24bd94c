"""Whatever is drawn, a file must hold together: proven over seeds and over the bounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from callcoach.authoring.lint import agreements, dossiers, outcomes
from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.drawing import HIGHEST, LOWEST, by_seed, drawn
from callcoach.content.library import Sourced
from callcoach.content.messages import Bilingual, Message
from callcoach.content.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.drawing import Pick
    from callcoach.content.persona import Persona

SEEDS = range(1, 17)
"""Draws that are tried, beside the lowest and the highest of everything."""
AT_LOWEST = "lowest"
AT_HIGHEST = "highest"
OUT_OF_BOUNDS = Bilingual(
    "la capacité est de {capacity} € par mois", "the capacity is {capacity} € a month"
)
NO_VALUE = Bilingual(
    "une valeur tirée n'est pas acceptée à cet endroit", "a drawn value is not accepted there"
)
NOT_THE_SAME = Bilingual(
    "la capacité devient {capacity} €, elle est de {written} € dans le fichier",
    "the capacity becomes {capacity} €, it is {written} € in the file",
)


class _Draw(NamedTuple):
    name: str
    """The seed, or which bounds."""
    scenario: Scenario


def _draws(template: Scenario, persona: Persona) -> Iterator[_Draw]:
    picks: list[tuple[str, Pick]] = [
        (AT_LOWEST, LOWEST),
        (AT_HIGHEST, HIGHEST),
        *((str(seed), by_seed(template.id, seed)) for seed in SEEDS),
    ]
    for name, pick in picks:
        yield _Draw(name, drawn(template, persona.gauges, pick))


def _proof(material: Material) -> Iterator[Fault]:
    for entry in material.templates:
        persona = material.persona_of(entry.model)
        if entry.model.chance.empty or persona is None:
            continue
        if _faults_of_rules(material, entry, entry.model):
            continue  # what is wrong as written is told by the rules themselves
        for draw in _draws(entry.model, persona.model):
            told = _fault(material, entry, draw)
            if told is not None:
                reason, fields = told
                told_fields: dict[str, str | Bilingual] = {"draw": draw.name, "reason": reason}
                told_fields |= fields
                yield Fault(entry.source, ("chance",), told_fields, at_key=True)
                break


def _fault(
    material: Material, entry: Entry[Scenario], draw: _Draw
) -> tuple[Bilingual, dict[str, str]] | None:
    if draw.name in (AT_LOWEST, AT_HIGHEST) and not _is_valid(draw.scenario):
        return NO_VALUE, {}
    found = _faults_of_rules(material, entry, draw.scenario)
    if found:
        return found[0]
    return _capacity(entry.model, draw.scenario)


def _is_valid(scenario: Scenario) -> bool:
    try:
        Scenario.model_validate(scenario.model_dump(by_alias=True, exclude_unset=True))
    except ValidationError:
        return False
    return True


def _faults_of_rules(
    material: Material, entry: Entry[Scenario], scenario: Scenario
) -> list[tuple[Bilingual, dict[str, str]]]:
    """Return what the rules about files and outcomes say of a scenario."""
    others = tuple(f for f in material.files if not isinstance(f.model, Scenario))
    alone = replace(material, files=(*others, Sourced(scenario, entry.source)))
    return [
        (rule.message.text, {n: _said(v) for n, v in fault.fields.items()})
        for rule in (*dossiers.RULES, *outcomes.RULES, *agreements.RULES)
        if rule.severity == "error"
        for fault in rule.check(alone)
    ]


def _said(value: str | Bilingual) -> str:
    return value if isinstance(value, str) else value.en


def _capacity(written: Scenario, draw: Scenario) -> tuple[Bilingual, dict[str, str]] | None:
    budget, before = draw.situation.budget, written.situation.budget
    if budget is None or before is None:
        return None
    told = {"capacity": str(budget.capacity), "written": str(before.capacity)}
    bounds = written.chance.capacity
    if bounds is not None and not bounds[0] <= budget.capacity <= bounds[1]:
        return OUT_OF_BOUNDS, told
    if bool(budget.capacity) != bool(before.capacity):
        return NOT_THE_SAME, told
    return None


RULES = (
    Rule(
        "C005",
        Message(
            Bilingual(
                "un tirage ne tient pas ({draw}) : {reason}",
                "a draw does not hold together ({draw}): {reason}",
            ),
            Bilingual("resserrez les bornes de « chance »", "bring the bounds of 'chance' closer"),
        ),
        Page(
            Bilingual(
                "Les bornes extrêmes et seize graines sont tirées et relues : sommes, dates dans "
                "l'ordre, âge, capacité entre ses bornes, cible encore possible.",
                "The outermost bounds and sixteen seeds are drawn and read again: sums, dates in "
                "order, age, capacity within its bounds, target still possible.",
            ),
            Bilingual(
                "Un stagiaire sur cent aurait un dossier faux, et personne ne saurait pourquoi.",
                "One trainee in a hundred would get a wrong file, and nobody would know why.",
            ),
            "chance:\n  capacity: [200, 260]\n  figures:\n"
            "    situation.budget.incomes.salary: {from: 900, to: 1900}",
            "chance:\n  capacity: [200, 260]\n  figures:\n"
            "    situation.budget.incomes.salary: {from: 1700, to: 1760, step: 10}",
        ),
        _proof,
    ),
)
