"""What a rehearsal draws anew from authored ranges, so that no two are alike.

The values written in the file itself are those of a call without a seed. What follows from what is
drawn (sums, figures in texts, the target) is worked out by ``callcoach.content.drawing``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from callcoach.content.base import Amount, ContentModel, Flag, Level, Text, Whole


class Spread(ContentModel):
    """A figure drawn between two bounds, both included, by steps from the lower one."""

    from_: Amount = Field(alias="from")
    to: Amount
    step: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)] = Decimal(1)


class OtherPerson(ContentModel):
    """Somebody who may take the place of a person of the file; what is not written stays."""

    title: Text | None = None
    first_name: Text | None = None
    last_name: Text | None = None
    date_of_birth: date | None = None
    address: Text | None = None
    postcode: Text | None = None
    phone: Text | None = None
    email: Text | None = None


class Chance(ContentModel):
    """What may differ from one rehearsal to the next.

    Paths name a value of the scenario from the top, list places from 0:
    ``situation.budget.incomes.salary``, ``dossier.invoices.0.amount``.
    """

    debtor: tuple[OtherPerson, ...] = ()
    """People one of whom takes the debtor's place; the one in the file stays possible."""
    third_party: tuple[OtherPerson, ...] = ()
    """The same for who answers in the debtor's place."""
    texts: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    """Path → other texts for it (creditor, reference …); the one in the file stays possible."""
    figures: dict[Text, Spread] = Field(default_factory=dict)
    """Path → range of an amount or a whole number. Sums are never drawn: the principal is that of
    the invoices, the balance that of the breakdown."""
    days: tuple[Whole, Whole] | None = None
    """By how many days all dates of the file move together, from and to; negative is earlier.
    Dates of birth stay."""
    gauges: Level = 0
    """By how much each gauge may start higher or lower."""
    any_order: Flag = False
    """Whether objections may come in any order."""
    capacity: tuple[Amount, Amount] | None = None
    """Bounds, in euros a month, that the hidden capacity keeps whatever is drawn; the linter
    proves it."""

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn."""
        return self == Chance()
