"""What all content models share: frozen, no unknown keys, strict booleans and integers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""An English snake_case id."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""A non-empty text in the pack's language."""

Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
"""Euros, never negative, cents at most."""

Level = Annotated[StrictInt, Field(ge=0, le=100)]
"""A gauge of the debtor's state, 0 to 100."""

Flag = StrictBool
Whole = StrictInt


class ContentModel(BaseModel):
    """The base of everything an author writes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
