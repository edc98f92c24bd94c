"""The only file reader of this room.

Finds the content, reads it, and says all that is wrong with it.

A library is read from two folders, ``dialogues/`` and ``rubrics/`` (``callcoach.content.roots``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from callcoach.content.base import ContentModel
from callcoach.content.build import build
from callcoach.content.common_words import CommonWords, common_words
from callcoach.content.drawing import as_written
from callcoach.content.language import Acts, Language
from callcoach.content.persona import Persona
from callcoach.content.problems import Problem, Problems, unreadable
from callcoach.content.roots import Roots, find_roots, shipped_root
from callcoach.content.rubric import (
    Amounts,
    Deontology,
    Grid,
    HelpBodies,
    Rubric,
    Techniques,
)
from callcoach.content.scenario import CallGraph, Replies, Scenario
from callcoach.content.source import MAX_BYTES, Source, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = [
    "Library",
    "Roots",
    "Shelf",
    "Sourced",
    "find_roots",
    "languages",
    "read_file",
    "shipped_root",
]

Model = TypeVar("Model", bound=ContentModel)

SCENARIO_FILE = "scenario.yaml"


@dataclass(frozen=True)
class Sourced:
    """A model and the file it was read from."""

    model: ContentModel
    source: Source


def read_file(path: Path, shown: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """Read one content file.

    Returns:
        The source and the problems found; an unreadable file is a problem like another.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, (unreadable(shown, error),)
    return read_source(raw, shown)


class Shelf:
    """Reads models from files and keeps their problems; the collector behind ``Library``."""

    def __init__(self) -> None:
        """Start empty."""
        self.problems = Problems()
        self.sourced: dict[str, Sourced] = {}
        self._digests: list[tuple[str, str]] = []

    def read(self, model: type[Model], path: Path, shown: str) -> Model | None:
        """Return the model in a file, None when it cannot be had; problems are kept."""
        source = self._open(path, shown)
        if source is None:
            return None
        # What the loader refused leaves a hole, and the model would complain of the hole.
        known = {found.position for found in self.problems if found.path == shown}
        built, unfit = build(model, source)
        self.problems.extend(found for found in unfit if found.position not in known)
        if built is not None:
            self.sourced[shown] = Sourced(built, source)
        return built

    def _open(self, path: Path, shown: str) -> Source | None:
        source, unread = read_file(path, shown)
        self.problems.extend(unread)
        if source is not None:
            text = "\n".join(source.lines).encode("utf-8", "replace")
            self._digests.append((shown, hashlib.sha256(text).hexdigest()))
        return source

    def read_data(self, path: Path, shown: str) -> Mapping[str, object] | None:
        """Return a file's plain data, for what is checked elsewhere."""
        source = self._open(path, shown)
        return None if source is None else source.data

    def digest(self) -> str:
        """Return the hash of all that was read, whatever the order and the line ends."""
        text = "\n".join(f"{name} {digest}" for name, digest in sorted(self._digests))
        return hashlib.sha256(text.encode()).hexdigest()


