"""Attempt ids: short, sortable by date, safe to type and to use as a file name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

# Neither i, l, o nor u: nobody has to guess between 1 and l, and no word comes out.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_TAIL = 5


def new_attempt_id(now: datetime, entropy: bytes) -> str:
    """Return an id such as `20261124-145733-k3f9q`.

    The date comes first, so that a date is often prefix enough for `Store.resolve`; ids made in
    different seconds sort as their dates do.

    Args:
        now: the attempt's clock; its own time of day is used, whatever its time zone.
        entropy: bytes that differ between two attempts begun in the same second. The same bytes
            give the same id.
    """
    number = int.from_bytes(hashlib.sha256(entropy).digest()[:8], "big")
    tail = "".join(_DIGITS[(number >> (5 * place)) & 31] for place in range(_TAIL))
    return f"{now:%Y%m%d-%H%M%S}-{tail}"
