"""Duties over a whole call: what must be said in time, and what must not be said any more.

An obligation has a deadline: done after it is late, not absent. A conditional duty begins when the
other side says something (or a known fact makes it due); a fact that is unknown makes the verdict
undetermined, never assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.scoring.findings import Wording, breach
from callcoach.scoring.verdict import Finding, Undetermined
from callcoach.text import Span
from callcoach.understanding.utterance import Confidence, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.content.rubric import Duty, Rubric, Rule
    from callcoach.scoring.trace import CallTrace, TraceTurn
    from callcoach.understanding.detectors import CompiledClue, CompiledDuty

ClueHolds = Callable[["CompiledClue", "TraceTurn"], Evidence | None]
"""Whether a clue holds in a turn of the agent."""
LineMatches = Callable[["CompiledClue", str, "TraceTurn"], bool]
"""Whether a clue holds in a line of the other side, heard before a turn of the agent."""


@dataclass(frozen=True)
class Judge:
    """How clues are read; given by whoever holds the lexicon."""

    duties: dict[str, CompiledDuty]
    holds: ClueHolds
    line_matches: LineMatches


@dataclass(frozen=True)
class DutyResult:
    """What came of all duties."""

    findings: tuple[Finding, ...]
    undetermined: tuple[Undetermined, ...]


def judge_duties(trace: CallTrace, rubric: Rubric, judge: Judge, wording: Wording) -> DutyResult:
    """Return what the duties of all rules say of a call."""
    findings: list[Finding] = []
    undetermined: list[Undetermined] = []
    for rule in rubric.rules:
        if rule.duty is None or not _concerns(rule, trace):
            continue
        missing = _unknown_fact(rule.duty, trace)
        if missing:
            undetermined.append(Undetermined(rule.id, missing))
            continue
        if _facts_hold(rule.duty, trace):
            findings += _judge(rule, rule.duty, trace, judge, wording)
    return DutyResult(tuple(findings), tuple(undetermined))


def _concerns(rule: Rule, trace: CallTrace) -> bool:
    debtor_type = trace.facts.get("debtor_type")
    return rule.channel in ("both", trace.channel) and (
        rule.debtors == "both" or debtor_type in (None, rule.debtors)
    )


def _unknown_fact(duty: Duty, trace: CallTrace) -> str:
    return next(
        (name for name in duty.when_facts if trace.facts.get(name) in (None, "unknown")), ""
    )


def _facts_hold(duty: Duty, trace: CallTrace) -> bool:
    return all(
        trace.facts.get(name) in (wanted if isinstance(wanted, tuple) else (wanted,))
        for name, wanted in duty.when_facts.items()
    )


def _judge(
    rule: Rule, duty: Duty, trace: CallTrace, judge: Judge, wording: Wording
) -> list[Finding]:
    compiled = judge.duties[rule.id]
    start = _due_from(duty, compiled, trace, judge)
    if start is None:
        return []
    turns = trace.turns[start:]
    found = _banned(rule, compiled, turns, judge, wording)
    if duty.do:
        done = _first_done(compiled, trace.turns if duty.before else turns, judge)
        missed = _missed(rule, duty, trace, start, done, wording)
        found += [missed] if missed is not None else []
    return found


def _due_from(duty: Duty, compiled: CompiledDuty, trace: CallTrace, judge: Judge) -> int | None:
    """Return the index of the first turn in which the duty stands; None when it never does."""
    if duty.when_acts and not any(t.understood.acts & set(duty.when_acts) for t in trace.turns):
        return None
    if not compiled.when:
        return 0 if trace.turns else None
    for index, turn in enumerate(trace.turns):
        for line in turn.before:
            if any(judge.line_matches(clue, line.text, turn) for clue in compiled.when):
                return index
    return None


def _banned(
    rule: Rule,
    compiled: CompiledDuty,
    turns: Sequence[TraceTurn],
    judge: Judge,
    wording: Wording,
) -> list[Finding]:
    for turn in turns:
        if rule.id in turn.understood.breaches:
            return []  # the turn's own finding says it already
        for clue in compiled.then_never:
            evidence = judge.holds(clue, turn)
            if evidence is not None and evidence.confidence is not Confidence.LOW:
                return [breach(rule, turn.number, evidence, wording)]
    return []


def _first_done(
    compiled: CompiledDuty, turns: Sequence[TraceTurn], judge: Judge
) -> TraceTurn | None:
    return next(
        (t for t in turns if any(judge.holds(clue, t) is not None for clue in compiled.do)), None
    )


def _missed(
    rule: Rule,
    duty: Duty,
    trace: CallTrace,
    start: int,
    done: TraceTurn | None,
    wording: Wording,
) -> Finding | None:
    deadline = _deadline(duty, trace, start)
    if deadline is None:
        return None
    if done is None:
        evidence = _absence(deadline)
        return breach(rule, deadline.number, evidence, wording, how="absent")
    if done.number > deadline.number or (duty.before and not _in_time(duty, done, deadline)):
        return breach(rule, done.number, _whole(done), wording, how="late")
    return None


def _deadline(duty: Duty, trace: CallTrace, start: int) -> TraceTurn | None:
    """Return the last turn in which the duty is done in time; None when it is not due at all."""
    turns = trace.turns
    if duty.before:
        events = set(duty.before)
        return next((t for t in turns if t.understood.acts & events), None)
    if duty.within is not None:
        last = start + duty.within - 1
        return turns[min(last, len(turns) - 1)] if turns else None
    return turns[-1] if duty.by_end and turns else None


def _in_time(duty: Duty, done: TraceTurn, deadline: TraceTurn) -> bool:
    """Return whether, done in the very turn of the event, it was said before it."""
    if done.number < deadline.number:
        return True
    events = set(duty.before)
    first_event = min(
        (x.evidence.span.start for x in done.understood.labels if x.id in events), default=0
    )
    return bool(done.text[:first_event].strip()) or first_event == 0


def _absence(turn: TraceTurn) -> Evidence:
    return _whole(turn)


def _whole(turn: TraceTurn) -> Evidence:
    span = Span(0, len(turn.text))
    return Evidence(span, turn.text, "rule: duty", 1.0, Confidence.HIGH)
