"""What most commands need: the content, a studio, and the history if it can be had."""

from __future__ import annotations

import secrets
import sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from callcoach.content.library import Library, Roots, find_roots
from callcoach.content.model_cache import ModelCache
from callcoach.content.sentence_encoder import encoder_wanted
from callcoach.errors import NotFoundError, UsageError
from callcoach.i18n import _
from callcoach.session.clock import SimulatedClock
from callcoach.session.studio import Studio
from callcoach.storage import Store, data_dir, database_url, load_export
from callcoach.storage.wall_clock import WallClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.session.clock import Clock
    from callcoach.session.records import AttemptHeader, EventRecord

CONTENT_LANGUAGE = "fr"
"""The language of the content; French comes first."""


def content_roots(path: Path | None = None) -> Roots:
    """Return where the content is.

    Raises:
        NotFoundError: there is none at ``path``, here or in the program.
    """
    roots = find_roots(path, Path.cwd())
    if roots is None:
        raise NotFoundError(
            _("No content found"),
            _("There is no folder 'dialogues' in {path}.").format(path=path or Path.cwd()),
            _("Give the folder that holds 'dialogues' and 'rubrics'."),
        )
    return roots


def open_studio(path: Path | None = None, language: str = CONTENT_LANGUAGE) -> Studio:
    """Return a studio on the content; compiled models are kept in the data directory.

    Raises:
        NotFoundError, UsageError: there is no content, or no such tier of understanding.
    """
    library = Library(content_roots(path), language)
    return Studio(library, ModelCache(data_dir() / "models"), encoder_wanted())


@contextmanager
def open_store() -> Iterator[Store]:
    """Open the history for the length of a block.

    Raises:
        StorageError: it cannot be had; the message says why and what to do.
    """
    store = Store.open(database_url(), data_dir())
    try:
        yield store
    finally:
        store.close()


def clock_at(now: str | None) -> Clock:
    """Return the wall clock, or a simulated one that starts at ``now``.

    Raises:
        UsageError: ``now`` is no ISO date and time.
    """
    if now is None:
        return WallClock()
    try:
        moment = datetime.fromisoformat(now)
    except ValueError as error:
        raise UsageError(
            _("This is no date and time"), now, _("Write it so: 2026-11-12T10:30")
        ) from error
    return SimulatedClock(moment.replace(tzinfo=None))


def new_seed(seed: int | None) -> int:
    """Return the seed asked for, or a fresh one."""
    return secrets.randbelow(1_000_000) if seed is None else seed


def say(text: str = "") -> None:
    """Tell the user something that is no data, on stderr."""
    sys.stderr.write(text + "\n")


def read_attempt(
    attempt: str, store: Store | None = None
) -> tuple[AttemptHeader, tuple[EventRecord, ...]]:
    """Return an attempt: an id, its beginning, or an exported file.

    Args:
        attempt: which.
        store: the history, if it is open.

    Raises:
        NotFoundError, UsageError: there is none, or several begin so.
    """
    path = Path(attempt)
    if path.suffix == ".json" and path.is_file():
        return load_export(path)
    if store is None:
        with open_store() as opened:
            return read_attempt(attempt, opened)
    id_ = store.resolve(attempt)
    return store.header(id_), store.events(id_)
