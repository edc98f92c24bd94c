"""Named checks on questions: which are closed, how many there are, what they leave to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.text import Span
from callcoach.understanding.checks_money import whole
from callcoach.understanding.matchable import Match, matchable_text

if TYPE_CHECKING:
    from callcoach.understanding.turns import Clause, Turn

_QUESTIONS_OF_A_VOLLEY = 3
_CLOSED_IN_A_ROW = 4
_ASKED_TO_GET = frozenset(
    {
        "ask_for_person",
        "ask_full_payment",
        "ask_partial_payment",
        "ask_payment_means",
        "ask_proposal",
        "blame",
        "confirm_agreement",
        "counter_offer",
        "propose_delay",
        "propose_down_payment",
        "propose_instalments",
        "threaten",
    }
)
"""Acts by which a question wants something other than to know."""


def asks(clause: Clause) -> bool:
    """Return whether a clause is a question, with or without its mark."""
    return clause.segment.frame.question or clause.segment.ends == "?"


def closed_question(clause: Clause, turn: Turn) -> Match | None:
    """A question that yes, no or one datum answers, put to know and not to get or to offer.

    No word of ``open_words`` asks in it, and it is no mere « c'est ça ? » (``check_tags``).
    """
    if clause.segment.ends != "?" or not clause.words.tokens:
        return None
    if turn.has("open_words", clause.words) or turn.has("check_tags", clause.words):
        return None
    return None if clause.acts & turn.sure_acts & _ASKED_TO_GET else whole(clause)


def asks_three_things(clause: Clause, turn: Turn) -> Match | None:
    """The clause is the third question of its turn, « c'est ça ? » (``check_tags``) left out."""
    questions = [
        other
        for other in turn.clauses
        if other.segment.ends == "?"
        and other.words.tokens
        and not turn.has("check_tags", other.words)
    ]
    if len(questions) < _QUESTIONS_OF_A_VOLLEY or questions[2] is not clause:
        return None
    span = Span(questions[0].segment.span.start, questions[-1].segment.span.end)
    return Match(0, len(clause.words.tokens), span)


def two_options(clause: Clause, turn: Turn) -> Match | None:
    """Two different things are offered on both sides of an « ou » (``or_words``).

    A clause that begins with it is read together with the clause before.
    """
    pattern = turn.detectors.named("or_words")
    if pattern is None or turn.has("no_options", clause.words):
        return None
    tokens = clause.words.tokens
    index = turn.clauses.index(clause)
    for found in pattern.search_all(clause.words):
        if _is_where(found, turn):
            continue
        first = found.first or index == 0
        left = tokens[: found.first] if first else turn.clauses[index - 1].words.tokens
        before = {token.text for token in left}
        after = {token.text for token in tokens[found.end :]}
        if before and after and not after <= before:
            return Match(0, len(tokens), Span(left[0].span.start, clause.segment.span.end))
    return None


def four_closed_in_row(clause: Clause, turn: Turn) -> Match | None:
    """The clause is a closed question, as were the last three own turns."""
    before = turn.context.said[-(_CLOSED_IN_A_ROW - 1) :]
    if len(before) < _CLOSED_IN_A_ROW - 1:
        return None
    closed = all(
        line.rstrip().endswith("?") and not turn.has("open_words", matchable_text(line))
        for line in before
    )
    return closed_question(clause, turn) if closed else None


def _is_where(found: Match, turn: Turn) -> bool:
    """Return whether the « ou » was typed with its accent: it asks for a place then."""
    return "ù" in turn.quote(found).casefold()
