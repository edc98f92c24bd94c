"""The call as marking sees it.

One shape for a call played here and for a transcript typed up elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from callcoach.understanding.utterance import Confidence, LabelKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from callcoach.content.dossier import Dossier
    from callcoach.content.scenario import Target
    from callcoach.content.situation import Situation
    from callcoach.engine.terms import Agreement
    from callcoach.scoring.papers import CallRecord, PreparationSheet
    from callcoach.understanding.utterance import Utterance


@dataclass(frozen=True)
class Heard:
    """A line of the other side."""

    text: str
    speaker: str
    """``debtor`` or ``third_party``."""
    affect: str = "neutral"


@dataclass(frozen=True)
class TraceTurn:
    """One turn of the agent and what surrounds it."""

    number: int
    """The agent's turns, from 1 (in a transcript from elsewhere: the ``n`` of the turn)."""
    text: str
    """Empty for a silence."""
    understood: Utterance
    phase: str
    affect: str
    """What the debtor displayed when it was said."""
    facts: Mapping[str, Any]
    """Case facts as they stood, ``identity_confirmed`` included."""
    before: tuple[Heard, ...] = ()
    """Lines heard since the agent's last turn."""
    after: tuple[Heard, ...] = ()
    """Lines heard in answer."""
    revealed: tuple[str, ...] = ()
    """Hidden facts that came out in answer (only in a call played here)."""
    told: tuple[str, ...] = ()
    """Pieces of information (call-method 6.1) that came out in answer: ``cause``, ``income`` …"""
    silent: bool = False
    """The agent kept silent on purpose."""

    @cached_property
    def sure(self) -> frozenset[str]:
        """Ids of what was recognised in it, labels of low confidence left out."""
        return frozenset(
            label.id
            for label in self.understood.labels
            if label.evidence.confidence is not Confidence.LOW
        )

    @cached_property
    def sure_acts(self) -> frozenset[str]:
        """Ids of the acts among them."""
        return self.sure & self.understood.ids(LabelKind.ACT)


@dataclass(frozen=True)
class CallTrace:
    """A whole call, ready to be marked; what is None is unknown and never assumed."""

    language: str
    channel: str
    facts: Mapping[str, Any]
    """Case facts at the start."""
    turns: tuple[TraceTurn, ...]
    outcome: str = ""
    ended: str = ""
    objections: Mapping[str, str] = field(default_factory=dict)
    """Objection id → ``open`` or ``lifted``."""
    objected_at: Mapping[str, int] = field(default_factory=dict)
    """Objection id → the agent's turn it was raised in answer to, 0 before the first."""
    insisted: frozenset[str] = frozenset()
    """Objections that came again after they had been raised (only in a transcript)."""
    alarms: frozenset[str] = frozenset()
    """What the other side told that forbids to bargain (``callcoach.scoring.heard.ALARMS``)."""
    agreement: Agreement | None = None
    preparation: PreparationSheet | None = None
    record: CallRecord | None = None
    dossier: Dossier | None = None
    situation: Situation | None = None
    target: Target | None = None
    day: date | None = None
    """The day of the call."""
    help_named: tuple[str, ...] = ()
    """Ids of the help bodies the agent named."""
