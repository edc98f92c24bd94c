"""What starting callcoach loads, in a fresh interpreter: static contracts cannot see it."""

from __future__ import annotations

import json

import pytest

from tests.places import python


def loaded_after(code: str) -> set[str]:
    """Return the top-level names of all modules that are loaded once `code` has run."""
    tail = "import json, sys; print(); print(json.dumps(sorted(sys.modules)))"
    outcome = python("-c", f"{code}\n{tail}")
    assert outcome.returncode == 0, outcome.stderr
    modules: list[str] = json.loads(outcome.stdout.splitlines()[-1])
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize("room", ["callcoach.session", "callcoach.cli"])
def test_importing_a_room_loads_no_terminal_no_database_and_no_numpy(room: str) -> None:
    loaded = loaded_after(f"import {room}")

    assert not loaded & {"textual", "rich", "numpy", "sqlalchemy"}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_none_of_the_heavy_libraries(option: str) -> None:
    loaded = loaded_after(f"from callcoach.cli import run; assert run(['{option}']) == 0")

    assert not loaded & {"textual", "pydantic", "numpy", "sqlalchemy"}


def test_the_interface_language_loads_babel_only_to_write_amounts_and_dates() -> None:
    assert "babel" not in loaded_after("from callcoach.i18n import _; _('Options')")
    assert "babel" in loaded_after("from callcoach.i18n import money; money(3)")
