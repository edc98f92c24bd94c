"""Where calls are made: composes scenario, persona, graph, rubric and understanding into sessions.

A studio reads its content once and keeps what is compiled from it; every front end, the replay and
the tests get their sessions and debriefs here.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from callcoach import __version__
from callcoach.content.case_slots import proper_names
from callcoach.content.tiers import SENTENCES, WORDS
from callcoach.engine.engine import CallEngine
from callcoach.engine.state import replay
from callcoach.engine.thoughts import inner_view
from callcoach.errors import ContentError
from callcoach.scoring.judging import judge_of, paper_reader
from callcoach.scoring.played import trace_of
from callcoach.scoring.score import Marker, score
from callcoach.session.debriefing import make_debrief
from callcoach.session.order import DRAWN, Order
from callcoach.session.records import AttemptHeader, EventRecord
from callcoach.session.second_call import (
    FollowUpCall,
    follow_up_of,
    what_became,
)
from callcoach.session.session import CallSession, Journal, Listen
from callcoach.session.staging import Staging, day_of
from callcoach.understanding.entities import EntityWords
from callcoach.understanding.lexicon import Lexicon, compile_lexicon
from callcoach.understanding.model_source import ModelStore, model_for
from callcoach.understanding.understand import understand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from callcoach.content.language import Act
    from callcoach.content.library import Library
    from callcoach.engine.events import Event
    from callcoach.engine.play import Play
    from callcoach.session.clock import Clock
    from callcoach.session.debrief import Debrief
    from callcoach.understanding.sentences import SentenceEncoder
    from callcoach.understanding.utterance import Context, Utterance


class Studio(Staging):
    """Makes calls from one library."""

    def __init__(
        self,
        library: Library,
        models: ModelStore | None = None,
        encoder: SentenceEncoder | None = None,
    ) -> None:
        """Keep the library; nothing is read or compiled yet.

        Args:
            library: the content.
            models: where compiled classifiers are kept between runs; without it one is trained,
                which takes seconds.
            encoder: what turns sentences into vectors; without it, understanding goes by words.
        """
        super().__init__(library)
        self._models = models
        self._encoder = encoder
        self._lexicons: dict[tuple[Act, ...], Lexicon] = {}

    @property
    def lexicon(self) -> Lexicon:
        """All that understanding needs, compiled. Raises as ``lexicon_with``."""
        return self.lexicon_with(())

    def lexicon_with(self, own_acts: tuple[Act, ...]) -> Lexicon:
        """Return all that understanding needs, the acts of one scenario included.

        Args:
            own_acts: what the scenario adds; the lexicon is compiled once for each set of them.

        Raises:
            ContentError: the language or the rubric cannot be used.
        """
        if own_acts not in self._lexicons:
            self._lexicons[own_acts] = self._compiled_lexicon(own_acts)
        return self._lexicons[own_acts]

    def _compiled_lexicon(self, own_acts: tuple[Act, ...]) -> Lexicon:
        library = self.library
        language, acts, words = library.language, library.acts, library.entity_words
        if language is None or acts is None or words is None or library.rubric is None:
            raise ContentError(library.problems)
        entity_words = EntityWords.from_mapping(words)
        lexicon = compile_lexicon(
            language=language,
            acts=acts,
            entity_words=entity_words,
            rubric=library.rubric,
            extra_acts=own_acts,
            extra_words=self._names(),
            model=model_for(
                language,
                acts,
                entity_words,
                own_acts,
                store=self._models,
                common_words=library.common_words,
                encoder=self._encoder,
            ),
            encoder=self._encoder,
        )
        # All of it stays to the end: a garbage collector that goes through it again and again
        # would hold up a turn for a fifth of a second.
        gc.freeze()
        return lexicon

    def warm_up(self) -> None:
        """Do now what else the first turn waits for.

        Raises:
            ContentError: as ``lexicon``.
        """
        _lexicon = self.lexicon
        if self._encoder is not None:
            self._encoder.encode(("",))

    @property
    def tier(self) -> str:
        """By which tier of understanding the trainee is heard."""
        return WORDS if self._encoder is None else SENTENCES

    def begin(self, order: Order, clock: Clock, journal: Journal) -> CallSession:
        """Return a new call, not yet dialled."""
        header = self.header(order, clock.now())
        play = self.play_of(header)
        return CallSession(header, CallEngine(play), self.listener(play), clock, journal)

    def resume(
        self, header: AttemptHeader, records: Iterable[EventRecord], clock: Clock, journal: Journal
    ) -> CallSession:
        """Return a call as its records left it."""
        play = self.play_of(header)
        hear = self.listener(play)
        return CallSession.resume(header, CallEngine(play), hear, clock, journal, records)

    def header(self, order: Order, now: datetime) -> AttemptHeader:
        """Return the header of a new attempt."""
        return AttemptHeader(
            attempt_id=order.attempt_id,
            scenario_id=order.scenario_id,
            language=self.library.language_id,
            mode=order.mode,
            seed=order.seed,
            started_at=now.isoformat(timespec="seconds"),
            engine_version=__version__,
            content_hash=self.library.content_hash,
            rubric_hash=self.library.rubric_hash,
            tier=self.tier,
            options={**order.options, DRAWN: True} if order.drawn else order.options,
        )

    def play_after(self, call: FollowUpCall, seed: int) -> Play:
        """Return what a second call is played from, before it is begun."""
        order = Order("", call.scenario_id, seed, options=call.options)
        return self.play_of(self.header(order, call.at))

    def follow_up(self, header: AttemptHeader, events: Iterable[Event]) -> FollowUpCall:
        """Return the second call that an attempt leads to.

        Raises:
            UsageError: it came to no agreement, or there is nothing left to call about.
        """
        return follow_up_of(header, self.play_of(header), replay(events))

    def debrief(
        self, header: AttemptHeader, events: Sequence[Event], reader_language: str = "fr"
    ) -> Debrief:
        """Return the debrief of a call from its events.

        Args:
            header: the attempt.
            events: all of it, papers included.
            reader_language: in which language findings are worded.
        """
        day = day_of(header)
        play = self.play_of(header)
        trace = trace_of(play, events, self.rubric)
        lexicon = self.lexicon_with(play.scenario.acts)
        marker = Marker(
            rubric=self.rubric,
            judge=judge_of(trace, lexicon, day),
            reader=paper_reader(lexicon, day),
            language=reader_language,
        )
        named = (play.scenario.id, play.scenario.title)
        made = make_debrief(trace, score(trace, marker), events, named)
        return replace(
            made,
            inner=inner_view(play, events),
            aftermath=what_became(play, replay(events)),
        )

    def listener(self, play: Play) -> Listen:
        """Return what understands the turns of a call; nothing is compiled before the first."""
        own_acts = play.scenario.acts

        def listen(raw: str, context: Context) -> Utterance:
            return understand(raw, self.lexicon_with(own_acts), context)

        return listen

    def _names(self) -> tuple[str, ...]:
        """Return the proper names of all files, so that they are never taken for typing errors."""
        scenarios = self.library.scenarios.values()
        return tuple(sorted({name for one in scenarios for name in proper_names(one)}))
