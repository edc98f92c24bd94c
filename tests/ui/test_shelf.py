from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.content.library import Library, Roots
from callcoach.ui.shelf import ScenarioCard, cards_of, next_to_play

if TYPE_CHECKING:
    from pathlib import Path

BILL = ScenarioCard("bill", "La facture de téléphone", "Deux mois d'impayés.", level=1)


@pytest.mark.parametrize("typed", ["", "tele", "FACTURE", "impayes deux", "téléph"])
def test_a_call_is_found_by_any_of_its_words_without_accents(typed: str) -> None:
    assert BILL.matches(typed)


def test_a_call_is_left_out_when_one_word_is_missing() -> None:
    assert not BILL.matches("facture loyer")


def test_a_scenario_with_a_fault_comes_last_and_cannot_be_played(content: Path) -> None:
    library = Library(Roots(content / "dialogues", content / "rubrics"))

    cards = cards_of(library, {"phone_bill": 72.5})

    assert [(card.id, card.playable) for card in cards] == [
        ("phone_bill", True),
        ("gym_fee", True),
        ("broken_call", False),
    ]
    assert cards[0].best == 72.5


def test_the_easiest_call_without_a_mark_is_proposed_first() -> None:
    done = ScenarioCard("done", "Fait", level=1, best=90.0)
    hard = ScenarioCard("hard", "Dur", level=4)

    assert next_to_play([done, BILL, hard]) == BILL


def test_when_all_have_marks_the_weakest_is_proposed() -> None:
    good = ScenarioCard("good", "Bien", best=90.0)
    weak = ScenarioCard("weak", "Faible", best=30.0)

    assert next_to_play([good, weak]) == weak


def test_a_call_that_cannot_be_played_is_never_proposed() -> None:
    assert next_to_play([ScenarioCard("broken", "Cassé", playable=False)]) is None
