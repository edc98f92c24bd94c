"""Entries of the rubric that could never find anything, or never fall due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.authoring.lint.walk import clues, owners
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material
    from callcoach.content.problems import FieldValue

BY_ITSELF: Final = frozenset({"silence"})
"""Techniques that the call itself shows, without a word."""
NEVER_DUE: Final = Bilingual(
    "« do » sans « before », « within » ni « by_end »",
    "'do' without 'before', 'within' or 'by_end'",
)
NOTHING_TO_DO: Final = Bilingual("ni « do » ni « then_never »", "neither 'do' nor 'then_never'")


def _nothing_found(material: Material) -> Iterator[Fault]:
    for placed in owners(material):
        owner = placed.owner
        other_ways = getattr(owner, "sequence", ()) or getattr(owner, "duty", None)
        if not owner.detector.find and not other_ways and owner.id not in BY_ITSELF:
            yield Fault(placed.source, (*placed.loc, "id"), {"name": owner.id})


def _empty_clues(material: Material) -> Iterator[Fault]:
    for placed in clues(material):
        clue = placed.clue
        if clue.pattern is None and not clue.acts and clue.check is None:
            yield Fault(placed.source, placed.loc)


def _endless_duties(material: Material) -> Iterator[Fault]:
    for placed in owners(material):
        duty = getattr(placed.owner, "duty", None)
        if duty is None:
            continue
        due = duty.before or duty.within is not None or duty.by_end
        if duty.do and not due:
            reason = NEVER_DUE
        elif not duty.do and not duty.then_never:
            reason = NOTHING_TO_DO
        else:
            continue
        fields: dict[str, FieldValue] = {"name": placed.owner.id, "reason": reason}
        yield Fault(placed.source, (*placed.loc, "duty"), fields, at_key=True)


def _short_sequences(material: Material) -> Iterator[Fault]:
    for placed in owners(material):
        sequence = getattr(placed.owner, "sequence", ())
        # Each step takes a turn of its own, so that n steps need n turns.
        if sequence and not 2 <= len(sequence) <= getattr(placed.owner, "within", 0):
            fields = {
                "name": placed.owner.id,
                "steps": str(len(sequence)),
                "turns": str(getattr(placed.owner, "within", 0)),
            }
            yield Fault(placed.source, (*placed.loc, "sequence"), fields, at_key=True)


RULES = (
    Rule(
        "B001",
        Message(
            Bilingual("rien ne permet de trouver « {name} »", "nothing can ever find '{name}'"),
            Bilingual(
                "donnez-lui un « detector », une « sequence » ou un « duty »",
                "give it a 'detector', a 'sequence' or a 'duty'",
            ),
        ),
        Page(
            Bilingual(
                "Une technique, une maladresse ou une règle se reconnaît à des indices, à une "
                "suite de tours ou à un devoir.",
                "A technique, an anti-pattern or a rule is recognised by clues, a sequence of "
                "turns or a duty.",
            ),
            Bilingual(
                "Elle figurerait au barème sans jamais compter.",
                "It would stand in the rubric and never count.",
            ),
            "- {id: irony, detector: {}, …}",
            '- {id: irony, detector: {find: [{pattern: "bravo"}]}, …}',
        ),
        _nothing_found,
    ),
    Rule(
        "B002",
        Message(
            Bilingual("cet indice ne regarde rien", "this clue looks at nothing"),
            Bilingual(
                "ajoutez « pattern », « acts » ou « check »",
                "add 'pattern', 'acts' or 'check'",
            ),
        ),
        Page(
            Bilingual(
                "Un indice repose sur un motif, sur des actes ou sur une vérification.",
                "A clue rests on a pattern, on acts or on a check.",
            ),
            Bilingual(
                "Avec ses seules conditions il irait à n'importe quelle phrase, ou à aucune.",
                "With its conditions alone it would fit any sentence, or none.",
            ),
            "find: [{question: true}]",
            'find: [{pattern: "pourquoi ... pas", question: true}]',
        ),
        _empty_clues,
    ),
    Rule(
        "B003",
        Message(
            Bilingual(
                "le devoir de « {name} » n'a pas d'effet : {reason}",
                "the duty of '{name}' has no effect: {reason}",
            ),
            Bilingual("donnez-lui une échéance", "give it a deadline"),
        ),
        Page(
            Bilingual(
                "Un devoir dit quoi faire (« do ») et jusqu'à quand (« before », « within », "
                "« by_end »), ou ce qu'on ne fait plus (« then_never »).",
                "A duty says what to do ('do') and by when ('before', 'within', 'by_end'), or "
                "what is not done any more ('then_never').",
            ),
            Bilingual(
                "Sans échéance il ne peut pas être manqué.",
                "Without a deadline it cannot be missed.",
            ),
            "duty: {do: [{acts: [recording_notice]}]}",
            "duty: {do: [{acts: [recording_notice]}], before: [state_amount]}",
        ),
        _endless_duties,
    ),
    Rule(
        "B004",
        Message(
            Bilingual(
                "« {name} » ne peut pas s'accomplir : {steps} étapes en {turns} tours",
                "'{name}' can never be completed: {steps} steps in {turns} turns",
            ),
            Bilingual(
                "au moins deux étapes, et autant de tours que d'étapes (« within »)",
                "two steps at least, and as many turns as steps ('within')",
            ),
        ),
        Page(
            Bilingual(
                "Chaque étape d'une suite prend un tour ; « within » compte les tours permis.",
                "Each step of a sequence takes a turn; 'within' counts the turns allowed.",
            ),
            Bilingual("La suite ne serait jamais trouvée.", "The sequence would never be found."),
            "sequence: [[a], [b], [c], [d]]\nwithin: 3",
            "sequence: [[a], [b], [c], [d]]\nwithin: 5",
        ),
        _short_sequences,
    ),
)
