"""The list of calls: what they are about, how hard, and how well they went so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from callcoach.errors import StorageError
from callcoach.i18n import N_, _
from callcoach.report.words import word
from callcoach.ui.messages import OpenDossier
from callcoach.ui.readiness import Readiness
from callcoach.ui.screens.page import Page
from callcoach.ui.widgets.choices import CHOSEN, Choices
from callcoach.ui.words import CHANNELS, level_word, quality_word

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from callcoach.ui.shelf import ScenarioCard

LEAST_WIDTH = 20
LEVEL_WIDTH, CHANNEL_WIDTH, TIME_WIDTH, BEST_WIDTH = 10, 11, 8, 15


class Filter(Input):
    """Where one types to narrow the list down."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", N_("Open the file"))]


class ScenariosPage(Page):
    """All calls; typing narrows the list down."""

    CSS_PATH = "scenarios.tcss"
    HELP: ClassVar[str] = N_(
        "Type a few letters to narrow the list down. The up and down keys choose a call, "
        "Enter opens its file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False, priority=True),
        Binding("down", "move(1)", N_("Down"), show=False, priority=True),
    ]

    def heading(self) -> str:
        """Return the first line."""
        return _("Choose a call")

    def body(self) -> ComposeResult:
        """Lay out the filter, the list and the summary of the line chosen."""
        yield Filter(placeholder=_("Type to search"), id="filter", compact=True)
        yield Choices(id="calls")
        yield Static(id="summary", markup=False)

    def on_mount(self) -> None:
        """Show the calls as soon as they have been read."""
        self._cards: tuple[ScenarioCard, ...] = ()
        self.watch(self.callcoach, "content_state", self._read)

    def on_screen_resume(self) -> None:
        """Show marks that have come in the meantime."""
        self._read()

    def on_resize(self) -> None:
        """Give titles the room there is."""
        self.call_after_refresh(self._fill)

    def _read(self) -> None:
        state = self.callcoach.content_state
        summary = self.query_one("#summary", Static)
        if state is Readiness.WAITING:
            summary.update(_("Reading the calls…"))
            return
        fault = self.desk.content_fault
        if fault is not None or state is Readiness.FAILED:
            summary.update(_("No call can be played. Ask your trainer."))
            return
        from callcoach.ui.shelf import cards_of

        try:
            best = self.desk.best_scores()
        except StorageError:
            best = {}
        self._cards = cards_of(self.desk.studio.library, best)
        self._fill()

    @on(Input.Changed, "#filter")
    def _fill(self) -> None:
        choices = self.query_one(Choices)
        chosen = self._chosen()
        typed = self.query_one(Input).value
        cards = [card for card in self._cards if card.matches(typed)]
        choices.clear_options()
        width = max(LEAST_WIDTH, choices.scrollable_content_region.width - len(CHOSEN))
        choices.add_options(
            Option(card_line(card, width), id=card.id, disabled=not card.playable)
            for card in cards
        )
        ids = [card.id for card in cards if card.playable]
        if ids:
            choices.highlighted = choices.get_option_index(chosen if chosen in ids else ids[0])
        elif self._cards:
            text = _("No call matches what you typed.") if typed else _("No call can be played.")
            self.query_one("#summary", Static).update(text)

    def _chosen(self) -> str:
        option = self.query_one(Choices).highlighted_option
        return (option.id or "") if option is not None else ""

    @on(OptionList.OptionHighlighted, "#calls")
    def show_summary(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the line chosen is about."""
        card = next((card for card in self._cards if card.id == event.option_id), None)
        if card is not None:
            lines = [Content.styled(card.title, "bold"), Content(card.summary)]
            self.query_one("#summary", Static).update(Content("\n").join(lines))

    @on(OptionList.OptionSelected, "#calls")
    def open_chosen(self, event: OptionList.OptionSelected) -> None:
        """Open the line clicked on."""
        self.post_message(OpenDossier(event.option_id or ""))

    def action_move(self, step: int) -> None:
        """Move the choice, whatever has the focus."""
        choices = self.query_one(Choices)
        if step > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    @on(Input.Submitted, "#filter")
    def open_highlighted(self) -> None:
        """Open the file of the line chosen."""
        chosen = self._chosen()
        if chosen:
            self.post_message(OpenDossier(chosen))


def card_line(card: ScenarioCard, width: int) -> Content:
    """Return a scenario on one line: title, level, channel, minutes, best mark."""
    if not card.playable:
        text = _("[–] {title}: cannot be played (its content has a fault)")
        return Content(text.format(title=card.title)).truncate(width, ellipsis=True)
    best = _("no mark yet")
    if card.best is not None:
        best = _("best {best}").format(best=quality_word(card.best))
    columns = (
        level_word(card.level).ljust(LEVEL_WIDTH)
        + word(CHANNELS, card.channel).ljust(CHANNEL_WIDTH)
        + _("{count} min").format(count=card.minutes).ljust(TIME_WIDTH)
        + best.rjust(BEST_WIDTH)
    )
    room = max(10, width - len(columns) - 2)
    title = Content(card.title).truncate(room, ellipsis=True)
    return Content.assemble(title.pad_right(room - title.cell_length), "  ", columns)
