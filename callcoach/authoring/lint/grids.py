"""The grid: weights, numbers, and what its micro-skills count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.messages import Bilingual, Message
from callcoach.scoring.score import RECORD_CHECK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material

WHOLE: Final = 100
ITEMS: Final = 12
SKILLS: Final = 4
NONE_OF: Final = "none_of"


def _weights(material: Material) -> Iterator[Fault]:
    if material.grid is None:
        return
    total = sum(item.weight for item in material.grid.model.items)
    if total != WHOLE:
        yield Fault(material.grid.source, ("items",), {"sum": str(total)}, at_key=True)


def _numbers(material: Material) -> Iterator[Fault]:
    if material.grid is None:
        return
    items = material.grid.model.items
    for index, item in enumerate(items):
        if item.number != index + 1:
            told = {"number": str(item.number), "wanted": str(index + 1)}
            yield Fault(material.grid.source, ("items", index, "number"), told)
    if len(items) != ITEMS:
        told = {"number": str(len(items)), "wanted": str(ITEMS)}
        yield Fault(material.grid.source, ("items",), told, at_key=True)


def _skills(material: Material) -> Iterator[Fault]:
    if material.grid is None:
        return
    for index, item in enumerate(material.grid.model.items):
        record = any(skill.check == RECORD_CHECK for skill in item.micro_skills)
        wanted = 1 if record else SKILLS
        if len(item.micro_skills) != wanted:
            told = {
                "name": item.id,
                "count": str(len(item.micro_skills)),
                "wanted": str(wanted),
            }
            loc = ("items", index, "micro_skills")
            yield Fault(material.grid.source, loc, told, at_key=True)


def _only_absences(material: Material) -> Iterator[Fault]:
    if material.grid is None:
        return
    for index, item in enumerate(material.grid.model.items):
        if item.micro_skills and all(skill.absence for skill in item.micro_skills):
            loc = ("items", index, "micro_skills")
            yield Fault(material.grid.source, loc, {"name": item.id}, at_key=True)


def _unmarked_absences(material: Material) -> Iterator[Fault]:
    if material.grid is None:
        return
    for index, item in enumerate(material.grid.model.items):
        for place, skill in enumerate(item.micro_skills):
            if skill.check == NONE_OF and not skill.absence:
                loc = ("items", index, "micro_skills", place, "check")
                yield Fault(material.grid.source, loc, {"name": skill.id})


RULES = (
    Rule(
        "G001",
        Message(
            Bilingual(
                "les poids font {sum}, et non 100", "the weights add up to {sum}, not to 100"
            ),
            Bilingual("revoyez les « weight »", "look at the weights again"),
        ),
        Page(
            Bilingual(
                "Les poids des critères font ensemble 100.",
                "The weights of the items add up to 100.",
            ),
            Bilingual(
                "La note affichée à côté de chaque critère serait fausse.",
                "The marks shown beside the items would be wrong.",
            ),
            "# 8 + 8 + … = 98",
            "# 8 + 8 + … = 100",
        ),
        _weights,
    ),
    Rule(
        "G002",
        Message(
            Bilingual(
                "numéro ou nombre {number} : il faut {wanted}",
                "number {number}: {wanted} is wanted",
            ),
            Bilingual(
                "douze critères, numérotés dans l'ordre de 1 à 12",
                "twelve items, numbered in order from 1 to 12",
            ),
        ),
        Page(
            Bilingual(
                "La grille a douze critères, numérotés de 1 à 12 dans l'ordre.",
                "The grid has twelve items, numbered 1 to 12 in order.",
            ),
            Bilingual(
                "Jury et stagiaire parlent des critères par leur numéro.",
                "Jury and trainee speak of the items by number.",
            ),
            "- {id: purpose, number: 2, …}\n- {id: questioning, number: 2, …}",
            "- {id: purpose, number: 2, …}\n- {id: questioning, number: 3, …}",
        ),
        _numbers,
    ),
    Rule(
        "G003",
        Message(
            Bilingual(
                "« {name} » a {count} points observables : il en faut {wanted}",
                "'{name}' has {count} micro-skills: there should be {wanted}",
            ),
            Bilingual(
                "quatre points, un niveau chacun (un seul pour le compte rendu)",
                "four micro-skills, one level each (one alone for the call record)",
            ),
        ),
        Page(
            Bilingual(
                "Un critère va de 0 à 4 : quatre points observables, un niveau chacun. Le compte "
                "rendu a son propre barème.",
                "An item goes from 0 to 4: four micro-skills, one level each. The call record has "
                "points of its own.",
            ),
            Bilingual(
                "Un point de plus ou de moins fausserait les niveaux.",
                "One more or less would skew the levels.",
            ),
            "micro_skills: [{…}, {…}, {…}]",
            "micro_skills: [{…}, {…}, {…}, {…}]",
        ),
        _skills,
    ),
    Rule(
        "G004",
        Message(
            Bilingual("« {name} » ne compte que des absences", "'{name}' counts absences only"),
            Bilingual(
                "ajoutez un point que l'on obtient en faisant quelque chose",
                "add a micro-skill that is earned by doing something",
            ),
        ),
        Page(
            Bilingual(
                "Une absence de faute ne compte que si quelque chose de bon est fait dans le même "
                "critère.",
                "The absence of a fault counts only if something good is done in the same item.",
            ),
            Bilingual(
                "Personne ne pourrait obtenir un point à ce critère.",
                "Nobody could earn a point in this item.",
            ),
            "micro_skills: [{…, absence: true}, {…, absence: true}, …]",
            "micro_skills: [{…}, {…, absence: true}, …]",
        ),
        _only_absences,
    ),
    Rule(
        "G005",
        Message(
            Bilingual(
                "« {name} » compte une absence sans porter « absence: true »",
                "'{name}' counts an absence and lacks 'absence: true'",
            ),
            Bilingual(
                "ajoutez « absence: true », ou changez de vérification",
                "add 'absence: true', or take another check",
            ),
        ),
        Page(
            Bilingual(
                "Un point « aucun … » (none_of) porte « absence: true ».",
                "A 'none of' micro-skill has 'absence: true'.",
            ),
            Bilingual(
                "Sans cela un appel vide gagnerait des points.",
                "Otherwise an empty call would earn points.",
            ),
            "{id: no_volley, check: none_of, …}",
            "{id: no_volley, check: none_of, absence: true, …}",
        ),
        _unmarked_absences,
    ),
)
