"""Marks of calls made elsewhere: a transcript in, the answer of ``grade`` out.

Pure but for the studio, which reads its content once; so many calls can be marked one after the
other, or by several processes that hold a studio each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from callcoach.engine.flow import CallFlow
from callcoach.errors import ContentError
from callcoach.i18n import _
from callcoach.scoring.judging import judge_of, paper_reader
from callcoach.scoring.score import Marker, score
from callcoach.scoring.transcript import TranscriptError, read_transcript
from callcoach.scoring.walk import Guide, walk

if TYPE_CHECKING:
    from datetime import date

    from callcoach.scoring.trace import CallTrace
    from callcoach.scoring.transcript import Transcript
    from callcoach.scoring.verdict import Score
    from callcoach.session.studio import Studio

STANDARD_GRAPH = "standard"
"""The flow by which a call from elsewhere is followed."""


@dataclass(frozen=True)
class MarkedCall:
    """A transcript and its mark."""

    call_id: str
    trace: CallTrace
    score: Score
    tier: str
    """By which tier of understanding the agent was heard."""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data, in the form of design 9."""
        return {"call_id": self.call_id, "tier": self.tier, **self.score.to_json()}


class TranscriptMarker:
    """Marks transcripts by one studio's rubric."""

    def __init__(self, studio: Studio, today: date, reader_language: str = "fr") -> None:
        """Keep the studio; nothing is read or compiled yet.

        Args:
            studio: the content.
            today: the day of a call that does not give its own.
            reader_language: in which language findings are worded.
        """
        self._studio = studio
        self._today = today
        self._reader_language = reader_language

    def prepare(self) -> None:
        """Read and compile all that marking needs, which else happens at the first call.

        Raises:
            ContentError: the content cannot be used.
        """
        self._guide  # noqa: B018 - reading it compiles it

    def mark(self, data: object, place: str = "1") -> MarkedCall:
        """Return the mark of the call in a decoded JSON object.

        Args:
            data: the object.
            place: where in its file it stands, to name it when it has no id.

        Raises:
            TranscriptError: it cannot be read, or is in another language.
            ContentError: the content cannot be used.
        """
        transcript = read_transcript(data, place)
        if transcript.language != self._studio.library.language_id:
            raise TranscriptError(
                transcript.call_id,
                _("it is in '{language}', the rubric is for '{known}'").format(
                    language=transcript.language, known=self._studio.library.language_id
                ),
            )
        trace = walk(transcript, self._guide, self._today)
        mark = score(trace, self._marker(transcript, trace))
        return MarkedCall(transcript.call_id, trace, mark, self._studio.tier)

    def _marker(self, transcript: Transcript, trace: CallTrace) -> Marker:
        studio, day = self._studio, transcript.day or self._today
        return Marker(
            rubric=studio.rubric,
            judge=judge_of(trace, studio.lexicon, day),
            reader=paper_reader(studio.lexicon, day),
            language=self._reader_language,
        )

    @cached_property
    def _guide(self) -> Guide:
        library = self._studio.library
        graph = library.graphs.get(STANDARD_GRAPH)
        if graph is None:
            raise ContentError(library.problems)
        return Guide(self._studio.lexicon, CallFlow(graph), self._studio.rubric.help_bodies)
