"""What people say in general: ordinary words and how often they are heard.

The words of a language that no author needs to write down, taken from the frequency lists of the
``pyspellchecker`` package. What must stay true: a language without a list has no ordinary words,
which is no error; the same list gives the same words.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from callcoach.text import fold_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

_SELDOM = 4e-7
"""Words heard seldomer than this share of all are left out: typing errors look like some of
them."""


@dataclass(frozen=True)
class CommonWords:
    """One language's list, packed until it is needed."""

    packed: bytes = b""

    @cached_property
    def digest(self) -> str:
        """A hash of the list."""
        return hashlib.sha256(self.packed).hexdigest()

    def counts(self) -> Mapping[str, int]:
        """Return folded words with how often they are heard."""
        if not self.packed:
            return {}
        heard: dict[str, int] = json.loads(gzip.decompress(self.packed))
        least = _SELDOM * sum(heard.values())
        folded: Counter[str] = Counter()
        for word, count in heard.items():
            if count >= least and word.isalpha() and len(word) > 1:
                folded[fold_phrase(word)] += count
        return dict(sorted(folded.items()))


def common_words(language: str) -> CommonWords:
    """Return the ordinary words of a language (its ISO 639-1 code)."""
    resource = files("spellchecker") / "resources" / f"{language}.json.gz"
    return CommonWords(resource.read_bytes() if resource.is_file() else b"")
