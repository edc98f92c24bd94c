"""Named checks: what a pattern cannot express, because it counts, compares or remembers.

A clue names one by ``check:``. Each is a pure function of a clause and its turn and answers with
the evidence or None. The words it needs come from the language's lists of the same names as in
``dialogues/<lang>/language.yaml``; a list that is missing makes the check find nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from callcoach.text import Span
from callcoach.understanding.checks_money import (
    amount_not_in_file,
    beyond_authority,
    names_the_balance,
    offer_above_capacity,
    offers_a_payment,
    opens_with_a_facility,
    premature_concession,
    three_agreement_slots,
    two_agreement_slots,
    two_recap_slots,
    whole,
)
from callcoach.understanding.checks_questions import (
    asks,
    asks_three_things,
    closed_question,
    four_closed_in_row,
    two_options,
)
from callcoach.understanding.entities import Date, Money
from callcoach.understanding.matchable import Match, is_content, matchable_text, stem
from callcoach.understanding.turns import Clause, Turn

Check = Callable[[Clause, Turn], Match | None]

_WORDS_TAKEN_UP = 2
_TURNS_REMEMBERED = 4
_SAME_REQUEST = 0.6
"""Share of the shorter request's content words that must come back for it to be the same
request."""

_LISTENING = frozenset(
    {"acknowledge", "reformulate", "empathise", "reassure", "normalise", "thank", "apologise"}
)
_GIVING_WAY = frozenset({"apologise", "empathise", "reformulate", "wait"})
_DISPUTE_STEPS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"ask_dispute_details"}), "step_asked"),
    (frozenset({"ask_proof", "verify_payment"}), "step_proof"),
    (frozenset({"suspend_claim"}), "step_held"),
    (frozenset({"forward_to_creditor", "promise_document"}), "step_passed"),
    (frozenset({"announce_callback"}), "step_answer"),
    (frozenset({"ask_partial_payment"}), "step_apart"),
)
"""What shows each step: an act, or a word list of the language."""
_STEPS_NEEDED = 2
_PRESSING = frozenset(
    {
        "ask_full_payment",
        "ask_partial_payment",
        "ask_payment_date",
        "ask_payment_means",
        "ask_proposal",
        "state_amount",
        "explain_consequence",
        "threaten",
        "blame",
        "repeat_request",
    }
)
_UNFINISHED = ("…", "...", "-", "–", "—", ",")
"""How a line ends that was still going on."""


def takes_up_debtor_words(clause: Clause, turn: Turn) -> Match | None:
    """Two content words, or a figure, of the debtor's last lines come back in the clause.

    One word is enough after a line that holds hardly more than that.
    """
    tokens = clause.words.tokens
    stems = {
        stem(token.text) for token in tokens if is_content(token.text, turn.detectors.stop_words)
    }
    shared = stems & turn.debtor.stems
    figures = {token.text.lstrip("0") for token in tokens if token.text.isdigit()}
    needed = min(_WORDS_TAKEN_UP, max(1, len(turn.debtor.stems) // 2))
    if len(shared) >= needed or figures & turn.debtor.figures:
        return whole(clause)
    return None


def takes_up_a_debtor_word(clause: Clause, turn: Turn) -> Match | None:
    """One content word or figure of the debtor's last lines comes back in the clause."""
    found = _taken_up(clause, turn)
    return _between(clause, found[0], found[-1] + 1) if found else None


def digs_on_debtor_words(clause: Clause, turn: Turn) -> Match | None:
    """The same, words that belong to every such call (``topic_words``) left out."""
    topic = turn.detectors.named("topic_words")
    common = {
        index
        for found in (topic.search_all(clause.words) if topic else ())
        for index in range(found.first, found.end)
    }
    own = [index for index in _taken_up(clause, turn) if index not in common]
    return _between(clause, own[0], own[-1] + 1) if own else None


def repeats_own_request(clause: Clause, turn: Turn) -> Match | None:
    """The same request as in one of the last four own turns, after a sign of having listened."""
    if not (turn.sure_acts & _LISTENING or turn.has("acknowledgements", turn.words)):
        return None
    wanted = _stems((token.text for token in clause.words.tokens), turn)
    asked = {act for act in clause.acts if act.startswith("ask_") or act == "repeat_request"}
    said = turn.context.said[-_TURNS_REMEMBERED:]
    acts = turn.context.said_acts[-_TURNS_REMEMBERED:]
    for earlier, earlier_acts in zip(reversed(said), reversed(acts), strict=False):
        stems = _stems((token.text for token in matchable_text(earlier).tokens), turn)
        fewer = min(len(stems), len(wanted))
        alike = fewer >= _WORDS_TAKEN_UP and len(stems & wanted) / fewer >= _SAME_REQUEST
        if asked & earlier_acts or (alike and (asked or asks(clause))):
            return whole(clause)
    return None


