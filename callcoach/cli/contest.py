"""`callcoach contest`: a trainee contests a verdict, and says why."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from callcoach.cli.kept import kept_call
from callcoach.cli.workspace import open_store, open_studio, say
from callcoach.errors import ExitCode
from callcoach.i18n import N_, _
from callcoach.session.contesting import Objection, contest_of
from callcoach.storage.wall_clock import WallClock


@click.command(help=N_("Contest a finding of a past call, or one that is missing."))
@click.argument("attempt")
@click.argument("turn", type=click.IntRange(min=1))
@click.argument("what", metavar="ID")
@click.option("--because", required=True, help=N_("Why, in a few words."))
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
def command(*, attempt: str, turn: int, what: str, because: str, content: Path | None) -> ExitCode:
    """Keep a contest for the trainer; ID is an id or a name, as the debrief shows them."""
    with open_store() as store:
        call = kept_call(store, store.resolve(attempt))
        studio = open_studio(content, call.header.language)
        objection = Objection(turn, what, because)
        contest = contest_of(studio, call.header, call.events, objection)
        number = store.contests.add(contest, WallClock().now().isoformat(timespec="seconds"))
    say(told(number, contest.wanted))
    return ExitCode.OK


def told(number: int, wanted: str) -> str:
    """Return what a trainee is told once a contest is kept."""
    text = (
        _("Kept for your trainer as contest {number}: it should not have been found.")
        if wanted == "leave"
        else _("Kept for your trainer as contest {number}: it should have been found.")
    )
    return text.format(number=number)
