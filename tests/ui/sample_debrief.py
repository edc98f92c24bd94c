"""A debrief made by hand, so that what is shown does not hang on how calls are marked."""

from __future__ import annotations

from callcoach.scoring.verdict import Finding, ItemScore, Score, SkillResult, Undetermined
from callcoach.session.debrief import CurvePoint, Debrief, Point, ShownTurn
from callcoach.session.records import AttemptHeader
from callcoach.text import Span
from callcoach.ui.past_call import PastCall

GREETING = "Bonjour, je suis Alice Roy du cabinet Lumière."
SHAMING = "Vous devriez avoir honte [b]à votre âge[/b]."

GOOD = Finding(
    turn=1,
    kind="technique",
    id="self_introduction",
    severity="good",
    quote="je suis Alice Roy",
    span=Span(9, 26),
    confidence="high",
    label="Introducing yourself",
    why="Nobody opens up to a voice without a name.",
    better="Bonjour, Alice Roy, du cabinet Lumière.",
    source="Call method",
)
CRITICAL = Finding(
    turn=2,
    kind="breach",
    id="no_insult",
    severity="critical",
    quote="honte [b]",
    span=Span(18, 27),
    confidence="high",
    label="No insult, no moral pressure",
    why="Shaming brings in no money, and it hurts.",
    better="Regardons ensemble ce qui est possible.",
    source="House rule, § 1",
)
ITEMS = (
    ItemScore(
        "identification",
        2,
        "Identification",
        8,
        3,
        (
            SkillResult("name", "Own name and company", met=True, turns=(1, 1)),
            SkillResult("identity", "Identity checked first", met=False),
            SkillResult("privacy", "Privacy checked", met=None),
        ),
        caps=("identity never checked",),
    ),
    ItemScore("objections", 8, "Objections", 10, None, ()),
)
SCORE = Score(
    quality=62.5,
    compliance="critical",
    items=ITEMS,
    findings=(GOOD, CRITICAL),
    critical_failures=(CRITICAL,),
    undetermined=(Undetermined("recording_notice", "call_recorded"),),
    passed=False,
)


def _point(finding: Finding) -> Point:
    return Point(
        finding.label, finding.why, finding.quote, finding.turn, finding.better, finding.id
    )


DEBRIEF = Debrief(
    scenario_id="phone_bill",
    title="La facture de téléphone",
    outcome="no_agreement",
    ended="debtor_hung_up",
    score=SCORE,
    strengths=(_point(GOOD),),
    next_steps=(_point(CRITICAL), Point("The cause asked for", "Diagnosis", SHAMING, 2)),
    turning_points=(_point(CRITICAL),),
    curve=(
        CurvePoint(0, 40, 20, 45, 50, 50, "neutral"),
        CurvePoint(1, 46, 20, 49, 50, 50, "neutral"),
        CurvePoint(2, 0, 100, 40, 55, 50, "anger"),
    ),
    transcript=(
        ShownTurn(0, "debtor", "Allô ?", ""),
        ShownTurn(1, "agent", GREETING, "", (GOOD,)),
        ShownTurn(1, "debtor", "Je ne connais pas ce cabinet.", ""),
        ShownTurn(2, "agent", SHAMING, "", (CRITICAL,)),
        ShownTurn(2, "debtor", "Ça suffit !", ""),
        ShownTurn(3, "agent", "", ""),
    ),
    missed_facts=("Elle a perdu des heures de travail",),
    truth="Madame Petit n'ose pas dire qu'elle a perdu des heures.",
    advice="Écouter d'abord, proposer ensuite un petit échéancier.",
    seconds=83,
)
PAST = PastCall(
    AttemptHeader(
        attempt_id="20261112-103000-aaaaa",
        scenario_id="phone_bill",
        language="fr",
        mode="rehearse",
        seed=7,
        started_at="2026-11-12T10:30:00",
        engine_version="0",
        content_hash="",
        rubric_hash="",
        tier="base",
    ),
    (),
    finished=True,
)
