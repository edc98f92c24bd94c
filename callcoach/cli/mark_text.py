"""Two marks of one call, and what differs, in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.i18n import _
from callcoach.report.words import COMPLIANCE, HOW, word
from callcoach.text import legible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.session.remarking import Found, MarkChange

_MARGIN = "    "


def change_lines(change: MarkChange) -> Iterator[str]:
    """Yield what differs between two marks, a line a thing."""
    before, after = change.before, change.after
    if change.none:
        yield _MARGIN + _("no change: {quality} out of 100, {compliance}").format(
            quality=f"{after.quality:g}", compliance=word(COMPLIANCE, after.compliance)
        )
        return
    yield _MARGIN + _("quality {before} → {after}").format(
        before=f"{before.quality:g}", after=f"{after.quality:g}"
    )
    if before.compliance != after.compliance:
        yield _MARGIN + _("compliance {before} → {after}").format(
            before=word(COMPLIANCE, before.compliance), after=word(COMPLIANCE, after.compliance)
        )
    for id_, levels in change.items.items():
        old, new = ("–" if level is None else f"{level}/4" for level in levels)
        yield f"{_MARGIN}{id_}: {old} → {new}"
    for found in change.gone:
        yield _MARGIN + _("no longer found: {finding}").format(finding=_found(found))
    for found in change.come:
        yield _MARGIN + _("newly found: {finding}").format(finding=_found(found))


def _found(found: Found) -> str:
    where = "" if found.turn is None else _("turn {turn}: ").format(turn=found.turn)
    how = word(HOW, found.how)
    quote = _("“{quote}”").format(quote=found.quote) if found.quote else ""
    parts = (f"{where}{found.id}", f"({how})" if how else "", quote)
    return legible(" ".join(part for part in parts if part))
