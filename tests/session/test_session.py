"""The single door of a call."""

from __future__ import annotations

import pytest

from callcoach.engine.events import DebtorSpoke, TraineeSpoke, decode, encode
from callcoach.scoring.papers import CallRecord, PreparationSheet
from callcoach.session.clock import SimulatedClock
from callcoach.session.session import MOST_CHARACTERS, CallEndedError, CallSession
from callcoach.understanding.utterance import Utterance
from tests.stage import NOW, Memory, meant, session_of

SCRIPT = {
    "bonjour": meant("greet", "introduce_self", raw="bonjour"),
    "au revoir": meant("say_goodbye", raw="au revoir"),
}


@pytest.fixture
def journal() -> Memory:
    return Memory()


@pytest.fixture
def session(journal: Memory) -> CallSession:
    call = session_of("good_faith_hardship", SCRIPT, journal)
    call.dial()
    return call


class Broken(Memory):
    """A journal that fails when the debtor answers."""

    def append(self, records: object) -> None:
        kinds = [r.kind for r in records]  # type: ignore[attr-defined]
        if "debtor_spoke" in kinds and self.records and len(self.records) > 2:
            raise OSError("disk full")
        super().append(records)  # type: ignore[arg-type]


def test_what_was_said_is_on_record_before_the_debtor_answers() -> None:
    journal = Broken()
    call = session_of("good_faith_hardship", SCRIPT, journal)
    call.dial()
    with pytest.raises(OSError, match="disk full"):
        call.say("bonjour")
    assert journal.records[-1].kind == "trainee_spoke"


def test_a_turn_without_answer_is_answered_when_the_call_is_resumed(
    session: CallSession, journal: Memory
) -> None:
    whole = session.say("bonjour")
    cut = next(i for i, r in enumerate(journal.records) if r.kind == "trainee_spoke") + 1
    again = CallSession.resume(
        session.header,
        session._engine,
        lambda raw, _: Utterance(raw),
        SimulatedClock(NOW),
        Memory(),
        journal.records[:cut],
    )
    assert whole.reply is not None
    assert again.state.heard[-1] == whole.reply.text


def test_silence_is_a_turn_of_its_own(session: CallSession) -> None:
    turn = session.say("/silence")
    assert turn.said == ""
    assert turn.understood is None
    assert turn.reply is not None


def test_hanging_up_ends_the_call_and_nothing_more_is_heard(session: CallSession) -> None:
    turn = session.say("/hangup")
    assert turn.reply is None
    assert turn.ended
    with pytest.raises(CallEndedError):
        session.say("bonjour")


def test_a_speech_without_end_is_cut_at_what_anybody_would_listen_to(
    session: CallSession,
) -> None:
    turn = session.say("a" * 1_000_000)
    assert len(turn.said) == MOST_CHARACTERS


def test_dialling_twice_is_refused(session: CallSession) -> None:
    with pytest.raises(RuntimeError):
        session.dial()


def test_the_papers_are_kept_and_the_last_record_counts(journal: Memory) -> None:
    call = session_of("good_faith_hardship", SCRIPT, journal)
    call.prepare(PreparationSheet(objective="1 240 euros"))
    call.dial()
    call.say("au revoir")
    call.file_record(CallRecord(result="plan"))
    call.file_record(CallRecord(result="no_agreement"))
    assert call.preparation == PreparationSheet(objective="1 240 euros")
    assert call.record == CallRecord(result="no_agreement")


def test_every_event_survives_its_trip_in_json(session: CallSession) -> None:
    for line in ("bonjour", "/silence", "au revoir"):
        session.say(line)
    for event in session.events:
        kind, data = encode(event)
        again = decode(kind, data)
        assert encode(again) == (kind, data)
        if not isinstance(event, TraineeSpoke):
            assert again == event


def test_time_goes_by_as_words_are_said(session: CallSession) -> None:
    session.say("bonjour")
    times = [e.at for e in session.events if isinstance(e, DebtorSpoke | TraineeSpoke)]
    assert times == sorted(times)
    assert times[0] < times[-1]
