"""Marks many calls: one after the other, or by several processes, always in the same order.

What must stay true: the answer does not depend on how many processes there are; what waits in
memory is bounded however many calls there are.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Literal

from callcoach.content.library import Library
from callcoach.content.model_cache import ModelCache
from callcoach.content.sentence_encoder import encoder_wanted
from callcoach.grading.forms import FORMS
from callcoach.grading.sources import call_texts
from callcoach.i18n import Language, speaking
from callcoach.scoring.transcript import TranscriptError
from callcoach.session.marking import TranscriptMarker
from callcoach.session.studio import Studio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from datetime import date
    from pathlib import Path

    from callcoach.content.library import Roots
    from callcoach.errors import CallCoachError
    from callcoach.grading.sources import CallText
    from callcoach.session.marking import MarkedCall

Form = Literal["text", "json", "csv"]

BATCH_CHARACTERS = 60_000
"""Characters of transcript handed over at once: a second or so of work."""
_WAITING = 4
"""Batches in hand for each process."""


@dataclass(frozen=True)
class Settings:
    """All that a process needs to mark as the others do."""

    roots: Roots
    models: Path
    """Folder of the compiled classifiers."""
    rubric: str
    today: date
    """Day of a call that does not give its own."""
    form: Form
    language: Language

    def marker(self) -> TranscriptMarker:
        """Return what marks, its content read once in each process.

        Raises:
            ContentError: the content cannot be used.
        """
        return _marker(self)


@dataclass(frozen=True, slots=True)
class GradedCall:
    """What came of one call."""

    path: str
    place: str
    shown: str
    """The mark in the form that was asked for; empty when there is none."""
    fault: str = ""
    """Why there is no mark."""
    end: int = 0
    """Bytes of its file that were read when it was found."""


def grade_file(path: Path, marker: TranscriptMarker) -> Iterator[MarkedCall | CallCoachError]:
    """Yield the mark of each call in a file, or why it cannot be read, in order.

    Args:
        path: a file of transcripts (see ``call_texts``).
        marker: the rubric.

    Raises:
        ContentError: the content cannot be used.
        OSError: the file cannot be opened.
    """
    for call in call_texts(path):
        try:
            yield marker.mark(call.decoded(), call.place)
        except TranscriptError as error:
            yield error


def grade_texts(
    calls: Iterable[CallText], settings: Settings, processes: int
) -> Iterator[GradedCall]:
    """Yield what came of each call, in order.

    Args:
        calls: where they come from.
        settings: how they are marked.
        processes: how many work at once; with 1, or a single batch, this one does it all.

    Raises:
        ContentError: the content cannot be used.
    """
    batches = _batches(calls)
    first = list(islice(batches, 2))
    whole = chain(first, batches)
    if processes < 2 or len(first) < 2:
        for batch in whole:
            yield from grade_batch(batch, settings)
        return
    # The classifier is compiled here, once, before the others look for it in its folder.
    settings.marker().prepare()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[GradedCall]]] = deque()
        for batch in whole:
            waiting.append(pool.submit(grade_batch, batch, settings))
            if len(waiting) >= processes * _WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def grade_batch(batch: Sequence[CallText], settings: Settings) -> list[GradedCall]:
    """Return what came of some calls; the one thing that another process is asked to do."""
    with speaking(settings.language):
        return [_grade(call, settings) for call in batch]


def _grade(call: CallText, settings: Settings) -> GradedCall:
    try:
        marked = settings.marker().mark(call.decoded(), call.place)
    except TranscriptError as error:
        return GradedCall(call.path, call.place, "", str(error), call.end)
    return GradedCall(call.path, call.place, FORMS[settings.form].shown(marked), "", call.end)


def _batches(calls: Iterable[CallText]) -> Iterator[tuple[CallText, ...]]:
    batch: list[CallText] = []
    size = 0
    for call in calls:
        batch.append(call)
        size += len(call.text)
        if size >= BATCH_CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


@lru_cache(maxsize=2)
def _marker(settings: Settings) -> TranscriptMarker:
    library = Library(settings.roots, settings.rubric)
    studio = Studio(library, ModelCache(settings.models), encoder_wanted())
    return TranscriptMarker(studio, settings.today, settings.language)
