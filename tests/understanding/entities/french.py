"""The French words, as shipped, and short ways to read a sentence with them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from callcoach.text import fold
from callcoach.understanding.entities import Entity, EntityWords, extract, parse_line

WEDNESDAY = date(2026, 4, 8)
"""The day of the call in these tests."""

_FILE = Path(__file__).parents[3] / "dialogues" / "fr" / "entities.yaml"
_Sort = TypeVar("_Sort", bound=Entity)


@cache
def french_data() -> dict[str, Any]:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


@cache
def french() -> EntityWords:
    return EntityWords.from_mapping(french_data())


def entities_in(text: str, today: date = WEDNESDAY) -> tuple[Entity, ...]:
    return extract(fold(text), today, french())


def found_in(text: str, sort: type[_Sort], today: date = WEDNESDAY) -> list[_Sort]:
    return [entity for entity in entities_in(text, today) if isinstance(entity, sort)]


def parsed(text: str, today: date = WEDNESDAY) -> dict[str, Any]:
    return parse_line(text, today, french())
