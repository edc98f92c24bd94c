"""What one attempt leaves behind: its header, its events, and the seals that chain them.

Everything that is kept, exported or verified is one of these records. They know nothing of the
engine that made them, so that a log written today can still be read when the engine has moved on.
One record has exactly one canonical text, on every machine: the chain of hashes depends on it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TypeAlias

JsonValue: TypeAlias = (
    "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
)

TRAINEE_OPTION = "trainee"
"""The header option that holds the trainee's label, where there is one."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class EventRecord:
    """One event of an attempt, as data.

    Raises:
        TypeError: the payload holds something that JSON has no word for.
        ValueError: the payload holds a number that is not finite.
    """

    seq: int
    """Place in the attempt: 0 for the first event, then one more each time."""
    kind: str
    """What happened, as a snake_case id."""
    payload: Mapping[str, JsonValue]
    """The event's own fields, made plain (tuples become lists), so that a record equals itself
    once it has been stored and read again."""

    def __post_init__(self) -> None:
        """Make the payload plain."""
        object.__setattr__(self, "payload", plain_mapping(self.payload))


@dataclass(frozen=True)
class AttemptHeader:
    """Everything, beside the events, that is needed to play an attempt again.

    Raises:
        TypeError: the options hold something that JSON has no word for.
        ValueError: the options hold a number that is not finite.
    """

    attempt_id: str
    scenario_id: str
    language: str
    """Language of the content, as an ISO 639-1 code."""
    mode: str
    """`rehearse` or `exam`."""
    seed: int
    started_at: str
    """ISO 8601 date and time from the attempt's own clock, which may be a fictional one."""
    engine_version: str
    content_hash: str
    rubric_hash: str
    tier: str
    """Which recogniser understood the trainee: with or without the sentence encoder."""
    options: Mapping[str, JsonValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the options plain."""
        object.__setattr__(self, "options", plain_mapping(self.options))


def plain(value: object) -> JsonValue:
    """Return a value as plain lists, dicts and scalars, equal to itself after a trip in JSON.

    Raises:
        TypeError: a part of the value, or a key, is not JSON.
        ValueError: a number is infinite or not a number.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value!r} is not a JSON number")
        return value
    if isinstance(value, Mapping):
        return plain_mapping(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} is not JSON: {value!r}")


def plain_mapping(mapping: Mapping[str, object]) -> dict[str, JsonValue]:
    """Return a mapping as a plain dict of plain values; its keys must be text.

    Raises:
        TypeError: a key is not text, or a value is not JSON.
        ValueError: a number is infinite or not a number.
    """
    result: dict[str, JsonValue] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            # json.dumps would turn 1 and "1" into the same key.
            raise TypeError(f"{key!r} is not a JSON key")
        result[_whole(key)] = plain(value)
    return result


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, accents kept as they are.

    Raises:
        TypeError: the value is not JSON.
        ValueError: a number is infinite or not a number.
    """
    return encodable(
        json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    )


def encodable(json_text: str) -> str:
    r"""Return JSON text that UTF-8 can carry: half characters are written `\udcXX`.

    A terminal that sends bytes that are no UTF-8 gives Python half characters; they must not
    cost the trainee the call.
    """
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", json_text)


def header_fields(header: AttemptHeader) -> dict[str, JsonValue]:
    """Return a header as a JSON object."""
    return plain_mapping(asdict(header))


def event_fields(event: EventRecord) -> dict[str, JsonValue]:
    """Return an event as a JSON object."""
    return {"seq": event.seq, "kind": event.kind, "payload": event.payload}


def chain(header: AttemptHeader, events: Iterable[EventRecord]) -> tuple[str, ...]:
    """Return the seals of an attempt: one for the header, then one for each event.

    The first seal is the SHA-256 of the header's canonical text; each other one is that of the
    seal before it followed by the event's canonical text. So a changed record breaks its own
    seal and all that follow.
    """
    seals = [_sha256(canonical(header_fields(header)))]
    for event in events:
        seals.append(_sha256(seals[-1] + canonical(event_fields(event))))
    return tuple(seals)


def _whole(text: str) -> str:
    """Return text in which two halves of one character are that character, as JSON reads them."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
