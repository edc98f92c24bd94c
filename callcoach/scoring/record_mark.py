"""The call record marked against the call: facts never said, figures that differ, judging words.

Points per field follow call-method 8; a field without object is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.scoring.paper_reader import sums_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.scenario import HiddenFact
    from callcoach.scoring.paper_reader import PaperReader
    from callcoach.scoring.papers import CallRecord
    from callcoach.scoring.trace import CallTrace

RESULTS_OF_OUTCOME: Mapping[str, frozenset[str]] = {
    "paid_in_full": frozenset({"paid", "promise"}),
    "promise_in_full": frozenset({"promise"}),
    "plan": frozenset({"plan"}),
    "provisional_plan": frozenset({"plan"}),
    "part_payment": frozenset({"promise", "paid"}),
    "hold": frozenset({"hold", "no_agreement"}),
    "referral": frozenset({"referral", "hold"}),
    "dispute_suspended": frozenset({"dispute"}),
    "callback_arranged": frozenset({"callback", "not_reached"}),
    "message_left": frozenset({"not_reached", "callback"}),
    "no_agreement": frozenset({"no_agreement"}),
    "hung_up": frozenset({"no_agreement", "not_reached"}),
}
"""Outcome of the call → results that a truthful record may give."""

CAPACITY_TOLERANCE = Decimal(10)
"""Euros (call-method 8)."""
MOST_SITUATION_POINTS = 4
JUDGING = ("@record_judgement",)
HEALTH = ("@health_detail",)


@dataclass(frozen=True)
class FieldMark:
    """The points of one field."""

    field: str
    points: int
    of: int
    note: str = ""
    """What was wrong, as an id.

    ``missing``, ``differs``, ``never_said``, ``judging``, ``health``.
    """


@dataclass(frozen=True)
class RecordMark:
    """What the record is worth."""

    fields: tuple[FieldMark, ...]
    capacity_right: bool | None

    @property
    def level(self) -> int:
        """Item 12: four times points over available points, rounded; never below 0."""
        of = sum(mark.of for mark in self.fields)
        points = max(0, sum(mark.points for mark in self.fields))
        return round(4 * points / of) if of else 0


def mark_record(trace: CallTrace, reader: PaperReader) -> RecordMark | None:
    """Return the mark of the record, None when there is no record."""
    record = trace.record
    if record is None:
        return None
    marks = [
        _contact(record, trace, reader),
        _result(record, trace),
        _promised(record, trace, reader),
        _cause(record, trace, reader),
        _situation(record, trace, reader),
        _dispute(record, trace),
        _vulnerability(record, trace, reader),
        _further(record, trace),
        _next_action(record, reader),
        _tone(record, reader),
    ]
    capacity = _capacity(record, trace, reader)
    right = None if capacity is None else capacity.points > 0
    fields = [mark for mark in (*marks, capacity) if mark is not None]
    return RecordMark(tuple(fields), right)


def _contact(record: CallRecord, trace: CallTrace, reader: PaperReader) -> FieldMark:
    if trace.dossier is None:
        return FieldMark("contact", int(bool(record.contact)), 1, "")
    situation = trace.situation
    names = [trace.dossier.debtor.last_name]
    if situation is not None and situation.third_party is not None:
        names = [situation.third_party.first_name, situation.relation or "", "tiers"]
    found = reader.matches(record.contact, tuple(name for name in names if name))
    return FieldMark("contact", int(found), 1, "" if found else _missing(record.contact))


def _result(record: CallRecord, trace: CallTrace) -> FieldMark:
    right = RESULTS_OF_OUTCOME.get(trace.outcome)
    if right is None:
        return FieldMark("result", 2 if record.result else 0, 2)
    met = record.result in right
    return FieldMark("result", 2 if met else 0, 2, "" if met else _missing(record.result))


def _promised(record: CallRecord, trace: CallTrace, reader: PaperReader) -> FieldMark | None:
    written = reader.sums(record.promised)
    agreement = trace.agreement
    if agreement is None:
        if trace.dossier is None or not written:
            return None
        return FieldMark("promised", 0, 3, "never_said")
    terms = agreement.terms
    due = {agreement.balance} if terms.full else {terms.down, terms.instalment} - {None}
    met = due <= written and reader.has_day(record.promised) | terms.full
    return FieldMark("promised", 3 if met else 0, 3, "" if met else _wrong(record.promised))


def _cause(record: CallRecord, trace: CallTrace, reader: PaperReader) -> FieldMark | None:
    facts = [f for f in _told(trace) if f.slot == "cause" and f.keywords]
    if not facts:
        if trace.situation is not None and record.cause.strip():
            return FieldMark("cause", 0, 2, "never_said")
        return None
    met = any(reader.matches(record.cause, f.keywords) for f in facts)
    return FieldMark("cause", 2 if met else 0, 2, "" if met else _wrong(record.cause))


def _situation(record: CallRecord, trace: CallTrace, reader: PaperReader) -> FieldMark | None:
    facts = [f for f in _told(trace) if f.slot != "cause" and (f.keywords or f.figure)]
    if not facts:
        return None
    text = f"{record.situation} {record.capacity} {record.cause}"
    written = reader.sums(record.situation)
    noted = sum(_noted(f, text, reader) for f in facts)
    said = _said_sums(trace)
    invented = len([s for s in written if s not in said])
    of = min(MOST_SITUATION_POINTS, len(facts))
    note = "never_said" if invented else ("missing" if noted < of else "")
    return FieldMark("situation", min(of, noted) - invented, of, note)


def _noted(fact: HiddenFact, text: str, reader: PaperReader) -> bool:
    if fact.figure is not None and fact.figure in reader.sums(text):
        return True
    return bool(fact.keywords) and reader.matches(text, fact.keywords)


def _capacity(record: CallRecord, trace: CallTrace, reader: PaperReader) -> FieldMark | None:
    situation = trace.situation
    if situation is None or situation.budget is None:
        return None
    slots = {f.slot for f in _told(trace)}
    if not {"income", "charges"} <= slots:
        return None
    truth = situation.budget.capacity
    met = any(abs(s - truth) <= CAPACITY_TOLERANCE for s in reader.sums(record.capacity))
    return FieldMark("capacity", 2 if met else 0, 2, "" if met else _wrong(record.capacity))


def _dispute(record: CallRecord, trace: CallTrace) -> FieldMark | None:
    situation = trace.situation
    disputes = {o.id for o in situation.objections if o.dispute} if situation else set()
    if not disputes & trace.objections.keys():
        return None
    met = bool(record.dispute.strip())
    return FieldMark("dispute", 2 if met else 0, 2, "" if met else "missing")


def _vulnerability(record: CallRecord, trace: CallTrace, reader: PaperReader) -> FieldMark | None:
    health = any(reader.matches(text, HEALTH) for text in record.to_json().values() if text)
    if health:
        return FieldMark("vulnerability", -2, 2, "health")
    if trace.situation is None or not trace.situation.vulnerable:
        return None
    met = bool(record.vulnerability.strip())
    return FieldMark("vulnerability", 2 if met else 0, 2, "" if met else "missing")


def _further(record: CallRecord, trace: CallTrace) -> FieldMark | None:
    acts = {act for turn in trace.turns for act in turn.understood.acts}
    if not acts & {"refer_to_help", "announce_callback", "ask_proof", "promise_document"}:
        return None
    met = bool(record.further.strip())
    return FieldMark("further", int(met), 1, "" if met else "missing")


def _next_action(record: CallRecord, reader: PaperReader) -> FieldMark:
    text = record.next_action
    dated = reader.has_day(text)
    points = int(bool(text.strip())) + int(dated)
    return FieldMark("next_action", points, 2, "" if points == 2 else "missing")


def _tone(record: CallRecord, reader: PaperReader) -> FieldMark:
    texts = [text for text in record.to_json().values() if text]
    judging = any(reader.matches(text, JUDGING) for text in texts)
    if not texts:
        return FieldMark("tone", 0, 2, "missing")
    return FieldMark("tone", 0 if judging else 2, 2, "judging" if judging else "")


def _told(trace: CallTrace) -> list[HiddenFact]:
    if trace.situation is None:
        return []
    out = {fact for turn in trace.turns for fact in turn.revealed}
    return [fact for fact in trace.situation.facts if fact.id in out]


def _said_sums(trace: CallTrace) -> frozenset[Decimal]:
    """Return every sum that either side said, the file's own and the budget told included."""
    said = {s for turn in trace.turns for s in sums_in(turn.understood.entities)}
    said |= {fact.figure for fact in _told(trace) if fact.figure is not None}
    if trace.dossier is not None:
        said |= {trace.dossier.balance, *(i.amount for i in trace.dossier.invoices)}
    if trace.situation is not None and trace.situation.budget is not None:
        budget = trace.situation.budget
        out = {fact.slot for fact in _told(trace)}
        if "income" in out:
            said |= {*budget.incomes.values(), sum(budget.incomes.values(), Decimal(0))}
        if "charges" in out:
            said |= {*budget.charges.values(), sum(budget.charges.values(), Decimal(0))}
        if "other_debts" in out:
            said |= set(budget.other_instalments.values())
        said |= {budget.floor, budget.capacity}
    return frozenset(said)


def _missing(text: str) -> str:
    return "differs" if text.strip() else "missing"


_wrong = _missing
