"""Ids that must be alone, and that must agree with the names of folders and files."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.library import SCENARIO_FILE
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.base import ContentModel
    from callcoach.content.problems import Loc
    from callcoach.content.scenario import Scenario
    from callcoach.content.source import Source

Place = tuple["Source", "Loc", str]
"""Where an id is written, and the id."""


def _duplicates(material: Material) -> Iterator[Fault]:
    for family in _families(material):
        first: dict[str, tuple[Source, Loc]] = {}
        for source, loc, id_ in family:
            if id_ not in first:
                first[id_] = source, loc
                continue
            before = first[id_]
            fields = {
                "name": id_,
                "path": before[0].path,
                "line": str(before[0].position(before[1]).line),
            }
            yield Fault(source, loc, fields)


def _families(material: Material) -> Iterator[Iterable[Place]]:
    """Yield the groups of ids of which no two may be the same."""
    yield _ids(material.graphs)
    yield _ids(material.personas)
    yield _ids(material.scenarios)
    for graph in material.graphs:
        yield _inside(graph, ("stages",), (stage.id for stage in graph.model.stages))
    for scenario in material.scenarios:
        yield from _of_scenario(material, scenario)
    yield from _acts_of_a_call(material)
    yield _found_things(material)
    if material.help_bodies is not None:
        bodies = material.help_bodies
        yield _inside(bodies, ("help_bodies",), (b.id for b in bodies.model.help_bodies))
    yield from _of_grid(material)


def _acts_of_a_call(material: Material) -> Iterator[Iterable[Place]]:
    """Yield the acts of the language, and with those of each scenario that adds some."""
    if material.acts is None:
        return
    ids = [act.id for act in material.acts.model.acts]
    yield _inside(material.acts, ("acts",), ids)
    for scenario in material.scenarios:
        general = _inside(material.acts, ("acts",), dict.fromkeys(ids))
        yield chain(general, _inside(scenario, ("acts",), (a.id for a in scenario.model.acts)))


def _of_scenario(material: Material, scenario: Entry[Scenario]) -> Iterator[Iterable[Place]]:
    situation = scenario.model.situation
    facts = (fact.id for fact in situation.facts)
    yield _inside(scenario, ("situation", "facts"), facts)
    objections = (objection.id for objection in situation.objections)
    yield _inside(scenario, ("situation", "objections"), objections)
    own = _inside(scenario, ("stages",), (stage.id for stage in scenario.model.stages))
    graph = material.graph_of(scenario.model)
    if graph is not None:
        # A stage declared again would take the place of the graph's without a word.
        standard = _inside(graph, ("stages",), dict.fromkeys(s.id for s in graph.model.stages))
        yield chain(standard, own)


def _found_things(material: Material) -> Iterable[Place]:
    """Return the ids of all that may be found in a turn: they share one list of findings."""
    techniques, rules = material.techniques, material.deontology
    found: list[Iterable[Place]] = []
    if techniques is not None:
        model = techniques.model
        found.append(_inside(techniques, ("techniques",), (t.id for t in model.techniques)))
        found.append(_inside(techniques, ("anti_patterns",), (a.id for a in model.anti_patterns)))
    if rules is not None:
        found.append(_inside(rules, ("rules",), (rule.id for rule in rules.model.rules)))
    return chain.from_iterable(found)


def _of_grid(material: Material) -> Iterator[Iterable[Place]]:
    if material.grid is None:
        return
    items = material.grid.model.items
    yield _inside(material.grid, ("items",), (item.id for item in items))
    for index, item in enumerate(items):
        skills = (skill.id for skill in item.micro_skills)
        yield _inside(material.grid, ("items", index, "micro_skills"), skills)


def _ids(entries: Iterable[Entry[ContentModel]]) -> Iterator[Place]:
    for entry in entries:
        yield entry.source, ("id",), str(getattr(entry.model, "id", ""))


def _inside(entry: Entry[ContentModel], loc: Loc, ids: Iterable[str]) -> Iterator[Place]:
    for index, id_ in enumerate(ids):
        yield entry.source, (*loc, index, "id"), id_


def _names_of_files(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        folder = scenario.file.parent.name
        if scenario.file.name == SCENARIO_FILE and scenario.model.id != folder:
            yield Fault(scenario.source, ("id",), {"name": scenario.model.id, "file": folder})
    for persona in material.personas:
        stem = persona.file.stem
        if persona.model.id != stem:
            yield Fault(persona.source, ("id",), {"name": persona.model.id, "file": stem})


def _languages(material: Material) -> Iterator[Fault]:
    wanted = material.language_id
    if material.language is not None and material.language.model.id != wanted:
        name = material.language.model.id
        yield Fault(material.language.source, ("id",), {"name": name, "folder": wanted})
    for scenario in material.scenarios:
        name = scenario.model.language
        if name != wanted:
            yield Fault(scenario.source, ("language",), {"name": name, "folder": wanted})


RULES = (
    Rule(
        "R018",
        Message(
            Bilingual(
                "« {name} » est déjà pris : {path}, ligne {line}",
                "'{name}' is taken already: {path}, line {line}",
            ),
            Bilingual("choisissez un autre identifiant", "choose another id"),
        ),
        Page(
            Bilingual(
                "Un identifiant est seul de son espèce : acte, étape, fait, objection, persona, "
                "scénario, organisme, critère ; techniques, maladresses et règles ensemble.",
                "An id is alone of its kind: act, stage, fact, objection, persona, scenario, help "
                "body, grid item; techniques, anti-patterns and rules together.",
            ),
            Bilingual(
                "De deux choses du même nom, une seule serait vue.",
                "Of two things with one name only one would be seen.",
            ),
            "- {id: greet, …}\n- {id: greet, …}",
            "- {id: greet, …}\n- {id: introduce_self, …}",
        ),
        _duplicates,
    ),
    Rule(
        "R019",
        Message(
            Bilingual(
                "l'identifiant « {name} » n'est pas le nom du fichier ou du dossier, « {file} »",
                "the id '{name}' is not the name of its file or folder, '{file}'",
            ),
            Bilingual("donnez aux deux le même nom", "give both the same name"),
        ),
        Page(
            Bilingual(
                "Un scénario porte le nom de son dossier, une persona celui de son fichier.",
                "A scenario is named like its folder, a persona like its file.",
            ),
            Bilingual(
                "On retrouve ainsi un fichier d'après ce que montre le programme.",
                "So a file is found from what the program shows.",
            ),
            "# dialogues/fr/late_bill/scenario.yaml\nid: lost_bill",
            "# dialogues/fr/late_bill/scenario.yaml\nid: late_bill",
        ),
        _names_of_files,
    ),
    Rule(
        "R020",
        Message(
            Bilingual(
                "la langue « {name} » n'est pas celle du dossier, « {folder} »",
                "the language '{name}' is not that of the folder, '{folder}'",
            ),
            Bilingual("écrivez « {folder} »", "write '{folder}'"),
        ),
        Page(
            Bilingual(
                "Tout ce que contient dialogues/fr est en français, et le dit.",
                "All that dialogues/fr holds is in French, and says so.",
            ),
            Bilingual(
                "Sommes et dates seraient dites dans une autre langue que les répliques.",
                "Sums and dates would be said in another language than the lines.",
            ),
            "# dialogues/fr/late_bill/scenario.yaml\nlanguage: en",
            "# dialogues/fr/late_bill/scenario.yaml\nlanguage: fr",
        ),
        _languages,
    ),
)
