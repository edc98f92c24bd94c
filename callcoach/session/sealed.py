"""Attempts as sealed documents: what an export holds, and how a change to it is found.

The chain of hashes tells which record was altered, cut out or slipped in. It has no secret:
whoever rewrites the whole chain is found by playing the attempt again, not here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from callcoach.errors import StorageError
from callcoach.i18n import _
from callcoach.session.records import (
    TRAINEE_OPTION,
    AttemptHeader,
    EventRecord,
    JsonValue,
    canonical,
    chain,
    encodable,
    event_fields,
    header_fields,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = "callcoach/attempt"
VERSION = 1
"""The newest version of the format that this program writes and reads."""

_TEXT_FIELDS = tuple(
    field.name for field in fields(AttemptHeader) if field.name not in {"seed", "options"}
)


class SealError(StorageError):
    """A document that is no sealed attempt, or no longer the one that was sealed."""

    def __init__(
        self, title: str, message: str = "", hint: str | None = None, *, code: str, seq: int | None
    ) -> None:
        """Keep what to show, and what a caller may want to know of it."""
        super().__init__(title, message, hint)
        self.code = code
        """`export_unreadable`, `export_newer` or `export_altered`."""
        self.seq = seq
        """The first event that differs, where the fault is with one."""


def seal(header: AttemptHeader, events: Sequence[EventRecord]) -> dict[str, JsonValue]:
    """Return an attempt as a document that `read_export` reads and verifies."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "header": header_fields(header),
        "events": [event_fields(event) for event in events],
        "chain": list(chain(header, events)),
    }


def export_text(document: Mapping[str, JsonValue]) -> str:
    """Return a sealed document as the text of a file: the same one for the same attempt."""
    return encodable(json.dumps(plain(document), ensure_ascii=False, indent=1)) + "\n"


def read_export(
    document: str | Mapping[str, object],
) -> tuple[AttemptHeader, tuple[EventRecord, ...]]:
    """Return the attempt in a sealed document, once its chain of hashes has been verified.

    Args:
        document: the document, or its JSON text.

    Raises:
        SealError: it is not a sealed attempt, is of a newer version, or has been altered; the
            message names the first record that differs.
    """
    content = _object(document)
    if content.get("format") != FORMAT:
        raise _unreadable(_("It is not an attempt exported by callcoach."))
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise _unreadable(_("It does not say which version of the format it has."))
    if version > VERSION:
        raise SealError(
            _("This export comes from a newer callcoach"),
            _("It has format version {found}; this program reads up to {known}.").format(
                found=version, known=VERSION
            ),
            _("Update callcoach."),
            code="export_newer",
            seq=None,
        )
    header = _header(content.get("header"))
    events = _events(content.get("events"))
    _verify(header, events, content.get("chain"))
    return header, events


def with_pseudonym(header: AttemptHeader, pseudonym: str) -> AttemptHeader:
    """Return a header in which the trainee's label, if there is one, is the pseudonym."""
    if TRAINEE_OPTION not in header.options:
        return header
    return replace(header, options={**header.options, TRAINEE_OPTION: pseudonym})


def events_naming(label: str, events: Iterable[EventRecord]) -> tuple[int, ...]:
    """Return the numbers of the events in which a label stands.

    A pseudonym leaves what was said as it was said, since the attempt could not be played again
    otherwise: these are the places to look at before an export goes out.
    """
    wanted = canonical(label)[1:-1].casefold()
    if not wanted:
        return ()
    return tuple(event.seq for event in events if wanted in canonical(event.payload).casefold())


def _verify(header: AttemptHeader, events: Sequence[EventRecord], recorded: object) -> None:
    if not isinstance(recorded, Sequence) or isinstance(recorded, str) or not recorded:
        raise _unreadable(_("It has no chain of hashes."))
    expected = chain(header, events)
    if recorded[0] != expected[0]:
        raise _altered(_("Its header is not the one that was sealed."), None)
    for event, found, wanted in zip(events, recorded[1:], expected[1:], strict=False):
        if found != wanted:
            message = _("Event {seq} ({kind}) is not the one that was sealed.")
            raise _altered(message.format(seq=event.seq, kind=event.kind), event.seq)
    if len(recorded) != len(expected):
        message = _("It holds {found} events, and {sealed} were sealed.")
        first = min(len(recorded), len(expected)) - 1
        raise _altered(message.format(found=len(events), sealed=len(recorded) - 1), first)


def _object(document: str | Mapping[str, object]) -> Mapping[str, object]:
    if isinstance(document, str):
        try:
            # A file saved by a Windows editor may begin with a byte order mark.
            content = json.loads(document.removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:
            raise _unreadable(_("It is not JSON ({reason}).").format(reason=error)) from error
    else:
        content = document
    if not isinstance(content, Mapping):
        raise _unreadable(_("It is not an attempt exported by callcoach."))
    return content


def _header(data: object) -> AttemptHeader:
    names = {*_TEXT_FIELDS, "seed", "options"}
    if not isinstance(data, Mapping) or set(data) != names:
        raise _unreadable(_("Its header does not have the fields that it should have."))
    texts_are_text = all(isinstance(data[name], str) for name in _TEXT_FIELDS)
    seed_is_number = isinstance(data["seed"], int) and not isinstance(data["seed"], bool)
    if not (texts_are_text and seed_is_number and isinstance(data["options"], Mapping)):
        raise _unreadable(_("A field of its header is not of the kind that it should be."))
    try:
        return AttemptHeader(**data)
    except (TypeError, ValueError, RecursionError) as error:
        raise _unreadable(
            _("A field of its header is not of the kind that it should be.")
        ) from error


def _events(data: object) -> tuple[EventRecord, ...]:
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise _unreadable(_("It has no list of events."))
    events = []
    for place, item in enumerate(data):
        event = _event(place, item)
        if event.seq != place:
            message = _("After event {before} comes {found}: events were removed or moved.")
            if place == 0:
                message = _("Its first event is number {found}: events were removed or moved.")
            raise _altered(message.format(before=place - 1, found=event.seq), place)
        events.append(event)
    return tuple(events)


def _event(place: int, data: object) -> EventRecord:
    message = _("Event {seq} does not have the form of an event.").format(seq=place)
    if not isinstance(data, Mapping) or set(data) != {"seq", "kind", "payload"}:
        raise _unreadable(message, place)
    seq, kind, payload = data["seq"], data["kind"], data["payload"]
    if type(seq) is not int or not isinstance(kind, str) or not isinstance(payload, Mapping):
        raise _unreadable(message, place)
    try:
        return EventRecord(seq, kind, payload)
    except (TypeError, ValueError, RecursionError) as error:
        raise _unreadable(message, place) from error


def _unreadable(message: str, seq: int | None = None) -> SealError:
    return SealError(
        _("This export cannot be read"),
        message,
        _("Check that this is the right file; if it is, export the attempt again."),
        code="export_unreadable",
        seq=seq,
    )


def _altered(message: str, seq: int | None) -> SealError:
    return SealError(
        _("This export has been altered"),
        message,
        _("Ask for the export again, straight from the machine where the call was made."),
        code="export_altered",
        seq=seq,
    )
