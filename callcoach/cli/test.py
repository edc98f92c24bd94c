"""`callcoach test`: scripted calls and passports, and where they came out otherwise."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.authoring.bar import Standing
from callcoach.authoring.checkup import check_up
from callcoach.authoring.survey import ground
from callcoach.cli.checkup_text import passport_row, passport_text, script_text, unread_text
from callcoach.content.model_cache import ModelCache
from callcoach.errors import ExitCode, NotFoundError
from callcoach.i18n import N_, _, current_language
from callcoach.storage import data_dir

if TYPE_CHECKING:
    from callcoach.authoring.checkup import Checkup, PassportCheck
    from callcoach.authoring.scripted import Failure, ScriptResult


@click.command(help=N_("Play the scripted calls and check the rules on their sentences."))
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("-k", "wanted", metavar="NAME", default="", help=N_("Only what has this name."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one object with all results."),
)
def command(*, path: Path | None, wanted: str, form: str) -> ExitCode:
    """Run what proves the content; findings if anything failed."""
    place = ground(path, Path.cwd())
    if place is None:
        raise NotFoundError(
            _("No content found"),
            _("There is no folder 'dialogues' in {path}.").format(path=path or Path.cwd()),
            _("Give the folder that holds 'dialogues' and 'rubrics', or a part of it."),
        )
    checkup = check_up(place, ModelCache(data_dir() / "models"), wanted)
    if form == "json":
        sys.stdout.write(_as_json(checkup))
    else:
        _write(checkup)
    return ExitCode.FINDINGS if checkup.failed else ExitCode.OK


def _write(checkup: Checkup) -> None:
    """Write what failed or is not clean, then how many passed and failed."""
    parts = [script_text(result) for result in checkup.scripts if not result.passed]
    parts += [passport_text(check) for check in checkup.passports if _worth_telling(check)]
    parts += [unread_text(problem) for problem in checkup.unread]
    for part in parts:
        sys.stdout.write(part + "\n\n")
    summary = _("{passed} passed, {failed} failed").format(
        passed=checkup.passed, failed=checkup.failed
    )
    sys.stdout.write(summary + "\n")


def _worth_telling(check: PassportCheck) -> bool:
    """Return whether a passport has a failure, or a standing that its author should know of."""
    return not check.result.clean or check.standing is Standing.TOO_MODEST


def _as_json(checkup: Checkup) -> str:
    lang = current_language()
    whole = {
        "scripts": [_script_row(result) for result in checkup.scripts],
        "passports": [passport_row(check) for check in checkup.passports],
        "unread": [
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "code": problem.code,
                "message": problem.message(lang),
            }
            for problem in checkup.unread
        ],
        "passed": checkup.passed,
        "failed": checkup.failed,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _script_row(result: ScriptResult) -> dict[str, Any]:
    score = result.debrief.score
    return {
        "name": f"{result.script.scenario}/{result.script.name}",
        "path": result.path,
        "passed": result.passed,
        "outcome": result.debrief.outcome,
        "quality": score.quality,
        "compliance": score.compliance,
        "failures": [_failure_row(failure) for failure in result.failures],
    }


def _failure_row(failure: Failure) -> dict[str, Any]:
    return {
        "line": failure.position.line,
        "column": failure.position.column,
        "what": failure.what,
        "wanted": failure.wanted,
        "got": failure.got,
    }
