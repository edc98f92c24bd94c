"""Call graphs that do not lead where they should: dead stages, dead edges, no way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from callcoach.authoring.lint.material import Material
    from callcoach.content.scenario import Edge, Stage
    from callcoach.content.source import Source

CONTRADICTION = Bilingual(
    "ses gardes se contredisent : « {guard} » et « !{guard} »",
    "its guards contradict each other: '{guard}' and '!{guard}'",
)
NO_SIGNAL = Bilingual("« {key} » est vide", "'{key}' is empty")


@dataclass(frozen=True)
class _Drawn:
    """Stages and edges written in one file, and what else the call has."""

    source: Source
    start: str
    stages: tuple[Stage, ...]
    edges: tuple[Edge, ...]
    more_stages: tuple[Stage, ...] = ()
    more_edges: tuple[Edge, ...] = ()

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """Every step from stage to stage that some signal may cause."""
        return tuple(
            (source, edge.to)
            for edge in (*self.edges, *self.more_edges)
            if edge.on and _contradiction(edge) is None
            for source in edge.source
        )

    @property
    def whole(self) -> bool:
        """Whether every edge leads to a stage; one that does not is another rule's business."""
        known = {stage.id for stage in (*self.stages, *self.more_stages)}
        edges = (*self.edges, *self.more_edges)
        return self.start in known and all({*edge.source, edge.to} <= known for edge in edges)

    def reached(self) -> set[str]:
        """Return the stages that a call may come to."""
        return _closure({self.start}, self.ways)


def _drawn(material: Material) -> Iterator[_Drawn]:
    """Yield the ways through each graph and each scenario, as far as they can be known."""
    if material.is_broken("/scenario.yaml"):
        return
    yield from (drawn for drawn in _all_drawn(material) if drawn.whole)


def _all_drawn(material: Material) -> Iterator[_Drawn]:
    """Yield each graph with the edges of its scenarios, and each scenario with its graph."""
    for graph in material.graphs:
        users = [s.model for s in material.scenarios if s.model.graph == graph.model.id]
        more = tuple(edge for user in users for edge in user.edges)
        model = graph.model
        yield _Drawn(graph.source, model.start, model.stages, model.edges, (), more)
    for scenario in material.scenarios:
        own = scenario.model
        base = material.graph_of(own)
        if base is not None:
            flow = base.model
            yield _Drawn(
                scenario.source, flow.start, own.stages, own.edges, flow.stages, flow.edges
            )


def _closure(begin: set[str], ways: Iterable[tuple[str, str]]) -> set[str]:
    """Return all that can be reached from some stages."""
    ways = tuple(ways)
    found = set(begin)
    while True:
        more = {to for source, to in ways if source in found} - found
        if not more:
            return found
        found |= more


def _contradiction(edge: Edge) -> str | None:
    """Return a guard that an edge both asks for and refuses."""
    return next((guard for guard in edge.when if "!" + guard in edge.when), None)


def _unreached(material: Material) -> Iterator[Fault]:
    for drawn in _drawn(material):
        reached = drawn.reached()
        for index, stage in enumerate(drawn.stages):
            if stage.id not in reached:
                yield Fault(drawn.source, ("stages", index, "id"), {"name": stage.id})


def _shadowed(material: Material) -> Iterator[Fault]:
    for drawn in _drawn(material):
        for index, edge in enumerate(drawn.edges):
            for place, signal in enumerate(edge.on):
                before = _winner(drawn.edges[:index], edge, signal)
                if before is not None:
                    line = drawn.source.position(("edges", before)).line
                    fields = {"name": signal, "line": str(line)}
                    yield Fault(drawn.source, ("edges", index, "on", place), fields)


def _winner(earlier: tuple[Edge, ...], edge: Edge, signal: str) -> int | None:
    """Return the earlier edge that takes a signal away from the last of an edge's sources."""
    winners = [
        next(
            (
                number
                for number, other in enumerate(earlier)
                if source in other.source
                and signal in other.on
                and set(other.when) <= set(edge.when)
            ),
            None,
        )
        for source in edge.source
    ]
    return None if None in winners else next(iter(winners), None)


