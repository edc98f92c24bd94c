"""YAML events to dicts and lists, with the place of every key and value.

No recursion: the open collections are a list, so depth costs memory only, and is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

import yaml

from callcoach.content.describe import described, shorten
from callcoach.content.messages import A_BLOCK, A_LIST, Bilingual
from callcoach.content.problems import FieldValue, Loc, Position, Problem, Problems, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAX_DEPTH: Final = 40
"""How many collections may stand inside each other."""

Scalar: TypeAlias = str | int | Decimal | bool | None

_CONSTANTS: Final[Mapping[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}
# At most 18 digits: longer is an account number, and `int` refuses 5,000 digits. No leading zero,
# no plus sign, no exponent: postcodes and phone numbers are text, and nobody writes 1e9 euros.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
UNWANTED: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What no content may hold: controls, lone surrogates, line breaks that editors do not show."""
_STANDARD_TAG = "tag:yaml.org,2002:"


class TooDeepError(Exception):
    """Collections are nested beyond `MAX_DEPTH`."""

    def __init__(self, position: Position) -> None:
        """Keep where the first level too many begins."""
        super().__init__(position)
        self.position = position


@dataclass(slots=True)
class _Open:
    """A collection that is not closed yet."""

    value: dict[str, object] | list[object]
    loc: Loc
    kept: bool
    """False inside what was refused: its problems count, its values do not."""
    key: str | None = None
    """In a mapping, the key whose value comes next."""
    key_kept: bool = True
    first_seen: dict[str, Position] = field(default_factory=dict)


class TreeBuilder:
    """Builds the data of one file from the events of its YAML."""

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        """Begin with an empty file.

        Args:
            path: The file's name in problems.
            lines: Its lines, at least one, to keep positions inside.
        """
        self.positions: dict[Loc, Position] = {}
        self.key_positions: dict[Loc, Position] = {}
        self.problems = Problems()
        self._path = path
        self._lines = lines
        self._open: list[_Open] = []
        self._roots: list[object] = []
        self._documents = 0

    def build(self, events: Iterable[yaml.Event]) -> dict[str, object] | None:
        """Return the data, or None when the file does not hold a group of keys.

        Raises:
            TooDeepError: at the first collection beyond the limit.
            yaml.YAMLError: where the text stops being YAML; what was found before is kept.
        """
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._report(self._position(event), "Y011")
                    break
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._open.pop()
        return self._root()

    def _root(self) -> dict[str, object] | None:
        root = self._roots[0] if self._roots else None
        if isinstance(root, dict):
            return root
        if root is None and not self.problems.has_errors:
            self._report(Position(1, 1), "Y008")
        elif root is not None:
            self._report(self.positions[()], "Y012", {"got": described(root)})
        return None

    def _node(self, event: yaml.NodeEvent) -> None:
        position = self._position(event)
        self._refuse_features(event, position)
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._take_key(parent, event, position)
        else:
            self._take_value(parent, event, position)

    def _take_key(self, parent: _Open, event: yaml.NodeEvent, position: Position) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            # An alias has been reported already; what it stands for is dropped like the rest.
            parent.key, parent.key_kept = "", False
            if isinstance(event, yaml.CollectionStartEvent):
                self._report(position, "Y015", {"got": _kind(event)})
                self._push(event, position, parent.loc, kept=False)
            return
        key: str = event.value
        first = parent.first_seen.setdefault(key, position)
        parent.key = key
        parent.key_kept = parent.kept and first is position
        if first is not position:
            self._report(
                position,
                "Y005",
                {"key": shorten(key), "first": str(first.line), "second": str(position.line)},
            )
        elif key == "<<" and event.implicit[0]:
            self._report(position, "Y013")
            parent.key_kept = False
        if parent.key_kept:
            self.key_positions[(*parent.loc, key)] = position

    def _take_value(self, parent: _Open | None, event: yaml.NodeEvent, position: Position) -> None:
        loc: Loc = ()
        kept = True
        if parent is not None and isinstance(parent.value, dict):
            loc = (*parent.loc, parent.key or "")
            kept = parent.kept and parent.key_kept
        elif parent is not None:
            loc, kept = (*parent.loc, len(parent.value)), parent.kept
        if kept:
            self.positions[loc] = position
        if isinstance(event, yaml.CollectionStartEvent):
            value: object = self._push(event, position, loc, kept=kept)
        else:
            value = _scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        self._put(parent, value)

    def _put(self, parent: _Open | None, value: object) -> None:
        if parent is None:
            self._roots.append(value)
        elif isinstance(parent.value, list):
            parent.value.append(value)
        else:
            if parent.key_kept and parent.key is not None:
                parent.value[parent.key] = value
            parent.key, parent.key_kept = None, True

    def _push(
        self, event: yaml.CollectionStartEvent, position: Position, loc: Loc, *, kept: bool
    ) -> dict[str, object] | list[object]:
        if len(self._open) >= MAX_DEPTH:
            raise TooDeepError(position)
        value: dict[str, object] | list[object] = (
            {} if isinstance(event, yaml.MappingStartEvent) else []
        )
        self._open.append(_Open(value, loc, kept))
        return value

    def _refuse_features(self, event: yaml.NodeEvent, position: Position) -> None:
        if event.anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._report(position, "Y004", {"sign": mark + shorten(event.anchor)})
        tag: str | None = getattr(event, "tag", None)
        if tag is not None:
            written = "!!" + tag.removeprefix(_STANDARD_TAG) if _STANDARD_TAG in tag else tag
            self._report(position, "Y009", {"sign": shorten(written)})
        if isinstance(event, yaml.ScalarEvent):
            for found in sorted(set(UNWANTED.findall(event.value))):
                self._report(position, "Y007", {"name": code_point(found)})

    def _position(self, event: yaml.Event) -> Position:
        mark = event.start_mark
        return Position(1, 1) if mark is None else place(self._lines, mark.line, mark.column)

    def _report(
        self, position: Position, code: str, fields: Mapping[str, FieldValue] | None = None
    ) -> None:
        self.problems.add(Problem(self._path, position.line, position.column, code, fields or {}))


def code_point(char: str) -> str:
    """Return a character as Unicode names it: ``U+001B``."""
    return f"U+{ord(char):04X}"


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FRACTION.fullmatch(text):
        return Decimal(text)
    return text


def _kind(event: yaml.CollectionStartEvent) -> Bilingual:
    return A_BLOCK if isinstance(event, yaml.MappingStartEvent) else A_LIST
