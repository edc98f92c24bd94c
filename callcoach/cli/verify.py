"""`callcoach verify`: an exported call is intact, and played again it gives the same."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from callcoach.cli.workspace import open_studio, say
from callcoach.errors import CallCoachError, ExitCode
from callcoach.i18n import N_, _
from callcoach.session.verification import Difference, verify
from callcoach.storage import load_export


@click.command(help=N_("Check that an exported call is intact and gives the same result."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
def command(*, files: tuple[Path, ...], content: Path | None) -> ExitCode:
    """Verify each file: its chain of hashes, then its replay."""
    outcome = ExitCode.OK
    for path in files:
        try:
            header, records = load_export(path)
            difference = verify(open_studio(content, header.language), header, records)
        except CallCoachError as error:
            say(f"{path}: {error}")
            outcome = ExitCode.FINDINGS
            continue
        if difference is None:
            say(_("{path}: intact, and the same when played again.").format(path=path))
        else:
            say(f"{path}: {_worded(difference)}")
            outcome = ExitCode.FINDINGS
    return outcome


def _worded(difference: Difference) -> str:
    if difference.kind == "content":
        return _("the content is not the one it was played with ({what}).").format(
            what=difference.what
        )
    return _("played again, event {seq} is another ({what}).").format(
        seq=difference.seq, what=difference.what
    )
