"""Ids of acts, techniques, faults and rules, wherever one part of the content names another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.lint import vocabulary
from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.authoring.lint.walk import clues, owners
from callcoach.content.messages import Bilingual, Message
from callcoach.scoring.conditions import CONDITIONS
from callcoach.scoring.skills import CHECKS as GRID_CHECKS
from callcoach.understanding.checks import CHECKS as CLUE_CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.problems import Loc
    from callcoach.content.rubric import Grid, MicroSkill
    from callcoach.content.scenario import Scenario
    from callcoach.content.situation import Objection
    from callcoach.content.source import Source

_SHEET_PARTS = ("objective", "key_facts", "red_flags", "questions")
_AGREEMENT_PARTS = ("amount", "date", "means", "yes")
OWN_NEEDS: Mapping[str, Iterable[str]] = {
    "prepared": _SHEET_PARTS,
    "commitment_part": _AGREEMENT_PARTS,
}
"""Checks of the grid whose ``needs`` are words of their own."""


def _listed(
    source: Source, loc: Loc, names: Iterable[str], known: frozenset[str] | None
) -> Iterator[Fault]:
    """Yield the unknown names of a list; all is well while what is known is not known."""
    if known is None:
        return
    for index, name in enumerate(names):
        if name not in known:
            yield unknown(source, (*loc, index), name, known)


def _in_calls(material: Material) -> Iterator[Fault]:
    labels = vocabulary.recognised(material)
    raising = vocabulary.together(labels, frozenset(vocabulary.RAISING_SIGNALS))
    answering = vocabulary.together(vocabulary.acts(material), vocabulary.techniques(material))
    techniques = vocabulary.techniques(material)
    for scenario in material.scenarios:
        for index, fact in enumerate(scenario.model.situation.facts):
            loc: Loc = ("situation", "facts", index, "volunteered_after")
            yield from _listed(scenario.source, loc, fact.volunteered_after, techniques)
        for index, objection in enumerate(scenario.model.situation.objections):
            loc = ("situation", "objections", index)
            yield from _listed(scenario.source, (*loc, "raised_on"), objection.raised_on, raising)
            yield from _answers(scenario, loc, objection, answering)
        yield from _otherwise(scenario, raising, answering)
    moved = vocabulary.together(
        techniques, vocabulary.anti_patterns(material), vocabulary.rules(material)
    )
    for persona in material.personas:
        for name in persona.model.multipliers if moved is not None else ():
            if name not in (moved or ()):
                yield unknown(
                    persona.source, ("multipliers", name), name, moved or (), at_key=True
                )


def _otherwise(
    scenario: Entry[Scenario], raising: frozenset[str] | None, answering: frozenset[str] | None
) -> Iterator[Fault]:
    """Yield the unknown names of handovers, conditions and broken promises."""
    situation, source = scenario.model.situation, scenario.source
    for index, handover in enumerate(situation.handovers):
        yield from _listed(source, ("situation", "handovers", index, "on"), handover.on, raising)
    meeting = vocabulary.together(answering, frozenset(vocabulary.LINE_FLAGS))
    for index, proviso in enumerate(situation.bargaining.provisos):
        loc: Loc = ("situation", "bargaining", "provisos", index, "met_by")
        yield from _listed(source, loc, proviso.met_by, meeting)
    agreed = scenario.model.dossier.agreement
    for index, promise in enumerate(agreed.agent_promises if agreed is not None else ()):
        loc = ("dossier", "agreement", "agent_promises", index, "repaired_by")
        yield from _listed(source, loc, promise.repaired_by, answering)


def _answers(
    scenario: Entry[Scenario], loc: Loc, objection: Objection, known: frozenset[str] | None
) -> Iterator[Fault]:
    for place, route in enumerate(objection.handled_by):
        for step, ids in enumerate(route.steps):
            here: Loc = (*loc, "handled_by", place, "steps", step)
            yield from _listed(scenario.source, here, ids, known)


def _in_rubric(material: Material) -> Iterator[Fault]:
    acts = vocabulary.acts(material)
    moves = vocabulary.together(acts, vocabulary.techniques(material))
    cancelling = vocabulary.together(
        vocabulary.techniques(material),
        vocabulary.anti_patterns(material),
        vocabulary.rules(material),
    )
    for owner in owners(material):
        item, source, loc = owner.owner, owner.source, owner.loc
        at: Loc = (*loc, "detector", "cancelled_by")
        yield from _listed(source, at, item.detector.cancelled_by, cancelling)
        for index, step in enumerate(getattr(item, "sequence", ())):
            yield from _listed(source, (*loc, "sequence", index), step, moves)
        duty = getattr(item, "duty", None)
        for key in ("when_acts", "before") if duty is not None else ():
            yield from _listed(source, (*loc, "duty", key), getattr(duty, key), acts)
    for clue in clues(material):
        yield from _listed(clue.source, (*clue.loc, "acts"), clue.clue.acts, acts)
    yield from _needs(material)
    if material.acts is not None:
        for index, act in enumerate(material.acts.model.acts):
            for field in ("never_with", "yields_to", "never_after"):
                loc = ("acts", index, field)
                yield from _listed(material.acts.source, loc, getattr(act, field), acts)


def _needs(material: Material) -> Iterator[Fault]:
    """Yield the unknown needs of the grid: each check has its own."""
    known = vocabulary.recognised(material)
    if material.grid is None or known is None:
        return
    for index, item in enumerate(material.grid.model.items):
        for place, skill in enumerate(item.micro_skills):
            loc: Loc = ("items", index, "micro_skills", place, "needs")
            yield from _listed(
                material.grid.source, loc, skill.needs, _possible_needs(skill, known)
            )


def _possible_needs(skill: MicroSkill, known: frozenset[str]) -> frozenset[str]:
    return frozenset(OWN_NEEDS[skill.check]) if skill.check in OWN_NEEDS else known


def _checks(material: Material) -> Iterator[Fault]:
    for clue in clues(material):
        name = clue.clue.check
        if name is not None and name not in CLUE_CHECKS:
            yield unknown(clue.source, (*clue.loc, "check"), name, CLUE_CHECKS)
    if material.grid is not None:
        yield from _checks_of_grid(material.grid)


def _checks_of_grid(grid: Entry[Grid]) -> Iterator[Fault]:
    source = grid.source
    for index, item in enumerate(grid.model.items):
        loc: Loc = ("items", index)
        for place, skill in enumerate(item.micro_skills):
            if skill.check not in GRID_CHECKS:
                here: Loc = (*loc, "micro_skills", place, "check")
                yield unknown(source, here, skill.check, GRID_CHECKS)
        for place, cap in enumerate(item.caps):
            if cap.check not in CONDITIONS:
                yield unknown(source, (*loc, "caps", place, "check"), cap.check, CONDITIONS)
        for place, name in enumerate(item.not_applicable):
            if name not in CONDITIONS:
                yield unknown(source, (*loc, "not_applicable", place), name, CONDITIONS)


RULES = (
    Rule(
        "R011",
        Message(
            Bilingual(
                "ni acte ni technique de ce nom qui compte ici : « {name} »",
                "no act or technique of that name counts here: '{name}'",
            )
        ),
        Page(
            Bilingual(
                "Les objections (raised_on, handled_by), les faits (volunteered_after) et les "
                "personas (multipliers) nomment ce que l'agent fait. « raised_on » : tout ce qui "
                "est reconnu dans un tour ; « handled_by » : actes et techniques ; les deux "
                "autres : ce qui agit sur l'humeur.",
                "Objections (raised_on, handled_by), facts (volunteered_after) and personas "
                "(multipliers) name what the agent does. 'raised_on': all that is recognised in a "
                "turn; 'handled_by': acts and techniques; the other two: what moves the mood.",
            ),
            Bilingual(
                "Une objection que rien ne soulève ou ne lève fausse l'appel ; un "
                "multiplicateur inconnu n'a aucun effet.",
                "An objection that nothing raises or lifts spoils the call; an unknown multiplier "
                "has no effect.",
            ),
            "raised_on: [ask_ful_payment]",
            "raised_on: [ask_full_payment]",
        ),
        _in_calls,
    ),
    Rule(
        "R012",
        Message(
            Bilingual(
                "aucun acte ni aucune technique « {name} » ne convient ici",
                "no act or technique '{name}' fits here",
            )
        ),
        Page(
            Bilingual(
                "Le barème nomme des actes et des techniques : acts, cancelled_by, sequence, "
                "when_acts, before, et « needs » selon la vérification de la grille.",
                "The rubric names acts and techniques: acts, cancelled_by, sequence, when_acts, "
                "before, and 'needs' as the grid's check wants them.",
            ),
            Bilingual(
                "Une condition sur un nom inconnu n'est jamais remplie, ou l'est toujours : la "
                "note serait fausse.",
                "A condition on an unknown name never holds, or always does: the mark would be "
                "wrong.",
            ),
            "needs: [reformulat]",
            "needs: [reformulation]",
        ),
        _in_rubric,
    ),
    Rule(
        "R013",
        Message(Bilingual("vérification inconnue : « {name} »", "unknown check: '{name}'")),
        Page(
            Bilingual(
                "« check » et « not_applicable » nomment des vérifications écrites dans le "
                "programme.",
                "'check' and 'not_applicable' name checks that are part of the program.",
            ),
            Bilingual(
                "Sans elle l'appel ne peut pas être noté.",
                "Without it the call cannot be marked.",
            ),
            "check: at_leats",
            "check: at_least",
        ),
        _checks,
    ),
)
