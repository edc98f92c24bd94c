"""`callcoach lint`: everything wrong with content, with its place and a way out."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.authoring.lint import PAGES, RULES
from callcoach.authoring.survey import quoted, survey
from callcoach.cli.workspace import say
from callcoach.content.messages import MESSAGES, Bilingual, Message
from callcoach.content.problems import render
from callcoach.content.suggest import nearest
from callcoach.errors import ExitCode, NotFoundError, UsageError
from callcoach.i18n import N_, _, current_language, ngettext
from callcoach.storage.wall_clock import WallClock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.content.problems import Problem

WARNING = Bilingual("avertissement : ", "warning: ")


@click.command(help=N_("Look for problems in scenarios, personas and rubrics."))
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one object with all problems."),
)
@click.option("--explain", metavar="CODE", help=N_("Tell what a code means, wrong and right."))
def command(*, path: Path | None, form: str, explain: str | None) -> ExitCode:
    """List the problems of the content; findings if one of them is an error."""
    if explain is not None:
        sys.stdout.write(_page(explain.strip().upper()))
        return ExitCode.OK
    problems = survey(path, Path.cwd(), WallClock().now().date())
    if problems is None:
        raise NotFoundError(
            _("No content found"),
            _("There is no folder 'dialogues' in {path}.").format(path=path or Path.cwd()),
            _("Give the folder that holds 'dialogues' and 'rubrics', or a part of it."),
        )
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "json":
        sys.stdout.write(_as_json(problems, errors))
    else:
        _write(problems)
        say(_summary(errors, len(problems) - errors))
    return ExitCode.FINDINGS if errors else ExitCode.OK


def _write(problems: Sequence[Problem]) -> None:
    """Write each problem with its line and a caret, an empty line between two."""
    lines = quoted(problems)
    lang = current_language()
    for problem in problems:
        here = lines.get(problem.path, ())
        source = here[problem.line - 1] if problem.line <= len(here) else None
        sys.stdout.write(render(_marked(problem), source, lang=lang) + "\n\n")


def _marked(problem: Problem) -> Problem:
    """Return the problem as text shows it: a warning says that it is one."""
    if problem.severity == "error":
        return problem
    words = problem.wording or MESSAGES[problem.code]
    text = Bilingual(*(mark + said for mark, said in zip(WARNING, words.text, strict=True)))
    return replace(problem, wording=Message(text, words.hint))


def _summary(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return _("No problem found.")
    found = [
        ngettext("{count} error", "{count} errors", errors).format(count=errors),
        ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings),
    ]
    return ", ".join(found)


def _as_json(problems: Sequence[Problem], errors: int) -> str:
    lang = current_language()
    rows: list[dict[str, Any]] = [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message(lang),
            "hint": problem.hint(lang),
        }
        for problem in problems
    ]
    whole = {"problems": rows, "errors": errors, "warnings": len(rows) - errors}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _page(code: str) -> str:
    """Return the page of a code: what, why, wrong, right.

    Raises:
        UsageError: there is no such code.
    """
    page = PAGES.get(code)
    if page is None:
        near = nearest(code, PAGES)
        raise UsageError(
            _("No such code"),
            code,
            _("Did you mean {name}?").format(name=near) if near else ", ".join(PAGES),
        )
    lang = current_language()
    severity = RULES[code].severity if code in RULES else "error"
    kinds = {"error": _("error"), "warning": _("warning")}
    parts = [
        f"{code} ({kinds[severity]})\n{page.what.say(lang)}",
        _("Why") + "\n" + page.why.say(lang),
        _("Wrong") + "\n" + _indented(page.wrong),
        _("Right") + "\n" + _indented(page.right),
    ]
    return "\n\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())
