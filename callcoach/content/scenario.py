"""One call to play: a persona, a file.

A hidden truth and a call graph with only the differences written out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from callcoach.content.base import Amount, ContentModel, Flag, Id, Level, Text, Whole
from callcoach.content.dossier import Dossier, Person, WhoAnswers
from callcoach.content.persona import Condition, Gauges, Line, Lines

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


class HiddenFact(ContentModel):
    """Something true about the debtor that comes out when rightly asked and trust is there."""

    id: Id
    slot: Id
    """The piece of information (call-method 6.1) by which it is asked."""
    label: Text
    """What the debrief and the marking of the record call it."""
    trust: Level = 0
    """Least trust at which it is told."""
    irritation: Level = 100
    """Most irritation at which it is still told."""
    after: tuple[Id, ...] = ()
    """Facts that must have come out before."""
    volunteered_after: tuple[Id, ...] = ()
    """Techniques after which it comes out unasked, when the gates hold (silence, empathy)."""
    says: tuple[Line, ...]
    brief: Text | None = None
    """A short form, said when it is asked again or along with another answer."""
    keywords: tuple[Text, ...] = ()
    """Patterns one of which a call record must contain to have noted it."""
    figure: Amount | None = None
    """The figure in it, if any: income, charges, instalments."""
    matters: Flag = True
    """Whether the debrief names it when it was missed."""


class ObjectionRoute(ContentModel):
    """One good way to handle an objection.

    Each step any one of these acts or techniques, in any order.
    """

    steps: tuple[tuple[Id, ...], ...]


class Objection(ContentModel):
    """A reason not to pay that the debtor puts forward."""

    id: Id
    nature: Literal["founded", "sincere", "tactical"]
    raised_on: tuple[Id, ...]
    """Acts or signals of the trainee that bring it up."""
    when: Condition = Condition()
    says: tuple[Line, ...]
    insists: tuple[Line, ...] = ()
    """When it is answered badly or not at all."""
    lifted: tuple[Line, ...]
    """The visible change once it is handled."""
    handled_by: tuple[ObjectionRoute, ...]
    blocks: Flag = False
    """While open, no agreement is given."""
    dispute: Flag = False
    """A true dispute of the claim.

    Handled well, the claim is suspended and no payment is the right outcome.
    """
    trust: Whole = 6
    """Trust won when it is lifted."""


class Budget(ContentModel):
    """The hidden budget; words never move it. Euros a month."""

    adults: Annotated[StrictInt, Field(ge=1, le=6)]
    dependants: Annotated[StrictInt, Field(ge=0, le=12)]
    incomes: dict[Id, Amount]
    charges: dict[Id, Amount]
    other_instalments: dict[Id, Amount] = Field(default_factory=dict)
    floor: Amount
    """Living allowance of the household (rubric ``amounts.yaml``)."""
    payable_today: Amount
    """Cash that could go today without harm."""
    next_income_in: Annotated[StrictInt, Field(ge=0, le=62)]
    """Days to the next income."""
    income_day: Annotated[StrictInt, Field(ge=1, le=28)]
    """Day of the month on which income comes."""
    means: tuple[Literal["card", "transfer", "standing_transfer", "cheque", "direct_debit"], ...]

    @property
    def available(self) -> Decimal:
        """Income less charges, other instalments and floor; may be negative."""
        spent = (
            sum(self.charges.values(), Decimal(0))
            + sum(self.other_instalments.values(), Decimal(0))
            + self.floor
        )
        return sum(self.incomes.values(), Decimal(0)) - spent

    @property
    def capacity(self) -> Decimal:
        """Whole euros a month that can go to this debt, never negative (call-method 6.2)."""
        return max(Decimal(0), self.available // 1)


class Bargaining(ContentModel):
    """What this debtor would agree to, and what they put forward themselves."""

    willingness_for_plan: Level = 50
    willingness_for_full: Level = 60
    trust_for_plan: Level = 25
    tolerance: Annotated[Decimal, Field(ge=0, le=5)] = Decimal(1)
    """Share of the capacity up to which an instalment is accepted."""
    instalment_cap: Amount | None = None
    """Accepts no more than this a month whatever the capacity."""
    own_offers: tuple[Amount, ...] = ()
    """Monthly figures the debtor names when asked, in this order."""
    own_down_payments: tuple[Amount, ...] = ()
    pays_in_full: Flag = False
    """Can settle at once when willing."""
    plan_day: Annotated[StrictInt, Field(ge=1, le=28)] | None = None
    """Day of the month they name for instalments; the day after income when absent."""


class Situation(ContentModel):
    """The hidden truth of one call."""

    who_answers: WhoAnswers = "debtor"
    third_party: Person | None = None
    relation: Text | None = None
    """What the third party is to the debtor, as they would say it."""
    back_at: Text | None = None
    """When the debtor can be reached, as the third party would say it."""
    budget: Budget | None = None
    bargaining: Bargaining = Bargaining()
    facts: tuple[HiddenFact, ...] = ()
    objections: tuple[Objection, ...] = ()
    opening: tuple[Line, ...]
    """What is heard when the phone is picked up."""
    secrets: tuple[Id, ...] = ()
    """Facts that are never told, whatever is asked."""
    vulnerable: Flag = False
    context: Text | None = None
    """A sentence for the debrief: what was really going on."""


Outcome = Literal[
    "paid_in_full",
    "promise_in_full",
    "plan",
    "provisional_plan",
    "part_payment",
    "hold",
    "referral",
    "dispute_suspended",
    "callback_arranged",
    "message_left",
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
    stages: tuple[Stage, ...] = ()
    edges: tuple[Edge, ...] = ()
    """Differences: tried before the standard edges."""
    lines: Lines = Field(default_factory=dict)
    """Said before the persona's and the language's."""


class Replies(ContentModel):
    """The file ``replies.yaml``.

    What anybody might say, when neither scenario nor persona has better.
    """

    lines: Lines
    spoken: dict[Id, dict[Id, Text]] = Field(default_factory=dict)
    """Names for values in slots: means of payment, periods …"""
