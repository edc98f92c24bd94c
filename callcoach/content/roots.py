"""Where the content is: two folders, ``dialogues/`` and ``rubrics/``.

They are looked for in the folder an option names, then in the working directory, then in the copy
shipped with the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Roots:
    """The two folders that content is read from."""

    dialogues: Path
    rubrics: Path


def find_roots(chosen: Path | None = None, here: Path | None = None) -> Roots | None:
    """Return where the content is.

    A chosen folder, else the working directory, else the shipped copy.

    Args:
        chosen: a folder that holds ``dialogues/`` and, if it likes, ``rubrics/``.
        here: the working directory, when it may serve.

    Returns:
        The folders, None when the chosen folder holds no ``dialogues/`` or nothing was shipped.

    """
    shipped = shipped_root()
    if chosen is not None:
        return _roots(chosen, shipped)
    for folder in (here, shipped):
        found = _roots(folder, shipped) if folder is not None else None
        if found is not None:
            return found
    return None


def shipped_root() -> Path | None:
    """Return the folder of the content that came with the program.

    In the wheel, or beside the package.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_shipped", package.parent):
        if (folder / "dialogues").is_dir() and (folder / "rubrics").is_dir():
            return folder
    return None


def _roots(folder: Path, shipped: Path | None) -> Roots | None:
    dialogues, rubrics = folder / "dialogues", folder / "rubrics"
    if not dialogues.is_dir():
        return None
    if not rubrics.is_dir() and shipped is not None:
        rubrics = shipped / "rubrics"
    return Roots(dialogues, rubrics)
