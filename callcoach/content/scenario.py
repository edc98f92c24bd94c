"""One call to play: a persona, a file.

A hidden truth and a call graph with only the differences written out.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from callcoach.content.base import Amount, ContentModel, Flag, Id, Text
from callcoach.content.chance import Chance
from callcoach.content.dossier import Dossier
from callcoach.content.follow_up import FollowUp
from callcoach.content.language import Act
from callcoach.content.persona import Gauges, Line, Lines, Thoughts
from callcoach.content.situation import Situation

PHASES = (
    "preparation",
    "contact",
    "purpose",
    "diagnosis",
    "objections",
    "negotiation",
    "referral",
    "commitment",
    "closing",
    "call_record",
    "follow_up",
)
"""The eleven phases of call-method 2."""


class Edge(ContentModel):
    """A way from one stage to another."""

    source: tuple[Id, ...]
    on: tuple[Id, ...]
    """Any one of these signals: acts, or events listed in ``callcoach.engine.signals``."""
    to: Id
    when: tuple[Text, ...] = ()
    """Guards, ``!guard`` negates (listed in ``callcoach.engine.flow``)."""


class Stage(ContentModel):
    """A stage of the call, in one phase."""

    id: Id
    phase: Literal[
        "contact",
        "purpose",
        "diagnosis",
        "objections",
        "negotiation",
        "referral",
        "commitment",
        "closing",
    ]
    final: Flag = False


class CallGraph(ContentModel):
    """The standard flow; the order of edges is meaning: the first that fits wins."""

    id: Id
    start: Id
    stages: tuple[Stage, ...]
    edges: tuple[Edge, ...]


Outcome = Literal[
    "paid_in_full",
    "promise_in_full",
    "plan",
    "provisional_plan",
    "part_payment",
    "hold",
    "referral",
    "dispute_suspended",
    "undisputed_part",
    "callback_arranged",
    "message_left",
    "wrong_number",
    "no_agreement",
    "hung_up",
]


class Target(ContentModel):
    """What a good call comes to."""

    best: tuple[Outcome, ...]
    accepted: tuple[Outcome, ...] = ()
    refused: tuple[Outcome, ...] = ()
    max_instalment: Amount | None = None
    help_bodies: tuple[Id, ...] = ()
    """Doors that fit this case, any one."""
    no_payment: Flag = False
    """True when asking for money is not what this call is for (third party, dispute, distress)."""
    advice: Text
    """What the debrief says about the way out."""


class Scenario(ContentModel):
    """One call, whole."""

    id: Id
    title: Text
    summary: Text
    """Two or three sentences for the list and the dossier: what the trainee is told."""
    language: Id
    level: Annotated[StrictInt, Field(ge=1, le=5)]
    channel: Literal["phone", "visit"] = "phone"
    minutes: Annotated[StrictInt, Field(ge=1, le=60)] = 10
    persona: Id
    graph: Id = "standard"
    gauges: Gauges | None = None
    """In place of the persona's."""
    dossier: Dossier
    situation: Situation
    target: Target
    acts: tuple[Act, ...] = ()
    """What is done in this call alone: recognised beside the acts of ``acts.yaml`` and named in
    lines, edges and objections as they are. They want a classifier of their own, compiled once."""
    stages: tuple[Stage, ...] = ()
    edges: tuple[Edge, ...] = ()
    """Differences: tried before the standard edges."""
    lines: Lines = Field(default_factory=dict)
    """Said before the persona's and the language's."""
    thoughts: Thoughts = Field(default_factory=dict)
    """Thought before the persona's and the language's (see ``Persona.thoughts``)."""
    chance: Chance = Chance()
    """What a rehearsal with a seed draws anew; without a seed all is as written."""


class Contradiction(ContentModel):
    """Two things that an agent cannot say in one call; who said the first is reminded of it."""

    id: Id
    first: tuple[Text, ...]
    """Patterns of what was said before (« il n'y a pas de frais »)."""
    then: tuple[Text, ...]
    """Patterns of what contradicts it (« avec les frais de dossier »)."""
    says: tuple[Line, ...]


class Replies(ContentModel):
    """The file ``replies.yaml``.

    What anybody might say, when neither scenario nor persona has better.
    """

    lines: Lines
    spoken: dict[Id, dict[Id, Text]] = Field(default_factory=dict)
    """Names for values in slots: means of payment, periods …"""
    thoughts: Thoughts = Field(default_factory=dict)
    """What anybody might think, when neither scenario nor persona has better."""
    follow_up: FollowUp | None = None
    """The words of a second call made from the trainee's own agreement."""
    contradictions: tuple[Contradiction, ...] = ()
    """What an agent cannot say after the contrary."""
