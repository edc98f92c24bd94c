"""How well callcoach understands, beside simpler means. On demand, no test:

``python -m tests.benchmarks.understanding FOLDER [--days FILE] [--markdown]``. The folder holds
``utterances-fr.jsonl``, ``breaches-fr.jsonl`` and ``money-dates-fr.jsonl``: labelled turns with
their context. ``--days`` names a file of ``DATE<tab>phrase|phrase`` lines, read from 12 February
2013. Baselines do acts only, each with the threshold that serves it best on these very turns.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callcoach.cli.understand import KINDS, answer_of
from callcoach.cli.workspace import open_studio
from callcoach.understanding.entities import EntityWords, parse_line
from tests.benchmarks.baselines import baselines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from callcoach.understanding import Lexicon
    from tests.benchmarks.baselines import Baseline

TODAY = date(2026, 11, 24)
DAYS_FROM = date(2013, 2, 12)
_MEASURED = ("amounts", "n", "every", "dates", "fractions", "day", "approx", "ambiguous")
_STEPS = 100

Turn = dict[str, Any]
Column = dict[str, str]
"""Measure → what one system reached."""
Answers = list[dict[str, set[str]]]


@dataclass
class Tally:
    """Right, found and wanted labels."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.found + self.wanted
        return 2 * self.right / both if both else 1.0

    def shown(self) -> str:
        """Return precision, recall and F1."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        return f"{precision:.2f} / {recall:.2f} / {self.f1:.2f}"


@dataclass(frozen=True)
class System:
    """Something that labels turns, with the time it took for each."""

    name: str
    label: Callable[[Turn], dict[str, set[str]]]
    taken: list[float] = field(default_factory=list)
    """Seconds of work for each turn; what others do on the machine does not count."""

    def answers(self, turns: Iterable[Turn], spoil: Callable[[str], str] = str) -> Answers:
        """Return the labels of turns whose words are typed otherwise."""
        found = []
        for turn in turns:
            typed = {**turn, "text": spoil(turn["text"])}
            begun = time.thread_time()
            found.append(self.label(typed))
            self.taken.append(time.thread_time() - begun)
        return found


def read(path: Path) -> list[Turn]:
    """Return the objects of a file, one a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def tally(turns: Sequence[Turn], answers: Answers, kind: str) -> Tally:
    """Count the labels of one kind; what is debatable is right either way."""
    total = Tally()
    for turn, answer in zip(turns, answers, strict=True):
        spared = set(turn.get("debatable") or ())
        wanted, found = set(turn[kind]) - spared, answer.get(kind, set()) - spared
        total.right += len(wanted & found)
        total.found += len(found)
        total.wanted += len(wanted)
    return total


