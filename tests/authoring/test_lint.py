"""What the linter knows of the program, and where it keeps quiet."""

from __future__ import annotations

import ast
import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from callcoach.authoring.lint import PAGES
from callcoach.authoring.lint.pattern_words import in_our_words
from callcoach.authoring.lint.vocabulary import ENGINE_SIGNALS, LINE_SLOTS, NEEDED_LISTS
from callcoach.content.script import RecordScript, SheetScript
from callcoach.engine.slots import slot_values
from callcoach.engine.terms import Terms
from callcoach.scoring.papers import RESULTS, CallRecord, PreparationSheet
from callcoach.session.clock import SimulatedClock
from callcoach.session.order import Order
from callcoach.session.studio import Studio
from callcoach.understanding.patterns import PatternCompiler, PatternError
from tests.authoring.content import BASE, found, library_at, problems_of
from tests.places import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from callcoach.session.records import EventRecord


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Return a function that copies the small content with one piece of text replaced."""

    def copy(name: str, old: str, new: str) -> Path:
        shutil.copytree(BASE, tmp_path / "content", dirs_exist_ok=True)
        file = tmp_path / "content" / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return tmp_path / "content"

    return copy


SCENARIO = "dialogues/fr/late_bill/scenario.yaml"
PERSONA = "dialogues/fr/personas/calm.yaml"


def codes(folder: Path, today: date | None = None) -> list[str]:
    return [place.code for place in sorted(found(problems_of(folder, today)))]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        # A persona, a rubric file or an act file that cannot be read makes no other rule speak.
        (PERSONA, "motive: security", "motive: boredom", ["M004"]),
        ("dialogues/fr/call_graph.yaml", "start: contact", "begin: contact", ["M002", "M001"]),
        ("dialogues/fr/acts.yaml", "acts:\n", "actes:\n", ["M002", "M001"]),
        ("rubrics/fr/techniques.yaml", "family: listening", "family: talking", ["M004"]),
        ("rubrics/fr/deontology.yaml", "kind: prohibition", "kind: ban", ["M004"]),
        ("rubrics/fr/help_bodies.yaml", "certainty: policy", "certainty: sure", ["M004"]),
        ("dialogues/fr/language.yaml", "label:", "name:", ["M002", "M001"]),
        ("dialogues/fr/replies.yaml", "spoken:", "spokn:", ["M001"]),
        (SCENARIO, "level: 1", "level: 9", ["M005"]),
    ],
)
def test_a_fault_is_never_reported_because_of_another_one(
    edited: Callable[[str, str, str], Path], name: str, old: str, new: str, told: list[str]
) -> None:
    assert sorted(codes(edited(name, old, new))) == sorted(told)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SCENARIO, "slot: cause", "slot: mystery\n      volunteered_after: [reformulation]"),
        (SCENARIO, "when: {unknown: [new_job]}", "when: {flags: [no_capacity]}"),
        (SCENARIO, "{balance} euros ?", "{own_instalment} euros {by_own_means} ?"),
        (SCENARIO, "raised_on: [ask_full_payment]", "raised_on: [identity_confirmed]"),
        (SCENARIO, "best: [plan]", "best: [plan, part_payment]"),
        (
            PERSONA,
            '    - "Bonjour à vous."',
            '    - "Bonjour."\n    - {say: "Bonjour.", when: {trust: [50, 60]}}',
        ),
        (PERSONA, "affect: [distress], trust", "affect: [neutral], trust"),
        ("dialogues/fr/call_graph.yaml", "when: [identity_confirmed]", 'when: ["!agreement"]'),
        ("rubrics/fr/deontology.yaml", 'pattern: "saisir', 'pattern: "^ ?(on va) saisir'),
    ],
)
def test_what_is_right_raises_no_alarm(
    edited: Callable[[str, str, str], Path], name: str, old: str, new: str
) -> None:
    assert codes(edited(name, old, new)) == []


def test_a_day_to_come_is_told_only_when_the_day_of_the_check_is_known(
    edited: Callable[[str, str, str], Path],
) -> None:
    folder = edited(SCENARIO, "sent: 2026-06-10", "sent: 2026-11-30")

    assert codes(folder) == []
    assert codes(folder, date(2026, 12, 1)) == []
    assert codes(folder, date(2026, 11, 12)) == ["D005"]


def test_a_brace_is_found_inside_a_folded_block(
    edited: Callable[[str, str, str], Path],
) -> None:
    folder = edited(
        PERSONA,
        '    - "Bonjour à vous."',
        "    - >-\n      Bonjour à vous,\n      qui devez {somme} euros.",
    )

    (problem,) = problems_of(folder)
    assert (problem.code, problem.line, problem.column) == ("R007", 16, 17)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a",
        "a)",
        "a | b",
        "... a",
        "a ... b ... c ... d ... e ... f",
        "a .. b",
        "?(a)",
        "a ?",
        "*",
        "a ^ b",
        "a $ b",
        "(a|)",
        "{monney}",
        "@nobody",
        "@empty",
        "@circle",
        "@broken",
        "a # b",
        "…",
    ],
)
def test_what_is_wrong_with_a_pattern_is_told_in_our_words(pattern: str) -> None:
    lists: dict[str, tuple[str, ...]] = {
        "empty": (),
        "circle": ("@circle",),
        "broken": ("(a",),
    }
    with pytest.raises(PatternError) as error:
        PatternCompiler(lists).compile(pattern)

    words, _ = in_our_words(error.value.message)
    assert words.fr != "motif illisible"


def test_the_signals_known_are_those_that_the_engine_sends() -> None:
    sent: set[str] = set()
    for file in (PACKAGE / "engine").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("signals.append"):
                sent |= {str(a.value) for a in node.args if isinstance(a, ast.Constant)}

    assert sent == set(ENGINE_SIGNALS)


def test_the_word_lists_needed_are_those_that_marking_looks_up() -> None:
    named: set[str] = set()
    for file in (PACKAGE / "scoring").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named |= set(re.findall(r"^@(\w*[a-z])$", node.value))

    assert named == set(NEEDED_LISTS)


class NoJournal:
    def append(self, records: Sequence[EventRecord]) -> None:
        pass


def test_the_slots_known_are_those_that_a_line_may_have_filled(
    edited: Callable[[str, str, str], Path], noon: datetime
) -> None:
    folder = edited(
        SCENARIO,
        'debtor: {title: "Madame",',
        'debtor: {address: "3 rue Basse", postcode: "60000", phone: "06 39 98 00 00", '
        'email: "i@example.org", title: "Madame",',
    )
    file = folder / SCENARIO
    text = file.read_text(encoding="utf-8")
    text = (
        text.replace(
            "  contact_phone:",
            '  agreement: {made: 2026-07-01, provisional: true, schedule: [{"on": 2026-07-05, '
            "amount: 100}]}\n  contact_phone:",
        )
        .replace(
            "  who_answers: debtor",
            "  who_answers: spouse\n"
            "  third_party: {title: Monsieur, first_name: Luc, last_name: Roux}\n"
            "  relation: mari\n  back_at: ce soir",
        )
        .replace('["Je recommence lundi."]', '["Je recommence lundi."]\n      brief: "lundi"')
    )
    file.write_text(text, encoding="utf-8")
    session = Studio(library_at(folder)).begin(
        Order("a", "late_bill", 1), SimulatedClock(noon), NoJournal()
    )
    session.dial()
    terms = Terms(
        down=Decimal(20), instalment=Decimal(40), count=3, first_date=noon.date(), means="card"
    )
    part = Terms(down=Decimal(20), down_date=noon.date(), means="card")
    filled: set[str] = set()
    for offer in (terms, part):
        state = replace(
            session.state,
            table=offer,
            debtor_offer=offer,
            refused=(offer,),
            revealed=("new_job",),
            last_slot="income",
            claimed=Decimal(300),
        )
        filled |= slot_values(session.play, state).keys()

    assert filled == LINE_SLOTS


def test_a_script_writes_the_same_papers_as_a_trainee() -> None:
    assert set(SheetScript.model_fields) == set(PreparationSheet().to_json())
    assert set(RecordScript.model_fields) == set(CallRecord().to_json())
    for result in RESULTS:
        assert RecordScript.model_validate({"result": result}).result == result


def test_codes_are_a_letter_and_three_figures() -> None:
    assert [code for code in PAGES if not (code[0].isupper() and code[1:].isdecimal())] == []
