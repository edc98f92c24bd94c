"""Whether there is something to say: each act and cue answered, an opening, variety."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from callcoach.authoring.lint.material import bare
from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.authoring.lint.walk import entries_with_lines, lines_of, own_lines
from callcoach.content.messages import Bilingual, Message
from callcoach.content.wording import slots_in
from callcoach.engine.cues import ENGINE_CUES
from callcoach.engine.disclosure import ANSWERED_ELSEWHERE
from callcoach.engine.offers import OFFERING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.persona import Line
    from callcoach.content.scenario import Scenario

CARRIED: Final = frozenset(
    {"fact", "objection:lifted", "objection:raised", "objection:insists", "empty"}
)
"""Cues that need no line of the language: facts and objections carry their own, an empty turn is
a silence."""
FEWEST_UNCLEAR: Final = 5


def _acts_without_answer(material: Material) -> Iterator[Fault]:
    if material.acts is None or material.replies is None:
        return
    lines = material.replies.model.lines
    for index, act in enumerate(material.acts.model.acts):
        asks = act.slot is not None and act.slot not in ANSWERED_ELSEWHERE
        if not lines.get(act.id) and not asks and act.id not in OFFERING:
            yield Fault(material.acts.source, ("acts", index, "id"), {"name": act.id})


def _cues_without_line(material: Material) -> Iterator[Fault]:
    if material.replies is None:
        return
    lines = material.replies.model.lines
    for cue in ENGINE_CUES:
        if cue not in CARRIED and not lines.get(cue):
            yield Fault(material.replies.source, ("lines",), {"name": cue}, at_key=True)


def _said_twice(material: Material) -> Iterator[Fault]:
    for entry in entries_with_lines(material):
        for cue, said in lines_of(entry).items():
            first: dict[tuple[str, str], int] = {}
            for index, line in enumerate(said):
                # The same words under another condition are a way to write « or ».
                key = bare(line.say), line.when.model_dump_json()
                before = first.setdefault(key, index)
                if before != index:
                    number = entry.source.position(("lines", cue, before)).line
                    yield Fault(entry.source, ("lines", cue, index), {"line": str(number)})


def _few_unclear(material: Material) -> Iterator[Fault]:
    if material.replies is None:
        return
    said = material.replies.model.lines.get("unclear", ())
    if 0 < len(said) < FEWEST_UNCLEAR:
        told = {"count": str(len(said)), "least": str(FEWEST_UNCLEAR)}
        yield Fault(material.replies.source, ("lines", "unclear"), told, at_key=True)


def _no_opening(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        openings = scenario.model.situation.opening
        if not any(_sayable_first(line) for line in openings):
            yield Fault(scenario.source, ("situation", "opening"), at_key=True)
            continue
        for index, line in enumerate(openings):
            if not _sayable_first(line):
                loc = ("situation", "opening", index)
                yield Fault(scenario.source, loc)


def _sayable_first(line: Line) -> bool:
    """Return whether a line may be said when the phone is picked up: nothing has happened yet."""
    when = line.when
    waits = when.known or when.mentions or any(not flag.startswith("!") for flag in when.flags)
    return not waits and not slots_in(line.say)


def _wordless(material: Material) -> Iterator[Fault]:
    for scenario in material.scenarios:
        yield from _wordless_in(scenario)


def _wordless_in(scenario: Entry[Scenario]) -> Iterator[Fault]:
    spoken = {placed.loc[:-1] for placed in own_lines(scenario)}
    situation = scenario.model.situation
    for index, fact in enumerate(situation.facts):
        loc = ("situation", "facts", index, "says")
        if loc not in spoken:
            yield Fault(scenario.source, loc, {"name": fact.id})
    for index, objection in enumerate(situation.objections):
        for key in ("says", "lifted"):
            loc = ("situation", "objections", index, key)
            if loc not in spoken:
                yield Fault(scenario.source, loc, {"name": objection.id})


RULES = (
    Rule(
        "L001",
        Message(
            Bilingual(
                "personne n'a de réplique à l'acte « {name} »", "nobody has a line to '{name}'"
            ),
            Bilingual(
                "ajoutez « {name}: » aux « lines » de replies.yaml",
                "add '{name}:' to the 'lines' of replies.yaml",
            ),
        ),
        Page(
            Bilingual(
                "Un acte qui ne demande aucune information et ne porte aucune offre a besoin "
                "d'une réplique dans replies.yaml.",
                "An act that asks for no information and makes no offer needs a line in "
                "replies.yaml.",
            ),
            Bilingual(
                "Le débiteur dirait qu'il n'a pas compris, alors que le stagiaire a été compris.",
                "The debtor would say they did not understand, though the trainee was understood.",
            ),
            "# acts.yaml: - {id: thank, …}\n# replies.yaml: no 'thank:'",
            'thank:\n  - "Je vous en prie."',
        ),
        _acts_without_answer,
    ),
    Rule(
        "L002",
        Message(
            Bilingual(
                "il manque une réplique par défaut à « {name} »",
                "a default line to '{name}' is missing",
            ),
            Bilingual("ajoutez « {name}: »", "add '{name}:'"),
        ),
        Page(
            Bilingual(
                "replies.yaml a une réplique pour tout ce à quoi le moteur peut faire répondre.",
                "replies.yaml has a line for everything that the engine may ask to answer.",
            ),
            Bilingual(
                "Sans elle le débiteur répond à autre chose que ce qui a été dit.",
                "Without it the debtor answers something other than what was said.",
            ),
            "# replies.yaml: no 'hang_up:'",
            'hang_up:\n  - "Je raccroche. Au revoir."',
        ),
        _cues_without_line,
    ),
    Rule(
        "L005",
        Message(
            Bilingual("la même réplique est déjà ligne {line}", "the same line is on line {line}"),
            Bilingual("écrivez une autre réplique", "write another line"),
        ),
        Page(
            Bilingual(
                "Deux fois la même réplique, sous la même condition, pour le même signal.",
                "The same line twice, under the same condition, for the same cue.",
            ),
            Bilingual(
                "Le débiteur se répéterait mot pour mot.",
                "The debtor would repeat themselves word for word.",
            ),
            'thank:\n  - "Merci à vous."\n  - "Merci à vous."',
            'thank:\n  - "Merci à vous."\n  - "C\'est gentil."',
        ),
        _said_twice,
        "warning",
    ),
    Rule(
        "L006",
        Message(
            Bilingual(
                "{count} façons seulement de faire répéter : il en faut {least}",
                "only {count} ways to ask to rephrase: there should be {least}",
            ),
            Bilingual("ajoutez des variantes", "add variants"),
        ),
        Page(
            Bilingual(
                "« unclear » est ce qu'on dit quand le stagiaire n'a pas été compris.",
                "'unclear' is what is said when the trainee was not understood.",
            ),
            Bilingual(
                "Un débiteur qui redit la même phrase a l'air d'une machine.",
                "A debtor who says the same again sounds like a machine.",
            ),
            'unclear:\n  - "Pardon ?"',
            'unclear:\n  - "Pardon ?"\n  - "Je ne vous suis pas."\n  - "C\'est-à-dire ?"\n  - …',
        ),
        _few_unclear,
        "warning",
    ),
    Rule(
        "L007",
        Message(
            Bilingual(
                "cette ouverture ne peut pas être dite au décroché",
                "this opening cannot be said when the phone is picked up",
            ),
            Bilingual(
                "sans accolade que l'appel remplit, ni repère, ni fait connu",
                "no braces that the call fills, no flag, no known fact",
            ),
        ),
        Page(
            Bilingual(
                "Au décroché rien n'a encore été dit : une ouverture n'a ni accolade ni condition "
                "sur ce qui précède, et il en faut une au moins.",
                "Nothing was said yet when the phone is picked up: an opening has no braces and "
                "no condition on what went before, and there must be one.",
            ),
            Bilingual(
                "Elle ne serait jamais dite ; sans aucune autre, l'appel ne commencerait pas.",
                "It would never be said; with no other, the call would not start.",
            ),
            'opening:\n  - "Oui, le {first_day} ?"',
            'opening:\n  - "Allô, oui ?"',
        ),
        _no_opening,
    ),
    Rule(
        "L008",
        Message(
            Bilingual("« {name} » n'a rien à dire", "'{name}' has nothing to say"),
            Bilingual("écrivez au moins une réplique", "write at least one line"),
        ),
        Page(
            Bilingual(
                "Un fait et une objection portent leurs propres répliques.",
                "A fact and an objection carry lines of their own.",
            ),
            Bilingual(
                "Ce qui sort, ou ce qui est levé, doit s'entendre.",
                "What comes out, or is lifted, must be heard.",
            ),
            "- {id: job_loss, slot: cause, says: []}",
            '- {id: job_loss, slot: cause, says: ["J\'ai perdu mon travail."]}',
        ),
        _wordless,
    ),
)
