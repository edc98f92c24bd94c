"""A scripted call says what came out otherwise than expected, and where."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from callcoach.authoring.beside import read_beside
from callcoach.authoring.expectations import said_in
from callcoach.authoring.scripted import ScriptResult, run_script
from callcoach.content.model_cache import ModelCache
from callcoach.session.studio import Studio
from tests.authoring.content import BASE, library_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = 'scenario: late_bill\nname: "tried"\nseed: 7\nnow: 2026-11-12T10:30\nturns:\n'
GREETING = '  - say: "Bonjour madame."\n'


@pytest.fixture(scope="module")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that keeps the classifier of the small content between the tests."""
    return tmp_path_factory.mktemp("small")


@pytest.fixture
def play(tmp_path: Path, small_models: Path) -> Callable[[str], ScriptResult]:
    """Return a function that plays a script on the small content."""

    def run(text: str) -> ScriptResult:
        folder = tmp_path / "content"
        shutil.copytree(BASE, folder, dirs_exist_ok=True)
        file = folder / "dialogues" / "fr" / "late_bill" / "good.test.yaml"
        file.write_text(text, encoding="utf-8")
        library = library_at(folder)
        beside = read_beside(library)
        assert beside.problems == ()
        ((script, source),) = beside.scripts
        return run_script(Studio(library, ModelCache(small_models)), script, source)

    return run


def failed(result: ScriptResult) -> list[tuple[int, int, str, str]]:
    return [(f.position.line, f.position.column, f.what, f.wanted) for f in result.failures]


def test_a_call_that_comes_out_as_wanted_passes(play: Callable[[str], ScriptResult]) -> None:
    result = play(
        HEAD + GREETING + "    expect: {acts: [greet], not_acts: [say_goodbye], stage: contact, "
        'cue: greet, reply: "bonjour", revealed: [], trust: [40, 40], affect: neutral, '
        "ended: false}\n"
        "expect: {outcome: no_agreement, ended: trainee_hung_up, compliance: ok, critical: [], "
        "passed: false, quality: [0, 50], not_findings: [accusing_why]}\n"
    )

    assert failed(result) == []
    assert result.passed
    assert [e.number for e in result.exchanges] == [0, 1]


@pytest.mark.parametrize(
    ("expectation", "column", "what", "wanted"),
    [
        ("acts: [greet, say_goodbye]", 28, "acts", "say_goodbye"),
        ("not_acts: [greet]", 25, "not_acts", "!greet"),
        ("techniques: [reformulation]", 27, "techniques", "reformulation"),
        ("breaches: [no_false_legal_threat]", 25, "breaches", "no_false_legal_threat"),
        ("anti_patterns: [accusing_why]", 30, "anti_patterns", "accusing_why"),
        ("stage: closing", 21, "stage", "closing"),
        ("cue: hang_up", 19, "cue", "hang_up"),
        ('reply: "au revoir"', 21, "reply", "au revoir"),
        ("revealed: [job_loss]", 24, "revealed", "job_loss"),
        ("raised: cut_off", 22, "raised", "cut_off"),
        ("lifted: cut_off", 22, "lifted", "cut_off"),
        ("affect: anger", 22, "affect", "anger"),
        ("trust: [80, 100]", 21, "trust", "80-100"),
        ("ended: true", 21, "ended", "true"),
    ],
)
def test_what_a_turn_lacks_is_told_at_its_place(
    play: Callable[[str], ScriptResult], expectation: str, column: int, what: str, wanted: str
) -> None:
    result = play(HEAD + GREETING + f"    expect: {{{expectation}}}\n")

    assert failed(result) == [(7, column, what, wanted)]
    assert result.failures[0].after == 2


@pytest.mark.parametrize(
    ("expectation", "column", "what", "wanted"),
    [
        ("outcome: plan", 19, "outcome", "plan"),
        ("ended: goodbye", 17, "ended", "goodbye"),
        ("quality: [90, 100]", 19, "quality", "90-100"),
        ("compliance: critical", 22, "compliance", "critical"),
        ("passed: true", 18, "passed", "true"),
        ("findings: [reformulation]", 21, "findings", "reformulation"),
        ("critical: [no_false_legal_threat]", 20, "critical", "no_false_legal_threat"),
        ("items: {questioning: [4, 4]}", 31, "items", "4-4"),
        ("missed_facts: []", 24, "missed_facts", "—"),
    ],
)
def test_what_a_call_lacks_is_told_at_its_place(
    play: Callable[[str], ScriptResult], expectation: str, column: int, what: str, wanted: str
) -> None:
    result = play(HEAD + GREETING + f"expect: {{{expectation}}}\n")

    assert failed(result) == [(7, column, what, wanted)]


def test_a_failure_says_what_came_instead(play: Callable[[str], ScriptResult]) -> None:
    result = play(HEAD + GREETING + '    expect: {acts: [say_goodbye], reply: "non merci"}\n')

    assert [failure.got for failure in result.failures] == ["greet", "Bonjour à vous."]
    assert result.exchanges[1].said == "Bonjour madame."
    assert {label.id for label in result.exchanges[1].labels} == {"greet"}


def test_nothing_can_be_said_once_the_call_is_over(play: Callable[[str], ScriptResult]) -> None:
    result = play(
        HEAD + '  - say: "Au revoir, bonne journée."\n    expect: {ended: true}\n' + GREETING
    )

    assert failed(result) == [(8, 10, "say", "Bonjour madame.")]
    assert result.failures[0].got == "goodbye"


def test_papers_are_filed_around_the_call(play: Callable[[str], ScriptResult]) -> None:
    papers = (
        'preparation: {objective: "Obtenir 312,50 euros.", fallback: "Un plan."}\n'
        'record: {result: no_agreement, next_action: "Rappeler le 20 novembre."}\n'
    )
    without = play(HEAD + GREETING + "expect: {compliance: ok}\n")
    with_papers = play(papers + HEAD + GREETING + "expect: {compliance: ok}\n")

    levels = [{i.id: i.level for i in r.debrief.score.items} for r in (without, with_papers)]
    assert levels[0]["call_record"] is None
    assert levels[1]["call_record"] is not None


def test_a_silence_and_a_hang_up_may_be_scripted(play: Callable[[str], ScriptResult]) -> None:
    result = play(
        HEAD + '  - say: "/silence"\n    expect: {stage: contact, acts: []}\n'
        '  - say: "/hangup"\n    expect: {ended: true}\n'
        "expect: {ended: trainee_hung_up}\n"
    )

    assert failed(result) == []


@pytest.mark.parametrize(
    ("wanted", "text", "told"),
    [
        ("electricite", "L’électricité, c'est tout.", True),
        ("c'est tout", "L’électricité, c’est tout.", True),
        ("1 240 euros", "Il reste 1\u202f240 euros.", True),
        ("60|soixante", "Soixante euros.", True),
        ("60 .*mois", "60 euros, chaque mois", True),
        ("120", "60 euros", False),
    ],
)
def test_a_reply_is_compared_without_case_accents_or_kinds_of_spaces(
    wanted: str, text: str, told: bool
) -> None:
    assert said_in(wanted, text) is told
