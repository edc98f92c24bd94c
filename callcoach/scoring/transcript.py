"""A call made elsewhere, as its file gives it (the interchange format, one object a call).

Pure: from a mapping to a ``Transcript``, or an error that names the call, the turn and what is
missing. Nothing is understood here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from callcoach.errors import CallCoachError
from callcoach.i18n import _
from callcoach.understanding.case_facts import VALUES, call_day, read_case_facts

if TYPE_CHECKING:
    from datetime import date

SPEAKERS: Final[Mapping[str, str]] = {
    "agent": "agent",
    "debtor": "debtor",
    "debiteur": "debtor",
    "débiteur": "debtor",
    "third_party": "third_party",
    "tiers": "third_party",
}
"""Who a transcript may give as the speaker of a turn → the word used here."""
CHANNELS: Final = ("phone", "visit")
MOST_TURNS: Final = 2_000
"""A call longer than this is refused: it is no call."""


class TranscriptError(CallCoachError):
    """A transcript that cannot be read."""

    def __init__(self, call_id: str, problem: str, turn: int | None = None) -> None:
        """Name the call, and the turn where there is one.

        Args:
            call_id: the call's id, or its place in the file when it has none.
            problem: what is wrong, in the user's language.
            turn: number of the turn that is at fault.
        """
        where = (
            _("call {call}").format(call=call_id)
            if turn is None
            else _("call {call}, turn {turn}").format(call=call_id, turn=turn)
        )
        super().__init__(
            _("Transcript cannot be read"),
            f"{where}: {problem}",
            _("One object a call: call_id, started_at, facts, turns (n, speaker, text)."),
        )
        self.call_id = call_id
        self.problem = problem
        self.turn = turn


@dataclass(frozen=True)
class Line:
    """One turn of either side, as written."""

    number: int
    speaker: str
    """``agent``, ``debtor`` or ``third_party``."""
    text: str


@dataclass(frozen=True)
class Transcript:
    """A call as its file gives it."""

    call_id: str
    language: str
    jurisdiction: str
    channel: str
    """``phone`` or ``visit``."""
    day: date | None
    """The day of the call; None when the file does not say."""
    facts: Mapping[str, Any]
    """Case facts in English spelling; an unknown one is absent."""
    lines: tuple[Line, ...]
    record: Mapping[str, Any] | None = None
    """The call record, as written."""
    preparation: Mapping[str, Any] | None = None


def read_transcript(data: object, place: str = "1") -> Transcript:
    """Return the transcript in a JSON object.

    Args:
        data: what was decoded from JSON.
        place: where in its file the call stands, to name it when it has no id.

    Raises:
        TranscriptError: something that marking needs is missing or is of another kind.
    """
    if not isinstance(data, Mapping):
        raise TranscriptError(place, _("it is no JSON object"))
    call_id = str(data.get("call_id") or place)
    facts = data.get("facts", {})
    if not isinstance(facts, Mapping):
        raise TranscriptError(call_id, _("'facts' is no object"))
    return Transcript(
        call_id=call_id,
        language=str(data.get("language") or "fr"),
        jurisdiction=str(data.get("jurisdiction") or data.get("language") or "fr"),
        channel=_channel(data.get("channel", "phone"), call_id),
        day=call_day(data.get("started_at")),
        facts=read_case_facts(facts),
        lines=_lines(data.get("turns"), call_id),
        record=_paper(data, "call_record", call_id),
        preparation=_paper(data, "preparation", call_id),
    )


def _channel(value: object, call_id: str) -> str:
    channel = VALUES["channel"].get(str(value), str(value))
    if channel not in CHANNELS:
        raise TranscriptError(
            call_id, _("'channel' is {value}, not phone or visit").format(value=value)
        )
    return channel


def _paper(data: Mapping[str, Any], name: str, call_id: str) -> Mapping[str, Any] | None:
    paper = data.get(name)
    if paper is not None and not isinstance(paper, Mapping):
        raise TranscriptError(call_id, _("'{name}' is no object").format(name=name))
    return paper


def _lines(turns: object, call_id: str) -> tuple[Line, ...]:
    if not isinstance(turns, Sequence) or isinstance(turns, str | bytes):
        raise TranscriptError(call_id, _("'turns' is missing or is no list"))
    if len(turns) > MOST_TURNS:
        raise TranscriptError(call_id, _("more than {n} turns").format(n=MOST_TURNS))
    lines: list[Line] = []
    for place, turn in enumerate(turns, start=1):
        line = _line(turn, place, call_id)
        if lines and line.number <= lines[-1].number:
            raise TranscriptError(call_id, _("turns are not in order of 'n'"), line.number)
        lines.append(line)
    return tuple(lines)


def _line(turn: object, place: int, call_id: str) -> Line:
    if not isinstance(turn, Mapping):
        raise TranscriptError(call_id, _("it is no JSON object"), place)
    number = turn.get("n", place)
    if isinstance(number, float) and math.isfinite(number) and number.is_integer():
        number = int(number)
    if not isinstance(number, int) or isinstance(number, bool):
        raise TranscriptError(call_id, _("'n' is no whole number"), place)
    speaker = SPEAKERS.get(str(turn.get("speaker", "")).strip().lower())
    if speaker is None:
        raise TranscriptError(
            call_id, _("'speaker' is missing, or not agent, debtor or third_party"), number
        )
    text = turn.get("text")
    if not isinstance(text, str):
        raise TranscriptError(call_id, _("'text' is missing"), number)
    return Line(number, speaker, text)
