"""A transcript walked turn by turn: each turn of the agent understood where it stood.

The same story as in a call played here, with what a played call knows read from the lines
instead: whether identity was answered, what is felt, what is objected, where the call stands. What
must stay true: a turn is understood from what came before it, never from what follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from callcoach.scoring.heard import Ear
from callcoach.scoring.help_named import help_named
from callcoach.scoring.standing import Standing
from callcoach.scoring.trace import CallTrace, Heard, TraceTurn
from callcoach.scoring.written import record_of, sheet_of
from callcoach.understanding.understand import understand
from callcoach.understanding.utterance import Context, Utterance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from callcoach.content.rubric import HelpBody
    from callcoach.engine.flow import CallFlow
    from callcoach.scoring.transcript import Line, Transcript
    from callcoach.understanding.lexicon import Lexicon

AGENT_ONLY = ("hidden_budget",)
"""Facts that no turn is understood by: nobody on the line knows them."""


@dataclass(frozen=True)
class Guide:
    """What walking a transcript needs beside it."""

    lexicon: Lexicon
    flow: CallFlow
    help_bodies: tuple[HelpBody, ...] = ()


@dataclass
class _Walk:
    """A transcript being walked; lives only inside ``walk``."""

    guide: Guide
    today: date
    facts: Mapping[str, Any]
    ear: Ear
    standing: Standing
    said: list[str] = field(default_factory=list)
    said_acts: list[frozenset[str]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    turns: list[TraceTurn] = field(default_factory=list)
    waiting: list[Heard] = field(default_factory=list)

    def hear(self, line: Line) -> None:
        """Take in a line of the other side."""
        heard = Heard(line.text, line.speaker, self.ear.affect(line.text))
        self.standing.hear(heard, self.ear)
        self.heard.append(line.text)
        self.waiting.append(heard)
        if self.turns:
            last = self.turns[-1]
            told = dict.fromkeys((*last.told, *self.ear.told(line.text)))
            self.turns[-1] = replace(last, after=(*last.after, heard), told=tuple(told))

    def say(self, line: Line) -> None:
        """Understand a turn of the agent and take it in."""
        context = self._context()
        silent = not line.text.strip()
        understood = (
            Utterance("") if silent else understand(line.text, self.guide.lexicon, context)
        )
        turn = TraceTurn(
            number=line.number,
            text="" if silent else line.text,
            understood=understood,
            phase=context.phase,
            affect=context.affect,
            facts=context.facts,
            before=tuple(self.waiting),
            silent=silent,
        )
        self.waiting = []
        self.turns.append(turn)
        self.said.append(turn.text)
        self.said_acts.append(turn.sure_acts)
        self.standing.say(turn)

    def _context(self) -> Context:
        return Context(
            today=self.today,
            phase=self.guide.flow.phase(self.standing.stage),
            previous=self.heard[-1] if self.heard else "",
            heard=tuple(self.heard),
            said=tuple(self.said),
            said_acts=tuple(self.said_acts),
            affect=self.standing.affect,
            facts={**self.facts, **self.standing.facts()},
        )


def walk(transcript: Transcript, guide: Guide, today: date) -> CallTrace:
    """Return the call as marking sees it.

    Args:
        transcript: the call.
        guide: the language's lexicon, the standard flow and the help bodies.
        today: the day the call is read from when the transcript gives none.
    """
    told = {k: v for k, v in transcript.facts.items() if k not in AGENT_ONLY}
    told["channel"] = transcript.channel
    ear = Ear(guide.lexicon.detectors)
    standing = Standing.at_start(guide.flow, transcript)
    day = transcript.day or today
    steps = _Walk(guide, day, told, ear, standing)
    for line in transcript.lines:
        if line.speaker == "agent":
            steps.say(line)
        else:
            steps.hear(line)
    return CallTrace(
        language=transcript.language,
        channel=transcript.channel,
        facts=_marking_facts(transcript, told),
        turns=tuple(steps.turns),
        outcome=standing.outcome(),
        ended="goodbye" if standing.said_goodbye else "cut",
        objections=dict(standing.objections),
        objected_at=dict(standing.objected_at),
        insisted=frozenset(standing.insisted),
        alarms=frozenset(standing.alarms) - _not_theirs(transcript.facts),
        preparation=sheet_of(transcript.preparation),
        record=record_of(transcript.record),
        day=day,
        help_named=help_named(steps.turns, guide.help_bodies),
    )


def _not_theirs(facts: Mapping[str, Any]) -> frozenset[str]:
    """Return alarms that cannot be the debtor's own: « mon patron est en liquidation »."""
    debtor_type = facts.get("debtor_type")
    not_theirs = {"consumer": "insolvent_business", "business": "overindebted"}
    return frozenset({not_theirs[debtor_type]} if debtor_type in not_theirs else ())


def _marking_facts(transcript: Transcript, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts marking may look at: the capacity is known to it alone."""
    budget = transcript.facts.get("hidden_budget")
    capacity = budget.get("capacity") if isinstance(budget, dict) else None
    if isinstance(capacity, int | float) and not isinstance(capacity, bool):
        return {**told, "capacity": float(capacity)}
    return dict(told)
