"""The bar of a passport: below it a rule is advisory, which its YAML has to say (design 7).

The figure is worked out here and the verdict is written in the content, because a mark must not
depend on two thousand sentences being run first, nor on a cache: what is sealed with an attempt,
the hash of its rubric, then holds the status of every rule too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from callcoach.content.rubric import Rule

if TYPE_CHECKING:
    from callcoach.authoring.passports import PassportResult
    from callcoach.content.rubric import Labelled, Rubric

ENOUGH: Final = 12
"""Sentences to find, and as many to leave alone, from which a passport says something."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a passport has to reach, each 0 to 1."""

    precision: float
    recall: float


CRITICAL: Final = Bar(0.95, 0.85)
"""For a rule whose breach can void an exam."""
USUAL: Final = Bar(0.80, 0.80)
"""For everything else."""


class Standing(StrEnum):
    """How a passport stands against its bar."""

    REACHED = "reached"
    FEW = "few"
    """It reaches the bar, on too few sentences to void anything."""
    ADVISORY = "advisory"
    """It does not bind, as its YAML says."""
    BELOW = "below"
    """It should not bind, and its YAML does not say so: the one standing that fails."""
    TOO_MODEST = "too_modest"
    """Its YAML says that it is advisory, and it reaches the bar."""


def can_void(item: Labelled | None) -> bool:
    """Return whether a single finding of an item can void an exam."""
    return isinstance(item, Rule) and item.severity == "critical"


def bar_of(item: Labelled | None) -> Bar:
    """Return what an item's passport has to reach."""
    return CRITICAL if can_void(item) else USUAL


def standing_of(item: Labelled | None, result: PassportResult) -> Standing:
    """Return how a passport stands.

    Args:
        item: the technique, anti-pattern or rule; None when the rubric has none of that id.
        result: what came of its sentences.
    """
    bar = bar_of(item)
    reached = result.precision.value >= bar.precision and result.recall.value >= bar.recall
    enough = min(result.recall.total, result.left_alone.total) >= ENOUGH
    advisory = item is not None and item.advisory
    if reached and (enough or not can_void(item)):
        if advisory:
            return Standing.TOO_MODEST
        return Standing.REACHED if enough else Standing.FEW
    return Standing.ADVISORY if advisory else Standing.BELOW


def item_of(rubric: Rubric, id_: str) -> Labelled | None:
    """Return the technique, anti-pattern or rule of that id, if any."""
    return rubric.technique(id_) or rubric.anti_pattern(id_) or rubric.rule(id_)
