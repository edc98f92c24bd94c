"""What one call is played from: the scenario and all that it is composed of, compiled once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.engine.appraisal import Temper
from callcoach.engine.flow import CallFlow
from callcoach.engine.gauges import GaugeValues
from callcoach.engine.replies import Script

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from callcoach.content.persona import Persona
    from callcoach.content.rubric import Rubric
    from callcoach.content.scenario import CallGraph, Replies, Scenario


@dataclass(frozen=True)
class Play:
    """Everything that stays the same during a call."""

    scenario: Scenario
    persona: Persona
    flow: CallFlow
    script: Script
    temper: Temper
    slots: Mapping[str, str]
    """Act id → the slot it asks for."""
    spoken: Mapping[str, Mapping[str, str]]
    """How values are said: means of payment, periods."""
    mentions: Callable[[str, tuple[str, ...]], bool]
    """Whether a raw turn matches one of some patterns."""
    today: date
    seed: int

    @property
    def start(self) -> GaugeValues:
        """The debtor's state at the first ring."""
        return self.temper.start


@dataclass(frozen=True)
class Cast:
    """The content that a call needs beside its scenario."""

    persona: Persona
    graph: CallGraph
    replies: Replies
    rubric: Rubric
    slots: Mapping[str, str]


def stage_play(
    scenario: Scenario,
    cast: Cast,
    mentions: Callable[[str, tuple[str, ...]], bool],
    today: date,
    seed: int,
) -> Play:
    """Return a play ready to start.

    Args:
        scenario: the call.
        cast: persona, graph, replies, rubric and slots of the scenario's language.
        mentions: whether a raw turn matches one of some patterns.
        today: the day of the call, by the injected clock.
        seed: all chance of the call.
    """
    start = GaugeValues.of(scenario.gauges or cast.persona.gauges)
    return Play(
        scenario=scenario,
        persona=cast.persona,
        flow=CallFlow(cast.graph, scenario.stages, scenario.edges),
        script=Script(
            (
                ("scenario", scenario.lines),
                ("persona", cast.persona.lines),
                ("language", cast.replies.lines),
            )
        ),
        temper=Temper.of(cast.persona, start, cast.rubric),
        slots=cast.slots,
        spoken=cast.replies.spoken,
        mentions=mentions,
        today=today,
        seed=seed,
    )
