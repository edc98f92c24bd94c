"""What is taught and marked.

Techniques, anti-patterns, rules of deontology, the grid, help bodies and amounts.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from callcoach.content.base import Amount, ContentModel, Flag, Id, Level, Text
from callcoach.content.detector import Clue, Detector, FactValue

Delta = Annotated[StrictInt, Field(ge=-100, le=100)]


class Effect(ContentModel):
    """A change of the debtor's state by one use, before persona.

    Novelty and place (call-method 3).
    """

    trust: Delta = 0
    irritation: Delta = 0
    openness: Delta = 0
    shame: Delta = 0
    willingness: Delta = 0


class AffectEffect(ContentModel):
    """The effect while the debtor displays one of these affects.

    The same technique helps one and closes another.
    """

    affect: tuple[Id, ...]
    effect: Effect


class Labelled(ContentModel):
    """What a trainee reads about something found: label, why, better line; French and English."""

    id: Id
    label: Text
    label_en: Text
    why: Text
    """Why it matters, in one or two sentences to the trainee."""
    why_en: Text
    better: Text
    """What to say instead, or a model line.

    May use dossier slots such as {creditor}, {balance}; and what only some calls can fill, with
    words to stand in for it, as {affordable|moins} (``callcoach.scoring.model_lines``).
    """
    advisory: Flag = False
    """True while its passport is below the bar: it is shown, and cannot void an exam.

    ``callcoach test`` holds it against the passport.
    """


class Technique(Labelled):
    """Something to do (call-method 3)."""

    family: Literal[
        "framing",
        "questioning",
        "listening",
        "assertiveness",
        "steering",
        "persuasion",
        "negotiation",
        "orientation",
        "objection",
        "conclusion",
        "pattern",
    ]
    detector: Detector = Detector()
    sequence: tuple[tuple[Id, ...], ...] = ()
    """For a pattern over several turns.

    Steps in order, each any one of these technique or act ids.
    """
    within: Annotated[StrictInt, Field(ge=1, le=20)] = 6
    """Agent turns that a sequence may span."""
    effect: Effect = Effect()
    effects: tuple[AffectEffect, ...] = ()
    source: Text | None = None


class AntiPattern(Labelled):
    """Something to avoid (call-method 3.35)."""

    severity: Literal["counter", "minor", "medium"]
    detector: Detector
    effect: Effect = Effect()
    effects: tuple[AffectEffect, ...] = ()


class Duty(ContentModel):
    """What must be said, and by when: an obligation or a conditional rule over a whole call."""

    when: tuple[Clue, ...] = ()
    """Conditional: the debtor or third party said one of these (clues read the debtor's own.

    Line).
    """
    when_facts: dict[str, FactValue | tuple[FactValue, ...]] = Field(default_factory=dict)
    """The duty exists only under these known facts; an unknown one makes it undetermined."""
    when_acts: tuple[Id, ...] = ()
    """The duty exists only if the agent did one of these acts in the call."""
    do: tuple[Clue, ...] = ()
    """Any one of these fulfils it."""
    before: tuple[Id, ...] = ()
    """Deadline: before the first turn with one of these acts; later is late, not absent."""
    within: Annotated[StrictInt, Field(ge=1, le=20)] | None = None
    """Deadline: within so many agent turns of the moment that made it due."""
    then_never: tuple[Clue, ...] = ()
    """Once due, none of these until the end of the call."""
    by_end: Flag = False
    """Due by the end of the call."""


class Rule(Labelled):
    """Something that must never, or must always, be done (deontology-fr)."""

    kind: Literal["prohibition", "obligation", "conditional"]
    severity: Literal["critical", "major", "minor"]
    status: Literal["law", "ethics", "policy"]
    source: Text
    certainty: Literal["V", "V-old", "S", "M", "policy"]
    """The certainty mark of deontology-fr 0.1; only what is marked may reach a user as fact."""
    channel: Literal["both", "phone", "visit"] = "both"
    debtors: Literal["both", "consumer", "business"] = "both"
    reads: tuple[Id, ...] = ()
    """Case facts it depends on; an unknown one makes the verdict undetermined."""
    detector: Detector = Detector()
    """For a prohibition, and for a sentence that alone shows the breach."""
    duty: Duty | None = None
    critical_failure: Id | None = None
    """The critical failure of call-method 7.4 that one occurrence is, if any."""
    since: date | None = None
    until: date | None = None
    effect: Effect = Effect()


class MicroSkill(ContentModel):
    """A countable part of a grid item.

    The check that decides it is named here (call-method 7.2).
    """

    id: Id
    label: Text
    label_en: Text
    better: Text | None = None
    """A model line, with dossier slots; that of the first technique in ``needs`` when absent."""
    check: Id
    """A check of ``callcoach.scoring.checks``."""
    needs: tuple[Id, ...] = ()
    """Technique, act or fact ids the check looks for, as it defines."""
    count: Annotated[StrictInt, Field(ge=1, le=20)] = 1
    absence: Flag = False
    """True for a « no … » skill: it counts only if a positive one of the same item is met."""


class Cap(ContentModel):
    """A ceiling on an item's level."""

    check: Id
    needs: tuple[Id, ...] = ()
    level: Annotated[StrictInt, Field(ge=0, le=4)]
    why: Text
    why_en: Text


