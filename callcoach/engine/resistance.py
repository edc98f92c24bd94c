"""Objections: when they are raised, what answers them, when they are lifted (call-method 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.engine.events import ObjectionMoved
from callcoach.engine.replies import Moment, holds

if TYPE_CHECKING:
    from callcoach.content.situation import Objection, Situation
    from callcoach.engine.state import CallState
    from callcoach.understanding.utterance import Utterance


TOPIC = "topic:"
"""Begins the mark that the topic of a route was named."""


@dataclass(frozen=True)
class Resistance:
    """What a turn did to the objections."""

    moves: tuple[ObjectionMoved, ...] = ()
    lifted: Objection | None = None
    raised: Objection | None = None
    insisted: Objection | None = None
    """Open, blocking, and passed over by this turn although it asks for money."""


def resist(
    understood: Utterance,
    signals: frozenset[str],
    situation: Situation,
    moment: Moment,
) -> Resistance:
    """Return how the debtor's objections move in a turn.

    Args:
        understood: the turn.
        signals: acts of the turn and what followed from it so far.
        situation: the hidden truth.
        moment: the call now, for the conditions.
    """
    state = moment.state
    done_now = understood.acts | understood.techniques
    moves: list[ObjectionMoved] = []
    lifted: Objection | None = None
    answered = next((o for o in _open(situation, state) if done_now & _answers(o)), None)
    if answered is not None:
        before = state.objections[answered.id].done
        named = _topics_named(answered, moment)
        done = tuple(dict.fromkeys((*before, *sorted(done_now & _answers(answered)), *named)))
        if _handled(answered, done):
            lifted = answered
            moves.append(ObjectionMoved(state.turn, answered.id, "lifted", done))
        elif done != before:
            moves.append(ObjectionMoved(state.turn, answered.id, "open", done))
    # Who takes leave is not asked anything more: the answer would never be heard.
    leaving = "say_goodbye" in understood.acts
    raised = None if lifted or leaving else _raised(signals, situation, moment)
    if raised is not None:
        moves.append(ObjectionMoved(state.turn, raised.id, "open"))
    insisted = None
    if lifted is None and raised is None and not moves:
        insisted = next(
            (o for o in _open(situation, state) if o.insists and signals & set(o.raised_on)), None
        )
    return Resistance(tuple(moves), lifted, raised, insisted)


def _open(situation: Situation, state: CallState) -> list[Objection]:
    """Return the open objections, the one raised last first: it is what an answer is about."""
    by_id = {objection.id: objection for objection in situation.objections}
    return [
        by_id[id_]
        for id_, moved in reversed(list(state.objections.items()))
        if moved.status == "open" and id_ in by_id
    ]


def _answers(objection: Objection) -> frozenset[str]:
    return frozenset(id_ for route in objection.handled_by for step in route.steps for id_ in step)


def _topics_named(objection: Objection, moment: Moment) -> list[str]:
    """Return marks for the routes whose topic a turn names."""
    return [
        f"{TOPIC}{index}"
        for index, route in enumerate(objection.handled_by)
        if route.about and moment.mentions(route.about)
    ]


def _handled(objection: Objection, done: tuple[str, ...]) -> bool:
    return any(
        all(set(step) & set(done) for step in route.steps)
        and (not route.about or f"{TOPIC}{index}" in done)
        for index, route in enumerate(objection.handled_by)
    )


def _raised(signals: frozenset[str], situation: Situation, moment: Moment) -> Objection | None:
    return next(
        (
            o
            for o in situation.objections
            if o.id not in moment.state.objections
            and signals & set(o.raised_on)
            and holds(o.when, moment)
        ),
        None,
    )
