"""A call in plain lines, on any terminal or pipe: the path for screen readers and for scripts.

No escapes, no boxes; what a picture would show is said in words. The same lines typed, piped or
read from a file give the same call.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from callcoach.cli.file_text import dossier_lines
from callcoach.engine.events import DebtorSpoke, SpeakerChanged, TraineeSpoke, encode
from callcoach.i18n import _
from callcoach.report.text import render
from callcoach.report.words import AFFECTS, ENDINGS, word
from callcoach.scoring.papers import CallRecord, PreparationSheet
from callcoach.session.self_view import LEVELS
from callcoach.text import legible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from callcoach.engine.events import Event
    from callcoach.session.debrief import Debrief
    from callcoach.session.session import CallSession

HELP = ("/help", "/aide", "/?")
FILE = ("/file", "/dossier")
QUIT = ("/quit", "/quitter")
OWN = "self_"


class Cut(Exception):  # noqa: N818 - the call is cut, which is no error
    """The lines came to an end in the middle of a call."""


@dataclass(frozen=True)
class Papers:
    """What a file of lines says beside the words: a sheet before, a record and a mark after."""

    sheet: PreparationSheet | None
    record: CallRecord | None
    rating: Mapping[str, int | None] = field(default_factory=dict)
    """The trainee's own mark, by grid item."""


def read_lines(text: str) -> tuple[list[str], Papers]:
    """Return the lines to say and the papers in a file of lines.

    A line ``@objective: …`` fills a field of the sheet, ``@result: …`` one of the record,
    ``@self_listening: 3`` is the trainee's own mark of an item; a line that begins with ``#`` and
    an empty one are left out.
    """
    said: list[str] = []
    written: dict[str, str] = {}
    for line in text.splitlines():
        words = line.strip()
        field_line = re.match(r"@([a-z_]+)\s*:\s*(.*)", words)
        if field_line:
            written[field_line[1]] = field_line[2]
        elif words and not words.startswith("#"):
            said.append(words)
    sheet = PreparationSheet.from_json(written)
    record = CallRecord.from_json(written)
    rating = {
        name.removeprefix(OWN): level
        for name, value in written.items()
        if name.startswith(OWN) and (level := read_level(value)) is not None
    }
    return said, Papers(None if sheet.empty else sheet, None if record.empty else record, rating)


def read_level(typed: str) -> int | None:
    """Return the level that is typed, None when it is none."""
    words = typed.strip()
    return int(words) if words.isdecimal() and int(words) in LEVELS else None


class PlainCall:
    """Plays one call line by line."""

    def __init__(
        self,
        session: CallSession,
        write: Callable[[str], None],
        *,
        as_json: bool = False,
        echo: bool = True,
    ) -> None:
        """Prepare to play.

        Args:
            session: the call.
            write: takes a whole line of output.
            as_json: one JSON object an event in place of words.
            echo: show what the trainee says too; a keyboard does that by itself.
        """
        self._session = session
        self._write = write
        self._json = as_json
        self._echo = echo
        self._shown = 0
        self._affect = ""

    def play(self, lines: Iterator[str], papers: Papers | None = None) -> None:
        """Play to the end of the call.

        Args:
            lines: what the trainee says, in order.
            papers: the sheet to file before, if any.

        Raises:
            Cut: there are no more lines and the call goes on.
        """
        session = self._session
        if not session.started:
            if papers is not None and papers.sheet is not None:
                session.prepare(papers.sheet)
            session.dial()
        self._show_new()
        while not session.state.ended:
            line = next(lines, None)
            if line is None:
                raise Cut
            if not self._told(line):
                session.wait()
                if session.state.ended:
                    self._show_new()
                    break
                session.say(line)
                self._show_new()

    def tell_file(self) -> None:
        """Say what the file holds."""
        if not self._json:
            self._write_all(dossier_lines(self._session.play.scenario))

    def debrief(self, debrief: Debrief) -> None:
        """Say the debrief."""
        self._show_new()
        if self._json:
            self._object("debrief", debrief.to_json())
        else:
            self._write("")
            self._write_all(render(debrief).splitlines())

    def _told(self, line: str) -> bool:
        """Answer a command that is no turn; return whether it was one."""
        words = line.strip().lower()
        if not words:
            self._note(_("Nothing was said. Type /silence to keep silent on purpose."))
        elif words in HELP:
            self._write_all(help_lines())
        elif words in FILE:
            self.tell_file()
        elif words in QUIT:
            raise Cut
        else:
            return False
        return True

    def _show_new(self) -> None:
        events = self._session.events
        for event in events[self._shown :]:
            if self._json:
                self._object(*encode(event))
            else:
                self._show(event)
        self._shown = len(events)

    def _show(self, event: Event) -> None:
        if isinstance(event, DebtorSpoke):
            if event.affect != self._affect:
                self._affect = event.affect
                if event.affect != "neutral":
                    self._note(
                        _("The voice sounds {mood}.").format(mood=word(AFFECTS, event.affect))
                    )
            name = self._speaker(event.speaker)
            self._write(_("{who}: {text}").format(who=name, text=plain(event.text)))
        elif isinstance(event, TraineeSpoke) and self._echo:
            self._write(_("{who}: {text}").format(who=_("You"), text=plain(event.text)))
        elif isinstance(event, SpeakerChanged):
            self._note(_("Somebody else takes the phone."))
        elif event.kind == "trainee_silent":
            self._note(_("You keep silent."))
        elif event.kind == "call_ended":
            reason = word(ENDINGS, getattr(event, "reason", ""))
            self._note(_("The call is over: {reason}.").format(reason=reason))

    def _speaker(self, speaker: str) -> str:
        situation = self._session.play.scenario.situation
        if speaker == "third_party" and situation.third_party is not None:
            return _("Voice on the phone")
        if "identity_confirmed" in self._session.state.flags:
            debtor = self._session.play.scenario.dossier.debtor
            return f"{debtor.title} {debtor.last_name}"
        return _("Voice on the phone")

    def _note(self, text: str) -> None:
        if not self._json:
            self._write(f"({text})")

    def _write_all(self, lines: Iterable[str]) -> None:
        if not self._json:
            for line in lines:
                self._write(line)

    def _object(self, kind: str, data: dict[str, Any]) -> None:
        self._write(json.dumps({"kind": kind, **data}, ensure_ascii=False, sort_keys=True))


def plain(text: str) -> str:
    """Return a text without control characters, on one line."""
    return " ".join(legible(text).split())


def help_lines() -> list[str]:
    """Return what can be typed during a call."""
    return [
        _("Type what you would say and press Enter. Also:"),
        _("/silence  keep silent on purpose"),
        _("/hangup   hang up"),
        _("/file     hear the file again"),
        _("/quit     leave; the call can be resumed"),
    ]
