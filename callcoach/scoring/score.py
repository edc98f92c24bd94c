"""The mark: twelve items by counted micro-skills, a separate compliance mark, critical failures.

Deterministic over the call. An item without object gives its weight to the others; an absence
counts only beside something done; a label of low confidence moves nothing (design 7).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from callcoach.scoring.authority import found_beyond_authority
from callcoach.scoring.compliance import (
    breaches,
    certain_rules,
    compliance_of,
    critical_failures,
)
from callcoach.scoring.conditions import CONDITIONS
from callcoach.scoring.duties import Judge, judge_duties
from callcoach.scoring.findings import TRAINING_SOURCE, Wording, found_in_turns
from callcoach.scoring.marked import Marked, Verdict
from callcoach.scoring.overrun import found_overrun
from callcoach.scoring.preparation_mark import mark_preparation
from callcoach.scoring.record_mark import mark_record
from callcoach.scoring.sequences import found_sequences
from callcoach.scoring.skills import CHECKS
from callcoach.scoring.verdict import Finding, ItemScore, Score, SkillResult, Undetermined
from callcoach.understanding.detect import UNKNOWN_FACT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.content.rubric import AntiPattern, Grid, GridItem, MicroSkill, Rubric, Technique
    from callcoach.scoring.paper_reader import PaperReader
    from callcoach.scoring.trace import CallTrace

MOST = 4
"""Highest level of an item."""
RECORD_CHECK = "record_level"


@dataclass(frozen=True)
class Marker:
    """What marking needs beside the call."""

    rubric: Rubric
    judge: Judge
    reader: PaperReader
    language: str = "fr"
    """In which language findings are worded."""


def score(trace: CallTrace, marker: Marker) -> Score:
    """Return the mark of a call."""
    rubric = marker.rubric
    wording = Wording.of(trace, marker.language, rubric.amounts)
    duties = judge_duties(trace, rubric, marker.judge, wording)
    sequences = found_sequences(trace, rubric, wording)
    findings = _in_order(
        (
            *found_in_turns(trace, rubric, wording),
            *sequences,
            *duties.findings,
            *found_overrun(trace, rubric, wording),
            *found_beyond_authority(trace, rubric, wording),
        )
    )
    call = Marked(
        trace=trace,
        reader=marker.reader,
        record_mark=mark_record(trace, marker.reader),
        preparation=mark_preparation(trace, marker.reader),
        patterns=tuple((f.id, f.turn) for f in sequences if f.turn is not None),
        broken=certain_rules(findings),
        broken_by_words=_by_words(findings),
    )
    items = tuple(_item(item, call, rubric, wording) for item in rubric.grid.items)
    critical = critical_failures(findings)
    quality = _quality(items)
    return Score(
        quality=quality,
        compliance=compliance_of(findings),
        items=items,
        findings=findings,
        critical_failures=critical,
        undetermined=_undetermined(trace, duties.undetermined),
        passed=_passes(quality, critical, rubric.grid),
    )


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of the call, one of a kind in a turn: the first given."""
    once: dict[tuple[int | None, str, str], Finding] = {}
    for finding in findings:
        once.setdefault((finding.turn, finding.kind, finding.id), finding)
    last = max((f.turn for f in once.values() if f.turn is not None), default=0) + 1
    return tuple(
        sorted(
            once.values(),
            key=lambda f: (last if f.turn is None else f.turn, f.span.start, f.kind, f.id),
        )
    )


def _item(item: GridItem, call: Marked, rubric: Rubric, wording: Wording) -> ItemScore:
    language = wording.language
    label = item.label if language == "fr" else item.label_en
    if any(CONDITIONS[name](call) for name in item.not_applicable):
        return ItemScore(item.id, item.number, label, item.weight, None, ())
    results = tuple(_skill(skill, call, rubric, wording) for skill in item.micro_skills)
    results = _without_empty_absences(item, results)
    level = _level(item, results, call)
    caps = [cap for cap in item.caps if CONDITIONS[cap.check](call) and level is not None]
    for cap in caps:
        level = min(level, cap.level) if level is not None else None
    why = tuple(cap.why if language == "fr" else cap.why_en for cap in caps)
    return ItemScore(item.id, item.number, label, item.weight, level, results, why)


def _skill(skill: MicroSkill, call: Marked, rubric: Rubric, wording: Wording) -> SkillResult:
    verdict: Verdict = CHECKS[skill.check](call, skill)
    technique = next((t for n in skill.needs if (t := _teaching(n, rubric)) is not None), None)
    better = wording.filled(skill.better) if skill.better else ""
    return SkillResult(
        id=skill.id,
        label=skill.label if wording.language == "fr" else skill.label_en,
        met=verdict.met,
        turns=verdict.turns,
        note=verdict.note,
        why=wording.why(technique) if technique is not None else "",
        better=better or (wording.better(technique) if technique is not None else ""),
        source=getattr(technique, "source", None) or TRAINING_SOURCE[wording.language],
    )


def _teaching(id_: str, rubric: Rubric) -> Technique | AntiPattern | None:
    """Return what the rubric says of a technique, or of a habit to lose."""
    return rubric.technique(id_) or rubric.anti_pattern(id_)


def _without_empty_absences(
    item: GridItem, results: tuple[SkillResult, ...]
) -> tuple[SkillResult, ...]:
    """An absence counts only beside a positive micro-skill met.

    Else an empty call earns points.
    """
    absences = {skill.id for skill in item.micro_skills if skill.absence}
    if not absences or any(r.met for r in results if r.id not in absences):
        return results
    return tuple(
        replace(r, met=False, note="nothing_done") if r.id in absences else r for r in results
    )


def _level(item: GridItem, results: tuple[SkillResult, ...], call: Marked) -> int | None:
    if any(skill.check == RECORD_CHECK for skill in item.micro_skills):
        return None if call.record_mark is None else call.record_mark.level
    judged = [result for result in results if result.met is not None]
    if not judged:
        return None
    return round(MOST * sum(bool(r.met) for r in judged) / len(judged))


def _quality(items: Sequence[ItemScore]) -> float:
    """Return Σ weight × level/4 over the applicable items, on 100, to one decimal."""
    applicable = [(item.weight, item.level) for item in items if item.level is not None]
    total = sum(weight for weight, _ in applicable)
    if not total:
        return 0.0
    return round(100 * sum(weight * level for weight, level in applicable) / (MOST * total), 1)


def _undetermined(trace: CallTrace, of_duties: Sequence[Undetermined]) -> tuple[Undetermined, ...]:
    """Return each check that an unknown fact kept from judging, once."""
    of_turns = (
        Undetermined(veto.id, veto.reason.removeprefix(UNKNOWN_FACT))
        for turn in trace.turns
        for veto in turn.understood.vetoes
        if veto.reason.startswith(UNKNOWN_FACT)
    )
    return tuple(dict.fromkeys((*of_duties, *of_turns)))


def _by_words(findings: Sequence[Finding]) -> frozenset[str]:
    said = {f.id for f in breaches(findings) if f.how == "said"}
    return certain_rules(findings) & said


def _passes(quality: float, critical: Sequence[Finding], grid: Grid) -> bool:
    return quality >= grid.pass_quality and not critical
