"""Labelled sentences in a file: JSON objects one a line, or a table with a heading.

What must stay true: every fault of a file is found in one reading, at its line.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callcoach.errors import CallCoachError
from callcoach.i18n import _
from callcoach.text import legible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_LABEL_COLUMNS = ("label", "category")
_MOST_TOLD = 20
"""Faults told of one file; a file of another kind has one a line."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and what it is."""

    text: str
    label: str


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """Return the sentences of a file, in order.

    Args:
        path: ``*.csv`` with the columns text and label (or category), or JSON objects with text
            and label, one a line.

    Raises:
        CallCoachError: some lines cannot be read, or there are none; the message names each.
        OSError: the file cannot be opened.
    """
    text = path.read_bytes().decode("utf-8-sig", "replace")
    rows = _table(text) if path.suffix.lower() == ".csv" else _objects(text)
    found: list[Labelled] = []
    faults: list[str] = []
    for number, row in rows:
        fault = row if isinstance(row, str) else _fault(row)
        if fault or isinstance(row, str):
            faults.append(f"{path}:{number}: {fault}")
        else:
            found.append(Labelled(row["text"], _label(row)))
    if not faults and not found:
        faults.append(f"{path}:1: " + _("there is no sentence here"))
    if faults:
        raise _unreadable(faults)
    return tuple(found)


def _unreadable(faults: list[str]) -> CallCoachError:
    told = faults[:_MOST_TOLD]
    if len(faults) > len(told):
        told.append(_("… and {count} more").format(count=len(faults) - len(told)))
    return CallCoachError(
        _("Labelled sentences cannot be read"),
        "\n".join(map(legible, told)),
        _('One object a line: {"text": "…", "label": "…"}; or a CSV file with these columns.'),
    )


def _objects(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Yield the line number and the object of each line, or what is wrong with it."""
    # Only \n ends a line of JSON: a string may hold the other line breaks of Unicode.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield number, _("it is no JSON")
            continue
        yield number, row if isinstance(row, dict) else _("it is no JSON object")


def _table(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Yield the line number and the cells of each row, or what is wrong with it."""
    reader = csv.DictReader(_kept_lines(text), strict=True)
    try:
        columns = reader.fieldnames or ()
        if "text" not in columns or not set(_LABEL_COLUMNS) & set(columns):
            yield 1, _("the heading needs the columns text and label")
            return
        before = reader.line_num
        for row in reader:
            # A quoted cell may span lines: the row begins after the one before it.
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        yield reader.line_num, str(error)


def _kept_lines(text: str) -> Iterable[str]:
    return text.splitlines(keepends=True)


def _fault(row: Mapping[str, Any]) -> str:
    """Return what a row lacks, or nothing."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return _("there is no text")
    return "" if _label(row) else _("there is no label")


def _label(row: Mapping[str, Any]) -> str:
    found = next((row[name] for name in _LABEL_COLUMNS if row.get(name) is not None), "")
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return str(found).strip()
