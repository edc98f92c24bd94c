"""The expectations of a scripted call, held against what happened.

Each function yields the wishes that did not come true; pure, so that a failing script says the
same at each run.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from callcoach.engine.events import FactRevealed, ObjectionMoved
from callcoach.understanding.utterance import LabelKind, Utterance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from callcoach.content.problems import Loc
    from callcoach.content.script import CallExpectation, TurnExpectation
    from callcoach.session.debrief import Debrief
    from callcoach.session.turn import Turn

GAUGES: Final = ("trust", "irritation", "openness", "shame", "willingness")
NOTHING: Final = "—"
_KINDS: Final[Mapping[str, LabelKind]] = {
    "techniques": LabelKind.TECHNIQUE,
    "anti_patterns": LabelKind.ANTI_PATTERN,
    "breaches": LabelKind.BREACH,
}
_SAME_SIGN: Final = str.maketrans("’\u202f\u00a0", "'  ")


@dataclass(frozen=True)
class Wish:
    """An expectation that did not come true."""

    what: str
    """Its key."""
    wanted: str
    got: str
    at: Loc = ()
    """Where inside the value of the key."""


def wishes_of_turn(expect: TurnExpectation, turn: Turn) -> Iterator[Wish]:
    """Yield what a turn was expected to bring and did not."""
    yield from _recognised(expect, turn.understood or Utterance(""))
    yield from _answered(expect, turn)
    yield from _happened(expect, turn)
    state = turn.state
    for key, got in (
        ("stage", state.stage),
        ("affect", state.affect),
        ("ended", bool(state.ended)),
    ):
        wanted = getattr(expect, key)
        if wanted is not None and wanted != got:
            yield Wish(key, str(wanted).lower(), str(got).lower())
    for gauge in GAUGES:
        bounds = getattr(expect, gauge)
        value = getattr(state.gauges, gauge)
        if bounds is not None and not bounds[0] <= value <= bounds[1]:
            yield Wish(gauge, _range(bounds), str(value))


def wishes_of_call(expect: CallExpectation, debrief: Debrief) -> Iterator[Wish]:
    """Yield what a whole call was expected to bring and did not."""
    score = debrief.score
    for key, got in (
        ("outcome", debrief.outcome),
        ("ended", debrief.ended),
        ("passed", score.passed),
    ):
        wanted = getattr(expect, key)
        if wanted is not None and wanted != got:
            yield Wish(key, str(wanted).lower(), str(got).lower())
    if expect.compliance not in (None, score.compliance):
        broken = _list([finding.id for finding in score.findings if finding.kind == "breach"])
        yield Wish("compliance", str(expect.compliance), f"{score.compliance} ({broken})")
    bounds = expect.quality
    if bounds is not None and not bounds[0] <= score.quality <= bounds[1]:
        yield Wish("quality", _range(bounds), str(score.quality))
    found = frozenset(finding.id for finding in score.findings)
    yield from _present("findings", expect.findings, found)
    yield from _absent("not_findings", expect.not_findings, found)
    yield from _same(
        "critical", expect.critical, [finding.id for finding in score.critical_failures]
    )
    yield from _same("missed_facts", expect.missed_facts, debrief.missed_facts)
    yield from _levels(expect, debrief)


def _levels(expect: CallExpectation, debrief: Debrief) -> Iterator[Wish]:
    levels = {item.id: item.level for item in debrief.score.items}
    for id_, bounds in expect.items.items():
        level = levels.get(id_)
        if level is None or not bounds[0] <= level <= bounds[1]:
            got = NOTHING if level is None else str(level)
            yield Wish("items", _range(bounds), got, (id_,))


def _recognised(expect: TurnExpectation, understood: Utterance) -> Iterator[Wish]:
    found = {key: understood.ids(kind) for key, kind in _KINDS.items()}
    for key, ids in {"acts": understood.acts, **found}.items():
        yield from _present(key, getattr(expect, key), ids)
        yield from _absent(f"not_{key}", getattr(expect, f"not_{key}"), ids)


def _answered(expect: TurnExpectation, turn: Turn) -> Iterator[Wish]:
    text = turn.heard
    cue = turn.reply.cue if turn.reply is not None else ""
    if expect.reply is not None and not said_in(expect.reply, text):
        yield Wish("reply", expect.reply, text or NOTHING)
    if expect.cue is not None and expect.cue != cue:
        yield Wish("cue", expect.cue, cue or NOTHING)


def _happened(expect: TurnExpectation, turn: Turn) -> Iterator[Wish]:
    told = [event.fact for event in turn.events if isinstance(event, FactRevealed)]
    yield from _same("revealed", expect.revealed, told)
    moves = [event for event in turn.events if isinstance(event, ObjectionMoved)]
    raised = [move.objection for move in moves if move.status == "open" and not move.done]
    lifted = [move.objection for move in moves if move.status == "lifted"]
    for key, got in (("raised", raised), ("lifted", lifted)):
        wanted = getattr(expect, key)
        if wanted is not None and wanted not in got:
            yield Wish(key, wanted, _list(got))


def said_in(wanted: str, text: str) -> bool:
    """Return whether words, or a regular expression, occur in a text.

    Case, accents and the shape of apostrophes and spaces do not count.
    """
    return re.search(_flat(wanted), _flat(text), re.IGNORECASE) is not None


def _flat(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(_SAME_SIGN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _present(key: str, wanted: Collection[str], found: Collection[str]) -> Iterator[Wish]:
    for index, id_ in enumerate(wanted):
        if id_ not in found:
            yield Wish(key, id_, _list(found), (index,))


def _absent(key: str, unwanted: Collection[str], found: Collection[str]) -> Iterator[Wish]:
    for index, id_ in enumerate(unwanted):
        if id_ in found:
            yield Wish(key, f"!{id_}", _list(found), (index,))


def _same(key: str, wanted: Collection[str] | None, got: Collection[str]) -> Iterator[Wish]:
    if wanted is not None and frozenset(wanted) != frozenset(got):
        yield Wish(key, _list(wanted), _list(got))


def _list(ids: Collection[str]) -> str:
    return ", ".join(sorted(set(ids))) or NOTHING


def _range(bounds: tuple[int, int]) -> str:
    return f"{bounds[0]}-{bounds[1]}"
