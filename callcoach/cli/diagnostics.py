"""All that goes to stderr when a command cannot finish: what is wrong, what to do, the exit code.

Nobody is ever shown a traceback. What was not foreseen is written to a log in the data directory,
without the command's arguments: they may hold the words of a trainee.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import rich_click as click

from callcoach import __version__
from callcoach.errors import CallCoachError, ContentError, ExitCode
from callcoach.i18n import _, current_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from callcoach.content.problems import Problem

PROGRAM = "callcoach"
INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells expect it (128 + the signal's number)."""
BROKEN_PIPE = 141
"""The exit code when the reader of our output went away, as shells expect it."""
LOG_NAME = "crash.log"


def reported(action: Callable[[], int]) -> int:
    """Do `action` and return its exit code; report on stderr whatever it raises."""
    try:
        code = action()
        sys.stdout.flush()
    except CallCoachError as error:
        _tell(error.title, error.message, error.hint)
        _list_problems(error)
        return error.exit_code
    except click.ClickException as error:
        _tell(_("Wrong usage"), error.format_message(), _help_hint(error))
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_gone()
    except SystemExit as leaving:
        # rich-click meets a broken pipe by itself, and leaves.
        if isinstance(leaving.__context__, BrokenPipeError):
            return _reader_gone()
        return leaving.code if isinstance(leaving.code, int) else 1
    except OSError as error:
        return _report_file(error) if error.filename else _report_unforeseen(error)
    except Exception as error:  # noqa: BLE001 - the last resort: nobody is shown a traceback
        return _report_unforeseen(error)
    return code


def _tell(title: str, message: str, hint: str | None) -> None:
    click.echo(title, err=True)
    if message:
        click.echo(message, err=True)
    if hint:
        click.echo(_("Hint: {hint}").format(hint=hint), err=True)


def _list_problems(error: CallCoachError) -> None:
    if not isinstance(error, ContentError):
        return
    # Imported here: the content room is loaded already when it has something to complain of.
    from callcoach.content.problems import render

    for problem in error.problems:
        click.echo(render(cast("Problem", problem), lang=current_language()), err=True)


def _help_hint(error: click.ClickException) -> str:
    # An error met while parsing knows its command only if click was far enough.
    context = getattr(error, "ctx", None)
    command = context.command_path if context else PROGRAM
    return _("'{command} --help' shows how it is used.").format(command=command)


def _report_file(error: OSError) -> int:
    message = _("'{path}' cannot be read or written ({reason}).")
    _tell(_("File problem"), message.format(path=error.filename, reason=error.strerror), None)
    return ExitCode.USAGE


def _report_unforeseen(error: Exception) -> int:
    try:
        place = _("Details are in {path}.").format(path=_write_log(error))
    except Exception:  # noqa: BLE001 - a full disk must not hide the first error behind a second
        place = _("The details could not be saved.")
    message = _("Sorry, callcoach has stumbled on a fault of its own.")
    click.echo(f"{message} {place}", err=True)
    return 1


def _write_log(error: Exception) -> Path:
    # Imported here: the storage room loads a database library that most commands do not need.
    from callcoach.storage.location import data_dir

    path = data_dir() / LOG_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        log.write(f"{now} callcoach {__version__}, ")
        log.write(f"Python {platform.python_version()}, {platform.system()}\n")
        log.write("".join(traceback.format_exception(error)) + "\n")
    return path


def _reader_gone() -> int:
    # What is still buffered has nowhere to go; without this, the interpreter would complain of it
    # while shutting down.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return BROKEN_PIPE
