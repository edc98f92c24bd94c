"""A scenario may add acts that only its own call knows."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from callcoach.authoring.beside import read_beside
from callcoach.authoring.lint import lint
from callcoach.content.library import Library, Roots
from callcoach.engine.events import DebtorSpoke
from callcoach.session.clock import SimulatedClock
from callcoach.session.order import Order
from callcoach.session.studio import Studio
from callcoach.understanding.utterance import Context
from tests.places import ROOT
from tests.stage import Memory

if TYPE_CHECKING:
    from pathlib import Path

BASE = ROOT / "tests" / "broken_content" / "_base"
OWN_ACT = """
acts:
  - id: name_the_club
    label: "parler du club"
    label_en: "name the club"
    examples:
      - "Nous jouons au même club de tarot."
      - "On se croise le jeudi au tarot."
      - "Je vous connais du tournoi de tarot."
      - "Le club de tarot, c'est bien le vôtre ?"
      - "je vous ai vue au tarot"
"""
OWN_LINES = """lines:
  name_the_club:
    - "Ah, vous jouez au tarot, vous aussi ?"
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(BASE, folder)
    return folder


def with_own_act(folder: Path) -> Path:
    scenario = folder / "dialogues" / "fr" / "late_bill" / "scenario.yaml"
    text = scenario.read_text(encoding="utf-8")
    assert text.count("\nlines:\n") == 1
    text = text.replace("\nlines:\n", "\n" + OWN_LINES) + OWN_ACT
    scenario.write_text(text, encoding="utf-8")
    return folder


def library_at(folder: Path) -> Library:
    return Library(Roots(folder / "dialogues", folder / "rubrics"), "fr")


def answers(folder: Path, said: str) -> list[str]:
    """Return what the debtor answers to one turn."""
    clock = SimulatedClock(datetime.fromisoformat("2026-11-12T10:30"))
    session = Studio(library_at(folder)).begin(Order("essai", "late_bill", 7), clock, Memory())
    session.dial()
    turn = session.say(said)
    return [event.text for event in turn.events if isinstance(event, DebtorSpoke)]


SAID = "Je vous connais du club de tarot."


def test_the_debtor_answers_an_act_of_this_call_alone(content: Path) -> None:
    assert any("tarot" in line for line in answers(with_own_act(content), SAID))


def test_elsewhere_the_act_is_not_known(content: Path) -> None:
    studio = Studio(library_at(with_own_act(content)))
    context = Context(today=datetime.fromisoformat("2026-11-12T10:30").date())
    play = studio.play("late_bill", context.today, 7)
    assert "name_the_club" in studio.listener(play)(SAID, context).acts
    general = studio.lexicon
    assert "name_the_club" not in general.classifier.model.acts


def test_lint_accepts_lines_for_an_act_of_the_scenario(content: Path) -> None:
    library = library_at(with_own_act(content))
    assert lint(library, read_beside(library, None)) == ()


def test_an_act_that_the_language_has_already_is_told_at_its_line(content: Path) -> None:
    folder = with_own_act(content)
    scenario = folder / "dialogues" / "fr" / "late_bill" / "scenario.yaml"
    text = scenario.read_text(encoding="utf-8").replace("name_the_club", "greet")
    scenario.write_text(text, encoding="utf-8")
    library = library_at(folder)
    (problem,) = lint(library, read_beside(library, None))
    line = text.splitlines().index("  - id: greet") + 1
    assert problem.line == line
    assert "acts.yaml" in problem.message("en")
