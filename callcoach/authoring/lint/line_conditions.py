"""Lines and affects whose condition can never hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.lint.facts import GAUGES
from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.authoring.lint.walk import PlacedCondition, conditions
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material
    from callcoach.content.persona import Condition, Persona
    from callcoach.content.problems import FieldValue

EMPTY_BOUNDS = Bilingual(
    "{name} : la borne basse {low} dépasse la borne haute {high}",
    "{name}: the low bound {low} is above the high bound {high}",
)
BOTH_WAYS = Bilingual("« {name} » est demandé et refusé", "'{name}' is asked for and refused")
ONLY_GAUGES = Bilingual(
    "« {name} » n'est pas regardé ici : seules les jauges le sont",
    "'{name}' is not looked at here: only the gauges are",
)


def _contradictory(material: Material) -> Iterator[Fault]:
    for placed in (*conditions(material), *_affect_conditions(material)):
        condition = placed.condition
        for name in GAUGES:
            bounds = getattr(condition, name)
            if bounds is not None and bounds[0] > bounds[1]:
                told: dict[str, FieldValue] = {
                    "reason": EMPTY_BOUNDS,
                    "name": name,
                    "low": str(bounds[0]),
                    "high": str(bounds[1]),
                }
                yield Fault(placed.source, (*placed.loc, name), told)
        for index, flag in enumerate(condition.flags):
            if flag.startswith("!") and flag[1:] in condition.flags:
                twice: dict[str, FieldValue] = {"reason": BOTH_WAYS, "name": flag[1:]}
                yield Fault(placed.source, (*placed.loc, "flags", index), twice)
        for index, fact in enumerate(condition.unknown):
            if fact in condition.known:
                twice = {"reason": BOTH_WAYS, "name": fact}
                yield Fault(placed.source, (*placed.loc, "unknown", index), twice)


def _affect_conditions(material: Material) -> Iterator[PlacedCondition]:
    for persona in material.personas:
        for index, rule in enumerate(persona.model.affects):
            loc = ("affects", index, "when")
            yield PlacedCondition(persona.source, loc, rule.when, None, persona.model)


def _never_shown(material: Material) -> Iterator[Fault]:
    """Yield the affects that a line waits for and that its persona never shows."""
    for placed in conditions(material):
        persona = placed.persona
        if placed.scenario is not None:
            entry = material.persona_of(placed.scenario)
            persona = entry.model if entry is not None else None
        if persona is None:
            continue
        shown = {rule.affect for rule in persona.affects} | {"neutral"}
        for index, affect in enumerate(placed.condition.affect):
            if affect not in shown:
                told = {"name": affect, "persona": persona.id, "shown": ", ".join(sorted(shown))}
                yield Fault(placed.source, (*placed.loc, "affect", index), told)


def _hidden_affects(material: Material) -> Iterator[Fault]:
    for persona in material.personas:
        for index, rule in enumerate(persona.model.affects):
            before = _wider(persona.model, index)
            if before is not None:
                line = persona.source.position(("affects", before)).line
                told = {"name": rule.affect, "line": str(line)}
                yield Fault(persona.source, ("affects", index, "affect"), told)


def _wider(persona: Persona, index: int) -> int | None:
    """Return an earlier affect rule that holds whenever this one does."""
    condition = persona.affects[index].when
    return next(
        (
            number
            for number, earlier in enumerate(persona.affects[:index])
            if all(_contains(earlier.when, condition, name) for name in GAUGES)
        ),
        None,
    )


def _contains(wide: Condition, narrow: Condition, gauge: str) -> bool:
    outer = getattr(wide, gauge) or (0, 100)
    inner = getattr(narrow, gauge) or (0, 100)
    return bool(outer[0] <= inner[0] and inner[1] <= outer[1])


def _ignored(material: Material) -> Iterator[Fault]:
    for placed in _affect_conditions(material):
        for name in sorted(placed.condition.model_fields_set - set(GAUGES)):
            told: dict[str, FieldValue] = {"reason": ONLY_GAUGES, "name": name}
            yield Fault(placed.source, (*placed.loc, name), told, at_key=True)


RULES = (
    Rule(
        "L003",
        Message(
            Bilingual(
                "cette condition ne peut jamais tenir : {reason}",
                "this condition can never hold: {reason}",
            ),
            Bilingual("corrigez la condition", "mend the condition"),
        ),
        Page(
            Bilingual(
                "Une condition dont une jauge a des bornes renversées, ou qui demande une chose "
                "et son contraire.",
                "A condition with the bounds of a gauge the wrong way round, or that asks for a "
                "thing and its opposite.",
            ),
            Bilingual("La réplique n'est jamais dite.", "The line is never said."),
            "when: {trust: [60, 40]}",
            "when: {trust: [40, 60]}",
        ),
        _contradictory,
    ),
    Rule(
        "L004",
        Message(
            Bilingual(
                "la persona « {persona} » ne montre jamais « {name} »",
                "the persona '{persona}' never shows '{name}'",
            ),
            Bilingual("possible ici : {shown}", "possible here: {shown}"),
        ),
        Page(
            Bilingual(
                "Une réplique attend une humeur qui n'est dans aucune des règles « affects » de "
                "la persona.",
                "A line waits for a feeling that is in none of the persona's 'affects' rules.",
            ),
            Bilingual("La réplique n'est jamais dite.", "The line is never said."),
            "when: {affect: [cheerful]}   # affects: anger, distress",
            "when: {affect: [distress]}",
        ),
        _never_shown,
    ),
    Rule(
        "F011",
        Message(
            Bilingual(
                "« {name} » ne se montre jamais : la règle de la ligne {line} gagne toujours",
                "'{name}' never shows: the rule on line {line} always wins",
            ),
            Bilingual("placez avant la règle la plus étroite", "put the narrower rule first"),
        ),
        Page(
            Bilingual(
                "La première règle d'humeur dont les bornes tiennent l'emporte. Ici une règle "
                "plus haut tient chaque fois que celle-ci tient.",
                "The first rule whose bounds hold gives the feeling. Here one further up holds "
                "whenever this one does.",
            ),
            Bilingual(
                "Cette humeur, et ses répliques, n'apparaissent jamais.",
                "This feeling and its lines never appear.",
            ),
            "- {affect: anger, when: {irritation: [50, 100]}}\n"
            "- {affect: contempt, when: {irritation: [80, 100]}}",
            "- {affect: contempt, when: {irritation: [80, 100]}}\n"
            "- {affect: anger, when: {irritation: [50, 100]}}",
        ),
        _hidden_affects,
    ),
    Rule(
        "F012",
        Message(
            Bilingual("condition sans effet : {reason}", "this condition has no effect: {reason}"),
            Bilingual(
                "gardez trust, irritation, openness, shame ou willingness",
                "keep trust, irritation, openness, shame or willingness",
            ),
        ),
        Page(
            Bilingual(
                "Une humeur ne dépend que des jauges ; le reste d'une condition n'y compte pas.",
                "A feeling depends on the gauges alone; the rest of a condition does not count.",
            ),
            Bilingual(
                "La règle tiendrait plus souvent que l'auteur ne le croit.",
                "The rule would hold more often than its author thinks.",
            ),
            "- {affect: anger, when: {stage: [negotiation]}}",
            "- {affect: anger, when: {irritation: [60, 100]}}",
        ),
        _ignored,
    ),
)
