"""Scripted calls: what a trainee says turn by turn, and what must come of it.

A file ``<name>.test.yaml`` lies beside the scenario it plays.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StrictInt, field_validator

from callcoach.content.base import ContentModel, Flag, Id, Level, Text, Whole
from callcoach.content.messages import Bilingual, Message
from callcoach.content.persona import Affect
from callcoach.content.problems import ContentValueError
from callcoach.content.scenario import Outcome

Bounds = tuple[Level, Level]
"""Lowest and highest, both included."""
Mark = Annotated[StrictInt, Field(ge=0, le=4)]

NO_EXPRESSION = Message(
    Bilingual(
        "« reply » n'est pas une expression régulière : {detail}",
        "'reply' is no regular expression: {detail}",
    ),
    Bilingual(
        "mettez une barre oblique inverse devant les signes . ? * + ( ) [ ]",
        "put a backslash before the signs . ? * + ( ) [ ]",
    ),
)
NO_EXPRESSION_CODE = "T004"


class TurnExpectation(ContentModel):
    """What must come of one turn; what is not written is not looked at."""

    stage: Id | None = None
    """Where the call stands after the turn."""
    acts: tuple[Id, ...] = ()
    """All of these are recognised."""
    not_acts: tuple[Id, ...] = ()
    techniques: tuple[Id, ...] = ()
    not_techniques: tuple[Id, ...] = ()
    anti_patterns: tuple[Id, ...] = ()
    not_anti_patterns: tuple[Id, ...] = ()
    breaches: tuple[Id, ...] = ()
    not_breaches: tuple[Id, ...] = ()
    reply: Text | None = None
    """Words or a regular expression in the answer; case and accents do not count."""
    cue: Text | None = None
    """What the answer answers (``callcoach.engine.cues``)."""
    revealed: tuple[Id, ...] | None = None
    """The facts that come out in this turn, these and no others; ``[]`` wants none."""
    raised: Id | None = None
    """The objection that is put forward."""
    lifted: Id | None = None
    """The objection that is lifted."""
    affect: Affect | None = None
    trust: Bounds | None = None
    irritation: Bounds | None = None
    openness: Bounds | None = None
    shame: Bounds | None = None
    willingness: Bounds | None = None
    ended: Flag | None = None

    @field_validator("reply")
    @classmethod
    def _expression(cls, reply: str | None) -> str | None:
        try:
            re.compile(reply or "")
        except re.error as error:
            raise ContentValueError(
                NO_EXPRESSION, {"detail": str(error)}, code=NO_EXPRESSION_CODE
            ) from error
        return reply


class ScriptTurn(ContentModel):
    """One turn of the trainee."""

    say: str
    """Their words; ``/silence`` keeps silent, ``/hangup`` hangs up."""
    expect: TurnExpectation = TurnExpectation()


class SheetScript(ContentModel):
    """The preparation sheet, as ``callcoach.scoring.papers.PreparationSheet``."""

    objective: str = ""
    fallback: str = ""
    key_facts: str = ""
    red_flags: str = ""
    questions: str = ""


class RecordScript(ContentModel):
    """The call record, as ``callcoach.scoring.papers.CallRecord``."""

    contact: str = ""
    result: Literal[
        "",
        "paid",
        "promise",
        "plan",
        "dispute",
        "referral",
        "hold",
        "callback",
        "not_reached",
        "no_agreement",
    ] = ""
    promised: str = ""
    cause: str = ""
    situation: str = ""
    capacity: str = ""
    dispute: str = ""
    vulnerability: str = ""
    further: str = ""
    next_action: str = ""


class CallExpectation(ContentModel):
    """What must come of the whole call."""

    outcome: Outcome | None = None
    ended: (
        Literal["goodbye", "trainee_hung_up", "debtor_hung_up", "debtor_gave_up", "cut"] | None
    ) = None
    quality: tuple[Level, Level] | None = None
    """Bounds of the mark out of 100."""
    compliance: Literal["ok", "to_review", "critical"] | None = None
    passed: Flag | None = None
    findings: tuple[Id, ...] = ()
    """Techniques, faults and breaches that must be found somewhere."""
    not_findings: tuple[Id, ...] = ()
    critical: tuple[Id, ...] | None = None
    """The critical failures, these and no others; ``[]`` wants none."""
    items: dict[Id, tuple[Mark, Mark]] = Field(default_factory=dict)
    """Grid item → bounds of its level."""
    missed_facts: tuple[Text, ...] | None = None
    """Labels of the facts that the debrief names as missed, these and no others."""


class Script(ContentModel):
    """A scripted call."""

    scenario: Id
    name: Text
    seed: Whole = 1
    now: datetime
    """When the phone rings, local time."""
    preparation: SheetScript | None = None
    turns: Annotated[tuple[ScriptTurn, ...], Field(min_length=1)]
    record: RecordScript | None = None
    expect: CallExpectation = CallExpectation()
