"""The call record marked against the call: facts never said, figures that differ, judging words.

Points per field follow call-method 8; a field without object is not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.scoring.bargain_skills import capacity_of
from callcoach.scoring.said import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.situation import HiddenFact
    from callcoach.scoring.paper_reader import PaperReader
    from callcoach.scoring.papers import CallRecord
    from callcoach.scoring.trace import CallTrace

RESULTS_OF_OUTCOME: Mapping[str, frozenset[str]] = {
    "paid_in_full": frozenset({"paid", "promise"}),
    "promise_in_full": frozenset({"promise", "paid"}),
    "plan": frozenset({"plan"}),
    "provisional_plan": frozenset({"plan"}),
    "part_payment": frozenset({"promise", "paid"}),
    "hold": frozenset({"hold", "no_agreement"}),
    "referral": frozenset({"referral", "hold"}),
    "dispute_suspended": frozenset({"dispute", "hold"}),
    "undisputed_part": frozenset({"promise", "paid", "dispute"}),
    "callback_arranged": frozenset({"callback", "not_reached"}),
    "message_left": frozenset({"not_reached", "callback"}),
    "wrong_number": frozenset({"not_reached"}),
    "no_agreement": frozenset({"no_agreement"}),
    "hung_up": frozenset({"no_agreement", "not_reached"}),
}
"""Outcome of the call → results that a truthful record may give."""

CAPACITY_TOLERANCE = Decimal(10)
"""Euros (call-method 8)."""
MOST_SITUATION_POINTS = 4
JUDGING = ("@record_judgement",)
HEALTH = ("@health_detail",)
ACKNOWLEDGED = ("@record_acknowledges",)
FALSE_ACKNOWLEDGEMENT = -3
"""Points for writing that a debtor who disputed has acknowledged: nothing harms more."""


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
    """None when the capacity was without object, or nobody can tell whether it is right."""

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
    said = Said(trace, reader)
    capacity = _capacity(record, said)
    marks = (
        _contact(record, said),
        _result(record, trace),
        _promised(record, said),
        _cause(record, said),
        _situation(record, said),
        _dispute(record, said),
        _vulnerability(record, said),
        _further(record, trace),
        _next_action(record, reader),
        _tone(record, reader),
        capacity,
    )
    right = None if capacity is None else capacity.points > 0
    return RecordMark(tuple(mark for mark in marks if mark is not None), right)


def _contact(record: CallRecord, said: Said) -> FieldMark | None:
    dossier, situation = said.trace.dossier, said.trace.situation
    if dossier is None:
        return FieldMark("contact", 1, 1) if record.contact.strip() else None
    names = [dossier.debtor.last_name]
    if situation is not None and situation.third_party is not None:
        names = [situation.third_party.first_name, situation.relation or "", "tiers"]
    found = said.reader.matches(record.contact, tuple(name for name in names if name))
    return FieldMark("contact", int(found), 1, "" if found else _fault(record.contact))


def _result(record: CallRecord, trace: CallTrace) -> FieldMark:
    right = RESULTS_OF_OUTCOME.get(trace.outcome)
    if right is None:
        return FieldMark("result", 2 if record.result else 0, 2)
    met = record.result in right
    return FieldMark("result", 2 if met else 0, 2, "" if met else _fault(record.result))


def _promised(record: CallRecord, said: Said) -> FieldMark | None:
    trace, reader = said.trace, said.reader
    written = reader.sums(record.promised)
    agreement = trace.agreement
    if agreement is not None:
        terms = agreement.terms
        due = {agreement.balance} if terms.full else {terms.down, terms.instalment} - {None}
        met = due <= written and reader.has_day(record.promised) | terms.full
    elif trace.situation is not None or not said.agreed:
        # Nothing was agreed: whatever is written was never promised.
        return FieldMark("promised", 0, 3, "never_said") if written else None
    else:
        met = said.promised(record.promised) and reader.has_day(record.promised)
    return FieldMark("promised", 3 if met else 0, 3, "" if met else _fault(record.promised))


def _cause(record: CallRecord, said: Said) -> FieldMark | None:
    written = bool(record.cause.strip())
    if said.trace.situation is None:
        if not written and "cause" not in said.told and not said.agreed:
            return None
        points = said.backed(record.cause)
        note = "" if points == 2 else ("differs" if written else "missing")
        return FieldMark("cause", points, 2, note)
    facts = [f for f in said.facts if f.slot == "cause" and f.keywords]
    if not facts:
        return FieldMark("cause", 0, 2, "never_said") if written else None
    met = any(said.reader.matches(record.cause, f.keywords) for f in facts)
    return FieldMark("cause", 2 if met else 0, 2, "" if met else _fault(record.cause))


def _situation(record: CallRecord, said: Said) -> FieldMark | None:
    text = f"{record.situation} {record.capacity} {record.cause}"
    if said.trace.situation is None:
        if not _needs_budget(said):
            return None
        parts = [part for part in re.split(r"[,;.\n]", record.situation) if part.strip()]
        noted = sum(said.touches(part) for part in parts)
        of = MOST_SITUATION_POINTS
    else:
        facts = [f for f in said.facts if f.slot != "cause" and (f.keywords or f.figure)]
        if not facts:
            return None
        noted = sum(_noted(f, text, said.reader) for f in facts)
        of = min(MOST_SITUATION_POINTS, len(facts))
    invented = said.invented(record.situation)
    note = "never_said" if invented else ("missing" if noted < of else "")
    return FieldMark("situation", min(of, noted) - invented, of, note)


def _needs_budget(said: Said) -> bool:
    """Return whether the record of a transcribed call should hold situation and capacity."""
    if said.trace.outcome == "dispute_suspended":
        return False
    return said.agreed or bool(said.told - {"cause"})


def _noted(fact: HiddenFact, text: str, reader: PaperReader) -> bool:
    if fact.figure is not None and fact.figure in reader.sums(text):
        return True
    return bool(fact.keywords) and reader.matches(text, fact.keywords)


def _capacity(record: CallRecord, said: Said) -> FieldMark | None:
    trace = said.trace
    truth = capacity_of(trace)
    if trace.situation is None:
        if not _needs_budget(said):
            return None
        if truth is None and record.capacity.strip():
            return None
    elif truth is None or not {"income", "charges"} <= said.told:
        return None
    written = said.reader.sums(record.capacity)
    met = truth is not None and any(abs(s - truth) <= CAPACITY_TOLERANCE for s in written)
    return FieldMark("capacity", 2 if met else 0, 2, "" if met else _fault(record.capacity))


def _dispute(record: CallRecord, said: Said) -> FieldMark | None:
    trace, situation = said.trace, said.trace.situation
    disputes = {o.id for o in situation.objections if o.dispute} if situation else {"dispute"}
    if not disputes & trace.objections.keys():
        return None
    texts = [text for text in record.to_json().values() if text]
    if any(said.reader.matches(text, ACKNOWLEDGED) for text in texts):
        return FieldMark("dispute", FALSE_ACKNOWLEDGEMENT, 2, "differs")
    met = bool(record.dispute.strip()) or (
        situation is None and said.reader.matches(record.cause, ("@objection_dispute",))
    )
    return FieldMark("dispute", 2 if met else 0, 2, "" if met else "missing")


def _vulnerability(record: CallRecord, said: Said) -> FieldMark | None:
    trace = said.trace
    health = any(said.reader.matches(text, HEALTH) for text in record.to_json().values() if text)
    if health:
        return FieldMark("vulnerability", -2, 2, "health")
    shown = trace.situation.vulnerable if trace.situation else "suicidal" in trace.alarms
    if not shown:
        return None
    met = bool(record.vulnerability.strip())
    return FieldMark("vulnerability", 2 if met else 0, 2, "" if met else "missing")


def _further(record: CallRecord, trace: CallTrace) -> FieldMark | None:
    acts = {act for turn in trace.turns for act in turn.sure_acts}
    if not acts & {"refer_to_help", "announce_callback", "ask_proof", "promise_document"}:
        return None
    met = bool(record.further.strip() or record.next_action.strip())
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


def _fault(text: str) -> str:
    return "differs" if text.strip() else "missing"
