"""How a debrief is made from a marked call: what to lead with, and which turns decided it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from callcoach.engine.events import (
    CallEnded,
    CallStarted,
    DebtorSpoke,
    Event,
    SpeakerChanged,
    StateChanged,
    TraineeSilent,
    TraineeSpoke,
)
from callcoach.session.debrief import CurvePoint, Debrief, Point, ShownTurn
from callcoach.session.self_view import self_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callcoach.engine.gauges import GaugeValues
    from callcoach.scoring.trace import CallTrace, TraceTurn
    from callcoach.scoring.verdict import Finding, ItemScore, Score, SkillResult

SENTENCE_ENDS = ".?!…\n"
POINTS = 3
"""Strengths and next steps that a debrief leads with (call-method 7.5)."""
SEVERITY_RANK: Mapping[str, int] = {
    "critical": 0,
    "major": 1,
    "medium": 2,
    "minor": 3,
    "counter": 9,
}


def make_debrief(
    trace: CallTrace, score: Score, events: Sequence[Event], scenario: tuple[str, str]
) -> Debrief:
    """Return the debrief of a call.

    Args:
        trace: the call.
        score: its mark.
        events: all of it.
        scenario: id and title.
    """
    curve = _curve(events)
    situation, target = trace.situation, trace.target
    return Debrief(
        scenario_id=scenario[0],
        title=scenario[1],
        outcome=trace.outcome,
        ended=trace.ended,
        score=score,
        strengths=_strengths(trace, score, curve),
        next_steps=_next_steps(trace, score),
        turning_points=_turning_points(trace, score, curve),
        curve=curve,
        transcript=_transcript(events, score.findings),
        missed_facts=_missed(trace),
        truth=(situation.context or "") if situation is not None else "",
        advice=target.advice if target is not None else "",
        seconds=_seconds(events),
        tiers=_tiers(events),
        self_view=self_view(events, score.items),
    )


def _tiers(events: Sequence[Event]) -> tuple[str, ...]:
    heard = {event.understood.tier for event in events if isinstance(event, TraineeSpoke)}
    return tuple(sorted(heard))


def _curve(events: Sequence[Event]) -> tuple[CurvePoint, ...]:
    """Return the state at the end of each turn; several things may move it in one."""
    points: dict[int, CurvePoint] = {}
    for event in events:
        if isinstance(event, CallStarted | StateChanged | SpeakerChanged):
            points[event.turn] = _point(event.turn, event.gauges, event.affect)
    return tuple(points.values())


def _point(turn: int, gauges: GaugeValues, affect: str) -> CurvePoint:
    return CurvePoint(turn=turn, affect=affect, **gauges.to_json())


def _swing(curve: Sequence[CurvePoint], turn: int | None) -> int:
    """Return by how much a turn bettered the talk: trust and openness up, irritation down."""
    by_turn = {point.turn: index for index, point in enumerate(curve)}
    index = by_turn.get(turn or 0, 0)
    if index == 0:
        return 0
    now, before = curve[index], curve[index - 1]
    return _mood(now) - _mood(before)


def _mood(point: CurvePoint) -> int:
    return point.trust + point.openness - point.irritation


def _strengths(trace: CallTrace, score: Score, curve: Sequence[CurvePoint]) -> tuple[Point, ...]:
    good = [f for f in score.findings if f.kind == "technique" and f.confidence != "low"]
    bad_turns = {f.turn for f in score.findings if f.kind == "breach"}
    good = [f for f in good if f.turn not in bad_turns]
    good.sort(key=lambda f: (-_swing(curve, f.turn), f.turn or 0))
    points: list[Point] = []
    for finding in good:
        if finding.id not in {point.id for point in points}:
            points.append(_from_finding(finding, trace))
    points += [p for p in _skills_met(trace, score) if p.id not in {x.id for x in points}]
    return tuple(points[:POINTS])


def _skills_met(trace: CallTrace, score: Score) -> list[Point]:
    """Return micro-skills met, the weightiest items first, to fill up the strengths."""
    found = [
        (item, skill)
        for item in sorted(score.items, key=lambda item: -item.weight)
        for skill in item.skills
        if skill.met and skill.turns
    ]
    return [_from_skill(item, skill, trace) for item, skill in found]


def _next_steps(trace: CallTrace, score: Score) -> tuple[Point, ...]:
    faults = [f for f in score.findings if f.kind != "technique" and f.confidence != "low"]
    faults.sort(key=lambda f: (SEVERITY_RANK.get(f.severity, 9), f.turn or 0))
    points: list[Point] = []
    for finding in faults:
        grave = finding.severity != "counter"
        if grave and finding.id not in {point.id for point in points}:
            points.append(_from_finding(finding, trace))
    points += _skills_missed(trace, score)
    return tuple(points[:POINTS])


def _skills_missed(trace: CallTrace, score: Score) -> list[Point]:
    """Return what was not done, where it would have brought most."""
    lost = [
        (item.weight / len(item.skills), item, skill)
        for item in score.items
        if item.level is not None
        for skill in item.skills
        if skill.met is False
    ]
    # What was never tried comes before what was tried and fell short.
    lost.sort(key=lambda entry: (bool(entry[2].turns), -entry[0]))
    return [_from_skill(item, skill, trace) for _, item, skill in lost]


def _from_finding(finding: Finding, trace: CallTrace) -> Point:
    """Return a point about a finding, in the trainee's whole sentence.

    What went well needs no better line.
    """
    better = "" if finding.kind == "technique" else finding.better
    return Point(
        title=finding.label,
        why=finding.why,
        quote=_sentence(finding, trace),
        turn=finding.turn,
        better=better,
        id=finding.id,
        source=finding.source,
        well_done=finding.kind == "technique",
    )


def _sentence(finding: Finding, trace: CallTrace) -> str:
    """Return the sentence that the words of a finding stand in, as it was typed."""
    turn = next((t for t in trace.turns if t.number == finding.turn), None)
    if turn is None or finding.how != "said":
        return finding.quote
    text, span = turn.text, finding.span
    start = max((text.rfind(sign, 0, span.start) for sign in SENTENCE_ENDS), default=-1) + 1
    ends = [at for sign in SENTENCE_ENDS if (at := text.find(sign, max(span.end - 1, 0))) >= 0]
    return text[start : min(ends, default=len(text) - 1) + 1].strip() or finding.quote


def _from_skill(item: ItemScore, skill: SkillResult, trace: CallTrace) -> Point:
    """Return a point about a micro-skill; one not done quotes the turn where it was due."""
    turns = {turn.number: turn for turn in trace.turns}
    number = skill.turns[0] if skill.turns else _due_turn(item.id, trace)
    quote = turns[number].text if number in turns else ""
    return Point(
        title=skill.label,
        why=skill.why or item.label,
        quote=quote,
        turn=number,
        better="" if skill.met else skill.better,
        id=skill.id,
        source=skill.source,
        well_done=bool(skill.met),
    )


_PHASE_OF_ITEM: Mapping[str, tuple[str, ...]] = {
    "identification": ("contact",),
    "purpose": ("contact", "purpose"),
    "questioning": ("purpose", "diagnosis"),
    "listening": ("diagnosis", "objections"),
    "diagnosis": ("diagnosis", "purpose"),
    "objections": ("objections",),
    "negotiation": ("negotiation", "diagnosis"),
    "commitment": ("commitment", "negotiation"),
    "closing": ("closing", "commitment"),
}


def _due_turn(item: str, trace: CallTrace) -> int | None:
    phases = _PHASE_OF_ITEM.get(item, ())
    due = [t.number for t in trace.turns if t.phase in phases and t.text]
    if due:
        return due[-1]
    spoken = [t.number for t in trace.turns if t.text]
    return spoken[-1] if spoken else None


def _turning_points(
    trace: CallTrace, score: Score, curve: Sequence[CurvePoint]
) -> tuple[Point, ...]:
    """Return the two turns that moved the call most: the best and the worst, if there is one.

    A call that only went up, or only down, has two turns of that kind.
    """
    swings = {t.number: _swing(curve, t.number) for t in trace.turns if t.text}
    moved = sorted((n for n, swing in swings.items() if swing), key=lambda n: (-abs(swings[n]), n))
    up = [n for n in moved if swings[n] > 0]
    down = [n for n in moved if swings[n] < 0]
    chosen = [*up[:1], *down[:1]] if up and down else moved[:2]
    return tuple(_turning_point(n, swings[n], trace, score) for n in chosen)


def _turning_point(number: int, swing: int, trace: CallTrace, score: Score) -> Point:
    """Return a turning point with what was found in it, and a better line or another way."""
    turn = next(t for t in trace.turns if t.number == number)
    good = swing > 0
    here = [f for f in score.findings if f.turn == number]
    kind = [f for f in here if (f.kind == "technique") == good]
    kind.sort(key=lambda f: SEVERITY_RANK.get(f.severity, 5))
    if kind:
        point = replace(_from_finding(kind[0], trace), better=kind[0].better)
    else:
        point = _by_phase(turn, trace, score, good=good)
    return replace(point, quote=turn.text, turn=number, well_done=good)


def _by_phase(turn: TraceTurn, trace: CallTrace, score: Score, *, good: bool) -> Point:
    """Return what the phase of a turn wanted and was not done: the way out of a bad turn."""
    wanted = [item for item in score.items if turn.phase in _PHASE_OF_ITEM.get(item.id, ())]
    missed = [(i, s) for i in wanted for s in i.skills if s.met is False and s.better]
    if not missed or good:
        return Point("", "", "", None, id="up" if good else "down")
    return replace(_from_skill(*missed[0], trace), title="")


def _transcript(events: Sequence[Event], findings: Sequence[Finding]) -> tuple[ShownTurn, ...]:
    shown: list[ShownTurn] = []
    for event in events:
        if isinstance(event, DebtorSpoke):
            shown.append(ShownTurn(event.turn, event.speaker, event.text, event.at))
        elif isinstance(event, TraineeSpoke | TraineeSilent):
            text = event.text if isinstance(event, TraineeSpoke) else ""
            here = tuple(f for f in findings if f.turn == event.turn)
            shown.append(ShownTurn(event.turn, "agent", text, event.at, here))
    return tuple(shown)


def _missed(trace: CallTrace) -> tuple[str, ...]:
    if trace.situation is None:
        return ()
    out = {fact for turn in trace.turns for fact in turn.revealed}
    secrets = set(trace.situation.secrets)
    return tuple(
        f.label
        for f in trace.situation.facts
        if f.matters and f.id not in out and f.id not in secrets
    )


def _seconds(events: Sequence[Event]) -> int:
    started = next((e.at for e in events if isinstance(e, CallStarted)), None)
    ended = next((e.at for e in events if isinstance(e, CallEnded)), None)
    if started is None or ended is None:
        return 0
    return int((datetime.fromisoformat(ended) - datetime.fromisoformat(started)).total_seconds())
