"""`callcoach history`: the calls played so far."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.cli.workspace import open_store, say
from callcoach.i18n import N_, _
from callcoach.report.words import COMPLIANCE, OUTCOMES, word
from callcoach.storage import Store, data_dir, database_url
from callcoach.storage.wall_clock import WallClock

if TYPE_CHECKING:
    from callcoach.storage import AttemptRow


@click.command(help=N_("Show the calls played so far."))
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help=N_("How many at most."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one list of objects."),
)
@click.option(
    "--recover",
    is_flag=True,
    help=N_("Set a damaged history aside, untouched, and begin a new one."),
)
def command(*, limit: int, form: str, recover: bool) -> None:
    """Show the history, the newest first."""
    if recover:
        aside = Store.recover(database_url(), data_dir(), WallClock().now())
        say(_("The damaged history is kept as {path}.").format(path=aside))
    with open_store() as store:
        rows = [_row(row) for row in store.attempts(limit)]
    if form == "json":
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    if not rows:
        say(_("No call has been played yet."))
    for row in rows:
        sys.stdout.write(_line(row) + "\n")


def _row(row: AttemptRow) -> dict[str, Any]:
    header, summary = row.header, row.summary or {}
    return {
        "attempt_id": header.attempt_id,
        "scenario": header.scenario_id,
        "mode": header.mode,
        "started_at": header.started_at,
        "status": row.status.value,
        "quality": summary.get("quality"),
        "compliance": summary.get("compliance"),
        "outcome": summary.get("outcome"),
    }


def _line(row: dict[str, Any]) -> str:
    begun = row["started_at"].replace("T", " ")
    head = f"{row['attempt_id']}  {begun}  {row['scenario']}"
    if row["quality"] is None:
        return head + "  " + _("unfinished")
    return (
        head
        + "  "
        + _("{quality}/100, {compliance}, {outcome}").format(
            quality=f"{row['quality']:g}",
            compliance=word(COMPLIANCE, row["compliance"]),
            outcome=word(OUTCOMES, row["outcome"]),
        )
    )
