"""Which words are known: those of the examples, and those of the pack's lists, cues and patterns.

What must stay true: every word an author wrote is known, so it is never repaired into another.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from callcoach.text import fold
from callcoach.understanding.act_rules import act_patterns
from callcoach.understanding.compiled import Written
from callcoach.understanding.likely_words import Speech
from callcoach.understanding.reading import WordRules
from callcoach.understanding.repair import Vocabulary, side_by_side
from callcoach.understanding.tokens import Abbreviations, tokenise, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from callcoach.content.language import Act, Language
    from callcoach.understanding.entities import EntityWords

_TRUSTED = 2
"""Words of lists and patterns count at least so often: an author spelt them with care."""
_ORDINARY = "everyday"
"""The list of ordinary words: known, so that they stay; but nothing is read as them."""
_KEYBOARD = "keyboard"
"""The list of the keyboard's rows of letters."""
_NO_WORD = re.compile(r"@\w+|\{[^}]*\}|[^\W_]+\*")
"""What stands in a pattern and is no whole word: a list, a slot, a beginning."""


def words_written(
    acts: Sequence[Act],
    background: Sequence[str],
    abbreviations: Abbreviations,
    common: Mapping[str, int],
) -> Written:
    """Return the words of all examples, counter-examples and everyday sentences.

    Args:
        acts: All acts.
        background: Everyday sentences.
        abbreviations: What short spellings stand for.
        common: How often ordinary words are said in general.
    """
    sentences = [text for act in acts for text in (*act.examples, *act.counter_examples)]
    counts: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    lower: set[str] = set()
    for sentence in (*sentences, *background):
        tokens = tokenise(fold(sentence), abbreviations)
        pairs.update(
            f"{a.text} {b.text}" for a, b in itertools.pairwise(tokens) if side_by_side(a, b)
        )
        for token in tokens:
            if token.text.isalpha():
                counts[token.text] += 1
                if sentence[token.span.start].islower():
                    lower.add(token.text)
    return Written(dict(counts), frozenset(lower), dict(pairs), common)


def word_rules(
    language: Language,
    acts: Sequence[Act],
    entity_words: EntityWords,
    written: Written,
    trusted: Iterable[str] = (),
) -> WordRules:
    """Return how words are read.

    Args:
        language: The language pack.
        acts: All acts.
        entity_words: Its words for sums, days and means.
        written: The words of the examples.
        trusted: Words that are known besides.
    """
    abbreviations = Abbreviations.compile(language.abbreviations)
    spelt = _listed_words(language, acts) | abbreviations.words()
    counts = dict(written.counts)
    for word in _words_in(language, _ORDINARY):
        counts.setdefault(word, 1)
    for word in (*spelt, *trusted):
        if word.isalpha():
            counts[word] = max(_TRUSTED, counts.get(word, 0))
    return WordRules(
        abbreviations=abbreviations,
        vocabulary=Vocabulary(
            speech=Speech(
                counts=counts,
                pairs=written.pairs,
                common=written.common,
                keyboard=tuple(language.lists.get(_KEYBOARD, ())),
            ),
            ordinary=written.lower | spelt,
            protected=_negation_words(language),
            elided=_words_in(language, "elided"),
        ),
        titles=_words_in(language, "debtor_title"),
        entity_words=entity_words,
    )


def _words_in(language: Language, name: str) -> frozenset[str]:
    """Return the single words of a list of the pack."""
    return frozenset(word for item in language.lists.get(name, ()) for word in words_of(item))


def _listed_words(language: Language, acts: Sequence[Act]) -> frozenset[str]:
    """Return the whole words of the pack's lists, cues and patterns.

    They are read off the text, not off compiled patterns: what cannot be compiled is reported
    where it is used, and compiling takes long.
    """
    frame = language.frame
    texts = [
        text
        for name in type(frame).model_fields
        if name != "actors"
        for text in getattr(frame, name)
    ]
    texts += [text for group in frame.actors.values() for text in group]
    texts += [text for act in acts for text in act_patterns(act)]
    texts += [
        text
        for name, items in language.lists.items()
        if name not in (_ORDINARY, _KEYBOARD)
        for text in items
    ]
    texts += [text for group in language.identity_elements.values() for text in group]
    texts += [*language.stop_words, *language.clause_breaks]
    return frozenset(words_of(_NO_WORD.sub(" ", "\n".join(texts))))


def _negation_words(language: Language) -> frozenset[str]:
    """Return the single words that deny; a repair may neither make nor destroy one."""
    single = [text for text in language.frame.negation if " " not in text]
    words = words_of(_NO_WORD.sub(" ", "\n".join(single)))
    return frozenset(words) | _words_in(language, "negation_words")
