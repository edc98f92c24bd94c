"""A paper to fill in: one labelled text area a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Label, TextArea

from callcoach.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

MOST_CHARACTERS = 2000
"""Longest field that is kept."""


class PaperForm(VerticalScroll, can_focus=False):
    """The fields of a paper, in order."""

    HELP: ClassVar[str] = N_("A form: Tab goes to the next field, Shift+Tab to the one before.")
    DEFAULT_CSS = """
    PaperForm { padding: 0 1; }
    PaperForm Label { width: 100%; text-style: bold; }
    PaperForm TextArea { height: 4; border: round $foreground 50%; padding: 0; }
    PaperForm TextArea:focus { border: heavy $accent; }
    """

    def __init__(
        self,
        questions: Sequence[tuple[str, str]],
        answers: Mapping[str, str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Prepare the form.

        Args:
            questions: name of each field and what is asked.
            answers: what is written already, by name.
            id: as for every widget.
        """
        super().__init__(id=id)
        self._questions = tuple(questions)
        self._answers = dict(answers)

    def compose(self) -> ComposeResult:
        """Lay out label and text area of each field."""
        for name, question in self._questions:
            yield Label(question, markup=False)
            yield TextArea(
                self._answers.get(name, ""),
                id=f"field-{name}",
                show_line_numbers=False,
                tab_behavior="focus",
            )

    @property
    def answers(self) -> dict[str, str]:
        """What is written, by name of the field."""
        return {
            name: self.query_one(f"#field-{name}", TextArea).text.strip()[:MOST_CHARACTERS]
            for name, _question in self._questions
        }
