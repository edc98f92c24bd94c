"""The debrief: what every call ends in. Three strengths, three next steps, the turning points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from callcoach.engine.aftermath import Aftermath
    from callcoach.engine.thoughts import InnerTurn
    from callcoach.scoring.verdict import Finding, Score
    from callcoach.session.self_view import SelfView


@dataclass(frozen=True)
class Point:
    """A strength or a next step, with the trainee's own words."""

    title: str
    why: str
    quote: str
    turn: int | None
    better: str = ""
    id: str = ""
    """Technique, anti-pattern, rule or grid item it is about."""
    source: str = ""
    """Where the rule, the technique or the item comes from."""
    well_done: bool = False
    """What was said was good: ``better`` is another way, no correction."""


@dataclass(frozen=True)
class CurvePoint:
    """The debtor's state after a turn."""

    turn: int
    trust: int
    irritation: int
    openness: int
    shame: int
    willingness: int
    affect: str


@dataclass(frozen=True)
class ShownTurn:
    """One line of the transcript with what was found in it."""

    number: int
    speaker: str
    """``agent``, ``debtor`` or ``third_party``."""
    text: str
    at: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Debrief:
    """All that a trainee is shown after a call."""

    scenario_id: str
    title: str
    outcome: str
    ended: str
    score: Score
    strengths: tuple[Point, ...]
    next_steps: tuple[Point, ...]
    turning_points: tuple[Point, ...]
    curve: tuple[CurvePoint, ...]
    transcript: tuple[ShownTurn, ...]
    missed_facts: tuple[str, ...]
    truth: str
    """What was really going on, if the author said so."""
    advice: str
    """The author's word on the way out."""
    seconds: int
    """How long the call lasted by its clock."""
    tiers: tuple[str, ...] = ()
    """By which tiers of understanding the trainee was heard: two when a call was taken up again
    under another."""
    self_view: SelfView | None = None
    """The trainee's own mark beside the mark; None when they gave none."""
    inner: tuple[InnerTurn, ...] = ()
    """The debtor's hidden state turn by turn, with what they thought."""
    aftermath: Aftermath | None = None
    """What became of the agreement; None when the call came to none."""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        from dataclasses import asdict

        data = asdict(self)
        data["score"] = self.score.to_json()
        data["inner"] = [turn.to_json() for turn in self.inner]
        data["aftermath"] = None if self.aftermath is None else self.aftermath.to_json()
        data["self_view"] = None if self.self_view is None else self.self_view.to_json()
        return data
