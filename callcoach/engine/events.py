"""What happens in a call, one frozen event each.

A call is its events and its state is their replay.

``encode`` and ``decode`` turn an event into a kind and plain JSON data and back;
``decode(*encode(e)) == e``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from callcoach.engine.gauges import GaugeValues
from callcoach.engine.terms import Agreement, Terms
from callcoach.understanding.utterance import Utterance


@dataclass(frozen=True)
class Event:
    """The base of all events.

    ``turn`` counts the trainee's turns from 1; 0 is before the first.
    """

    kind: ClassVar[str] = ""
    turn: int


@dataclass(frozen=True)
class PreparationFiled(Event):
    """The trainee filled in the preparation sheet, before the call."""

    kind: ClassVar[str] = "preparation_filed"
    sheet: Mapping[str, Any]
    """``callcoach.scoring.papers.PreparationSheet`` as plain data."""


@dataclass(frozen=True)
class RecordFiled(Event):
    """The trainee wrote the call record, after the call."""

    kind: ClassVar[str] = "record_filed"
    record: Mapping[str, Any]
    """``callcoach.scoring.papers.CallRecord`` as plain data."""


@dataclass(frozen=True)
class SelfRated(Event):
    """The trainee marked the call themselves, before seeing its mark."""

    kind: ClassVar[str] = "self_rated"
    levels: Mapping[str, Any]
    """Grid item → 0 to 4, or None where the trainee thinks that it has no object."""


PAPERS = (PreparationFiled, RecordFiled, SelfRated)
"""Events around the call; they move no state."""


@dataclass(frozen=True)
class CallStarted(Event):
    """The phone is picked up."""

    kind: ClassVar[str] = "call_started"
    at: str
    """ISO date and time of the injected clock."""
    scenario: str
    stage: str
    speaker: str
    """``debtor`` or ``third_party``."""
    gauges: GaugeValues
    affect: str


@dataclass(frozen=True)
class TraineeSpoke(Event):
    """The trainee's words and what they were understood to be.

    On disk before the debtor answers.
    """

    kind: ClassVar[str] = "trainee_spoke"
    at: str
    text: str
    understood: Utterance


@dataclass(frozen=True)
class TraineeSilent(Event):
    """The trainee kept silent on purpose."""

    kind: ClassVar[str] = "trainee_silent"
    at: str


@dataclass(frozen=True)
class TraineePaused(Event):
    """The trainee let the other side wait, as nobody does on purpose."""

    kind: ClassVar[str] = "trainee_paused"
    at: str


@dataclass(frozen=True)
class StateChanged(Event):
    """The debtor's state after something happened, and what moved it."""

    kind: ClassVar[str] = "state_changed"
    gauges: GaugeValues
    affect: str
    causes: tuple[str, ...]
    """Ids of the techniques, anti-patterns, rules or moments that moved it."""
    axes: tuple[str, ...] = ()
    """How the turn was appraised (``callcoach.engine.appraisal.AXES``)."""


@dataclass(frozen=True)
class FlagsRaised(Event):
    """Things that are so from now on (``callcoach.engine.flags.FLAGS``)."""

    kind: ClassVar[str] = "flags_raised"
    flags: tuple[str, ...]


@dataclass(frozen=True)
class SlotsAsked(Event):
    """Pieces of information the trainee asked for."""

    kind: ClassVar[str] = "slots_asked"
    slots: tuple[str, ...]


@dataclass(frozen=True)
class FactRevealed(Event):
    """A hidden fact came out."""

    kind: ClassVar[str] = "fact_revealed"
    fact: str
    slot: str


@dataclass(frozen=True)
class ObjectionMoved(Event):
    """An objection was raised, partly handled, lifted or left standing."""

    kind: ClassVar[str] = "objection_moved"
    objection: str
    status: str
    """``open`` or ``lifted``."""
    done: tuple[str, ...] = ()
    """Acts and techniques that have answered it so far."""


@dataclass(frozen=True)
class OfferMade(Event):
    """Terms were put on the table, and how they were received."""

    kind: ClassVar[str] = "offer_made"
    by: str
    """``agent`` or ``debtor``."""
    terms: Terms
    answer: str
    """How they were received: ``accepted``, ``too_high``, ``cannot_in_full``, ``stalled``,
    ``blocked``, ``not_trusted``, ``partly``, ``conditional`` or ``vague``; ``proposed`` for the
    debtor's own."""


@dataclass(frozen=True)
class AgreementChanged(Event):
    """There is an agreement, or it has become more complete."""

    kind: ClassVar[str] = "agreement_changed"
    agreement: Agreement


@dataclass(frozen=True)
class StageChanged(Event):
    """The call moved to another stage."""

    kind: ClassVar[str] = "stage_changed"
    source: str
    to: str
    signal: str


@dataclass(frozen=True)
class SpeakerChanged(Event):
    """Somebody else has taken the phone."""

    kind: ClassVar[str] = "speaker_changed"
    speaker: str
    gauges: GaugeValues
    """How they feel as they come."""
    affect: str
    way: int = 0
    """Which of the scenario's handovers it was."""


@dataclass(frozen=True)
class DebtorSpoke(Event):
    """What was heard in answer."""

    kind: ClassVar[str] = "debtor_spoke"
    at: str
    text: str
    speaker: str
    """``debtor`` or ``third_party``."""
    cue: str
    """What the line answers (``callcoach.engine.cues``)."""
    lines: tuple[str, ...]
    """Ids of the lines it is made of, so that none is said twice while another fits."""
    affect: str


@dataclass(frozen=True)
class CallEnded(Event):
    """The line is closed."""

    kind: ClassVar[str] = "call_ended"
    at: str
    reason: str
    """``goodbye``, ``trainee_hung_up``, ``debtor_hung_up``, ``debtor_gave_up`` or ``cut``."""
    outcome: str
    """One of ``callcoach.content.scenario.Outcome``."""


EVENTS: Mapping[str, type[Event]] = {
    cls.kind: cls
    for cls in (
        PreparationFiled,
        RecordFiled,
        SelfRated,
        CallStarted,
        TraineeSpoke,
        TraineeSilent,
        TraineePaused,
        StateChanged,
        FlagsRaised,
        SlotsAsked,
        FactRevealed,
        ObjectionMoved,
        OfferMade,
        AgreementChanged,
        StageChanged,
        SpeakerChanged,
        DebtorSpoke,
        CallEnded,
    )
}

_OBJECTS: Mapping[str, Any] = {
    "understood": Utterance,
    "gauges": GaugeValues,
    "terms": Terms,
    "agreement": Agreement,
}


def encode(event: Event) -> tuple[str, dict[str, Any]]:
    """Return an event's kind and its plain JSON data."""
    data: dict[str, Any] = {}
    for f in fields(event):
        value = getattr(event, f.name)
        if f.name in _OBJECTS:
            value = value.to_json()
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Mapping):
            value = dict(value)
        data[f.name] = value
    return event.kind, data


def decode(kind: str, data: Mapping[str, Any]) -> Event:
    """Rebuild an event.

    Raises:
        KeyError: an unknown kind, or a missing field.
        TypeError: a field too many.
    """
    values: dict[str, Any] = {
        name: _OBJECTS[name].from_json(value)
        if name in _OBJECTS
        else (tuple(value) if isinstance(value, list) else value)
        for name, value in data.items()
    }
    return EVENTS[kind](**values)
