"""The words of sums and dates, as far as they are data: can they be compiled?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.content.describe import shorten
from callcoach.content.messages import Bilingual, Message
from callcoach.understanding.entities import EntityWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.lint.material import Material
    from callcoach.content.problems import Loc

_PLACE = re.compile(r"(?P<keys>[\w.]+?)(?:\[(?P<index>\d+)\])?: (?P<what>.*)", re.DOTALL)
"""« patterns.date[3]: unknown key … », as the compiler says it."""


_KEY = re.compile(r"unknown key '(\w+)'")


def _uncompiled(material: Material) -> Iterator[Fault]:
    source = material.entity_words
    if source is None:
        return
    try:
        EntityWords.from_mapping(source.data)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        said = _PLACE.match(str(error))
        what = said["what"] if said is not None else str(error)
        loc: Loc = tuple(said["keys"].split(".")) if said is not None else ()
        if said is not None and said["index"] is not None:
            loc = (*loc, int(said["index"]))
        key = _KEY.search(what)
        loc = (*loc, key[1]) if key is not None and (*loc, key[1]) in source.positions else loc
        at_key = loc in source.key_positions
        yield Fault(source, loc, {"what": shorten(what)}, at_key=at_key)


RULES = (
    Rule(
        "E001",
        Message(
            Bilingual(
                "les mots des sommes et des dates sont inutilisables : {what}",
                "the words of sums and dates cannot be used: {what}",
            ),
            Bilingual("corrigez cette entrée", "mend this entry"),
        ),
        Page(
            Bilingual(
                "entities.yaml dit par quels mots on reconnaît sommes, dates, durées et plans.",
                "entities.yaml says by which words sums, dates, durations and plans are "
                "recognised.",
            ),
            Bilingual(
                "Une seule entrée illisible empêche tout appel.",
                "A single entry that cannot be read prevents every call.",
            ),
            "money:\n  curency: [euro, euros]",
            "money:\n  currency: [euro, euros]",
        ),
        _uncompiled,
    ),
)
