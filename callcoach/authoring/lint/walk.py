"""Ways through content: every line, condition and clue, with the place where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.content.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.base import ContentModel
    from callcoach.content.detector import Clue, Detector
    from callcoach.content.persona import Condition, Line, Lines, Persona
    from callcoach.content.problems import Loc
    from callcoach.content.rubric import AntiPattern, Rule, Technique
    from callcoach.content.source import Source


@dataclass(frozen=True)
class PlacedLine:
    """A line and where it was written."""

    source: Source
    loc: Loc
    line: Line
    cue: str = ""
    """What it answers; empty when a fact, an objection or the opening carries it."""
    scenario: Scenario | None = None
    """The scenario it is written in."""
    persona: Persona | None = None
    """The persona it is written in."""


@dataclass(frozen=True)
class PlacedCondition:
    """A condition and where it was written."""

    source: Source
    loc: Loc
    condition: Condition
    scenario: Scenario | None = None
    persona: Persona | None = None


@dataclass(frozen=True)
class PlacedClue:
    """A clue of the rubric and where it was written."""

    source: Source
    loc: Loc
    clue: Clue


@dataclass(frozen=True)
class PlacedOwner:
    """A technique, an anti-pattern or a rule, and where it was written."""

    source: Source
    loc: Loc
    owner: Technique | AntiPattern | Rule


def entries_with_lines(material: Material) -> tuple[Entry[ContentModel], ...]:
    """Return the scenarios, the personas and the language's replies."""
    replies = () if material.replies is None else (material.replies,)
    return (*material.scenarios, *material.personas, *replies)


def lines_of(entry: Entry[ContentModel]) -> Lines:
    """Return the lines by cue of a scenario, a persona or the language."""
    lines: Lines = getattr(entry.model, "lines", {})
    return lines


def cue_lines(material: Material) -> Iterator[PlacedLine]:
    """Yield the lines that answer cues, of all scenarios, all personas and the language."""
    for scenario in material.scenarios:
        yield from _by_cue(scenario, scenario.model.lines, scenario=scenario.model)
    for persona in material.personas:
        yield from _by_cue(persona, persona.model.lines, persona=persona.model)
    if material.replies is not None:
        yield from _by_cue(material.replies, material.replies.model.lines)


def _by_cue(
    entry: Entry[ContentModel],
    lines: dict[str, tuple[Line, ...]],
    *,
    scenario: Scenario | None = None,
    persona: Persona | None = None,
) -> Iterator[PlacedLine]:
    for cue, said in lines.items():
        for index, line in enumerate(said):
            yield PlacedLine(entry.source, ("lines", cue, index), line, cue, scenario, persona)


def own_lines(scenario: Entry[Scenario]) -> Iterator[PlacedLine]:
    """Yield the lines of a scenario's opening, facts and objections."""
    situation = scenario.model.situation
    groups: list[tuple[Loc, Sequence[Line]]] = [(("situation", "opening"), situation.opening)]
    for index, fact in enumerate(situation.facts):
        groups.append((("situation", "facts", index, "says"), fact.says))
    for index, objection in enumerate(situation.objections):
        for name in ("says", "insists", "lifted"):
            here: Loc = ("situation", "objections", index, name)
            groups.append((here, getattr(objection, name)))
    groups += _other_groups(scenario.model)
    for loc, lines in groups:
        for index, line in enumerate(lines):
            yield PlacedLine(scenario.source, (*loc, index), line, scenario=scenario.model)


def _other_groups(scenario: Scenario) -> Iterator[tuple[Loc, Sequence[Line]]]:
    """Yield the lines of handovers, of the door, of conditions and of broken promises."""
    situation = scenario.situation
    for index, handover in enumerate(situation.handovers):
        for name in ("says", "picks_up"):
            yield ("situation", "handovers", index, name), getattr(handover, name)
    if situation.doorstep is not None:
        for name in ("says_yes", "says_no", "send_away_says"):
            yield ("situation", "doorstep", name), getattr(situation.doorstep, name)
    for index, proviso in enumerate(situation.bargaining.provisos):
        for name in ("says", "met"):
            loc: Loc = ("situation", "bargaining", "provisos", index, name)
            yield loc, getattr(proviso, name)
    agreed = scenario.dossier.agreement
    for index, promise in enumerate(agreed.agent_promises if agreed is not None else ()):
        yield ("dossier", "agreement", "agent_promises", index, "says"), promise.says


def all_lines(material: Material) -> Iterator[PlacedLine]:
    """Yield every line."""
    for scenario in material.scenarios:
        yield from own_lines(scenario)
    yield from cue_lines(material)
    for entry in entries_with_lines(material):
        scenario_ = entry.model if isinstance(entry.model, Scenario) else None
        for kind, thoughts in getattr(entry.model, "thoughts", {}).items():
            for index, thought in enumerate(thoughts):
                loc: Loc = ("thoughts", kind, index)
                yield PlacedLine(entry.source, loc, thought, scenario=scenario_)


def conditions(material: Material) -> Iterator[PlacedCondition]:
    """Yield the conditions of lines and of objections."""
    for placed in all_lines(material):
        if placed.line.when.model_fields_set:
            yield PlacedCondition(
                placed.source,
                (*placed.loc, "when"),
                placed.line.when,
                placed.scenario,
                placed.persona,
            )
    for scenario in material.scenarios:
        for loc, condition in _own_conditions(scenario.model):
            if condition.model_fields_set:
                yield PlacedCondition(scenario.source, loc, condition, scenario.model)


def _own_conditions(scenario: Scenario) -> Iterator[tuple[Loc, Condition]]:
    situation = scenario.situation
    for index, objection in enumerate(situation.objections):
        yield ("situation", "objections", index, "when"), objection.when
    for index, handover in enumerate(situation.handovers):
        yield ("situation", "handovers", index, "when"), handover.when
    if situation.doorstep is not None:
        yield ("situation", "doorstep", "lets_in"), situation.doorstep.lets_in
        if situation.doorstep.sends_away is not None:
            yield ("situation", "doorstep", "sends_away"), situation.doorstep.sends_away


def owners(material: Material) -> Iterator[PlacedOwner]:
    """Yield the techniques, anti-patterns and rules."""
    if material.techniques is not None:
        model, source = material.techniques.model, material.techniques.source
        for index, technique in enumerate(model.techniques):
            yield PlacedOwner(source, ("techniques", index), technique)
        for index, anti_pattern in enumerate(model.anti_patterns):
            yield PlacedOwner(source, ("anti_patterns", index), anti_pattern)
    if material.deontology is not None:
        for index, rule in enumerate(material.deontology.model.rules):
            yield PlacedOwner(material.deontology.source, ("rules", index), rule)


def clues(material: Material) -> Iterator[PlacedClue]:
    """Yield every clue of detectors and of duties."""
    for placed in owners(material):
        yield from _clues_in(placed, placed.owner.detector)
        duty = getattr(placed.owner, "duty", None)
        for name in ("when", "do", "then_never") if duty is not None else ():
            for index, clue in enumerate(getattr(duty, name)):
                yield PlacedClue(placed.source, (*placed.loc, "duty", name, index), clue)


def _clues_in(placed: PlacedOwner, detector: Detector) -> Iterator[PlacedClue]:
    for index, clue in enumerate(detector.find):
        yield PlacedClue(placed.source, (*placed.loc, "detector", "find", index), clue)
