"""What one ``say`` brought about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.engine.events import DebtorSpoke, TraineeSpoke

if TYPE_CHECKING:
    from callcoach.engine.events import Event
    from callcoach.engine.state import CallState
    from callcoach.understanding.utterance import Utterance


@dataclass(frozen=True)
class Turn:
    """What one ``say`` brought about."""

    number: int
    said: str
    """What the trainee said; empty for a silence."""
    events: tuple[Event, ...]
    state: CallState

    @property
    def reply(self) -> DebtorSpoke | None:
        """The debtor's answer, None when the trainee hung up."""
        return next((e for e in self.events if isinstance(e, DebtorSpoke)), None)

    @property
    def heard(self) -> str:
        """All that was heard in answer: somebody else may have come to the phone."""
        return " ".join(e.text for e in self.events if isinstance(e, DebtorSpoke))

    @property
    def understood(self) -> Utterance | None:
        """What the turn was understood to be; None for a silence or a hang-up."""
        return next((e.understood for e in self.events if isinstance(e, TraineeSpoke)), None)

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return bool(self.state.ended)
