"""All that understanding knows of a language, a set of acts and a rubric, compiled once.

What must stay true: a lexicon is frozen and shared by every turn; the classifier depends on language and acts alone, so
that scenarios without acts of their own share one stored model.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Protocol

from callcoach.content.language import Act, Acts, Language
from callcoach.content.rubric import Rubric
from callcoach.text import fold
from callcoach.understanding.act_rules import ActRules
from callcoach.understanding.classifier import Classifier
from callcoach.understanding.compiled import ALGORITHM, CompiledModel, CorruptModelError, Written
from callcoach.understanding.detectors import Detectors, compile_detectors
from callcoach.understanding.entities import EntityWords
from callcoach.understanding.frame import FrameRules
from callcoach.understanding.patterns import PatternCompiler, pattern_vocabulary
from callcoach.understanding.reading import WordRules, read_words
from callcoach.understanding.repair import Vocabulary
from callcoach.understanding.segment import ClauseRules
from callcoach.understanding.tokens import Abbreviations, tokenise, words_of

_A_DAY = date(2024, 1, 8)
"""The day from which examples are read; only the kinds of what is found in them matter."""
_TRUSTED = 2
"""Words of lists and patterns count at least so often: an author spelt them with care."""


class ModelStore(Protocol):
    """Where compiled models are kept between runs."""

    def read(self, key: str) -> bytes | None:
        """Return the bytes kept under a key."""

    def write(self, key: str, data: bytes) -> None:
        """Keep bytes under a key."""


@dataclass(frozen=True)
class Lexicon:
    """Everything ``understand`` needs beside the words and the context."""

    language: str
    words: WordRules
    clauses: ClauseRules
    frames: FrameRules
    acts: ActRules
    classifier: Classifier
    detectors: Detectors
    stop_words: frozenset[str]


def compile_lexicon(
    language: Language,
    acts: Acts,
    entity_words: EntityWords,
    rubric: Rubric | None = None,
    extra_acts: tuple[Act, ...] = (),
    extra_words: tuple[str, ...] = (),
    model: CompiledModel | None = None,
) -> Lexicon:
    """Compile a lexicon.

    Args:
        language: The language pack.
        acts: Its acts.
        entity_words: Its words for sums, days and means.
        rubric: What is looked for beside acts; None looks for acts only.
        extra_acts: Acts of one scenario.
        extra_words: Names and words of one dossier; they are never repaired.
        model: The classifier for these acts (see ``model_for``); without it one is trained, which takes seconds.

    Raises:
        PatternError, ActError, DetectorError: A pattern cannot be read.
    """
    compiler = PatternCompiler(language.lists)
    all_acts = (*acts.acts, *extra_acts)
    act_rules = ActRules.compile(all_acts, compiler)
    frames = FrameRules.compile(language, compiler)
    detectors = compile_detectors(
        rubric.techniques if rubric else (),
        rubric.anti_patterns if rubric else (),
        rubric.rules if rubric else (),
        language.lists,
        language.stop_words,
    )
    model = model or model_for(language, acts, entity_words, extra_acts)
    extra = [word for text in extra_words for word in words_of(text)]
    return Lexicon(
        language=language.id,
        words=word_rules(
            language, all_acts, entity_words, model.written, (*detectors.vocabulary(), *extra)
        ),
        clauses=ClauseRules.compile(language),
        frames=frames,
        acts=act_rules,
        classifier=Classifier(model),
        detectors=detectors,
        stop_words=frozenset(word for item in language.stop_words for word in words_of(item)),
    )


def model_for(
    language: Language,
    acts: Acts,
    entity_words: EntityWords,
    extra_acts: tuple[Act, ...] = (),
    store: ModelStore | None = None,
) -> CompiledModel:
    """Return the classifier for these acts: the stored one, or one trained now and stored."""
    key = model_key(language, acts, entity_words, extra_acts)
    data = store.read(key) if store else None
    if data is not None:
        try:
            model = CompiledModel.from_bytes(data)
        except CorruptModelError:
            model = None
        if model is not None and model.key == key:
            return model
    from callcoach.understanding.training import (
        train,
    )  # numpy, and only when something must be compiled

    all_acts = (*acts.acts, *extra_acts)
    written = words_written(all_acts, acts.background, Abbreviations.compile(language.abbreviations))
    rules = word_rules(language, all_acts, entity_words, written)
    samples = samples_of(all_acts, acts.background, rules)
    model = train(key, [act.id for act in all_acts], samples, written)
    if store:
        store.write(key, model.to_bytes())
    return model


def model_key(
    language: Language, acts: Acts, entity_words: EntityWords, extra_acts: tuple[Act, ...] = ()
) -> str:
    """Return a hash of all that a classifier is made of."""
    content = [
        ALGORITHM,
        language.model_dump(mode="json", exclude={"frame", "identity_elements"}),
        [act.model_dump(mode="json") for act in (*acts.acts, *extra_acts)],
        acts.background,
        _digest(entity_words),
    ]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(words: EntityWords) -> str:
    """Return a hash of the entity words; the many sets that patterns share are written once each."""
    written: dict[int, str] = {}
    digest = hashlib.sha256()

    def plain(value: object) -> str:
        """Return a value as text in a fixed order."""
        if id(value) not in written:
            written[id(value)] = _in_order(value)
        return written[id(value)]

    waiting = [words.patterns, words.cues]
    while waiting:
        node = waiting.pop()
        digest.update(" ".join((*sorted(node.words), "/", *(p for p, _ in node.prefixes))).encode())
        digest.update(" ".join(plain(entries) for entries, _ in node.lists).encode())
        digest.update(" ".join(slot for slot, _ in node.slots).encode())
        digest.update(" ".join(f"{r.family}.{r.action}.{r.order}" for r in node.rules).encode())
        waiting += [node.words[word] for word in sorted(node.words)]
        waiting += [child for group in (node.prefixes, node.lists, node.slots) for _, child in group]
    for section in (words.numbers, words.money, words.calendar):
        digest.update("".join(_in_order(getattr(section, f.name)) for f in fields(section)).encode())
    return digest.hexdigest()


def _in_order(value: object) -> str:
    """Return words as text in a fixed order."""
    if isinstance(value, Mapping):
        return str(sorted((str(key), str(item)) for key, item in value.items()))
    if isinstance(value, frozenset):
        return str(sorted(map(str, value)))
    return str(value)


def samples_of(
    acts: Sequence[Act], background: Sequence[str], rules: WordRules
) -> tuple[Any, ...]:
    """Return the examples as the classifier sees them; one that stands under two acts belongs to both."""
    from callcoach.understanding.training import Sample

    owners: dict[str, set[int]] = {}
    for position, act in enumerate(acts):
        for example in act.examples:
            owners.setdefault(example, set()).add(position)
    for sentence in background:
        owners.setdefault(sentence, {len(acts)})
    samples = []
    for text, positions in owners.items():
        read = read_words(text, _A_DAY, rules)
        samples.append(Sample(text, read.bag(read.tokens), tuple(sorted(positions))))
    return tuple(samples)


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
    cues += [text for act in acts for text in (*act.patterns, *act.never, *act.after)]
    cues += [f"@{name}" for name, items in language.lists.items() if items]
    cues += [text for texts in language.identity_elements.values() for text in texts]
    for pattern in compiler.compile_all(cues):
        yield from pattern_vocabulary(pattern)
    for item in (*language.stop_words, *language.clause_breaks):
        yield from words_of(item)


def _negation_words(language: Language) -> frozenset[str]:
    """Return the single words that deny; a repair may neither make nor destroy one."""
    compiler = PatternCompiler(language.lists)
    single = compiler.compile_all(text for text in language.frame.negation if " " not in text)
    words = {word for pattern in single for word in pattern_vocabulary(pattern)}
    return frozenset(words) | _words_in(language, "negation_words")
