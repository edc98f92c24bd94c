"""Examples of acts: enough of them, and none that says two things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from callcoach.authoring.lint.material import bare
from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Example, Material
    from callcoach.content.problems import Loc

FEWEST: Final = 5
COLLISION: Final = 92.0
"""From this likeness on (token_sort_ratio, 0 to 100) two examples are the same sentence."""


def _few(material: Material) -> Iterator[Fault]:
    if material.acts is None:
        return
    for index, act in enumerate(material.acts.model.acts):
        by_patterns = not act.examples and (act.patterns or act.question_patterns)
        if len(act.examples) < FEWEST and not by_patterns:
            told = {"name": act.id, "count": str(len(act.examples)), "least": str(FEWEST)}
            loc = ("acts", index, "examples")
            yield Fault(material.acts.source, loc, told, at_key=True)


def _shared(material: Material) -> Iterator[Fault]:
    """Yield the examples that stand twice, under two acts or under one."""
    if material.acts is None:
        return
    source = material.acts.source
    first: dict[str, Example] = {}
    for example in material.examples:
        before = first.setdefault(example.folded, example)
        if before is not example:
            line = str(source.position(before.loc).line)
            yield Fault(source, example.loc, {"name": before.act, "line": line})


def _colliding(material: Material) -> Iterator[Fault]:
    if material.acts is None:
        return
    source = material.acts.source
    for earlier, later, likeness in _pairs(material.examples):
        told = {
            "name": earlier.act,
            "other": earlier.raw,
            "line": str(source.position(earlier.loc).line),
            "likeness": f"{likeness:.0f}",
        }
        yield Fault(source, later.loc, told)


def _pairs(examples: tuple[Example, ...]) -> Iterator[tuple[Example, Example, float]]:
    """Yield the pairs of examples of two acts that are nearly the same sentence."""
    from rapidfuzz import fuzz  # a check of all content pays for it, a call does not

    texts = [" ".join(sorted(example.folded.split())) for example in examples]
    # Two sentences are as alike as this only if their lengths are: compare within that window.
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    found: list[tuple[int, int, float]] = []
    for rank, index in enumerate(order):
        longest = len(texts[index]) * COLLISION_WINDOW
        for other in order[rank + 1 :]:
            if len(texts[other]) > longest:
                break
            if examples[index].act == examples[other].act:
                continue
            likeness = fuzz.ratio(texts[index], texts[other], score_cutoff=COLLISION)
            if likeness and texts[index] != texts[other]:
                found.append((min(index, other), max(index, other), likeness))
    for before, after, likeness in sorted(found):
        yield examples[before], examples[after], likeness


COLLISION_WINDOW: Final = (200 - COLLISION) / COLLISION
"""How many times longer the longer of two sentences may be: ratio = 200 × common / both."""


def _own_counter_examples(material: Material) -> Iterator[Fault]:
    if material.acts is None:
        return
    examples = material.examples
    for index, act in enumerate(material.acts.model.acts):
        own = {example.folded: example for example in examples if example.act == act.id}
        for place, text in enumerate(act.counter_examples):
            example = own.get(bare(text))
            if example is not None:
                line = str(material.acts.source.position(example.loc).line)
                loc: Loc = ("acts", index, "counter_examples", place)
                yield Fault(material.acts.source, loc, {"name": act.id, "line": line})


def _background(material: Material) -> Iterator[Fault]:
    if material.acts is None:
        return
    acts = {example.folded: example for example in material.examples}
    for place, text in enumerate(material.acts.model.background):
        example = acts.get(bare(text))
        if example is not None:
            line = str(material.acts.source.position(example.loc).line)
            told = {"name": example.act, "line": line}
            yield Fault(material.acts.source, ("background", place), told)


RULES = (
    Rule(
        "A001",
        Message(
            Bilingual(
                "« {name} » a {count} exemples : il en faut {least}",
                "'{name}' has {count} examples: there should be {least}",
            ),
            Bilingual(
                "écrivez-en d'autres, avec les mots d'autres personnes",
                "write more, in other people's words",
            ),
        ),
        Page(
            Bilingual(
                "Un acte s'apprend sur ses exemples : cinq au moins, de plusieurs voix.",
                "An act is learnt from its examples: five at least, in several voices.",
            ),
            Bilingual(
                "Avec moins, on le confond avec ses voisins.",
                "With fewer it is mistaken for its neighbours.",
            ),
            'examples: ["Bonjour."]',
            'examples: ["Bonjour.", "Bonsoir madame.", "allo bjr", "Bien le bonjour.", "Salut"]',
        ),
        _few,
        "warning",
    ),
    Rule(
        "A002",
        Message(
            Bilingual(
                "le même exemple est déjà sous « {name} », ligne {line}",
                "the same example is already under '{name}', line {line}",
            ),
            Bilingual("gardez-le à l'endroit le plus juste", "keep it where it fits best"),
        ),
        Page(
            Bilingual(
                "Un exemple écrit deux fois, sous deux actes ou sous un seul.",
                "An example written twice, under two acts or under one.",
            ),
            Bilingual(
                "Sous deux actes il les brouille ; sous un seul il n'apprend rien de plus.",
                "Under two acts it blurs them; under one it teaches nothing more.",
            ),
            'greet: ["Bonjour madame."]\nsay_goodbye: ["Bonjour madame."]',
            'greet: ["Bonjour madame."]\nsay_goodbye: ["Bonne journée, madame."]',
        ),
        _shared,
        "warning",
    ),
    Rule(
        "A003",
        Message(
            Bilingual(
                "trop proche ({likeness} %) d'un exemple de « {name} », ligne {line} : "
                "« {other} »",
                "too close ({likeness}%) to an example of '{name}', line {line}: '{other}'",
            ),
            Bilingual(
                "récrivez l'un des deux avec ce qui le distingue",
                "rewrite one of them with what sets it apart",
            ),
        ),
        Page(
            Bilingual(
                "Deux actes ont des exemples presque identiques.",
                "Two acts have examples that are almost the same.",
            ),
            Bilingual(
                "Le programme ne peut pas apprendre à les distinguer.",
                "The program cannot learn to tell them apart.",
            ),
            'ask_income: ["Combien touchez-vous par mois ?"]\n'
            'ask_charges: ["Combien payez-vous par mois ?"]',
            'ask_income: ["Qu\'est-ce qui rentre chaque mois ?"]\n'
            'ask_charges: ["Combien payez-vous de loyer ?"]',
        ),
        _colliding,
        "warning",
    ),
    Rule(
        "A004",
        Message(
            Bilingual(
                "ce contre-exemple de « {name} » en est aussi un exemple, ligne {line}",
                "this counter-example of '{name}' is also one of its examples, line {line}",
            ),
            Bilingual("effacez l'un des deux", "remove one of the two"),
        ),
        Page(
            Bilingual(
                "La même phrase est donnée comme exemple et comme contre-exemple d'un acte.",
                "The same sentence is given as an example and a counter-example of an act.",
            ),
            Bilingual("L'acte se contredit.", "The act contradicts itself."),
            'examples: ["Bonne journée."]\ncounter_examples: ["Bonne journée."]',
            'examples: ["Bonjour."]\ncounter_examples: ["Bonne journée."]',
        ),
        _own_counter_examples,
    ),
    Rule(
        "A005",
        Message(
            Bilingual(
                "cette phrase est aussi un exemple de « {name} », ligne {line}",
                "this sentence is also an example of '{name}', line {line}",
            ),
            Bilingual("effacez-la d'ici", "remove it from here"),
        ),
        Page(
            Bilingual(
                "« background » tient des phrases qui ne sont aucun acte.",
                "'background' holds sentences that are no act.",
            ),
            Bilingual(
                "Une phrase ne peut pas être un acte et n'en être aucun.",
                "A sentence cannot be an act and none.",
            ),
            'background: ["Bonjour madame."]   # also an example of greet',
            'background: ["Il pleut depuis hier."]',
        ),
        _background,
    ),
)
