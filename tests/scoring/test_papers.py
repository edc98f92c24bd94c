"""The call record and the preparation sheet, marked against the call and the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from callcoach.scoring.papers import CallRecord, PreparationSheet
from callcoach.scoring.preparation_mark import mark_preparation
from callcoach.scoring.record_mark import FieldMark, RecordMark, mark_record
from callcoach.scoring.written import record_of, sheet_of
from tests.scoring.calls import call, item, mark, reader, said, shows
from tests.stage import library, meant

if TYPE_CHECKING:
    from callcoach.scoring.trace import CallTrace

GOOD = CallRecord(
    result="plan",
    promised="100,00 euros le 05/12/2026 par virement",
    cause="Licenciement en mars, droits ouverts en juin",
    situation="Salaire 1 500 euros, loyer 700 euros, deux enfants",
    capacity="110 euros",
    further="Échéancier envoyé",
    next_action="Contrôle du virement le 7 décembre 2026",
)


def agreed_call(record: CallRecord | None = GOOD) -> CallTrace:
    trace = call(
        meant("state_amount", "ask_full_payment"),
        "J'ai été licencié en mars, les droits ont été ouverts en juin.",
        meant("ask_income", "ask_charges"),
        "1500 euros de salaire, 700 de loyer, et deux enfants.",
        said("100 euros le 5 décembre par virement ?", "propose_instalments"),
        "Oui, d'accord.",
        facts={"capacity": 110},
        outcome="plan",
        record=record,
    )
    told = shows(trace, 1, told=("cause",))
    return shows(told, 2, told=("income", "charges", "household"))


def marked(trace: CallTrace) -> RecordMark:
    result = mark_record(trace, reader())
    assert result is not None
    return result


def field(trace: CallTrace, name: str) -> FieldMark | None:
    return next((m for m in marked(trace).fields if m.field == name), None)


def with_record(**changes: str) -> CallTrace:
    return agreed_call(replace(GOOD, **changes))


def test_a_faithful_record_earns_the_highest_level() -> None:
    assert marked(agreed_call()).level == 4


def test_a_call_without_record_leaves_the_item_without_object() -> None:
    assert mark_record(agreed_call(None), reader()) is None
    assert item(mark(agreed_call(None)), "call_record").level is None


def test_an_empty_record_earns_nothing() -> None:
    assert marked(agreed_call(CallRecord())).level == 0


def test_a_record_with_invented_sums_loses_points() -> None:
    honest, invented = agreed_call(), with_record(situation="Salaire 2 900 euros, loyer 150 euros")
    assert marked(invented).level < marked(honest).level
    found = field(invented, "situation")
    assert found is not None
    assert found.note == "never_said"


def test_a_record_with_judging_words_loses_points() -> None:
    judging = with_record(cause="Licenciement en mars 2026, prétend ne rien avoir, mauvaise foi")
    found = field(judging, "tone")
    assert found == FieldMark("tone", 0, 2, "judging")
    assert marked(judging).level < 4


def test_a_health_detail_costs_more_than_its_own_points() -> None:
    found = field(with_record(cause="Licenciement en mars, suit une chimio"), "vulnerability")
    assert found is not None
    assert (found.points, found.note) == (-2, "health")


def test_a_promise_that_differs_from_what_was_said_earns_nothing() -> None:
    found = field(with_record(promised="250 euros le 05/12/2026"), "promised")
    assert found == FieldMark("promised", 0, 3, "differs")


def test_a_promise_without_a_day_earns_nothing() -> None:
    found = field(with_record(promised="100 euros par virement"), "promised")
    assert found is not None
    assert found.points == 0


def test_a_promise_written_after_a_call_without_agreement_was_never_said() -> None:
    found = field(replace(agreed_call(), outcome="no_agreement"), "promised")
    assert found == FieldMark("promised", 0, 3, "never_said")


def test_the_capacity_is_right_within_ten_euros() -> None:
    assert marked(with_record(capacity="118 euros")).capacity_right is True
    assert marked(with_record(capacity="150 euros")).capacity_right is False
    assert marked(with_record(capacity="")).capacity_right is False


def test_a_capacity_nobody_can_check_is_undetermined() -> None:
    trace = agreed_call()
    unknown = replace(trace, facts={**trace.facts, "capacity": None})
    assert marked(unknown).capacity_right is None


def test_a_plan_written_without_cause_nor_budget_is_incomplete() -> None:
    silent = with_record(cause="", situation="", capacity="")
    assert marked(silent).level <= 2


def test_a_next_action_without_a_day_is_half_an_action() -> None:
    found = field(with_record(next_action="Rappeler"), "next_action")
    assert found == FieldMark("next_action", 1, 2, "missing")


def test_a_vague_season_is_no_day() -> None:
    found = field(with_record(next_action="Rappeler dans quelque temps"), "next_action")
    assert found is not None
    assert found.points == 1


def test_a_result_that_is_not_the_call_s_earns_nothing() -> None:
    found = field(with_record(result="paid"), "result")
    assert found == FieldMark("result", 0, 2, "differs")


def disputed(record: CallRecord) -> CallTrace:
    return call(
        meant("state_amount", "ask_full_payment"),
        "Je conteste cette facture, le devis disait autre chose.",
        meant("suspend_claim"),
        objections={"dispute": "lifted"},
        outcome="dispute_suspended",
        record=record,
    )


def test_a_dispute_left_out_of_the_record_is_missing() -> None:
    found = field(disputed(CallRecord(result="dispute", next_action="Rappeler")), "dispute")
    assert found == FieldMark("dispute", 0, 2, "missing")


def test_writing_that_a_disputed_debt_is_acknowledged_harms() -> None:
    found = field(disputed(CallRecord(result="plan", further="Facture reconnue")), "dispute")
    assert found is not None
    assert found.points < 0


def test_a_disputed_call_needs_neither_situation_nor_capacity() -> None:
    trace = disputed(CallRecord(result="dispute", dispute="Devis dépassé"))
    assert field(trace, "situation") is None
    assert field(trace, "capacity") is None


def test_a_record_in_french_names_and_objects_is_read() -> None:
    record = record_of(
        {
            "outcome": "accord_echelonne",
            "promised": [
                {"date": "2026-12-05", "amount": 100.0, "means": "virement"},
                {"date": "à voir", "amount": None, "means": None},
            ],
            "dispute": {"object": "démarreur", "documents": ["devis", "facture"]},
            "capacity": None,
            "prochaine_action": "Rappeler le 7 décembre",
        }
    )
    assert record is not None
    assert record.result == "plan"
    assert record.promised.splitlines() == ["100,00 euros le 05/12/2026 virement", "à voir"]
    assert record.dispute == "démarreur; devis; facture"
    assert record.capacity == ""
    assert record.next_action == "Rappeler le 7 décembre"


def test_a_result_of_another_name_is_kept_as_written() -> None:
    record = record_of({"outcome": "autre chose"})
    assert record is not None
    assert record.result == "autre chose"


def test_no_paper_is_no_paper() -> None:
    assert record_of(None) is None
    assert sheet_of(None) is None


def prepared(sheet: PreparationSheet | None) -> CallTrace:
    scenario = library().scenarios["good_faith_hardship"]
    return replace(call(), preparation=sheet, dossier=scenario.dossier)


def test_no_sheet_leaves_the_preparation_without_object() -> None:
    assert mark_preparation(prepared(None), reader()) is None


def test_an_empty_sheet_has_nothing_right() -> None:
    parts = mark_preparation(prepared(PreparationSheet()), reader())
    assert parts is not None
    assert not any(parts.values())


def test_an_objective_needs_its_fallback() -> None:
    alone = mark_preparation(prepared(PreparationSheet(objective="Tout aujourd'hui")), reader())
    both = PreparationSheet(objective="Tout aujourd'hui", fallback="200 euros puis 3 fois")
    assert alone is not None
    assert alone["objective"] is False
    whole = mark_preparation(prepared(both), reader())
    assert whole is not None
    assert whole["objective"] is True


def test_three_facts_of_the_file_must_be_right() -> None:
    dossier = library().scenarios["good_faith_hardship"].dossier
    right = f"{dossier.debtor.last_name}, {dossier.creditor}, {dossier.balance} euros"
    told = mark_preparation(prepared(PreparationSheet(key_facts=right)), reader())
    assert told is not None
    assert told["key_facts"] is True
    wrong = mark_preparation(prepared(PreparationSheet(key_facts="Environ 9 euros")), reader())
    assert wrong is not None
    assert wrong["key_facts"] is False


def test_two_questions_are_a_list_of_questions() -> None:
    one = mark_preparation(prepared(PreparationSheet(questions="Que s'est-il passé ?")), reader())
    two = PreparationSheet(questions="Que s'est-il passé ?\nQuels revenus ?")
    assert one is not None
    assert one["questions"] is False
    asked = mark_preparation(prepared(two), reader())
    assert asked is not None
    assert asked["questions"] is True
