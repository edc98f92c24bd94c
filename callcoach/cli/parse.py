"""`callcoach parse`: lines in, the sums, days and plans they name out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.cli.understand import day_of_call
from callcoach.cli.workspace import CONTENT_LANGUAGE, content_roots
from callcoach.content.library import Library
from callcoach.errors import ContentError
from callcoach.i18n import N_
from callcoach.understanding.entities import EntityWords, parse_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@click.command(help=N_("Find amounts, dates and payment plans in sentences."))
@click.argument("file", required=False, type=click.File("r", encoding="utf-8", errors="replace"))
@click.option(
    "--lang", "language", default=CONTENT_LANGUAGE, help=N_("Language of the sentences.")
)
@click.option("--now", metavar="DATE", help=N_("The day of the call; today if not given."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="json",
    help=N_("json: one object a line, in the order of the input."),
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
def command(
    *, file: Iterable[str] | None, language: str, now: str | None, form: str, content: Path | None
) -> None:
    """Answer each line; an empty one is answered too, so that lines stay in step."""
    words = _words(content, language)
    today = day_of_call(now)
    if file is None:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin if file is None else file:
        found = parse_line(line.rstrip("\r\n"), today, words)
        sys.stdout.write(_shown(found, form) + "\n")


def _words(content: Path | None, language: str) -> EntityWords:
    """Return the words by which sums and days are recognised.

    Raises:
        ContentError: they cannot be had.
    """
    library = Library(content_roots(content), language)
    data = library.entity_words
    if data is None:
        raise ContentError(library.problems)
    return EntityWords.from_mapping(data)


def _shown(found: Mapping[str, Any], form: str) -> str:
    if form == "json":
        return json.dumps(found, ensure_ascii=False)
    said = (f"{name}={_word(value)}" for name, value in found.items() if name != "entities")
    return "  ".join(part for part in said if not part.endswith("="))


def _word(value: object) -> str:
    if value is None or value is False or value in ([], {}):
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
