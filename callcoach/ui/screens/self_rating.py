"""The trainee's own mark of the call, before the mark is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static

from callcoach.i18n import N_, _, current_language
from callcoach.ui.messages import RatingDone
from callcoach.ui.screens.page import Page
from callcoach.ui.widgets.levels import LevelList
from callcoach.ui.widgets.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.content.rubric import GridItem
    from callcoach.ui.live_call import LiveCall


class SelfRatingPage(Page):
    """Twelve items to give a level, with what each level means."""

    CSS_PATH = "self_rating.tcss"
    HELP: ClassVar[str] = N_(
        "Say how you did before you are told. Seeing oneself as one is marked is a skill of its "
        "own: the debrief shows where the two part."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "hand_in", N_("Hand in")),
        Binding("escape", "skip", N_("Leave out")),
    ]
    AUTO_FOCUS = "#levels"

    def __init__(self, live: LiveCall, levels: Mapping[str, int | None] | None = None) -> None:
        """Open the list.

        Args:
            live: the call that is over.
            levels: what was chosen before.
        """
        super().__init__()
        self._live = live
        self._levels = dict(levels or {})

    @property
    def live(self) -> LiveCall:
        """The call."""
        return self._live

    @property
    def _grid(self) -> tuple[GridItem, ...]:
        return self.desk.studio.rubric.grid.items

    def renewed(self) -> Self:
        """Return the same list with what was chosen."""
        return type(self)(self._live, self.query_one(LevelList).levels)

    def heading(self) -> str:
        """Return the first line."""
        return _("Your own mark: {title}").format(title=self._live.scenario.title)

    def body(self) -> ComposeResult:
        """Lay out the items, and what the levels of the one chosen mean."""
        intro = _("How did you do? 0 to 4 for each item; n: it had no object in this call.")
        yield Static(intro, id="intro", markup=False)
        french = current_language() == "fr"
        items = [(item.id, item.label if french else item.label_en) for item in self._grid]
        yield LevelList(items, self._levels, id="levels")
        yield Reading(id="anchors")

    @on(OptionList.OptionHighlighted, "#levels")
    async def show_anchors(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the levels of an item mean."""
        item = self._grid[event.option_index]
        lines = [Content(f"{level}  {text}") for level, text in sorted(item.anchors.items())]
        anchors = self.query_one("#anchors", Reading)
        anchors.border_title = _("What the levels mean")
        await anchors.show([Content("\n").join(lines)])

    def action_hand_in(self) -> None:
        """Hand the own mark in; an exam wants all of it."""
        levels = self.query_one(LevelList).levels
        missing = len(self._grid) - len(levels)
        if self._live.exam and missing:
            text = _("In an exam every item is to be marked: {count} are missing.")
            self.tell(text.format(count=missing))
        else:
            self.post_message(RatingDone(self._live, levels))

    def action_skip(self) -> None:
        """Leave the own mark out, in a rehearsal."""
        if self._live.exam:
            self.tell(_("In an exam you mark yourself before the mark is shown."))
        else:
            self.post_message(RatingDone(self._live, {}))
