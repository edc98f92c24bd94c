"""Why a sentence was understood so: what each stage made of it, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.acts import with_example
from callcoach.understanding.understand import understand_in_stages

if TYPE_CHECKING:
    from callcoach.understanding.classifier import Candidate
    from callcoach.understanding.compiled import Thresholds
    from callcoach.understanding.entities import Entity
    from callcoach.understanding.lexicon import Lexicon
    from callcoach.understanding.repair import Repair
    from callcoach.understanding.utterance import Context, Label, Segment, Veto

_NONE_BELOW = 0.02
"""Candidates less likely than this are not worth a line."""


@dataclass(frozen=True)
class PieceExplained:
    """What the classifier thought of one clause, a pair of clauses or the whole turn."""

    quote: str
    first: int
    """Index of the first clause."""
    end: int
    """Index after the last one."""
    candidates: tuple[Candidate, ...]
    """Likeliest first, each with the nearest example; no act id means everyday talk that is no
    act."""


@dataclass(frozen=True)
class Explanation:
    """All stages of one turn."""

    raw: str
    repairs: tuple[Repair, ...]
    segments: tuple[Segment, ...]
    """The clauses, each with its frame."""
    entities: tuple[Entity, ...]
    pieces: tuple[PieceExplained, ...]
    tier: str
    """By which tier of understanding it was heard."""
    thresholds: Thresholds
    """Probabilities from which an act is given, and how sure it then is."""
    labels: tuple[Label, ...]
    """What was recognised, with its evidence and the runner-up."""
    vetoes: tuple[Veto, ...]
    """What was nearly recognised, and the objection."""


def explain(raw: str, lexicon: Lexicon, context: Context) -> Explanation:
    """Return why a turn was understood as it was."""
    stages = understand_in_stages(raw, lexicon, context)
    return Explanation(
        raw=raw,
        repairs=stages.words.repairs,
        segments=stages.segments,
        entities=stages.words.entities,
        pieces=tuple(
            _explained(raw, stages.segments, candidates, lexicon)
            for candidates in stages.recognised.candidates
            if candidates
        ),
        tier=stages.utterance.tier,
        thresholds=lexicon.classifier.model.thresholds,
        labels=stages.utterance.labels,
        vetoes=stages.utterance.vetoes,
    )


def _explained(
    raw: str, segments: tuple[Segment, ...], candidates: tuple[Candidate, ...], lexicon: Lexicon
) -> PieceExplained:
    piece = candidates[0].piece
    start, end = segments[piece.first].span.start, segments[piece.end - 1].span.end
    near = lexicon.classifier.near_exact(piece) if piece.end == piece.first + 1 else None
    shown = [
        with_example(candidate, lexicon.classifier)
        for candidate in candidates
        if candidate.probability >= _NONE_BELOW and (near is None or candidate.act != near.act)
    ]
    return PieceExplained(
        quote=raw[start:end],
        first=piece.first,
        end=piece.end,
        candidates=(near, *shown) if near else tuple(shown),
    )
