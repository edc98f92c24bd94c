"""No command opens a socket: each one is run, on real work, by an interpreter that watches for it.

`serve` is the one exception, and has no place in the table below.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from callcoach.cli import COMMANDS
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CAUGHT = 97
"""The exit code of an interpreter that saw a socket used; no command leaves with it."""

WATCHED = """
import os, runpy, sys

NETWORK = {
    "socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "http.client.connect",
}

def watch(event, arguments):
    if event in NETWORK:
        os.write(2, f"network: {event} {arguments}".encode())
        os._exit(97)  # an exception could be caught by the code that is watched

sys.addaudithook(watch)
"""
AS_PROGRAM = WATCHED + 'runpy.run_module("callcoach", run_name="__main__", alter_sys=True)'

LINES = (
    "Bonjour, Camille Roux à l'appareil, je souhaite parler à la personne titulaire du dossier.",
    "Qu'est-ce qui vous a empêché de régler cette facture ?",
    "Je vous propose deux versements de soixante euros, le premier vendredi.",
    "Merci de votre temps, au revoir.",
)
NOW = "2026-03-02T10:00:00"

ARGUMENTS: dict[str, list[str]] = {
    "list": ["--format", "json"],
    "play": ["{scenario}", "--plain", "--seed", "7", "--now", NOW, "--input", "{lines}"],
    "history": ["--format", "json"],
    "replay": ["{attempt}"],
    "export": ["{attempt}"],
    "verify": ["{exported}"],
    "remark": ["{attempt}"],
    "contest": ["{attempt}", "1", "identity_check", "--because", "c'est fait"],
    "contests": ["--format", "json"],
    "grade": ["{transcript}", "--format", "json"],
    "explain": [LINES[2]],
    "understand": [],
    "parse": ["--now", "2026-03-02"],
    "bench": ["intents", "--train", "{labelled}", "--test", "{labelled}"],
    "lint": [],
    "passport": ["no_false_legal_threat"],
    "test": [],
}
"""What each command is given; `{…}` is made when it is needed (see `Desk`)."""

STDIN = {
    "understand": "\n".join(json.dumps({"text": line}) for line in LINES),
    "parse": "\n".join(LINES),
}


@dataclass(frozen=True)
class Desk:
    """A place to work in, and the things that commands need to have before them."""

    place: Path

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command under watch."""
        return subprocess.run(
            [sys.executable, "-c", AS_PROGRAM, command, *arguments],
            input=STDIN.get(command, ""),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "CALLCOACH_DATA_DIR": str(self.place / "data")},
            check=False,
        )

    def filled(self, argument: str) -> str:
        """Return the argument, its `{name}` replaced by the thing of that name."""
        name = argument.strip("{}")
        return str(getattr(self, name)) if argument == f"{{{name}}}" else argument

    @cached_property
    def scenario(self) -> str:
        """The id of the first scenario."""
        return min(ROOT.glob("dialogues/fr/*/scenario.yaml")).parent.name

    @cached_property
    def lines(self) -> Path:
        """A file with a trainee's lines."""
        return self._written("lines.txt", "\n".join(LINES))

    @cached_property
    def labelled(self) -> Path:
        """Sentences with labels, of which there are two."""
        rows = [{"text": line, "label": line[:1]} for line in (*LINES, *LINES)]
        return self._written("labelled.jsonl", "\n".join(map(json.dumps, rows)))

    @cached_property
    def transcript(self) -> Path:
        """A call made elsewhere."""
        turns = [
            {"n": number, "speaker": "agent", "text": line}
            for number, line in enumerate(LINES, start=1)
        ]
        call = {"call_id": "c1", "language": "fr", "jurisdiction": "fr", "turns": turns}
        return self._written("call.json", json.dumps({**call, "channel": "phone", "facts": {}}))

    @cached_property
    def attempt(self) -> str:
        """The id of a call that was played here."""
        self.run("play", *map(self.filled, ARGUMENTS["play"]))
        history = json.loads(self.run("history", "--format", "json").stdout)
        return str(history[0]["attempt_id"])

    @cached_property
    def exported(self) -> Path:
        """That call, as a file."""
        return self._written("attempt.json", self.run("export", self.attempt).stdout)

    def _written(self, name: str, text: str) -> Path:
        file = self.place / name
        file.write_text(text + "\n", encoding="utf-8")
        return file


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "serve"])
def test_a_command_does_its_work_without_any_network(command: str, desk: Desk) -> None:
    if find_spec(COMMANDS[command].target.partition(":")[0]) is None:
        pytest.skip("this command is still to be written")

    outcome = desk.run(command, *map(desk.filled, ARGUMENTS[command]))

    assert outcome.returncode in {0, 1}, outcome.stderr  # 97: caught; 2: no real work was done
    assert not (desk.place / "data" / "crash.log").exists(), outcome.stderr


@pytest.mark.parametrize(
    "offence",
    [
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
        "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://localhost:9')",
        "try:\n import socket; socket.create_connection(('127.0.0.1', 9))\nexcept Exception: pass",
    ],
)
def test_the_watch_sees_a_socket_even_where_errors_are_caught(offence: str) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", WATCHED + offence], capture_output=True, check=False
    )

    assert outcome.returncode == CAUGHT
