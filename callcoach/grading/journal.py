"""The marks so far of a long run, on disk: what is written there is never worked out again.

The journal stands beside the file that is wanted, one line a call. Cut at any moment, the next run
of the same work reads what is whole, goes on after it, and the file comes out the same. What must
stay true: the wanted file is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from callcoach.errors import CallCoachError
from callcoach.grading.grading import GradedCall
from callcoach.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

_SUFFIX = ".part"


class JournalMismatchError(CallCoachError):
    """There is a half-done run, of other files or by another rubric."""

    def __init__(self, path: Path) -> None:
        """Name the journal that is in the way."""
        super().__init__(
            _("Another run was not finished"),
            _("{path} holds marks of other files, or by another rubric.").format(path=path),
            _("Finish that one, delete the file, or choose another name for the output."),
        )


class Journal:
    """The journal of one run; use it in a ``with``."""

    def __init__(self, output: Path, task: Mapping[str, Any]) -> None:
        """Remember where; nothing is opened yet.

        Args:
            output: the file that is wanted.
            task: what tells this work from another: plain JSON data.
        """
        self._output = output
        self.path = output.with_name(output.name + _SUFFIX)
        self._head = json.dumps(task, sort_keys=True, ensure_ascii=False).encode() + b"\n"
        self.done = 0
        """Calls that were marked when it was opened."""

    @classmethod
    def task_of(cls, output: Path) -> dict[str, Any]:
        """Return the task of the run that was begun for this output, empty when there is none."""
        try:
            with cls(output, {}).path.open("rb") as file:
                head = json.loads(file.readline())
        except (OSError, ValueError):
            return {}
        return head if isinstance(head, dict) else {}

    def __enter__(self) -> Self:
        """Open it, or go on with it.

        Raises:
            JournalMismatchError: there is one of other work.
            OSError: it cannot be written.
        """
        if self.path.exists():
            self._go_on()
        else:
            self.path.write_bytes(self._head)
        self._file = self.path.open("ab")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file; the journal stays until ``finish``."""
        self._file.close()

    def add(self, call: GradedCall) -> None:
        """Keep what came of a call: on disk for the system when this returns."""
        self._file.write(json.dumps(asdict(call), ensure_ascii=False).encode() + b"\n")
        self._file.flush()

    def calls(self) -> Iterator[GradedCall]:
        """Yield all that is kept, in order."""
        with self.path.open("rb") as file:
            file.readline()
            for line in file:
                yield GradedCall(**json.loads(line))

    def finish(self, heading: str) -> None:
        """Write the wanted file from what is kept, then forget the journal."""
        self._file.flush()
        os.fsync(self._file.fileno())
        fresh = self._output.with_name(self._output.name + ".new")
        with fresh.open("w", encoding="utf-8", newline="") as out:
            out.write(heading)
            out.writelines(call.shown for call in self.calls())
        fresh.replace(self._output)
        self.path.unlink()

    def _go_on(self) -> None:
        """Check whose it is, count what is whole and cut off what is not."""
        whole = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file):
                if not line.endswith(b"\n"):
                    break
                if number == 0 and line != self._head:
                    raise JournalMismatchError(self.path)
                whole += len(line)
                self.done = number
        os.truncate(self.path, whole)
        if whole == 0:
            self.path.write_bytes(self._head)


def fingerprint(paths: Sequence[Path]) -> list[list[str]]:
    """Return each file with the hash of its bytes.

    Raises:
        OSError: one cannot be read.
    """
    found: list[list[str]] = []
    for path in paths:
        with path.open("rb") as file:
            found.append([str(path), hashlib.file_digest(file, "sha256").hexdigest()])
    return found
