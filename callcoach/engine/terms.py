"""What is put on the table in a negotiation, and the agreement it becomes (call-method 6.3.

6.4).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


def _to_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    return value


@dataclass(frozen=True)
class Terms:
    """Terms of payment, whole or in part; ``None`` is « not said ». Amounts in euros."""

    full: bool = False
    """The whole balance at once."""
    down: Decimal | None = None
    """A first payment, before or without instalments."""
    down_date: date | None = None
    instalment: Decimal | None = None
    count: int | None = None
    """How many instalments."""
    every: str | None = None
    """``week``, ``month`` …; a month when not said."""
    first_date: date | None = None
    """The day of the first instalment, or of the whole payment."""
    final: Decimal | None = None
    """A last instalment that differs."""
    means: str | None = None
    review_date: date | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing at all was said."""
        return self == Terms()

    @property
    def has_amount(self) -> bool:
        """Whether a sum to pay was said."""
        return self.full or self.down is not None or self.instalment is not None

    def merged(self, newer: Terms) -> Terms:
        """Return these terms with what ``newer`` says in place of what was said before."""
        said = {
            f.name: getattr(newer, f.name)
            for f in fields(newer)
            if getattr(newer, f.name) not in (None, False)
        }
        if "instalment" in said and "full" not in said:
            said["full"] = False
        if said.get("full"):
            said |= {"instalment": None, "count": None, "down": None, "final": None}
        return replace(self, **said)

    def contradicted_by(self, said: Terms) -> bool:
        """Return whether terms said again differ from these in a sum or a number.

        A single sum said again may be the first payment or the instalment of what was agreed.
        """
        if said.full:
            return not self.full
        known = {self.down, self.instalment, self.final}
        sums = {s for s in (said.down, said.instalment, said.final) if s is not None}
        if not sums <= known:
            return True
        return said.count is not None and self.count is not None and said.count != self.count

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data without what was not said."""
        data = {f.name: _to_json(getattr(self, f.name)) for f in fields(self)}
        return {name: value for name, value in data.items() if value not in (None, False)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Terms:
        """Rebuild from ``to_json`` data."""
        values: dict[str, Any] = dict(data)
        for name in ("down", "instalment", "final"):
            if name in values:
                values[name] = Decimal(values[name])
        for name in ("down_date", "first_date", "review_date"):
            if name in values:
                values[name] = date.fromisoformat(values[name])
        return cls(**values)


@dataclass(frozen=True)
class Agreement:
    """What both sides said yes to, with the fields of call-method 6.4."""

    terms: Terms
    balance: Decimal
    by: str = "agent"
    """Who put the figure forward: ``agent`` or ``debtor``."""
    consequence_stated: bool = False
    warning_asked: bool = False
    """The debtor was asked to call before a missed date."""
    written_confirmation: bool = False
    explicit_yes: bool = False
    reference_given: bool = False
    on: date | None = None
    """The day of the call: what is due on it is paid at once."""
    suspended: Decimal = Decimal(0)
    """Euros of the claim that are disputed and wait; ``balance`` is the rest."""
    sustainable: bool = True
    """Largest instalment within the hidden capacity; never shown during the call."""

    @property
    def planned(self) -> Decimal:
        """What the terms add up to, in euros."""
        terms = self.terms
        if terms.full:
            return self.balance
        total = terms.down or Decimal(0)
        if terms.instalment is not None:
            total += terms.instalment * (terms.count or self.implied_count)
        return total + (terms.final or Decimal(0))

    @property
    def implied_count(self) -> int:
        """How many instalments the balance takes, when the number was not said."""
        terms = self.terms
        if not terms.instalment:
            return 0
        rest = self.balance - (terms.down or Decimal(0))
        return max(0, int((rest / terms.instalment).to_integral_value(rounding=ROUND_CEILING)))

    @property
    def covers_balance(self) -> bool:
        """Whether the whole balance is planned for; otherwise it is provisional or a part."""
        return self.planned >= self.balance

    @property
    def kind(self) -> str:
        """``paid_in_full``, ``promise_in_full``, ``plan``, ``undisputed_part``.

        ``provisional_plan`` or ``part_payment``.
        """
        if self.suspended:
            return "undisputed_part"
        if self.terms.full:
            at_once = self.terms.first_date in (None, self.on)
            return "paid_in_full" if at_once else "promise_in_full"
        if self.terms.instalment is None and not (self.terms.final and self.covers_balance):
            return "part_payment"
        return "plan" if self.covers_balance else "provisional_plan"

    def present(self) -> Mapping[str, bool]:
        """Return which of the eleven fields of call-method 6.4 are there."""
        terms = self.terms
        # The whole agreed to without a day is agreed to for now.
        dated = terms.full or terms.first_date is not None or terms.down_date is not None
        return {
            "total": terms.full or self.covers_balance or terms.review_date is not None,
            "first_payment": terms.full or terms.down is not None or terms.first_date is not None,
            "dates": dated,
            "count": terms.full or terms.count is not None or terms.instalment is None,
            "means": terms.means is not None,
            "consequence": self.consequence_stated,
            "warning": self.warning_asked,
            "written_confirmation": self.written_confirmation,
            "explicit_yes": self.explicit_yes,
            "sustainable": self.sustainable,
            "reference": self.reference_given,
        }

    @property
    def complete(self) -> bool:
        """Whether it may count: an amount, a date and a means (call-method 6.4)."""
        present = self.present()
        return self.terms.has_amount and present["dates"] and present["means"]

    @property
    def counts(self) -> bool:
        """Whether the call may be said to have come to it: complete, and said yes to as a whole.

        What is paid at once needs no more words than the yes that pays it.
        """
        at_once = self.kind == "paid_in_full" or (self.terms.down_date == self.on is not None)
        return self.complete and (self.explicit_yes or at_once or self.by == "debtor")

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        data = {f.name: _to_json(getattr(self, f.name)) for f in fields(self) if f.name != "terms"}
        return {"terms": self.terms.to_json(), **data}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild from ``to_json`` data."""
        values: dict[str, Any] = dict(data)
        values["terms"] = Terms.from_json(values["terms"])
        values["balance"] = Decimal(values["balance"])
        values["suspended"] = Decimal(values.get("suspended", 0))
        values["on"] = date.fromisoformat(values["on"]) if values["on"] else None
        return cls(**values)
