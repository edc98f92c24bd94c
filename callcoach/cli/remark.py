"""`callcoach remark`: kept calls marked by the content of now, and what differs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.cli.kept import KeptCall, kept_call, marked_calls
from callcoach.cli.mark_text import change_lines
from callcoach.cli.workspace import open_store, open_studio, say
from callcoach.errors import CallCoachError, ExitCode, UsageError
from callcoach.i18n import N_, _, current_language
from callcoach.session.remarking import (
    EXAM,
    Mark,
    MarkChange,
    marked_anew,
    summary_of,
    was_played,
)
from callcoach.storage.wall_clock import WallClock

if TYPE_CHECKING:
    from callcoach.scoring.verdict import Score
    from callcoach.session.studio import Studio
    from callcoach.storage import Store


@click.command(help=N_("Mark past calls by the rubric of now, and tell what differs."))
@click.argument("attempts", nargs=-1, metavar="[ATTEMPT]...")
@click.option("--all", "every", is_flag=True, help=N_("Every call that has a mark."))
@click.option(
    "--keep",
    is_flag=True,
    help=N_("Keep the new mark; the older one stays beside it, that of an exam stays in place."),
)
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
    help=N_("json: one object a call, each on a line."),
)
def command(
    *, attempts: tuple[str, ...], every: bool, keep: bool, content: Path | None, form: str
) -> ExitCode:
    """Mark again; ATTEMPT is an id or its beginning. Findings if one cannot be marked."""
    if bool(attempts) == every:
        raise UsageError(
            _("Which calls?"), "", _("Name attempts, or give --all. 'callcoach history' lists.")
        )
    outcome = ExitCode.OK
    with open_store() as store:
        ids = list(marked_calls(store)) if every else [store.resolve(a) for a in attempts]
        remarker = Remarker(store, content)
        for id_ in ids:
            try:
                call, change, score = remarker.again(id_)
            except CallCoachError as error:
                say(f"{id_}: {error.title}. {error.message}")
                outcome = ExitCode.FINDINGS
                continue
            sys.stdout.write(_shown(call, change, form))
            if keep and not change.none:
                remarker.keep(call, score)
    return outcome


class Remarker:
    """Marks kept calls by one content."""

    def __init__(self, store: Store, content: Path | None) -> None:
        """Read no content yet: each call has a language of its own."""
        self._store = store
        self._content = content
        self._studios: dict[str, Studio] = {}

    def studio(self, language: str) -> Studio:
        """Return the content of a language, opened once."""
        if language not in self._studios:
            self._studios[language] = open_studio(self._content, language)
        return self._studios[language]

    def again(self, attempt_id: str) -> tuple[KeptCall, MarkChange, Score]:
        """Return a call with its mark before and now.

        Raises:
            CallCoachError: it cannot be read, never began, or its scenario is there no more.
        """
        call = kept_call(self._store, attempt_id)
        if not was_played(call.events):
            raise UsageError(_("This call never began"), attempt_id)
        studio = self.studio(call.header.language)
        score = marked_anew(studio, call.header, call.events, current_language())
        before = Mark.from_summary(call.row.summary)
        if before is None:
            # An older program kept figures only: what was understood then tells the rest.
            before = Mark.of(studio.debrief(call.header, call.events).score)
        return call, MarkChange(before, Mark.of(score)), score

    def keep(self, call: KeptCall, score: Score) -> None:
        """Keep a new mark: as the attempt's own, or beside it for an exam."""
        from callcoach.storage.beside import MarkRow
        from callcoach.storage.tables import MarkRole

        header, library = call.header, self.studio(call.header.language).library
        old = dict(call.row.summary or {})
        new = summary_of(score, str(old.get("outcome") or ""))
        moment = WallClock().now().isoformat(timespec="seconds")
        hashes = (library.content_hash, library.rubric_hash)
        if header.mode == EXAM:
            row = MarkRow(header.attempt_id, MarkRole.LATER, *hashes, moment, new)
            self._store.marks.keep(row)
            return
        before = (header.content_hash, header.rubric_hash)
        self._store.marks.keep(MarkRow(header.attempt_id, MarkRole.FORMER, *before, moment, old))
        self._store.finish(header.attempt_id, new)


def _shown(call: KeptCall, change: MarkChange, form: str) -> str:
    header = call.header
    if form == "json":
        row: dict[str, Any] = {
            "attempt_id": header.attempt_id,
            "scenario": header.scenario_id,
            "mode": header.mode,
            **change.to_json(),
        }
        return json.dumps(row, ensure_ascii=False) + "\n"
    head = f"{header.attempt_id}  {header.scenario_id}"
    return "\n".join([head, *change_lines(change)]) + "\n"
