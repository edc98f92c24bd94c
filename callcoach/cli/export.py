"""`callcoach export`: a past call as a sealed file."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from callcoach.cli.workspace import open_store, say
from callcoach.i18n import N_, _
from callcoach.session.records import TRAINEE_OPTION
from callcoach.session.sealed import events_naming, export_text
from callcoach.storage import export_attempt, write_export


@click.command(help=N_("Write a past call to a file, with a pseudonym if wanted."))
@click.argument("attempt")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("Where to write; standard output when absent."),
)
@click.option("--pseudonym", help=N_("What to call the trainee in the file."))
def command(*, attempt: str, output: Path | None, pseudonym: str | None) -> None:
    """Export one attempt; ATTEMPT is an id or its beginning."""
    with open_store() as store:
        id_ = store.resolve(attempt)
        label = store.header(id_).options.get(TRAINEE_OPTION)
        document = export_attempt(store, id_, pseudonym=pseudonym)
        if pseudonym is not None and isinstance(label, str):
            named = events_naming(label, store.events(id_))
            if named:
                say(_("The name is still said in {count} turns.").format(count=len(named)))
    if output is None:
        sys.stdout.write(export_text(document))
    else:
        write_export(document, output)
        say(_("Written to {path}.").format(path=output))
