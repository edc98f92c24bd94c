"""How far something slow to open has got."""

from __future__ import annotations

from enum import Enum


class Readiness(Enum):
    """Whether something can be used."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
