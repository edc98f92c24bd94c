"""Names that a scenario takes from elsewhere: persona, graph, help bodies, red flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material

FLAG_LIST = "flag_"
"""What the word list of a red flag is called, before the flag's own name."""


def _personas(material: Material) -> Iterator[Fault]:
    known = {entry.model.id for entry in material.personas}
    # A persona that cannot be read may still be the right one: its file is named like it.
    known |= {path.stem for path in material.broken if path.parent.name == "personas"}
    for scenario in material.scenarios:
        if scenario.model.persona not in known:
            yield unknown(scenario.source, ("persona",), scenario.model.persona, known)


def _graphs(material: Material) -> Iterator[Fault]:
    if material.is_broken("graph"):
        return
    known = {entry.model.id for entry in material.graphs}
    for scenario in material.scenarios:
        if scenario.model.graph not in known:
            yield unknown(scenario.source, ("graph",), scenario.model.graph, known)


def _help_bodies(material: Material) -> Iterator[Fault]:
    if material.help_bodies is None:
        return
    known = {body.id for body in material.help_bodies.model.help_bodies}
    for scenario in material.scenarios:
        for index, body in enumerate(scenario.model.target.help_bodies):
            if body not in known:
                yield unknown(scenario.source, ("target", "help_bodies", index), body, known)


def _red_flags(material: Material) -> Iterator[Fault]:
    if material.language is None:
        return
    lists = material.language.model.lists
    known = {name.removeprefix(FLAG_LIST) for name in lists if name.startswith(FLAG_LIST)}
    for scenario in material.scenarios:
        for index, flag in enumerate(scenario.model.dossier.red_flags):
            if flag not in known:
                yield unknown(scenario.source, ("dossier", "red_flags", index), flag, known)


RULES = (
    Rule(
        "R001",
        Message(Bilingual("aucune persona « {name} »", "there is no persona '{name}'")),
        Page(
            Bilingual(
                "Un scénario nomme la personne qui répond ; elle doit exister dans personas/.",
                "A scenario names who answers; that persona must exist in personas/.",
            ),
            Bilingual(
                "Sans elle l'appel ne peut pas commencer.", "Without it the call cannot start."
            ),
            "persona: good_fait",
            "persona: good_faith",
        ),
        _personas,
    ),
    Rule(
        "R002",
        Message(Bilingual("aucun graphe d'appel « {name} »", "there is no call graph '{name}'")),
        Page(
            Bilingual(
                "Un scénario suit un graphe d'appel, « standard » s'il n'en nomme aucun.",
                "A scenario follows a call graph, 'standard' when it names none.",
            ),
            Bilingual(
                "Sans graphe l'appel n'a pas d'étapes.", "Without a graph the call has no stages."
            ),
            "graph: standart",
            "graph: standard",
        ),
        _graphs,
    ),
    Rule(
        "R014",
        Message(Bilingual("aucun organisme d'aide « {name} »", "there is no help body '{name}'")),
        Page(
            Bilingual(
                "« target.help_bodies » nomme les portes qui conviennent, prises dans "
                "help_bodies.yaml.",
                "'target.help_bodies' names the doors that fit, taken from help_bodies.yaml.",
            ),
            Bilingual(
                "Une porte inconnue ne sera jamais reconnue : la bonne orientation ne "
                "compterait pas.",
                "An unknown door is never recognised: the right referral would not count.",
            ),
            "help_bodies: [fls]",
            "help_bodies: [fsl]",
        ),
        _help_bodies,
    ),
    Rule(
        "R017",
        Message(
            Bilingual("point de vigilance inconnu : « {name} »", "unknown red flag: '{name}'")
        ),
        Page(
            Bilingual(
                "Chaque point de vigilance d'un dossier a dans language.yaml une liste "
                "« flag_<nom> » des mots par lesquels une fiche de préparation le nomme.",
                "Each red flag of a file has a list 'flag_<name>' in language.yaml: the words by "
                "which a preparation sheet names it.",
            ),
            Bilingual(
                "Sans cette liste la préparation ne peut pas être notée.",
                "Without that list the preparation cannot be marked.",
            ),
            "red_flags: [disput]",
            "red_flags: [dispute]",
        ),
        _red_flags,
    ),
)
