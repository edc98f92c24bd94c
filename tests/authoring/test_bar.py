"""The bar: what a passport has to reach before a rule may void an exam."""

from __future__ import annotations

from typing import Any

import pytest

from callcoach.authoring.bar import Standing, standing_of
from callcoach.authoring.passports import Misread, PassportResult, Rate
from callcoach.content.passport import Saying
from callcoach.content.rubric import Rule
from tests.stage import library


def rule(**changes: object) -> Rule:
    rubric = library().rubric
    assert rubric is not None
    threat = rubric.rule("no_false_legal_threat")
    assert threat is not None
    return threat.model_copy(update=changes)


def result(found: int, missed: int, left: int, wrong: int) -> PassportResult:
    def misread(count: int) -> tuple[Misread, ...]:
        return (Misread(Saying(say="Bonjour."), ()),) * count

    return PassportResult("x", found, misread(missed), left, misread(wrong))


@pytest.mark.parametrize(
    ("severity", "counts", "standing"),
    [
        ("critical", (40, 0, 20, 0), Standing.REACHED),
        ("critical", (34, 6, 20, 1), Standing.REACHED),
        ("critical", (33, 7, 20, 0), Standing.BELOW),
        ("critical", (36, 0, 20, 2), Standing.BELOW),
        ("critical", (11, 0, 20, 0), Standing.BELOW),
        ("critical", (20, 0, 11, 0), Standing.BELOW),
        ("critical", (0, 0, 0, 0), Standing.BELOW),
        ("major", (33, 7, 20, 2), Standing.REACHED),
        ("major", (20, 10, 20, 0), Standing.BELOW),
        ("major", (6, 0, 6, 0), Standing.FEW),
    ],
)
def test_only_what_is_proved_enough_may_void_an_exam(
    severity: str, counts: tuple[int, int, int, int], standing: Standing
) -> None:
    assert standing_of(rule(severity=severity), result(*counts)) is standing


def test_below_the_bar_and_said_to_be_advisory_is_no_failure() -> None:
    modest = rule(severity="critical", advisory=True)
    assert standing_of(modest, result(10, 10, 20, 0)) is Standing.ADVISORY


def test_advisory_without_need_is_told() -> None:
    modest = rule(severity="critical", advisory=True)
    assert standing_of(modest, result(40, 0, 20, 0)) is Standing.TOO_MODEST


@pytest.mark.parametrize(
    ("hits", "total", "interval"),
    [(47, 50, (0.838, 0.979)), (12, 12, (0.757, 1.0)), (0, 10, (0.0, 0.278)), (0, 0, (0, 1))],
)
def test_the_interval_is_wilsons(hits: int, total: int, interval: tuple[float, float]) -> None:
    assert Rate(hits, total).interval == pytest.approx(interval, abs=0.001)


def test_every_rule_that_can_void_an_exam_says_what_it_is_not() -> None:
    fields: Any = Rule.model_fields
    assert fields["advisory"].default is False
