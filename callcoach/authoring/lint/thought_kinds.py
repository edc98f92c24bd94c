"""Thoughts: of a kind that happens, and at least one for each kind in the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.lint import vocabulary
from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.authoring.lint.walk import entries_with_lines
from callcoach.content.messages import Bilingual, Message
from callcoach.engine.thoughts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material


def _kinds(material: Material) -> Iterator[Fault]:
    causes = _causes(material)
    for entry in entries_with_lines(material):
        for key in getattr(entry.model, "thoughts", {}):
            kind, _, cause = key.partition(":")
            loc = ("thoughts", key)
            if kind not in KINDS:
                yield unknown(entry.source, loc, key, KINDS, at_key=True)
            elif cause and causes is not None and cause not in causes:
                yield unknown(entry.source, loc, key, causes, at_key=True)


def _causes(material: Material) -> frozenset[str] | None:
    """Return what may narrow a thought; None while not everything can be read."""
    known = vocabulary.recognised(material)
    if known is None or material.is_broken("/scenario.yaml"):
        return None
    situations = [scenario.model.situation for scenario in material.scenarios]
    own = {fact.id for situation in situations for fact in situation.facts}
    own |= {objection.id for situation in situations for objection in situation.objections}
    return known | own | vocabulary.THOUGHT_CAUSES


def _defaults(material: Material) -> Iterator[Fault]:
    if material.replies is None:
        return
    known = material.replies.model.thoughts
    missing = [kind for kind in KINDS if kind not in known]
    if known and missing:
        told = {"name": ", ".join(missing)}
        yield Fault(material.replies.source, ("thoughts",), told, at_key=True)


RULES = (
    Rule(
        "R022",
        Message(Bilingual("rien ne fait penser à « {name} »", "nothing brings up '{name}'")),
        Page(
            Bilingual(
                "Une pensée répond à un changement : une jauge qui monte ou descend (trust_up, "
                "shame_down …), un fait livré (reveal), une objection (objection, lifted), une "
                "offre (refusal, agreement, over_promise), la fin (hang_up, give_up). On peut la "
                "réserver à une cause : « trust_up:reformulation ».",
                "A thought answers a change: a gauge that goes up or down (trust_up, shame_down "
                "…), a fact told (reveal), an objection (objection, lifted), an offer (refusal, "
                "agreement, over_promise), the end (hang_up, give_up). It may be kept for one "
                "cause: 'trust_up:reformulation'.",
            ),
            Bilingual("Elle ne serait jamais montrée.", "It would never be shown."),
            'thoughts:\n  trust_rises: ["Il m\'écoute."]',
            'thoughts:\n  trust_up: ["Il m\'écoute."]',
        ),
        _kinds,
    ),
    Rule(
        "L009",
        Message(
            Bilingual("aucune pensée pour « {name} »", "no thought for '{name}'"),
            Bilingual("ajoutez-en une dans replies.yaml", "add one in replies.yaml"),
        ),
        Page(
            Bilingual(
                "Dès que la langue a des pensées, chaque genre de changement en a une.",
                "Once the language has thoughts, each kind of change has one.",
            ),
            Bilingual(
                "Le stagiaire verrait un changement sans savoir pourquoi.",
                "The trainee would see a change and not know why.",
            ),
            'thoughts:\n  trust_up: ["Il m\'écoute."]',
            'thoughts:\n  trust_up: ["Il m\'écoute."]\n  trust_down: ["Il récite."]\n  …',
        ),
        _defaults,
    ),
)
