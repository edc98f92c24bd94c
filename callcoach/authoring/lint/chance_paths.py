"""What chance may draw: paths that lead somewhere, bounds in order, nothing that is worked out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.content.base import ContentModel
from callcoach.content.drawing import at
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.problems import Loc
    from callcoach.content.scenario import Scenario

WORKED_OUT = ("dossier.balance", "dossier.breakdown.principal", "target.max_instalment")
"""Figures that follow from others and are never drawn."""
DRAWN_PARTS = ("dossier", "situation")
"""Where drawn values lie."""


def _paths(material: Material) -> Iterator[Fault]:
    for scenario in material.templates:
        chance = scenario.model.chance
        for kind, paths in (("figures", chance.figures), ("texts", chance.texts)):
            for path in paths:
                if not _fits(scenario.model, path, kind):
                    loc: Loc = ("chance", kind, path)
                    known = tuple(_all_paths(scenario, kind))
                    yield unknown(scenario.source, loc, path, known, at_key=True)


def _fits(scenario: Scenario, path: str, kind: str) -> bool:
    value = at(scenario, path)
    if path.split(".")[0] not in DRAWN_PARTS or isinstance(value, bool):
        return False
    return isinstance(value, Decimal | int if kind == "figures" else str)


def _all_paths(scenario: Entry[Scenario], kind: str) -> Iterator[str]:
    for part in DRAWN_PARTS:
        for path in _below(getattr(scenario.model, part), part):
            if _fits(scenario.model, path, kind):
                yield path


def _below(value: object, path: str) -> Iterator[str]:
    inside: list[tuple[str, object]] = []
    if isinstance(value, ContentModel):
        inside = [(name, getattr(value, name)) for name in value.model_fields_set]
    elif isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, tuple):
        inside = [(str(place), one) for place, one in enumerate(value)]
    else:
        yield path
    for name, one in inside:
        yield from _below(one, f"{path}.{name}")


def _worked_out(material: Material) -> Iterator[Fault]:
    for scenario in material.templates:
        for path in scenario.model.chance.figures:
            if path in WORKED_OUT:
                loc: Loc = ("chance", "figures", path)
                yield Fault(scenario.source, loc, {"name": path}, at_key=True)


def _bounds(material: Material) -> Iterator[Fault]:
    for scenario in material.templates:
        chance = scenario.model.chance
        for path, spread in chance.figures.items():
            if spread.from_ > spread.to:
                yield Fault(scenario.source, ("chance", "figures", path))
        for name in ("days", "capacity"):
            bounds = getattr(chance, name)
            if bounds is not None and bounds[0] > bounds[1]:
                yield Fault(scenario.source, ("chance", name))


RULES = (
    Rule(
        "C001",
        Message(
            Bilingual(
                "« {name} » ne mène à rien que le hasard puisse tirer",
                "'{name}' leads to nothing that chance could draw",
            )
        ),
        Page(
            Bilingual(
                "Un chemin de « chance » part de « dossier » ou de « situation » et mène, par des "
                "points, à une somme ou à un nombre (« figures »), ou à un texte (« texts »). Les "
                "places d'une liste se comptent depuis 0.",
                "A path of 'chance' begins with 'dossier' or 'situation' and leads, by dots, to "
                "an amount or a number ('figures'), or to a text ('texts'). Places of a list are "
                "counted from 0.",
            ),
            Bilingual(
                "Rien ne varierait, et personne ne le verrait.",
                "Nothing would vary, and nobody would see it.",
            ),
            "chance:\n  figures:\n    dossier.invoice.0.amount: {from: 80, to: 120}",
            "chance:\n  figures:\n    dossier.invoices.0.amount: {from: 80, to: 120}",
        ),
        _paths,
    ),
    Rule(
        "C002",
        Message(
            Bilingual(
                "« {name} » se calcule et ne se tire pas", "'{name}' is worked out, never drawn"
            ),
            Bilingual("tirez ce dont elle dépend", "draw what it follows from"),
        ),
        Page(
            Bilingual(
                "Le principal est la somme des factures, le solde celle du détail, et la "
                "mensualité visée suit la capacité.",
                "The principal is the sum of the invoices, the balance that of the breakdown, and "
                "the instalment aimed at follows the capacity.",
            ),
            Bilingual(
                "Le dossier tiré se contredirait.", "The drawn file would contradict itself."
            ),
            "figures:\n  dossier.balance: {from: 300, to: 400, step: 10}",
            "figures:\n  dossier.invoices.0.amount: {from: 300, to: 400, step: 10}",
        ),
        _worked_out,
    ),
    Rule(
        "C003",
        Message(
            Bilingual(
                "la première borne dépasse la seconde", "the first bound is above the second"
            ),
            Bilingual("mettez la plus basse d'abord", "put the lower one first"),
        ),
        Page(
            Bilingual(
                "« from » et « to », « days » et « capacity » vont du plus bas au plus haut.",
                "'from' and 'to', 'days' and 'capacity' go from the lowest to the highest.",
            ),
            Bilingual("Il n'y aurait rien à tirer.", "There would be nothing to draw."),
            "days: [5, -10]",
            "days: [-10, 5]",
        ),
        _bounds,
    ),
)
