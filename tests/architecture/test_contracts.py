from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.places import PACKAGE, ROOT

MOST_LINES = 350


def test_the_rooms_depend_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    outcome = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_every_module_stays_small() -> None:
    sizes = {
        str(module.relative_to(ROOT)): len(module.read_text(encoding="utf-8").splitlines())
        for module in PACKAGE.rglob("*.py")
    }

    assert {module: size for module, size in sizes.items() if size > MOST_LINES} == {}
