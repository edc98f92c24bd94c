"""`callcoach understand`: sentences in, what they were understood to be out."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.cli.workspace import CONTENT_LANGUAGE, open_studio, say
from callcoach.errors import ExitCode, UsageError
from callcoach.i18n import N_, _
from callcoach.scoring.heard import Ear
from callcoach.understanding import Context, LabelKind, understand
from callcoach.understanding.case_facts import read_case_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from callcoach.understanding import Lexicon, Utterance

KINDS = {
    "acts": LabelKind.ACT,
    "techniques": LabelKind.TECHNIQUE,
    "anti_patterns": LabelKind.ANTI_PATTERN,
    "violates": LabelKind.BREACH,
}
"""Name in the answer → what it lists."""


@click.command(help=N_("Label sentences: acts, techniques, breaches, with their evidence."))
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
) -> ExitCode:
    """Answer each line of JSON (text, previous, facts); a bad one is told, and answered."""
    lexicon = open_studio(content, language).lexicon
    today = day_of_call(now)
    outcome = ExitCode.OK
    for number, line in enumerate(_lines(file), start=1):
        answer: Mapping[str, Any]
        try:
            answer = answer_of(json.loads(line), lexicon, today)
        except (TypeError, ValueError, RecursionError) as error:
            say(_("line {number}: {reason}").format(number=number, reason=error))
            answer = {**{kind: [] for kind in KINDS}, "error": str(error)}
            outcome = ExitCode.FINDINGS
        sys.stdout.write(_shown(answer, form) + "\n")
    return outcome


def day_of_call(now: str | None) -> date:
    """Return the day asked for, or today.

    Raises:
        UsageError: ``now`` is no ISO date.
    """
    if now is None:
        return date.today()  # noqa: DTZ011 - the user's own calendar
    try:
        return datetime.fromisoformat(now).date()
    except ValueError as error:
        raise UsageError(
            _("This is no date"), now, _("Write it so: {example}").format(example="2026-11-12")
        ) from error


def context_of(item: Mapping[str, Any], lexicon: Lexicon, today: date) -> Context:
    """Return the context of a sentence that comes with its previous line and case facts."""
    previous = str(item.get("previous") or "")
    given = item.get("facts")
    facts = read_case_facts(given) if isinstance(given, dict) else {}
    return Context(
        today=today,
        phase=str(facts.get("phase", "contact")),
        previous=previous,
        heard=(previous,) if previous else (),
        affect=Ear(lexicon.detectors).affect(previous),
        facts=facts,
    )


def answer_of(item: object, lexicon: Lexicon, today: date) -> dict[str, Any]:
    """Return the answer to one decoded line.

    Raises:
        TypeError: it is no object with a text.
    """
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise TypeError(_("this is no object with a 'text'"))
    utterance = understand(item["text"], lexicon, context_of(item, lexicon, today))
    known = {"id": item["id"]} if "id" in item else {}
    return {**known, **labels_of(utterance)}


def labels_of(utterance: Utterance) -> dict[str, Any]:
    """Return what was understood as plain JSON data."""
    answer: dict[str, Any] = {
        name: list(dict.fromkeys(label.id for label in utterance.of(kind)))
        for name, kind in KINDS.items()
    }
    answer["acts"] = answer["acts"] or sorted(utterance.acts)
    answer["entities"] = [entity.to_json() for entity in utterance.entities]
    answer["evidence"] = [label.to_json() for label in utterance.labels]
    return answer


def _lines(file: Iterable[str] | None) -> Iterator[str]:
    """Yield the lines that hold something, of a file or of the standard input."""
    if file is None:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin if file is None else file:
        if line.strip():
            yield line


def _shown(answer: Mapping[str, Any], form: str) -> str:
    if form == "json":
        return json.dumps(answer, ensure_ascii=False)
    return " | ".join(f"{name}: {', '.join(answer[name]) or '-'}" for name in KINDS)
