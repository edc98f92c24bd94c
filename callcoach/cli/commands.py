"""The table of commands: a name, where the command is, and the line that `--help` shows for it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from callcoach.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Entry:
    """One command, known before its module is imported."""

    target: str
    """`module:name` of the click command."""
    summary: str
    """One line in English, translated when it is shown."""


COMMANDS: Final[Mapping[str, Entry]] = MappingProxyType(
    {
        # A call
        "list": Entry(
            "callcoach.cli.list:command",
            N_("Show the scenarios: title, language, level, channel and best score."),
        ),
        "play": Entry(
            "callcoach.cli.play:command",
            N_("Play a call, in the terminal app or line by line."),
        ),
        # After the call
        "history": Entry(
            "callcoach.cli.history:command",
            N_("Show the calls played so far."),
        ),
        "replay": Entry(
            "callcoach.cli.replay:command",
            N_("Show a past call again, turn by turn."),
        ),
        "export": Entry(
            "callcoach.cli.export:command",
            N_("Write a past call to a file, with a pseudonym if wanted."),
        ),
        "verify": Entry(
            "callcoach.cli.verify:command",
            N_("Check that an exported call is intact and gives the same result."),
        ),
        "remark": Entry(
            "callcoach.cli.remark:command",
            N_("Mark past calls by the rubric of now, and tell what differs."),
        ),
        "contest": Entry(
            "callcoach.cli.contest:command",
            N_("Contest a finding of a past call, or one that is missing."),
        ),
        "contests": Entry(
            "callcoach.cli.contests:command",
            N_("List what trainees contest; accept or reject one by its number."),
        ),
        "grade": Entry(
            "callcoach.cli.grade:command",
            N_("Mark transcripts of calls made elsewhere."),
        ),
        # What was understood
        "explain": Entry(
            "callcoach.cli.explain:command",
            N_("Tell why a sentence is understood as it is."),
        ),
        "understand": Entry(
            "callcoach.cli.understand:command",
            N_("Label sentences: acts, techniques, breaches, with their evidence."),
        ),
        "parse": Entry(
            "callcoach.cli.parse:command",
            N_("Find amounts, dates and payment plans in sentences."),
        ),
        "bench": Entry(
            "callcoach.cli.bench:command",
            N_("Measure the act classifier on labelled sentences of your own."),
        ),
        # Content
        "lint": Entry(
            "callcoach.cli.lint:command",
            N_("Look for problems in scenarios, personas and rubrics."),
        ),
        "passport": Entry(
            "callcoach.cli.passport:command",
            N_("Tell how far each rule and technique can be trusted, on its own sentences."),
        ),
        "test": Entry(
            "callcoach.cli.test:command",
            N_("Play the scripted calls and check the rules on their sentences."),
        ),
    }
)
"""The commands in the order in which help shows them."""
