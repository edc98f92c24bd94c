"""Calls to mark, made by hand: what was meant in each turn, and what was heard between them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from callcoach.content.detector import Clue
from callcoach.content.rubric import Duty, Rubric, Rule
from callcoach.scoring.duties import Judge
from callcoach.scoring.paper_reader import PaperReader
from callcoach.scoring.score import Marker, score
from callcoach.scoring.trace import CallTrace, Heard, TraceTurn
from callcoach.text import Span, fold
from callcoach.understanding.detectors import compile_clue, compile_detectors
from callcoach.understanding.entities import EntityWords, extract
from callcoach.understanding.matchable import is_content, matchable_text, stem
from callcoach.understanding.patterns import PatternCompiler
from callcoach.understanding.utterance import Confidence, Evidence, Utterance, by_strength
from tests.stage import TODAY, library, meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.rubric import Grid
    from callcoach.scoring.verdict import ItemScore, Score
    from callcoach.understanding.detectors import CompiledClue, CompiledDuty, Detectors
    from callcoach.understanding.entities import Entity

FACTS: Mapping[str, Any] = {
    "who_answers": "debtor",
    "balance": 612.40,
    "creditor": "Valorge Énergie",
    "collector_status": "third_party_agency",
    "debtor_type": "consumer",
    "call_recorded": False,
}


def entities(text: str) -> tuple[Entity, ...]:
    """Return the sums, days and plans of a text."""
    return extract(fold(text), TODAY, _entity_words())


@cache
def _entity_words() -> EntityWords:
    words = library().entity_words
    assert words is not None
    return EntityWords.from_mapping(words)


@cache
def detectors() -> Detectors:
    """Return the language's word lists, without a rubric."""
    language = library().language
    assert language is not None
    return compile_detectors((), (), (), language.lists, language.stop_words)


@cache
def reader() -> PaperReader:
    """Return what reads papers and lines, without a classifier."""
    compiler, stop_words = detectors().compiler, detectors().stop_words

    def matches(text: str, patterns: tuple[str, ...]) -> bool:
        words = matchable_text(text)
        return any(compiler.compile(p).search(words) is not None for p in patterns)

    def content(text: str) -> frozenset[str]:
        words = [token.text for token in matchable_text(text).tokens]
        return frozenset(stem(w) for w in words if is_content(w, stop_words)) | {
            w.lstrip("0") or "0" for w in words if w.isdigit()
        }

    return PaperReader(entities, matches, content)


def said(raw: str, *acts: str, **labels: Any) -> Utterance:
    """Return words understood as told, their sums and days read from them."""
    return meant(*acts, raw=raw, entities=entities(raw), **labels)


def call(*turns: Utterance | str, **changes: Any) -> CallTrace:
    """Return a call: utterances are the agent's, plain words the debtor's.

    A line that begins with « tiers: » is a third party's.
    """
    facts = {**FACTS, **changes.pop("facts", {})}
    made: list[TraceTurn] = []
    waiting: list[Heard] = []
    for turn in turns:
        if isinstance(turn, str):
            speaker = "third_party" if turn.startswith("tiers: ") else "debtor"
            line = Heard(turn.removeprefix("tiers: "), speaker)
            waiting.append(line)
            if made:
                made[-1] = replace(made[-1], after=(*made[-1].after, line))
            continue
        made.append(
            TraceTurn(
                number=len(made) + 1,
                text=turn.raw,
                understood=turn,
                phase="diagnosis",
                affect="neutral",
                facts=facts,
                before=tuple(waiting),
            )
        )
        waiting = []
    channel = str(changes.pop("channel", "phone"))
    return CallTrace("fr", channel, facts, tuple(made), **changes)


def shows(trace: CallTrace, number: int, **changes: Any) -> CallTrace:
    """Return the call with one turn changed."""
    turns = tuple(replace(t, **changes) if t.number == number else t for t in trace.turns)
    return replace(trace, turns=turns)


def grid() -> Grid:
    """Return the shipped grid."""
    rubric = library().rubric
    assert rubric is not None
    return rubric.grid


def rubric_of(*rules: Rule) -> Rubric:
    """Return the shipped rubric with these rules alone."""
    rubric = library().rubric
    assert rubric is not None
    return rubric.model_copy(update={"rules": rules})


def rule(id_: str, severity: str = "major", duty: Duty | None = None, **changes: Any) -> Rule:
    """Return a rule."""
    return Rule(
        id=id_,
        label=id_,
        label_en=id_,
        why="Parce que.",
        why_en="Because.",
        better="Autrement.",
        kind="conditional" if duty is not None and duty.when else "obligation",
        severity=severity,  # type: ignore[arg-type]  # told by the test
        status="law",
        source="Code",
        certainty="V",
        duty=duty,
        **changes,
    )


def judge(*rules: Rule) -> Judge:
    """Return what reads clues: acts by the turn's labels, patterns by the words."""
    language = library().language
    assert language is not None
    compiler = PatternCompiler(language.lists)

    def holds(clue: CompiledClue, turn: TraceTurn) -> Evidence | None:
        if clue.pattern is not None:
            match = clue.pattern.search(matchable_text(turn.text))
            return None if match is None else _evidence(turn)
        found = [x for x in turn.understood.labels if x.id in clue.clue.acts]
        return by_strength(found)[0].evidence if found else None

    def line_matches(clue: CompiledClue, line: str, turn: TraceTurn) -> bool:
        return clue.pattern is not None and clue.pattern.search(matchable_text(line)) is not None

    compiled = {r.id: _compiled(r.duty, compiler) for r in rules if r.duty is not None}
    return Judge(compiled, holds, line_matches)


def _compiled(duty: Duty, compiler: PatternCompiler) -> CompiledDuty:
    from callcoach.understanding.detectors import CompiledDuty

    groups = (duty.when, duty.do, duty.then_never)
    return CompiledDuty(*(tuple(compile_clue(c, compiler) for c in group) for group in groups))


def _evidence(turn: TraceTurn) -> Evidence:
    span = Span(0, len(turn.text))
    return Evidence(span, turn.text, "by hand", 1.0, Confidence.HIGH)


def clue(*acts: str, pattern: str | None = None) -> Clue:
    """Return a clue."""
    return Clue(acts=acts, pattern=pattern)


def mark(trace: CallTrace, *rules: Rule) -> Score:
    """Return the mark of a call by the shipped grid and these rules."""
    return score(trace, Marker(rubric_of(*rules), judge(*rules), reader()))


def item(result: Score, id_: str) -> ItemScore:
    """Return one of the twelve items."""
    return next(i for i in result.items if i.id == id_)


def met(result: Score, item_id: str, skill_id: str) -> bool | None:
    """Return whether a micro-skill of an item was met."""
    return next(s.met for s in item(result, item_id).skills if s.id == skill_id)
