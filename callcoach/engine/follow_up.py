"""The second call, made from the trainee's own agreement: the same debtor, what was agreed since.

Pure: the same first call and the same aftermath give the same file. The words are the language's
(``follow_up:`` in ``replies.yaml``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, get_args

from callcoach.content.case_slots import case_slots
from callcoach.content.chance import Chance
from callcoach.content.dossier import Due, EarlierAgreement, HistoryEntry, Means
from callcoach.content.persona import Gauges, Line
from callcoach.content.situation import HiddenFact
from callcoach.content.wording import fill_known, said_amount, said_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callcoach.content.dossier import Dossier, Invoice
    from callcoach.content.follow_up import FollowUp
    from callcoach.content.scenario import Outcome, Scenario, Target
    from callcoach.content.situation import Budget, Situation
    from callcoach.engine.aftermath import Aftermath
    from callcoach.engine.gauges import GaugeValues
    from callcoach.engine.terms import Agreement

DAYS_LATER = 7
"""Days after the first missed date, or after the last one, on which one calls again."""
MISSED_SHAME, MISSED_IRRITATION = 10, 4
"""What a missed date adds to how the debtor feels."""
REASON = "missed_reason"
"""The fact that tells why a date was missed."""
BROKEN = "broken_promise"
BEST: Mapping[str, tuple[Outcome, ...]] = {
    "amount": ("provisional_plan", "plan", "referral"),
    "date": ("plan", "provisional_plan"),
    "will": ("plan", "part_payment"),
    "accident": ("plan", "provisional_plan", "hold"),
    "": ("plan", "provisional_plan", "promise_in_full"),
}
"""What a good second call comes to, by why a date was missed."""
ACCEPTED: tuple[Outcome, ...] = ("hold", "referral", "part_payment", "callback_arranged")
REFUSED: tuple[Outcome, ...] = ("hung_up",)


@dataclass(frozen=True)
class FirstCall:
    """What the second call keeps of the first one."""

    scenario: Scenario
    agreement: Agreement
    gauges: GaugeValues
    """At its end."""
    revealed: tuple[str, ...]
    lifted: tuple[str, ...]
    """Objections that were dealt with."""
    day: date


def follow_up_day(after: Aftermath) -> date | None:
    """Return the day of the second call, None when there is nothing to call about.

    A plan that was kept to the end of the whole claim needs no call.
    """
    if after.missed is not None:
        return after.missed.on + timedelta(days=DAYS_LATER)
    if not after.dues or after.recovered >= after.claimed:
        return None
    return after.dues[-1].on + timedelta(days=DAYS_LATER)


def second_call(first: FirstCall, after: Aftermath, texts: FollowUp, day: date) -> Scenario:
    """Return the scenario of the second call.

    Args:
        first: what there is of the first one.
        after: what became of the agreement.
        texts: the language's words.
        day: of the second call.
    """
    slots = _slots(first, after)

    def say(text: str) -> str:
        return fill_known(text, slots)

    scenario = first.scenario
    summary = texts.summary if after.missed is not None else texts.summary_kept
    return scenario.model_copy(
        update={
            "persona": _persona(first.scenario),
            "title": say(texts.title),
            "summary": say(summary),
            "gauges": _gauges(first, missed=after.missed is not None),
            "dossier": _dossier(first, after, [say(t) for t in _entries(texts, after)]),
            "situation": _situation(first, after, texts, slots, day),
            "target": _target(scenario.target, after, texts, slots),
            "chance": Chance(),
        }
    )


def _slots(first: FirstCall, after: Aftermath) -> dict[str, str]:
    language = first.scenario.language
    agreed = sum((due.amount for due in after.dues), Decimal(0))
    missed = after.missed
    slots = case_slots(first.scenario) | {
        "title_before": first.scenario.title,
        "agreed_sum": said_amount(agreed, language),
        "agreed_on": said_day(first.day, language),
        "paid_sum": said_amount(after.recovered, language),
        "left_sum": said_amount(first.scenario.dossier.balance - after.recovered, language),
    }
    if missed is not None:
        slots["missed_sum"] = said_amount(missed.amount, language)
        slots["missed_on"] = said_day(missed.on, language)
        if missed.event:
            slots["event"] = missed.event
    return slots


def _entries(texts: FollowUp, after: Aftermath) -> list[str]:
    """Return the new lines of the history: agreed, paid, missed."""
    return [
        texts.agreed,
        *([texts.paid] if after.recovered else []),
        *([texts.missed] if after.missed is not None else []),
    ]


def _gauges(first: FirstCall, *, missed: bool) -> Gauges:
    start, end = first.scenario.gauges, first.gauges
    trust = end.trust if start is None else (start.trust + end.trust) // 2
    return Gauges(
        trust=trust,
        irritation=min(100, end.irritation // 2 + MISSED_IRRITATION * missed),
        openness=end.openness,
        shame=min(100, end.shame + MISSED_SHAME * missed),
        willingness=end.willingness,
    )


def _dossier(first: FirstCall, after: Aftermath, told: Sequence[str]) -> Dossier:
    dossier = first.scenario.dossier
    paid = tuple(Due(on=d.on, amount=d.amount) for d in after.dues if d.status == "paid")
    days = [first.day, *([paid[-1].on] if paid else [])]
    days += [after.missed.on] if after.missed is not None else []
    history = [HistoryEntry(on=on, what=what) for on, what in zip(days, told, strict=True)]
    left = dossier.balance - after.recovered
    invoices = _less(dossier.invoices, after.recovered)
    principal = sum((invoice.amount for invoice in invoices), Decimal(0))
    rest = left - principal
    interest = min(dossier.breakdown.interest, rest)
    flags = dossier.red_flags
    if after.missed is not None and BROKEN not in flags:
        flags = (*flags, BROKEN)
    schedule = tuple(Due(on=due.on, amount=due.amount) for due in after.dues)
    return dossier.model_copy(
        update={
            "balance": left,
            "invoices": invoices,
            "breakdown": dossier.breakdown.model_copy(
                update={
                    "principal": principal,
                    "interest": interest,
                    "accessories": rest - interest,
                }
            ),
            "history": (*dossier.history, *history),
            "red_flags": flags,
            "agreement": EarlierAgreement(
                made=first.day,
                schedule=schedule,
                paid=paid,
                means=_means(first.agreement.terms.means),
                written=first.agreement.written_confirmation,
                provisional=sum((due.amount for due in schedule), Decimal(0)) != dossier.balance,
            ),
        }
    )


def _less(invoices: Sequence[Invoice], paid: Decimal) -> tuple[Invoice, ...]:
    """Return what is left of each invoice, the oldest paid first."""
    left: list[Invoice] = []
    for invoice in invoices:
        taken = min(paid, invoice.amount)
        paid -= taken
        if invoice.amount > taken:
            left.append(invoice.model_copy(update={"amount": invoice.amount - taken}))
    return tuple(left)


def _means(name: str | None) -> Means | None:
    known: tuple[Means, ...] = get_args(Means)
    return next((means for means in known if means == name), None)


def _situation(
    first: FirstCall, after: Aftermath, texts: FollowUp, slots: Mapping[str, str], day: date
) -> Situation:
    situation = first.scenario.situation
    cause = _cause(after)
    words = texts.causes[cause] if cause is not None else None
    facts = tuple(
        fact.model_copy(update={"trust": 0, "irritation": 100, "after": ()})
        if fact.id in first.revealed
        else fact
        for fact in situation.facts
    )
    if words is not None:
        says = tuple(
            line.model_copy(update={"say": fill_known(line.say, slots)}) for line in words.says
        )
        reason = HiddenFact(
            id=REASON,
            slot="cause",
            label=fill_known(words.label, slots),
            says=says,
            brief=fill_known(words.brief, slots),
            keywords=words.keywords,
        )
        facts = (reason, *facts)
    context = words.context if words is not None else texts.context_kept
    return situation.model_copy(
        update={
            "who_answers": "debtor",
            "third_party": None,
            "handovers": (),
            "opening": _opening(situation),
            "facts": facts,
            "objections": tuple(o for o in situation.objections if o.id not in first.lifted),
            "budget": _budget(situation.budget, first, day),
            "missed_because": cause,
            "context": fill_known(context, slots),
        }
    )


def _cause(after: Aftermath) -> Literal["amount", "date", "will", "accident"] | None:
    causes: tuple[Literal["amount", "date", "will", "accident"], ...]
    causes = ("amount", "date", "will", "accident")
    return next((cause for cause in causes if cause == after.cause), None)


def _opening(situation: Situation) -> tuple[Line, ...]:
    """Return how the debtor picks up; in the first call it may have been somebody else."""
    if situation.who_answers == "debtor":
        return situation.opening
    coming = next((h for h in situation.handovers if h.to == "debtor"), None)
    return coming.picks_up if coming is not None else situation.opening


def _persona(scenario: Scenario) -> str:
    """Return whose call it is; in the first one somebody else may have answered."""
    if scenario.situation.who_answers == "debtor":
        return scenario.persona
    coming = (h.persona for h in scenario.situation.handovers if h.to == "debtor")
    return next((persona for persona in coming if persona is not None), scenario.persona)


def _budget(budget: Budget | None, first: FirstCall, day: date) -> Budget | None:
    """Return the budget as it stands on the day of the second call."""
    if budget is None:
        return None
    spent = first.agreement.terms.down is not None
    income = day.replace(day=budget.income_day)
    if income < day:
        year, month = divmod(day.year * 12 + day.month, 12)
        income = date(year, month + 1, budget.income_day)
    return budget.model_copy(
        update={
            "next_income_in": (income - day).days,
            "payable_today": Decimal(0) if spent else budget.payable_today,
            "events": (),
        }
    )


def _target(target: Target, after: Aftermath, texts: FollowUp, slots: Mapping[str, str]) -> Target:
    best = BEST[after.cause]
    words = texts.causes.get(_cause(after) or "will")
    advice = texts.advice_kept if not after.cause or words is None else words.advice
    return target.model_copy(
        update={
            "best": best,
            "accepted": tuple(outcome for outcome in ACCEPTED if outcome not in best),
            "refused": REFUSED,
            "advice": fill_known(advice, slots),
        }
    )
