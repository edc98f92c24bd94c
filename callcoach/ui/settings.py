"""What one run of the app was asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where calls are kept, what they are played from, and what is fixed in them."""

    data_dir: Path
    database: str | None = None
    """Address of a shared database; None for the file under ``data_dir``."""
    content: Path | None = None
    """Folder that holds ``dialogues/``; None looks in the working directory, then the program."""
    seed: int | None = None
    """All chance of the calls of this run; None draws one for each call."""
    now: datetime | None = None
    """When the calls take place; None is the present."""
    mode: str = "rehearse"
    drawn: bool = True
    """Whether the seed draws the files too, from what their authors allow to vary."""
    entropy: Callable[[], bytes] = lambda: os.urandom(8)
    """Tells apart two attempts begun in the same second."""
