"""`callcoach grade`: marks transcripts of calls made elsewhere."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.cli.workspace import CONTENT_LANGUAGE, content_roots, open_studio, say
from callcoach.content.library import languages
from callcoach.errors import CallCoachError, ExitCode, UsageError
from callcoach.i18n import N_, _, current_language
from callcoach.report.marks import render_mark
from callcoach.scoring.transcript import TranscriptError
from callcoach.session.marking import MarkedCall, TranscriptMarker
from callcoach.text import legible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".json", ".jsonl", ".ndjson")
"""What is read of a folder."""


@click.command(help=N_("Mark transcripts of calls made elsewhere."))
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, readable=True)
)
@click.option("--rubric", default=CONTENT_LANGUAGE, help=N_("Language of the rubric to mark by."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one object a call, each on a line."),
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
def command(*, files: tuple[Path, ...], rubric: str, form: str, content: Path | None) -> ExitCode:
    """Mark each call of each file; one that cannot be read is told on stderr, others go on."""
    marker = _marker(rubric, content)
    outcome = ExitCode.OK
    for path in _paths(files):
        for marked in grade_file(path, marker):
            if isinstance(marked, MarkedCall):
                sys.stdout.write(_shown(marked, form))
            else:
                say(legible(f"{path}: {marked}"))
                outcome = ExitCode.FINDINGS
    return outcome


def grade_file(path: Path, marker: TranscriptMarker) -> Iterator[MarkedCall | CallCoachError]:
    """Yield the mark of each call in a file, or why it cannot be read, in order.

    Args:
        path: a file that holds one JSON object, a list of them, or one a line.
        marker: the rubric.

    Raises:
        ContentError: the content cannot be used.
        OSError: the file cannot be opened.
    """
    for place, data in _calls(path):
        if isinstance(data, TranscriptError):
            yield data
            continue
        try:
            yield marker.mark(data, place)
        except TranscriptError as error:
            yield error


def _marker(rubric: str, content: Path | None) -> TranscriptMarker:
    known = languages(content_roots(content))
    if rubric not in known:
        raise UsageError(
            _("No such rubric"),
            rubric,
            _("There are: {languages}").format(languages=", ".join(known)),
        )
    # A transcript without a day is read from today; its marks depend on it only through dates.
    today = date.today()  # noqa: DTZ011 - the user's own calendar
    return TranscriptMarker(open_studio(content, rubric), today, current_language())


def _paths(files: Iterable[Path]) -> Iterator[Path]:
    """Yield the files, those of folders in order."""
    for path in files:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
        else:
            yield path


def _calls(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each call of a file with its place in it; what is no JSON comes as an error."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _calls_by_line(text)
        return
    calls = whole if isinstance(whole, list) else [whole]
    yield from ((str(place), data) for place, data in enumerate(calls, start=1))


def _calls_by_line(text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        place = str(number)
        try:
            yield place, json.loads(line)
        except (ValueError, RecursionError):
            yield place, TranscriptError(place, _("it is no JSON"))


def _shown(marked: MarkedCall, form: str) -> str:
    if form == "json":
        return json.dumps(marked.to_json(), ensure_ascii=False) + "\n"
    return render_mark(marked.call_id, marked.score) + "\n"