def backchannel_only(clause: Clause, turn: Turn) -> Match | None:
    """Nothing but signs of listening (``backchannels``, ``listening_fillers``), or mere dots."""
    if clause is not turn.clauses[0]:
        return None
    if not turn.words.tokens:
        quiet = not turn.reading.raw.strip(" .…()[]*-")
        return Match(0, 0, Span(0, len(turn.reading.raw))) if quiet else None
    core, filler = (turn.detectors.named(n) for n in ("backchannels", "listening_fillers"))
    if core is None or core.search(turn.words) is None:
        return None
    covered = {
        index
        for pattern in (core, filler)
        if pattern is not None
        for found in pattern.search_all(turn.words)
        for index in range(found.first, found.end)
    }
    return _turn(turn) if len(covered) == len(turn.words.tokens) else None


def two_dispute_steps(clause: Clause, turn: Turn) -> Match | None:
    """A dispute is on the table (``disputed``) and two steps are taken to deal with it.

    Steps: asking what is disputed, asking for a document, holding the file, passing it on, saying
    when the answer comes, setting the undisputed part apart; each by its act or its words
    (``step_asked``, ``step_proof``, ``step_held``, ``step_passed``, ``step_answer``,
    ``step_apart``).
    """
    spoken = turn.has("disputed", turn.words)
    if not (spoken or any(turn.has("disputed", line) for line in turn.heard)):
        return None
    steps = sum(
        bool(turn.sure_acts & acts) or turn.has(words, turn.words)
        for acts, words in _DISPUTE_STEPS
    )
    return whole(clause) if steps >= _STEPS_NEEDED and clause.words.tokens else None


def vague_acceptance(clause: Clause, turn: Turn) -> Match | None:
    """A vague promise (``vague_promises``) is accepted; no exact day is fixed, nothing asked."""
    accepts = "accept_offer" in clause.acts & turn.sure_acts
    promised = turn.has("vague_promises", turn.previous)
    if not promised and not (accepts and turn.has("vague_promises", turn.words)):
        return None
    fixed = any(
        isinstance(entity, Date) and entity.certainty == "exact"
        for entity in turn.reading.entities
    )
    if fixed or any(asks(other) for other in turn.clauses):
        return None
    accepts = accepts or turn.has("acceptances", clause.words)
    return whole(clause) if accepts and clause.words.tokens else None


def ends_the_turn(clause: Clause, turn: Turn) -> Match | None:
    """The clause is the last of its turn: nothing is added that would take the word back."""
    return whole(clause) if clause is turn.clauses[-1] and clause.words.tokens else None


def no_dispute_open(clause: Clause, turn: Turn) -> Match | None:
    """Nothing is disputed (``disputed``) in what the debtor said so far."""
    if any(turn.has("disputed", line) for line in turn.heard):
        return None
    return whole(clause) if clause.words.tokens else None


def cuts_in(clause: Clause, turn: Turn) -> Match | None:
    """The debtor's line was still going on, and the turn presses for payment or asks on.

    Still going on: the case says so (``debtor_still_speaking``), or it ends without a full stop
    on a word that wants another (``unfinished_endings``), or in « … », where only pressing counts.
    """
    told = turn.context.facts.get("debtor_still_speaking")
    if told is False:
        return None
    line = turn.context.previous.rstrip(' "»”)')
    hanging = told is True or (
        not line.endswith((".", "!", "?")) and turn.has("unfinished_endings", turn.previous)
    )
    if not hanging and not line.endswith(_UNFINISHED):
        return None
    if clause is not turn.clauses[0] or turn.sure_acts & _GIVING_WAY:
        return None
    cut = turn.acts & _PRESSING or any(isinstance(e, Money) for e in turn.reading.entities)
    cut = cut or (hanging and any(map(asks, turn.clauses)))
    return whole(clause) if clause.words.tokens and cut else None


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        check.__name__: check
        for check in (
            amount_not_in_file,
            asks_three_things,
            backchannel_only,
            beyond_authority,
            closed_question,
            cuts_in,
            digs_on_debtor_words,
            ends_the_turn,
            four_closed_in_row,
            names_the_balance,
            no_dispute_open,
            offer_above_capacity,
            offers_a_payment,
            opens_with_a_facility,
            premature_concession,
            repeats_own_request,
            takes_up_a_debtor_word,
            takes_up_debtor_words,
            three_agreement_slots,
            two_agreement_slots,
            two_dispute_steps,
            two_options,
            two_recap_slots,
            vague_acceptance,
        )
    }
)
"""Name → check."""


def _turn(turn: Turn) -> Match:
    tokens = turn.words.tokens
    return Match(0, len(tokens), Span(tokens[0].span.start, tokens[-1].span.end))


def _taken_up(clause: Clause, turn: Turn) -> list[int]:
    """Return which tokens of the clause are words or figures of the debtor's last lines."""
    return [
        index
        for index, token in enumerate(clause.words.tokens)
        if (token.text.isdigit() and token.text.lstrip("0") in turn.debtor.figures)
        or (
            is_content(token.text, turn.detectors.stop_words)
            and stem(token.text) in turn.debtor.stems
        )
    ]


def _between(clause: Clause, first: int, end: int) -> Match:
    tokens = clause.words.tokens
    return Match(first, end, Span(tokens[first].span.start, tokens[end - 1].span.end))


def _stems(words: Iterable[str], turn: Turn) -> frozenset[str]:
    return frozenset(stem(w) for w in words if is_content(w, turn.detectors.stop_words))
