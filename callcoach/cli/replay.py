"""`callcoach replay`: a past call again, with its debrief."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import rich_click as click

from callcoach.cli.workspace import open_studio, read_attempt
from callcoach.engine.events import CallStarted, decode
from callcoach.errors import UsageError
from callcoach.i18n import N_, _, current_language
from callcoach.report.text import render


@click.command(help=N_("Show a past call again, turn by turn."))
@click.argument("attempt")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one object an event, then the debrief."),
)
@click.option(
    "--thoughts",
    is_flag=True,
    help=N_("Show the other side's hidden state turn by turn, with what they thought."),
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
def command(*, attempt: str, form: str, thoughts: bool, content: Path | None) -> None:
    """Show a call from its events; ATTEMPT is an id, its beginning, or an exported file."""
    header, records = read_attempt(attempt)
    events = [decode(record.kind, record.payload) for record in records]
    if not any(isinstance(event, CallStarted) for event in events):
        raise UsageError(_("This call never began"), header.attempt_id)
    debrief = open_studio(content, header.language).debrief(header, events, current_language())
    if form == "json":
        for record in records:
            shown = {"kind": record.kind, **record.payload}
            sys.stdout.write(json.dumps(shown, ensure_ascii=False, sort_keys=True) + "\n")
        shown = {"kind": "debrief", **debrief.to_json()}
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, sort_keys=True) + "\n")
    else:
        sys.stdout.write(render(debrief, thoughts=thoughts))
