"""`callcoach grade`: marks transcripts of calls made elsewhere."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from callcoach import __version__
from callcoach.cli.workspace import CONTENT_LANGUAGE, content_roots, say
from callcoach.content.library import Library, languages
from callcoach.errors import ExitCode, UsageError
from callcoach.grading import Journal, Settings, call_texts, grade_texts, transcript_files
from callcoach.grading.forms import FORMS
from callcoach.grading.journal import fingerprint
from callcoach.i18n import N_, _, current_language
from callcoach.storage import data_dir
from callcoach.text import legible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from callcoach.grading import CallText, Form, GradedCall


@click.command(help=N_("Mark transcripts of calls made elsewhere."))
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, readable=True)
)
@click.option("--rubric", default=CONTENT_LANGUAGE, help=N_("Language of the rubric to mark by."))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="text",
    help=N_("json: one object a call, each on a line; csv: one row a call."),
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("Write the marks to this file; a run that was cut goes on when started again."),
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    help=N_("How many processes mark at once; else one for each processor."),
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
def command(
    *,
    files: tuple[Path, ...],
    rubric: str,
    form: Form,
    output: Path | None,
    jobs: int | None,
    content: Path | None,
) -> ExitCode:
    """Mark each call of each file; one that cannot be read is told on stderr, others go on."""
    settings = _settings(rubric, form, content, output)
    paths = transcript_files(files)
    work = _Work(paths, settings, jobs or os.cpu_count() or 1)
    return work.print_marks() if output is None else work.write_marks(output)


class _Work:
    """One run: what is marked, how, and where it goes."""

    def __init__(self, paths: Sequence[Path], settings: Settings, jobs: int) -> None:
        self._paths = paths
        self._settings = settings
        self._jobs = jobs

    def print_marks(self) -> ExitCode:
        """Put each mark on stdout as it comes."""
        sys.stdout.write(FORMS[self._settings.form].heading)
        outcome = ExitCode.OK
        for call in self._graded(skip=0):
            sys.stdout.write(call.shown)
            outcome = max(outcome, _told(call))
        return outcome

    def write_marks(self, output: Path) -> ExitCode:
        """Keep each mark in the journal; the file is written when all are there."""
        with Journal(output, self._task()) as journal:
            if journal.done:
                say(_("{n} calls are marked already; going on.").format(n=journal.done))
            for call in self._graded(skip=journal.done):
                journal.add(call)
            outcome = max((_told(call) for call in journal.calls()), default=ExitCode.OK)
            journal.finish(FORMS[self._settings.form].heading)
        return outcome

    def _graded(self, skip: int) -> Iterator[GradedCall]:
        calls = islice(self._calls(), skip, None)
        with _progress(self._paths) as advance:
            for call in grade_texts(calls, self._settings, self._jobs):
                advance(call)
                yield call

    def _calls(self) -> Iterator[CallText]:
        return chain.from_iterable(call_texts(path) for path in self._paths)

    def _task(self) -> dict[str, object]:
        """Return what tells this run from one that would give other marks."""
        library = Library(self._settings.roots, self._settings.rubric)
        return {
            "callcoach": __version__,
            "content": library.content_hash,
            "rubric": library.rubric_hash,
            "format": self._settings.form,
            "language": self._settings.language,
            "today": self._settings.today.isoformat(),
            "files": fingerprint(self._paths),
        }


def _settings(rubric: str, form: Form, content: Path | None, output: Path | None) -> Settings:
    roots = content_roots(content)
    known = languages(roots)
    if rubric not in known:
        raise UsageError(
            _("No such rubric"),
            rubric,
            _("There are: {languages}").format(languages=", ".join(known)),
        )
    # A transcript without a day is read from today; its marks depend on it only through dates. A
    # run that goes on after midnight keeps the day on which it was started.
    begun = None if output is None else Journal.task_of(output).get("today")
    today = date.today()  # noqa: DTZ011 - the user's own calendar
    return Settings(
        roots=roots,
        models=data_dir() / "models",
        rubric=rubric,
        today=date.fromisoformat(begun) if isinstance(begun, str) else today,
        form=form,
        language=current_language(),
    )


def _told(call: GradedCall) -> ExitCode:
    """Tell on stderr why a call has no mark, if it has none."""
    if not call.fault:
        return ExitCode.OK
    say(legible(f"{call.path}: {call.fault}"))
    return ExitCode.FINDINGS


@contextmanager
def _progress(paths: Sequence[Path]) -> Iterator[Callable[[GradedCall], None]]:
    """Show on stderr how far the work is, where somebody can see it."""
    if not sys.stderr.isatty():
        yield lambda _call: None
        return
    # Imported here: it is slow, and most runs show nothing.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(_("{calls} calls").replace("{calls}", "{task.fields[calls]}")),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    ends = {str(path): path.stat().st_size for path in paths}
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=sum(ends.values()), calls=0)
        meter = _Meter(ends)

        def advance(call: GradedCall) -> None:
            bar.update(task, completed=meter.read(call), calls=meter.calls)

        yield advance


class _Meter:
    """Counts the bytes that are behind: files come in order, each with how far it was read."""

    def __init__(self, sizes: dict[str, int]) -> None:
        self._sizes = sizes
        self._before = 0
        self._path: str | None = None
        self.calls = 0

    def read(self, call: GradedCall) -> int:
        """Count one more call and return the bytes behind it."""
        self.calls += 1
        if self._path is not None and call.path != self._path:
            self._before += self._sizes.get(self._path, 0)
        self._path = call.path
        return self._before + call.end
