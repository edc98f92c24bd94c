from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.ui.debrief_blocks import (
    curve_blocks,
    mark_blocks,
    moment_blocks,
    summary_blocks,
    turn_blocks,
    turn_line,
    verdict_line,
)
from callcoach.ui.widgets.gauges import bar, curve, moved
from tests.ui.sample_debrief import DEBRIEF, SHAMING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content


def text(blocks: Iterable[Content]) -> str:
    return "\n\n".join(str(block) for block in blocks)


def test_the_two_marks_stand_apart_each_in_words_and_signs() -> None:
    line = str(verdict_line(DEBRIEF, exam=False))

    assert line == "Quality 62.5/100 · Compliance [!!] critical failure"


def test_in_an_exam_a_critical_failure_leaves_no_mark_and_says_what_it_cost() -> None:
    line = str(verdict_line(DEBRIEF, exam=True))
    summary = text(summary_blocks(DEBRIEF, exam=True))

    assert line == "Quality 0/100 · Compliance [!!] critical failure · [ ] not passed"
    assert "voids the exam mark: No insult, no moral pressure." in summary
    assert "would have earned 62.5/100" in summary


def test_strengths_and_next_steps_quote_the_turn_they_rest_on() -> None:
    summary = text(summary_blocks(DEBRIEF, exam=False))

    assert "1. Introducing yourself\nturn 1: “je suis Alice Roy”" in summary
    assert "1. No insult, no moral pressure\nturn 2: “honte [b]”" in summary
    assert f"2. The cause asked for\nturn 2: “{SHAMING}”" in summary


def test_what_was_missed_and_what_was_going_on_is_told() -> None:
    moments = text(moment_blocks(DEBRIEF))

    assert "Elle a perdu des heures de travail" in moments
    assert DEBRIEF.truth in moments
    assert DEBRIEF.advice in moments


def test_what_could_not_be_judged_is_neither_ticked_nor_blank() -> None:
    marks = text(mark_blocks(DEBRIEF))

    assert "2. Identification: 3/4 (weight 8)" in marks
    assert "[x] Own name and company (turn 1)" in marks
    assert "[ ] Identity checked first" in marks
    assert "[–] Privacy checked" in marks
    assert "Capped: identity never checked" in marks
    assert "8. Objections: not applicable (weight 10)" in marks
    assert "Could not be judged (1)" in marks
    assert "[–] recording_notice: the file does not say call_recorded" in marks


def test_a_turn_shows_the_signs_of_what_was_found_and_then_all_of_it() -> None:
    turn = DEBRIEF.transcript[3]
    shown = text(turn_blocks(turn))

    assert str(turn_line(turn)).startswith(" 2 !! ")
    for part in (
        f"You: {SHAMING}",
        "!! No insult, no moral pressure (rule broken, critical)",
        "“honte [b]”",
        "Why: Shaming brings in no money, and it hurts.",
        "Better: Regardons ensemble ce qui est possible.",
        "Source: House rule, § 1",
        "Certainty: sure",
    ):
        assert part in shown


def test_a_turn_without_words_is_shown_as_a_silence() -> None:
    silence = DEBRIEF.transcript[-1]

    assert "You: …" in str(turn_line(silence))
    assert "Nothing was found in this turn." in text(turn_blocks(silence))


def test_a_curve_has_a_sign_a_turn_on_the_whole_scale_and_its_figures() -> None:
    shown = text(curve_blocks(DEBRIEF))

    assert "▂▂█  20 → 100 (lowest 20, highest 100)" in shown
    assert "   2      0         100" in shown
    assert "angry" in shown


def test_gauges_are_drawn_on_a_scale_from_0_to_100() -> None:
    assert (bar(0), bar(50), bar(100)) == ("░░░░░", "██░░░", "█████")
    assert curve((0, 100)) == "▁█"
    assert (moved(40, 46), moved(46, 40), moved(40, 40)) == (" (-6)", " (+6)", "")
