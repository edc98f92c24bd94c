"""Where transcripts come from: files and folders, cut into the text of one call each.

What must stay true: a file with a call a line is read line by line, however big it is; the order
of files and of calls is the same at every run, since a run that was cut goes on by counting.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from callcoach.grading.captions import call_of_captions
from callcoach.grading.tables import calls_of_table
from callcoach.i18n import _
from callcoach.scoring.transcript import TranscriptError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

LINE_SUFFIXES = (".jsonl", ".ndjson")
TABLE_SUFFIXES = (".csv", ".tsv")
CAPTION_SUFFIXES = (".vtt", ".srt")
SUFFIXES = (".json", *LINE_SUFFIXES, *TABLE_SUFFIXES, *CAPTION_SUFFIXES)
"""What is read of a folder."""
FACTS_SUFFIX = ".facts.json"
"""Beside a table or captions, which hold words only: the other keys of a transcript."""


@dataclass(frozen=True, slots=True)
class CallText:
    """One call before it is decoded: cheap to hand from one process to another."""

    path: str
    place: str
    """Which call of its file it is, or on which line it stands."""
    text: str
    kind: Literal["json", "fault"] = "json"
    """``fault``: ``text`` says why there is no call here."""
    end: int = 0
    """Bytes of the file that were read when it was found: how far the work has come."""

    def decoded(self) -> Any:
        """Return the object.

        Raises:
            TranscriptError: it is no JSON, or its file said why there is none.
        """
        if self.kind == "fault":
            raise TranscriptError(self.place, self.text)
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as error:
            raise TranscriptError(self.place, _("it is no JSON")) from error


def transcript_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files, and those of folders in order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(filter(_is_transcript, path.rglob("*")))
        else:
            found.append(path)
    return tuple(found)


def _is_transcript(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.endswith(FACTS_SUFFIX)


def call_texts(path: Path) -> Iterator[CallText]:
    """Yield the calls of a file, in order.

    Args:
        path: JSON (one call, or a list of them), one call a line, CSV or TSV with a column
            ``speaker`` and a column ``text``, WebVTT or SubRip captions with the speaker named.

    Raises:
        OSError: the file cannot be opened.
    """
    suffix = path.suffix.lower()
    if suffix in LINE_SUFFIXES:
        yield from _by_line(path)
    elif suffix in TABLE_SUFFIXES:
        yield from _decoded(path, lambda text: calls_of_table(text, path.stem))
    elif suffix in CAPTION_SUFFIXES:
        yield from _decoded(path, lambda text: [call_of_captions(text, path.stem, suffix)])
    else:
        yield from _whole(path)


def _by_line(path: Path) -> Iterator[CallText]:
    end = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            end += len(line)
            text = _text(line).strip()
            if text:
                yield CallText(str(path), str(number), text, end=end)


def _whole(path: Path) -> Iterator[CallText]:
    raw = path.read_bytes()
    text = _text(raw)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _by_line(path)
        return
    if not isinstance(whole, list):
        yield CallText(str(path), "1", text, end=len(raw))
        return
    yield from _numbered(path, whole, len(raw))


def _decoded(path: Path, read: Callable[[str], list[dict[str, Any]]]) -> Iterator[CallText]:
    raw = path.read_bytes()
    try:
        beside = _facts_beside(path)
        calls = [{**beside, **call} for call in read(_text(raw))]
    except TranscriptError as error:
        yield CallText(str(path), error.call_id, error.problem, "fault", len(raw))
        return
    yield from _numbered(path, calls, len(raw))


def _facts_beside(path: Path) -> dict[str, Any]:
    beside = path.with_name(path.stem + FACTS_SUFFIX)
    if not beside.exists():
        return {}
    try:
        found = json.loads(_text(beside.read_bytes()))
    except (ValueError, RecursionError) as error:
        raise TranscriptError(beside.name, _("it is no JSON")) from error
    if not isinstance(found, dict):
        raise TranscriptError(beside.name, _("it is no JSON object"))
    return found


def _numbered(path: Path, calls: list[Any], size: int) -> Iterator[CallText]:
    for number, call in enumerate(calls, start=1):
        text = json.dumps(call, ensure_ascii=False)
        yield CallText(str(path), str(number), text, end=size * number // len(calls))


def _text(raw: bytes) -> str:
    return raw.decode("utf-8-sig", "replace")
