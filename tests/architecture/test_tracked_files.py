"""No committed file tells of the machine it was made on, nor of where packages came from."""

from __future__ import annotations

import re
from pathlib import Path

from tests.places import ROOT, tracked_files

# Written in pieces, so that this file is not its own first finding.
_REGISTRY = re.compile(
    "index" + r"[-_]url|find[-_]" + "links|pypi" + r"\.org|python" + r"hosted|npmjs\." + "org"
    r"|https?://[^\s\"'<>]+\.(?:whl|tar\.gz)"
)
_LOCK = ROOT / "requirements.lock"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="ignore").splitlines()


def test_no_tracked_file_holds_the_address_of_a_registry() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for file in tracked_files()
        for number, line in enumerate(_lines(file), start=1)
        if _REGISTRY.search(line)
    ]

    assert found == []


def test_no_tracked_file_holds_a_path_of_this_machine() -> None:
    homes = {str(Path.home()), str(ROOT.parent)} - {"/"}
    machine = re.compile("|".join(re.escape(home) + r"/" for home in sorted(homes)))

    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for file in tracked_files()
        for number, line in enumerate(_lines(file), start=1)
        if machine.search(line)
    ]

    assert found == []


def test_no_lock_that_records_addresses_is_tracked() -> None:
    names = {file.name for file in tracked_files()}

    assert not names & {"uv.lock", "poetry.lock", "Pipfile.lock", "pylock.toml"}


def test_the_lock_pins_everything_by_hash_and_names_no_address() -> None:
    lock = _lines(_LOCK)
    pinned = [line for line in lock if re.match(r"[a-z0-9]", line)]

    assert [line for line in lock if "://" in line or line.startswith("-")] == []
    assert len(pinned) > 30
    assert all("==" in line for line in pinned)
    assert sum("--hash=sha256:" in line for line in lock) >= len(pinned)
