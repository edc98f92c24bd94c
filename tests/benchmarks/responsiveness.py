"""How long a person waits: first screen, turn, first call. On demand, never in a test.

Run it with ``python -m tests.benchmarks.responsiveness``; it prints a table with the budget of
each line, and leaves with 1 when one is over it. Times are of this machine; start-up is measured
with byte code, as users have it.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callcoach.content.library import Library, Roots
from callcoach.content.model_cache import ModelCache
from callcoach.session.clock import SimulatedClock
from callcoach.session.order import Order
from callcoach.session.studio import Studio
from callcoach.storage import AttemptJournal, Store
from tests.places import ROOT

NOW = datetime.fromisoformat("2026-11-12T10:30")
RUNS = 5
TURNS = (
    "Bonjour, Nadia Ferrand, je souhaiterais parler à madame Morel, s'il vous plaît.",
    "Pouvez-vous me confirmer votre date de naissance et votre adresse ?",
    "Je vous appelle pour le compte de votre fournisseur : il reste 1 240 euros à régler.",
    "Qu'est-ce qui vous a mise en difficulté depuis le printemps ?",
    "Si je vous suis, le contrat s'est arrêté en février et les allocations ont tardé, c'est ça ?",
    "Qu'est-ce qui rentre chaque mois, et qu'est-ce qui sort ?",
    "Avec ces chiffres, 60 euros par mois pendant trois mois à partir du 5 décembre, ça tient ?",
    "Par virement permanent, alors, le 5 de chaque mois ?",
)


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    seconds: float
    budget: float | None

    @property
    def over(self) -> bool:
        """Whether it takes longer than it may."""
        return self.budget is not None and self.seconds > self.budget


def first_screen(data: str) -> float:
    """Return the seconds from the start of the program to its first painted words."""
    environment = {**os.environ, "CALLCOACH_DATA_DIR": data, "TERM": "xterm-256color"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", "callcoach"], environment)
    seen = b""
    while b"callcoach" not in seen.lower() and time.perf_counter() - started < 20:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    taken = time.perf_counter() - started
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    return taken


def turns(studio: Studio, folder: Path, rounds: int = 20) -> list[float]:
    """Return the seconds of each of many turns, kept in a real store."""
    taken: list[float] = []
    with Store.open(None, folder) as store:
        for number in range(rounds):
            order = Order(f"bench-{number}", "good_faith_hardship", number)
            journal = AttemptJournal(store, order.attempt_id)
            session = studio.begin(order, SimulatedClock(NOW), journal)
            store.begin(session.header)
            session.dial()
            for line in TURNS:
                if session.state.ended:
                    break
                begun = time.perf_counter()
                session.say(line)
                taken.append(time.perf_counter() - begun)
    return taken


def command(*arguments: str) -> float:
    """Return the seconds of one command line."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "callcoach", *arguments],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def measure() -> list[Line]:
    """Return the table."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        first_screen(folder)  # writes byte code
        screens = [first_screen(folder) for _ in range(RUNS)]
        lines.append(Line("first screen of the app, cold process", min(screens), 1.0))
        lines.append(
            Line("callcoach --version", min(command("--version") for _ in range(RUNS)), 0.1)
        )
        cache = ModelCache(Path(folder) / "models")
        roots = Roots(ROOT / "dialogues", ROOT / "rubrics")
        for what, budget in (
            ("understanding compiled, first time", None),
            ("… from its cache", 2.0),
        ):
            begun = time.perf_counter()
            studio = Studio(Library(roots), cache)
            _ = studio.lexicon
            lines.append(Line(what, time.perf_counter() - begun, budget))
        taken = sorted(turns(studio, Path(folder)))
        lines.append(Line("a turn, median", statistics.median(taken), 0.05))
        lines.append(Line("a turn, 99th percentile", taken[int(len(taken) * 0.99)], 0.05))
    return lines


def main() -> int:
    """Print the table; 1 when something is over its budget."""
    lines = measure()
    for line in lines:
        budget = "" if line.budget is None else f"(budget {1000 * line.budget:.0f} ms)"
        sign = "OVER" if line.over else "ok"
        sys.stdout.write(f"{line.what:42} {1000 * line.seconds:9.1f} ms {budget:20} {sign}\n")
    return int(any(line.over for line in lines))


if __name__ == "__main__":
    sys.exit(main())
