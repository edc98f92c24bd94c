"""What all screens share: a heading, translated keys in the footer, and a cover when too small."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Self, cast

from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import Footer, Static

from callcoach.i18n import N_, _
from callcoach.ui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType

    from callcoach.ui.app import CallCoachApp
    from callcoach.ui.desk import Desk


_OF_TEXTUAL = (N_("Dismiss menu"),)
"""Descriptions of Textual's own keys that a footer of ours may show."""


def translated(bindings: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Return bindings whose descriptions are in the language in use.

    They are written in English where the keys are bound, before a language is chosen.
    """
    return {
        key: active._replace(
            binding=replace(active.binding, description=_(active.binding.description))
            if active.binding.description
            else active.binding
        )
        for key, active in bindings.items()
    }


class Page(Screen[None]):
    """A screen of the app."""

    DEFAULT_CSS = """
    Page { layers: base too-small; overflow: hidden; }
    Page #heading {
        height: 1; background: $primary; color: $text; text-style: bold; padding: 0 1;
    }
    Page.-cramped TooSmall, Page.-low TooSmall { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", N_("Back"))]

    @property
    def callcoach(self) -> CallCoachApp:
        """The app, with its own type."""
        return cast("CallCoachApp", self.app)

    @property
    def desk(self) -> Desk:
        """Content, history and calls."""
        return self.callcoach.desk

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language in use."""
        return translated(super().active_bindings)

    def compose(self) -> ComposeResult:
        """Lay out heading, body and footer."""
        yield Static(Content(self.heading()), id="heading", markup=False)
        yield from self.body()
        yield Footer(compact=True, show_command_palette=False)
        yield TooSmall()

    def heading(self) -> str:
        """Return the first line of the screen."""
        return "callcoach"

    def body(self) -> ComposeResult:
        """Lay out what is the screen's own."""
        yield from ()

    def renewed(self) -> Self:
        """Return the same screen made anew, as after a change of language."""
        return type(self)()

    def action_back(self) -> None:
        """Leave the screen."""
        if len(self.app.screen_stack) > self.callcoach.HOME_DEPTH:
            self.dismiss()

    def tell(self, text: str, *, warning: bool = False) -> None:
        """Show a passing notice."""
        self.callcoach.tell(text, warning=warning)


class Dialog(ModalScreen[ScreenResultType]):
    """A question over the screen; Escape answers no."""

    DEFAULT_CSS = """
    Dialog { align: center middle; layers: base too-small; }
    Dialog #box {
        width: 64; max-width: 95%; height: auto; max-height: 90%;
        border: heavy $accent; background: $surface; padding: 1 2;
    }
    Dialog.-cramped TooSmall, Dialog.-low TooSmall { display: block; }
    """

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language in use."""
        return translated(super().active_bindings)
