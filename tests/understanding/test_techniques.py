"""The shipped techniques and anti-patterns: their passports, and what a trainee reads of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from callcoach.authoring.passports import Rate, run_passports
from callcoach.content.language import Acts, Language
from callcoach.content.passport import Passport, Passports
from callcoach.content.rubric import AntiPattern, Rubric, Technique, Techniques
from callcoach.understanding import Context, LabelKind, Lexicon, compile_lexicon, understand
from callcoach.understanding.checks import CHECKS
from callcoach.understanding.entities import EntityWords

ROOT = Path(__file__).parents[2]
DAY = date(2026, 1, 12)
SENTENCES = 6
"""Sentences to find, and to leave alone, that a passport holds at least."""
BAR = 0.8
"""Precision and recall below which a detector would only be advisory."""
SLOTS = {"creditor", "balance", "reference", "debtor", "agent", "agency"}


def _yaml(*parts: str) -> Any:
    return yaml.safe_load(ROOT.joinpath(*parts).read_text(encoding="utf-8"))


FILE = Techniques.model_validate(_yaml("rubrics", "fr", "techniques.yaml"))
PASSPORTS = Passports.model_validate(_yaml("rubrics", "fr", "techniques.test.yaml")).passports
ENTRIES: tuple[Technique | AntiPattern, ...] = (*FILE.techniques, *FILE.anti_patterns)


@dataclass(frozen=True)
class _Alone:
    """A rubric without rules: a passport must not depend on what else is forbidden."""

    techniques: tuple[Technique, ...]
    anti_patterns: tuple[AntiPattern, ...]
    rules: tuple[()] = ()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    rubric: Any = _Alone(FILE.techniques, FILE.anti_patterns)
    assert not isinstance(rubric, Rubric)
    return compile_lexicon(
        Language.model_validate(_yaml("dialogues", "fr", "language.yaml")),
        Acts.model_validate(_yaml("dialogues", "fr", "acts.yaml")),
        EntityWords.from_mapping(_yaml("dialogues", "fr", "entities.yaml")),
        rubric,
    )


def found(lexicon: Lexicon, text: str, **context: Any) -> frozenset[str]:
    understood = understand(text, lexicon, Context(today=DAY, **context))
    return understood.techniques | understood.anti_patterns


@pytest.mark.slow
@pytest.mark.parametrize("passport", PASSPORTS, ids=[passport.id for passport in PASSPORTS])
def test_a_passport_is_above_the_bar(lexicon: Lexicon, passport: Passport) -> None:
    (result,) = run_passports(lexicon, (passport,), DAY)
    said = {"missed": [s.say for s in result.missed], "wrong": [s.say for s in result.wrong]}
    assert result.recall.value >= BAR, said
    assert result.precision.value >= BAR, said


@pytest.mark.slow
def test_all_passports_together_are_nearly_clean(lexicon: Lexicon) -> None:
    results = run_passports(lexicon, PASSPORTS, DAY)
    recall = Rate(sum(r.found for r in results), sum(len(p.find) for p in PASSPORTS))
    wrong = sum(len(r.wrong) for r in results)
    precision = Rate(recall.hits, recall.hits + wrong)
    assert recall.value >= 0.95
    assert precision.value >= 0.95


@pytest.mark.slow
def test_a_heap_of_technique_words_is_not_every_technique(lexicon: Lexicon) -> None:
    heap = "comprendre difficile ensemble solution merci amiable proposition récapitulatif accord"
    assert len(found(lexicon, heap)) <= 2


@pytest.mark.slow
def test_the_same_turn_may_hold_several_techniques_each_with_its_words(lexicon: Lexicon) -> None:
    turn = "Je vois que c'est une période très lourde. Qu'est-ce qui s'est passé en mars ?"
    labels = understand(turn, lexicon, Context(today=DAY)).of(LabelKind.TECHNIQUE)
    quotes = {label.id: label.evidence.quote for label in labels}
    assert "lourde" in quotes["empathic_reflection"]
    assert quotes["open_question"] == "Qu'est-ce qui"


@pytest.mark.slow
def test_a_restatement_is_one_only_if_it_takes_up_what_was_said(lexicon: Lexicon) -> None:
    turn = "Si je vous suis, la prime n'arrive qu'en juin, c'est ça ?"
    heard = "La prime, on me la verse en juin."
    assert "reformulation" in found(lexicon, turn, previous=heard, heard=(heard,))
    assert "reformulation" not in found(lexicon, turn, previous="Allô ?", heard=("Allô ?",))


@pytest.mark.slow
def test_the_same_instalment_is_sustainable_or_not_by_the_budget(lexicon: Lexicon) -> None:
    turn = "Je vous propose 200 euros par mois."
    assert "unsustainable_offer" in found(lexicon, turn, facts={"capacity": 116})
    assert "unsustainable_offer" not in found(lexicon, turn, facts={"capacity": 250})
    assert "unsustainable_offer" not in found(lexicon, turn)


def test_every_detector_has_a_passport_and_every_passport_a_detector() -> None:
    detected = {entry.id for entry in ENTRIES if entry.detector.find}
    assert detected == {passport.id for passport in PASSPORTS}


@pytest.mark.parametrize("passport", PASSPORTS, ids=[passport.id for passport in PASSPORTS])
def test_a_passport_holds_enough_sentences_and_says_why_some_are_left(passport: Passport) -> None:
    assert len(passport.find) >= SENTENCES
    assert len(passport.leave) >= SENTENCES
    assert all(saying.why for saying in passport.leave)
    says = [(s.say, s.previous, s.said, str(s.facts)) for s in (*passport.find, *passport.leave)]
    assert len(set(says)) == len(says)


def test_a_technique_is_detected_or_is_a_sequence() -> None:
    for technique in FILE.techniques:
        assert bool(technique.detector.find) != bool(technique.sequence), technique.id


def test_sequences_and_cancellations_name_what_exists() -> None:
    acts = {act["id"] for act in _yaml("dialogues", "fr", "acts.yaml")["acts"]}
    ids = {entry.id for entry in ENTRIES}
    for technique in FILE.techniques:
        assert {name for step in technique.sequence for name in step} <= ids | acts, technique.id
    for entry in ENTRIES:
        for clue in entry.detector.find:
            assert set(clue.acts) <= acts, entry.id
            assert clue.check is None or clue.check in CHECKS, entry.id


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])
def test_what_the_trainee_reads_is_whole_and_short(entry: Technique | AntiPattern) -> None:
    assert set(re.findall(r"\{(\w+)\}", entry.better)) <= SLOTS
    for text in (entry.why, entry.why_en):
        assert text.endswith((".", "!", "?")), text
        assert len(text) <= 220, text


def test_the_interval_of_a_rate_narrows_with_more_sentences() -> None:
    few, many = Rate(6, 6).interval, Rate(60, 60).interval
    assert few == pytest.approx((0.6097, 1.0), abs=1e-3)
    assert many[0] > few[0]
    assert Rate(0, 0).interval == (0.0, 1.0)
    assert Rate(0, 0).value == 1.0
