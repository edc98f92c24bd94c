"""`callcoach passport`: how far each rule, technique and anti-pattern can be trusted."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from callcoach.authoring.bar import Standing, can_void
from callcoach.authoring.checkup import passports_of
from callcoach.authoring.survey import ground
from callcoach.cli.checkup_text import STANDINGS, passport_row, passport_text, rate_text
from callcoach.content.model_cache import ModelCache
from callcoach.errors import ExitCode, NotFoundError
from callcoach.i18n import N_, _
from callcoach.report.words import SEVERITIES, word
from callcoach.storage import data_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.authoring.checkup import PassportCheck

_ORDER = (
    Standing.BELOW,
    Standing.ADVISORY,
    Standing.TOO_MODEST,
    Standing.FEW,
    Standing.REACHED,
)
"""What has to be looked at first comes first."""


@click.command(
    help=N_("Tell how far each rule and technique can be trusted, on its own sentences.")
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
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
    help=N_("json: one list of objects."),
)
def command(*, ids: tuple[str, ...], content: Path | None, form: str) -> ExitCode:
    """Measure the passports named, or all; findings if one is below its bar."""
    place = ground(content, Path.cwd())
    if place is None:
        raise NotFoundError(
            _("No content found"),
            _("There is no folder 'dialogues' in {path}.").format(path=content or Path.cwd()),
            _("Give the folder that holds 'dialogues' and 'rubrics'."),
        )
    models = ModelCache(data_dir() / "models")
    checks = sorted(passports_of(place, models, ids), key=_rank)
    _require(ids, checks)
    if form == "json":
        rows = [passport_row(check) for check in checks]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif ids:
        sys.stdout.write("\n\n".join(map(passport_text, checks)) + "\n")
    else:
        _write_table(checks)
    return ExitCode.OK if all(check.passed for check in checks) else ExitCode.FINDINGS


def _rank(check: PassportCheck) -> tuple[int, bool, float, str]:
    result = check.result
    least = min(result.precision.value, result.recall.value)
    return _ORDER.index(check.standing), not can_void(check.item), least, result.id


def _require(ids: Sequence[str], checks: Sequence[PassportCheck]) -> None:
    known = {check.result.id for check in checks}
    for id_ in ids:
        if id_ not in known:
            raise NotFoundError(
                _("No such passport"),
                id_,
                _("'callcoach passport' lists all of them."),
            )


def _write_table(checks: Sequence[PassportCheck]) -> None:
    """Write a line a passport, then how many stand how."""
    width = max((len(check.result.id) for check in checks), default=0)
    for check in checks:
        result = check.result
        rates = _("precision {precision}, recall {recall}, left alone {left}").format(
            precision=rate_text(result.precision),
            recall=rate_text(result.recall),
            left=f"{result.left_alone.hits}/{result.left_alone.total}",
        )
        about = (
            word(SEVERITIES, getattr(check.item, "severity", "")),
            word(STANDINGS, check.standing.value),
        )
        words = "; ".join(part for part in about if part)
        sys.stdout.write(f"{result.id:<{width}}  {rates}" + (f"  {words}" if words else "") + "\n")
    failed = sum(not check.passed for check in checks)
    summary = _("{passed} passed, {failed} failed").format(
        passed=len(checks) - failed, failed=failed
    )
    sys.stdout.write(summary + "\n")
