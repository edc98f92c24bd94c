"""Duties over a whole call: what must be said in time, and what must not be said any more.

An obligation has a deadline: done after it is late, not absent. A conditional duty begins when the
other side says something (or a known fact makes it due); a fact that is unknown makes the verdict
undetermined, never assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
        missed = _missed(duty, trace, start, done)
        told = {finding.turn for finding in found}
        if missed is not None and missed[0].number not in told:
            turn, how = missed
            found.append(breach(rule, turn.number, _omission(rule, turn, how), wording, how=how))
    return found


def _due_from(duty: Duty, compiled: CompiledDuty, trace: CallTrace, judge: Judge) -> int | None:
    """Return the index of the first turn in which the duty stands; None when it never does."""
    if duty.when_acts and not any(t.sure_acts & set(duty.when_acts) for t in trace.turns):
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
    """Return a finding for each turn that does what must not be done any more.

    A turn that shows the breach by itself has its finding already.
    """
    found: list[Finding] = []
    for turn in turns:
        if rule.id in turn.sure:
            continue
        kept = (judge.holds(clue, turn) for clue in compiled.then_never)
        evidence = next((e for e in kept if e and e.confidence is not Confidence.LOW), None)
        if evidence is not None:
            found.append(breach(rule, turn.number, evidence, wording))
    return found


def _first_done(
    compiled: CompiledDuty, turns: Sequence[TraceTurn], judge: Judge
) -> TraceTurn | None:
    """Return the first turn that fulfils the duty; an uncertain sign of it is enough."""
    clues = [_by_act(clue) for clue in compiled.do]
    return next(
        (t for t in turns if any(judge.holds(clue, t) is not None for clue in clues)), None
    )


def _by_act(compiled: CompiledClue) -> CompiledClue:
    """Return a clue that rests on acts alone without its polarity.

    « 900 euros, sans frais » states the sum although the clause denies something.
    """
    if compiled.pattern is not None or not compiled.clue.acts:
        return compiled
    return replace(compiled, clue=compiled.clue.model_copy(update={"polarity": "any"}))


def _missed(
    duty: Duty, trace: CallTrace, start: int, done: TraceTurn | None
) -> tuple[TraceTurn, str] | None:
    """Return the turn by which it should have been done, and whether it came late or never."""
    event = next((t for t in trace.turns if t.sure_acts & set(duty.before)), None)
    last = event
    if duty.before and event is None:
        # Nothing that it had to precede ever came: the opening ends where the sum was said.
        event, last = _end_of_opening(trace)
        if event is None:
            return None
    deadline = event or _deadline(duty, trace, start)
    last = last or deadline
    if deadline is None or last is None:
        return None
    if done is None:
        return deadline, "absent"
    return (deadline, "late") if done.number > last.number else None


def _end_of_opening(trace: CallTrace) -> tuple[TraceTurn | None, TraceTurn | None]:
    """Return the turn that says the sum, and the last one in which it may still be completed."""
    turns = trace.turns
    place = next((i for i, turn in enumerate(turns) if "state_amount" in turn.sure_acts), None)
    if place is None:
        return None, None
    return turns[place], turns[min(place + 1, len(turns) - 1)]


def _deadline(duty: Duty, trace: CallTrace, start: int) -> TraceTurn | None:
    """Return the last turn in which the duty is done in time; None when it is not due at all."""
    turns = trace.turns
    if duty.within is not None:
        return turns[min(start + duty.within - 1, len(turns) - 1)] if turns else None
    return turns[-1] if duty.by_end and turns else None


def _omission(rule: Rule, turn: TraceTurn, how: str) -> Evidence:
    """Return a turn as the evidence of an omission.

    That somebody's free words made a duty due is less sure than that an event came. And the number
    of turns within which to answer is a rule of thumb: what came later than that is shown and
    moves no mark.
    """
    sure = Confidence.HIGH
    if rule.duty is not None and rule.duty.when:
        sure = Confidence.LOW if how == "late" else Confidence.MEDIUM
    return Evidence(Span(0, len(turn.text)), turn.text, "rule: duty", 1.0, sure)
