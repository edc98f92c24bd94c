"""The command line: parses arguments, calls the rooms below, prints. It decides nothing itself.

One command is one module here, with a click command named `command`; `commands.COMMANDS` lists
them all, so that `--help` knows them without importing any.
"""

from callcoach.cli.commands import COMMANDS
from callcoach.cli.main import run

__all__ = ["COMMANDS", "run"]