def without_accents(text: str) -> str:
    """Return a text whose letters have lost their accents."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def misspelt(text: str) -> str:
    """Return a text with a slip of the finger in each word of four letters or more."""
    dice = random.Random(text)
    return " ".join(_slipped(word, dice) for word in text.split(" "))


def _slipped(word: str, dice: random.Random) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    at = dice.randrange(1, len(word) - 1)
    kind = dice.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at] + word[at:]


SPOILT = {
    "without accents": without_accents,
    "in capitals": str.upper,
    "a slip in every word": misspelt,
}


def of_program(lexicon: Lexicon) -> System:
    """Return callcoach itself."""

    def label(turn: Turn) -> dict[str, set[str]]:
        answer = answer_of(turn, lexicon, TODAY)
        return {kind: set(answer[kind]) - {"unclear"} for kind in KINDS}

    return System("callcoach", label)


def of_baseline(baseline: Baseline, turns: Sequence[Turn]) -> System:
    """Return a baseline with the threshold that serves it best on these turns."""
    guesses = [baseline.guesses(turn["text"]) for turn in turns]

    def kept(found: Iterable[tuple[str, float]], threshold: float) -> dict[str, set[str]]:
        return {"acts": {act for act, sure in found if act and sure >= threshold}}

    def worth(threshold: float) -> float:
        return tally(turns, [kept(found, threshold) for found in guesses], "acts").f1

    best = max((step / _STEPS for step in range(_STEPS + 1)), key=worth)
    return System(baseline.name, lambda turn: kept(baseline.guesses(turn["text"]), best))


def on_acts(system: System, turns: Sequence[Turn]) -> Column:
    """Return what every system is measured by."""
    system.answers(turns)  # what is derived once is no turn's time
    system.taken.clear()
    answers = system.answers(turns)
    taken = sorted(1000 * seconds for seconds in system.taken)
    off = [a["acts"] for t, a in zip(turns, answers, strict=True) if t["off_topic"]]
    kept = [
        a["acts"] for t, a in zip(turns, answers, strict=True) if t["acts"] and not t["off_topic"]
    ]
    acts = tally(turns, answers, "acts")
    column = {
        "acts: precision / recall / F1": acts.shown(),
        "out of scope, refused": share(not found for found in off),
        "in scope, kept": share(bool(found) for found in kept),
        "time of a turn, median / 99th percentile": (
            f"{statistics.median(taken):.1f} / {taken[int(0.99 * (len(taken) - 1))]:.1f} ms"
        ),
    }
    for name, spoil in SPOILT.items():
        spoilt = tally(turns, system.answers(turns, spoil), "acts")
        column[f"acts: F1 {name}"] = (
            f"{spoilt.f1:.2f} ({round(spoilt.f1 - acts.f1, 2) + 0.0:+.2f})"
        )
    return column


def on_rules(system: System, turns: Sequence[Turn], breaches: Sequence[Turn]) -> Column:
    """Return what only callcoach answers: techniques, anti-patterns, breaches."""
    answers, of_breaches = system.answers(turns), system.answers(breaches)
    both = [*zip(turns, answers, strict=True), *zip(breaches, of_breaches, strict=True)]
    alarms = [
        bool(answer["violates"])
        for turn, answer in both
        if turn["hard_negative_for"] and not turn["violates"]
    ]
    return {
        "techniques": tally(turns, answers, "techniques").shown(),
        "anti-patterns": tally(turns, answers, "anti_patterns").shown(),
        "breaches": tally(turns, answers, "violates").shown(),
        "breaches asserted, denied, conditional, reported": tally(
            breaches, of_breaches, "violates"
        ).shown(),
        "false alarms on look-alikes": share(alarms),
    }


def on_entities(words: EntityWords, phrases: Sequence[Turn], days: Path | None) -> Column:
    """Return how many phrases of money and time are read as wanted."""
    column = {
        "phrases of money and time, read right": share(_read_right(p, words) for p in phrases)
    }
    if days is not None:
        lines = [
            line.split("\t") for line in days.read_text(encoding="utf-8").splitlines() if line
        ]
        column["phrases for one day, read right"] = share(
            [day] in (found["dates"], found["alt_dates"])
            for day, said in lines
            for found in (parse_line(phrase, DAYS_FROM, words) for phrase in said.split("|"))
        )
    return column


def _read_right(phrase: Turn, words: EntityWords) -> bool:
    found = parse_line(phrase["text"], date.fromisoformat(phrase["ref"]), words)
    expect = phrase["expect"]
    if expect.get("trap"):
        return not any(found[name] for name in (*_MEASURED, "plan", "entities"))
    return all(
        found[name] in (expect[name], expect.get(f"alt_{name}", expect[name]))
        for name in _MEASURED
        if name in expect
    )


def memory() -> str:
    """Return the most memory that a fresh process takes to label one turn, from the cache."""
    coming, going = os.pipe()
    os.write(going, b'{"text": "Bonjour madame"}\n')
    os.close(going)
    actions = [
        (os.POSIX_SPAWN_DUP2, coming, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ]
    command = [sys.executable, "-m", "callcoach", "understand"]
    pid = os.posix_spawn(sys.executable, command, dict(os.environ), file_actions=actions)
    _, _, used = os.wait4(pid, 0)
    return f"{used.ru_maxrss / (1 << 20 if sys.platform == 'darwin' else 1 << 10):.0f} MB"


def share(hits: Iterable[bool]) -> str:
    """Return a share with its numbers."""
    counted = Counter(hits)
    total = counted.total()
    return f"{counted[True] / total:.2f} ({counted[True]} of {total})" if total else "-"


def measure(folder: Path, days: Path | None) -> dict[str, Column]:
    """Return the columns of the table by system."""
    turns = read(folder / "utterances-fr.jsonl")
    breaches = read(folder / "breaches-fr.jsonl")
    studio = open_studio()
    lexicon = studio.lexicon
    program = of_program(lexicon)
    columns = {program.name: on_acts(program, turns)}
    columns[program.name] |= on_rules(program, turns, breaches)
    words = EntityWords.from_mapping(studio.library.entity_words or {})
    phrases = read(folder / "money-dates-fr.jsonl")
    columns[program.name] |= on_entities(words, phrases, days) | {"memory": memory()}
    for baseline in baselines(lexicon.classifier.model):
        columns[baseline.name] = on_acts(of_baseline(baseline, turns), turns)
    return columns


def table(columns: dict[str, Column], *, markdown: bool) -> str:
    """Return the table, a line a measure."""
    measures = list(dict.fromkeys(name for column in columns.values() for name in column))
    rows = [["", *columns]]
    rows += [[name, *(column.get(name, "") for column in columns.values())] for name in measures]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    if markdown:
        rows.insert(1, ["-" * width for width in widths])
    edge, between = ("| ", " | ") if markdown else ("", "  ")
    lines = (
        edge
        + between.join(cell.ljust(w) for cell, w in zip(row, widths, strict=True))
        + edge[::-1]
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--days", type=Path, help="phrases for one day")
    parser.add_argument("--markdown", action="store_true", help="as it stands in the README")
    options = parser.parse_args(arguments)
    columns = measure(options.folder, options.days)
    sys.stdout.write(table(columns, markdown=options.markdown))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
