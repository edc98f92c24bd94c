"""Help: what the part of the screen that has the focus is for, and the keys that work now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content

from callcoach.i18n import N_, _
from callcoach.ui.screens.page import Dialog, translated
from callcoach.ui.widgets.reading import Reading, block
from callcoach.ui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.screen import Screen


class HelpDialog(Dialog[None]):
    """Help on the screen under it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter", "close", N_("Close"))]

    def __init__(self, screen: Screen[object]) -> None:
        """Gather what is to be told of a screen.

        Args:
            screen: the screen that help is asked about, with its focus.
        """
        super().__init__()
        self._texts = tuple(help_texts(screen.focused or screen))
        self._keys = tuple(key_lines(screen))

    def compose(self) -> ComposeResult:
        """Lay out the texts and the keys."""
        with Vertical(id="box"):
            yield Reading(
                [
                    *(Content(_(text)) for text in self._texts),
                    block(_("Keys"), self._keys),
                    block(_("Everywhere"), _everywhere()),
                ]
            )
        yield TooSmall()

    def on_mount(self) -> None:
        """Name the box."""
        box = self.query_one("#box")
        box.border_title = _("Help")
        box.border_subtitle = _("Escape closes")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def help_texts(node: DOMNode) -> Iterable[str]:
    """Yield the help of a widget and of all it lies in, the nearest first, untranslated."""
    for ancestor in node.ancestors_with_self:
        text = type(ancestor).__dict__.get("HELP")
        if isinstance(text, str):
            yield text


def key_lines(screen: Screen[object]) -> Iterable[str]:
    """Yield the keys that work now, each with what it does."""
    ours = (
        Binding.make_bindings(cls.__dict__.get("BINDINGS", [])) for cls in _own_classes(screen)
    )
    actions = {binding.action for bindings in ours for binding in bindings}
    seen: set[str] = set()
    for active in translated(screen.active_bindings).values():
        binding = active.binding
        if active.enabled and binding.description and binding.action in actions - seen:
            seen.add(binding.action)
            yield f"{screen.app.get_key_display(binding)}  {binding.description}"


def _own_classes(screen: Screen[object]) -> Iterable[type]:
    """Yield our own classes among the focused widget, its ancestors and the app."""
    for node in (screen.focused or screen).ancestors_with_self:
        for cls in type(node).__mro__:
            if cls.__module__.startswith("callcoach."):
                yield cls


def _everywhere() -> tuple[str, ...]:
    return (
        _(
            "Tab and Shift+Tab move between the parts of a screen; the part with the heavy "
            "frame has the focus."
        ),
        _("Ctrl+P lists all that can be done; the language is changed there too."),
        _("Ctrl+C or Ctrl+Q leaves. A call that is going on is kept and can be resumed."),
    )
