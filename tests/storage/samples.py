"""Records to store: the shortest that say something."""

from __future__ import annotations

from pathlib import Path

from callcoach.session.records import AttemptHeader, EventRecord, JsonValue

ROOT = Path(__file__).parents[2]
"""Where a program of its own must start to find the packages under test."""


def header(attempt_id: str = "20261124-145733-aaaaa", **changes: object) -> AttemptHeader:
    """A header, as a call begun that day would have it."""
    fields: dict[str, object] = {
        "attempt_id": attempt_id,
        "scenario_id": "first_reminder",
        "language": "fr",
        "mode": "rehearse",
        "seed": 7,
        "started_at": "2026-11-24T14:57:33+01:00",
        "engine_version": "0.1.0",
        "content_hash": "c0",
        "rubric_hash": "f0",
        "tier": "lexical",
        "options": {"trainee": "Inès"},
        **changes,
    }
    return AttemptHeader(**fields)  # type: ignore[arg-type]  # a test names real fields


def spoke(seq: int, text: str = "Bonjour, madame.") -> EventRecord:
    """A turn of the trainee's."""
    payload: dict[str, JsonValue] = {"text": text, "turn": seq}
    return EventRecord(seq, "trainee_spoke", payload)


def turns(count: int, begin: int = 0) -> list[EventRecord]:
    """Turns in a row, each with its own words."""
    return [spoke(seq, f"Réplique {seq}.") for seq in range(begin, begin + count)]
