"""The wheel is all that a trainee's machine gets."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from callcoach import __version__
from tests.places import ROOT, python

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

DIST_INFO = f"callcoach-{__version__}.dist-info"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and return the directory where it was unpacked."""
    place = tmp_path_factory.mktemp("wheel")
    outcome = python("-m", "build", "--wheel", "--no-isolation", "--outdir", str(place))
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    (wheel,) = place.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")
    return place / "site"


def test_the_wheel_carries_content_and_translations_and_nothing_else(unpacked: Path) -> None:
    content = {
        file.relative_to(ROOT)
        for root in ("dialogues", "rubrics")
        for file in (ROOT / root).rglob("*.yaml")
    }
    shipped = unpacked / "callcoach" / "_shipped"

    assert content, "there is content to ship"
    assert content == {file.relative_to(shipped) for file in shipped.rglob("*.yaml")}
    for domain in ("callcoach", "click"):
        assert (unpacked / f"callcoach/locale/fr/LC_MESSAGES/{domain}.mo").exists()
    assert {entry.name for entry in unpacked.iterdir()} == {"callcoach", DIST_INFO}


def test_a_call_can_be_played_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    if find_spec("callcoach.cli.play") is None:
        pytest.skip("this command is still to be written")
    lines = tmp_path / "lines.txt"
    lines.write_text("Bonjour, Camille Roux à l'appareil.\nAu revoir.\n", encoding="utf-8")
    scenario = min(ROOT.glob("dialogues/fr/*/scenario.yaml")).parent.name

    outcome = subprocess.run(
        [sys.executable, "-m", "callcoach", "play", scenario, "--plain", "--input", str(lines)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert outcome.returncode == 0, outcome.stderr
    assert "Camille Roux" in outcome.stdout
