"""One plain call from the command line: where its lines come from, and what is kept of it."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.cli.file_text import record_questions, sheet_questions
from callcoach.cli.objections import take_contests
from callcoach.cli.own_mark import ask_levels
from callcoach.cli.plain import Cut, Papers, PlainCall, read_lines
from callcoach.cli.workspace import clock_at, new_seed, open_store, open_studio, read_attempt, say
from callcoach.engine.events import decode
from callcoach.errors import ExitCode, StorageError, UsageError
from callcoach.i18n import _, current_language
from callcoach.scoring.papers import CallRecord, PreparationSheet
from callcoach.session.clock import SimulatedClock
from callcoach.session.order import DRAWN, Order
from callcoach.session.remarking import summary_of
from callcoach.session.session import last_moment
from callcoach.storage import AttemptJournal, new_attempt_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from callcoach.scoring.verdict import Score
    from callcoach.session.records import EventRecord
    from callcoach.session.second_call import FollowUpCall
    from callcoach.session.session import CallSession, Journal
    from callcoach.session.studio import Studio
    from callcoach.storage import Store


@dataclass(frozen=True)
class Wish:
    """What the command line asked for."""

    scenario: str | None
    seed: int | None
    now: str | None
    mode: str
    resume: str | None
    content: Path | None
    input: Path | None
    as_json: bool
    papers: bool
    as_written: bool = False
    after: str | None = None
    """The attempt whose agreement the call follows up."""

    @property
    def drawn(self) -> bool:
        """Whether the seed draws the file too.

        Lines written down beforehand are for the file as its author wrote it, unless a seed is
        given with them.
        """
        return not self.as_written and (self.input is None or self.seed is not None)


def play_plain(wish: Wish) -> ExitCode:
    """Play one call line by line, and keep it if the history can be had."""
    studio = open_studio(wish.content)
    if wish.scenario is not None:
        studio.scenario(wish.scenario)  # a wrong id is said before anything else happens
    try:
        with open_store() as store:
            return _PlainRun(wish, studio, store).run()
    except StorageError as error:
        if wish.resume is not None or getattr(error, "in_call", False):
            raise
        say(_("This call is not kept: {reason}").format(reason=error))
        return _PlainRun(wish, studio, None).run()


class _Forgetful:
    """A journal for when the history cannot be had: the call can be played, it is not kept."""

    def append(self, records: Sequence[EventRecord]) -> None:
        """Keep nothing."""


class _PlainRun:
    """One plain call, from the file to the debrief."""

    def __init__(self, wish: Wish, studio: Studio, store: Store | None) -> None:
        self._wish = wish
        self._studio = studio
        self._store = store

    def run(self) -> ExitCode:
        """Play the call and return the exit code."""
        lines, papers = self._lines()
        session = self._session()
        typed = self._wish.input is None and sys.stdin.isatty()
        call = PlainCall(session, _write, as_json=self._wish.as_json, echo=not typed)
        interactive = self._wish.input is None and not self._wish.as_json
        if interactive:
            call.tell_file()
            papers = papers or Papers(self._ask_sheet(session), None)
        try:
            call.play(lines, papers)
        except Cut:
            if self._wish.input is None:
                return self._cut(session)
            session.say("/hangup")
        except KeyboardInterrupt:
            self._cut(session)
            raise
        if papers is not None and papers.record is not None:
            session.file_record(papers.record)
        elif interactive:
            self._ask_record(session)
        self._rate(session, papers)
        debrief = self._studio.debrief(session.header, session.events, current_language())
        call.debrief(debrief)
        self._finish(session, debrief.score, debrief.outcome)
        if self._store is not None and interactive:
            say(_("Kept as {attempt}.").format(attempt=session.header.attempt_id))
            take_contests(self._studio, self._store, session)
        return ExitCode.OK

    def _lines(self) -> tuple[Iterator[str], Papers | None]:

        if self._wish.input is None:
            return _typed(prompt=not self._wish.as_json), None
        try:
            text = self._wish.input.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError(
                _("The file of lines is not UTF-8 text"), str(self._wish.input)
            ) from error
        said, papers = read_lines(text)
        return iter(said), papers

    def _session(self) -> CallSession:

        wish, store = self._wish, self._store
        if wish.resume is not None and store is not None:
            return self._resumed(store, wish.resume)
        after = self._second_call()
        clock = clock_at(wish.now) if after is None else SimulatedClock(after.at)
        attempt = new_attempt_id(clock.now(), os.urandom(8))
        options = {} if wish.now is None and after is None else {"simulated": True}
        scenario, seed = str(wish.scenario), new_seed(wish.seed)
        if after is not None:
            scenario, options = after.scenario_id, {**options, **after.options}
        drawn = wish.drawn and after is None
        order = Order(attempt, scenario, seed, wish.mode, options, drawn=drawn)
        journal: Journal = _Forgetful() if store is None else AttemptJournal(store, attempt)
        session = self._studio.begin(order, clock, journal)
        if store is not None:
            store.begin(session.header)
        self._header(session)
        return session

    def _second_call(self) -> FollowUpCall | None:
        """Return the second call that was asked for, if one was."""
        wish = self._wish
        if wish.after is None:
            return None
        header, records = read_attempt(wish.after, self._store)
        events = [decode(record.kind, record.payload) for record in records]
        found = self._studio.follow_up(header, events)
        at = found.at if wish.now is None else clock_at(wish.now).now()
        return found._replace(at=at)

    def _resumed(self, store: Store, attempt: str) -> CallSession:

        id_ = store.resolve(attempt)
        records = store.events(id_)
        header = store.header(id_)
        moment = last_moment([decode(r.kind, r.payload) for r in records])
        simulated = bool(header.options.get("simulated"))
        now = moment.isoformat() if simulated and moment is not None else self._wish.now
        session = self._studio.resume(header, records, clock_at(now), AttemptJournal(store, id_))
        if session.started and session.state.ended:
            raise UsageError(_("This call is over"), id_, _("'callcoach replay' shows it again."))
        return session

    def _header(self, session: CallSession) -> None:
        if self._wish.as_json:
            header = session.header
            shown = {
                "kind": "header",
                "scenario": header.scenario_id,
                "language": header.language,
                "mode": header.mode,
                "seed": header.seed,
                "started_at": header.started_at,
                "content_hash": header.content_hash,
                "rubric_hash": header.rubric_hash,
                "engine_version": header.engine_version,
                "tier": header.tier,
                "drawn": bool(header.options.get(DRAWN)),
            }
            _write(json.dumps(shown, ensure_ascii=False, sort_keys=True))

    def _cut(self, session: CallSession) -> ExitCode:

        if self._store is not None:
            attempt = session.header.attempt_id
            say(_("The call is cut, and kept as it stands."))
            say(_("Go on with: callcoach play --plain --resume {attempt}").format(attempt=attempt))
        else:
            say(_("The call is cut; nothing of it is kept."))
        return ExitCode.FINDINGS

    def _ask_sheet(self, session: CallSession) -> PreparationSheet | None:
        if session.started or not self._wish.papers or not sys.stdin.isatty():
            return None
        _write("")
        _write(_("Preparation sheet. Press Enter to leave a field empty."))
        answers = _asked(sheet_questions())
        return PreparationSheet.from_json(answers) if any(answers.values()) else None

    def _ask_record(self, session: CallSession) -> None:

        if not self._wish.papers or not sys.stdin.isatty():
            return
        _write("")
        _write(_("Call record. Press Enter to leave a field empty."))
        answers = _asked(record_questions())
        if any(answers.values()):
            session.file_record(CallRecord.from_json(answers))

    def _rate(self, session: CallSession, papers: Papers | None) -> None:
        """Have the trainee mark the call before the mark is shown; an exam wants all of it."""
        exam = session.header.mode == "exam"
        levels = dict(papers.rating) if papers is not None else {}
        typed = self._wish.input is None and not self._wish.as_json and sys.stdin.isatty()
        if typed and (exam or self._wish.papers):
            levels = ask_levels(self._studio.rubric.grid.items, required=exam)
        if levels:
            session.rate(levels)

    def _finish(self, session: CallSession, score: Score, outcome: str) -> None:
        if self._store is None:
            return
        self._store.finish(session.header.attempt_id, summary_of(score, outcome))


def _typed(*, prompt: bool) -> Iterator[str]:
    """Yield what is typed or piped, a line at a time; the prompt is a word, not a picture."""
    while True:
        if prompt and sys.stdin.isatty():
            sys.stdout.write(_("You") + "> ")
            sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return
        yield line.rstrip("\r\n")


def _asked(questions: Sequence[tuple[str, str]]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for name, question in questions:
        sys.stdout.write(f"{question}: ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            break
        answers[name] = line.strip()
    return answers


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
