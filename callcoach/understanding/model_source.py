"""The classifier of a set of acts: found in a store by its hash, or compiled.

What must stay true: the hash changes with everything the classifier is made of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from callcoach.content.common_words import CommonWords
from callcoach.understanding.compiled import ALGORITHM, CompiledModel, CorruptModelError
from callcoach.understanding.frame import FrameRules
from callcoach.understanding.known_words import word_rules, words_written
from callcoach.understanding.patterns import PatternCompiler
from callcoach.understanding.reading import ReadingRules, read_turn
from callcoach.understanding.segment import ClauseRules
from callcoach.understanding.sentences import SentenceEncoder, vectors_of
from callcoach.understanding.tokens import Abbreviations

if TYPE_CHECKING:
    from callcoach.content.language import Act, Acts, Language
    from callcoach.understanding.entities import EntityWords
    from callcoach.understanding.training import Material

NO_WORDS = CommonWords()
_A_DAY = date(2024, 1, 8)
"""The day from which examples are read; only the kinds of what is found in them matter."""


class ModelStore(Protocol):
    """Where compiled models are kept between runs."""

    def read(self, key: str) -> bytes | None:
        """Return the bytes kept under a key."""

    def write(self, key: str, data: bytes) -> None:
        """Keep bytes under a key."""


def model_for(
    language: Language,
    acts: Acts,
    entity_words: EntityWords,
    extra_acts: tuple[Act, ...] = (),
    store: ModelStore | None = None,
    common_words: CommonWords = NO_WORDS,
    encoder: SentenceEncoder | None = None,
) -> CompiledModel:
    """Return the classifier for these acts: the stored one, or one trained now and stored.

    With an encoder it learns from sentence vectors too; both kinds are stored side by side.
    """
    key = model_key(language, acts, entity_words, extra_acts, common_words, encoder)
    data = store.read(key) if store else None
    if data is not None:
        try:
            model = CompiledModel.from_bytes(data)
        except CorruptModelError:
            model = None
        if model is not None and model.key == key:
            return model
    from callcoach.understanding.training import train  # numpy, only when something is compiled

    material = material_of(key, language, acts, entity_words, extra_acts, common_words)
    model = train(material if encoder is None else with_vectors(material, encoder))
    if store:
        store.write(key, model.to_bytes())
    return model


def model_key(
    language: Language,
    acts: Acts,
    entity_words: EntityWords,
    extra_acts: tuple[Act, ...] = (),
    common_words: CommonWords = NO_WORDS,
    encoder: SentenceEncoder | None = None,
) -> str:
    """Return a hash of all that a classifier is made of."""
    content = [
        ALGORITHM,
        language.model_dump(mode="json", exclude={"identity_elements"}),
        [act.model_dump(mode="json") for act in (*acts.acts, *extra_acts)],
        acts.background,
        _digest(entity_words),
        common_words.digest,
        encoder.id if encoder is not None else "",
    ]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(words: EntityWords) -> str:
    """Return a hash of the entity words; a set that many patterns share is written once."""
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
        digest.update(" ".join((*sorted(node.words), "/")).encode())
        digest.update(" ".join(prefix for prefix, _ in node.prefixes).encode())
        digest.update(" ".join(plain(entries) for entries, _ in node.lists).encode())
        digest.update(" ".join(slot for slot, _ in node.slots).encode())
        digest.update(" ".join(f"{r.family}.{r.action}.{r.order}" for r in node.rules).encode())
        waiting += [node.words[word] for word in sorted(node.words)]
        for group in (node.prefixes, node.lists, node.slots):
            waiting += [child for _, child in group]
    for section in (words.numbers, words.money, words.calendar):
        for field in fields(section):
            digest.update(_in_order(getattr(section, field.name)).encode())
    return digest.hexdigest()


def _in_order(value: object) -> str:
    """Return words as text in a fixed order."""
    if isinstance(value, Mapping):
        return str(sorted((str(key), str(item)) for key, item in value.items()))
    if isinstance(value, frozenset):
        return str(sorted(map(str, value)))
    return str(value)


def material_of(
    key: str,
    language: Language,
    acts: Acts,
    entity_words: EntityWords,
    extra_acts: tuple[Act, ...] = (),
    common_words: CommonWords = NO_WORDS,
) -> Material:
    """Return the sentences of the content as the classifier sees them.

    An example that stands under two acts belongs to both.
    """
    from callcoach.understanding.training import Material, Sample

    all_acts = (*acts.acts, *extra_acts)
    written = words_written(
        all_acts,
        acts.background,
        Abbreviations.compile(language.abbreviations),
        common_words.counts(),
    )
    rules = ReadingRules(
        words=word_rules(language, all_acts, entity_words, written),
        clauses=ClauseRules.compile(language),
        frames=FrameRules.compile(language, PatternCompiler(language.lists)),
    )

    def samples(owners: Mapping[str, Sequence[int]]) -> tuple[Sample, ...]:
        return tuple(
            Sample(text, _bag(text, rules), tuple(positions)) for text, positions in owners.items()
        )

    examples = _owners([act.examples for act in all_acts])
    for sentence in acts.background:
        examples.setdefault(sentence, [len(all_acts)])
    return Material(
        key=key,
        acts=tuple(act.id for act in all_acts),
        samples=samples(examples),
        counter_examples=samples(_owners([act.counter_examples for act in all_acts])),
        written=written,
    )


def with_vectors(material: Material, encoder: SentenceEncoder) -> Material:
    """Return the material with the vectors of its samples."""
    vectors = vectors_of([sample.text for sample in material.samples], encoder)
    return replace(material, encoder=encoder.id, vectors=vectors)


def _owners(sentences: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return each sentence with the acts that it stands under."""
    owners: dict[str, list[int]] = {}
    for position, group in enumerate(sentences):
        for text in group:
            if position not in owners.setdefault(text, []):
                owners[text].append(position)
    return owners


def _bag(text: str, rules: ReadingRules) -> tuple[str, ...]:
    read, clauses = read_turn(text, _A_DAY, rules)
    return tuple(word for clause in clauses for word in read.bag(clause))
