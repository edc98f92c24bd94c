"""Text to read: it scrolls by keyboard, shows that it has the focus, and takes no markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from callcoach.i18n import N_
from callcoach.ui.words import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from callcoach.ui.file_sections import Fact, Section


class Reading(VerticalScroll):
    """A page of blocks, one under the other."""

    HELP: ClassVar[str] = N_("Text to read: the arrow and page keys scroll.")
    DEFAULT_CSS = """
    Reading { border: round $foreground 50%; padding: 0 1; }
    Reading:focus { border: heavy $accent; }
    Reading > Static { height: auto; margin-bottom: 1; }
    """

    def __init__(
        self,
        blocks: Iterable[Content] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """Show blocks of text."""
        super().__init__(id=id, classes=classes)
        self._blocks = tuple(blocks)

    def compose(self) -> ComposeResult:
        """Lay out the blocks."""
        for block in self._blocks:
            yield Static(block, markup=False)

    async def show(self, blocks: Iterable[Content]) -> None:
        """Show other blocks, from the top."""
        self._blocks = tuple(blocks)
        await self.recompose()
        self.scroll_home(animate=False)


def title(text: str) -> Content:
    """Return the heading of a block."""
    return Content.styled(text, "bold underline")


def block(heading: str, lines: Iterable[Content | str]) -> Content:
    """Return a heading with its lines."""
    plain = (Content(line) if isinstance(line, str) else line for line in lines)
    return Content("\n").join([title(heading), *plain])


def section_block(section: Section) -> Content:
    """Return a part of the file."""
    return block(section.title, (_fact(fact) for fact in section.facts))


def _fact(fact: Fact) -> Content:
    if not fact.label:
        return Content(fact.text)
    return Content.assemble((labelled(fact.label), "bold"), fact.text)
