"""A long run that is cut loses nothing: the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callcoach.grading import GradedCall, Journal, JournalMismatchError

if TYPE_CHECKING:
    from pathlib import Path

TASK = {"files": [["a.jsonl", "00"]]}
CALLS = [GradedCall("a.jsonl", str(n), f"note {n} é\n") for n in range(5)]


def kept(output: Path, calls: list[GradedCall]) -> Journal:
    journal = Journal(output, TASK)
    with journal:
        for call in calls:
            journal.add(call)
    return journal


def finished(output: Path) -> str:
    with Journal(output, TASK) as journal:
        for call in CALLS[journal.done :]:
            journal.add(call)
        journal.finish("tête\n")
    return output.read_text(encoding="utf-8")


def test_the_file_appears_whole_and_the_journal_goes(tmp_path: Path) -> None:
    output = tmp_path / "notes.txt"
    journal = kept(output, CALLS[:2])
    assert not output.exists()
    assert finished(output) == "tête\n" + "".join(call.shown for call in CALLS)
    assert not journal.path.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_cut_at_any_byte_the_run_goes_on_to_the_same_file(
    tmp_path: Path, data: st.DataObject
) -> None:
    whole = finished(tmp_path / "whole.txt")
    output = tmp_path / "cut.txt"
    journal = kept(output, CALLS)
    size = journal.path.stat().st_size
    with journal.path.open("r+b") as file:
        file.truncate(data.draw(st.integers(0, size)))
    assert finished(output) == whole


def test_the_journal_of_another_run_is_not_touched(tmp_path: Path) -> None:
    output = tmp_path / "notes.txt"
    journal = kept(output, CALLS)
    before = journal.path.read_bytes()
    with pytest.raises(JournalMismatchError, match=r"notes\.txt\.part"), Journal(output, {}):
        pass
    assert journal.path.read_bytes() == before
