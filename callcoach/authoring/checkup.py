"""Runs everything that lies beside the content to prove it: scripted calls and passports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from callcoach.authoring.beside import read_beside
from callcoach.authoring.lint import RULES
from callcoach.authoring.lint.material import Material
from callcoach.authoring.passports import PassportResult, run_passports
from callcoach.authoring.scripted import ScriptResult, run_script
from callcoach.content.library import Library
from callcoach.session.studio import Studio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.authoring.beside import Beside
    from callcoach.authoring.survey import Ground
    from callcoach.content.problems import Position, Problem
    from callcoach.understanding.model_source import ModelStore

PASSPORT_DAY: Final = date(2026, 11, 12)
"""The day on which the sentences of passports are said, for « demain » and the like."""


NO_SCENARIO: Final = "T001"
BAR: Final = 0.8
"""Precision and recall below which a passport fails: what it proves would only be advisory."""


@dataclass(frozen=True)
class PassportCheck:
    """What came of one passport, and where it is written."""

    path: str
    position: Position
    result: PassportResult

    @property
    def passed(self) -> bool:
        """Whether precision and recall reach the bar; a sentence may still fail."""
        return min(self.result.precision.value, self.result.recall.value) >= BAR


@dataclass(frozen=True)
class Checkup:
    """What came of all that was run."""

    scripts: tuple[ScriptResult, ...]
    passports: tuple[PassportCheck, ...]
    unread: tuple[Problem, ...]
    """What is wrong with files that could not be run."""

    @property
    def passed(self) -> int:
        """How many scripts and passports came out as wanted."""
        scripts = sum(result.passed for result in self.scripts)
        return scripts + sum(check.passed for check in self.passports)

    @property
    def failed(self) -> int:
        """How many did not, files that could not be run included."""
        files = len({problem.path for problem in self.unread})
        return len(self.scripts) + len(self.passports) + files - self.passed


def check_up(ground: Ground, models: ModelStore, wanted: str = "") -> Checkup:
    """Run the scripted calls and passports of a place.

    Args:
        ground: Where the content is, and which part of it.
        models: Where compiled classifiers are kept.
        wanted: Only what has this in its name, path or id.

    Raises:
        ContentError: Content that a script or a passport needs cannot be used.
    """
    scripts: list[ScriptResult] = []
    passports: list[PassportCheck] = []
    unread: list[Problem] = []
    for language in ground.languages:
        library = Library(ground.roots, language)
        beside = read_beside(library)
        studio = Studio(library, models)
        scripts += _scripts(ground, beside, studio, wanted)
        passports += _passports(ground, beside, studio, wanted)
        faults = (*beside.problems, *_homeless(library, beside))
        unread += (p for p in faults if ground.holds(p.path) and wanted in p.path)
    return Checkup(tuple(scripts), tuple(passports), tuple(unread))


def _homeless(library: Library, beside: Beside) -> Iterator[Problem]:
    """Yield, as the linter does, the scripts whose scenario does not exist."""
    return RULES[NO_SCENARIO].problems(Material.of(library, beside))


def _scripts(
    ground: Ground, beside: Beside, studio: Studio, wanted: str
) -> Iterator[ScriptResult]:
    known = studio.library.scenarios
    for script, source in beside.scripts:
        if script.scenario not in known:
            continue
        name = f"{script.scenario}/{script.name}"
        if ground.holds(source.path) and (wanted in name or wanted in source.path):
            yield run_script(studio, script, source)


def _passports(
    ground: Ground, beside: Beside, studio: Studio, wanted: str
) -> Iterator[PassportCheck]:
    for model, source in beside.passports:
        if not ground.holds(source.path):
            continue
        for index, passport in enumerate(model.passports):
            if wanted in passport.id or (wanted and wanted in source.path):
                (result,) = run_passports(studio.lexicon, [passport], PASSPORT_DAY)
                at = source.position(("passports", index, "id"))
                yield PassportCheck(source.path, at, result)
