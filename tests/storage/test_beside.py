"""Contests and further marks: kept with their attempt, and no part of what is sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from callcoach.errors import NotFoundError, UsageError
from callcoach.session.contesting import Contest
from callcoach.session.sealed import export_text, read_export
from callcoach.storage import export_attempt
from callcoach.storage.beside import MarkRow
from callcoach.storage.tables import ContestStatus, MarkRole
from tests.storage.samples import header, turns

if TYPE_CHECKING:
    from callcoach.storage import Store

ATTEMPT = header().attempt_id
NOW = "2026-11-24T15:20:00"
CONTEST = Contest(
    attempt_id=ATTEMPT,
    turn=2,
    id="no_false_legal_threat",
    wanted="leave",
    because="Je citais sa lettre.",
    context={"say": "Vous avez lu « saisie » ?", "said": ["Bonjour."], "facts": {"n": 1}},
    content_hash="c0",
    rubric_hash="f0",
)


@pytest.fixture
def kept(store: Store) -> Store:
    store.begin(header())
    store.append(ATTEMPT, turns(3))
    return store


def test_a_contest_is_read_as_it_was_made(kept: Store) -> None:
    number = kept.contests.add(CONTEST, NOW)
    row = kept.contests.get(number)
    assert (row.verdict, row.wanted, row.because) == (CONTEST.id, "leave", CONTEST.because)
    assert row.context == CONTEST.context
    assert (row.status, row.made_at, row.decided_at) == (ContestStatus.OPEN, NOW, None)


def test_contests_come_in_the_order_in_which_they_were_made(kept: Store) -> None:
    numbers = [kept.contests.add(replace(CONTEST, turn=turn), NOW) for turn in (3, 1, 2)]
    assert [row.number for row in kept.contests.all()] == numbers
    assert [row.turn for row in kept.contests.all(attempt_id=ATTEMPT)] == [3, 1, 2]
    assert kept.contests.all(attempt_id="another") == ()


def test_a_contest_is_decided_once(kept: Store) -> None:
    number = kept.contests.add(CONTEST, NOW)
    kept.contests.decide(number, ContestStatus.ACCEPTED, NOW)
    assert kept.contests.all(ContestStatus.OPEN) == ()
    assert kept.contests.get(number).decided_at == NOW
    with pytest.raises(UsageError):
        kept.contests.decide(number, ContestStatus.REJECTED, NOW)


def test_a_contest_of_no_attempt_is_refused(kept: Store) -> None:
    with pytest.raises(NotFoundError):
        kept.contests.add(replace(CONTEST, attempt_id="20200101-000000-zzzzz"), NOW)
    with pytest.raises(NotFoundError):
        kept.contests.get(99)


def test_a_contest_goes_with_its_attempt(kept: Store) -> None:
    kept.contests.add(CONTEST, NOW)
    kept.discard(ATTEMPT)
    assert kept.contests.all() == ()


def test_an_export_lists_contests_beside_what_is_sealed(kept: Store) -> None:
    before = export_attempt(kept, ATTEMPT)
    kept.contests.add(CONTEST, NOW)
    after = export_attempt(kept, ATTEMPT)
    listed = after.pop("contests")
    assert after == before
    assert isinstance(listed, list)
    assert listed[0]["because"] == CONTEST.because
    assert read_export(export_text({**after, "contests": listed})) == read_export(before)


def test_a_former_mark_is_kept_beside_the_new_one(kept: Store) -> None:
    row = MarkRow(ATTEMPT, MarkRole.FORMER, "c0", "f0", NOW, {"quality": 40.5})
    kept.marks.keep(row)
    assert kept.marks.of(ATTEMPT) == (row,)
    assert kept.marks.of("another") == ()
