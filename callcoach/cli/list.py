"""`callcoach list`: the scenarios, with the best score of each."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.cli.workspace import content_roots, open_store, say
from callcoach.content.library import Library, languages
from callcoach.errors import ExitCode, StorageError
from callcoach.i18n import N_, _

if TYPE_CHECKING:
    from callcoach.content.scenario import Scenario


@click.command(help=N_("Show the scenarios: title, language, level, channel and best score."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one list of objects."),
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
def command(*, form: str, content: Path | None) -> ExitCode:
    """List the scenarios of all languages; one that cannot be used is said and left out."""
    roots = content_roots(content)
    libraries = [Library(roots, language) for language in languages(roots)]
    scenarios = [s for library in libraries for s in library.scenarios.values()]
    broken = sum(len(library.problems) for library in libraries)
    best = _best_scores()
    rows = [_row(scenario, best.get(scenario.id)) for scenario in scenarios]
    if form == "json":
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        for row in rows:
            sys.stdout.write(_line(row) + "\n")
    if broken:
        say(_("Some content cannot be used; 'callcoach lint' says where and why."))
        return ExitCode.FINDINGS
    return ExitCode.OK


def _best_scores() -> dict[str, float]:
    try:
        with open_store() as store:
            return store.best_scores()
    except StorageError as error:
        say(str(error))
        return {}


def _row(scenario: Scenario, best: float | None) -> dict[str, Any]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "language": scenario.language,
        "level": scenario.level,
        "channel": scenario.channel,
        "minutes": scenario.minutes,
        "best_score": best,
    }


def _line(row: dict[str, Any]) -> str:
    best = _("not played yet") if row["best_score"] is None else f"{row['best_score']:g}/100"
    channel = {"phone": _("phone"), "visit": _("visit")}[row["channel"]]
    return _("{id}: {title} ({language}, level {level}, {channel}), best: {best}").format(
        id=row["id"],
        title=row["title"],
        language=row["language"],
        level=row["level"],
        channel=channel,
        best=best,
    )
