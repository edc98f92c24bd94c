"""The lazy group: `--help` and `--version` import no command, a command imports only itself."""

from __future__ import annotations

import copy
from importlib import import_module
from typing import TYPE_CHECKING, Any

import rich_click as click
from rich_click.rich_help_configuration import RichHelpConfiguration
from rich_click.rich_help_formatter import RichHelpFormatter

from callcoach.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.cli.commands import Entry


class _HelpFormatter(RichHelpFormatter):
    """Writes help whose `Usage:` is translated: rich-click has no setting for that word."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or _("Usage:"))


class LocalContext(click.RichContext):
    """A command's context, whose help speaks the interface language."""

    formatter_class = _HelpFormatter


class LazyGroup(click.RichGroup):
    """A group whose commands are named in a table and imported when called.

    Help texts are written in English beside each command (`N_("…")`) and translated here, so that
    a command module can be imported before the language is known.
    """

    context_class = LocalContext

    def __init__(self, name: str, entries: Mapping[str, Entry], **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self._entries = entries
        for key, entry in entries.items():
            self.add_command(click.RichCommand(name=key, help=_(entry.summary)))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the table's order, which goes by purpose, not by letter."""
        return list(self._entries)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was called, and import it now."""
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and name in self._entries:
            command = _translated(_load(self._entries[name].target))
        return name, command, rest


def help_words() -> RichHelpConfiguration:
    """Return how help looks and the words of its frame, in the language in use.

    The look has no boxes: a screen reader would spell them out.
    """
    return RichHelpConfiguration(
        theme="default-slim",
        enable_theme_env_var=False,
        arguments_panel_title=_("Arguments"),
        options_panel_title=_("Options"),
        commands_panel_title=_("Commands"),
        default_string=_("[default: {}]").replace("[", r"\["),
        required_long_string=_("[required]").replace("[", r"\["),
        append_range_help_string=_("[range: {}]").replace("[", r"\["),
        panel_title_string=_("{}:"),
    )


def _load(target: str) -> click.Command:
    module, _colon, name = target.partition(":")
    command = getattr(import_module(module), name)
    if not isinstance(command, click.Command):
        raise TypeError(f"{target} is not a click command")
    return command


def _translated(command: click.Command) -> click.Command:
    spoken = copy.copy(command)
    spoken.context_class = LocalContext
    spoken.help = _(command.help) if command.help else None
    spoken.options_metavar = options_metavar()
    spoken.params = [_translated_parameter(parameter) for parameter in command.params]
    return spoken


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    help_text = getattr(parameter, "help", None)
    if not help_text:
        return parameter
    spoken = copy.copy(parameter)
    setattr(spoken, "help", _(help_text))  # noqa: B010 - arguments have no such field in click
    return spoken


def options_metavar() -> str:
    """Return the word that stands for the options in a usage line."""
    return _("[OPTIONS]")
