"""Records as rows and back; here and nowhere else is it known which column holds which text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callcoach.session.records import AttemptHeader, EventRecord, JsonValue, canonical
from callcoach.storage.tables import AttemptStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row


@dataclass(frozen=True)
class AttemptRow:
    """One line of the history."""

    header: AttemptHeader
    status: AttemptStatus
    summary: Mapping[str, JsonValue] | None
    """What `Store.finish` was given; None while it has not been called."""


def header_values(header: AttemptHeader) -> dict[str, object]:
    """Return a header as the columns of `attempts`."""
    values = dict(vars(header))
    values.update(seed=str(header.seed), options=canonical(header.options))
    return values


def event_values(attempt_id: str, record: EventRecord) -> dict[str, object]:
    """Return an event as the columns of `events`."""
    return {
        "attempt_id": attempt_id,
        "seq": record.seq,
        "kind": record.kind,
        "payload": canonical(record.payload),
    }


def attempt_row(row: Row[Any]) -> AttemptRow:
    """Return what a row of `attempts` says."""
    return AttemptRow(
        header=AttemptHeader(
            attempt_id=row.attempt_id,
            scenario_id=row.scenario_id,
            language=row.language,
            mode=row.mode,
            seed=int(row.seed),
            started_at=row.started_at,
            engine_version=row.engine_version,
            content_hash=row.content_hash,
            rubric_hash=row.rubric_hash,
            tier=row.tier,
            options=json.loads(row.options),
        ),
        status=AttemptStatus(row.status),
        summary=None if row.summary is None else json.loads(row.summary),
    )


def event_record(row: Row[Any]) -> EventRecord:
    """Return what a row of `events` says."""
    return EventRecord(row.seq, row.kind, json.loads(row.payload))
