"""The program's door: `callcoach`, or `python -m callcoach`."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What passes through a pipe or a file is UTF-8 on every system; a terminal keeps its own
    # encoding, and shows a sign rather than stopping the call at a letter that it lacks.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")

    from callcoach.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
