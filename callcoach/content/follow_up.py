"""The words of a second call that is made from the trainee's own agreement."""

from __future__ import annotations

from typing import Literal

from callcoach.content.base import ContentModel, Text
from callcoach.content.persona import Line

Cause = Literal["amount", "date", "will", "accident"]
"""Why an instalment was missed: too much, at the wrong time, for want of will, by an accident."""


class FollowUpCause(ContentModel):
    """What is said when an agreement was missed for one cause."""

    label: Text
    """What the debrief and the marking of the record call the fact."""
    says: tuple[Line, ...]
    brief: Text
    keywords: tuple[Text, ...]
    context: Text
    """For the debrief: what was really going on."""
    advice: Text
    """For the debrief: the way out."""


class FollowUp(ContentModel):
    """Texts of the file and lines of the debtor; braces are filled as in a scenario.

    Beside the slots of the file: ``agreed_sum``, ``paid_sum``, ``missed_sum``, ``agreed_on``,
    ``missed_on``, and ``event`` in the words of an accident.
    """

    title: Text
    """Shown with ``title_before``, that of the first call."""
    summary: Text
    summary_kept: Text
    """When nothing was missed and the plan comes to its review."""
    agreed: Text
    """The entry of the history for the first call."""
    paid: Text
    missed: Text
    causes: dict[Cause, FollowUpCause]
    context_kept: Text
    advice_kept: Text
