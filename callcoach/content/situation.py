"""The hidden truth of a call: facts, objections, budget, what the debtor would agree to."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from callcoach.content.base import Amount, ContentModel, Flag, Id, Level, Text, Whole
from callcoach.content.dossier import Means, Person, WhoAnswers
from callcoach.content.follow_up import Cause
from callcoach.content.persona import Condition, Line


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
    figure_of: Id | None = None
    """In place of ``figure``: the slot it is, as ``incomes`` or ``charge_rent``, so that it
    follows what chance draws (``callcoach.content.drawing``)."""
    matters: Flag = True
    """Whether the debrief names it when it was missed."""


class ObjectionRoute(ContentModel):
    """One good way to handle an objection.

    Each step any one of these acts or techniques, in any order.
    """

    steps: tuple[tuple[Id, ...], ...]
    about: tuple[Text, ...] = ()
    """Patterns one of which a turn of the route must match: the topic has to be named, so that
    « rassurez-vous » alone does not answer the fear of a power cut."""


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
    disputed: Amount | None = None
    """With ``dispute``: the euros disputed, when the rest is owed and may be paid meanwhile."""
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
    means: tuple[Means, ...]
    """How they can pay, what they would name first comes first."""
    events: tuple[BudgetEvent, ...] = ()
    """What may happen to the money after the call."""

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


class BudgetEvent(ContentModel):
    """Something that may happen to the money in a month after the call."""

    id: Id
    label: Text
    """As the timeline tells it: « la voiture tombe en panne »."""
    month: Annotated[StrictInt, Field(ge=1, le=24)]
    """Months after the call."""
    change: Annotated[Decimal, Field(ge=-100000, le=100000, decimal_places=2)]
    """Euros that the month's capacity gains, or loses when negative."""
    lasts: Annotated[StrictInt, Field(ge=1, le=24)] = 1
    """Months it lasts."""
    chance: Annotated[StrictInt, Field(ge=1, le=100)] = 100
    """Per cent."""


class Proviso(ContentModel):
    """A condition on which a debtor says yes."""

    id: Id
    met_by: tuple[Id, ...]
    """Acts, techniques or flags, any of which meets it, before the offer or after."""
    says: tuple[Line, ...]
    """« D'accord, mais je veux un écrit. »"""
    met: tuple[Line, ...] = ()
    """Said when it is met and the yes is given."""


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
    """What could go today, named when asked, in this order."""
    counters: Flag = True
    """Answers an offer that is too high with the next figure of their own, when they have one."""
    provisos: tuple[Proviso, ...] = ()
    """Conditions on which they say yes; each is asked for once, in this order."""
    pays_in_full: Flag = False
    """Can settle at once when willing."""
    plan_day: Annotated[StrictInt, Field(ge=1, le=28)] | None = None
    """Day of the month they name for instalments; the day after income when absent."""


class Handover(ContentModel):
    """Somebody else takes the phone, or comes to the door, during the call."""

    to: Literal["debtor", "third_party"]
    on: tuple[Id, ...]
    """Acts or signals of the trainee that bring it about."""
    when: Condition = Condition()
    says: tuple[Line, ...]
    """Last words of who hands the phone over."""
    picks_up: tuple[Line, ...]
    """First words of who takes it."""
    persona: Id | None = None
    """Their persona; without it, that of the scenario."""


class Doorstep(ContentModel):
    """What happens at the door, in a visit."""

    lets_in: Condition = Condition()
    """When « puis-je entrer ? » gets a yes."""
    says_yes: tuple[Line, ...] = ()
    says_no: tuple[Line, ...] = ()
    sends_away: Condition | None = None
    """When the agent is asked to leave; to stay then is a breach."""
    send_away_says: tuple[Line, ...] = ()


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
    handovers: tuple[Handover, ...] = ()
    """Ways in which somebody else comes to the phone; each happens once at most."""
    wrong_number: Flag = False
    """Nobody here knows the debtor; with ``who_answers: unknown``."""
    doorstep: Doorstep | None = None
    """What happens at the door; only with ``channel: visit``."""
    missed_because: Cause | None = None
    """Why an earlier agreement was not kept: too much, at the wrong time, for want of will, or by
    an accident that nobody could foresee."""
    vulnerable: Flag = False
    context: Text | None = None
    """A sentence for the debrief: what was really going on."""
