"""Texts of a scenario: slots that mean something, and no value written out that chance draws."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from callcoach.authoring.lint.places import inside
from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.base import ContentModel
from callcoach.content.case_slots import case_figures, case_slots
from callcoach.content.drawing import HIGHEST, LOWEST, as_written, at, drawn
from callcoach.content.messages import Bilingual, Message
from callcoach.content.persona import Line
from callcoach.content.suggest import suggest
from callcoach.content.wording import said_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material
    from callcoach.content.persona import Gauges
    from callcoach.content.problems import Loc
    from callcoach.content.scenario import Scenario

_BRACES = re.compile(r"\{([^{}]*)\}")
_SPACES = str.maketrans("\u202f\xa0", "  ")
FEWEST_DIGITS = 3
"""A figure under 100 stands in too many texts for other reasons."""
PATTERNS = frozenset({"keywords", "about", "mentions"})
"""Texts in which braces are part of a pattern."""


def _leaves(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield every text that was written, patterns left out, with its place."""
    if isinstance(value, ContentModel):
        for name in value.model_fields_set:
            if name not in PATTERNS and (loc or name != "chance"):
                yield from _leaves(getattr(value, name), (*loc, name))
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, (*loc, name))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _leaves(one, (*loc, place))
    elif isinstance(value, str):
        yield loc, value


def _slots(material: Material) -> Iterator[Fault]:
    for scenario in material.templates:
        known = case_slots(as_written(scenario.model))
        for loc, text in _leaves(scenario.model):
            if _is_spoken(scenario.model, loc):
                continue
            for found in _BRACES.finditer(text):
                name = found[1]
                if name not in known and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
                    advice, fields = suggest(name, sorted(known))
                    at_ = inside(scenario.source, loc, text, found.start())
                    told = {"name": name, **fields}
                    yield Fault(scenario.source, loc, told, advice, position=at_)


def _is_spoken(scenario: Scenario, loc: Loc) -> bool:
    """Return whether a text is a line, whose slots the call fills, or a short form of a fact."""
    if loc[0] in ("lines", "thoughts") or loc[-1] == "brief":
        return True
    return any(isinstance(at(scenario, ".".join(map(str, loc[:n]))), Line) for n in (-1, len(loc)))


def _written_out(material: Material) -> Iterator[Fault]:
    for scenario in material.templates:
        persona = material.persona_of(scenario.model)
        if scenario.model.chance.empty or persona is None:
            continue
        values = _varying(scenario.model, persona.model.gauges)
        for loc, text in _leaves(scenario.model):
            path = ".".join(map(str, loc))
            plain = text.translate(_SPACES)
            for slot, (said, own) in values.items():
                found = re.search(rf"(?<![\w,-]){re.escape(said)}(?![\w,]|\s\d\d\d)", plain)
                if found is not None and path != own and not path.startswith(own + "."):
                    at_ = inside(scenario.source, loc, text, found.start())
                    yield Fault(scenario.source, loc, {"value": said, "slot": slot}, position=at_)


def _varying(scenario: Scenario, gauges: Gauges) -> dict[str, tuple[str, str]]:
    """Return slot → the value written in the file, as it is said, and where that one stands."""
    written = as_written(scenario)
    before = case_figures(written)
    others = [drawn(scenario, gauges, pick) for pick in (LOWEST, HIGHEST)]
    found: dict[str, tuple[str, str]] = {}
    for name, value in before.items():
        said = said_amount(value, scenario.language).translate(_SPACES)
        varies = any(case_figures(one).get(name) != value for one in others)
        if varies and sum(sign.isdigit() for sign in said) >= FEWEST_DIGITS:
            found[name] = (said, "dossier.invoices")
    for whose, people in (("debtor", scenario.chance.debtor), ("", scenario.chance.third_party)):
        here = "dossier.debtor" if whose else "situation.third_party"
        for name in ("first_name", "last_name", "email", "phone", "address"):
            said = at(written, f"{here}.{name}")
            if said and any(getattr(one, name) not in (None, said) for one in people):
                found[name if whose else "third_party"] = (str(said), here)
    for path in scenario.chance.texts:
        found[path.split(".")[-1]] = (str(at(written, path)), path)
    return found


RULES = (
    Rule(
        "R021",
        Message(
            Bilingual("rien ne remplit l'accolade « {name} »", "nothing fills the braces '{name}'")
        ),
        Page(
            Bilingual(
                "Titre, résumé, notes, conseils, étiquettes : une accolade y nomme une donnée du "
                "dossier ou du budget caché (balance, creditor, incomes, charge_rent, "
                "max_instalment, …), ou une date {2026-10-05}.",
                "Title, summary, notes, advice, labels: braces name a value of the file or of the "
                "hidden budget (balance, creditor, incomes, charge_rent, max_instalment, …), or a "
                "date {2026-10-05}.",
            ),
            Bilingual(
                "Le stagiaire lirait l'accolade elle-même.", "The trainee would read the braces."
            ),
            'advice: "{capcity} euros par mois."',
            'advice: "{capacity} euros par mois."',
        ),
        _slots,
    ),
    Rule(
        "C004",
        Message(
            Bilingual(
                "« {value} » varie d'un tirage à l'autre et ne peut être écrit tel quel",
                "'{value}' differs from draw to draw and cannot be written out",
            ),
            Bilingual("écrivez « {{{slot}}} »", "write '{{{slot}}}'"),
        ),
        Page(
            Bilingual(
                "Une somme ou un nom que « chance » fait varier s'écrit entre accolades partout "
                "ailleurs : {balance}, {incomes}, {charge_rent}, {last_name}, {creditor}.",
                "A sum or a name that 'chance' draws is written in braces everywhere else: "
                "{balance}, {incomes}, {charge_rent}, {last_name}, {creditor}.",
            ),
            Bilingual(
                "Le débiteur ou le dossier se contredirait.",
                "The debtor, or the file, would contradict itself.",
            ),
            'says: ["Je gagne 1 450 euros."]',
            'says: ["Je gagne {incomes} euros."]',
        ),
        _written_out,
    ),
)
