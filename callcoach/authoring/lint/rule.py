"""What a rule of the linter is: a code, its words, its page and a pure check.

Checks say where something is wrong and with what; code, severity and words are put on by the
linter, so that a check never names itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from callcoach.content.problems import FieldValue, Loc, Position, Problem, Severity
from callcoach.content.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callcoach.authoring.lint.material import Material
    from callcoach.content.messages import Bilingual, Message
    from callcoach.content.source import Source


class Page(NamedTuple):
    """What ``callcoach lint --explain CODE`` shows."""

    what: Bilingual
    """What the rule looks for."""
    why: Bilingual
    """Why it matters to whoever plays or marks."""
    wrong: str
    """A piece of YAML with the fault."""
    right: str
    """The same, mended."""


@dataclass(frozen=True)
class Fault:
    """Something wrong at one place of one file."""

    source: Source
    loc: Loc
    """Where in the data."""
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    """What fills the message."""
    advice: Bilingual | None = None
    """A hint that fits better than the usual one of the rule."""
    at_key: bool = False
    """Point at the key instead of the value."""
    position: Position | None = None
    """The exact place, when it lies inside the value."""


Check = Callable[["Material"], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    """One thing that the linter looks for."""

    code: str
    message: Message
    page: Page
    check: Check
    severity: Severity = "error"
    """``error``: what is written refers to nothing, contradicts itself or can have no effect.

    ``warning``: it works, and could be better.
    """

    def problems(self, material: Material) -> Iterator[Problem]:
        """Yield what the rule finds."""
        for fault in self.check(material):
            at = fault.position
            if at is None:
                place = fault.source.key_position if fault.at_key else fault.source.position
                at = place(fault.loc)
            yield Problem(
                fault.source.path,
                at.line,
                at.column,
                self.code,
                fault.fields,
                self.severity,
                fault.advice,
                self.message,
            )


def unknown(
    source: Source, loc: Loc, name: str, known: Iterable[str], *, at_key: bool = False
) -> Fault:
    """Return the fault of a name that nothing answers to, with the nearest that does.

    The fault has the fields ``name`` and those of the hint.
    """
    advice, fields = suggest(name, sorted(known))
    return Fault(source, loc, {"name": name, **fields}, advice, at_key)
