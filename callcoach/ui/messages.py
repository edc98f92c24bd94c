"""What screens ask of the app: where to go next. The app alone knows the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.errors import CallCoachError
    from callcoach.i18n import Language
    from callcoach.scoring.papers import CallRecord, PreparationSheet
    from callcoach.session.debrief import Debrief
    from callcoach.ui.live_call import CaseFile, LiveCall
    from callcoach.ui.past_call import PastCall


class OpenScenarios(Message):
    """Show the list of scenarios."""


class OpenHistory(Message):
    """Show the calls played so far."""


class OpenHelp(Message):
    """Show what can be done here."""


class OpenDossier(Message):
    """Show the file of a scenario."""

    def __init__(self, scenario_id: str) -> None:
        """Keep which."""
        super().__init__()
        self.scenario_id = scenario_id


class OpenAttempt(Message):
    """Take an unfinished call up again, or show the debrief of a finished one."""

    def __init__(self, attempt_id: str) -> None:
        """Keep which."""
        super().__init__()
        self.attempt_id = attempt_id


class Dial(Message):
    """Begin the call of the file on the screen."""

    def __init__(
        self, file: CaseFile, mode: str, sheet: PreparationSheet, live: LiveCall | None
    ) -> None:
        """Keep the order.

        Args:
            file: what to play.
            mode: ``rehearse`` or ``exam``.
            sheet: the preparation; an empty one is not filed.
            live: the call, if it was prepared before and is taken up again.
        """
        super().__init__()
        self.file = file
        self.mode = mode
        self.sheet = sheet
        self.live = live


class PutAside(Dial):
    """Keep the preparation for later, without dialling."""


class OpenFollowUp(Message):
    """Show the file of the second call that an attempt leads to."""

    def __init__(self, first: PastCall | str) -> None:
        """Keep the first call, or the beginning of its id."""
        super().__init__()
        self.first = first


class OpenRecord(Message):
    """Write the record of a call that is over."""

    def __init__(self, live: LiveCall) -> None:
        """Keep the call."""
        super().__init__()
        self.live = live


class RecordDone(Message):
    """The record is written, or left out."""

    def __init__(self, live: LiveCall, record: CallRecord | None) -> None:
        """Keep both."""
        super().__init__()
        self.live = live
        self.record = record


class RatingDone(Message):
    """The trainee has marked the call, or left that out."""

    def __init__(self, live: LiveCall, levels: Mapping[str, int | None]) -> None:
        """Keep both; no level at all is one left out."""
        super().__init__()
        self.live = live
        self.levels = dict(levels)


class OpenDebrief(Message):
    """Show what a call ends in."""

    def __init__(self, past: PastCall, live: LiveCall | None = None) -> None:
        """Keep the call; a live one is closed with its mark."""
        super().__init__()
        self.past = past
        self.live = live


class Marked(Message):
    """A call has been marked."""

    def __init__(self, past: PastCall, debrief: Debrief, live: LiveCall | None) -> None:
        """Keep the call and what it ends in."""
        super().__init__()
        self.past = past
        self.debrief = debrief
        self.live = live


class NotMarked(Message):
    """A call could not be marked."""

    def __init__(self, error: CallCoachError) -> None:
        """Keep why."""
        super().__init__()
        self.error = error


class Speak(Message):
    """Change the language of the interface."""

    def __init__(self, language: Language) -> None:
        """Keep which."""
        super().__init__()
        self.language = language


class BeginNewHistory(Message):
    """Set the damaged history aside and begin a new one: the user has said yes."""


class ContentOpened(Message):
    """The content has been read, or cannot be."""


class HistoryOpened(Message):
    """The history is open, or cannot be."""


class Listening(Message):
    """What is said can be understood from now on, or cannot."""
