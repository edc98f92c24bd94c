"""A debrief as blocks of text, one function a page of it. Nothing is worked out here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from callcoach.i18n import _
from callcoach.report.after import aftermath_lines, inner_lines
from callcoach.report.own_mark import gap_lines
from callcoach.report.words import (
    AFFECTS,
    COMPLIANCE,
    ENDINGS,
    GAUGES,
    OUTCOMES,
    SPEAKERS,
    heard_by,
    word,
)
from callcoach.ui.telling import NOTHING
from callcoach.ui.widgets.findings import finding_block, finding_sign, point_block
from callcoach.ui.widgets.gauges import curve
from callcoach.ui.widgets.reading import block
from callcoach.ui.words import COMPLIANCE_SIGNS, duration, labelled, quality_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.scoring.verdict import ItemScore, SkillResult
    from callcoach.session.debrief import Debrief, Point, ShownTurn

CURVES = ("trust", "irritation", "openness", "shame", "willingness")
TURNS_NAMED = 6
"""Turns that a micro-skill names at most."""


def verdict_line(debrief: Debrief, *, exam: bool) -> Content:
    """Return the two marks, always in view."""
    score = debrief.score
    quality = score.exam_quality if exam else score.quality
    parts = [
        _("Quality {quality}").format(quality=quality_word(quality)),
        _("Compliance {sign} {compliance}").format(
            sign=COMPLIANCE_SIGNS[score.compliance], compliance=word(COMPLIANCE, score.compliance)
        ),
    ]
    if exam:
        parts.append(_("[x] passed") if score.passed else _("[ ] not passed"))
    return Content.styled(" · ".join(parts), "bold")


def summary_blocks(debrief: Debrief, *, exam: bool, notes: Sequence[str] = ()) -> list[Content]:
    """Return how the call ended, three strengths and three next steps."""
    outcome = _("Outcome: {outcome} ({ending}), after {time}.").format(
        outcome=word(OUTCOMES, debrief.outcome),
        ending=word(ENDINGS, debrief.ended),
        time=duration(debrief.seconds),
    )
    blocks = [Content("\n").join(Content(line) for line in (outcome, *notes))]
    failures = dict.fromkeys(f.label for f in debrief.score.critical_failures)
    if failures:
        blocks.append(_void(", ".join(failures), debrief, exam=exam))
    blocks += _points(_("Three strengths"), debrief.strengths, _("None was found in this call."))
    blocks += _points(_("Three next steps"), debrief.next_steps, _("None: well done."))
    return blocks


def moment_blocks(debrief: Debrief) -> list[Content]:
    """Return the turning points, what was missed, the truth and the advice."""
    nothing = _("No turn moved the other side much.")
    blocks = _points(_("Turning points"), debrief.turning_points, nothing)
    if debrief.aftermath is not None:
        blocks.append(block(_("After the call"), list(aftermath_lines(debrief.aftermath))))
    missed = debrief.missed_facts or (_("Nothing: you learnt all there was to learn."),)
    blocks.append(block(_("What you did not learn"), missed))
    if debrief.truth:
        blocks.append(block(_("What was really going on"), [debrief.truth]))
    if debrief.advice:
        blocks.append(block(_("The way out"), [debrief.advice]))
    return blocks


def mark_blocks(debrief: Debrief) -> list[Content]:
    """Return the items with their levels and micro-skills, and what could not be judged."""
    blocks = [Content(_("[x] done   [ ] not done   [–] could not be judged, not counted"))]
    blocks += [_item(item) for item in debrief.score.items]
    if debrief.self_view is not None:
        blocks.insert(1, block(_("Your own mark beside it"), gap_lines(debrief.self_view)))
    unjudged = debrief.score.undetermined
    if unjudged:
        lines = [
            _("[–] {id}: the file does not say {missing}").format(id=x.id, missing=x.missing)
            for x in unjudged
        ]
        blocks.append(block(_("Could not be judged ({count})").format(count=len(lines)), lines))
    heard = heard_by(debrief.tiers)
    return [*blocks, Content(heard)] if heard else blocks


def turn_line(turn: ShownTurn) -> Content:
    """Return a turn on one line, with the signs of what was found in it."""
    signs = " ".join(finding_sign(finding) for finding in turn.findings)
    return Content.assemble(f"{turn.number:>2} {signs:<5} ", _said(turn))


def turn_blocks(turn: ShownTurn) -> list[Content]:
    """Return a turn whole, and all that was found in it."""
    if turn.speaker != "agent":
        return [_said(turn)]
    if not turn.findings:
        return [_said(turn), Content(_("Nothing was found in this turn."))]
    return [_said(turn), *(finding_block(finding) for finding in turn.findings)]


def _said(turn: ShownTurn) -> Content:
    who = labelled(word(SPEAKERS, turn.speaker))
    return Content.assemble((who, "bold"), turn.text or NOTHING)


def curve_blocks(debrief: Debrief) -> list[Content]:
    """Return how the other side felt, as curves with their figures and turn by turn."""
    points = debrief.curve
    if not points:
        return [Content(_("The call has no curve."))]
    width = max(len(word(GAUGES, name)) for name in CURVES)
    lines = []
    for name in CURVES:
        values = tuple(getattr(point, name) for point in points)
        figures = _("{first} → {last} (lowest {least}, highest {most})").format(
            first=values[0], last=values[-1], least=min(values), most=max(values)
        )
        label = word(GAUGES, name).ljust(width)
        lines.append(Content.assemble((label, "bold"), f"  {curve(values)}  {figures}"))
    heads = "  ".join(word(GAUGES, name) for name in CURVES)
    table = [Content.styled(_("turn  {gauges}  voice").format(gauges=heads), "bold")]
    for point in points:
        figures = "  ".join(
            str(getattr(point, name)).rjust(len(word(GAUGES, name))) for name in CURVES
        )
        table.append(Content(f"{point.turn:>4}  {figures}  {word(AFFECTS, point.affect)}"))
    return [
        block(_("How the other side felt, from 0 to 100"), lines),
        block(_("Turn by turn"), table),
        *(
            [block(_("What went through their mind"), list(inner_lines(debrief.inner)))]
            if debrief.inner
            else []
        ),
    ]


def _points(heading: str, points: Sequence[Point], nothing: str) -> list[Content]:
    if not points:
        return [block(heading, [nothing])]
    first, *rest = [point_block(number, point) for number, point in enumerate(points, start=1)]
    return [block(heading, [first]), *rest]


def _void(rules: str, debrief: Debrief, *, exam: bool) -> Content:
    if exam:
        text = _(
            "[!!] A critical failure voids the exam mark: {rules}. The call itself would have "
            "earned {quality}."
        ).format(rules=rules, quality=quality_word(debrief.score.quality))
    else:
        text = _("[!!] In an exam this call would be void: {rules}.").format(rules=rules)
    return Content.styled(text, "bold")


def _item(item: ItemScore) -> Content:
    level = _("not applicable") if item.level is None else f"{item.level}/4"
    head = _("{number}. {label}: {level} (weight {weight})").format(
        number=item.number, label=item.label, level=level, weight=item.weight
    )
    lines = [_skill(skill) for skill in item.skills]
    lines += [_("Capped: {why}").format(why=why) for why in item.caps]
    return Content("\n").join([Content.styled(head, "bold"), *map(Content, lines)])


def _skill(skill: SkillResult) -> str:
    sign = {True: "[x]", False: "[ ]", None: "[–]"}[skill.met]
    turns = ", ".join(map(str, [*dict.fromkeys(skill.turns)][:TURNS_NAMED]))
    where = _(" (turn {turns})").format(turns=turns) if turns else ""
    return f"  {sign} {skill.label}{where}"
