"""What a call is played from: scenario, persona, graph and words, put together for one attempt."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from callcoach.content.drawing import by_seed
from callcoach.content.drawing import drawn as draw
from callcoach.engine.play import Cast, Play, stage_play
from callcoach.errors import ContentError, NotFoundError
from callcoach.i18n import _
from callcoach.session.order import DRAWN
from callcoach.session.second_call import AFTER, second_scenario
from callcoach.understanding.matchable import matchable_text
from callcoach.understanding.patterns import PatternCompiler

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from callcoach.content.library import Library
    from callcoach.content.rubric import Rubric
    from callcoach.content.scenario import Scenario
    from callcoach.session.records import AttemptHeader


class Staging:
    """Puts plays together from one library."""

    def __init__(self, library: Library) -> None:
        """Keep the library; nothing is read yet."""
        self.library = library

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

    def _staged(self, scenario: Scenario, day: date, seed: int) -> Play:
        library = self.library
        persona = library.personas.get(scenario.persona)
        graph = library.graphs.get(scenario.graph)
        if persona is None or graph is None or library.replies is None:
            raise ContentError(library.problems)
        slots = {**self._slots, **{act.id: act.slot for act in scenario.acts if act.slot}}
        cast = Cast(persona, graph, library.replies, self.rubric, slots, library.personas)
        return stage_play(scenario, cast, self.mentions, day, seed)

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


def day_of(header: AttemptHeader) -> date:
    """Return the day of an attempt by its own clock."""
    return datetime.fromisoformat(header.started_at).date()
