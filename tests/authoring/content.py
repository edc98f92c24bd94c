"""The contents that these tests look at: the shipped one, and the small sound one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.authoring.beside import read_beside
from callcoach.authoring.lint import lint
from callcoach.content.library import Library, Roots
from tests.places import ROOT

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from callcoach.authoring.cases import Case
    from callcoach.content.problems import Problem

PLANTED = ROOT / "tests" / "broken_content"
BASE = PLANTED / "_base"

_EXPECT = re.compile(rb"# expect: (?P<faults>.+)")


@dataclass(frozen=True, order=True)
class Place:
    """A fault as a file announces it, or as the linter finds it."""

    file: str
    line: int
    column: int
    code: str


def library_at(folder: Path, language: str = "fr") -> Library:
    return Library(Roots(folder / "dialogues", folder / "rubrics"), language)


def problems_of(folder: Path, today: date | None = None) -> tuple[Problem, ...]:
    library = library_at(folder)
    return lint(library, read_beside(library, today))


def announced(case: Case) -> set[Place]:
    """Return the faults that the first lines of a case's files announce."""
    found: set[Place] = set()
    for file in case.files.values():
        told = _EXPECT.match(file.read_bytes())
        if told is None:
            continue
        # A folder that stands in place of a file tells it in a file of its own.
        where = file.parent if file.suffix == ".txt" else file
        for fault in told["faults"].decode().split(", "):
            code, place = fault.split()
            line, column = place.split(":")
            found.add(Place(str(where), int(line), int(column), code))
    return found


def found(problems: tuple[Problem, ...]) -> set[Place]:
    return {Place(p.path, p.line, p.column, p.code) for p in problems}
