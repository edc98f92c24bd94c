"""After a call: what went through their mind, what became of it, and the second call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunCli

NOW = "2026-11-12T10:30"
WORDS = """
Bonjour, je suis Camille Rey, du cabinet Rivalis. Pouvez-vous me donner votre date de naissance ?
Je vous appelle pour Luméa Énergie : il reste 1 240 euros à payer. Pouvez-vous régler cette somme ?
Je vous rassure, personne ne coupe votre électricité, je n'en ai pas le pouvoir.
Cela arrive à beaucoup de gens, et je comprends que ce soit difficile.
Qu'est-ce qui rentre chaque mois à la maison ?
Et vous avez combien de charges par mois ?
Vu votre budget, je propose trois versements de 60 euros par virement, dès le 23 novembre.
Nous sommes d'accord : trois fois 60 euros à partir du 23 novembre, par virement. Vous confirmez ?
Merci, bonne journée, au revoir.
"""


@pytest.fixture
def agreed(run_cli: RunCli, with_models: Path, tmp_path: Path) -> str:
    """Play a call that comes to a plan, and return its attempt."""
    lines = tmp_path / "plan.txt"
    lines.write_text(WORDS, encoding="utf-8")
    arguments = ("good_faith_hardship", "--now", NOW, "--input", str(lines), "--as-written")
    for seed in range(1, 12):
        done = run_cli("play", *arguments, "--seed", str(seed), "--format", "json")
        after = json.loads(done.stdout.splitlines()[-1])["aftermath"]
        if after is not None:
            break
    assert after is not None
    attempt: str = json.loads(run_cli("history", "--format", "json").stdout)[0]["attempt_id"]
    return attempt


def test_the_mind_and_the_months_after_are_shown_and_a_second_call_follows(
    run_cli: RunCli, agreed: str
) -> None:
    shown = run_cli("replay", agreed, "--thoughts").stdout
    assert "What went through their mind" in shown
    assert "After the call" in shown
    assert "Recovered:" in shown
    assert "Sustainable: yes" in shown
    assert "What went through their mind" not in run_cli("replay", agreed).stdout

    second = run_cli("play", "--after", agreed, "--plain", "--format", "json", stdin="/hangup\n")
    header = json.loads(second.stdout.splitlines()[0])
    assert header["kind"] == "header"
    assert header["scenario"] == "good_faith_hardship"
    assert header["started_at"] > "2026-11-23"


def test_a_call_without_agreement_is_not_followed_up(run_cli: RunCli, with_models: Path) -> None:
    run_cli("play", "good_faith_hardship", "--plain", "--now", NOW, stdin="Bonjour\n/hangup\n")
    attempt = json.loads(run_cli("history", "--format", "json").stdout)[0]["attempt_id"]
    done = run_cli("play", "--after", attempt, "--plain", stdin="")
    assert done.exit_code == 2
    assert "nothing to follow up" in done.stderr
