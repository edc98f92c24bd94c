"""A call as lines to show: who speaks, what is heard, and in words what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from callcoach.engine.events import (
    CallEnded,
    CallStarted,
    DebtorSpoke,
    SpeakerChanged,
    TraineeSilent,
    TraineeSpoke,
)
from callcoach.i18n import _
from callcoach.report.words import AFFECTS, ENDINGS, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.content.scenario import Scenario
    from callcoach.engine.events import Event

NOTHING = "…"
"""What stands for words where none are spoken."""


@dataclass(frozen=True)
class Line:
    """One line of the transcript."""

    kind: Literal["agent", "other", "note"]
    text: str
    who: str = ""
    """The speaker's name; empty for a note."""


@dataclass
class Teller:
    """Turns events into lines, in order; it remembers what was last heard of the voice."""

    scenario: Scenario
    _affect: str = "neutral"
    _known: bool = False
    """Whether the trainee knows who is on the line."""

    def tell(self, events: Iterable[Event]) -> list[Line]:
        """Return the lines for what happened since the last time."""
        return [line for event in events for line in self._lines(event)]

    def _lines(self, event: Event) -> Sequence[Line]:
        if isinstance(event, TraineeSpoke):
            return (Line("agent", event.text, _("You")),)
        if isinstance(event, TraineeSilent):
            return (Line("agent", NOTHING, _("You")), Line("note", _("You keep silent.")))
        if isinstance(event, DebtorSpoke):
            return (*self._mood(event.affect), self._heard(event))
        if isinstance(event, CallStarted):
            return (Line("note", _("The phone rings, and is picked up.")),)
        if isinstance(event, SpeakerChanged):
            return (Line("note", _("Somebody else takes the phone.")),)
        if isinstance(event, CallEnded):
            reason = word(ENDINGS, event.reason)
            return (Line("note", _("The call is over: {reason}.").format(reason=reason)),)
        self._known = self._known or "identity_confirmed" in getattr(event, "flags", ())
        return ()

    def _mood(self, affect: str) -> Sequence[Line]:
        if affect == self._affect:
            return ()
        self._affect = affect
        if affect == "neutral":
            return (Line("note", _("The voice is calm again.")),)
        mood = word(AFFECTS, affect)
        return (Line("note", _("The voice sounds {mood}.").format(mood=mood)),)

    def _heard(self, event: DebtorSpoke) -> Line:
        debtor = self.scenario.dossier.debtor
        known = self._known and event.speaker == "debtor"
        who = f"{debtor.title} {debtor.last_name}" if known else _("Voice on the phone")
        return Line("other", event.text or NOTHING, who)
