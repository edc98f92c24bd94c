"""The trainee's own mark beside the mark, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.i18n import N_, _
from callcoach.report.words import word

if TYPE_CHECKING:
    from callcoach.session.self_view import Gap, SelfView

LEANINGS = {
    "close": N_("You see this call as it was marked."),
    "kind": N_("You were kinder to yourself than the mark: look again at the widest gaps."),
    "harsh": N_("You were harsher on yourself than the mark: look at what you did well."),
}


def gap_lines(view: SelfView) -> list[str]:
    """Return a line an item, the widest gaps first, then what they come to."""
    gaps = sorted(view.gaps, key=lambda gap: (-abs(gap.difference or 0), gap.number))
    lines = [_gap(gap) for gap in gaps if gap.own is not None]
    if view.bias is not None:
        figures = _("On the whole: {bias} levels, {distance} apart on average.")
        lines.append(figures.format(bias=f"{view.bias:+g}", distance=f"{view.distance:g}"))
        lines.append(word(LEANINGS, view.leaning))
    return lines


def _gap(gap: Gap) -> str:
    if gap.difference is None:
        text = _("{number}. {label}: you {own}/4, without object in this call")
        return text.format(number=gap.number, label=gap.label, own=gap.own)
    text = _("{number}. {label}: you {own}/4, marked {level}/4 ({difference})")
    sign = "=" if gap.difference == 0 else f"{gap.difference:+d}"
    return text.format(
        number=gap.number, label=gap.label, own=gap.own, level=gap.level, difference=sign
    )
