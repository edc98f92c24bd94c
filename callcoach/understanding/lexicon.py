"""All that understanding knows of a language, a set of acts and a rubric, compiled once.

What must stay true: a lexicon is frozen and shared by every turn; the classifier depends on language and acts alone, so
that scenarios without acts of their own share one stored model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Protocol

from callcoach.content.language import Act, Acts, Language
from callcoach.content.rubric import Rubric
from callcoach.text import fold
from callcoach.understanding.act_rules import ActRules
from callcoach.understanding.classifier import Classifier
from callcoach.understanding.compiled import ALGORITHM, CompiledModel, CorruptModelError
from callcoach.understanding.detectors import Detectors, compile_detectors
from callcoach.understanding.entities import EntityWords
from callcoach.understanding.frame import FrameRules
from callcoach.understanding.patterns import PatternCompiler, pattern_vocabulary
from callcoach.understanding.reading import WordRules, read_words
from callcoach.understanding.repair import Vocabulary, vocabulary
from callcoach.understanding.segment import ClauseRules
from callcoach.understanding.tokens import Abbreviations, tokenise, words_of

_A_DAY = date(2024, 1, 8)
"""The day from which examples are read; only the kinds of what is found in them matter."""
_TRUSTED = 2
"""Words of lists and patterns count so often: an author spelt them with care."""


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
            language, acts, entity_words, extra_acts, (*detectors.vocabulary(), *extra)
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

    rules = word_rules(language, acts, entity_words, extra_acts)
    all_acts = (*acts.acts, *extra_acts)
    model = train(key, [act.id for act in all_acts], samples_of(all_acts, acts.background, rules))
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
        _plain(entity_words),
    ]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any compiled words
    """Return a value as JSON data in a fixed order."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return sorted(([str(key), _plain(item)] for key, item in value.items()), key=str)
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | str) or value is None else str(value)


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


def word_rules(
    language: Language,
    acts: Acts,
    entity_words: EntityWords,
    extra_acts: Sequence[Act] = (),
    trusted: Iterable[str] = (),
) -> WordRules:
    """Return how words are read: the vocabulary is every word of the content.

    Args:
        language: The language pack.
        acts: Its acts.
        entity_words: Its words for sums, days and means.
        extra_acts: Acts of one scenario.
        trusted: Words that are known besides.
    """
    abbreviations = Abbreviations.compile(language.abbreviations)
    written = [
        token
        for sentence in _sentences(acts, extra_acts)
        for token in _typed_words(sentence, abbreviations)
    ]
    spelt = set(_listed_words(language, (*acts.acts, *extra_acts))) | abbreviations.words()
    names = set(trusted)
    negations = _negation_words(language)
    return WordRules(
        abbreviations=abbreviations,
        vocabulary=_vocabulary(language, written, spelt, names, negations),
        titles=frozenset(
            word for item in language.lists.get("debtor_title", ()) for word in words_of(item)
        ),
        entity_words=entity_words,
    )


def _vocabulary(
    language: Language,
    written: Sequence[tuple[str, bool]],
    spelt: Collection[str],
    trusted: Collection[str],
    negations: Iterable[str],
) -> Vocabulary:
    """Return the known words: as written in examples, and those an author spelt with care."""
    words = [word for word, _ in written]
    words += [word for word in (*sorted(spelt), *sorted(trusted)) for _ in range(_TRUSTED)]
    return vocabulary(
        words,
        ordinary={word for word, lower in written if lower} | set(spelt),
        protected=negations,
        elided=[word for item in language.lists.get("elided", ()) for word in words_of(item)],
    )


def _sentences(acts: Acts, extra_acts: Sequence[Act]) -> Iterator[str]:
    for act in (*acts.acts, *extra_acts):
        yield from act.examples
        yield from act.counter_examples
    yield from acts.background


def _typed_words(sentence: str, abbreviations: Abbreviations) -> Iterator[tuple[str, bool]]:
    """Yield the words of a sentence and whether each is written without a capital."""
    for token in tokenise(fold(sentence), abbreviations):
        yield token.text, sentence[token.span.start].islower()


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
    phrases = compiler.compile_all(text for text in language.frame.negation if " " not in text)
    listed = language.lists.get("negation_words", ())
    return frozenset(
        {word for pattern in phrases for word in pattern_vocabulary(pattern)}
        | {word for item in listed for word in words_of(item)}
    )
