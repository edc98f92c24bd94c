"""Scripted calls and passports: what they name must exist, and they must want something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.lint import vocabulary
from callcoach.authoring.lint.graph_names import stages_of
from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.authoring.lint.walk import owners
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.problems import Loc
    from callcoach.content.scenario import Scenario
    from callcoach.content.script import Script
    from callcoach.content.source import Source

_OPENING = "opening"


def _scenarios(material: Material) -> Iterator[Fault]:
    if material.is_broken("/scenario.yaml"):
        return
    known = [entry.model.id for entry in material.scenarios]
    for script in material.scripts:
        if script.model.scenario not in known:
            yield unknown(script.source, ("scenario",), script.model.scenario, known)


def _names(material: Material) -> Iterator[Fault]:
    for script in material.scripts:
        scenario = _scenario_of(material, script.model)
        for index, turn in enumerate(script.model.turns):
            loc: Loc = ("turns", index, "expect")
            for key, known in _turn_words(material, scenario).items():
                named = getattr(turn.expect, key)
                yield from _unknown_in(script.source, (*loc, key), named, known)
        found = vocabulary.together(
            vocabulary.techniques(material),
            vocabulary.anti_patterns(material),
            vocabulary.rules(material),
        )
        for key in ("findings", "not_findings", "critical"):
            named = getattr(script.model.expect, key)
            yield from _unknown_in(script.source, ("expect", key), named, found)
        yield from _items(material, script)
    yield from _passport_ids(material)


def _scenario_of(material: Material, script: Script) -> Entry[Scenario] | None:
    return next((s for s in material.scenarios if s.model.id == script.scenario), None)


def _turn_words(
    material: Material, scenario: Entry[Scenario] | None
) -> dict[str, Iterable[str] | None]:
    """Return, for each key of an expectation, what it may name; None when that is not known."""
    acts = vocabulary.together(vocabulary.acts(material), frozenset({"unclear"}))
    techniques, rules = vocabulary.techniques(material), vocabulary.rules(material)
    faults = vocabulary.anti_patterns(material)
    words: dict[str, Iterable[str] | None] = {
        "acts": acts,
        "not_acts": acts,
        "techniques": techniques,
        "not_techniques": techniques,
        "anti_patterns": faults,
        "not_anti_patterns": faults,
        "breaches": rules,
        "not_breaches": rules,
        "cue": vocabulary.together(vocabulary.cues(material), frozenset({_OPENING})),
    }
    if scenario is not None:
        situation = scenario.model.situation
        words["stage"] = stages_of(material, scenario.model)
        words["revealed"] = [fact.id for fact in situation.facts]
        words["raised"] = words["lifted"] = [o.id for o in situation.objections]
    return words


def _unknown_in(
    source: Source, loc: Loc, named: str | tuple[str, ...] | None, known: Iterable[str] | None
) -> Iterator[Fault]:
    if known is None or named is None:
        return
    known = frozenset(known)
    if isinstance(named, str):
        if named not in known:
            yield unknown(source, loc, named, known)
        return
    for index, name in enumerate(named):
        if name not in known:
            yield unknown(source, (*loc, index), name, known)


def _items(material: Material, script: Entry[Script]) -> Iterator[Fault]:
    if material.grid is None:
        return
    known = [item.id for item in material.grid.model.items]
    for name in script.model.expect.items:
        if name not in known:
            yield unknown(script.source, ("expect", "items", name), name, known, at_key=True)


def _passport_ids(material: Material) -> Iterator[Fault]:
    if material.techniques is None or material.deontology is None:
        return
    known = [placed.owner.id for placed in owners(material)]
    for entry in material.passports:
        for index, passport in enumerate(entry.model.passports):
            if passport.id not in known:
                yield unknown(entry.source, ("passports", index, "id"), passport.id, known)


def _wants_nothing(material: Material) -> Iterator[Fault]:
    for script in material.scripts:
        wants = script.model.expect.model_fields_set or any(
            turn.expect.model_fields_set for turn in script.model.turns
        )
        if not wants:
            yield Fault(script.source, ("name",), {"name": script.model.name})


def _without_passport(material: Material) -> Iterator[Fault]:
    """Yield what the rubric looks for and no passport proves; sequences need a whole call."""
    if not material.passports or material.is_broken(".test.yaml"):
        return
    proven = {p.id for entry in material.passports for p in entry.model.passports}
    for placed in owners(material):
        if placed.owner.detector.find and placed.owner.id not in proven:
            yield Fault(placed.source, (*placed.loc, "id"), {"name": placed.owner.id})


RULES = (
    Rule(
        "T001",
        Message(Bilingual("aucun scénario « {name} »", "there is no scenario '{name}'")),
        Page(
            Bilingual(
                "Un appel scénarisé nomme le scénario qu'il joue.",
                "A scripted call names the scenario it plays.",
            ),
            Bilingual("Il ne pourrait pas être joué.", "It could not be played."),
            "scenario: late_bil",
            "scenario: late_bill",
        ),
        _scenarios,
    ),
    Rule(
        "T002",
        Message(Bilingual("rien ne s'appelle « {name} » ici", "nothing is called '{name}' here")),
        Page(
            Bilingual(
                "Une attente nomme des étapes, actes, techniques, règles, faits, objections ou "
                "critères qui existent ; un passeport, une entrée du barème.",
                "An expectation names stages, acts, techniques, rules, facts, objections or grid "
                "items that exist; a passport names an entry of the rubric.",
            ),
            Bilingual(
                "Une attente sur un nom inconnu échoue toujours, ou ne dit rien avec « not_ ».",
                "An expectation on an unknown name always fails, or says nothing with 'not_'.",
            ),
            "expect: {not_breaches: [no_treat]}",
            "expect: {not_breaches: [no_threat]}",
        ),
        _names,
    ),
    Rule(
        "T003",
        Message(
            Bilingual("« {name} » n'attend rien", "'{name}' expects nothing"),
            Bilingual("ajoutez un « expect »", "add an 'expect'"),
        ),
        Page(
            Bilingual(
                "Un appel scénarisé dit ce qui doit en sortir.",
                "A scripted call says what must come of it.",
            ),
            Bilingual("Sans attente il ne peut pas échouer.", "Without that it cannot fail."),
            "turns: [{say: Bonjour}]",
            "turns: [{say: Bonjour, expect: {acts: [greet]}}]",
        ),
        _wants_nothing,
    ),
    Rule(
        "T005",
        Message(
            Bilingual("« {name} » n'a pas de passeport", "'{name}' has no passport"),
            Bilingual(
                "ajoutez à un *.test.yaml du barème des phrases à trouver et à laisser",
                "add to a *.test.yaml of the rubric sentences to find and to leave alone",
            ),
        ),
        Page(
            Bilingual(
                "Chaque technique, maladresse et règle qui se reconnaît dans un tour a son "
                "passeport.",
                "Each technique, anti-pattern and rule that is recognised in a turn has its "
                "passport.",
            ),
            Bilingual(
                "Sans lui on ne sait pas si elle se trompe.",
                "Without it nobody knows whether it errs.",
            ),
            "# techniques.yaml has 'irony', techniques.test.yaml has not",
            "- {id: irony, find: [{say: Bravo !}], leave: [{say: Merci.}]}",
        ),
        _without_passport,
        "warning",
    ),
)
