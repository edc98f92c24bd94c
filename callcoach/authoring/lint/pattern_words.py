"""What the compiler of patterns complains of, in both languages."""

from __future__ import annotations

import re
from typing import Final

from callcoach.content.messages import Bilingual

REASONS: Final[tuple[tuple[str, Bilingual], ...]] = (
    (
        r"(?:in the word list @\w+: )?there is no word list @(?P<name>\w*)",
        Bilingual("aucune liste de mots « @{name} »", "there is no word list '@{name}'"),
    ),
    (
        r"(?:in the word list @\w+: )?the word list @(?P<name>\w+) contains itself",
        Bilingual("la liste « @{name} » se contient elle-même", "the list '@{name}' holds itself"),
    ),
    (
        r"the word list @(?P<name>\w+) is empty",
        Bilingual("la liste « @{name} » est vide", "the list '@{name}' is empty"),
    ),
    (
        r"in the word list @(?P<name>\w+): .*",
        Bilingual(
            "la liste « @{name} » contient un motif illisible",
            "the list '@{name}' holds a pattern that cannot be read",
        ),
    ),
    (
        "a gap needs a word on both sides",
        Bilingual("« ... » demande un mot de chaque côté", "'...' needs a word on both sides"),
    ),
    (
        "nothing in it is required.*",
        Bilingual(
            "rien n'y est obligatoire : il irait à toute phrase",
            "nothing in it is required: it would fit any clause",
        ),
    ),
    (
        r"more than (?P<name>\d+) gaps.*",
        Bilingual(
            "plus de {name} « ... » : faites-en deux motifs",
            "more than {name} gaps: make two patterns of it",
        ),
    ),
    (
        "a closing parenthesis too many",
        Bilingual("une parenthèse fermée de trop", "a closing parenthesis too many"),
    ),
    (
        "a parenthesis is not closed",
        Bilingual("cette parenthèse n'est pas refermée", "this parenthesis is not closed"),
    ),
    (
        "an alternative, or the whole pattern, is empty",
        Bilingual("un choix est vide", "an alternative is empty"),
    ),
    (
        r"\^ belongs .*",
        Bilingual("« ^ » se met tout au début", "'^' belongs at the very beginning"),
    ),
    (
        r"\$ belongs .*",
        Bilingual("« $ » se met tout à la fin", "'$' belongs at the very end"),
    ),
    (
        "a bar between spaces.*",
        Bilingual(
            "barre entre des espaces : mettez les choix entre parenthèses",
            "a bar between spaces: put the alternatives in parentheses",
        ),
    ),
    (
        "write .* for an optional part.*",
        Bilingual(
            "« ? » seul : écrivez ?( … ) pour une partie facultative",
            "a lone '?': write ?( … ) for an optional part",
        ),
    ),
    (
        "a star needs .*",
        Bilingual("« * » suit le début d'un mot", "'*' comes after the beginning of a word"),
    ),
    (
        "write three or four full stops.*|a gap is three full stops.*",
        Bilingual(
            "un intervalle s'écrit avec trois points (six mots) ou quatre (tous)",
            "a gap is three full stops (six words) or four (any number)",
        ),
    ),
    (
        r"\{(?P<name>.*)\} is not known.*",
        Bilingual("« {{{name}}} » n'est pas connu", "'{{{name}}}' is not known"),
    ),
    (
        "(?P<name>.*) (?:has no meaning here|holds no word)",
        Bilingual("{name} n'a pas de sens ici", "{name} has no meaning here"),
    ),
)
"""What the compiler of patterns says → our words."""


def in_our_words(message: str) -> tuple[Bilingual, dict[str, str]]:
    """Return what the compiler of patterns complains of, in both languages, and its fields."""
    for pattern, words in REASONS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return words, {"name": found.groupdict().get("name") or ""}
    return Bilingual("motif illisible", "it cannot be read"), {"name": ""}
