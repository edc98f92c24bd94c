"""Contests typed after the debrief of a plain call."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from callcoach.cli.contest import told
from callcoach.cli.workspace import say
from callcoach.errors import CallCoachError
from callcoach.i18n import _
from callcoach.session.contesting import Objection, contest_of
from callcoach.storage.wall_clock import WallClock

if TYPE_CHECKING:
    from callcoach.session.session import CallSession
    from callcoach.session.studio import Studio
    from callcoach.storage import Store

_LINE = re.compile(r"/(?:contest|contester)\s+(\d{1,6})\s+(\S+)\s+(.+)", re.IGNORECASE)


def take_contests(studio: Studio, store: Store, session: CallSession) -> None:
    """Keep what is contested, a line each, until an empty line or the end of the lines."""
    if sys.stdin.isatty():
        say(_("Is a finding wrong, or one missing? /contest TURN ID and why. Enter ends."))
    while (line := sys.stdin.readline().strip()) != "":
        typed = _LINE.fullmatch(line)
        if typed is None and not sys.stdin.isatty():
            continue  # lines that were meant for a call that was over sooner
        if typed is None:
            say(_("Write it so: /contest 3 empathic_reflection I named what she felt"))
            continue
        objection = Objection(int(typed[1]), typed[2], typed[3])
        try:
            contest = contest_of(studio, session.header, session.events, objection)
            number = store.contests.add(contest, WallClock().now().isoformat(timespec="seconds"))
        except CallCoachError as error:
            say(" ".join(part for part in (error.title, error.message, error.hint) if part))
        else:
            say(told(number, contest.wanted))
