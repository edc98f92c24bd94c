"""Names that a call graph uses: stages, guards, signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.authoring.lint.vocabulary import ENGINE_SIGNALS, recognised
from callcoach.authoring.lint.walk import conditions
from callcoach.content.messages import Bilingual, Message
from callcoach.engine.flow import GUARDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from callcoach.authoring.lint.material import Material
    from callcoach.content.problems import Loc
    from callcoach.content.scenario import Edge, Scenario
    from callcoach.content.source import Source


def stages_of(material: Material, scenario: Scenario) -> frozenset[str] | None:
    """Return the stages of a scenario's call, None when its graph is not known."""
    graph = material.graph_of(scenario)
    if graph is None:
        return None
    return frozenset(stage.id for stage in (*graph.model.stages, *scenario.stages))


def _edges(material: Material) -> Iterator[tuple[Source, Loc, Edge, frozenset[str] | None]]:
    """Yield every edge with its place and the stages it may name."""
    for graph in material.graphs:
        known = frozenset(stage.id for stage in graph.model.stages)
        for index, edge in enumerate(graph.model.edges):
            yield graph.source, ("edges", index), edge, known
    for scenario in material.scenarios:
        stages = stages_of(material, scenario.model)
        for index, edge in enumerate(scenario.model.edges):
            yield scenario.source, ("edges", index), edge, stages


def _stages(material: Material) -> Iterator[Fault]:
    for graph in material.graphs:
        known = frozenset(stage.id for stage in graph.model.stages)
        if graph.model.start not in known:
            yield unknown(graph.source, ("start",), graph.model.start, known)
    for source, loc, edge, stages in _edges(material):
        if stages is None:
            continue
        for index, stage in enumerate(edge.source):
            if stage not in stages:
                yield unknown(source, (*loc, "source", index), stage, stages)
        if edge.to not in stages:
            yield unknown(source, (*loc, "to"), edge.to, stages)
    yield from _stages_of_conditions(material)


def _stages_of_conditions(material: Material) -> Iterator[Fault]:
    """Yield the unknown stages of conditions; those outside scenarios may be of any call."""
    whole = not (material.is_broken("graph") or material.is_broken("/scenario.yaml"))
    anywhere = {stage.id for graph in material.graphs for stage in graph.model.stages}
    anywhere |= {stage.id for entry in material.scenarios for stage in entry.model.stages}
    for placed in conditions(material):
        if placed.scenario is not None:
            known: Iterable[str] | None = stages_of(material, placed.scenario)
        else:
            known = anywhere if whole else None
        for index, stage in enumerate(placed.condition.stage):
            if known is not None and stage not in known:
                yield unknown(placed.source, (*placed.loc, "stage", index), stage, known)


def _guards(material: Material) -> Iterator[Fault]:
    for source, loc, edge, _ in _edges(material):
        for index, guard in enumerate(edge.when):
            name = guard.removeprefix("!")
            if name not in GUARDS:
                yield unknown(source, (*loc, "when", index), name, GUARDS)


def _signals(material: Material) -> Iterator[Fault]:
    labels = recognised(material)
    if labels is None:
        return
    known = labels | set(ENGINE_SIGNALS)
    for source, loc, edge, _ in _edges(material):
        for index, signal in enumerate(edge.on):
            if signal not in known:
                yield unknown(source, (*loc, "on", index), signal, known)


RULES = (
    Rule(
        "R003",
        Message(Bilingual("aucune étape « {name} »", "there is no stage '{name}'")),
        Page(
            Bilingual(
                "Une flèche, un début ou la condition d'une réplique nomme une étape que ni le "
                "graphe ni le scénario ne déclare.",
                "An edge, a start or a line's condition names a stage that neither the graph nor "
                "the scenario declares.",
            ),
            Bilingual(
                "La flèche ne mène nulle part, la réplique n'est jamais dite.",
                "The edge leads nowhere, the line is never said.",
            ),
            "- {source: [contact], on: [greet], to: negociation}",
            "- {source: [contact], on: [greet], to: negotiation}",
        ),
        _stages,
    ),
    Rule(
        "R004",
        Message(Bilingual("garde inconnue : « {name} »", "unknown guard: '{name}'")),
        Page(
            Bilingual(
                "« when » d'une flèche nomme ce qui doit être vrai ; « !nom » demande le "
                "contraire.",
                "An edge's 'when' names what must be so; '!name' asks the opposite.",
            ),
            Bilingual(
                "Une garde inconnue n'est jamais vraie : la flèche serait morte, ou toujours "
                "ouverte avec « ! ».",
                "An unknown guard never holds: the edge would be dead, or always open with '!'.",
            ),
            "when: [dignosed]",
            "when: [diagnosed]",
        ),
        _guards,
    ),
    Rule(
        "R005",
        Message(
            Bilingual("rien n'émet le signal « {name} »", "nothing sends the signal '{name}'")
        ),
        Page(
            Bilingual(
                "« on » nomme des actes, techniques, maladresses ou manquements reconnus dans le "
                "tour, ou l'un des événements du moteur (offer_accepted, objection_lifted…).",
                "'on' names acts, techniques, anti-patterns or breaches recognised in the turn, "
                "or one of the engine's events (offer_accepted, objection_lifted…).",
            ),
            Bilingual(
                "Un signal que rien n'émet laisse l'appel sur place.",
                "A signal that nothing sends leaves the call where it is.",
            ),
            "on: [ask_cuase]",
            "on: [ask_cause]",
        ),
        _signals,
    ),
)
