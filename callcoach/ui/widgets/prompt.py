"""Where the trainee types what they would say: Enter says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from callcoach.i18n import N_, _
from callcoach.session.session import MOST_CHARACTERS

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType


class PromptArea(TextArea):
    """A text area of several lines that is sent with Enter and remembers what was said."""

    HELP: ClassVar[str] = N_(
        "Type what you would say on the phone, as you would say it. Enter says it. "
        "Shift+Enter or Ctrl+J begins a new line. In an empty prompt, the up and down keys bring "
        "back what you said before. Tab leads to the transcript, to read what was said earlier."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Say it"), show=False),
        Binding("shift+enter,ctrl+j", "newline", N_("New line"), show=False),
    ]

    class Submitted(Message):
        """Something was said."""

        def __init__(self, prompt: PromptArea, text: str) -> None:
            """Keep the words."""
            super().__init__()
            self.prompt = prompt
            self.text = text

        @property
        def control(self) -> PromptArea:
            """The prompt."""
            return self.prompt

    class NothingToSay(Message):
        """Enter was pressed on an empty prompt."""

    class TooLong(Message):
        """More was typed or pasted than anybody listens to; what is over was cut."""

    def __init__(self, said: tuple[str, ...] = (), *, id: str | None = None) -> None:  # noqa: A002
        """Begin empty.

        Args:
            said: what was said before, oldest first.
            id: as for every widget.
        """
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False, compact=True)
        self.placeholder = _("What do you say?")
        self._said = [text for text in said if text]
        self._recalled: int | None = None

    def action_submit(self) -> None:
        """Say what was typed."""
        words = self.text.strip()
        if not words:
            self.post_message(self.NothingToSay())
            return
        self._said.append(words)
        self._recalled = None
        self.clear()
        self.post_message(self.Submitted(self, words))

    def action_newline(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """Recall what was said before, or move up a line."""
        if not self._recall(-1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Recall what was said after, or move down a line."""
        if not self._recall(1):
            super().action_cursor_down(select)

    async def _on_key(self, event: events.Key) -> None:
        # These keys are answered here rather than by their bindings: a binding is run by the app,
        # which may be quicker than the letters that were typed before and still wait for us.
        action = {
            "enter": self.action_submit,
            "shift+enter": self.action_newline,
            "ctrl+j": self.action_newline,
        }.get(event.key)
        if action is None:
            await super()._on_key(event)
        else:
            action()
            event.stop()
        event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        # Cut before it is inserted: wrapping a megabyte would hold the screen up for seconds.
        room = max(0, MOST_CHARACTERS - len(self.text) + len(self.selected_text))
        if len(event.text) > room:
            event.text = event.text[:room]
            self.post_message(self.TooLong())
        lines = event.text.replace("\r\n", "\n").replace("\r", "\n")
        event.text = "".join(c for c in lines if c.isprintable() or c in "\n\t")
        await super()._on_paste(event)
        event.prevent_default()

    def on_text_area_changed(self) -> None:
        """Cut what nobody would listen to."""
        if len(self.text) > MOST_CHARACTERS:
            self.text = self.text[:MOST_CHARACTERS]
            self.move_cursor(self.document.end)
            self.post_message(self.TooLong())

    def _recall(self, step: int) -> bool:
        """Show an earlier or a later turn; return False where the key has its usual meaning."""
        browsing = self._recalled is not None and self.text == self._said[self._recalled]
        if not self._said or not (browsing or not self.text):
            return False
        if self._recalled is None or not browsing:
            if step > 0:
                return False
            self._recalled = len(self._said)
        place = self._recalled + step
        if place >= len(self._said):
            self._recalled = None
            self.clear()
            return True
        self._recalled = max(0, place)
        self.text = self._said[self._recalled]
        self.move_cursor(self.document.end)
        return True
