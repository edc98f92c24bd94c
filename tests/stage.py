"""A stage to play on: shipped content, turns understood by hand, calls that keep their log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from callcoach.content.library import Library, Roots
from callcoach.engine.engine import CallEngine
from callcoach.engine.events import TraineeSpoke
from callcoach.engine.play import Cast, Play, stage_play
from callcoach.engine.state import CallState, evolve, replay
from callcoach.session.clock import SimulatedClock
from callcoach.session.records import AttemptHeader, EventRecord
from callcoach.session.session import CallSession
from callcoach.text import Span
from callcoach.understanding.matchable import matchable_text
from callcoach.understanding.patterns import PatternCompiler
from callcoach.understanding.utterance import (
    Confidence,
    Context,
    Evidence,
    Label,
    LabelKind,
    Utterance,
)
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callcoach.content.scenario import Scenario
    from callcoach.engine.events import Event
    from callcoach.understanding.entities import Entity

TODAY = date(2026, 11, 12)
NOW = datetime.fromisoformat("2026-11-12T10:30")
SCENARIOS = ("good_faith_hardship", "bad_faith_staller", "third_party_answers")


@cache
def library() -> Library:
    """Return the shipped French content, read once."""
    return Library(Roots(ROOT / "dialogues", ROOT / "rubrics"), "fr")


@cache
def play_of(scenario_id: str, seed: int = 7) -> Play:
    """Return the play of a shipped scenario."""
    return play_with(library().scenarios[scenario_id], seed)


def play_with(scenario: Scenario, seed: int = 7) -> Play:
    """Return the play of a scenario, shipped or changed by a test."""
    content = library()
    assert content.language is not None
    assert content.acts is not None
    assert content.replies is not None
    assert content.rubric is not None
    compiler = PatternCompiler(content.language.lists)

    def mentions(raw: str, patterns: tuple[str, ...]) -> bool:
        words = matchable_text(raw)
        return any(compiler.compile(p).search(words) is not None for p in patterns)

    slots: Mapping[str, str] = {act.id: act.slot for act in content.acts.acts if act.slot}
    cast = Cast(
        content.personas[scenario.persona],
        content.graphs[scenario.graph],
        content.replies,
        content.rubric,
        slots,
        content.personas,
    )
    return stage_play(scenario, cast, mentions, TODAY, seed)


def meant(
    *acts: str,
    techniques: Sequence[str] = (),
    anti_patterns: Sequence[str] = (),
    breaches: Sequence[str] = (),
    entities: Sequence[Entity] = (),
    raw: str = "…",
    confidence: Confidence = Confidence.HIGH,
) -> Utterance:
    """Return a turn that was understood as told, whatever its words."""
    kinds = (
        (LabelKind.ACT, acts),
        (LabelKind.TECHNIQUE, techniques),
        (LabelKind.ANTI_PATTERN, anti_patterns),
        (LabelKind.BREACH, breaches),
    )
    labels = tuple(
        Label(kind, id_, 0, Evidence(Span(0, len(raw)), raw, "by hand", 1.0, confidence))
        for kind, ids in kinds
        for id_ in ids
    )
    return Utterance(raw, (), tuple(entities), labels)


@dataclass
class Call:
    """A call against the engine alone."""

    engine: CallEngine
    events: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, scenario_id: str, seed: int = 7) -> Call:
        """Pick up the phone."""
        call = cls(CallEngine(play_of(scenario_id, seed)))
        call.events += call.engine.start(NOW.isoformat())
        return call

    @classmethod
    def playing(cls, scenario: Scenario, seed: int = 7) -> Call:
        """Pick up the phone in a scenario changed by a test."""
        call = cls(CallEngine(play_with(scenario, seed)))
        call.events += call.engine.start(NOW.isoformat())
        return call

    @property
    def state(self) -> CallState:
        """Where the call stands."""
        return replay(self.events)

    @property
    def reply(self) -> str:
        """The last line heard."""
        return self.state.heard[-1]

    def hear(self, understood: Utterance) -> str:
        """Take a turn of the trainee and return the answer."""
        state = self.state
        spoke = TraineeSpoke(state.turn + 1, NOW.isoformat(), understood.raw, understood)
        self.events.append(spoke)
        self.events += self.engine.respond(evolve(spoke, state), spoke)
        return self.reply

    def identified(self) -> Call:
        """Go through a clean opening."""
        self.hear(meant("greet", "introduce_self", "ask_for_person"))
        self.hear(meant("verify_identity", raw="votre date de naissance ?"))
        return self

    def purposeful(self) -> Call:
        """Go through a clean opening and say why one calls."""
        self.identified()
        self.hear(meant("state_creditor", "state_amount", "ask_full_payment", "introduce_company"))
        return self


class Memory:
    """A journal in memory."""

    def __init__(self) -> None:
        """Start empty."""
        self.records: list[EventRecord] = []

    def append(self, records: Sequence[EventRecord]) -> None:
        """Keep records."""
        self.records += records


HEADER = AttemptHeader(
    attempt_id="20261112-103000-aaaaa",
    scenario_id="good_faith_hardship",
    language="fr",
    mode="rehearse",
    seed=7,
    started_at=NOW.isoformat(),
    engine_version="0",
    content_hash="",
    rubric_hash="",
    tier="base",
    options={},
)


def session_of(
    scenario_id: str, script: Mapping[str, Utterance], journal: Memory, seed: int = 7
) -> CallSession:
    """Return a session whose ear understands just what a script says of each line."""

    def listen(raw: str, context: Context) -> Utterance:
        return script.get(raw, Utterance(raw))

    engine = CallEngine(play_of(scenario_id, seed))
    return CallSession(HEADER, engine, listen, SimulatedClock(NOW), journal)
