from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from callcoach import __version__
from tests.places import ROOT, python

if TYPE_CHECKING:
    from pathlib import Path


DIST_INFO = f"callcoach-{__version__}.dist-info"


@pytest.mark.slow
def test_the_wheel_carries_content_and_translations(tmp_path: Path) -> None:
    outcome = python("-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path))
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr

    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())

    content = {
        f"callcoach/_shipped/{file.relative_to(ROOT).as_posix()}"
        for root in ("dialogues", "rubrics")
        for file in (ROOT / root).rglob("*.yaml")
    }
    assert content, "there is content to ship"
    assert content <= inside
    assert "callcoach/locale/fr/LC_MESSAGES/callcoach.mo" in inside
    assert "callcoach/locale/fr/LC_MESSAGES/click.mo" in inside
    assert {name.partition("/")[0] for name in inside} == {
        "callcoach",
        DIST_INFO,
    }