def _dead(material: Material) -> Iterator[Fault]:
    for drawn in _drawn(material):
        for index, edge in enumerate(drawn.edges):
            guard = _contradiction(edge)
            if guard is not None:
                loc = ("edges", index, "when", edge.when.index("!" + guard))
                yield Fault(drawn.source, loc, {"reason": CONTRADICTION, "guard": guard})
            for key in ("source", "on"):
                if not getattr(edge, key):
                    fields = {"reason": NO_SIGNAL, "key": key}
                    yield Fault(drawn.source, ("edges", index, key), fields)


def _no_way_out(material: Material) -> Iterator[Fault]:
    for drawn in _drawn(material):
        every = (*drawn.stages, *drawn.more_stages)
        ends = {stage.id for stage in every if stage.final or stage.phase == "closing"}
        backwards = tuple((to, source) for source, to in drawn.ways)
        leads_out = _closure(ends, backwards)
        for index, stage in enumerate(drawn.stages):
            if stage.id in drawn.reached() - leads_out:
                yield Fault(drawn.source, ("stages", index, "id"), {"name": stage.id})


RULES = (
    Rule(
        "F001",
        Message(
            Bilingual(
                "aucun chemin ne mène à l'étape « {name} »", "no way leads to the stage '{name}'"
            ),
            Bilingual("ajoutez une flèche vers elle, ou retirez-la", "add an edge, or remove it"),
        ),
        Page(
            Bilingual(
                "Depuis le début de l'appel, aucune suite de flèches n'arrive à cette étape.",
                "From the start of the call no chain of edges arrives at this stage.",
            ),
            Bilingual(
                "Ses répliques ne sont jamais dites, et l'appel saute une partie du travail.",
                "Its lines are never said, and the call skips a part of the work.",
            ),
            "stages: [{id: contact, …}, {id: escalation, …}]\n# no edge has to: escalation",
            "edges:\n  - {source: [contact], on: [set_limit], to: escalation}",
        ),
        _unreached,
    ),
    Rule(
        "F002",
        Message(
            Bilingual(
                "« {name} » ne passe jamais par ici : la flèche de la ligne {line} gagne toujours",
                "'{name}' never goes this way: the edge on line {line} always wins",
            ),
            Bilingual(
                "placez avant la flèche qui a le plus de gardes",
                "put the edge with more guards first",
            ),
        ),
        Page(
            Bilingual(
                "Pour un même signal et une même étape, la première flèche dont les gardes "
                "tiennent l'emporte. Ici une flèche plus haut, qui ne demande rien de plus, "
                "passe toujours d'abord.",
                "For one signal and one stage, the first edge whose guards hold wins. Here an "
                "edge further up, which asks for nothing more, always comes first.",
            ),
            Bilingual("La seconde flèche est morte.", "The second edge is dead."),
            "- {source: [a], on: [greet], to: b}\n- {source: [a], on: [greet], to: c, "
            "when: [diagnosed]}",
            "- {source: [a], on: [greet], to: c, when: [diagnosed]}\n- {source: [a], on: [greet], "
            "to: b}",
        ),
        _shadowed,
    ),
    Rule(
        "F003",
        Message(
            Bilingual("cette flèche ne part jamais : {reason}", "this edge never fires: {reason}"),
            Bilingual("corrigez la flèche, ou retirez-la", "mend the edge, or remove it"),
        ),
        Page(
            Bilingual(
                "Une flèche demande une chose et son contraire, ou n'a ni étape de départ ni "
                "signal.",
                "An edge asks for a thing and its opposite, or has no stage to start from or no "
                "signal.",
            ),
            Bilingual("Elle ne sert à rien.", "It does nothing."),
            'when: [agreement, "!agreement"]',
            "when: [agreement]",
        ),
        _dead,
    ),
    Rule(
        "F004",
        Message(
            Bilingual(
                "depuis « {name} », aucun chemin ne mène à la conclusion",
                "from '{name}' no way leads to the closing",
            ),
            Bilingual(
                "ajoutez une flèche vers une étape de la phase closing",
                "add an edge to a stage of the phase 'closing'",
            ),
        ),
        Page(
            Bilingual(
                "De toute étape de l'appel, il faut pouvoir arriver à une étape finale ou de la "
                "phase closing.",
                "From each stage of the call there must be a way to a final stage or one of the "
                "phase 'closing'.",
            ),
            Bilingual(
                "L'appel n'arriverait jamais à sa conclusion.",
                "The call would never come to its closing.",
            ),
            "# escalation has no edge that leaves it",
            "- {source: [escalation], on: [say_goodbye], to: closing}",
        ),
        _no_way_out,
    ),
)
