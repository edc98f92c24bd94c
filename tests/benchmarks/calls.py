"""How near the marks of whole calls come to those of careful readers.

On demand, no test: ``python -m tests.benchmarks.calls FOLDER``, where the folder holds transcripts
and a ``key.json`` with the marks on the twelve items, the compliance and the breaches by turn.
Printed: rank correlation of quality, compliance equal, items within one level, breaches found.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from callcoach.cli.workspace import open_studio
from callcoach.session.marking import TranscriptMarker

Breach = tuple[str, int | None, str]
"""Call, turn, rule."""


@dataclass
class Tally:
    """Found, wanted and in common."""

    found: set[Any] = field(default_factory=set)
    wanted: set[Any] = field(default_factory=set)

    def line(self, name: str) -> str:
        """Return precision, recall and their mean."""
        common = len(self.found & self.wanted)
        precision = common / len(self.found) if self.found else 1.0
        recall = common / len(self.wanted) if self.wanted else 1.0
        both = precision + recall
        mean = 2 * precision * recall / both if both else 0.0
        return f"{name}: precision {precision:.2f}  recall {recall:.2f}  F1 {mean:.2f}"


def ranks(values: list[float]) -> list[float]:
    """Return ranks, ties sharing their mean."""
    ordered = sorted(values)
    return [(ordered.index(v) + len(ordered) - 1 - ordered[::-1].index(v)) / 2 for v in values]


def correlation(one: list[float], other: list[float]) -> float:
    """Return the rank correlation of two lists."""
    a, b = ranks(one), ranks(other)
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    top = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    square = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return float(top / square**0.5) if square else 0.0


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/eval/calls"))
    parser.add_argument("--show", action="store_true", help="every difference")
    parser.add_argument("--content", type=Path, help="another folder of content")
    options = parser.parse_args(arguments)
    key = json.loads((options.folder / "key.json").read_text(encoding="utf-8"))["calls"]
    marker = TranscriptMarker(open_studio(options.content), date(2026, 11, 20))
    by_turn, by_rule, by_word = Tally(), Tally(), Tally()
    mine: list[float] = []
    theirs: list[float] = []
    within: list[bool] = []
    same: list[bool] = []
    alike: list[bool] = []
    for name, gold in sorted(key.items()):
        data = json.loads((options.folder / f"{name}.json").read_text(encoding="utf-8"))
        marked = marker.mark(data).to_json()
        mine.append(marked["quality"])
        theirs.append(gold["quality_score"])
        alike.append(marked["compliance"] == gold["compliance"])
        row, off = [], []
        for item in marked["items"]:
            wanted, level = gold["marks"][str(item["number"])], item["level"]
            near = (wanted is None) == (level is None) and abs((wanted or 0) - (level or 0)) <= 1
            if wanted is not None or level is not None:
                within.append(near)
                same.append(wanted == level)
            row.append(f"{_shown(level)}/{_shown(wanted)}" + ("" if near else "!"))
            off += [] if wanted == level else [item]
        found = {
            (f["turn"], f["id"])
            for f in marked["findings"]
            if f["kind"] == "breach" and f["confidence"] != "low"
        }
        wanted_breaches = {(b["turn"], b["rule"]) for b in gold["breaches"]}
        spared = {(b["turn"], b["rule"]) for b in gold["borderline"]}
        found -= spared - wanted_breaches
        by_turn.found |= {(name, *f) for f in found}
        by_turn.wanted |= {(name, *f) for f in wanted_breaches}
        by_rule.found |= {(name, rule) for _, rule in found}
        by_rule.wanted |= {(name, rule) for _, rule in wanted_breaches}
        flaws = {
            (f["turn"], f["id"])
            for f in marked["findings"]
            if f["kind"] == "anti_pattern" and f["confidence"] != "low"
        }
        by_word.found |= {(name, *f) for f in flaws}
        by_word.wanted |= {(name, f["turn"], f["id"]) for f in gold["anti_patterns"]}
        _say(
            f"{name}  {marked['quality']:5.1f}/{gold['quality_score']:5.1f}  "
            f"{marked['compliance']}/{gold['compliance']}  {' '.join(row)}"
        )
        if options.show:
            _show(found, wanted_breaches, off, gold["marks"])
    _say(f"quality: rank correlation {correlation(mine, theirs):.3f}")
    _say(f"compliance equal: {sum(alike)}/{len(alike)}")
    _say(f"items within one level: {_share(within)}, equal: {_share(same)}")
    for tally, label in (
        (by_turn, "breaches by turn"),
        (by_rule, "breaches by rule"),
        (by_word, "anti-patterns by turn"),
    ):
        _say(tally.line(label))
    return 0


def _show(
    found: set[tuple[int | None, str]],
    wanted: set[tuple[int | None, str]],
    off: list[dict[str, Any]],
    marks: dict[str, int | None],
) -> None:
    for extra in sorted(found - wanted, key=str):
        _say(f"    not wanted: {extra}")
    for lacking in sorted(wanted - found, key=str):
        _say(f"    missed:     {lacking}")
    for item in off:
        skills = ", ".join(f"{s['id']}={s['met']}{s['turns']}" for s in item["micro_skills"])
        _say(f"    {item['id']} {item['level']} for {marks[str(item['number'])]}: {skills}")


def _shown(level: int | None) -> str:
    return "-" if level is None else str(level)


def _share(values: list[bool]) -> str:
    return f"{sum(values)}/{len(values)} = {sum(values) / len(values):.2f}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
