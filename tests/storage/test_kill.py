"""A call whose program is killed: whatever was acknowledged is there at the next start."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.storage.samples import ROOT, header, spoke

if TYPE_CHECKING:
    from pathlib import Path

    from callcoach.storage import Store
    from tests.storage.conftest import Address

# Goes on with an attempt for ever, and says after each turn that it is kept.
CALL = """
import pathlib, sys
from callcoach.storage import Store
from tests.storage.samples import header, spoke
data_dir, attempt_id = pathlib.Path(sys.argv[1]), sys.argv[2]
with Store.open(None, data_dir) as store:
    store.begin(header(attempt_id))
    print("begun", flush=True)
    seq = 0
    while True:
        store.append(attempt_id, [spoke(seq)])
        print(seq, flush=True)
        seq += 1
"""

WRITING, STARTING = "writing", "starting"


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20261124)


def acknowledged_until_killed(
    data_dir: Path, attempt_id: str, moment: str, chance: random.Random
) -> list[str]:
    """Kill a call at a random moment; return what it had acknowledged by then."""
    with subprocess.Popen(
        [sys.executable, "-c", CALL, data_dir, attempt_id],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as call:
        assert call.stdout is not None
        said: list[str] = []
        if moment is WRITING:
            said.extend(call.stdout.readline().strip() for _ in range(chance.randint(2, 120)))
        time.sleep(chance.uniform(0, 0.01) if moment is WRITING else chance.uniform(0.1, 0.6))
        call.send_signal(signal.SIGKILL)
        # What is still in the pipe was acknowledged too; a last line cut short was not.
        said.extend(line.strip() for line in call.stdout if line.endswith("\n"))
    return said


def check(store: Store, attempt_id: str, acknowledged: list[str]) -> None:
    """Nothing that was acknowledged is missing, and nothing is there that was not said."""
    if not acknowledged:
        return
    found = store.events(attempt_id)
    assert acknowledged == ["begun", *map(str, range(len(acknowledged) - 1))]
    # One turn may have been kept whose acknowledgement was cut off.
    assert len(found) - (len(acknowledged) - 1) in {0, 1}
    assert found == tuple(spoke(seq) for seq in range(len(found)))


def sound(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_a_killed_call_keeps_every_turn_that_it_acknowledged(
    sqlite_address: Address, chance: random.Random
) -> None:
    written: dict[str, list[str]] = {}
    for number, moment in enumerate([STARTING, WRITING, WRITING, STARTING, WRITING, WRITING]):
        attempt_id = f"call-{number}"
        written[attempt_id] = acknowledged_until_killed(
            sqlite_address.data_dir, attempt_id, moment, chance
        )
        if written[attempt_id]:
            assert sound(sqlite_address.data_dir / "callcoach.db")
    assert sum(len(said) for said in written.values()) > 4 * 2
    with sqlite_address.open() as store:
        for attempt_id, said in written.items():
            check(store, attempt_id, said)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_a_killed_call_is_offered_again_and_goes_on_from_its_last_turn(
    sqlite_address: Address, chance: random.Random
) -> None:
    acknowledged_until_killed(sqlite_address.data_dir, "call", WRITING, chance)
    with sqlite_address.open() as store:
        assert [row.header for row in store.open_attempts()] == [header("call")]
        standing = len(store.events("call"))
        store.append("call", [spoke(standing)])
        store.finish("call", {"quality": 55})
        assert len(store.events("call")) == standing + 1
        assert store.best_scores() == {"first_reminder": 55}
