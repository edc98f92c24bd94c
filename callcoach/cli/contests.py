"""`callcoach contests`: what trainees contest, for the trainer to accept or reject."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.authoring.acceptance import write_amendment
from callcoach.authoring.checkup import passports_of
from callcoach.authoring.survey import Ground
from callcoach.authoring.verdicts import amendment_of
from callcoach.cli.checkup_text import passport_row, passport_text
from callcoach.cli.kept import played_calls
from callcoach.cli.mark_text import change_lines
from callcoach.cli.workspace import content_roots, open_store, open_studio, say
from callcoach.content.model_cache import ModelCache
from callcoach.errors import CallCoachError, ExitCode, UsageError
from callcoach.i18n import N_, _
from callcoach.session.remarking import Mark, MarkChange, marked_anew
from callcoach.storage import data_dir
from callcoach.storage.tables import ContestStatus
from callcoach.storage.wall_clock import WallClock
from callcoach.text import legible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.authoring.checkup import PassportCheck
    from callcoach.cli.kept import KeptCall
    from callcoach.session.studio import Studio
    from callcoach.storage import Store
    from callcoach.storage.beside import ContestRow

ACCEPT, REJECT = "accept", "reject"


@click.command(help=N_("List what trainees contest; accept or reject one by its number."))
@click.argument("action", required=False, type=click.Choice([ACCEPT, REJECT]))
@click.argument("number", required=False, type=click.IntRange(min=1))
@click.option("--all", "every", is_flag=True, help=N_("Those that are decided too."))
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one list of objects; of an acceptance, one object."),
)
def command(
    *, action: str | None, number: int | None, every: bool, content: Path | None, form: str
) -> ExitCode:
    """List the contests, or decide one."""
    if (action is None) != (number is None):
        raise UsageError(_("Which contest?"), "", "callcoach contests accept N")
    with open_store() as store:
        if action is None or number is None:
            _list(store.contests.all(None if every else ContestStatus.OPEN), form)
            return ExitCode.OK
        row = store.contests.get(number)
        if row.status is not ContestStatus.OPEN:
            raise UsageError(_("This contest is decided already"), str(number))
        if action == REJECT:
            store.contests.decide(number, ContestStatus.REJECTED, _now())
            say(_("Contest {number} is rejected.").format(number=number))
            return ExitCode.OK
        return _accept(store, row, content, form)


def _accept(store: Store, row: ContestRow, content: Path | None, form: str) -> ExitCode:
    """Add the sentence to the content, and tell what that changes."""
    language = store.header(row.attempt_id).language
    roots = content_roots(content)
    studio = open_studio(content, language)
    amendment = amendment_of(studio, row.verdict, row.wanted, row.because, row.context)
    calls = [c for c in played_calls(store) if c.header.language == language]
    before = _marks(studio, calls)
    path, added = write_amendment(amendment, roots, language)
    store.contests.decide(row.number, ContestStatus.ACCEPTED, _now())
    models = ModelCache(data_dir() / "models")
    checks = list(passports_of(Ground(roots), models, (row.verdict,)))
    after = _marks(open_studio(content, language), calls)
    changes = {id_: MarkChange(before[id_], after[id_]) for id_ in before.keys() & after.keys()}
    moved = {id_: change for id_, change in sorted(changes.items()) if not change.none}
    _tell(row, path, added, checks, moved, form)
    return ExitCode.OK if all(check.passed for check in checks) else ExitCode.FINDINGS


def _marks(studio: Studio, calls: Sequence[KeptCall]) -> dict[str, Mark]:
    """Return the mark of each call by a content; one that it cannot mark is left out."""
    marks: dict[str, Mark] = {}
    for call in calls:
        try:
            score = marked_anew(studio, call.header, call.events)
        except CallCoachError as error:
            say(f"{call.header.attempt_id}: {error.title}. {error.message}")
            continue
        marks[call.header.attempt_id] = Mark.of(score)
    return marks


def _tell(
    row: ContestRow,
    path: Path,
    added: Sequence[str],
    checks: Sequence[PassportCheck],
    moved: dict[str, MarkChange],
    form: str,
) -> None:
    if form == "json":
        whole: dict[str, Any] = {
            "contest": row.number,
            "path": str(path),
            "added": list(added),
            "passports": [passport_row(check) for check in checks],
            "changed": [{"attempt_id": id_, **c.to_json()} for id_, c in moved.items()],
        }
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
        return
    lines = [str(path), *(f"+ {line}" for line in added), ""]
    lines += [text for check in checks for text in (passport_text(check), "")]
    if not moved:
        lines.append(_("The mark of no kept call changes."))
    else:
        lines.append(_("Kept calls whose mark changes: {count}").format(count=len(moved)))
        for id_, change in moved.items():
            lines += [id_, *change_lines(change)]
    sys.stdout.write("\n".join(lines) + "\n")


def _list(rows: Sequence[ContestRow], form: str) -> None:
    if form == "json":
        shown = [row.to_json() for row in rows]
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
        return
    if not rows:
        say(_("Nothing is contested."))
    for row in rows:
        sys.stdout.write("\n".join(_lines(row)) + "\n")


def _lines(row: ContestRow) -> list[str]:
    head = _("{number}. {id}, turn {turn} of {attempt}: {claim}").format(
        number=row.number,
        id=row.verdict,
        turn=row.turn,
        attempt=row.attempt_id,
        claim=_claim(row.wanted),
    )
    status = {"open": "", "accepted": _("accepted"), "rejected": _("rejected")}[row.status.value]
    previous = row.context.get("previous")
    return [
        head + (f" [{status}]" if status else ""),
        *([f"    < {legible(previous)}"] if previous else []),
        f"    > {legible(row.context['say'])}",
        "    " + _("because: {why}").format(why=legible(row.because)),
    ]


def _claim(wanted: str) -> str:
    return _("found by mistake") if wanted == "leave" else _("should have been found")


def _now() -> str:
    return WallClock().now().isoformat(timespec="seconds")
