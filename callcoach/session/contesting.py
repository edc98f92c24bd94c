"""A verdict contested by the trainee, with all that is needed to judge it without the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callcoach.engine.context import context_at
from callcoach.engine.events import PAPERS, TraineeSpoke
from callcoach.engine.state import CallState, evolve
from callcoach.errors import NotFoundError, UsageError
from callcoach.i18n import _
from callcoach.session.records import plain_mapping
from callcoach.session.staging import day_of
from callcoach.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from callcoach.content.language import Act
    from callcoach.content.rubric import Labelled
    from callcoach.engine.events import Event
    from callcoach.scoring.verdict import Finding
    from callcoach.session.records import AttemptHeader
    from callcoach.session.studio import Studio
    from callcoach.understanding.utterance import Context

LONGEST_REASON = 500
"""Characters of a reason that are kept."""


@dataclass(frozen=True)
class Contest:
    """What is contested, and why."""

    attempt_id: str
    turn: int
    id: str
    """Technique, anti-pattern, rule or act."""
    wanted: str
    """``find``: it was not found and should be; ``leave``: it was found and should not be."""
    because: str
    context: Mapping[str, Any]
    """``say``, ``previous``, ``said``, ``phase``, ``affect`` and ``facts`` as in a passport, and
    the ``finding`` contested, None for one that is missing."""
    content_hash: str
    rubric_hash: str


@dataclass(frozen=True)
class Objection:
    """The trainee's own part of a contest."""

    turn: int
    what: str
    """Id or name of the technique, anti-pattern, rule or act."""
    because: str


def contest_of(
    studio: Studio, header: AttemptHeader, events: Sequence[Event], objection: Objection
) -> Contest:
    """Return a contest with the context in which the turn was said.

    Whether the verdict is there and should not be, or is missing, follows from the mark.

    Raises:
        NotFoundError: nothing has that id or name, or there is no such turn.
        UsageError: no reason is given, or the turn is a silence.
    """
    because = objection.because.strip()[:LONGEST_REASON]
    if not because:
        raise UsageError(_("A contest needs a word of reason"), "", "--because")
    id_ = named(studio, objection.what).id
    spoke, context = _said(studio, header, events, objection.turn)
    finding = _finding(studio.debrief(header, events).score.findings, objection.turn, id_)
    found = finding is not None or id_ in spoke.understood.acts
    return Contest(
        attempt_id=header.attempt_id,
        turn=objection.turn,
        id=id_,
        wanted="leave" if found else "find",
        because=because,
        context=plain_mapping(
            {
                "say": spoke.text,
                "previous": context.previous,
                "said": context.said,
                "phase": context.phase,
                "affect": context.affect,
                "facts": {name: _plain(value) for name, value in context.facts.items()},
                "finding": None if finding is None else finding.to_json(),
            }
        ),
        content_hash=header.content_hash,
        rubric_hash=studio.library.rubric_hash,
    )


def contestable(studio: Studio) -> tuple[Labelled | Act, ...]:
    """Return all that a turn can be said to hold, or not to hold."""
    rubric, acts = studio.rubric, studio.library.acts
    return (
        *rubric.rules,
        *rubric.techniques,
        *rubric.anti_patterns,
        *(acts.acts if acts is not None else ()),
    )


def named(studio: Studio, what: str) -> Labelled | Act:
    """Return what has this id or name.

    Raises:
        NotFoundError: nothing has.
    """
    every = contestable(studio)
    by_id = {item.id: item for item in every}
    if what in by_id:
        return by_id[what]
    wanted = fold(what).text.strip()
    names = [i for i in every if wanted in (fold(i.label).text, fold(i.label_en).text)]
    if not names:
        from callcoach.content.suggest import nearest

        near = nearest(what, (*by_id, *(item.label for item in every)))
        raise NotFoundError(
            _("Nothing of that name can be found in a turn"),
            what,
            _("Did you mean {name}?").format(name=near) if near else None,
        )
    return names[0]


def _said(
    studio: Studio, header: AttemptHeader, events: Iterable[Event], turn: int
) -> tuple[TraineeSpoke, Context]:
    play = studio.play(header.scenario_id, day_of(header), header.seed)
    state: CallState | None = None
    last = 0
    for event in events:
        if isinstance(event, TraineeSpoke) and state is not None:
            last = event.turn
            if event.turn == turn:
                return event, context_at(play, state, play.today)
        if not isinstance(event, PAPERS):
            state = evolve(event, state)
    raise NotFoundError(
        _("Nothing was said in that turn"),
        str(turn),
        _("The turns of the trainee go from 1 to {last}.").format(last=last),
    )


def _finding(findings: Iterable[Finding], turn: int, id_: str) -> Finding | None:
    """Return the finding contested: that of the turn, else a duty that is said to be missing."""
    of_id = [finding for finding in findings if finding.id == id_]
    here = [finding for finding in of_id if finding.turn == turn]
    over_call = [finding for finding in of_id if finding.how in {"absent", "late"}]
    return next(iter((*here, *over_call)), None)


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | float | str | list | type(None)) else str(value)
