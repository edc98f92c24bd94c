"""Adds an item to a list in a YAML file, and touches nothing else of it.

ruamel.yaml says where the list ends and writes the item; the new lines are then set in after the
last line of the list, so that comments, quotes and layout stay as their author left them.

What must stay true: the lines of the file before are all in the file after, in order; read again,
the file holds what it held, and the item.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any, TypeAlias

from ruamel.yaml import YAML, MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from callcoach.errors import CallCoachError
from callcoach.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Step: TypeAlias = "str | tuple[str, str]"
"""A key of a mapping; or, in a list of mappings, the one whose key has a value."""
Node: TypeAlias = Any
"""A node of ruamel's, whose own types say less than it has."""
WIDTH = 4096
BOM = "\ufeff"


class AmendError(CallCoachError):
    """The file cannot be added to without changing what is written in it."""


def with_item(text: str, place: Sequence[Step], item: Mapping[str, Any] | str) -> str:
    """Return a YAML text with an item added at the end of a list.

    Args:
        text: the file.
        place: the way to the list, as ``("passports", ("id", "irony"), "leave")``; a list that
            is not there yet is begun at the end of its mapping.
        item: text, or a mapping of plain values.

    Raises:
        AmendError: there is no such place, the list is written on one line, or the text would
            not say the same with the item.
    """
    bom = BOM if text.startswith(BOM) else ""
    ending = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(BOM).replace("\r\n", "\n")
    lines = plain.split("\n")
    owner, key = _owner(_composed(plain), place)
    listed = _value(owner, key)
    if listed is None:
        at, margin = _last_line(owner, lines), " " * owner.start_mark.column
        added = _dumped(CommentedMap({key: [_item(item)]}))
    elif isinstance(listed, SequenceNode) and not listed.flow_style and listed.value:
        at, margin = _last_line(listed, lines), " " * listed.start_mark.column
        added = _dumped([_item(item)], indented=False)
    else:
        raise AmendError(
            _("This list is written on one line"),
            " / ".join(map(str, place)),
            _("Write it one item a line, and accept again."),
        )
    new = [*lines[: at + 1], *(margin + line for line in added), *lines[at + 1 :]]
    result = "\n".join(new)
    _check(plain, result, place, item)
    return bom + result.replace("\n", ending)


def _round_trip(*, indented: bool = True) -> YAML:
    yaml = YAML()
    yaml.width = WIDTH
    yaml.preserve_quotes = True
    if indented:
        yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _composed(text: str) -> Node:
    try:
        root = _round_trip().compose(StringIO(text))
    except YAMLError as error:
        raise AmendError(
            _("This file is no sound YAML"), str(error), _("'callcoach lint' says where.")
        ) from error
    if root is None:
        raise AmendError(_("This file is empty"))
    return root


def _owner(root: Node, place: Sequence[Step]) -> tuple[Node, str]:
    """Return the mapping that holds the list, and the list's key."""
    node: Node | None = root
    *way, key = place
    for step in way:
        node = _value(node, step) if isinstance(step, str) else _one_of(node, *step)
        if node is None:
            raise AmendError(_("There is no such place in this file"), " / ".join(map(str, place)))
    if not isinstance(node, MappingNode) or node.flow_style or not isinstance(key, str):
        raise AmendError(
            _("This list is written on one line"),
            " / ".join(map(str, place)),
            _("Write it one item a line, and accept again."),
        )
    return node, key


def _value(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _one_of(node: Node | None, key: str, wanted: str) -> Node | None:
    if not isinstance(node, SequenceNode):
        return None
    held = ((one, _value(one, key)) for one in node.value)
    return next((one for one, v in held if v is not None and v.value == wanted), None)


def _last_line(node: Node, lines: Sequence[str]) -> int:
    """Return the number of the last line on which a node has anything written."""
    last = node
    while last.end_mark.line != last.start_mark.line and not isinstance(last, ScalarNode):
        if last.flow_style or not last.value:
            break
        last = last.value[-1][1] if isinstance(last, MappingNode) else last.value[-1]
    end = last.end_mark
    at = end.line if end.column or end.line == last.start_mark.line else end.line - 1
    at = min(at, len(lines) - 1)
    while at > last.start_mark.line and not lines[at].strip():
        at -= 1
    return int(at)


def _item(item: Mapping[str, Any] | str) -> Any:
    if isinstance(item, str):
        return DoubleQuotedScalarString(item)
    made = CommentedMap()
    for key, value in item.items():
        if isinstance(value, str):
            made[key] = DoubleQuotedScalarString(value)
        elif isinstance(value, dict):
            made[key] = CommentedMap(value)
            made[key].fa.set_flow_style()
        elif isinstance(value, list | tuple):
            made[key] = CommentedSeq([DoubleQuotedScalarString(each) for each in value])
        else:
            made[key] = value
    return made


def _dumped(data: object, *, indented: bool = True) -> list[str]:
    out = StringIO()
    if not indented:
        # The list's own column is the margin; what is inside the item keeps the usual indents.
        _round_trip().dump(data, out)
        body = out.getvalue().splitlines()
        dash = len(body[0]) - len(body[0].lstrip())
        return [line[dash:] for line in body]
    _round_trip().dump(data, out)
    return out.getvalue().splitlines()


def _check(before: str, after: str, place: Sequence[Step], item: object) -> None:
    """Raise where the text does not hold what it held, and the item."""
    reader = YAML(typ="safe", pure=True)
    try:
        old, new = reader.load(before), reader.load(after)
    except YAMLError as error:
        raise AmendError(_("The item cannot be written in this file"), str(error)) from error
    *way, key = place
    holder = old
    for step in way:
        if isinstance(step, str):
            holder = holder[step]
        else:
            holder = next(one for one in holder if one.get(step[0]) == step[1])
    wanted = item if isinstance(item, str) else {k: _bare(v) for k, v in dict(item).items()}  # type: ignore[call-overload]
    holder.setdefault(key, []).append(wanted)
    if old != new:
        raise AmendError(_("The item cannot be written in this file"), str(item))


def _bare(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
