"""How the clues of duties and of papers are read: the link between marking and lexicon."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from callcoach.scoring.duties import Judge
from callcoach.scoring.paper_reader import PaperReader
from callcoach.understanding.detect import clue_evidence, clue_matches_line
from callcoach.understanding.matchable import is_content, matchable_text, stem
from callcoach.understanding.reading import read_words
from callcoach.understanding.reread import turn_of
from callcoach.understanding.utterance import Context

if TYPE_CHECKING:
    from datetime import date

    from callcoach.scoring.trace import CallTrace, TraceTurn
    from callcoach.understanding.detectors import CompiledClue
    from callcoach.understanding.entities import Entity
    from callcoach.understanding.lexicon import Lexicon
    from callcoach.understanding.turns import Turn
    from callcoach.understanding.utterance import Evidence


def judge_of(trace: CallTrace, lexicon: Lexicon, today: date) -> Judge:
    """Return what reads the clues of duties in this call."""
    contexts = _contexts(trace, today)

    @cache
    def opened(number: int) -> Turn:
        turn = next(t for t in trace.turns if t.number == number)
        return turn_of(turn.understood, lexicon, contexts[number])

    def holds(clue: CompiledClue, turn: TraceTurn) -> Evidence | None:
        return clue_evidence(clue, opened(turn.number)) if turn.text else None

    def line_matches(clue: CompiledClue, line: str, turn: TraceTurn) -> bool:
        return clue_matches_line(clue, line, contexts[turn.number]) is not None

    return Judge(dict(lexicon.detectors.duties), holds, line_matches)


def paper_reader(lexicon: Lexicon, today: date) -> PaperReader:
    """Return what reads the free text of papers."""

    def entities(text: str) -> tuple[Entity, ...]:
        return read_words(text, today, lexicon.reading.words).entities

    def matches(text: str, patterns: tuple[str, ...]) -> bool:
        words = matchable_text(text)
        compiler = lexicon.detectors.compiler
        return any(compiler.compile(p).search(words) is not None for p in patterns)

    def content(text: str) -> frozenset[str]:
        stop_words = lexicon.detectors.stop_words
        words = [token.text for token in matchable_text(text).tokens]
        figures = {word.lstrip("0") or "0" for word in words if word.isdigit()}
        return frozenset(stem(w) for w in words if is_content(w, stop_words)) | figures

    return PaperReader(entities, matches, content)


def _contexts(trace: CallTrace, today: date) -> dict[int, Context]:
    """Return the context of each turn, as it was when it was said."""
    contexts: dict[int, Context] = {}
    heard: list[str] = []
    said: list[str] = []
    acts: list[frozenset[str]] = []
    for turn in trace.turns:
        heard += [line.text for line in turn.before]
        contexts[turn.number] = Context(
            today=today,
            phase=turn.phase,
            previous=heard[-1] if heard else "",
            heard=tuple(heard),
            said=tuple(said),
            said_acts=tuple(acts),
            affect=turn.affect,
            facts=turn.facts,
        )
        said.append(turn.text)
        acts.append(turn.understood.acts)
    return contexts
