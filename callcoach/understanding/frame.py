"""Who does what to whom in each clause, and how it is put (design 5, stage 5).

All cues are the language pack's. What must stay true: a negation denies its own clause only; a
clause that hangs on an « si » knows it, wherever the « si » stands in the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from callcoach.understanding.matchable import Match, Matchable, matchable
from callcoach.understanding.patterns import Pattern, PatternCompiler, PatternIndex
from callcoach.understanding.tokens import words_of
from callcoach.understanding.utterance import Frame, Modality, Segment

if TYPE_CHECKING:
    from callcoach.content.language import FrameWords, Language

_CUES = (
    "negation",
    "not_negation",
    "conditional",
    "hypothetical",
    "not_hypothetical",
    "question",
    "not_question",
    "reported",
    "correction",
    "correction_back",
)
_SENTENCE_ENDS = frozenset(".?!;")
_WHOLE_CLAUSE = 4
"""Words from which what stands before a comma is a clause of its own."""
_Hits = Mapping[str, tuple[Match, ...]]


@dataclass(frozen=True)
class FrameRules:
    """The cues of a language, compiled."""

    patterns: tuple[Pattern, ...]
    kinds: tuple[str, ...]
    """What each pattern is a cue of; ``actor:<id>`` for subjects."""
    index: PatternIndex
    prepositions: frozenset[str]
    """Words before a noun which show that it is not the subject."""

    @classmethod
    def compile(cls, language: Language, compiler: PatternCompiler) -> FrameRules:
        """Compile the pack's cues.

        Raises:
            PatternError: A cue cannot be read.
        """
        cues = _cues(language.frame)
        patterns = compiler.compile_all(text for _, text in cues)
        words = language.lists.get("prepositions", ())
        return cls(
            patterns=patterns,
            kinds=tuple(kind for kind, _ in cues),
            index=PatternIndex(patterns),
            prepositions=frozenset(word for item in words for word in words_of(item)),
        )

    def hits(self, clause: Matchable) -> _Hits:
        """Return where each kind of cue occurs in a clause."""
        found: dict[str, list[Match]] = {}
        for index in self.index.candidates(clause):
            matches = list(self.patterns[index].search_all(clause))
            if matches:
                found.setdefault(self.kinds[index], []).extend(matches)
        return {kind: tuple(matches) for kind, matches in found.items()}


def _cues(frame: FrameWords) -> tuple[tuple[str, str], ...]:
    """Return every cue with its kind."""
    return (
        *((kind, text) for kind in _CUES for text in getattr(frame, kind)),
        *((f"actor:{actor}", text) for actor, texts in frame.actors.items() for text in texts),
    )


def framed(segments: Sequence[Segment], rules: FrameRules) -> tuple[Segment, ...]:
    """Return the clauses of a turn with their frames."""
    hits = [rules.hits(matchable(segment.tokens)) for segment in segments]
    hanging = _hanging(segments, hits)
    return tuple(
        replace(
            segment,
            frame=Frame(
                negated=_negated(own),
                modality=_modality(own, hanging=index in hanging),
                question=_is_question(index, segments, own),
                reported="reported" in own,
                corrected="correction" in own
                or (index + 1 < len(hits) and "correction_back" in hits[index + 1]),
                actor=_actor(segment, own, rules),
            ),
        )
        for index, (segment, own) in enumerate(zip(segments, hits, strict=True))
    )


def _outside(matches: Sequence[Match], excuses: Sequence[Match]) -> list[Match]:
    """Return the matches of which no word stands in an excusing phrase."""
    return [
        match
        for match in matches
        if not any(excuse.first < match.end and match.first < excuse.end for excuse in excuses)
    ]


def _negated(hits: _Hits) -> bool:
    return bool(_outside(hits.get("negation", ()), hits.get("not_negation", ())))


def _supposes(hits: _Hits) -> list[Match]:
    """Return the cues that put a clause under a condition."""
    return _outside(hits.get("hypothetical", ()), hits.get("not_hypothetical", ()))


def _modality(hits: _Hits, *, hanging: bool) -> Modality:
    """Return how firmly a clause is put; « pourra » under an « si » stays a mere possibility."""
    if "conditional" in hits:
        return Modality.CONDITIONAL
    if hanging or _supposes(hits):
        return Modality.HYPOTHETICAL
    return Modality.CERTAIN


def _hanging(segments: Sequence[Segment], hits: Sequence[_Hits]) -> frozenset[int]:
    """Return the clauses that hang on a condition said in another clause of the sentence.

    The condition carries to what follows in the sentence; when nothing follows, to the clause
    before it.
    """
    hanging: set[int] = set()
    for index in range(len(segments)):
        if not _supposes(hits[index]):
            continue
        after = index
        while after + 1 < len(segments) and not _closes(segments[after]):
            after += 1
            hanging.add(after)
        begins = _supposes(hits[index])[0].first <= 1
        if after == index and begins and index and _runs_on(segments[index - 1]):
            hanging.add(index - 1)
    return frozenset(hanging)


def _runs_on(segment: Segment) -> bool:
    """Return whether what follows a clause may be its condition: « Bonjour, » has none."""
    return not segment.ends or (segment.ends == "," and len(segment.tokens) >= _WHOLE_CLAUSE)


def _closes(segment: Segment) -> bool:
    return segment.ends in _SENTENCE_ENDS and bool(segment.ends)


def _is_question(index: int, segments: Sequence[Segment], hits: _Hits) -> bool:
    """Return whether a clause asks; a question mark reaches back over a bare break."""
    asked = _outside(hits.get("question", ()), hits.get("not_question", ()))
    if segments[index].ends == "?" or asked:
        return True
    return (
        not segments[index].ends and index + 1 < len(segments) and segments[index + 1].ends == "?"
    )


def _actor(segment: Segment, hits: _Hits, rules: FrameRules) -> str:
    """Return who is the subject: the first one named that no preposition stands before."""
    named = [
        (match.first, -match.end, kind.removeprefix("actor:"))
        for kind, matches in hits.items()
        if kind.startswith("actor:")
        for match in matches
        if not match.first or segment.tokens[match.first - 1].text not in rules.prepositions
    ]
    return min(named)[2] if named else ""
