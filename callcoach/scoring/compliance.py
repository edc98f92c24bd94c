"""The separate compliance mark, and what voids an exam.

What must stay true: a finding of low confidence counts for nothing; one of medium confidence asks
for a second look, and only what is certain voids: found with high confidence, or twice. A rule
whose passport is below the bar is advisory: its breach asks for a second look, whatever it is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from callcoach.understanding.utterance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callcoach.scoring.verdict import Compliance, Finding

ENOUGH = 2
"""Findings of medium confidence that make one rule's breach certain."""


def breaches(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the breaches that count."""
    return tuple(
        f for f in findings if f.kind == "breach" and f.confidence != Confidence.LOW.value
    )


def certain_rules(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the rules whose breach is certain."""
    found = breaches(findings)
    high = {f.id for f in found if f.confidence == Confidence.HIGH.value}
    times = Counter(id_ for id_, _ in {(f.id, f.turn) for f in found})
    return frozenset(high | {id_ for id_, count in times.items() if count >= ENOUGH})


def critical_failures(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that void an exam."""
    certain = certain_rules(findings)
    return tuple(
        f
        for f in breaches(findings)
        if f.severity == "critical" and f.id in certain and not f.advisory
    )


def compliance_of(findings: Sequence[Finding]) -> Compliance:
    """Return the compliance mark of a call."""
    if critical_failures(findings):
        return "critical"
    return "to_review" if breaches(findings) else "ok"
