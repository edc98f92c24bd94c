"""A kept call marked again: what a newer content hears in it, and how its mark differs.

What must stay true: the debtor's side stays as it was, since the call took place; only what the
trainee said is understood anew, each turn in the context in which it was said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from callcoach.engine.context import context_at
from callcoach.engine.events import PAPERS, CallStarted, TraineeSpoke
from callcoach.engine.state import CallState, evolve
from callcoach.session.staging import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from callcoach.engine.events import Event
    from callcoach.scoring.verdict import Score
    from callcoach.session.records import AttemptHeader, JsonValue
    from callcoach.session.studio import Studio

EXAM = "exam"


class Found(NamedTuple):
    """A finding, as far as two marks are compared by it."""

    turn: int | None
    kind: str
    id: str
    how: str
    quote: str

    @property
    def key(self) -> tuple[int | None, str, str, str]:
        """What makes two findings the same one; the words may be cut otherwise."""
        return self.turn, self.kind, self.id, self.how


@dataclass(frozen=True)
class Mark:
    """A mark as it is kept: the figures, the levels, and what was found."""

    quality: float
    compliance: str
    items: Mapping[str, int | None]
    findings: tuple[Found, ...]

    @classmethod
    def of(cls, score: Score) -> Mark:
        """Return the mark of a call."""
        return cls(
            quality=score.quality,
            compliance=score.compliance,
            items={item.id: item.level for item in score.items},
            findings=tuple(
                Found(f.turn, f.kind, f.id, f.how, f.quote)
                for f in score.findings
                if f.confidence != "low"
            ),
        )

    @classmethod
    def from_summary(cls, summary: Mapping[str, Any] | None) -> Mark | None:
        """Return the mark in an attempt's summary; None for one that older programs wrote."""
        kept = (summary or {}).get("mark")
        if summary is None or not isinstance(kept, dict):
            return None
        findings = tuple(Found(*found) for found in kept["findings"])
        return cls(summary["quality"], summary["compliance"], kept["items"], findings)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "quality": self.quality,
            "compliance": self.compliance,
            "items": dict(self.items),
            "findings": [found._asdict() for found in self.findings],
        }


@dataclass(frozen=True)
class MarkChange:
    """Two marks of one call."""

    before: Mark
    after: Mark

    @property
    def items(self) -> dict[str, tuple[int | None, int | None]]:
        """The items whose level differs: before and after."""
        before, after = self.before.items, self.after.items
        every = dict.fromkeys((*before, *after))
        pairs = {id_: (before.get(id_), after.get(id_)) for id_ in every}
        return {id_: pair for id_, pair in pairs.items() if pair[0] != pair[1]}

    @property
    def gone(self) -> tuple[Found, ...]:
        """The findings that are no longer made."""
        return _without(self.before.findings, self.after.findings)

    @property
    def come(self) -> tuple[Found, ...]:
        """The findings that were not made before."""
        return _without(self.after.findings, self.before.findings)

    @property
    def moves_mark(self) -> bool:
        """Whether quality, compliance or the level of an item differ."""
        same = (self.before.quality, self.before.compliance)
        return same != (self.after.quality, self.after.compliance) or bool(self.items)

    @property
    def none(self) -> bool:
        """Whether both marks say the same."""
        return not (self.moves_mark or self.gone or self.come)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "changed": not self.none,
            "before": self.before.to_json(),
            "after": self.after.to_json(),
            "items": {id_: {"before": b, "after": a} for id_, (b, a) in self.items.items()},
            "gone": [found._asdict() for found in self.gone],
            "come": [found._asdict() for found in self.come],
        }


def summary_of(score: Score, outcome: str) -> dict[str, JsonValue]:
    """Return what the history keeps of a mark; with it a later one can be compared."""
    mark = Mark.of(score)
    return {
        "quality": mark.quality,
        "compliance": mark.compliance,
        "outcome": outcome,
        "mark": {
            "items": dict(mark.items),
            "findings": [list(found) for found in mark.findings],
        },
    }


def heard_anew(
    studio: Studio, header: AttemptHeader, events: Iterable[Event]
) -> tuple[Event, ...]:
    """Return the events of a call with what the trainee said understood by the content of now.

    Raises:
        NotFoundError, ContentError: its scenario cannot be played any more.
    """
    play = studio.play(header.scenario_id, day_of(header), header.seed)
    hear = studio.listener(play)
    anew: list[Event] = []
    state: CallState | None = None
    for event in events:
        heard = event
        if isinstance(event, TraineeSpoke) and state is not None:
            context = context_at(play, state, play.today)
            heard = replace(event, understood=hear(event.text, context))
        anew.append(heard)
        if not isinstance(heard, PAPERS):
            state = evolve(heard, state)
    return tuple(anew)


def marked_anew(
    studio: Studio, header: AttemptHeader, events: Sequence[Event], language: str = "fr"
) -> Score:
    """Return the mark of a kept call by the content of now. Raises as ``heard_anew``."""
    return studio.debrief(header, heard_anew(studio, header, events), language).score


def was_played(events: Iterable[Event]) -> bool:
    """Return whether the phone was ever picked up."""
    return any(isinstance(event, CallStarted) for event in events)


def _without(these: Iterable[Found], those: Iterable[Found]) -> tuple[Found, ...]:
    known = {found.key for found in those}
    return tuple(found for found in these if found.key not in known)