class GridItem(ContentModel):
    """One of the twelve marks, 0 to 4 by counted micro-skills."""

    id: Id
    number: Annotated[StrictInt, Field(ge=1, le=12)]
    label: Text
    label_en: Text
    weight: Annotated[StrictInt, Field(ge=1, le=100)]
    micro_skills: tuple[MicroSkill, ...]
    caps: tuple[Cap, ...] = ()
    not_applicable: tuple[Id, ...] = ()
    """Named conditions of ``callcoach.scoring.checks`` under which the weight is shared out.

    Among the other items.
    """
    anchors: dict[Literal["0", "1", "2", "3", "4"], Text]


class Grid(ContentModel):
    """The twelve items."""

    items: tuple[GridItem, ...]
    pass_quality: Level = 60
    """Quality needed to pass in exam mode, with no critical failure."""


class HelpBody(ContentModel):
    """A door to send somebody to (call-method 6.5)."""

    id: Id
    label: Text
    words: tuple[Text, ...]
    """How a trainee may name it."""
    says: Text
    source: Text
    certainty: Literal["V", "V-old", "S", "M", "policy"]


class FloorAmount(ContentModel):
    """Living allowance per household, by year (call-method 6.2)."""

    year: Annotated[StrictInt, Field(ge=2000, le=2100)]
    base: Amount
    couple: Amount
    per_person: Amount
    source: Text


class Amounts(ContentModel):
    """Dated figures: floors, margins, delays."""

    floors: tuple[FloorAmount, ...]
    offer_margin: Annotated[StrictInt, Field(ge=1, le=100)] = 80
    """Per cent of the capacity that an instalment should not exceed."""
    minimum_capacity: Amount
    """Below this no plan is made: orientation."""
    first_payment_days: Annotated[StrictInt, Field(ge=1, le=60)] = 8


class Techniques(ContentModel):
    """The file ``techniques.yaml``."""

    techniques: tuple[Technique, ...]
    anti_patterns: tuple[AntiPattern, ...]


class Deontology(ContentModel):
    """The file ``deontology.yaml``."""

    rules: tuple[Rule, ...]


class HelpBodies(ContentModel):
    """The file ``help_bodies.yaml``."""

    help_bodies: tuple[HelpBody, ...]


class Rubric(ContentModel):
    """One language's and jurisdiction's rubric, whole."""

    id: Id
    techniques: tuple[Technique, ...]
    anti_patterns: tuple[AntiPattern, ...]
    rules: tuple[Rule, ...]
    grid: Grid
    help_bodies: tuple[HelpBody, ...]
    amounts: Amounts

    def technique(self, id_: str) -> Technique | None:
        """Return the technique of that id, if any."""
        return next((t for t in self.techniques if t.id == id_), None)

    def anti_pattern(self, id_: str) -> AntiPattern | None:
        """Return the anti-pattern of that id, if any."""
        return next((a for a in self.anti_patterns if a.id == id_), None)

    def rule(self, id_: str) -> Rule | None:
        """Return the rule of that id, if any."""
        return next((r for r in self.rules if r.id == id_), None)
