"""Whatever is done to it, the store answers as a dict of lists would."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callcoach.errors import CallCoachError
from callcoach.session.records import EventRecord
from callcoach.storage import AttemptStatus, Store
from tests.storage.samples import header

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.session.records import JsonValue

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
payloads = st.dictionaries(st.text(), json_values, max_size=3)
names = st.sampled_from(["a", "b", "ab"])
operations = st.one_of(
    st.tuples(st.just("begin"), names, st.integers()),
    # The offset is where the first event is numbered, compared with where the attempt stands.
    st.tuples(
        st.just("append"),
        names,
        st.tuples(st.sampled_from([0, 0, 0, 0, 1, -1]), st.lists(payloads, max_size=3)),
    ),
    st.tuples(st.just("finish"), names, payloads),
    st.tuples(st.just("status"), names, st.sampled_from(AttemptStatus)),
    st.tuples(st.just("discard"), names, st.none()),
)


@dataclass
class Kept:
    """What the model knows of one attempt."""

    seed: int
    status: AttemptStatus = AttemptStatus.OPEN
    summary: Mapping[str, JsonValue] | None = None
    events: list[EventRecord] = field(default_factory=list)


class Refused(Exception):  # noqa: N818 - it is no error: the model says no
    """The model would not do this."""


def apply(model: dict[str, Kept], operation: tuple[str, str, object]) -> None:
    """Do to the dict what the store is asked to do."""
    match operation:
        case ("begin", name, int(seed)) if name not in model:
            model[name] = Kept(seed)
        case ("append", name, (int(offset), list(given_payloads))) if name in model:
            kept = model[name]
            if kept.status is not AttemptStatus.OPEN or (offset and given_payloads):
                raise Refused
            kept.events.extend(records(len(kept.events), given_payloads))
        case ("finish", name, dict(summary)) if name in model:
            model[name].status, model[name].summary = AttemptStatus.ENDED, summary
        case ("status", name, AttemptStatus() as status) if name in model:
            model[name].status = status
        case ("discard", name, None) if name in model:
            del model[name]
        case _:
            raise Refused


def records(begin: int, given_payloads: list[dict[str, JsonValue]]) -> list[EventRecord]:
    return [
        EventRecord(seq, "trainee_spoke", payload)
        for seq, payload in enumerate(given_payloads, begin)
    ]


def ask(store: Store, operation: tuple[str, str, object], standing: int) -> None:
    """Ask the store for the same."""
    match operation:
        case ("begin", name, int(seed)):
            store.begin(header(name, seed=seed))
        case ("append", name, (int(offset), list(given_payloads))):
            store.append(name, records(standing + offset, given_payloads))
        case ("finish", name, dict(summary)):
            store.finish(name, summary)
        case ("status", name, AttemptStatus() as status):
            store.set_status(name, status)
        case ("discard", name, None):
            store.discard(name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(asked=st.lists(operations, min_size=3, max_size=20))
def test_any_sequence_of_requests_leaves_what_a_dict_would_hold(
    store: Store, asked: list[tuple[str, str, object]]
) -> None:
    for row in store.attempts(10):
        store.discard(row.header.attempt_id)
    model: dict[str, Kept] = {}
    for operation in asked:
        standing = len(model[operation[1]].events) if operation[1] in model else 0
        try:
            apply(model, operation)
        except Refused:
            with pytest.raises(CallCoachError):
                ask(store, operation, standing)
        else:
            ask(store, operation, standing)
    found = {
        row.header.attempt_id: Kept(
            row.header.seed, row.status, row.summary, list(store.events(row.header.attempt_id))
        )
        for row in store.attempts(10)
    }
    assert found == model
