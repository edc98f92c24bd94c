"""How a turn is taken: five axes of appraisal, and what suits the feeling that shows.

The axes are those of call-method 4.0: blame, threat, care, control, relevance. The contingency is
that of its first source: firm moves work on those who do not respond and show no distress,
encouragement on those who show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.engine.cues import BLAMING, HURTFUL, INSULTS, TALKING_DOWN, THREATS

if TYPE_CHECKING:
    from collections.abc import Mapping

AXES = ("blame", "threat", "care", "control", "relevance")

FIRM = frozenset(
    {
        "broken_record",
        "limit_setting",
        "refocusing",
        "factual_consequence",
        "full_payment_request",
        "commitment_lock",
    }
)
"""Techniques that hold somebody to the matter."""
ENCOURAGING = frozenset(
    {
        "empathic_reflection",
        "normalising",
        "affirmation",
        "autonomy_support",
        "vulnerability_response",
        "positive_wording",
        "reformulation",
        "aid_referral",
    }
)
"""Techniques that take somebody's side for a moment."""
CARING_ACTS = frozenset({"empathise", "reassure", "normalise", "apologise", "thank"})
BESIDE_THE_POINT = frozenset({"small_talk", "unclear"})

SUFFERING = frozenset({"distress", "embarrassment"})
AT_EASE = frozenset({"contempt", "cheerful"})
GAIN: Mapping[str, Mapping[frozenset[str], tuple[float, float]]] = {
    "firm": {SUFFERING: (0.5, 1.5)},
    "encouraging": {SUFFERING: (1.2, 1.0), AT_EASE: (0.6, 1.0)},
}
"""Manner → affect shown → by how much what it wins, and what it costs, are multiplied."""


def axes_of(labels: frozenset[str], acts: frozenset[str]) -> tuple[str, ...]:
    """Return the axes on which a turn counts, in the order of ``AXES``.

    Args:
        labels: ids of all that was surely recognised in it.
        acts: the acts among them.
    """
    signs = {
        "blame": labels & (BLAMING | HURTFUL | INSULTS | {"blame"}),
        "threat": labels & (THREATS | {"threaten"}),
        "care": labels & (ENCOURAGING | CARING_ACTS),
        "control": labels & (FIRM | TALKING_DOWN | {"repeat_request", "set_limit"}),
        "relevance": acts - BESIDE_THE_POINT,
    }
    return tuple(axis for axis in AXES if signs[axis])


def suits(technique: str, affect: str) -> tuple[float, float]:
    """Return by how much a technique's gains and costs are multiplied under an affect."""
    manner = "firm" if technique in FIRM else "encouraging" if technique in ENCOURAGING else ""
    for affects, factors in GAIN.get(manner, {}).items():
        if affect in affects:
            return factors
    return 1.0, 1.0
