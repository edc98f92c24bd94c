"""The journal of a call that a full disk or a lost network must not end.

What must stay true: records reach the store in order and without a hole, or wait here; as long as
some wait, ``kept`` is False and the screen says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.errors import CallCoachError, NotFoundError, StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callcoach.session.records import AttemptHeader, EventRecord, JsonValue
    from callcoach.storage import Store

_FOR_GOOD = frozenset({"attempt_closed", "attempt_exists", "out_of_step"})
"""Faults after which trying again with the next turn cannot help."""


class Keeper:
    """Keeps the events of one attempt in the store, and in memory while the store refuses them.

    Each new turn tries again with all that waits, so a call whose disk was full for a minute ends
    up whole.
    """

    def __init__(
        self, store: Store | None, header: AttemptHeader | None = None, *, begun: bool = False
    ) -> None:
        """Take the store, None for a call that stays in memory.

        Args:
            store: where to keep; None keeps nothing.
            header: the attempt; may be set later, before the first event.
            begun: whether the store knows the attempt already.
        """
        self.header = header
        self.fault: CallCoachError | None = None
        """Why events are waiting, None while all is kept."""
        self._store = store
        self._begun = begun
        self._lost = False
        self._waiting: list[EventRecord] = []

    @property
    def kept(self) -> bool:
        """Whether every event so far is in the store."""
        return self._store is not None and self.fault is None

    def append(self, records: Sequence[EventRecord]) -> None:
        """Keep events, in the store or else here; never raises for the store's sake."""
        if self._store is None:
            return
        self._waiting.extend(records)
        if not self._lost:
            self._store_all(self._store)

    def finish(self, summary: Mapping[str, JsonValue]) -> None:
        """Close the attempt with its result, if the store has all of it."""
        if self._store is None or self._lost or self.header is None:
            return
        self._store_all(self._store)
        if self.fault is not None:
            return
        try:
            self._store.finish(self.header.attempt_id, summary)
        except (StorageError, NotFoundError) as error:
            self.fault = error

    def _store_all(self, store: Store) -> None:
        if self.header is None:
            raise RuntimeError("the keeper was given no header")
        try:
            if not self._begun:
                store.begin(self.header)
                self._begun = True
            if self._waiting:
                store.append(self.header.attempt_id, self._waiting)
        except (StorageError, NotFoundError) as error:
            self.fault = error
            gone = isinstance(error, NotFoundError)
            self._lost = gone or getattr(error, "code", "") in _FOR_GOOD
        else:
            self._waiting = []
            self.fault = None
