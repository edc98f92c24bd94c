"""Planted faults: small broken files, each checked as if it stood in a small sound content.

A folder of cases holds ``_base``, a content without any fault, and beside it the cases. A case is

* a file ``<name>.<role>.yaml``, which takes the place of the base's file of that role: its
  ``scenario.yaml``, ``grid.yaml`` …, or the one file of its ``<role>s`` folder (``persona``), or
  its scripted call (``test``);
* or a folder, whose files take the place of the base's files of the same path.

What must stay true: nothing is written but in a temporary folder; a problem is shown in the file
of the case itself.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from callcoach.authoring.beside import TESTS, read_beside
from callcoach.authoring.lint import lint
from callcoach.content.library import Library, Roots, languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from callcoach.content.problems import Problem

BASE = "_base"
_TEST = "test"


@dataclass(frozen=True)
class Case:
    """One broken content: the base with some files replaced."""

    name: str
    files: Mapping[str, Path]
    """Path in the content → the file of the case that stands there."""


def is_case_folder(folder: Path) -> bool:
    """Return whether a folder holds cases rather than content."""
    return (folder / BASE / "dialogues").is_dir()


def cases_in(folder: Path) -> Iterator[Case]:
    """Yield the cases of a folder, by name."""
    base = folder / BASE
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            files = sorted(path for path in entry.rglob("*") if path.is_file())
            placed = {path.relative_to(entry).as_posix(): path for path in files}
            yield Case(entry.name, placed)
        elif entry.suffix == ".yaml":
            target = _of_role(base, Path(entry.stem).suffix.removeprefix("."))
            if target is not None:
                yield Case(entry.name, {target.relative_to(base).as_posix(): entry})


def _of_role(base: Path, role: str) -> Path | None:
    """Return the base's file of a role, None when there is none."""
    if role == _TEST:
        found = sorted(base.rglob(TESTS))
    else:
        files = sorted(path for path in base.rglob("*.yaml") if not path.match(TESTS))
        found = [path for path in files if role in (path.stem, path.parent.name.removesuffix("s"))]
    return found[0] if found else None


def lint_cases(folder: Path, today: date | None = None) -> tuple[Problem, ...]:
    """Return the problems of all cases of a folder, each at its place in the case's own file.

    What is found in a file of the base is shown there, with its name.
    """
    found: list[Problem] = []
    for case in cases_in(folder):
        found += lint_case(folder, case, today)
    return tuple(sorted(found, key=lambda problem: problem.sort_key))


def lint_case(folder: Path, case: Case, today: date | None = None) -> tuple[Problem, ...]:
    """Return the problems of one case; paths are as the folder was named."""
    with tempfile.TemporaryDirectory() as name:
        laid = Path(name)
        shutil.copytree(folder / BASE, laid, dirs_exist_ok=True)
        for place, file in case.files.items():
            _lay(laid / place, file, laid)
        roots = Roots(laid / "dialogues", laid / "rubrics")
        problems = [
            problem for language in languages(roots) for problem in _lint(roots, language, today)
        ]
    return tuple(replace(p, path=_own(p.path, folder, case).as_posix()) for p in problems)


def _lint(roots: Roots, language: str, today: date | None) -> tuple[Problem, ...]:
    library = Library(roots, language)
    return lint(library, read_beside(library, today))


def _lay(target: Path, file: Path, root: Path) -> None:
    """Put a case's file at its place; a folder of it may stand where the base has a file."""
    for parent in target.parents:
        if parent == root:
            break
        if parent.is_file():
            parent.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)


def _own(path: str, folder: Path, case: Case) -> Path:
    """Return the file in which an author finds a problem."""
    file = case.files.get(path)
    if file is not None:
        return file
    inside = next((f for place, f in case.files.items() if place.startswith(path + "/")), None)
    # A folder in place of a file: its own path in the case.
    return inside.parent if inside is not None else folder / BASE / path
