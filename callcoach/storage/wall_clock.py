"""The real time, for calls played live; everything below this room is told the time."""

from __future__ import annotations

from datetime import datetime


class WallClock:
    """Tells the machine's local time."""

    def now(self) -> datetime:
        """Return the present local moment, without zone."""
        return datetime.now().astimezone().replace(tzinfo=None)

    def spoken(self, text: str) -> None:
        """Do nothing: real time goes by on its own."""
