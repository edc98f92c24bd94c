"""Checks of the opening: who is on the line, who calls, for whom, how much, since when."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.scoring.commitment import FULL, FULL_REQUEST, OFFERING, sums
from callcoach.scoring.marked import Verdict
from callcoach.text import fold_phrase
from callcoach.understanding.entities import Date

if TYPE_CHECKING:
    from callcoach.content.rubric import MicroSkill
    from callcoach.scoring.marked import Marked
    from callcoach.scoring.trace import TraceTurn

DISCLOSING = frozenset({"state_amount", "state_creditor", "state_basis", FULL})
"""Acts that let out the debt."""
PURPOSE = frozenset({"state_purpose", "state_basis", "state_amount", "recall_letter"})
NATURE = ("state_purpose", "state_basis", "recall_letter", "factual_purpose")
ANOTHER_SUBJECT = OFFERING | {
    "ask_cause",
    "ask_income",
    "ask_charges",
    "ask_other_debts",
    "ask_household",
}
"""What fills the pause that the whole request needs."""
CENTS = Decimal("0.5")
"""« 612 euros » is 612,40 said short."""


def introduced(call: Marked, _skill: MicroSkill) -> Verdict:
    """Own name and company were given; with a third party the name alone is right."""
    name = call.turns_with(("introduce_self", "self_introduction"))
    company = call.turns_with(("introduce_company",))
    if not call.met_debtor:
        return Verdict(bool(name), name)
    return Verdict(bool(name and company), tuple(sorted({*name[:1], *company[:1]})))


def identity_before_disclosure(call: Marked, skill: MicroSkill) -> Verdict:
    """A second element was checked before anything of the file was told."""
    checked = call.turns_with(skill.needs)
    told = call.turns_with(DISCLOSING)
    if not checked:
        return Verdict(False if told or call.met_debtor else None)
    return Verdict(not told or checked[0] <= told[0], checked[:1])


def creditor_and_nature(call: Marked, _skill: MicroSkill) -> Verdict:
    """The creditor was named, and what the sum is for."""
    creditor = call.turns_with(("state_creditor",)) or _naming(call, "creditor")
    nature = call.turns_with(NATURE)
    return Verdict(bool(creditor and nature), tuple(sorted({*creditor[:1], *nature[:1]})))


def _naming(call: Marked, fact: str) -> tuple[int, ...]:
    """Return the turns in which the name that a fact holds is said."""
    name = fold_phrase(str(call.trace.facts.get(fact) or ""))
    if not name:
        return ()
    return tuple(t.number for t in call.trace.turns if name in fold_phrase(t.text))


def exact_amount(call: Marked, _skill: MicroSkill) -> Verdict:
    """The balance of the file was said to the cent (or rounded by less than half a euro)."""
    balance = call.trace.facts.get("balance")
    if balance is None:
        return Verdict(None, note="balance unknown")
    wanted = Decimal(str(balance))
    turns = tuple(
        turn.number
        for turn in call.trace.turns
        if any(abs(amount - wanted) <= CENTS for amount in sums(turn))
    )
    return Verdict(bool(turns), turns[:1])


def dated_purpose(call: Marked, _skill: MicroSkill) -> Verdict:
    """The purpose came with a date or a reference: of the letter, the invoice, the file."""
    turns = tuple(t.number for t in call.trace.turns if t.sure & PURPOSE and _placed(t, call))
    return Verdict(bool(turns), turns[:1])


def _placed(turn: TraceTurn, call: Marked) -> bool:
    if any(isinstance(entity, Date) for entity in turn.understood.entities):
        return True
    facts = call.trace.facts
    references = [str(facts[n]) for n in ("letter_reference", "reference") if facts.get(n)]
    said = fold_phrase(turn.text)
    return any(fold_phrase(reference) in said for reference in references)


def request_then_pause(call: Marked, _skill: MicroSkill) -> Verdict:
    """The whole sum was asked for, and nothing was added behind the request in that turn."""
    asked = call.turns_with(FULL_REQUEST)
    for number in asked:
        turn = call.turn(number)
        labels = turn.understood.labels
        request = max(x.segment for x in labels if x.id in FULL_REQUEST)
        behind = {x.id for x in labels if x.segment > request} & turn.sure
        if not behind & ANOTHER_SUBJECT:
            return Verdict(True, (number,))
    return Verdict(False, asked)
