"""The scenarios as a list shows them, those that cannot be played included."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from callcoach.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callcoach.content.library import Library
    from callcoach.content.scenario import Scenario

_SCENARIO_FILE = "scenario.yaml"


@dataclass(frozen=True)
class ScenarioCard:
    """One line of the list."""

    id: str
    title: str
    summary: str = ""
    level: int = 0
    channel: str = ""
    minutes: int = 0
    best: float | None = None
    """The highest quality so far, None if there is none."""
    playable: bool = True

    def matches(self, typed: str) -> bool:
        """Return whether every word typed occurs in the title or the summary."""
        shown = fold(f"{self.title} {self.summary}").text
        return all(word in shown for word in fold(typed).text.split())


def cards_of(library: Library, best: Mapping[str, float]) -> tuple[ScenarioCard, ...]:
    """Return all scenarios by level, those that cannot be played last."""
    good = [_card(s, library, best.get(s.id)) for s in library.scenarios.values()]
    broken = [ScenarioCard(id_, id_, playable=False) for id_ in _unread(library)]
    return tuple(sorted((*good, *broken), key=lambda card: not card.playable))


def next_to_play(cards: Sequence[ScenarioCard]) -> ScenarioCard | None:
    """Return the easiest scenario not marked yet, else the one with the lowest mark."""
    playable = [card for card in cards if card.playable]
    fresh = [card for card in playable if card.best is None]
    if fresh:
        return fresh[0]
    return min(playable, key=lambda card: card.best or 0.0, default=None)


def _card(scenario: Scenario, library: Library, best: float | None) -> ScenarioCard:
    cast = scenario.persona in library.personas and scenario.graph in library.graphs
    common = library.replies is not None and library.rubric is not None
    return ScenarioCard(
        id=scenario.id,
        title=scenario.title,
        summary=scenario.summary,
        level=scenario.level,
        channel=scenario.channel,
        minutes=scenario.minutes,
        best=best,
        playable=cast and common,
    )


def _unread(library: Library) -> list[str]:
    """Return the folders whose scenario has a fault that kept it from being read."""
    paths = (PurePosixPath(problem.path) for problem in library.problems)
    faulty = {path.parent.name for path in paths if path.name == _SCENARIO_FILE}
    return sorted(faulty - set(library.scenarios))
