"""Fixed words of the rubric: phases, affects, case facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.lint import vocabulary
from callcoach.authoring.lint.rule import Fault, Page, Rule, unknown
from callcoach.authoring.lint.walk import clues, owners
from callcoach.content.messages import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material


def _phases_and_affects(material: Material) -> Iterator[Fault]:
    for clue in clues(material):
        for key, known in (
            ("phase", vocabulary.CALL_PHASES),
            ("affect", vocabulary.AFFECTS),
        ):
            for index, name in enumerate(getattr(clue.clue, key)):
                if name not in known:
                    yield unknown(clue.source, (*clue.loc, key, index), name, known)
    for owner in owners(material):
        for index, special in enumerate(getattr(owner.owner, "effects", ())):
            for place, name in enumerate(special.affect):
                if name not in vocabulary.AFFECTS:
                    loc = (*owner.loc, "effects", index, "affect", place)
                    yield unknown(owner.source, loc, name, vocabulary.AFFECTS)


def _facts(material: Material) -> Iterator[Fault]:
    known = vocabulary.CASE_FACTS
    for clue in clues(material):
        for key in ("facts", "unless_facts"):
            for name in getattr(clue.clue, key):
                if name not in known:
                    yield unknown(clue.source, (*clue.loc, key, name), name, known, at_key=True)
    for owner in owners(material):
        for index, name in enumerate(getattr(owner.owner, "reads", ())):
            if name not in known:
                yield unknown(owner.source, (*owner.loc, "reads", index), name, known)
        duty = getattr(owner.owner, "duty", None)
        for name in duty.when_facts if duty is not None else ():
            if name not in known:
                loc = (*owner.loc, "duty", "when_facts", name)
                yield unknown(owner.source, loc, name, known, at_key=True)


RULES = (
    Rule(
        "R015",
        Message(Bilingual("ni phase ni humeur de ce nom : « {name} »", "no such word: '{name}'")),
        Page(
            Bilingual(
                "« phase » nomme une phase de l'appel, « affect » une humeur que le débiteur "
                "montre.",
                "'phase' names a phase of the call, 'affect' a feeling that the debtor shows.",
            ),
            Bilingual(
                "Un indice qui attend une phase inconnue ne trouve jamais rien.",
                "A clue that waits for an unknown phase never finds anything.",
            ),
            "phase: [diagnostic]",
            "phase: [diagnosis]",
        ),
        _phases_and_affects,
    ),
    Rule(
        "R016",
        Message(
            Bilingual(
                "aucun dossier ne donne le fait « {name} »", "no file gives the fact '{name}'"
            )
        ),
        Page(
            Bilingual(
                "« facts », « unless_facts », « when_facts » et « reads » nomment des faits du "
                "dossier ou de l'appel.",
                "'facts', 'unless_facts', 'when_facts' and 'reads' name facts of the file or of "
                "the call.",
            ),
            Bilingual(
                "Un fait que rien ne donne reste inconnu : la règle dirait toujours "
                "« indéterminé ».",
                "A fact that nothing gives stays unknown: the rule would always say "
                "'undetermined'.",
            ),
            "when_facts: {debtor_kind: consumer}",
            "when_facts: {debtor_type: consumer}",
        ),
        _facts,
    ),
)
