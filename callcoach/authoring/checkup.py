"""Runs everything that lies beside the content to prove it: scripted calls and passports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from callcoach.authoring.bar import Standing, can_void, item_of, standing_of
from callcoach.authoring.beside import read_beside
from callcoach.authoring.lint import RULES
from callcoach.authoring.lint.material import Material
from callcoach.authoring.passports import PassportResult, run_passports
from callcoach.authoring.scripted import ScriptResult, run_script
from callcoach.content.library import Library
from callcoach.content.rubric import Deontology
from callcoach.session.studio import Studio

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from callcoach.authoring.beside import Beside
    from callcoach.authoring.survey import Ground
    from callcoach.content.problems import Position, Problem
    from callcoach.content.rubric import Labelled
    from callcoach.understanding.model_source import ModelStore

PASSPORT_DAY: Final = date(2026, 11, 12)
"""The day on which the sentences of passports are said, for « demain » and the like."""


NO_SCENARIO: Final = "T001"


@dataclass(frozen=True)
class PassportCheck:
    """What came of one passport, and where it is written."""

    path: str
    position: Position
    result: PassportResult
    item: Labelled | None
    """What it is the passport of; None when the rubric has none of that id."""

    @property
    def standing(self) -> Standing:
        """How precision, recall and the number of sentences stand against the bar."""
        return standing_of(self.item, self.result)

    @property
    def passed(self) -> bool:
        """Whether it reaches its bar or is said to be advisory; a sentence may still fail."""
        return self.standing is not Standing.BELOW


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


def passports_of(
    ground: Ground, models: ModelStore, ids: Collection[str] = ()
) -> Iterator[PassportCheck]:
    """Yield what comes of passports, in the order of their files.

    Args:
        ground: Where the content is.
        models: Where compiled classifiers are kept.
        ids: Whose; all when empty.

    Raises:
        ContentError: The language or the rubric cannot be used.
    """
    for language in ground.languages:
        library = Library(ground.roots, language)
        beside = read_beside(library)
        if beside.passports:
            studio = Studio(library, models)
            yield from _run(beside, studio, lambda id_, _path: not ids or id_ in ids)


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
    def asked_for(id_: str, path: str) -> bool:
        return ground.holds(path) and (wanted in id_ or wanted in path)

    return _run(beside, studio, asked_for)


def _run(
    beside: Beside, studio: Studio, asked_for: Callable[[str, str], bool]
) -> Iterator[PassportCheck]:
    for model, source in beside.passports:
        for index, passport in enumerate(model.passports):
            if asked_for(passport.id, source.path):
                (result,) = run_passports(studio.lexicon, [passport], PASSPORT_DAY)
                at = source.position(("passports", index, "id"))
                yield PassportCheck(source.path, at, result, item_of(studio.rubric, result.id))
    yield from _without_passport(beside, studio, asked_for)


def _without_passport(
    beside: Beside, studio: Studio, asked_for: Callable[[str, str], bool]
) -> Iterator[PassportCheck]:
    """Yield the rules that could void an exam and that nothing proves, where others are proved."""
    known = {passport.id for model, _ in beside.passports for passport in model.passports}
    rules = [r for r in studio.rubric.rules if can_void(r) and not r.advisory]
    rules = [r for r in rules if r.id not in known]
    if not known or not rules:
        return
    written = studio.library.sourced.values()
    source = next(file.source for file in written if isinstance(file.model, Deontology))
    for rule in rules:
        if asked_for(rule.id, source.path):
            at = source.position(("rules", studio.rubric.rules.index(rule), "id"))
            empty = PassportResult(rule.id, 0, (), 0, ())
            yield PassportCheck(source.path, at, empty, rule)
