"""One run of the command line, from the arguments to the exit code."""

from __future__ import annotations

import gettext
import locale
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import rich_click as click

from callcoach import __version__, i18n
from callcoach.cli.commands import COMMANDS
from callcoach.cli.diagnostics import PROGRAM, reported
from callcoach.cli.group import LazyGroup, help_words, options_metavar
from callcoach.errors import UsageError
from callcoach.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLICK_DOMAIN = "click"


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code.

    A command returns None or an exit code; what it raises is reported on stderr.

    Args:
        arguments: What was typed after the program's name.
    """
    language = i18n.choose_language(_wanted_language(arguments), os.environ, locale.getlocale()[0])
    with i18n.speaking(language), _click_speaking(language):
        return reported(lambda: _carry_out(arguments))


def _carry_out(arguments: Sequence[str]) -> int:
    outcome = _root().main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    return outcome if isinstance(outcome, int) else 0


def _root() -> LazyGroup:
    """Return the group of all commands, worded in the language in use."""
    root = LazyGroup(
        PROGRAM,
        COMMANDS,
        callback=_without_command,
        invoke_without_command=True,
        options_metavar=options_metavar(),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        context_settings={"rich_help_config": help_words()},
        help=_(
            "Rehearse amicable debt-collection calls, offline, and learn from the debrief.\n\n"
            "Without a command, the terminal app opens."
        ),
        params=[
            click.RichOption(
                ["--lang"],
                type=click.Choice(i18n.LANGUAGES),
                expose_value=False,
                help=_("Language of the interface; otherwise CALLCOACH_LANG, then the system's."),
            ),
        ],
    )
    click.version_option(__version__, message=f"{PROGRAM} %(version)s")(root)
    return root


@click.pass_context
def _without_command(context: click.Context) -> None:
    """Open the terminal app, unless a command follows."""
    if context.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("No terminal here"),
            _("The app needs a keyboard and a screen."),
            hint=_("'callcoach play --plain' works line by line, 'callcoach --help' shows more."),
        )
    from callcoach.ui.app import run as run_app

    run_app(lang=i18n.current_language())


def _wanted_language(arguments: Sequence[str]) -> str | None:
    """Return the value of a `--lang` that stands before the command.

    Read before click reads it, because click words its own errors, and `--help` wherever it
    stands, while parsing. The `--lang` of a command such as `parse` is that of the content.
    """
    words = iter(arguments)
    for word in words:
        if word == "--lang":
            return next(words, None)
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if not word.startswith("-"):
            return None
    return None


@contextmanager
def _click_speaking(language: str) -> Iterator[None]:
    """Give click's own sentences the interface language inside the block.

    click asks the standard library's global gettext, which reads the environment at each call:
    these two settings are the only way in, and both are put back.
    """
    domain, languages = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(_CLICK_DOMAIN, str(i18n.LOCALE_DIR))
    gettext.textdomain(_CLICK_DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if languages is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = languages
