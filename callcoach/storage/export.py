"""Exports as files: written whole or not at all, and verified when read.

Reading one needs no database, and imports none.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from callcoach.session.records import plain_mapping
from callcoach.session.sealed import export_text, read_export, seal, with_pseudonym
from callcoach.storage.faults import reason_of, storage_fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from callcoach.session.records import AttemptHeader, EventRecord, JsonValue
    from callcoach.storage.store import Store


def export_attempt(
    store: Store, attempt_id: str, *, pseudonym: str | None = None
) -> dict[str, JsonValue]:
    """Return an attempt of the history as a sealed document.

    Args:
        store: the history.
        attempt_id: the whole id.
        pseudonym: what to call the trainee instead of their label. What was said during the call
            is left as it was said: see `sealed.events_naming`.

    Raises:
        NotFoundError: there is no such attempt.
        StorageError: the history cannot be read.
    """
    header = store.header(attempt_id)
    if pseudonym is not None:
        header = with_pseudonym(header, pseudonym)
    document = seal(header, store.events(attempt_id))
    contested = store.contests.all(attempt_id=attempt_id)
    if contested:
        # Beside what is sealed: a verdict may be contested long after the call.
        document["contests"] = [plain_mapping(row.to_json()) for row in contested]
    return document


def write_export(document: Mapping[str, JsonValue], path: Path) -> None:
    """Write a sealed document to a file; a file that is there is replaced as a whole.

    Raises:
        StorageError: the file cannot be written; what was there before is still there.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(export_text(document))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise storage_fault("export_not_written", place=path, reason=reason_of(error)) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def load_export(path: Path) -> tuple[AttemptHeader, tuple[EventRecord, ...]]:
    """Return the attempt in an exported file, once its chain of hashes has been verified.

    Raises:
        StorageError: the file cannot be read, is no export, or has been altered.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise storage_fault("export_not_read", place=path, reason=reason_of(error)) from error
    return read_export(text)
