"""The mark of a call made elsewhere, in plain lines: for a trainer who marks many."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from callcoach.i18n import _
from callcoach.report.words import COMPLIANCE, HOW, SEVERITIES, word
from callcoach.text import legible

if TYPE_CHECKING:
    from callcoach.scoring.verdict import Finding, Score

WIDTH = 78
LONGEST_QUOTE = 160
"""Characters of a quote that are shown; the transcript holds the rest."""


def render_mark(call_id: str, score: Score) -> str:
    """Return the mark of one call as text.

    Args:
        call_id: how the call is named.
        score: its mark.
    """
    lines = [
        f"{call_id}: "
        + _("quality {quality} out of 100, {compliance}").format(
            quality=f"{score.quality:g}", compliance=word(COMPLIANCE, score.compliance)
        )
    ]
    for item in score.items:
        level = _("not applicable") if item.level is None else f"{item.level}/4"
        lines.append(f"  {item.number}. {item.label}: {level}")
    lines += [line for f in score.findings if f.kind != "technique" for line in _finding(f)]
    if score.undetermined:
        ids = ", ".join(entry.id for entry in score.undetermined)
        lines.append(_wrapped(_("could not be judged: {ids}").format(ids=ids), "  "))
    return legible("\n".join(lines)) + "\n"


def _finding(finding: Finding) -> list[str]:
    advisory = _("advisory: it voids no exam") if finding.advisory else ""
    about = [word(SEVERITIES, finding.severity), word(HOW, finding.how), advisory]
    where = "" if finding.turn is None else _("turn {turn}: ").format(turn=finding.turn)
    head = f"! {where}{finding.label} ({', '.join(filter(None, about))})"
    quote = textwrap.shorten(finding.quote, LONGEST_QUOTE, placeholder=" …")
    shown = [_wrapped(_("“{quote}”").format(quote=quote), "      ")] if quote else []
    return [_wrapped(head, "  "), *shown]


def _wrapped(text: str, margin: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=margin, subsequent_indent=margin + "  ")
