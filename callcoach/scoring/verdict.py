"""What marking says: findings with their evidence, item levels, quality, compliance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.text import Span

Severity = Literal["good", "counter", "minor", "medium", "major", "critical"]
Compliance = Literal["ok", "to_review", "critical"]


@dataclass(frozen=True)
class Finding:
    """Something found in a call: always with turn, quote, source and why (design 2.1)."""

    turn: int | None
    """The agent's turn; None for the call record or for an absence over the whole call."""
    kind: Literal["technique", "anti_pattern", "breach"]
    id: str
    severity: Severity
    quote: str
    span: Span
    confidence: str
    label: str
    why: str
    better: str
    source: str
    how: Literal["said", "late", "absent", "record"] = "said"
    """``said``: the words are the finding; ``late`` or ``absent``: a duty.

    ``record``: in the record.
    """
    advisory: bool = False
    """What it rests on is below the bar of its passport: it is shown, and voids nothing."""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "turn": self.turn,
            "kind": self.kind,
            "id": self.id,
            "severity": self.severity,
            "quote": self.quote,
            "span": [self.span.start, self.span.end],
            "confidence": self.confidence,
            "label": self.label,
            "why": self.why,
            "better": self.better,
            "source": self.source,
            "how": self.how,
            "advisory": self.advisory,
        }


@dataclass(frozen=True)
class SkillResult:
    """One micro-skill of an item: met, not met, or not to be judged."""

    id: str
    label: str
    met: bool | None
    """None: undetermined or without object; left out of the count."""
    turns: tuple[int, ...] = ()
    note: str = ""
    why: str = ""
    """Why it matters; empty when no technique of the rubric says it."""
    better: str = ""
    """A model line."""
    source: str = ""
    """Where the technique that it counts comes from."""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "id": self.id,
            "label": self.label,
            "met": self.met,
            "turns": list(self.turns),
            "note": self.note,
            "why": self.why,
            "better": self.better,
            "source": self.source,
        }


@dataclass(frozen=True)
class ItemScore:
    """One of the twelve marks."""

    id: str
    number: int
    label: str
    weight: int
    level: int | None
    """0 to 4; None when not applicable: its weight is shared out among the others."""
    skills: tuple[SkillResult, ...]
    caps: tuple[str, ...] = ()
    """Why the level is capped, if it is."""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "id": self.id,
            "number": self.number,
            "label": self.label,
            "weight": self.weight,
            "level": self.level,
            "micro_skills": [skill.to_json() for skill in self.skills],
            "caps": list(self.caps),
        }


@dataclass(frozen=True)
class Undetermined:
    """A check that could not judge, and what it would have needed."""

    id: str
    missing: str

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"id": self.id, "missing": self.missing}


@dataclass(frozen=True)
class Score:
    """The mark of a call."""

    quality: float
    """0 to 100, one decimal: Σ weight × level/4 over the applicable items, on 100."""
    compliance: Compliance
    items: tuple[ItemScore, ...]
    findings: tuple[Finding, ...]
    critical_failures: tuple[Finding, ...]
    undetermined: tuple[Undetermined, ...]
    passed: bool
    """Exam verdict: quality at or above the grid's threshold and no critical failure."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Figures for the debrief: agreement fields present, missed facts, ratio of questions."""

    @property
    def exam_quality(self) -> float:
        """The exam mark: void, that is 0, after a critical failure; ``quality`` otherwise."""
        return 0.0 if self.critical_failures else self.quality

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data, in the form of design 9."""
        return {
            "quality": self.quality,
            "exam_quality": self.exam_quality,
            "compliance": self.compliance,
            "passed": self.passed,
            "items": [item.to_json() for item in self.items],
            "findings": [finding.to_json() for finding in self.findings],
            "critical_failures": [finding.to_json() for finding in self.critical_failures],
            "undetermined": [entry.to_json() for entry in self.undetermined],
        }
