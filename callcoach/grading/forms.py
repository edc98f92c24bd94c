"""How marks are written: for a reader, for a program, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from callcoach.report.marks import render_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from callcoach.session.marking import MarkedCall

ITEMS: Final = 12
"""Items of the grid (call-method 7.2)."""
_FORMULA: Final = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take a cell for a formula by."""


@dataclass(frozen=True)
class Form:
    """One way to write marks down."""

    shown: Callable[[MarkedCall], str]
    """One call, with its line end."""
    heading: str = ""
    """What comes first, once."""


def _as_text(marked: MarkedCall) -> str:
    return render_mark(marked.call_id, marked.score) + "\n"


def _as_json(marked: MarkedCall) -> str:
    return json.dumps(marked.to_json(), ensure_ascii=False) + "\n"


def _as_row(marked: MarkedCall) -> str:
    score = marked.score
    levels = {item.number: item.level for item in score.items}
    return _row(
        [
            marked.call_id,
            f"{score.quality:g}",
            score.compliance,
            *("" if levels.get(n) is None else levels[n] for n in range(1, ITEMS + 1)),
            sum(finding.kind == "breach" for finding in score.findings),
            " ".join(dict.fromkeys(failure.id for failure in score.critical_failures)),
            " ".join(dict.fromkeys(entry.id for entry in score.undetermined)),
        ]
    )


def _row(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def _cell(cell: object) -> object:
    """Return a cell that no spreadsheet runs as a formula: ids come from the file."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


_COLUMNS: Final = (
    "call_id",
    "quality",
    "compliance",
    *(f"item_{n}" for n in range(1, ITEMS + 1)),
    "breaches",
    "critical_failures",
    "undetermined",
)

FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "text": Form(_as_text),
        "json": Form(_as_json),
        "csv": Form(_as_row, _row(_COLUMNS)),
    }
)
"""Name as the command line has it → the form."""
