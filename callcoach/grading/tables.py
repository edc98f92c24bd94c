"""Calls in a table: a row for each turn, with a column for the speaker and one for the words."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from callcoach.i18n import _
from callcoach.scoring.transcript import TranscriptError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS: Final[Mapping[str, str]] = {
    "speaker": "speaker",
    "locuteur": "speaker",
    "interlocuteur": "speaker",
    "qui": "speaker",
    "text": "text",
    "texte": "text",
    "réplique": "text",
    "replique": "text",
    "n": "n",
    "tour": "n",
    "turn": "n",
    "t": "t",
    "temps": "t",
    "call_id": "call_id",
    "appel": "call_id",
}
"""Heading as a spreadsheet may have it → the key of the transcript."""
_NEEDED: Final = ("speaker", "text")
_SAMPLE: Final = 4_096


def calls_of_table(text: str, name: str) -> list[dict[str, Any]]:
    """Return the calls of a table, rows of one ``call_id`` together.

    Args:
        text: the file; comma, semicolon or tab between the cells.
        name: id of the call when there is no column for it.

    Raises:
        TranscriptError: a needed column is missing, or the table cannot be read.
    """
    rows = _rows(text, name)
    if not rows:
        raise TranscriptError(name, _("the table is empty"))
    heading = [COLUMNS.get(cell.strip().lower(), "") for cell in rows[0]]
    missing = [column for column in _NEEDED if column not in heading]
    if missing:
        raise TranscriptError(
            name,
            _("the table has no column '{column}'; its headings are: {headings}").format(
                column=missing[0], headings=", ".join(rows[0])
            ),
        )
    calls: dict[str, list[dict[str, Any]]] = {}
    for row in rows[1:]:
        turn = {key: cell for key, cell in zip(heading, row, strict=False) if key}
        calls.setdefault(str(turn.pop("call_id", "") or name), []).append(turn)
    return [{"call_id": id_, "turns": _turns(turns)} for id_, turns in calls.items()]


def _rows(text: str, name: str) -> list[list[str]]:
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:_SAMPLE], ",;\t")
    except csv.Error:
        dialect = "excel"
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), dialect, strict=True))
    except csv.Error as error:
        raise TranscriptError(
            name, _("the table cannot be read: {why}").format(why=error)
        ) from error
    return [row for row in read if any(cell.strip() for cell in row)]


def _turns(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return turns with numbers: those of the table where they are numbers, else their order."""
    return [{**row, "n": _number(row.get("n"), place)} for place, row in enumerate(rows, start=1)]


def _number(cell: object, place: int) -> int:
    digits = str(cell or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() else place
