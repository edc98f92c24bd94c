"""Authoring faults: where they are, what they say, and how they are shown.

A `Problem` keeps its code and its fields; words are chosen last, in the language of whoever reads.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from callcoach.content.messages import (
    FILE_BROKEN,
    FILE_FORBIDDEN,
    FILE_IS_FOLDER,
    FILE_MISSING,
    HINT_LABEL,
    MESSAGES,
    Bilingual,
    Message,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Severity: TypeAlias = Literal["error", "warning"]
Loc: TypeAlias = tuple[str | int, ...]
"""Where a value is in the data: keys and list indexes from the top."""
FieldValue: TypeAlias = str | Bilingual
"""A text to show as it is, or a template that the texts of the same problem may fill."""

_SHOWN_WIDTH = 96
_MARGIN = "    "


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file, as editors count."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters; one past the last when something is missing there."""


@dataclass(frozen=True)
class Problem:
    """One fault in one file."""

    path: str
    """The file, as it was named by the caller."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    code: str
    """The stable code, such as ``Y005``."""
    fields: Mapping[str, FieldValue] = field(default_factory=dict, hash=False)
    """What fills the message and the hint."""
    severity: Severity = "error"
    """A warning does not prevent the content from being used."""
    advice: Bilingual | None = None
    """A hint that fits better than the usual one of the code."""
    wording: Message | None = None
    """The words, for a code that is not in ``messages.MESSAGES``."""

    def message(self, lang: str) -> str:
        """Return what is wrong, in that language (``fr``; English otherwise)."""
        return self._say(self._words.text, lang)

    def hint(self, lang: str) -> str | None:
        """Return the way out in that language, if one is known."""
        template = self.advice or self._words.hint
        return None if template is None else self._say(template, lang)

    @property
    def position(self) -> Position:
        """Where the fault is in its file."""
        return Position(self.line, self.column)

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Files in order, then from top to bottom."""
        return (self.path, self.line, self.column, self.code)

    @property
    def _words(self) -> Message:
        return self.wording or MESSAGES[self.code]

    def _say(self, template: Bilingual, lang: str) -> str:
        plain = {name: text for name, text in self.fields.items() if isinstance(text, str)}
        words = {
            name: part.say(lang).format_map(plain)
            for name, part in self.fields.items()
            if isinstance(part, Bilingual)
        }
        return template.say(lang).format_map(plain | words)


class ContentValueError(ValueError):
    """What a model's validator raises to be told in both languages, at the right place."""

    def __init__(
        self,
        wording: Message,
        fields: Mapping[str, FieldValue] | None = None,
        *,
        code: str = "M099",
        at: Loc = (),
    ) -> None:
        """Keep what the problem will say.

        Args:
            wording: What is wrong, and the way out.
            fields: What fills the wording.
            code: A stable code.
            at: Where the fault is, from the value that the validator received.
        """
        super().__init__(wording.text.en)
        self.wording = wording
        self.fields = dict(fields or {})
        self.code = code
        self.at = at


def unreadable(path: str, error: OSError) -> Problem:
    """Return why the system would not give a file, in our words rather than in its own."""
    reason = FILE_BROKEN
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = FILE_MISSING
    elif isinstance(error, PermissionError):
        reason = FILE_FORBIDDEN
    elif isinstance(error, IsADirectoryError):
        reason = FILE_IS_FOLDER
    return Problem(path, 1, 1, "Y010", {"reason": reason})


def place(lines: Sequence[str], line: int, column: int) -> Position:
    """Return a position that exists in the file.

    Args:
        lines: All lines, without their breaks; at least one.
        line: From 0, as YAML marks count; past the last line means the end of the file.
        column: From 0.
    """
    if line >= len(lines):
        return Position(len(lines), len(lines[-1]) + 1)
    return Position(line + 1, min(column, len(lines[line])) + 1)


class Problems:
    """Collects problems, so that a reader may go on after the first."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        """Begin with these."""
        self._found = list(problems)

    def add(self, problem: Problem) -> None:
        """Keep one problem."""
        self._found.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep several problems."""
        self._found.extend(problems)

    def sorted(self) -> tuple[Problem, ...]:
        """Return each problem once, by file, line, column and code."""
        return tuple(sorted(dict.fromkeys(self._found), key=lambda found: found.sort_key))

    @property
    def has_errors(self) -> bool:
        """Whether one at least is more than a warning."""
        return any(found.severity == "error" for found in self._found)

    def __len__(self) -> int:
        """Return how many were added."""
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        """Go through the problems in the order they were added."""
        return iter(self._found)


def render(problem: Problem, source_line: str | None = None, *, lang: str) -> str:
    """Return a problem as a person reads it: place and message, source and caret, hint.

    Args:
        problem: What to show.
        source_line: The line at ``problem.line``, without its line break, when it is at hand.
        lang: ``fr`` or ``en``.

    Returns:
        One to four lines, without control characters from the file.
    """
    place = f"{problem.path}:{problem.line}:{problem.column}"
    shown = [f"{place}: {problem.code} {problem.message(lang)}"]
    if source_line is not None and source_line.strip():
        shown.extend(_with_caret(source_line, problem.column))
    hint = problem.hint(lang)
    if hint is not None:
        shown.append(f"{HINT_LABEL.say(lang)} {hint}")
    return "\n".join(shown)


def _with_caret(source_line: str, column: int) -> tuple[str, str]:
    """Return the line and its caret, cut around the column when the line is long."""
    before, after = source_line[: column - 1], source_line[column - 1 :].rstrip()
    if len(before) + len(after) > _SHOWN_WIDTH:
        room = _SHOWN_WIDTH // 2
        before = before if len(before) <= room else "…" + before[1 - room :]
        rest = _SHOWN_WIDTH - len(before)
        after = after if len(after) <= rest else after[: rest - 1] + "…"
    before, after = printable(before), printable(after)
    return f"{_MARGIN}{before}{after}", f"{_MARGIN}{' ' * _width(before)}^"


def printable(text: str) -> str:
    """Return the text with tabs as spaces and every unprintable character as U+FFFD."""
    # A content file must not drive the terminal of the one who checks it.
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char == "\t":
        return " "
    # French text is full of no-break spaces, which Python does not call printable.
    return char if char.isprintable() or unicodedata.category(char) == "Zs" else "\ufffd"


def _width(text: str) -> int:
    """Return how many terminal cells a printable text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    combining = sum(unicodedata.combining(char) > 0 for char in text)
    return len(text) + wide - combining
