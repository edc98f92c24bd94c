"""What lies beside the content and is no part of a call: scripted calls, passports.

Read here, so that the linter itself opens no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from callcoach.content.base import ContentModel
from callcoach.content.build import build
from callcoach.content.library import read_file
from callcoach.content.passport import Passports
from callcoach.content.problems import Problems
from callcoach.content.script import Script

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from callcoach.content.library import Library
    from callcoach.content.problems import Problem
    from callcoach.content.source import Source

M = TypeVar("M", bound=ContentModel)

TESTS = "*.test.yaml"
ENTITIES = "entities.yaml"


@dataclass(frozen=True)
class Beside:
    """Everything that was found."""

    scripts: tuple[tuple[Script, Source], ...] = ()
    passports: tuple[tuple[Passports, Source], ...] = ()
    entity_words: Source | None = None
    """The file ``entities.yaml``, whose words are data of understanding."""
    today: date | None = None
    """The day against which dates are future ones; None leaves that out."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the text or the form of these files."""


def read_beside(library: Library, today: date | None = None) -> Beside:
    """Return what lies beside the content of a library."""
    problems = Problems()
    dialogues = library.folder
    rubrics = library.roots.rubrics / library.language_id
    words, _ = read_file(dialogues / ENTITIES, _shown(library, dialogues / ENTITIES))
    return Beside(
        scripts=_read(Script, sorted(dialogues.glob(f"*/{TESTS}")), library, problems),
        passports=_read(Passports, sorted(rubrics.glob(TESTS)), library, problems),
        entity_words=words,
        today=today,
        problems=problems.sorted(),
    )


def _read(
    model: type[M], paths: list[Path], library: Library, problems: Problems
) -> tuple[tuple[M, Source], ...]:
    """Return the models of some files, and keep what is wrong with them."""
    found = []
    for path in paths:
        source, unread = read_file(path, _shown(library, path))
        problems.extend(unread)
        if source is None:
            continue
        built, unfit = build(model, source)
        # What the loader refused leaves a hole, and the model would complain of the hole.
        known = {problem.position for problem in unread}
        problems.extend(problem for problem in unfit if problem.position not in known)
        if built is not None:
            found.append((built, source))
    return tuple(found)


def _shown(library: Library, path: Path) -> str:
    """Return how problems name a file, as the library does."""
    for root in (library.roots.dialogues, library.roots.rubrics):
        if path.is_relative_to(root):
            return path.relative_to(root.parent).as_posix()
    return path.as_posix()
