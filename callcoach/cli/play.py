"""`callcoach play`: a call, in the terminal app or line by line."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from callcoach.cli.plain_run import Wish, play_plain
from callcoach.errors import ExitCode, UsageError
from callcoach.i18n import N_, _, current_language


@click.command(help=N_("Play a call, in the terminal app or line by line."))
@click.argument("scenario", required=False)
@click.option("--plain", is_flag=True, help=N_("Line by line, for pipes and screen readers."))
@click.option("--seed", type=int, help=N_("All chance of the call; the same seed, the same call."))
@click.option("--now", metavar="ISO", help=N_("Date and time of the call: 2026-11-12T10:30."))
@click.option(
    "--mode",
    type=click.Choice(["rehearse", "exam"]),
    default="rehearse",
    help=N_("An exam shows no hints."),
)
@click.option(
    "--input",
    "input_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("Read what you say from a file, a line a turn; implies --plain."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one object an event."),
)
@click.option("--resume", metavar="ATTEMPT", help=N_("Go on with an unfinished call."))
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
@click.option(
    "--as-written", is_flag=True, help=N_("Play the file as its author wrote it: draw nothing.")
)
@click.option(
    "--after",
    metavar="ATTEMPT",
    help=N_("Follow up the agreement of a past call: what became of it, and the second call."),
)
@click.option("--no-papers", is_flag=True, help=N_("Skip the preparation sheet and the record."))
def command(
    *,
    scenario: str | None,
    plain: bool,
    seed: int | None,
    now: str | None,
    mode: str,
    input_file: Path | None,
    form: str,
    resume: str | None,
    content: Path | None,
    no_papers: bool,
    as_written: bool,
    after: str | None,
) -> ExitCode | None:
    """Play a call."""
    if scenario is None and resume is None and after is None:
        raise UsageError(
            _("Which call?"),
            _("Give the id of a scenario, or --resume with an attempt."),
            _("'callcoach list' shows the scenarios, 'callcoach history' the attempts."),
        )
    wish = Wish(
        scenario,
        seed,
        now,
        mode,
        resume,
        content,
        input_file,
        as_json=form == "json",
        papers=not no_papers,
        as_written=as_written,
        after=after,
    )
    if plain or input_file is not None or form == "json":
        return play_plain(wish)
    from callcoach.ui.app import run  # only when the app is wanted: it is slow to import

    run(
        lang=current_language(),
        scenario_id=scenario,
        seed=seed,
        now=now,
        mode=mode,
        resume=resume,
        content=content,
        as_written=as_written,
        after=after,
    )
    return None
