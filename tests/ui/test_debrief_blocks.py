from __future__ import annotations

from callcoach.scoring.verdict import Finding, ItemScore, Score, SkillResult, Undetermined
from callcoach.session.debrief import CurvePoint, Debrief, ShownTurn
from callcoach.text import Span
from callcoach.ui.debrief_blocks import curve_blocks, mark_blocks, turn_blocks, turn_line
from callcoach.ui.widgets.gauges import bar, curve, moved

FINDING = Finding(
    turn=2,
    kind="breach",
    id="no_insult",
    severity="critical",
    quote="honte [b]",
    span=Span(0, 9),
    confidence="high",
    label="No insult",
    why="It hurts.",
    better="Regardons ensemble.",
    source="House rule",
)
ITEM = ItemScore(
    id="listening",
    number=5,
    label="Listening",
    weight=12,
    level=None,
    skills=(
        SkillResult("a", "Done", met=True, turns=(3, 3, 4)),
        SkillResult("b", "Left out", met=False),
        SkillResult("c", "Cannot be told", met=None),
    ),
    caps=("shouted",),
)


def debrief(score: Score, curve_points: tuple[CurvePoint, ...] = ()) -> Debrief:
    return Debrief(
        "call", "Call", "plan", "goodbye", score, (), (), (), curve_points, (), (), "", "", 61
    )


def text(blocks: object) -> str:
    return "\n\n".join(str(block) for block in blocks)  # type: ignore[attr-defined] # a list


def test_what_could_not_be_judged_is_neither_ticked_nor_blank() -> None:
    unjudged = (Undetermined("recording_notice", "call_recorded"),)
    shown = text(mark_blocks(debrief(Score(0, "ok", (ITEM,), (), (), unjudged, passed=False))))

    assert "5. Listening: not applicable (weight 12)" in shown
    assert "[x] Done (turn 3, 4)" in shown
    assert "[ ] Left out" in shown
    assert "[–] Cannot be told" in shown
    assert "Capped: shouted" in shown
    assert "Could not be judged (1)" in shown
    assert "[–] recording_notice: the file does not say call_recorded" in shown


def test_a_turn_shows_the_signs_of_what_was_found_and_then_all_of_it() -> None:
    turn = ShownTurn(2, "agent", "Vous devriez avoir honte [b]", "", (FINDING,))

    assert str(turn_line(turn)).startswith(" 2 !! ")
    shown = text(turn_blocks(turn))
    for part in ("You: Vous devriez avoir honte [b]", "“honte [b]”", "It hurts.", "House rule"):
        assert part in shown


def test_a_curve_has_a_sign_a_turn_on_the_whole_scale_and_its_figures() -> None:
    points = tuple(CurvePoint(n, n * 50, 20, 45, 50, 50, "neutral") for n in range(3))
    shown = text(curve_blocks(debrief(Score(0, "ok", (), (), (), (), passed=False), points)))

    assert "▁▅█  0 → 100 (lowest 0, highest 100)" in shown
    assert "   2    100" in shown


def test_gauges_are_drawn_on_a_scale_from_0_to_100() -> None:
    assert (bar(0), bar(50), bar(100)) == ("░░░░░", "██░░░", "█████")
    assert curve((0, 100)) == "▁█"
    assert (moved(40, 46), moved(46, 40), moved(40, 40)) == (" (-6)", " (+6)", "")
