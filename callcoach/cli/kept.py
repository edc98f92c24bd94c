"""Kept calls for commands that look at many of them: each with its events, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.engine.events import decode
from callcoach.errors import CallCoachError
from callcoach.i18n import _
from callcoach.session.remarking import was_played

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.engine.events import Event
    from callcoach.session.records import AttemptHeader
    from callcoach.storage import AttemptRow, Store

PAGE = 200


@dataclass(frozen=True)
class KeptCall:
    """An attempt with its events."""

    row: AttemptRow
    events: tuple[Event, ...]

    @property
    def header(self) -> AttemptHeader:
        """The attempt."""
        return self.row.header


def kept_call(store: Store, attempt_id: str) -> KeptCall:
    """Return an attempt with its events.

    Raises:
        NotFoundError: there is no such attempt.
        CallCoachError: another version recorded it.
    """
    try:
        events = tuple(decode(r.kind, r.payload) for r in store.events(attempt_id))
    except (KeyError, TypeError) as error:
        raise CallCoachError(
            _("This call cannot be read"), _("It was recorded by another version of callcoach.")
        ) from error
    return KeptCall(store.attempt(attempt_id), events)


def marked_calls(store: Store) -> Iterator[str]:
    """Yield the ids of the calls that have a mark, the oldest first."""
    ids: list[str] = []
    while page := store.attempts(PAGE, len(ids)):
        ids += [row.header.attempt_id for row in page]
    for id_ in reversed(ids):
        if store.attempt(id_).status.value == "ended":
            yield id_


def played_calls(store: Store) -> Iterator[KeptCall]:
    """Yield the calls that have a mark and can be read, the oldest first."""
    for id_ in marked_calls(store):
        try:
            call = kept_call(store, id_)
        except CallCoachError:
            continue
        if was_played(call.events):
            yield call
