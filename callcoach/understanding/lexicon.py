"""All that understanding knows of a language, a set of acts and a rubric, compiled once.

What must stay true: a lexicon is frozen and shared by every turn; the classifier depends on
language and acts alone, so that scenarios without acts of their own share one stored model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.act_rules import ActRules
from callcoach.understanding.classifier import Classifier
from callcoach.understanding.detectors import Detectors, compile_detectors
from callcoach.understanding.frame import FrameRules
from callcoach.understanding.known_words import word_rules
from callcoach.understanding.model_source import model_for
from callcoach.understanding.reading import ReadingRules
from callcoach.understanding.segment import ClauseRules
from callcoach.understanding.tokens import words_of

if TYPE_CHECKING:
    from callcoach.content.language import Act, Acts, Language
    from callcoach.content.rubric import Rubric
    from callcoach.understanding.compiled import CompiledModel
    from callcoach.understanding.entities import EntityWords
    from callcoach.understanding.sentences import SentenceEncoder


@dataclass(frozen=True)
class Lexicon:
    """Everything ``understand`` needs beside the words and the context."""

    language: str
    reading: ReadingRules
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
    encoder: SentenceEncoder | None = None,
) -> Lexicon:
    """Compile a lexicon.

    Args:
        language: The language pack.
        acts: Its acts.
        entity_words: Its words for sums, days and means.
        rubric: What is looked for beside acts; None looks for acts only.
        extra_acts: Acts of one scenario.
        extra_words: Names and words of one dossier; they are never repaired.
        model: The classifier for these acts (see ``model_for``); without it one is trained, which
            takes seconds.
        encoder: What turns sentences into vectors, for a model that learnt from it.

    Raises:
        PatternError, ActError, DetectorError: A pattern cannot be read.
    """
    detectors = compile_detectors(
        rubric.techniques if rubric else (),
        rubric.anti_patterns if rubric else (),
        rubric.rules if rubric else (),
        language.lists,
        language.stop_words,
    )
    compiler = detectors.compiler
    all_acts = (*acts.acts, *extra_acts)
    act_rules = ActRules.compile(all_acts, compiler)
    model = model or model_for(language, acts, entity_words, extra_acts, encoder=encoder)
    extra = [word for text in extra_words for word in words_of(text)]
    return Lexicon(
        language=language.id,
        reading=ReadingRules(
            words=word_rules(
                language, all_acts, entity_words, model.written, (*detectors.vocabulary(), *extra)
            ),
            clauses=ClauseRules.compile(language),
            frames=FrameRules.compile(language, compiler),
        ),
        acts=act_rules,
        classifier=Classifier(model, encoder),
        detectors=detectors,
        stop_words=frozenset(word for item in language.stop_words for word in words_of(item)),
    )
