"""What comes out: a hidden fact is told when the right thing is asked and trust is there.

(call-method 4.0).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.engine.cues import INSULTS, THREATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from callcoach.content.situation import HiddenFact, Situation
    from callcoach.engine.state import CallState
    from callcoach.understanding.utterance import Utterance

MOST_AT_ONCE = 2
"""Facts told in one answer: a volley of questions gets the first two, like from anybody."""
NEUTRAL_SLOTS = frozenset({"identity", "contact_preference", "relationship"})
"""What is told to somebody who has not yet said why they call."""
ANSWERED_ELSEWHERE = frozenset(
    {"identity", "proposal", "payment_date", "payment_means", "payment", "dispute", "proof"}
)
"""Slots that the negotiation or the act's own lines answer when no fact of the scenario does."""
PRESSING = ("ask_", "check_", "verify_", "propose_", "counter_", "confirm_", "accept_", "say_")
"""Beginnings of the acts that want an answer of their own: nobody confides instead."""
OPEN_SLOT = "cause"
"""What an open question without object is about."""


@dataclass(frozen=True)
class Disclosure:
    """What the debtor does with the questions of a turn."""

    asked: tuple[str, ...] = ()
    """Slots asked for, in order."""
    told: tuple[HiddenFact, ...] = ()
    """Facts that come out now."""
    again: tuple[HiddenFact, ...] = ()
    """Facts asked for that are out already."""
    withheld: tuple[str, ...] = ()
    """Slots for which something is kept back."""
    nothing: tuple[str, ...] = ()
    """Slots for which there is nothing to tell."""


def disclose(
    understood: Utterance, state: CallState, situation: Situation, slots: Mapping[str, str]
) -> Disclosure:
    """Return what comes out after a turn.

    Args:
        understood: the turn.
        state: the call, gauges already moved by this turn.
        situation: the hidden truth.
        slots: act id → slot that it asks for.
    """
    if understood.breaches & (INSULTS | THREATS):
        return Disclosure()  # nobody confides in somebody who insults or threatens them
    asked = _asked(understood, state, situation, slots)
    told: list[HiddenFact] = []
    again: list[HiddenFact] = []
    withheld: list[str] = []
    nothing: list[str] = []
    for slot in asked:
        facts = [f for f in situation.facts if f.slot == slot and f.id not in situation.secrets]
        hidden = [f for f in facts if f.id not in state.revealed]
        open_ = [f for f in hidden if opens(f, state)]
        if open_ and len(told) < MOST_AT_ONCE:
            told.append(open_[0])
        elif open_:
            continue
        elif hidden and not _known(facts, state):
            withheld.append(slot)
        elif facts:
            again.append(_known(facts, state)[-1])
        elif slot not in ANSWERED_ELSEWHERE:
            nothing.append(slot)
    if not told and not any(act.startswith(PRESSING) for act in understood.acts):
        told += _volunteered(understood, state, situation)
    return Disclosure(asked, tuple(told), tuple(again), tuple(withheld), tuple(nothing))


def opens(fact: HiddenFact, state: CallState) -> bool:
    """Return whether a fact's gates are open now."""
    gauges = state.gauges
    return (
        gauges.trust >= fact.trust
        and gauges.irritation <= fact.irritation
        and set(fact.after) <= set(state.revealed)
    )


def volunteered_in_silence(state: CallState, situation: Situation) -> tuple[HiddenFact, ...]:
    """Return the fact that a welcome silence brings out, if any."""
    return tuple(_queued(frozenset({"silence"}), state, situation)[:1])


def _known(facts: Iterable[HiddenFact], state: CallState) -> list[HiddenFact]:
    return [f for f in facts if f.id in state.revealed]


def _asked(
    understood: Utterance, state: CallState, situation: Situation, slots: Mapping[str, str]
) -> tuple[str, ...]:
    acts = [label.id for label in understood.labels if label.id in slots]
    asked = list(dict.fromkeys(slots[act] for act in acts))
    if "ask_full_payment" in understood.acts:
        # Whether one can pay comes before how and when.
        asked = [slot for slot in asked if slot not in ("payment_means", "payment_date")]
    digging = "ask_details" in understood.acts or "probing_question" in understood.techniques
    if not asked and digging:
        asked = [_slot_with_more(state.last_slot or OPEN_SLOT, state, situation)]
    elif not asked and "open_question" in understood.techniques and _cause_is_next(state):
        asked = [OPEN_SLOT]
    if state.speaker == "debtor" and "purpose_stated" not in state.flags:
        asked = [slot for slot in asked if slot in NEUTRAL_SLOTS]
    return tuple(asked)


def _cause_is_next(state: CallState) -> bool:
    return "purpose_stated" in state.flags and OPEN_SLOT not in state.asked


def _slot_with_more(slot: str, state: CallState, situation: Situation) -> str:
    """Return the slot itself, or the cause when it has nothing more to give and the cause has."""
    more = {f.slot for f in situation.facts if f.id not in state.revealed and opens(f, state)}
    return OPEN_SLOT if slot not in more and OPEN_SLOT in more else slot


def _volunteered(
    understood: Utterance, state: CallState, situation: Situation
) -> list[HiddenFact]:
    return _queued(understood.techniques, state, situation)[:1]


def _queued(
    techniques: frozenset[str], state: CallState, situation: Situation
) -> list[HiddenFact]:
    if "purpose_stated" not in state.flags:
        return []
    return [
        fact
        for fact in situation.facts
        if fact.id not in state.revealed
        and fact.id not in situation.secrets
        and techniques & set(fact.volunteered_after)
        and opens(fact, state)
    ]
