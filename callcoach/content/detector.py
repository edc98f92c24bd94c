"""How an author says what to look for in a turn: patterns and their conditions.

A pattern is folded words with a few signs, compiled by ``callcoach.understanding.patterns``:

* ``word`` a word, ``word*`` any word beginning so, ``a|b`` or ``(a|b c)`` one of these;
* ``...`` up to six words between; ``....`` anything inside the clause; a space is adjacency;
* ``@name`` a word list of ``language.yaml``; ``{money}``, ``{date}``, ``{count}``, ``{means}``,
  ``{plan}``, ``{percent}``
  something recognised as such; ``{debtor_word}`` a content word, ``{debtor_figure}`` a number of
  the debtor's last lines;
* ``?(word)`` an optional part; ``^`` and ``$`` the beginning and the end of the clause.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from callcoach.content.base import ContentModel, Flag, Id, Text

FactValue = bool | int | str
Pattern = Text


class Clue(ContentModel):
    """One way to recognise something; all of its conditions must hold."""

    pattern: Pattern | None = None
    """What the clause must contain; a clue without pattern rests on ``acts`` alone."""
    acts: tuple[Id, ...] = ()
    """At least one of these acts must have been recognised in the clause (or turn.

    By ``scope``).
    """
    unless: tuple[Pattern, ...] = ()
    """Patterns that, in the clause, veto the clue."""
    unless_turn: tuple[Pattern, ...] = ()
    """Patterns that, anywhere in the turn, veto the clue."""
    with_turn: tuple[Pattern, ...] = ()
    """Patterns that must also stand somewhere in the turn."""
    scope: Literal["clause", "turn"] = "clause"
    polarity: Literal["asserted", "negated", "any"] = "asserted"
    """``asserted``: neither negated, reported nor corrected."""
    modality: tuple[Literal["certain", "conditional", "hypothetical"], ...] = ()
    """Empty: any."""
    question: Flag | None = None
    """True: must be a question; False: must not; None: either."""
    facts: dict[str, FactValue | tuple[FactValue, ...]] = Field(default_factory=dict)
    """Case facts that must be known and equal (or one of a list)."""
    unless_facts: dict[str, FactValue | tuple[FactValue, ...]] = Field(default_factory=dict)
    """Case facts that, when known and equal, veto the clue."""
    phase: tuple[Id, ...] = ()
    previous: tuple[Pattern, ...] = ()
    """The debtor's last line must match one of these."""
    unless_previous: tuple[Pattern, ...] = ()
    """Patterns that, in the debtor's last line, veto the clue."""
    heard: tuple[Pattern, ...] = ()
    """One of the debtor's lines so far must match one of these."""
    affect: tuple[Id, ...] = ()
    """The debtor must display one of these affects."""
    check: Id | None = None
    """A named check that a pattern cannot express (list: ``callcoach.understanding.checks``)."""
    confidence: Literal["high", "medium", "low"] = "medium"


class Detector(ContentModel):
    """Something to find in a turn, with its clues and what cancels it."""

    find: tuple[Clue, ...] = ()
    """Any one of these is enough."""
    never: tuple[Pattern, ...] = ()
    """Patterns that, in the clause, veto all clues."""
    cancelled_by: tuple[Id, ...] = ()
    """Ids of techniques or anti-patterns that, in the same clause, take its place."""
