"""What was found in a turn, as text: never without the trainee's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from callcoach.i18n import _
from callcoach.report.words import HOW, KINDS, SEVERITIES, word
from callcoach.ui.telling import NOTHING
from callcoach.ui.words import CONFIDENCES, labelled

if TYPE_CHECKING:
    from callcoach.scoring.verdict import Finding
    from callcoach.session.debrief import Point


def quoted(text: str) -> str:
    """Return somebody's words between quotation marks; a silence has its sign."""
    return _("“{quote}”").format(quote=text or NOTHING)


def finding_sign(finding: Finding) -> str:
    """Return what tells good from bad without colour: ``+``, ``!`` or ``!!``."""
    if finding.kind == "technique":
        return "+"
    return "!!" if finding.severity == "critical" and not finding.advisory else "!"


def finding_block(finding: Finding) -> Content:
    """Return a finding with its quote, why it matters, its source and a better line."""
    kind = word(KINDS, finding.kind)
    severity = "" if finding.kind == "technique" else word(SEVERITIES, finding.severity)
    advisory = _("advisory: it voids no exam") if finding.advisory else ""
    about = ", ".join(x for x in (kind, severity, word(HOW, finding.how), advisory) if x)
    lines = [
        Content.assemble((f"{finding_sign(finding)} {finding.label}", "bold"), f" ({about})"),
        Content.styled(quoted(finding.quote), "italic"),
        _labelled(_("Why"), finding.why),
    ]
    if finding.kind != "technique":
        lines.append(_labelled(_("Better"), finding.better))
    lines.append(_labelled(_("Source"), finding.source))
    lines.append(_labelled(_("Certainty"), word(CONFIDENCES, finding.confidence)))
    return Content("\n").join(lines)


def point_block(number: int, point: Point) -> Content:
    """Return a strength, a next step or a turning point with the words it rests on."""
    heading = point.title or _("The turn that moved the call most")
    where = "" if point.turn is None else _("turn {turn}: ").format(turn=point.turn)
    lines = [Content.assemble((f"{number}. {heading}", "bold"))]
    if point.quote:
        lines.append(Content.assemble(where, (quoted(point.quote), "italic")))
    if point.why:
        lines.append(_labelled(_("Why"), point.why))
    if point.better:
        label = _("Another way") if point.well_done else _("Better")
        lines.append(_labelled(label, point.better))
    if point.source and not point.well_done:
        lines.append(_labelled(_("Source"), point.source))
    return Content("\n").join(lines)


def _labelled(label: str, text: str) -> Content:
    return Content.assemble((labelled(label), "bold"), text)
