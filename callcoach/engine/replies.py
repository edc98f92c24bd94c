"""Which line the debtor says: scenario, then persona, then language.

Never the same twice while another fits.

Choice is by cue, state and what was already said. Chance comes from ``Random`` seeded by seed,
turn and cue, so that the same call gives the same words whatever happened between two runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from callcoach.content.wording import fill, slots_in
from callcoach.engine.gauges import within

if TYPE_CHECKING:
    from callcoach.content.persona import Condition, Line, Lines
    from callcoach.engine.state import CallState

Mentions = Callable[[tuple[str, ...]], bool]
"""Whether the trainee's turn matches one of some patterns."""


@dataclass(frozen=True)
class Said:
    """A line chosen: its words and its id."""

    text: str
    id: str


@dataclass(frozen=True)
class Script:
    """All lines of a call, the most particular source first."""

    sources: tuple[tuple[str, Lines], ...]
    """Name of the source (scenario, persona, language) and its lines."""

    def has(self, cue: str) -> bool:
        """Return whether any source answers exactly this cue."""
        return any(cue in lines for _, lines in self.sources)


@dataclass(frozen=True)
class Moment:
    """What a choice depends on."""

    state: CallState
    slots: Mapping[str, str]
    flags: frozenset[str]
    mentions: Mentions
    seed: int


def holds(condition: Condition, moment: Moment) -> bool:
    """Return whether a line's condition holds now."""
    state = moment.state
    gauges = state.gauges
    return (
        (not condition.stage or state.stage in condition.stage)
        and (not condition.affect or state.affect in condition.affect)
        and (condition.speaker is None or state.speaker == condition.speaker)
        and all(
            within(getattr(gauges, name), getattr(condition, name))
            for name in ("trust", "irritation", "openness", "shame", "willingness")
        )
        and set(condition.known) <= set(state.revealed)
        and not set(condition.unknown) & set(state.revealed)
        and all(_flag(flag, moment.flags) for flag in condition.flags)
        and (not condition.mentions or moment.mentions(condition.mentions))
    )


def _flag(flag: str, flags: frozenset[str]) -> bool:
    return flag[1:] not in flags if flag.startswith("!") else flag in flags


def choose(cue: str, script: Script, moment: Moment) -> Said | None:
    """Return a line for a cue, or None when nobody has one that fits.

    An unused line of a nearer source wins over one of a farther source; a line already said is
    used again only when nothing else fits anywhere.
    """
    fitting = [
        (f"{name}:{cue}:{index}", line, rank)
        for rank, (name, lines) in enumerate(script.sources)
        for index, line in enumerate(lines.get(cue, ()))
        if holds(line.when, moment) and slots_in(line.say) <= moment.slots.keys()
    ]
    return _pick(fitting, cue, moment)


def choose_among(lines: Sequence[Line], name: str, moment: Moment) -> Said | None:
    """Return one of the lines that a fact or an objection carries."""
    fitting = [
        (f"{name}:{index}", line, 0)
        for index, line in enumerate(lines)
        if holds(line.when, moment) and slots_in(line.say) <= moment.slots.keys()
    ]
    return _pick(fitting, name, moment)


def _pick(fitting: Sequence[tuple[str, Line, int]], name: str, moment: Moment) -> Said | None:
    if not fitting:
        return None
    said = moment.state.said_lines
    fresh = [item for item in fitting if item[0] not in said]
    if fresh:
        nearest = min((rank, -_weight(line)) for _, line, rank in fresh)
        pool = [item for item in fresh if (item[2], -_weight(item[1])) == nearest]
    else:
        oldest = min(_last_said(said, id_) for id_, _, _ in fitting)
        pool = [item for item in fitting if _last_said(said, item[0]) == oldest]
    chance = Random(f"{moment.seed}/{moment.state.turn}/{name}")
    id_, line, _ = pool[chance.randrange(len(pool))]
    return Said(fill(line.say, moment.slots), id_)


def _weight(line: Line) -> int:
    """Return how particular a line's condition is.

    A line written for this very moment comes first.
    """
    return len(line.when.model_fields_set)


def _last_said(said: Sequence[str], id_: str) -> int:
    return max((i for i, line in enumerate(said) if line == id_), default=-1)
