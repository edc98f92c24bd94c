"""Where compiled classifiers are kept between runs: one file each, named by a hash.

What must stay true: a half-written file is never read, and a folder that cannot be written costs
time only.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

_SUFFIX = ".npz"
_KEPT = 8
"""Models kept; an author who edits examples all day should not fill the disk."""


class ModelCache:
    """A folder of compiled models; a ``ModelStore`` of the room above."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; it is made when first written to."""
        self._folder = folder

    def read(self, key: str) -> bytes | None:
        """Return the bytes kept under a key, None when there are none or they cannot be read."""
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def write(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, whole or not at all; a folder that refuses them is no error."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                Path(name).replace(self._path(key))
            except OSError:
                Path(name).unlink(missing_ok=True)
            self._forget_oldest()

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)

    def _forget_oldest(self) -> None:
        kept = sorted(
            self._folder.glob("*" + _SUFFIX), key=lambda path: path.stat().st_mtime, reverse=True
        )
        for path in kept[_KEPT:]:
            path.unlink(missing_ok=True)
