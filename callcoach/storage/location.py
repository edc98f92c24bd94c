"""Where attempts are kept: the user's data directory, or the database that a cohort shares."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA_DIR_VARIABLE = "CALLCOACH_DATA_DIR"
DATABASE_URL_VARIABLE = "CALLCOACH_DATABASE_URL"
DATABASE_NAME = "callcoach.db"


def data_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the user's data directory, which may not exist yet."""
    chosen = environment.get(DATA_DIR_VARIABLE, "").strip()
    if chosen:
        return Path(chosen).expanduser()
    return Path(platformdirs.user_data_dir("callcoach", appauthor=False))


def database_url(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the address of the shared database, or None where attempts stay on this machine."""
    return environment.get(DATABASE_URL_VARIABLE, "").strip() or None
