"""A debrief in plain lines: no escapes, no boxes, meaning in words, fit for a screen reader."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from callcoach.i18n import _
from callcoach.report.after import aftermath_lines, inner_lines
from callcoach.report.own_mark import gap_lines
from callcoach.report.words import (
    AFFECTS,
    COMPLIANCE,
    ENDINGS,
    HOW,
    KINDS,
    OUTCOMES,
    SEVERITIES,
    SPEAKERS,
    heard_by,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.scoring.verdict import Finding, ItemScore, Score, SkillResult
    from callcoach.session.debrief import CurvePoint, Debrief, Point, ShownTurn
    from callcoach.session.self_view import SelfView

WIDTH = 78


def render(debrief: Debrief, *, transcript: bool = True, thoughts: bool = False) -> str:
    """Return the debrief as text.

    Args:
        debrief: what to show.
        transcript: whether the whole call follows, with each finding in its place.
        thoughts: whether the debtor's hidden state follows turn by turn, with what they thought.
    """
    parts = [
        _head(debrief),
        _points(_("Three strengths"), debrief.strengths),
        _points(_("Three next steps"), debrief.next_steps),
        _points(_("Turning points"), debrief.turning_points),
        _after(debrief),
        _missed(debrief),
        _items(debrief.score),
        _self_view(debrief.self_view),
        _curve(debrief.curve),
    ]
    if thoughts:
        parts.append(_thoughts(debrief))
    if transcript:
        parts.append(_transcript(debrief.transcript))
    parts += [_undetermined(debrief.score), heard_by(debrief.tiers)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(debrief: Debrief) -> str:
    score = debrief.score
    quality = _("Quality: {quality} out of 100.").format(quality=f"{score.quality:g}")
    compliance = _("Compliance: {compliance}.").format(
        compliance=word(COMPLIANCE, score.compliance)
    )
    lines = [
        _title(_("Debrief: {title}").format(title=debrief.title)),
        _("Outcome: {outcome} ({ending}).").format(
            outcome=word(OUTCOMES, debrief.outcome), ending=word(ENDINGS, debrief.ended)
        ),
        quality,
        compliance,
    ]
    if score.critical_failures:
        lines.append(
            _(
                "In an exam this call would be void: {rules}. Above is what it would have earned."
            ).format(rules=", ".join(dict.fromkeys(f.label for f in score.critical_failures)))
        )
    lines += _paragraphs(debrief.truth, debrief.advice)
    return "\n".join(lines)


def _title(text: str) -> str:
    return f"{text}\n{'-' * min(len(text), WIDTH)}"


def _paragraphs(*texts: str) -> list[str]:
    return [textwrap.fill(text, WIDTH) for text in texts if text]


def _points(title: str, points: Sequence[Point]) -> str:
    if not points:
        return ""
    blocks = [_title(title)]
    for number, point in enumerate(points, start=1):
        lines = [f"{number}. {point.title or _('The turn that moved the call most')}"]
        if point.quote:
            lines.append(_quote(point))
        if point.why:
            lines.append(_indent(point.why))
        if point.better:
            text = _("Another way: {better}") if point.well_done else _("Instead: {better}")
            lines.append(_indent(text.format(better=point.better)))
        if point.source and not point.well_done:
            lines.append(_indent(_("Source: {source}").format(source=point.source)))
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _quote(point: Point) -> str:
    where = "" if point.turn is None else _("turn {turn}: ").format(turn=point.turn)
    return _indent(_("{where}“{quote}”").format(where=where, quote=point.quote))


def _indent(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="   ", subsequent_indent="   ")


def _after(debrief: Debrief) -> str:
    if debrief.aftermath is None:
        return ""
    return "\n".join([_title(_("After the call")), *aftermath_lines(debrief.aftermath)])


def _thoughts(debrief: Debrief) -> str:
    lines = [
        textwrap.fill(line, WIDTH, subsequent_indent="   ") for line in inner_lines(debrief.inner)
    ]
    return "\n".join([_title(_("What went through their mind")), *lines])


def _missed(debrief: Debrief) -> str:
    if not debrief.missed_facts:
        return ""
    lines = [f"- {fact}" for fact in debrief.missed_facts]
    return "\n".join([_title(_("What you did not learn")), *lines])


def _items(score: Score) -> str:
    return "\n".join([_title(_("The twelve items")), *(_item(item) for item in score.items)])


def _item(item: ItemScore) -> str:
    level = _("not applicable") if item.level is None else f"{item.level}/4"
    head = f"{item.number}. {item.label}: {level} " + _("(weight {weight})").format(
        weight=item.weight
    )
    lines = [head, *(f"   {_skill(skill)}" for skill in item.skills)]
    lines += [_indent(_("Capped: {why}").format(why=why)) for why in item.caps]
    return "\n".join(lines)


def _self_view(view: SelfView | None) -> str:
    if view is None:
        return ""
    return "\n".join([_title(_("Your own mark beside it")), *gap_lines(view)])


def _skill(skill: SkillResult) -> str:
    sign = {True: "[x]", False: "[ ]", None: "[-]"}[skill.met]
    turns = ", ".join(map(str, skill.turns[:5]))
    where = _(" (turn {turns})").format(turns=turns) if turns else ""
    return f"{sign} {skill.label}{where}"


def _curve(curve: Sequence[CurvePoint]) -> str:
    if not curve:
        return ""
    lines = [
        _title(_("How the other side felt, turn by turn")),
        _("turn: trust, irritation, openness, shame, willingness; mood"),
    ]
    lines += [
        f"{p.turn}: {p.trust}, {p.irritation}, {p.openness}, {p.shame}, {p.willingness}; "
        + word(AFFECTS, p.affect)
        for p in curve
    ]
    return "\n".join(lines)


def _transcript(turns: Iterable[ShownTurn]) -> str:
    lines = [_title(_("The call, with what was found"))]
    for turn in turns:
        who = word(SPEAKERS, turn.speaker)
        text = turn.text or _("(silence)")
        lines.append(textwrap.fill(f"{who}: {text}", WIDTH, subsequent_indent="   "))
        lines += [_finding(finding) for finding in turn.findings]
    return "\n".join(lines)


def _finding(finding: Finding) -> str:
    sign = "+" if finding.kind == "technique" else "!"
    severity = word(SEVERITIES, finding.severity)
    how = word(HOW, finding.how)
    advisory = _("advisory: it voids no exam") if finding.advisory else ""
    about = ", ".join(x for x in (word(KINDS, finding.kind), severity, how, advisory) if x)
    head = f"{sign} {finding.label} ({about}) [{finding.id}]"
    body = [head]
    if finding.how == "said" and finding.quote:
        body.append(_("“{quote}”").format(quote=finding.quote))
    if finding.kind != "technique":
        body.append(finding.why)
        body.append(_("Source: {source}").format(source=finding.source))
        body.append(_("Instead: {better}").format(better=finding.better))
    return "\n".join(
        textwrap.fill(part, WIDTH, initial_indent="     ", subsequent_indent="     ")
        for part in body
    )


def _undetermined(score: Score) -> str:
    if not score.undetermined:
        return ""
    lines = [_title(_("Could not be judged ({count})").format(count=len(score.undetermined)))]
    lines += [
        _("- {id}: the file does not say {missing}").format(id=u.id, missing=u.missing)
        for u in score.undetermined
    ]
    return "\n".join(lines)
