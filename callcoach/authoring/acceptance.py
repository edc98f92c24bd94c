"""Writes an accepted contest into the content: one file, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import callcoach
from callcoach.authoring.amend import with_item
from callcoach.errors import CallCoachError, UsageError
from callcoach.i18n import _

if TYPE_CHECKING:
    from callcoach.authoring.verdicts import Amendment
    from callcoach.content.library import Roots


def write_amendment(amendment: Amendment, roots: Roots, language: str) -> tuple[Path, list[str]]:
    """Add an item to the content, and return the file with the lines that were added.

    Raises:
        UsageError: the content is the one inside the program.
        AmendError: the file cannot be added to without changing what is written in it.
        CallCoachError: it cannot be read or written.
    """
    root = roots.rubrics if amendment.part == "rubrics" else roots.dialogues
    path = root / language / amendment.file
    if path.resolve().is_relative_to(Path(callcoach.__file__).resolve().parent):
        raise UsageError(
            _("This content came with the program and is not edited"),
            str(path),
            _("Copy 'dialogues' and 'rubrics' to a folder of yours, and name it with --content."),
        )
    try:
        # Bytes, so that line ends stay as they are.
        before = path.read_bytes().decode("utf-8")
        after = with_item(before, amendment.place, amendment.item)
        _replace(path, after)
    except (OSError, UnicodeDecodeError) as error:
        raise CallCoachError(_("This file cannot be changed"), f"{path}: {error}") from error
    return path, _added(before.splitlines(), after.splitlines())


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(text.encode("utf-8"))
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink()


def _added(before: list[str], after: list[str]) -> list[str]:
    """Return the lines that came in between; all others are the same."""
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    start = len(before) if first is None else first
    return after[start : start + len(after) - len(before)]
