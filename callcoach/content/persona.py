"""Who answers: a temper, what moves it, and a voice."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, model_validator

from callcoach.content.base import ContentModel, Flag, Id, Level, Text

Affect = Literal["neutral", "anger", "distress", "embarrassment", "contempt", "cheerful"]
Motive = Literal["security", "pride", "novelty", "comfort", "money", "sympathy"]
Gauge = Literal["trust", "irritation", "openness", "shame", "willingness"]


class Condition(ContentModel):
    """When a line may be said; all that is written must hold."""

    stage: tuple[Id, ...] = ()
    affect: tuple[Affect, ...] = ()
    trust: tuple[Level, Level] | None = None
    """Inclusive bounds."""
    irritation: tuple[Level, Level] | None = None
    openness: tuple[Level, Level] | None = None
    shame: tuple[Level, Level] | None = None
    willingness: tuple[Level, Level] | None = None
    known: tuple[Id, ...] = ()
    """Facts already revealed."""
    unknown: tuple[Id, ...] = ()
    """Facts not yet revealed."""
    flags: tuple[Text, ...] = ()
    """Flags of the call that must be set.

    ``!flag`` must not be (see ``callcoach.engine.flags.FLAGS``).
    """
    speaker: Literal["debtor", "third_party"] | None = None
    mentions: tuple[Text, ...] = ()
    """The trainee's turn must match one of these patterns."""


class Line(ContentModel):
    """Something to say, with its condition.

    Slots in braces are filled from the file and the hidden budget.
    """

    say: Text
    when: Condition = Condition()

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, data: object) -> object:
        """Accept a plain string for a line without condition."""
        return {"say": data} if isinstance(data, str) else data


Lines = dict[str, tuple[Line, ...]]
"""Cue → what may be said to it. Cues are listed in ``callcoach.engine.cues``."""


Thoughts = dict[str, tuple[Line, ...]]
"""Kind of change → what is thought and not said. Kinds are in ``callcoach.engine.thoughts``; one
may be narrowed to a cause: ``trust_up:reformulation``, ``objection:transfer_done``."""


class Gauges(ContentModel):
    """The state at the first ring (call-method 4.0)."""

    trust: Level
    irritation: Level
    openness: Level
    shame: Level
    willingness: Level


class AffectRule(ContentModel):
    """When an affect shows; the first rule that holds wins, else neutral."""

    affect: Affect
    when: Condition


class Multiplier(ContentModel):
    """How strongly this person reacts to a technique or anti-pattern, per gauge.

    1.0 is as written in the rubric.
    """

    all: Annotated[float, Field(ge=-3, le=3)] = 1.0
    trust: Annotated[float, Field(ge=-3, le=3)] | None = None
    irritation: Annotated[float, Field(ge=-3, le=3)] | None = None
    openness: Annotated[float, Field(ge=-3, le=3)] | None = None
    shame: Annotated[float, Field(ge=-3, le=3)] | None = None
    willingness: Annotated[float, Field(ge=-3, le=3)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_number(cls, data: object) -> object:
        """Accept a plain number for all gauges alike."""
        if isinstance(data, str | int | float) or type(data).__name__ == "Decimal":
            return {"all": data}
        return data


class Persona(ContentModel):
    """A character, apart from any file: the same person can owe rent or a phone bill."""

    id: Id
    label: Text
    description: Text
    """One or two sentences for the trainer; never shown before the call."""
    gauges: Gauges
    motive: Motive
    multipliers: dict[Id, Multiplier] = Field(default_factory=dict)
    """Technique, anti-pattern or rule id → strength."""
    affects: tuple[AffectRule, ...]
    over_promises: Flag = False
    """Accepts more than they can hold."""
    stalls: Flag = False
    """Gives no date unless pinned down: needs willingness, not trust."""
    hang_up_at: Level = 90
    patience: Annotated[StrictInt, Field(ge=1, le=20)] = 5
    """Turns not understood before they end the call."""
    keeps_word: Annotated[float, Field(ge=0, le=1.2)] = 1.0
    """How far they keep what they agreed to, other things equal (call-method 6.6)."""
    waits: Annotated[StrictInt, Field(ge=5, le=300)] = 30
    """Seconds of waiting for the agent's next words before they ask whether anybody is there."""
    listens: Annotated[StrictInt, Field(ge=20, le=400)] = 110
    """Words in one turn before they break in; half as many once they are irritated."""
    lines: Lines
    thoughts: Thoughts = Field(default_factory=dict)
    """Kind of change → what goes through their mind, shown after the call only.

    One line per kind and more are possible; a kind may be narrowed to the technique, fault, rule,
    fact or objection that caused it.
    """
