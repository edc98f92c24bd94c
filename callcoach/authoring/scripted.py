"""Plays scripted calls and says where they came out otherwise than expected.

A script goes through the same door as a trainee: ``CallSession.say``, then the debrief. The clock
is simulated and the journal kept in memory, so that a script gives the same at each run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.authoring.expectations import Wish, wishes_of_call, wishes_of_turn
from callcoach.scoring.papers import CallRecord, PreparationSheet
from callcoach.session.clock import SimulatedClock
from callcoach.session.order import Order
from callcoach.session.session import HANG_UP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.content.problems import Loc, Position
    from callcoach.content.script import Script
    from callcoach.content.source import Source
    from callcoach.session.debrief import Debrief
    from callcoach.session.records import EventRecord
    from callcoach.session.session import CallSession
    from callcoach.session.studio import Studio
    from callcoach.session.turn import Turn
    from callcoach.understanding.utterance import Label


@dataclass(frozen=True)
class Exchange:
    """One turn as it went."""

    number: int
    """0 for the phone being picked up."""
    said: str
    heard: str
    labels: tuple[Label, ...] = ()
    """What the turn was understood to be."""


@dataclass(frozen=True)
class Failure:
    """One expectation that was not met."""

    path: str
    position: Position
    what: str
    """The key of the expectation, as ``acts``."""
    wanted: str
    got: str
    after: int
    """How many exchanges had been heard by then."""


@dataclass(frozen=True)
class ScriptResult:
    """What came of a scripted call."""

    script: Script
    path: str
    exchanges: tuple[Exchange, ...]
    failures: tuple[Failure, ...]
    debrief: Debrief

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return not self.failures


class _Memory:
    """A journal that keeps nothing: a script is played again rather than resumed."""

    def append(self, records: Sequence[EventRecord]) -> None:
        """Let the records go."""


def run_script(studio: Studio, script: Script, source: Source) -> ScriptResult:
    """Play a script and return what came of it.

    Args:
        studio: Where calls are made.
        script: What is said and expected.
        source: Its file, to place what failed.

    Raises:
        NotFoundError: Its scenario does not exist.
        ContentError: The scenario, or what it is made of, cannot be used.
    """
    session = _begin(studio, script, source)
    exchanges = [Exchange(0, "", session.dial().text)]
    failures: list[Failure] = []
    for index, said in enumerate(script.turns):
        loc: Loc = ("turns", index)
        if session.state.ended:
            wish = Wish("say", said.say, session.state.ended)
            failures.append(_failure(source, (*loc, "say"), wish, len(exchanges)))
            break
        turn = session.say(said.say)
        exchanges.append(_exchange(turn))
        wishes = wishes_of_turn(said.expect, turn)
        failures += _unmet(source, (*loc, "expect"), wishes, len(exchanges))
    if not session.state.ended:
        session.say(HANG_UP[0])
    if script.record is not None:
        session.file_record(CallRecord(**script.record.model_dump()))
    debrief = studio.debrief(session.header, session.events)
    failures += _unmet(source, ("expect",), wishes_of_call(script.expect, debrief), len(exchanges))
    return ScriptResult(script, source.path, tuple(exchanges), tuple(failures), debrief)


def _begin(studio: Studio, script: Script, source: Source) -> CallSession:
    order = Order(source.path, script.scenario, script.seed)
    clock = SimulatedClock(script.now.replace(tzinfo=None))
    session = studio.begin(order, clock, _Memory())
    if script.preparation is not None:
        session.prepare(PreparationSheet(**script.preparation.model_dump()))
    return session


def _exchange(turn: Turn) -> Exchange:
    labels = turn.understood.labels if turn.understood is not None else ()
    return Exchange(turn.number, turn.said, turn.heard, labels)


def _unmet(source: Source, loc: Loc, wishes: Iterable[Wish], after: int) -> list[Failure]:
    return [_failure(source, (*loc, wish.what, *wish.at), wish, after) for wish in wishes]


def _failure(source: Source, loc: Loc, wish: Wish, after: int) -> Failure:
    return Failure(source.path, source.position(loc), wish.what, wish.wanted, wish.got, after)
