"""Follows a pydantic error through a model's annotations, back to the keys the author wrote.

Pydantic's ``loc`` mixes keys of the document with union tags and ``[key]`` marks that are not
written in it.
"""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from callcoach.content.problems import Loc

Branch: TypeAlias = tuple[Loc, str]
"""A choice made at a union: where in the document, and pydantic's tag for the member."""


@dataclass(frozen=True)
class Place:
    """Where a pydantic error is."""

    path: Loc
    """The part of its ``loc`` that is in the document."""
    models: tuple[type[BaseModel], ...]
    """The models that may stand there."""
    branches: tuple[Branch, ...] = ()
    """The unions gone through, from the top."""

    def keys(self) -> tuple[str, ...]:
        """Return the keys an author may write here, in the models' order."""
        names = (_written(name, model) for model in self.models for name in model.model_fields)
        return tuple(dict.fromkeys(names))


@dataclass
class _Walk:
    """One way down a model, beside the document."""

    known: Collection[Loc]
    here: tuple[Any, ...]
    path: Loc = ()
    lost: bool = False
    """True once a validator has built something that the document does not show."""
    branches: list[Branch] = field(default_factory=list)

    def step(self, part: str | int) -> None:
        """Go through one part of a ``loc``."""
        if len(self.here) > 1 and isinstance(part, str) and self._choose(part):
            return
        inside = tuple(one for here in self.here for one in _inside(here, part))
        if not self.lost and (*self.path, part) in self.known:
            self.path = (*self.path, part)
        elif not inside:
            return
        else:
            self.lost = True
        self.here = inside

    def _choose(self, tag: str) -> bool:
        """Keep the member of a union that a tag names; False when it names none."""
        chosen = tuple(one for one in self.here if _answers_to(one, tag))
        if not chosen:
            return False
        self.branches.append((self.path, tag))
        self.here = chosen
        return True


def follow(model: type[BaseModel], loc: Loc, known: Collection[Loc]) -> Place:
    """Return where in the document an error is, and what may stand there.

    Args:
        model: The model that was being built.
        loc: Pydantic's ``loc``.
        known: Every place of the document.
    """
    walk = _Walk(known, _members(model))
    for part in loc:
        walk.step(part)
    models = tuple(
        one for one in walk.here if isinstance(one, type) and issubclass(one, BaseModel)
    )
    return Place(walk.path, models, tuple(walk.branches))


def _written(name: str, model: type[BaseModel]) -> str:
    """Return a field's name as authors write it."""
    return model.model_fields[name].alias or name


def _members(annotation: Any) -> tuple[Any, ...]:
    """Return what an annotation may be: the members of a union, without None."""
    if annotation is types.NoneType or annotation is None:
        return ()
    origin = get_origin(annotation)
    if origin is Annotated:
        return _members(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return tuple(one for part in get_args(annotation) for one in _members(part))
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        return _members(annotation.model_fields["root"].annotation)
    alias = getattr(annotation, "__value__", None)
    return (annotation,) if alias is None else _members(alias)


def _inside(annotation: Any, part: str | int) -> tuple[Any, ...]:
    """Return what may stand at a key or index of an annotation; empty when nothing can."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        found = [one for name, one in annotation.model_fields.items() if part in (name, one.alias)]
        return _members(found[0].annotation) if found else ()
    origin, inner = get_origin(annotation), get_args(annotation)
    if not isinstance(origin, type) or not inner:
        return ()
    if issubclass(origin, Mapping):
        return _members(inner[-1]) if isinstance(part, str) and part != "[key]" else ()
    if not isinstance(part, int) or not issubclass(origin, Collection):
        return ()
    if issubclass(origin, tuple) and inner[-1] is not ...:
        return _members(inner[part]) if part < len(inner) else ()
    return _members(inner[0])


def _answers_to(annotation: Any, tag: str) -> bool:
    """Whether pydantic calls a member of a union by this tag."""
    origin = get_origin(annotation)
    if origin is Literal:
        return tag.startswith("literal[")
    if origin is not None:
        return tag.split("[")[0] == getattr(origin, "__name__", "")
    if not isinstance(annotation, type):
        return False
    if issubclass(annotation, BaseModel) and tag in _literals(annotation):
        return True
    return tag.removeprefix("constrained-") == annotation.__name__


def _literals(model: type[BaseModel]) -> set[str]:
    """Return the values a model's fields are fixed to: one of them is its discriminator's."""
    fixed = (
        value
        for one in model.model_fields.values()
        if get_origin(one.annotation) is Literal
        for value in get_args(one.annotation)
    )
    return {str(value.value if isinstance(value, Enum) else value) for value in fixed}
