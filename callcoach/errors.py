"""What can go wrong, said so that a person can act on it.

Texts arrive here already translated: this module sits below ``i18n`` and translates nothing. Every
error that the program foresees derives from `CallCoachError`; anything else is a bug.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """What a command tells the shell; scripts rely on these numbers."""

    OK = 0
    """All went well."""
    FINDINGS = 1
    """The thing checked has faults, or the work failed."""
    USAGE = 2
    """The command was asked for something that does not make sense."""


class LocatedProblem(Protocol):
    """What an error needs to know of an authoring problem (``content.problems.Problem`` fits)."""

    @property
    def path(self) -> str:
        """The file, as it was named by the caller."""

    @property
    def line(self) -> int:
        """The line, from 1."""

    @property
    def column(self) -> int:
        """The column, from 1."""

    @property
    def code(self) -> str:
        """The stable code."""

    def message(self, lang: str) -> str:
        """Return what is wrong, in that language."""

    def hint(self, lang: str) -> str | None:
        """Return the way out, in that language."""


class CallCoachError(Exception):
    """Something a person can understand and mend."""

    default_exit_code = ExitCode.FINDINGS

    def __init__(
        self,
        title: str,
        message: str = "",
        hint: str | None = None,
        *,
        exit_code: ExitCode | None = None,
    ) -> None:
        """Keep what to show.

        Args:
            title: One line: what happened.
            message: The detail, possibly several lines.
            hint: What to try next.
            exit_code: What a command answers to the shell; the class's own when not given.
        """
        super().__init__(title, message, hint)
        self.title = title
        """One line: what happened."""
        self.message = message
        """The detail; may be empty."""
        self.hint = hint
        """What to try next, if anything."""
        self.exit_code = self.default_exit_code if exit_code is None else exit_code
        """What a command answers to the shell."""

    def __str__(self) -> str:
        """Return the title, and the message when there is one."""
        return f"{self.title}: {self.message}" if self.message else self.title


class ContentError(CallCoachError):
    """Content that cannot be used, with every problem found in it."""

    def __init__(
        self,
        problems: Iterable[LocatedProblem],
        title: str = "Content cannot be used",
        message: str = "",
        hint: str | None = None,
    ) -> None:
        """Keep the problems, in the order given.

        Args:
            problems: All that was found; best sorted.
            title: One line: what could not be used.
            message: The detail, if any.
            hint: What to try next, if anything.
        """
        super().__init__(title, message, hint)
        self.problems = tuple(problems)
        """All that was found."""
        # `args` is what pickle gives back to __init__ in the other process.
        self.args = (self.problems, title, message, hint)


class StorageError(CallCoachError):
    """The history could not be read or written."""


class UsageError(CallCoachError):
    """The request itself does not make sense."""

    default_exit_code = ExitCode.USAGE


class NotFoundError(CallCoachError):
    """The thing named does not exist."""

    default_exit_code = ExitCode.USAGE
