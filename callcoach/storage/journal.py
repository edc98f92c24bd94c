"""One attempt's place in the store: what a `CallSession` writes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.session.records import EventRecord
    from callcoach.storage.store import Store


@dataclass(frozen=True)
class AttemptJournal:
    """The journal of one attempt, begun before."""

    store: Store
    attempt_id: str

    def append(self, records: Sequence[EventRecord]) -> None:
        """Keep events for good before returning: all of them, or none. See `Store.append`."""
        self.store.append(self.attempt_id, records)
