"""Which words are known: those of the examples, and those of the pack's lists, cues and patterns.

What must stay true: every word an author wrote is known, so it is never repaired into another.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING

from callcoach.text import fold
from callcoach.understanding.act_rules import act_patterns
from callcoach.understanding.compiled import Written
from callcoach.understanding.patterns import PatternCompiler, PatternError, pattern_vocabulary
from callcoach.understanding.reading import WordRules
from callcoach.understanding.repair import Vocabulary
from callcoach.understanding.tokens import Abbreviations, tokenise, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from callcoach.content.language import Act, Language
    from callcoach.understanding.entities import EntityWords

_TRUSTED = 2
"""Words of lists and patterns count at least so often: an author spelt them with care."""


def words_written(
    acts: Sequence[Act], background: Sequence[str], abbreviations: Abbreviations
) -> Written:
    """Return the words of all examples, counter-examples and everyday sentences."""
    sentences = [text for act in acts for text in (*act.examples, *act.counter_examples)]
    counts: Counter[str] = Counter()
    lower: set[str] = set()
    for sentence in (*sentences, *background):
        for token in tokenise(fold(sentence), abbreviations):
            if token.text.isalpha():
                counts[token.text] += 1
                if sentence[token.span.start].islower():
                    lower.add(token.text)
    return Written(dict(counts), frozenset(lower))


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
    spelt = frozenset(_listed_words(language, acts)) | abbreviations.words()
    counts = dict(written.counts)
    for word in (*spelt, *trusted):
        if word.isalpha():
            counts[word] = max(_TRUSTED, counts.get(word, 0))
    return WordRules(
        abbreviations=abbreviations,
        vocabulary=Vocabulary(
            counts=counts,
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


def _listed_words(language: Language, acts: Sequence[Act]) -> Iterator[str]:
    """Yield the words of the pack's lists, cues and patterns."""
    compiler = PatternCompiler(language.lists)
    frame = language.frame
    cues = [
        text
        for name in type(frame).model_fields
        if name != "actors"
        for text in getattr(frame, name)
    ]
    cues += [text for texts in frame.actors.values() for text in texts]
    cues += [text for act in acts for text in act_patterns(act)]
    cues += [f"@{name}" for name, items in language.lists.items() if items]
    cues += [text for texts in language.identity_elements.values() for text in texts]
    for cue in cues:
        # What cannot be read is reported where it is used; here it is only one word less.
        with contextlib.suppress(PatternError):
            yield from pattern_vocabulary(compiler.compile(cue))
    for item in (*language.stop_words, *language.clause_breaks):
        yield from words_of(item)


def _negation_words(language: Language) -> frozenset[str]:
    """Return the single words that deny; a repair may neither make nor destroy one."""
    compiler = PatternCompiler(language.lists)
    single = compiler.compile_all(text for text in language.frame.negation if " " not in text)
    words = {word for pattern in single for word in pattern_vocabulary(pattern)}
    return frozenset(words) | _words_in(language, "negation_words")
