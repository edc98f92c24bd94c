"""Items to be given a level from 0 to 4: a line an item, the choice drawn in signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets.option_list import Option

from callcoach.i18n import N_
from callcoach.session.self_view import LEVELS
from callcoach.ui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import BindingType

WIDTH = 30
"""Columns of an item's name."""
UNSAID = -1
"""Neither a level nor « no object » was chosen yet."""


class LevelList(Choices):
    """The items, with the level chosen for each."""

    HELP: ClassVar[str] = N_(
        "A list of items: the arrow keys up and down move, 0 to 4 give a level and go on, left "
        "and right change it, N says that the item has no object in this call."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0", "give(0)", N_("Level"), key_display="0-4"),
        *(Binding(str(n), f"give({n})", N_("Level"), show=False) for n in LEVELS[1:]),
        Binding("n", "give_none", N_("No object")),
        Binding("left", "change(-1)", N_("Lower"), show=False),
        Binding("right", "change(1)", N_("Higher"), show=False),
    ]

    def __init__(
        self,
        items: Sequence[tuple[str, str]],
        levels: Mapping[str, int | None],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """List the items.

        Args:
            items: id and name of each, in order.
            levels: what was chosen before.
            id: as for every widget.
        """
        super().__init__(id=id)
        self._items = tuple(items)
        self._levels: dict[str, int | None] = dict(levels)

    @property
    def levels(self) -> dict[str, int | None]:
        """What was chosen, None for an item without object; an item not chosen is absent."""
        return {id_: self._levels[id_] for id_, _name in self._items if id_ in self._levels}

    def on_mount(self) -> None:
        """Draw the items."""
        self.add_options(Option(self._line(place)) for place in range(len(self._items)))
        unsaid = [i for i, (id_, _name) in enumerate(self._items) if id_ not in self._levels]
        self.highlighted = unsaid[0] if unsaid else 0

    def action_give(self, level: int) -> None:
        """Give a level to the line chosen, and go on."""
        self._give(level)

    def action_give_none(self) -> None:
        """Say that the item has no object in this call, and go on."""
        self._give(None)

    def action_change(self, step: int) -> None:
        """Raise or lower the level of the line chosen."""
        place = self.highlighted
        if place is None:
            return
        level = self._levels.get(self._items[place][0])
        at = (0 if step > 0 else LEVELS[-1]) if level is None else level + step
        self._set(place, min(max(at, LEVELS[0]), LEVELS[-1]))

    def _give(self, level: int | None) -> None:
        place = self.highlighted
        if place is not None:
            self._set(place, level)
            self.highlighted = min(place + 1, len(self._items) - 1)

    def _set(self, place: int, level: int | None) -> None:
        self._levels[self._items[place][0]] = level
        self.replace_option_prompt_at_index(place, self._line(place))

    def _line(self, place: int) -> Content:
        id_, name = self._items[place]
        chosen = self._levels.get(id_, UNSAID)
        signs = " ".join(f"{'(x)' if level == chosen else '( )'} {level}" for level in LEVELS)
        none = "(x)" if chosen is None else "( )"
        number = f"{place + 1}."
        return Content(f"{number:<4}{name[:WIDTH]:<{WIDTH}} {signs} {none} n")
