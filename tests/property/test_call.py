"""Whatever is said, a call keeps its promises."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from callcoach.engine.events import CallEnded, decode, encode
from callcoach.engine.state import replay
from callcoach.session.clock import SimulatedClock
from callcoach.session.session import CallEndedError, CallSession
from callcoach.understanding.utterance import Utterance
from tests.stage import NOW, SCENARIOS, Memory, library, meant, session_of

CATALOGUE = library().acts
ACTS = sorted(act.id for act in CATALOGUE.acts) if CATALOGUE else []
RUBRIC = library().rubric
TECHNIQUES = sorted(t.id for t in RUBRIC.techniques) if RUBRIC else []
ANTI_PATTERNS = sorted(a.id for a in RUBRIC.anti_patterns) if RUBRIC else []
RULES = sorted(r.id for r in RUBRIC.rules) if RUBRIC else []


def turns() -> st.SearchStrategy[Utterance]:
    """Return turns that may mean anything."""
    return st.builds(
        lambda acts, techniques, anti, breaches: meant(
            *acts, techniques=techniques, anti_patterns=anti, breaches=breaches
        ),
        st.lists(st.sampled_from(ACTS), max_size=3, unique=True),
        st.lists(st.sampled_from(TECHNIQUES), max_size=2, unique=True),
        st.lists(st.sampled_from(ANTI_PATTERNS), max_size=1),
        st.lists(st.sampled_from(RULES), max_size=1),
    )


class AnyCall(RuleBasedStateMachine):
    """A call to anybody in which anything may be said."""

    @initialize(scenario=st.sampled_from(SCENARIOS), seed=st.integers(0, 50))
    def pick_up(self, scenario: str, seed: int) -> None:
        self.scenario, self.seed = scenario, seed
        self.script: dict[str, Utterance] = {}
        self.said: list[str] = []
        self.journal = Memory()
        self.session = session_of(scenario, self.script, self.journal, seed)
        self.session.dial()

    def _say(self, line: str) -> None:
        self.said.append(line)
        self.session.say(line)

    @precondition(lambda self: not self.session.state.ended)
    @rule(turn=turns())
    def speak(self, turn: Utterance) -> None:
        line = f"line {len(self.said)}"
        self.script[line] = turn
        self._say(line)

    @precondition(lambda self: not self.session.state.ended)
    @rule()
    def keep_silent(self) -> None:
        self._say("/silence")

    @precondition(lambda self: not self.session.state.ended)
    @rule()
    def hang_up(self) -> None:
        self._say("/hangup")

    @precondition(lambda self: bool(self.session.state.ended))
    @rule()
    def speak_into_a_dead_line(self) -> None:
        before = self.session.events
        try:
            self.session.say("line 0")
        except CallEndedError:
            assert self.session.events == before
        else:
            raise AssertionError("a closed line took a turn")

    @invariant()
    def every_answer_is_a_line(self) -> None:
        assert all(text.strip() and "{" not in text for text in self.session.state.heard)

    @invariant()
    def gauges_stay_in_bounds(self) -> None:
        gauges = self.session.state.gauges
        assert all(0 <= getattr(gauges, f.name) <= 100 for f in fields(gauges))

    @invariant()
    def the_stage_is_declared(self) -> None:
        stages = {stage.id for stage in self.session.play.flow.stages}
        assert self.session.state.stage in stages

    @invariant()
    def the_state_is_the_replay_of_the_events(self) -> None:
        assert replay(self.session.events) == self.session.state

    @invariant()
    def nothing_follows_the_end(self) -> None:
        ends = [i for i, e in enumerate(self.session.events) if isinstance(e, CallEnded)]
        assert not ends or ends == [len(self.session.events) - 1]

    @invariant()
    def the_journal_holds_all_of_it(self) -> None:
        kept = [decode(r.kind, r.payload) for r in self.journal.records]
        assert [encode(event) for event in kept] == [encode(e) for e in self.session.events]
        assert [r.seq for r in self.journal.records] == list(range(len(kept)))

    def teardown(self) -> None:
        """Play it again: the same words, the same call; cut anywhere, the same call."""
        again = session_of(self.scenario, self.script, Memory(), self.seed)
        again.dial()
        for line in self.said:
            again.say(line)
        assert again.events == self.session.events
        self._cut_in_the_middle()

    def _cut_in_the_middle(self) -> None:
        records = self.journal.records
        turns = [i for i, r in enumerate(records) if r.kind.startswith("trainee_")]
        if not turns:
            return
        # An answer is kept whole or not at all: the cut can only come right behind a turn.
        kept = records[: turns[len(turns) // 2] + 1]
        resumed = CallSession.resume(
            self.session.header,
            self.session._engine,
            lambda raw, _: self.script.get(raw, Utterance(raw)),
            SimulatedClock(NOW),
            Memory(),
            kept,
        )
        turn = resumed.state.turn
        assert resumed.state.said == self.session.state.said[:turn]
        assert len(resumed.state.heard) == turn + 1 or resumed.state.ended


TestAnyCall = AnyCall.TestCase
TestAnyCall.settings = settings(deadline=None, max_examples=30, stateful_step_count=25)
