"""A call in captions (WebVTT, SubRip): each names its speaker, by voice tag or prefix."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from callcoach.i18n import _
from callcoach.scoring.transcript import SPEAKERS, TranscriptError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webvtt import Caption

_PREFIX: Final = re.compile(
    r"^\s*[-–—]?\s*(?P<who>[^\W\d][\w ]{0,30}?)\s*:\s*(?P<text>.+)$", re.DOTALL
)


def call_of_captions(text: str, name: str, suffix: str = ".vtt") -> dict[str, Any]:
    """Return the call in a file of captions; neighbours of one speaker are one turn.

    Args:
        text: the file.
        name: id of the call.
        suffix: ``.vtt`` or ``.srt``.

    Raises:
        TranscriptError: the file is no such file, or a caption names no speaker that is known.
    """
    turns: list[dict[str, Any]] = []
    for place, caption in enumerate(_captions(text, name, suffix), start=1):
        speaker, words = _spoken(caption, place, name)
        if turns and turns[-1]["speaker"] == speaker:
            turns[-1]["text"] += " " + words
        else:
            started = caption.start_in_seconds
            turns.append({"n": len(turns) + 1, "speaker": speaker, "text": words, "t": started})
    return {"call_id": name, "turns": turns}


def _captions(text: str, name: str, suffix: str) -> Iterable[Caption]:
    # Imported here: only those who mark captions wait for it.
    import webvtt

    form = suffix.removeprefix(".")
    try:
        return tuple(webvtt.from_buffer(io.StringIO(text), format=form).captions)
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError) as error:
        raise TranscriptError(
            name, _("the captions cannot be read: {why}").format(why=error)
        ) from error


def _spoken(caption: Caption, place: int, name: str) -> tuple[str, str]:
    words = " ".join(caption.text.split())
    if caption.voice:
        who = caption.voice
    elif found := _PREFIX.match(words):
        who, words = found["who"], found["text"]
    else:
        raise TranscriptError(
            name, _("the caption names no speaker: “{text}”").format(text=words), place
        )
    speaker = SPEAKERS.get(who.strip().lower())
    if speaker is None:
        raise TranscriptError(
            name,
            _("the speaker '{who}' is not agent, debtor or third_party").format(who=who),
            place,
        )
    return speaker, words
