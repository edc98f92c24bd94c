"""Names that lines use: cues, slots in braces, flags, facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from callcoach.authoring.lint import vocabulary
from callcoach.authoring.lint.places import inside
from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.authoring.lint.walk import (
    all_lines,
    conditions,
    entries_with_lines,
    lines_of,
    owners,
)
from callcoach.content.case_slots import FILE_SLOTS, file_slots
from callcoach.content.messages import Bilingual, Message
from callcoach.content.suggest import suggest
from callcoach.scoring.model_lines import CASE_SLOTS, slots_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material
    from callcoach.authoring.lint.walk import PlacedLine
    from callcoach.content.problems import Loc
    from callcoach.content.scenario import Scenario
    from callcoach.content.source import Source

_BRACES = re.compile(r"\{([^{}]*)\}")


def _cues(material: Material) -> Iterator[Fault]:
    known = vocabulary.cues(material)
    if known is None:
        return
    for entry in entries_with_lines(material):
        for cue in lines_of(entry):
            if cue not in known:
                yield unknown(entry.source, ("lines", cue), cue, known, at_key=True)


def _slots(material: Material) -> Iterator[Fault]:
    for placed in all_lines(material):
        known = _fillable(placed)
        yield from _wrong_slots(placed.source, placed.loc, placed.line.say, known)
    for owner in owners(material):
        loc: Loc = (*owner.loc, "better")
        yield from _wrong_slots_of_model(owner.source, loc, owner.owner.better)


def _fillable(placed: PlacedLine) -> frozenset[str]:
    """Return the slots that a line may have filled one day."""
    if placed.scenario is None:
        return vocabulary.LINE_SLOTS
    return vocabulary.LINE_SLOTS - _never_filled(placed.scenario)


def _never_filled(scenario: Scenario) -> set[str]:
    """Return the slots for which this scenario has nothing."""
    situation = scenario.situation
    absent = set(FILE_SLOTS) - file_slots(scenario.dossier, scenario.language).keys()
    for name in ("third_party", "relation", "back_at"):
        if getattr(situation, name) is None:
            absent.add(name)
    if situation.budget is None:
        absent |= {"next_income", "plan_day", "by_own_means"}
    if scenario.dossier.agreement is None:
        absent |= {"missed_amount", "missed_day"}
    if not any(fact.brief for fact in situation.facts):
        absent.add("said_before")
    return absent


def _wrong_slots(source: Source, loc: Loc, text: str, known: frozenset[str]) -> Iterator[Fault]:
    for found in _BRACES.finditer(text):
        if found[1] not in known:
            advice, fields = suggest(found[1], sorted(known))
            at = inside(source, loc, text, found.start())
            yield Fault(source, loc, {"name": found[1], **fields}, advice, position=at)


def _wrong_slots_of_model(source: Source, loc: Loc, text: str) -> Iterator[Fault]:
    """Yield the slots of a model line that would show as a hole.

    What only some calls can fill needs words after a bar to stand in for it.
    """
    good = {at for name, backed, at in slots_of(text) if _shown_well(name, backed=backed)}
    known = (*FILE_SLOTS, *(f"{name}|…" for name in CASE_SLOTS))
    for found in _BRACES.finditer(text):
        if found.start() not in good:
            advice, fields = suggest(found[1], sorted(known))
            at = inside(source, loc, text, found.start())
            yield Fault(source, loc, {"name": found[1], **fields}, advice, position=at)


def _shown_well(name: str, *, backed: bool) -> bool:
    return name in FILE_SLOTS or (name in CASE_SLOTS and backed)


def _flags(material: Material) -> Iterator[Fault]:
    for placed in conditions(material):
        for index, flag in enumerate(placed.condition.flags):
            name = flag.removeprefix("!")
            if name not in vocabulary.LINE_FLAGS:
                loc = (*placed.loc, "flags", index)
                yield unknown(placed.source, loc, name, vocabulary.LINE_FLAGS)


def _facts(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        situation = scenario.model.situation
        known = {fact.id for fact in situation.facts}
        for index, fact in enumerate(situation.facts):
            for place, name in enumerate(fact.after):
                if name not in known:
                    loc: Loc = ("situation", "facts", index, "after", place)
                    yield unknown(scenario.source, loc, name, known)
        for place, name in enumerate(situation.secrets):
            if name not in known:
                yield unknown(scenario.source, ("situation", "secrets", place), name, known)
    yield from _facts_of_conditions(material)


def _facts_of_conditions(material: Material) -> Iterator[Fault]:
    """Yield the unknown facts of conditions; those outside scenarios may be of any call."""
    whole = not material.is_broken("/scenario.yaml")
    anywhere = {f.id for s in material.scenarios for f in s.model.situation.facts}
    for placed in conditions(material):
        known: set[str] | None = anywhere if whole else None
        if placed.scenario is not None:
            known = {fact.id for fact in placed.scenario.situation.facts}
        for key in ("known", "unknown") if known is not None else ():
            for index, name in enumerate(getattr(placed.condition, key)):
                if name not in (known or ()):
                    yield unknown(placed.source, (*placed.loc, key, index), name, known or ())


def _fact_slots(material: Material) -> Iterator[Fault]:
    known = vocabulary.asked_slots(material)
    if known is None:
        return
    for scenario in material.scenarios:
        for index, fact in enumerate(scenario.model.situation.facts):
            if fact.slot not in known and not fact.volunteered_after:
                loc: Loc = ("situation", "facts", index, "slot")
                yield unknown(scenario.source, loc, fact.slot, known)


RULES = (
    Rule(
        "R006",
        Message(
            Bilingual(
                "rien n'appelle de réplique à « {name} »", "nothing asks for a line to '{name}'"
            )
        ),
        Page(
            Bilingual(
                "Les clés de « lines » sont des actes, des répliques attendues par le moteur "
                "(hang_up, offer:too_high, withheld:income…) ou leur forme brève (brief:…).",
                "The keys of 'lines' are acts, cues of the engine (hang_up, offer:too_high, "
                "withheld:income…) or their short form (brief:…).",
            ),
            Bilingual(
                "Une réplique à quelque chose qui n'arrive jamais ne sera jamais dite.",
                "A line to something that never happens is never said.",
            ),
            'greeet:\n  - "Bonjour."',
            'greet:\n  - "Bonjour."',
        ),
        _cues,
    ),
    Rule(
        "R007",
        Message(
            Bilingual(
                "« {{{name}}} » n'est jamais rempli ici", "'{{{name}}}' is never filled here"
            )
        ),
        Page(
            Bilingual(
                "Une accolade nomme une valeur du dossier, de la situation ou de ce qui est sur "
                "la table ; un texte de barème, une valeur du dossier, ou « {affordable|moins} ».",
                "Braces name a value of the file, of the situation or of what is on the table; in "
                "a text of the rubric, a value of the file, or '{affordable|less}'.",
            ),
            Bilingual(
                "Une réplique dont une accolade reste vide n'est jamais dite ; un modèle de "
                "phrase montrerait « … ».",
                "A line with an empty brace is never said; a model line would show '…'.",
            ),
            'say: "Je dois combien ? {ballance} euros ?"',
            'say: "Je dois combien ? {balance} euros ?"',
        ),
        _slots,
    ),
    Rule(
        "R008",
        Message(Bilingual("aucun acte ne demande « {name} »", "no act asks for '{name}'")),
        Page(
            Bilingual(
                "Un fait caché se demande par son « slot », celui d'un acte de acts.yaml, à moins "
                "qu'il ne vienne seul (volunteered_after).",
                "A hidden fact is asked for by its 'slot', that of an act of acts.yaml, unless it "
                "comes out by itself (volunteered_after).",
            ),
            Bilingual("Personne ne pourrait jamais l'apprendre.", "Nobody could ever learn it."),
            "slot: incom",
            "slot: income",
        ),
        _fact_slots,
    ),
    Rule(
        "R009",
        Message(Bilingual("aucun fait « {name} »", "there is no fact '{name}'")),
        Page(
            Bilingual(
                "« after », « secrets », « known » et « unknown » nomment des faits du scénario.",
                "'after', 'secrets', 'known' and 'unknown' name facts of the scenario.",
            ),
            Bilingual(
                "Un fait qui attend un fait inexistant ne sort jamais.",
                "A fact that waits for one that does not exist never comes out.",
            ),
            "after: [jobloss]",
            "after: [job_loss]",
        ),
        _facts,
    ),
    Rule(
        "R010",
        Message(Bilingual("repère inconnu : « {name} »", "unknown flag: '{name}'")),
        Page(
            Bilingual(
                "« flags » nomme ce qui est vrai dans l'appel (introduced, agreement…) ; « !nom » "
                "demande le contraire.",
                "'flags' names what is so in the call (introduced, agreement…); '!name' asks the "
                "opposite.",
            ),
            Bilingual(
                "La réplique ne serait jamais dite, ou le serait toujours avec « ! ».",
                "The line would never be said, or always with '!'.",
            ),
            "when: {flags: [agrement]}",
            "when: {flags: [agreement]}",
        ),
        _flags,
    ),
)
