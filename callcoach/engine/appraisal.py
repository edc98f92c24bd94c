"""How a turn moves the debtor: technique × person × place × novelty (call-method 4.0).

The same technique helps or hurts depending on the affect shown: the rubric gives an effect by
affect, else its manner has to suit it (``callcoach.engine.axes``); the persona has a multiplier.
Spraying one technique does not pay: its second use within three turns counts half, the third a
quarter. After a critical breach trust does not fully come back.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from callcoach.content.persona import Multiplier, Persona
from callcoach.content.rubric import AffectEffect, Effect, Rubric
from callcoach.engine.axes import axes_of, suits
from callcoach.engine.gauges import HIGHEST, GaugeValues, displayed_affect
from callcoach.understanding.utterance import Confidence, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from callcoach.engine.state import CallState

NOVELTY = (1.0, 0.5, 0.25)
"""Weight of the first, second and later use of a technique within ``NOVELTY_TURNS`` turns."""
NOVELTY_TURNS = 3
CALMING_PER_TURN = 2
"""How much irritation falls back towards the persona's own level each turn."""
GRAVE_IRRITATION = 15
"""A critical breach that irritates at least so much is felt by the debtor as one.

One that they cannot feel (their identity was not checked first) voids the mark, not the talk.
"""
TRUST_CAP_AFTER_CRITICAL = 15
"""Trust never exceeds the persona's start less this after a critical breach."""


BESIDE_IT = Effect(openness=-2, irritation=2)
"""What one more turn that is not to the point costs; the first one costs nothing."""
UNWELCOME = frozenset({"irritation", "shame"})
"""Gauges that are better low."""


@dataclass(frozen=True)
class Appraisal:
    """What a turn did to the debtor."""

    gauges: GaugeValues
    affect: str
    causes: tuple[str, ...]
    axes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Temper:
    """What an appraisal needs of the person and of the rubric, looked up once per call."""

    persona: Persona
    start: GaugeValues
    effects: Mapping[str, tuple[Effect, tuple[AffectEffect, ...]]]
    grave: frozenset[str]
    """Rules whose breach the debtor does not forget."""

    @classmethod
    def of(cls, persona: Persona, start: GaugeValues, rubric: Rubric) -> Temper:
        """Collect the effects of all techniques, anti-patterns and rules."""
        effects: dict[str, tuple[Effect, tuple[AffectEffect, ...]]] = {}
        for technique in rubric.techniques:
            effects[technique.id] = (technique.effect, technique.effects)
        for anti in rubric.anti_patterns:
            effects[anti.id] = (anti.effect, anti.effects)
        for rule in rubric.rules:
            effects[rule.id] = (rule.effect, ())
        grave = frozenset(
            rule.id
            for rule in rubric.rules
            if rule.severity == "critical" and rule.effect.irritation >= GRAVE_IRRITATION
        )
        return cls(persona, start, effects, grave)


def appraise(understood: Utterance, state: CallState, temper: Temper) -> Appraisal:
    """Return the debtor's state after a turn.

    Args:
        understood: the turn; labels of low confidence move nothing.
        state: the call after ``TraineeSpoke`` (its last turn is this one).
        temper: the person.
    """
    persona, start = temper.persona, temper.start
    gauges = _calmed(state.gauges, start)
    causes: list[str] = []
    breached = _sure(understood, understood.breaches) & temper.grave
    critical = bool(breached or state.critical)
    cap = trust_cap(temper, critical=critical)
    for id_ in _sure_in_order(understood):
        effect = _effect(id_, state, temper)
        if effect != Effect():
            gauges = gauges.moved(effect, trust_cap=cap)
            causes.append(id_)
    axes = axes_of(_certain(understood), understood.acts)
    if "relevance" not in axes and state.unclear:
        gauges = gauges.moved(BESIDE_IT, trust_cap=cap)
        causes.append("irrelevance")
    if breached:
        causes.append("critical_breach")
    return Appraisal(gauges, displayed_affect(gauges, persona.affects), tuple(causes), axes)


def trust_cap(temper: Temper, *, critical: bool) -> int:
    """Return the most that trust can come to: after a critical breach it stays below its start."""
    return max(0, temper.start.trust - TRUST_CAP_AFTER_CRITICAL) if critical else HIGHEST


def moved_by(cause: str, effect: Effect, state: CallState, temper: Temper) -> Appraisal:
    """Return the debtor's state after something other than a technique moved it."""
    cap = trust_cap(temper, critical=bool(state.critical))
    gauges = state.gauges.moved(effect, trust_cap=cap)
    return Appraisal(gauges, displayed_affect(gauges, temper.persona.affects), (cause,))


def appraise_silence(state: CallState, temper: Temper, *, welcome: bool) -> Appraisal:
    """Return the debtor's state after a silence.

    Welcome (after a request or a disclosure) or not.
    """
    effect = _effect("silence", state, temper) if welcome else Effect(irritation=4)
    gauges = _calmed(state.gauges, temper.start).moved(effect)
    affect = displayed_affect(gauges, temper.persona.affects)
    return Appraisal(gauges, affect, ("silence",))


def _calmed(gauges: GaugeValues, start: GaugeValues) -> GaugeValues:
    gap = gauges.irritation - start.irritation
    return gauges.moved(Effect(irritation=-min(CALMING_PER_TURN, gap))) if gap > 0 else gauges


def _certain(understood: Utterance) -> frozenset[str]:
    low = {label.id for label in understood.labels if label.evidence.confidence is Confidence.LOW}
    return frozenset(label.id for label in understood.labels) - low


def _sure(understood: Utterance, wanted: Iterable[str]) -> frozenset[str]:
    return frozenset(wanted) & _certain(understood)


def _sure_in_order(understood: Utterance) -> list[str]:
    ids = understood.techniques | understood.anti_patterns | understood.breaches
    sure = _sure(understood, ids)
    return list(dict.fromkeys(label.id for label in understood.labels if label.id in sure))


def _effect(id_: str, state: CallState, temper: Temper) -> Effect:
    base, by_affect = temper.effects.get(id_, (Effect(), ()))
    special = next((one for one in by_affect if state.affect in one.affect), None)
    suit = (1.0, 1.0) if special is not None else suits(id_, state.affect)
    base = special.effect if special is not None else base
    uses = sum(id_ in used for used in state.used[-NOVELTY_TURNS - 1 : -1])
    novelty = NOVELTY[min(uses, len(NOVELTY) - 1)]
    multiplier = temper.persona.multipliers.get(id_, Multiplier())
    return Effect(
        **{f.name: _scaled(base, f.name, multiplier, novelty, suit) for f in fields(GaugeValues)}
    )


def _scaled(
    base: Effect, gauge: str, multiplier: Multiplier, novelty: float, suit: tuple[float, float]
) -> int:
    own = getattr(multiplier, gauge)
    factor = multiplier.all if own is None else own
    value: float = getattr(base, gauge) * factor * novelty
    good = value < 0 if gauge in UNWELCOME else value > 0
    return max(-100, min(100, round(value * suit[0 if good else 1])))
