"""A good call is worth more than a middling one, and that one more than a rude one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.authoring.beside import read_beside
from callcoach.authoring.scripted import ScriptResult, run_script
from callcoach.content.model_cache import ModelCache
from callcoach.session.studio import Studio
from tests.authoring.content import library_at
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCENARIOS = ("good_faith_hardship", "bad_faith_staller", "third_party_answers")
FROM_BEST = ("good", "poor", "breach")
WORTH = ("critical", "to_review", "ok")
"""Compliance from the worst to the best."""

Results = dict[tuple[str, str], ScriptResult]


@pytest.fixture(scope="module")
def results(trained: Path) -> Results:
    """Play the shipped scripts once."""
    library = library_at(ROOT)
    studio = Studio(library, ModelCache(trained))
    return {
        (script.scenario, script.name): run_script(studio, script, source)
        for script, source in read_beside(library).scripts
    }


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_quality_falls_from_a_good_call_to_a_middling_one_to_a_rude_one(
    results: Results, scenario: str
) -> None:
    good, poor, breach = (results[scenario, name].debrief.score.quality for name in FROM_BEST)

    assert good > poor > breach
    assert good - poor >= 20
    assert poor - breach >= 10


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_compliance_is_never_out_of_order(results: Results, scenario: str) -> None:
    worth = [WORTH.index(results[scenario, n].debrief.score.compliance) for n in FROM_BEST]

    assert worth == sorted(worth, reverse=True)
    assert worth[-1] == WORTH.index("critical")


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_only_the_good_call_passes_the_exam(results: Results, scenario: str) -> None:
    passed = [results[scenario, name].debrief.score.passed for name in FROM_BEST]

    assert passed == [True, False, False]


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("name", FROM_BEST)
def test_a_shipped_script_comes_out_as_it_says(results: Results, scenario: str, name: str) -> None:
    failures = results[scenario, name].failures

    assert [(f.position.line, f.what, f.wanted, f.got) for f in failures] == []


@pytest.mark.slow
def test_a_script_gives_the_same_at_each_run(results: Results, trained: Path) -> None:
    library = library_at(ROOT)
    studio = Studio(library, ModelCache(trained))

    for script, source in read_beside(library).scripts:
        again = run_script(studio, script, source)
        assert again == results[script.scenario, script.name]
