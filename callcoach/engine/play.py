"""What one call is played from: the scenario and all that it is composed of, compiled once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from callcoach.content.case_slots import file_slots
from callcoach.content.rubric import Effect
from callcoach.engine.appraisal import Temper
from callcoach.engine.flow import CallFlow
from callcoach.engine.gauges import GaugeValues
from callcoach.engine.replies import Script

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from callcoach.content.persona import Persona
    from callcoach.content.rubric import Rubric
    from callcoach.content.scenario import CallGraph, Contradiction, Replies, Scenario


BROKEN_TRUST = 10
BROKEN_IRRITATION = 6
"""What each promise that the agency broke has cost before the call."""


@dataclass(frozen=True)
class Voice:
    """One of those who speak on the other side."""

    persona: Persona
    script: Script
    mind: Script
    temper: Temper

    @classmethod
    def of(cls, persona: Persona, start: GaugeValues, scenario: Scenario, cast: Cast) -> Voice:
        """Return a persona's voice in a scenario."""
        owners = (("scenario", scenario), ("persona", persona), ("language", cast.replies))
        return cls(
            persona=persona,
            script=Script(tuple((name, owner.lines) for name, owner in owners)),
            mind=Script(tuple((name, owner.thoughts) for name, owner in owners)),
            temper=Temper.of(persona, start, cast.rubric),
        )


@dataclass(frozen=True)
class Play:
    """Everything that stays the same during a call."""

    scenario: Scenario
    persona: Persona
    flow: CallFlow
    script: Script
    mind: Script
    """Thoughts by kind of change (``callcoach.engine.thoughts``)."""
    temper: Temper
    slots: Mapping[str, str]
    """Act id → the slot it asks for."""
    spoken: Mapping[str, Mapping[str, str]]
    """How values are said: means of payment, periods."""
    mentions: Callable[[str, tuple[str, ...]], bool]
    """Whether a raw turn matches one of some patterns."""
    today: date
    seed: int
    contradictions: tuple[Contradiction, ...] = ()
    """What an agent cannot say after the contrary."""
    file_slots: Mapping[str, str] = field(default_factory=dict)
    """What the file fills in lines, whatever happens in the call."""
    voices: Mapping[str, Voice] = field(default_factory=dict)
    """Speaker → who that is, for those who come to the phone during the call."""

    def heard_as(self, speaker: str) -> Play:
        """Return the play as it goes on with whoever speaks now."""
        voice = self.voices.get(speaker)
        if voice is None:
            return self
        return replace(
            self, persona=voice.persona, script=voice.script, mind=voice.mind, temper=voice.temper
        )

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
    others: Mapping[str, Persona] = field(default_factory=dict)
    """Personas by id, for those who come to the phone during the call."""


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
    start = _start(scenario, cast.persona)
    voice = Voice.of(cast.persona, start, scenario, cast)
    others: dict[str, Voice] = {
        handover.to: Voice.of(persona, GaugeValues.of(persona.gauges), scenario, cast)
        for handover in scenario.situation.handovers
        if (persona := cast.others.get(handover.persona or "")) is not None
    }
    return Play(
        scenario=scenario,
        persona=voice.persona,
        flow=CallFlow(cast.graph, scenario.stages, scenario.edges),
        script=voice.script,
        mind=voice.mind,
        temper=voice.temper,
        slots=cast.slots,
        spoken=cast.replies.spoken,
        mentions=mentions,
        today=today,
        seed=seed,
        contradictions=cast.replies.contradictions,
        file_slots=file_slots(scenario.dossier, scenario.language),
        voices=others,
    )


def _start(scenario: Scenario, persona: Persona) -> GaugeValues:
    """Return the state at the first ring: what the agency promised and did not do has cost trust.

    A third party knows of nothing.
    """
    start = GaugeValues.of(scenario.gauges or persona.gauges)
    agreed = scenario.dossier.agreement
    if agreed is None or scenario.situation.who_answers != "debtor":
        return start
    broken = sum(not promise.kept for promise in agreed.agent_promises)
    return start.moved(Effect(trust=-BROKEN_TRUST * broken, irritation=BROKEN_IRRITATION * broken))
