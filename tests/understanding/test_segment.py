"""Where one clause ends and the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.understanding.segment import MAX_SEGMENTS

if TYPE_CHECKING:
    from tests.understanding.conftest import Clauses


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("Bonjour, je suis Inès Roux.", ["bonjour", "je suis ines roux"]),
        (
            "Je comprends mais il me faut une date",
            ["je comprends", "mais il me faut une date"],
        ),
        (
            "Vous avez un loyer et vous payez combien ?",
            ["vous avez un loyer", "et vous payez combien"],
        ),
        ("Il reste 1 250,50 euros. On fait comment ?", None),
        ("Je cherche M. Petit. C'est vous ?", ["je cherche monsieur petit", "c est vous"]),
        (
            "Le gaz, l'eau et l'électricité sont payés",
            ["le gaz l eau et l electricite sont payes"],
        ),
    ],
)
def test_clauses_are_cut_where_a_new_one_begins(
    clauses: Clauses, raw: str, parts: list[str] | None
) -> None:
    found = [clause.text for clause in clauses(raw)]

    assert found == parts if parts else len(found) == 2


def test_a_plan_of_payments_stays_in_one_piece(clauses: Clauses) -> None:
    found = clauses("Je vous propose 200 euros aujourd'hui puis 4 fois 180 euros le 5")

    assert len(found) == 1


def test_a_condition_and_its_main_clause_are_two_clauses(clauses: Clauses) -> None:
    assert [c.text for c in clauses("Si vous réglez lundi, je clos le dossier")] == [
        "si vous reglez lundi",
        "je clos le dossier",
    ]


def test_a_clause_knows_what_closes_it(clauses: Clauses) -> None:
    assert [c.ends for c in clauses("Ça va ? Bien, je vous écoute ! Alors…")] == [
        "?",
        ",",
        "!",
        ".",
    ]


@pytest.mark.parametrize("raw", ["a. " * 3000, "mot " * 2500, ",;:!?" * 2000, "et je " * 1600])
def test_whatever_is_pasted_the_number_of_clauses_is_bounded(clauses: Clauses, raw: str) -> None:
    assert len(clauses(raw)) <= MAX_SEGMENTS


def test_no_word_is_lost_between_clauses(clauses: Clauses) -> None:
    raw = "Oui, bon, alors je note et je vous rappelle, sauf si vous préférez, mardi ?"

    words = [token.text for clause in clauses(raw) for token in clause.tokens]

    assert len(words) == 14
