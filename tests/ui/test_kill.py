"""The app in a terminal of its own, killed in the middle of a call."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from random import Random
from typing import TYPE_CHECKING, Self

import pytest

from callcoach.storage import Store
from tests.places import ROOT
from tests.ui.acting import CAUSE, IDENTITY, INTRODUCTION, MakeApp, opened, say, session, settled

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

PATIENCE = 60.0
"""Seconds after which a screen that does not come is a failure; a loaded machine is slow."""
CALL = "\x14"
"""Ctrl+T, the key that makes the call."""
PROGRAM = """
import sys
from pathlib import Path
from callcoach.ui.app import run
data, content = map(Path, sys.argv[1:3])
which = {"resume": sys.argv[3]} if sys.argv[3:] else {"scenario_id": "phone_bill", "seed": 7}
run("en", now="2026-11-12T10:30", data_dir=data, content=content, **which)
"""
KILLS = 20
LINES = (INTRODUCTION, IDENTITY, CAUSE)


class Terminal:
    """The app in a pseudo-terminal of 80 columns by 24 lines."""

    def __init__(self, data: Path, content: Path, *resumed: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(data), str(content), *resumed],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(theirs)
        self._drawn = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        os.close(self._ours)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def wait_for(self, text: str) -> None:
        """Read what is drawn until a text has come, once more than before."""
        wanted, until = text.encode(), time.monotonic() + PATIENCE
        while wanted not in self._drawn:
            assert time.monotonic() < until, f"{text!r} did not come: {self._drawn[-3000:]!r}"
            if select.select([self._ours], [], [], 0.1)[0]:
                self._drawn += os.read(self._ours, 65536)
        self._drawn = b""

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())


@pytest.mark.slow
async def test_a_killed_app_loses_no_turn_that_was_answered_and_the_call_goes_on(
    make_app: MakeApp, data_dir: Path, content: Path
) -> None:
    with Terminal(data_dir, content) as terminal:
        terminal.wait_for("The file")
        terminal.type(CALL)
        terminal.wait_for("Allô ?")
        terminal.type(INTRODUCTION + "\r")
        terminal.wait_for("Je ne connais pas ce cabinet.")
        terminal.type(IDENTITY + "\r")
        terminal.wait_for("Le 14 mai 1987.")
        terminal.kill()

    with Store.open(None, data_dir) as store:
        (row,) = store.open_attempts()
        said = [r.payload for r in store.events(row.header.attempt_id) if "text" in r.payload]
    assert [payload["text"] for payload in said] == [
        "Allô ?",
        INTRODUCTION,
        "Je ne connais pas ce cabinet.",
        IDENTITY,
        "Le 14 mai 1987.",
    ]

    async with opened(make_app()) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await say(pilot, CAUSE)
        assert session(pilot).state.said == (INTRODUCTION, IDENTITY, CAUSE)


def kept(data: Path, attempt: str) -> list[tuple[str, object]]:
    """Return what is on disk of a call, as another process sees it."""
    with Store.open(None, data) as store:
        return [(record.kind, record.payload) for record in store.events(attempt)]


@pytest.mark.slow
async def test_an_app_killed_at_twenty_random_moments_keeps_all_that_was_on_disk(
    make_app: MakeApp, data_dir: Path, content: Path
) -> None:
    chance = Random(20261112)
    with Terminal(data_dir, content) as terminal:
        terminal.wait_for("The file")
        terminal.type(CALL)
        terminal.wait_for("Allô ?")
        terminal.type(INTRODUCTION + "\r")
        terminal.wait_for("Je ne connais pas ce cabinet.")
    with Store.open(None, data_dir) as store:
        attempt = store.open_attempts()[0].header.attempt_id

    before = kept(data_dir, attempt)
    for kill in range(KILLS):
        with Terminal(data_dir, content, attempt) as terminal:
            terminal.wait_for("The call")
            terminal.type(chance.choice(LINES) + "\r")
            time.sleep(chance.uniform(0.0, 1.5))
            acknowledged = kept(data_dir, attempt)
            terminal.kill()
        after = kept(data_dir, attempt)
        assert acknowledged[: len(before)] == before, f"kill {kill}"
        assert after[: len(acknowledged)] == acknowledged, f"kill {kill}"
        before = after
        if after[-1][0] == "call_ended":
            break

    assert kill == KILLS - 1, f"the call ended after {kill + 1} kills: {before[-1]}"
    turns = [payload for kind, payload in before if kind == "trainee_spoke"]
    assert len(turns) > 1, "no turn came through: the kills came too early to mean anything"
    if before[-1][0] != "call_ended":
        async with opened(make_app()) as pilot:
            await pilot.press("enter")
            await settled(pilot)
            state = session(pilot).state
            assert len(state.heard) == len(state.said) + 1
