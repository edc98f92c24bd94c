"""The file on the trainee's desk.

What is claimed, from whom, since when, and what the agent may grant.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from callcoach.content.base import Amount, ContentModel, Flag, Id, Text
from callcoach.content.persona import Line

YesNoUnknown = Literal["yes", "no", "unknown"]
WhoAnswers = Literal[
    "debtor", "spouse", "child", "parent", "colleague", "neighbour", "voicemail", "unknown"
]
Means = Literal["card", "transfer", "standing_transfer", "cheque", "direct_debit", "cash"]
Procedure = Literal[
    "none",
    "overindebtedness_filed",
    "overindebtedness_admitted",
    "plan_running",
    "ad_hoc_mandate",
    "conciliation",
    "safeguard",
    "receivership",
    "liquidation",
]


class Person(ContentModel):
    """Somebody of the file; all people are invented."""

    title: Text
    """« Madame » or « Monsieur »."""
    first_name: Text
    last_name: Text
    date_of_birth: date | None = None
    address: Text | None = None
    postcode: Text | None = None
    phone: Text | None = None
    email: Text | None = None

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


class Invoice(ContentModel):
    """One line of what is claimed."""

    label: Text
    issued: date
    due: date
    amount: Amount


class Breakdown(ContentModel):
    """The balance by kind; the three add up to it."""

    principal: Amount
    interest: Amount
    accessories: Amount


class Letter(ContentModel):
    """A letter already sent."""

    sent: date
    reference: Text


class HistoryEntry(ContentModel):
    """One line of what happened so far, as the trainee reads it."""

    on: date
    what: Text


class Due(ContentModel):
    """One date of a calendar of payments, and what was to come or came on it."""

    on: date
    amount: Amount


class AgentPromise(ContentModel):
    """Something the agency promised in a former call."""

    what: Text
    """As the trainee reads it in the file."""
    kept: Flag = True
    says: tuple[Line, ...] = ()
    """How the debtor reproaches a broken one, once the reason of the call is named."""
    repaired_by: tuple[Id, ...] = ("apologise",)
    """Acts that make up for it, at least in part."""


class EarlierAgreement(ContentModel):
    """What was agreed in a former call, and what came of it."""

    made: date
    schedule: tuple[Due, ...]
    """Every payment agreed, the first one included, in order."""
    paid: tuple[Due, ...] = ()
    """What came, in order."""
    means: Means | None = None
    written: Flag = False
    """Whether it was confirmed in writing."""
    provisional: Flag = False
    """Whether it covers only a part of the balance, to be looked at again."""
    agent_promises: tuple[AgentPromise, ...] = ()

    def missed(self, today: date) -> tuple[Due, ...]:
        """Return the payments due before ``today`` that what came does not cover, in order."""
        left = sum((came.amount for came in self.paid if came.on <= today), Decimal(0))
        missing: list[Due] = []
        for due in self.schedule:
            if due.on >= today:
                break
            covered = min(left, due.amount)
            left -= covered
            if covered < due.amount:
                missing.append(Due(on=due.on, amount=due.amount - covered))
        return tuple(missing)


class Authority(ContentModel):
    """What the agent may grant without asking the creditor."""

    max_months: Annotated[StrictInt, Field(ge=0, le=120)]
    min_instalment: Amount
    discount: Amount
    """Euros that may be waived; 0 in most files."""
    hold_days: Annotated[StrictInt, Field(ge=0, le=120)] = 30


class Dossier(ContentModel):
    """The file, with the case facts of deontology-fr 0.2; what is absent is unknown."""

    reference: Text
    creditor: Text
    agency: Text
    agent: Text
    """The name the trainee may use as their own."""
    debtor: Person
    debtor_type: Literal["consumer", "business"]
    debt_family: Literal[
        "telecom",
        "energy",
        "water",
        "rent",
        "consumer_credit",
        "insurance",
        "b2b_invoice",
        "health",
        "leisure",
        "repair",
        "school",
        "other",
    ]
    collector_status: Literal["third_party_agency", "in_house", "debt_buyer"]
    balance: Amount
    breakdown: Breakdown
    invoices: tuple[Invoice, ...]
    first_letter: Letter | None = None
    enforceable_title: Flag = False
    time_barred: YesNoUnknown = "no"
    procedure: Procedure = "none"
    call_recorded: Flag = False
    contact_limits: tuple[Literal["not_at_work", "written_only", "after_18h"], ...] = ()
    representative: Literal[
        "none", "lawyer", "curator", "guardian", "association", "court_agent"
    ] = "none"
    authority: Authority
    history: tuple[HistoryEntry, ...] = ()
    documents: tuple[Text, ...] = ()
    missing: tuple[Text, ...] = ()
    """What the file lacks and a good preparation notices."""
    notes: tuple[Text, ...] = ()
    red_flags: tuple[Id, ...] = ()
    """What a good preparation names.

    Dispute, broken_promise, third_party, procedure, vulnerability, time_bar, contact_limit.
    """
    agreement: EarlierAgreement | None = None
    """What was agreed in a former call: this one follows it up."""
    contact_phone: Text
    """The agency's own number, to leave to be called back."""
