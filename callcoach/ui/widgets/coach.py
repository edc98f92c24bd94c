"""What the coach says of the last turn, as blocks of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from callcoach.i18n import _
from callcoach.ui.widgets.findings import finding_block, quoted
from callcoach.ui.widgets.reading import block
from callcoach.ui.words import labelled

if TYPE_CHECKING:
    from callcoach.ui.coaching import Coaching


def coach_blocks(coaching: Coaching | None) -> list[Content]:
    """Return what there is to say of the last turn."""
    if coaching is None:
        return [Content(_("You have not said anything yet."))]
    if coaching.silent:
        return [Content(_("Turn {turn}: you kept silent.").format(turn=coaching.turn))]
    acts = [labelled(act.label) + quoted(act.quote) for act in coaching.acts]
    heading = _("Turn {turn}: understood as").format(turn=coaching.turn)
    nothing = [_("nothing that is known here; say it in other words")]
    found = [finding_block(finding) for finding in coaching.findings]
    if not found:
        found = [Content(_("No technique and no fault was found in this turn."))]
    return [block(heading, acts or nothing), *found]
