"""An attempt of the history, before anything of it is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callcoach.engine.events import Event
    from callcoach.session.records import AttemptHeader


@dataclass(frozen=True)
class PastCall:
    """An attempt as its log tells it."""

    header: AttemptHeader
    events: tuple[Event, ...]
    finished: bool = False
    """Whether it has been closed with a mark."""