class Library:
    """The content of one language, read on demand and kept."""

    def __init__(self, roots: Roots, language: str = "fr") -> None:
        """Point at the folders; nothing is read yet."""
        self.roots = roots
        self.language_id = language
        self._dialogues = Shelf()
        self._rubrics = Shelf()

    @property
    def folder(self) -> Path:
        """The language's folder of dialogues."""
        return self.roots.dialogues / self.language_id

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of what was read so far, in order."""
        found = Problems(self._dialogues.problems)
        found.extend(self._rubrics.problems)
        return found.sorted()

    @property
    def sourced(self) -> Mapping[str, Sourced]:
        """Every model read so far with its file, by shown path."""
        return {**self._dialogues.sourced, **self._rubrics.sourced}

    def _read(self, model: type[Model], *parts: str) -> Model | None:
        path = self.folder.joinpath(*parts)
        return self._dialogues.read(model, path, self._shown(path))

    def _read_rubric(self, model: type[Model], name: str) -> Model | None:
        path = self.roots.rubrics / self.language_id / name
        return self._rubrics.read(model, path, self._shown(path))

    def _shown(self, path: Path) -> str:
        for root in (self.roots.dialogues, self.roots.rubrics):
            if path.is_relative_to(root):
                return path.relative_to(root.parent).as_posix()
        return path.as_posix()

    @cached_property
    def language(self) -> Language | None:
        """The words that understanding needs."""
        return self._read(Language, "language.yaml")

    @cached_property
    def common_words(self) -> CommonWords:
        """What people say in general."""
        return common_words(self.language_id)

    @cached_property
    def acts(self) -> Acts | None:
        """The acts and their examples."""
        return self._read(Acts, "acts.yaml")

    @cached_property
    def entity_words(self) -> Mapping[str, object] | None:
        """The words of sums, dates and plans, as data for ``EntityWords.from_mapping``."""
        path = self.folder / "entities.yaml"
        return self._dialogues.read_data(path, self._shown(path))

    @cached_property
    def replies(self) -> Replies | None:
        """What anybody might say."""
        return self._read(Replies, "replies.yaml")

    @cached_property
    def graphs(self) -> Mapping[str, CallGraph]:
        """Call graphs by id."""
        return _by_id(self._read(CallGraph, path.name) for path in self._files("*graph*.yaml"))

    @cached_property
    def personas(self) -> Mapping[str, Persona]:
        """Personas by id."""
        folder = self.folder / "personas"
        names = sorted(p.name for p in folder.glob("*.yaml") if not p.name.endswith(".test.yaml"))
        return _by_id(self._read(Persona, "personas", name) for name in names)

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Scenarios by id with their own values, in order of level and title."""
        return {id_: as_written(scenario) for id_, scenario in self.templates.items()}

    @cached_property
    def templates(self) -> Mapping[str, Scenario]:
        """Scenarios by id as they were read: slots are not filled, nothing is drawn."""
        found = (
            self._read(Scenario, path.parent.name, SCENARIO_FILE)
            for path in self._files(f"*/{SCENARIO_FILE}")
        )
        ordered = sorted((s for s in found if s is not None), key=lambda s: (s.level, s.title))
        return {scenario.id: scenario for scenario in ordered}

    @cached_property
    def rubric(self) -> Rubric | None:
        """The rubric, whole; None when one of its files cannot be had."""
        techniques = self._read_rubric(Techniques, "techniques.yaml")
        rules = self._read_rubric(Deontology, "deontology.yaml")
        grid = self._read_rubric(Grid, "grid.yaml")
        bodies = self._read_rubric(HelpBodies, "help_bodies.yaml")
        amounts = self._read_rubric(Amounts, "amounts.yaml")
        if not (techniques and rules and grid and bodies and amounts):
            return None
        return Rubric(
            id=self.language_id,
            techniques=techniques.techniques,
            anti_patterns=techniques.anti_patterns,
            rules=rules.rules,
            grid=grid,
            help_bodies=bodies.help_bodies,
            amounts=amounts,
        )

    def read_all(self) -> None:
        """Read everything, so that ``problems`` is complete."""
        for name in (
            "language",
            "acts",
            "entity_words",
            "replies",
            "graphs",
            "personas",
            "scenarios",
            "rubric",
        ):
            getattr(self, name)

    @property
    def content_hash(self) -> str:
        """The hash of all dialogues of the language."""
        self.read_all()
        return self._dialogues.digest()

    @property
    def rubric_hash(self) -> str:
        """The hash of the rubric."""
        self.read_all()
        return self._rubrics.digest()

    def _files(self, pattern: str) -> list[Path]:
        return sorted(self.folder.glob(pattern)) if self.folder.is_dir() else []


def languages(roots: Roots) -> tuple[str, ...]:
    """Return the languages that content is written in: the folders with a ``language.yaml``."""
    return tuple(sorted(p.parent.name for p in roots.dialogues.glob("*/language.yaml")))


Named = TypeVar("Named", CallGraph, Persona)


def _by_id(models: Iterable[Named | None]) -> dict[str, Named]:
    return {model.id: model for model in models if model is not None}
