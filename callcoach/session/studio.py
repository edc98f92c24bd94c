"""Where calls are made: composes scenario, persona, graph, rubric and understanding into sessions.

A studio reads its content once and keeps what is compiled from it; every front end, the replay and
the tests get their sessions and debriefs here.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from callcoach import __version__
from callcoach.content.case_slots import proper_names
from callcoach.content.drawing import by_seed
from callcoach.content.drawing import drawn as draw
from callcoach.content.tiers import SENTENCES, WORDS
from callcoach.engine.engine import CallEngine
from callcoach.engine.play import Cast, Play, stage_play
from callcoach.engine.state import replay
from callcoach.engine.thoughts import inner_view
from callcoach.errors import ContentError, NotFoundError
from callcoach.i18n import _
from callcoach.scoring.judging import judge_of, paper_reader
from callcoach.scoring.played import trace_of
from callcoach.scoring.score import Marker, score
from callcoach.session.debriefing import make_debrief
from callcoach.session.order import DRAWN, Order
from callcoach.session.records import AttemptHeader, EventRecord
from callcoach.session.second_call import (
    AFTER,
    FollowUpCall,
    follow_up_of,
    second_scenario,
    what_became,
)
from callcoach.session.session import CallSession, Journal, Listen
from callcoach.understanding.entities import EntityWords
from callcoach.understanding.lexicon import Lexicon, compile_lexicon
from callcoach.understanding.matchable import matchable_text
from callcoach.understanding.model_source import ModelStore, model_for
from callcoach.understanding.patterns import PatternCompiler
from callcoach.understanding.understand import understand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from callcoach.content.language import Act
    from callcoach.content.library import Library
    from callcoach.content.rubric import Rubric
    from callcoach.content.scenario import Scenario
    from callcoach.engine.events import Event
    from callcoach.session.clock import Clock
    from callcoach.session.debrief import Debrief
    from callcoach.understanding.sentences import SentenceEncoder
    from callcoach.understanding.utterance import Context, Utterance


class Studio:
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
        self.library = library
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

    @property
    def rubric(self) -> Rubric:
        """What calls are marked by.

        Raises:
            ContentError: it cannot be used.
        """
        if self.library.rubric is None:
            raise ContentError(self.library.problems)
        return self.library.rubric

    def scenario(self, scenario_id: str) -> Scenario:
        """Return a scenario.

        Raises:
            NotFoundError: there is none of that id; the hint names the nearest.
            ContentError: it is there and cannot be used.
        """
        found = self.library.scenarios.get(scenario_id)
        if found is not None:
            return found
        here = f"/{scenario_id}/"
        faults = [p for p in self.library.problems if here in p.path]
        if faults:
            raise ContentError(faults)
        known = list(self.library.scenarios)
        near = get_close_matches(scenario_id, known, n=1, cutoff=0.5)
        raise NotFoundError(
            _("No such scenario"),
            scenario_id,
            _("Did you mean {name}?").format(name=near[0]) if near else ", ".join(known),
        )

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

    def play_of(self, header: AttemptHeader) -> Play:
        """Return what the call of an attempt is played from. Raises as ``play``."""
        day = day_of(header)
        if AFTER not in header.options:
            is_drawn = bool(header.options.get(DRAWN))
            return self.play(header.scenario_id, day, header.seed, drawn=is_drawn)
        texts = self.library.replies.follow_up if self.library.replies is not None else None
        if texts is None:
            raise ContentError(self.library.problems)
        scenario = second_scenario(header, self.play_of, texts, day)
        return self._staged(scenario, day, header.seed)

    def play(self, scenario_id: str, day: date, seed: int, *, drawn: bool = False) -> Play:
        """Return what a call of this scenario is played from.

        Args:
            scenario_id: the scenario.
            day: the day of the call.
            seed: all chance of it.
            drawn: whether the seed draws the file too; else it is as its author wrote it.

        Raises:
            NotFoundError, ContentError: as ``scenario``; or its persona or graph is missing.
        """
        scenario = self.scenario(scenario_id)
        persona = self.library.personas.get(scenario.persona)
        if drawn and persona is not None:
            template = self.library.templates[scenario_id]
            scenario = draw(template, persona.gauges, by_seed(scenario_id, seed))
        return self._staged(scenario, day, seed)

    def play_after(self, call: FollowUpCall, seed: int) -> Play:
        """Return what a second call is played from, before it is begun."""
        order = Order("", call.scenario_id, seed, options=call.options)
        return self.play_of(self.header(order, call.at))

    def _staged(self, scenario: Scenario, day: date, seed: int) -> Play:
        library = self.library
        persona = library.personas.get(scenario.persona)
        graph = library.graphs.get(scenario.graph)
        if persona is None or graph is None or library.replies is None:
            raise ContentError(library.problems)
        slots = {**self._slots, **{act.id: act.slot for act in scenario.acts if act.slot}}
        cast = Cast(persona, graph, library.replies, self.rubric, slots, library.personas)
        return stage_play(scenario, cast, self.mentions, day, seed)

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

    def mentions(self, raw: str, patterns: tuple[str, ...]) -> bool:
        """Return whether a raw turn matches one of some patterns."""
        words = matchable_text(raw)
        return any(self._compiler.compile(p).search(words) is not None for p in patterns)

    @cached_property
    def _compiler(self) -> PatternCompiler:
        language = self.library.language
        return PatternCompiler(language.lists if language is not None else {})

    @cached_property
    def _slots(self) -> Mapping[str, str]:
        acts = self.library.acts
        return {a.id: a.slot for a in acts.acts if a.slot} if acts is not None else {}

    def _names(self) -> tuple[str, ...]:
        """Return the proper names of all files, so that they are never taken for typing errors."""
        scenarios = self.library.scenarios.values()
        return tuple(sorted({name for one in scenarios for name in proper_names(one)}))


def day_of(header: AttemptHeader) -> date:
    """Return the day of an attempt by its own clock."""
    return datetime.fromisoformat(header.started_at).date()
