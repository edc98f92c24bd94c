"""What the linter says of a path: a whole content, a part of it, or a folder of planted faults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from callcoach.authoring.beside import read_beside
from callcoach.authoring.cases import is_case_folder, lint_cases
from callcoach.authoring.lint import lint
from callcoach.content.library import Library, Roots, find_roots
from callcoach.content.source import MAX_BYTES, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from callcoach.content.problems import Problem

PARTS = ("dialogues", "rubrics")


@dataclass(frozen=True)
class Ground:
    """Where content is, and which part of it is asked for."""

    roots: Roots
    part: str = ""
    """The beginning of the paths wanted, as ``rubrics/fr``; empty for all."""

    def holds(self, path: str) -> bool:
        """Return whether a path, as the library shows it, is in the part asked for."""
        return not self.part or path == self.part or path.startswith(self.part + "/")

    def real(self, path: str) -> Path:
        """Return the file behind a path as the library shows it."""
        root = self.roots.rubrics if path.startswith("rubrics/") else self.roots.dialogues
        return root.parent / path

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of which there is anything, even without ``language.yaml``."""
        places = (self.roots.dialogues, self.roots.rubrics)
        return tuple(sorted({p.parent.name for root in places for p in root.glob("*/*.yaml")}))


def ground(path: Path | None, here: Path) -> Ground | None:
    """Return where the content named by a path is; None when there is none.

    Args:
        path: a folder that holds ``dialogues/``, one of the two folders, or anything in them; None
            for the working directory, then the content shipped with the program.
        here: the working directory.
    """
    if path is None or (path / "dialogues").is_dir():
        roots = find_roots(path, here)
        return None if roots is None else Ground(roots)
    for folder in (path, *path.parents):
        if folder.name in PARTS:
            part = path.relative_to(folder.parent).as_posix()
            return Ground(_both(folder.parent), part)
    return None


def _both(parent: Path) -> Roots:
    """Return the two folders of a parent, the shipped ones in place of what is missing."""
    roots = find_roots(parent)
    if roots is not None:
        return roots
    shipped = find_roots()
    dialogues = shipped.dialogues if shipped is not None else parent / "dialogues"
    return Roots(dialogues, parent / "rubrics")


def survey(path: Path | None, here: Path, today: date) -> tuple[Problem, ...] | None:
    """Return the problems of what a path names, each with the path of its real file.

    Returns:
        The problems in order, None when the path holds no content.
    """
    if path is not None and is_case_folder(path):
        return lint_cases(path, today)
    place = ground(path, here)
    if place is None:
        return None
    found: list[Problem] = []
    for language in place.languages:
        library = Library(place.roots, language)
        problems = lint(library, read_beside(library, today))
        found += (p for p in problems if place.holds(p.path))
    shown = (replace(p, path=_shown(place.real(p.path), here)) for p in found)
    return tuple(sorted(shown, key=lambda p: p.sort_key))


def _shown(file: Path, here: Path) -> str:
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()


def quoted(problems: Iterable[Problem]) -> dict[str, tuple[str, ...]]:
    """Return the lines of every file that has a problem, for those that can be read."""
    lines: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(problem.path for problem in problems):
        try:
            with Path(name).open("rb") as file:
                lines[name] = split_lines(file.read(MAX_BYTES))
        except OSError:
            continue
    return lines
