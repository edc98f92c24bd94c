"""What the coach panel says of the last turn: what it was understood to be, and what was found.

Acts come with the words that showed them; findings are those of marking, with the rubric's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.engine.events import TraineeSilent, TraineeSpoke
from callcoach.understanding.utterance import LabelKind

if TYPE_CHECKING:
    from callcoach.content.language import Acts
    from callcoach.scoring.verdict import Finding
    from callcoach.session.session import CallSession
    from callcoach.session.studio import Studio
    from callcoach.understanding.utterance import Label


@dataclass(frozen=True)
class ActNote:
    """An act that was heard in a turn."""

    label: str
    quote: str


@dataclass(frozen=True)
class Coaching:
    """The last turn, explained."""

    turn: int
    acts: tuple[ActNote, ...] = ()
    findings: tuple[Finding, ...] = ()
    silent: bool = False


def coaching_of(studio: Studio, session: CallSession, language: str) -> Coaching | None:
    """Return what there is to say of the trainee's last turn, None before the first.

    Args:
        studio: whose rubric and acts are meant.
        session: the call.
        language: in which language acts and findings are worded.
    """
    spoken = (e for e in reversed(session.events) if isinstance(e, TraineeSpoke | TraineeSilent))
    last = next(spoken, None)
    if last is None:
        return None
    if isinstance(last, TraineeSilent):
        return Coaching(last.turn, silent=True)
    from callcoach.scoring.findings import Wording, found_in_turns
    from callcoach.scoring.played import trace_of

    trace = trace_of(session.play, session.events, studio.rubric)
    found = found_in_turns(trace, studio.rubric, Wording.of(trace, language))
    labels = last.understood.of(LabelKind.ACT)
    return Coaching(
        turn=last.turn,
        acts=tuple(_act(label, studio.library.acts, language) for label in labels),
        findings=tuple(finding for finding in found if finding.turn == last.turn),
    )


def _act(label: Label, acts: Acts | None, language: str) -> ActNote:
    known = acts.acts if acts is not None else ()
    act = next((act for act in known if act.id == label.id), None)
    if act is None:
        return ActNote(label.id, label.evidence.quote)
    return ActNote(act.label if language == "fr" else act.label_en, label.evidence.quote)
