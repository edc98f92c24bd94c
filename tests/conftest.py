"""What every test may rely on: a data directory of its own, English words, a steady terminal."""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

# Textual and Rich read these when they are imported, hence here, before anything imports them: a
# picture must not depend on the terminal that runs the tests.
os.environ.pop("NO_COLOR", None)
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["COLORTERM"] = "truecolor"
# What is understood must not depend on the extras of whoever runs the tests; those of the other
# tier name it.
os.environ["CALLCOACH_TIER"] = "words"

import pytest
from hypothesis import HealthCheck, settings

from callcoach import i18n
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "CALLCOACH_LANG")

# The same examples at each run, so that a red check is red for everybody; HYPOTHESIS_PROFILE=long
# goes looking for new ones.
settings.register_profile(
    "ci",
    max_examples=50,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "long", max_examples=2_000, stateful_step_count=100, deadline=None, database=None
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the classifier of the shipped content, trained once for all tests.

    Whoever runs tests all day names a folder in CALLCOACH_TEST_MODELS, where it stays.
    """
    from callcoach.content.library import Library, Roots
    from callcoach.content.model_cache import ModelCache
    from callcoach.session.studio import Studio

    kept = os.environ.get("CALLCOACH_TEST_MODELS")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("models")
    roots = Roots(ROOT / "dialogues", ROOT / "rubrics")
    assert Studio(Library(roots), ModelCache(folder)).lexicon.language == "fr"
    return folder


@pytest.fixture
def with_models(trained: Path, data_dir: Path) -> Path:
    """Give the test's data directory the trained classifier, so that commands start at once."""
    shutil.copytree(trained, data_dir / "models")
    return data_dir


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep attempts and logs of the test under its own temporary directory."""
    place = tmp_path / "data"
    monkeypatch.setenv("CALLCOACH_DATA_DIR", str(place))
    monkeypatch.delenv("CALLCOACH_DATABASE_URL", raising=False)
    return place


@pytest.fixture(autouse=True)
def _english_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak English, whatever the machine speaks; a test that wants French says so."""
    for name in _LANGUAGE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    with i18n.speaking("en"):
        yield


@dataclass(frozen=True)
class CliResult:
    """What one command line gave."""

    exit_code: int
    stdout: str
    stderr: str


class RunCli(Protocol):
    """`run_cli("list", "--format", "json", stdin="…")`."""

    def __call__(self, *arguments: str, stdin: str = "") -> CliResult:
        """Carry out one command line in this process, its output captured."""


@pytest.fixture
def run_cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> RunCli:
    """Return a function that carries out one command line in this process."""
    from callcoach.cli import run

    def carry_out(*arguments: str, stdin: str = "") -> CliResult:
        raw = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8")), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", raw)
        capsys.readouterr()
        exit_code = run(arguments)
        captured = capsys.readouterr()
        return CliResult(exit_code, captured.out, captured.err)

    return carry_out
