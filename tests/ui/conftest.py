"""A small content of our own, a fixed hour and seed, and a history under the test's own folder."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped] # has no types

from callcoach.content.library import Library, Roots
from callcoach.content.model_cache import ModelCache
from callcoach.session.studio import Studio
from callcoach.ui.desk import Desk
from callcoach.ui.settings import Settings
from tests.places import ROOT
from tests.ui.acting import MakeApp, UiApp

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 12, 10, 30)  # noqa: DTZ001 - the call's own time has no zone
SHARED = ("call_graph.yaml", "entities.yaml")
"""Files of the French pack that the small content does without writing anew."""


# The plugin names the ending as older versions of its library did; without this, pictures are
# called `.raw`, and nothing opens them.
SVGImageExtension.file_extension = "svg"


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the content of these tests, whole."""
    folder = tmp_path_factory.mktemp("content") / "content"
    shutil.copytree(HERE / "content", folder)
    for name in SHARED:
        shutil.copy(ROOT / "dialogues" / "fr" / name, folder / "dialogues" / "fr")
    return folder


@pytest.fixture(scope="session")
def models(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the compiled classifier, which takes a while to compile."""
    folder = tmp_path_factory.mktemp("models")
    roots = Roots(content / "dialogues", content / "rubrics")
    _compiled = Studio(Library(roots), ModelCache(folder)).lexicon
    return folder


@pytest.fixture
def settings(content: Path, models: Path, data_dir: Path) -> Settings:
    """Return what these runs of the app are asked for."""
    data_dir.mkdir()
    shutil.copytree(models, data_dir / "models")
    count = iter(range(1_000))
    return Settings(
        data_dir=data_dir,
        content=content,
        seed=7,
        now=NOW,
        entropy=lambda: bytes([next(count)]),
    )


@pytest.fixture(scope="session")
def studio(content: Path, models: Path) -> Studio:
    """Return a studio that has read and compiled everything: each test would do it again."""
    ready = Studio(Library(Roots(content / "dialogues", content / "rubrics")), ModelCache(models))
    ready.library.read_all()
    _compiled = ready.lexicon
    return ready


class ReadyDesk(Desk):
    """A desk whose content is read already, where it is that of these tests."""

    def __init__(self, settings: Settings, ready: Studio) -> None:
        super().__init__(settings)
        self._ready = ready

    def open_content(self) -> None:
        """Take what was read, unless other content is asked for."""
        if self.settings.content == self._ready.library.roots.dialogues.parent:
            self._studio = self._ready
        else:
            super().open_content()


@pytest.fixture
def make_app(settings: Settings, studio: Studio) -> Iterator[MakeApp]:
    """Return what makes an app over this test's content and history; several may follow."""
    desks: list[Desk] = []

    def make(**changes: object) -> UiApp:
        from dataclasses import replace

        desk = ReadyDesk(replace(settings, **changes), studio)  # type: ignore[arg-type] # by name
        desks.append(desk)
        return UiApp(desk)

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def app(make_app: MakeApp) -> UiApp:
    """Return the app."""
    return make_app()
