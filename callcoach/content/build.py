"""Data to models; pydantic's errors become problems at the key or value that caused them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from callcoach.content.explain import Explanation, either, explain
from callcoach.content.problems import Problem, Problems
from callcoach.content.shape import Place, follow
from callcoach.content.source import Source, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from callcoach.content.problems import Loc

T = TypeVar("T", bound=BaseModel)

_WRONG_KIND = "M003"
_WRONG_LENGTH = "M007"


class _Fault(NamedTuple):
    """One error of pydantic, placed and explained."""

    place: Place
    said: Explanation
    at_key: bool


def build(model: type[T], source: Source) -> tuple[T | None, tuple[Problem, ...]]:
    """Make a model of what an author wrote.

    Args:
        model: What the file should hold.
        source: What `read_source` made of the file.

    Returns:
        The model, or None with every problem found, in order. No text of pydantic is in them.
    """
    try:
        return model.model_validate(source.data), ()
    except ValidationError as error:
        faults = [_fault(model, source, one) for one in error.errors(include_url=False)]
    told = _without_echoes(_without_branches(faults))
    problems = Problems(_problem(source, fault) for fault in told)
    return None, problems.sorted()


def load(model: type[T], raw: str | bytes, path: str) -> tuple[T | None, tuple[Problem, ...]]:
    """Read one file in memory and make a model of it, in one pass over all its problems.

    Args:
        model: What the file should hold.
        raw: The content of the file.
        path: How problems name the file.

    Returns:
        The model when nothing at all is wrong, else None and every problem, in order.
    """
    source, unread = read_source(raw, path)
    if source is None:
        return None, unread
    built, unfit = build(model, source)
    # What the loader refused leaves a hole, and the model would complain of the hole.
    known = {found.position for found in unread}
    problems = Problems(unread)
    problems.extend(found for found in unfit if found.position not in known)
    return (None if problems.has_errors else built), problems.sorted()


def _fault(model: type[BaseModel], source: Source, error: ErrorDetails) -> _Fault:
    loc: Loc = error["loc"]
    at_key = error["type"] == "extra_forbidden" or loc[-1:] == ("[key]",)
    if error["type"] in ("extra_forbidden", "missing"):
        around = follow(model, loc[:-1], source.positions)
        said = explain(error, around.keys())
        path = (*around.path, loc[-1]) if at_key else around.path
        return _Fault(Place(path, around.models, around.branches), said, at_key)
    there = follow(model, loc, source.positions)
    said = explain(error, ())
    path = _below(there.path, said.at, source)
    return _Fault(Place(path, there.models, there.branches), said, at_key)


def _below(path: Loc, at: Loc, source: Source) -> Loc:
    """Return as much of ``path`` and ``at`` as the author wrote."""
    for part in at:
        if (*path, part) not in source.positions:
            break
        path = (*path, part)
    return path


def _problem(source: Source, fault: _Fault) -> Problem:
    said = fault.said
    found = source.problem(fault.place.path, said.code, said.fields, at_key=fault.at_key)
    return replace(found, advice=said.advice, wording=said.wording)


def _without_branches(faults: list[_Fault]) -> list[_Fault]:
    """Keep, at each plain union, the errors of the member the author most likely meant.

    Pydantic reports an error for each member of a union without discriminator; all but one of them
    would send the author astray.
    """
    unions = {path for fault in faults for path, _ in fault.place.branches}
    for union in sorted(unions, key=len):
        inside = [fault for fault in faults if _tag(fault, union) is not None]
        outside = [fault for fault in faults if _tag(fault, union) is None]
        faults = outside + _likeliest(inside, union)
    return faults


def _without_echoes(faults: list[_Fault]) -> list[_Fault]:
    """Leave out the length of a list with wrong items: pydantic only counts the right ones."""
    paths = {fault.place.path for fault in faults}
    around = {path[:size] for path in paths for size in range(len(path))}
    return [
        fault
        for fault in faults
        if fault.said.code != _WRONG_LENGTH or fault.place.path not in around
    ]


def _likeliest(faults: list[_Fault], union: Loc) -> list[_Fault]:
    by_member: dict[str, list[_Fault]] = {}
    for fault in faults:
        by_member.setdefault(_tag(fault, union) or "", []).append(fault)
    if len(by_member) < 2:
        return faults
    misfits = [member for member in by_member.values() if _is_misfit(member, union)]
    if len(misfits) == len(by_member):
        said = either([fault.said for member in misfits for fault in member])
        return [misfits[0][0]._replace(said=said)]
    fitting = (member for member in by_member.values() if not _is_misfit(member, union))
    # The deeper its first error, the more of the member was recognised; of equals, the first.
    return max(fitting, key=lambda member: max(len(fault.place.path) for fault in member))


def _is_misfit(member: Iterable[_Fault], union: Loc) -> bool:
    """Whether the value is not even of the kind that a member of a union wants."""
    return any(fault.said.code == _WRONG_KIND and fault.place.path == union for fault in member)


def _tag(fault: _Fault, union: Loc) -> str | None:
    return dict(fault.place.branches).get(union)
