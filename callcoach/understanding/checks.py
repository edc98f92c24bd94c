"""Named checks: what a pattern cannot express, because it counts, compares or remembers.

A clue names one by ``check:``. Each is a pure function of a clause and its turn and answers with
the evidence or None. The words it needs come from the language's lists of the same names as in
``dialogues/<lang>/language.yaml``; a list that is missing makes the check find nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from callcoach.text import Span
from callcoach.understanding.entities import Entity, Money, PaymentPlan, Period
from callcoach.understanding.matchable import (
    Match,
    is_content,
    matchable_text,
    stem,
)
from callcoach.understanding.turns import Clause, Turn

Check = Callable[[Clause, Turn], Match | None]

_WORDS_TAKEN_UP = 2
_QUESTIONS_OF_A_VOLLEY = 3
_TURNS_REMEMBERED = 4
_SAME_REQUEST = 0.6
"""Share of the shorter request's content words that must come back for it to be the same
request."""
_AGREEMENT_SLOTS = 3
_CLOSED_IN_A_ROW = 4

_FACILITIES = frozenset(
    {"propose_instalments", "propose_delay", "propose_down_payment", "concede"}
)
_DIAGNOSIS = frozenset(
    {
        "ask_full_payment",
        "ask_cause",
        "ask_details",
        "ask_income",
        "ask_income_date",
        "ask_charges",
        "ask_other_debts",
        "ask_household",
        "ask_savings",
        "ask_proposal",
    }
)
_LISTENING = frozenset(
    {"acknowledge", "reformulate", "empathise", "reassure", "normalise", "thank", "apologise"}
)
_NEXT_STEPS = frozenset(
    {
        "announce_callback",
        "announce_written_confirmation",
        "ask_warning_before_default",
        "forward_to_creditor",
        "promise_document",
        "refer_to_help",
        "suspend_claim",
    }
)


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
        return _whole(clause)
    return None


def takes_up_a_debtor_word(clause: Clause, turn: Turn) -> Match | None:
    """One content word or figure of the debtor's last lines comes back in the clause."""
    found = [
        index
        for index, token in enumerate(clause.words.tokens)
        if (token.text.isdigit() and token.text.lstrip("0") in turn.debtor.figures)
        or (
            is_content(token.text, turn.detectors.stop_words)
            and stem(token.text) in turn.debtor.stems
        )
    ]
    return _between(clause, found[0], found[-1] + 1) if found else None


def closed_question(clause: Clause, turn: Turn) -> Match | None:
    """A question to which yes, no or one datum answers: no word of ``open_words`` asks in it."""
    if not _asks(clause) or turn.has("open_words", clause.words):
        return None
    return _whole(clause) if clause.words.tokens else None


def asks_three_things(clause: Clause, turn: Turn) -> Match | None:
    """The clause is the third question of its turn, « c'est ça ? » (``check_tags``) left out."""
    questions = [
        other
        for other in turn.clauses
        if _asks(other) and other.words.tokens and not turn.has("check_tags", other.words)
    ]
    if len(questions) < _QUESTIONS_OF_A_VOLLEY or questions[2] is not clause:
        return None
    whole = _whole(clause)
    last = questions[-1].segment.span.end
    return Match(whole.first, whole.end, Span(questions[0].segment.span.start, last))


def repeats_own_request(clause: Clause, turn: Turn) -> Match | None:
    """The same request as in one of the last four own turns, after a sign of having listened."""
    if not (turn.acts & _LISTENING or turn.has("acknowledgements", turn.words)):
        return None
    wanted = _stems((token.text for token in clause.words.tokens), turn)
    asked = {act for act in clause.acts if act.startswith("ask_") or act == "repeat_request"}
    said = turn.context.said[-_TURNS_REMEMBERED:]
    acts = turn.context.said_acts[-_TURNS_REMEMBERED:]
    for earlier, earlier_acts in zip(reversed(said), reversed(acts), strict=False):
        stems = _stems((token.text for token in matchable_text(earlier).tokens), turn)
        fewer = min(len(stems), len(wanted))
        alike = fewer >= _WORDS_TAKEN_UP and len(stems & wanted) / fewer >= _SAME_REQUEST
        if asked & earlier_acts or (alike and (asked or _asks(clause))):
            return _whole(clause)
    return None


def two_options(clause: Clause, turn: Turn) -> Match | None:
    """Two different things are offered on both sides of an « ou » (``or_words``)."""
    pattern = turn.detectors.named("or_words")
    if pattern is None:
        return None
    for found in pattern.search_all(clause.words):
        if _is_where(found, turn) or found.first == 0 or turn.has("no_options", clause.words):
            continue
        tokens = clause.words.tokens
        before = {token.text for token in tokens[: found.first]}
        after = {token.text for token in tokens[found.end :]}
        if after and not after <= before:
            return _whole(clause)
    return None


def backchannel_only(clause: Clause, turn: Turn) -> Match | None:
    """Nothing is said but a sign of listening (``backchannels``), or the turn is mere dots."""
    if clause is not turn.clauses[0]:
        return None
    if not turn.words.tokens:
        quiet = not turn.reading.raw.strip(" .…()[]*-")
        return Match(0, 0, Span(0, len(turn.reading.raw))) if quiet else None
    pattern = turn.detectors.named("backchannels")
    if pattern is None:
        return None
    covered = {
        index
        for found in pattern.search_all(turn.words)
        for index in range(found.first, found.end)
    }
    return _turn(turn) if len(covered) == len(turn.words.tokens) else None


def three_agreement_slots(clause: Clause, turn: Turn) -> Match | None:
    """Three of amount, day, means and number, or an outcome (``outcomes``) and a next step."""
    kinds = {str(entity.kind) for entity in turn.reading.entities}
    if "plan" in kinds:
        kinds |= {"money", "count"}
    slots = [
        bool(kinds & {"money", "percent", "fraction"}) or "count" in kinds,
        bool(kinds & {"date", "period", "duration"}),
        "means" in kinds,
        "plan" in kinds or {"count", "period"} <= kinds,
        bool(turn.acts & _NEXT_STEPS) or turn.has("next_steps", turn.words),
        turn.has("outcomes", turn.words),
    ]
    outcome_and_step = slots[4] and slots[5]
    if sum(slots) >= _AGREEMENT_SLOTS or outcome_and_step:
        return _whole(clause) if clause.words.tokens else None
    return None


def offer_above_capacity(clause: Clause, turn: Turn) -> Match | None:
    """An instalment named in the clause is more than the dossier's ``capacity`` a month."""
    capacity = _amount(turn.context.facts.get("capacity"))
    if capacity is None:
        return None
    return next(
        (
            _entity_match(clause, entity)
            for entity in _in(clause, turn.reading.entities)
            if (instalment := _instalment(entity, clause, turn)) and instalment > capacity
        ),
        None,
    )


def amount_not_in_file(clause: Clause, turn: Turn) -> Match | None:
    """A sum said to be due is neither the balance nor any sum of the dossier."""
    known = {
        amount
        for name in ("balance", "amount_breakdown", "amounts")
        for amount in _amounts(turn.context.facts.get(name))
    }
    if not known:
        return None
    return next(
        (
            _entity_match(clause, entity)
            for entity in _in(clause, turn.reading.entities)
            if isinstance(entity, Money)
            and entity.role in {"debt", "fee"}
            and not entity.approx
            and entity.amount not in known
        ),
        None,
    )


def premature_concession(clause: Clause, turn: Turn) -> Match | None:
    """A facility is offered though neither the whole sum nor the cause was ever asked for."""
    if not clause.acts & _FACILITIES:
        return None
    earlier = frozenset().union(*turn.context.said_acts)
    return None if earlier & _DIAGNOSIS or turn.acts & _DIAGNOSIS else _whole(clause)


def vague_acceptance(clause: Clause, turn: Turn) -> Match | None:
    """A vague promise (``vague_promises``) is accepted, and nothing is fixed or asked."""
    if not turn.has("vague_promises", turn.previous):
        return None
    fixed = any(str(entity.kind) in {"money", "date", "means"} for entity in turn.reading.entities)
    if fixed or any(_asks(other) for other in turn.clauses):
        return None
    accepts = "accept_offer" in clause.acts or turn.has("acceptances", clause.words)
    return _whole(clause) if accepts and clause.words.tokens else None


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


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        check.__name__: check
        for check in (
            amount_not_in_file,
            asks_three_things,
            backchannel_only,
            closed_question,
            four_closed_in_row,
            offer_above_capacity,
            premature_concession,
            repeats_own_request,
            takes_up_a_debtor_word,
            takes_up_debtor_words,
            three_agreement_slots,
            two_options,
            vague_acceptance,
        )
    }
)
"""Name → check."""


def _whole(clause: Clause) -> Match:
    return Match(0, len(clause.words.tokens), clause.segment.span)


def _turn(turn: Turn) -> Match:
    tokens = turn.words.tokens
    return Match(0, len(tokens), Span(tokens[0].span.start, tokens[-1].span.end))


def _between(clause: Clause, first: int, end: int) -> Match:
    tokens = clause.words.tokens
    return Match(first, end, Span(tokens[first].span.start, tokens[end - 1].span.end))


def _asks(clause: Clause) -> bool:
    return clause.segment.frame.question or clause.segment.ends == "?"


def _stems(words: Iterable[str], turn: Turn) -> frozenset[str]:
    return frozenset(stem(w) for w in words if is_content(w, turn.detectors.stop_words))


def _is_where(found: Match, turn: Turn) -> bool:
    """Return whether the « ou » was typed with its accent: it asks for a place then."""
    return "ù" in turn.quote(found).casefold()


def _in(clause: Clause, entities: Iterable[Entity]) -> Iterable[Entity]:
    """Yield the entities that touch the clause."""
    span = clause.segment.span
    return (e for e in entities if e.span.start < span.end and span.start < e.span.end)


def _entity_match(clause: Clause, entity: Entity) -> Match:
    return Match(0, len(clause.words.tokens), entity.span)


def _instalment(entity: Entity, clause: Clause, turn: Turn) -> Decimal | None:
    """Return the monthly sum proposed: a plan's instalment, or a sum beside a period."""
    if isinstance(entity, PaymentPlan):
        return entity.instalment
    if isinstance(entity, Money) and entity.role in {"unknown", "payment"}:
        beside = any(isinstance(e, Period) for e in _in(clause, turn.reading.entities))
        return entity.amount if beside else None
    return None


def _amount(value: object) -> Decimal | None:
    return next(iter(_amounts(value)), None)


def _amounts(value: object) -> Iterable[Decimal]:
    """Yield the sums of a fact: a number, a text, a list or a table of them."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _amounts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _amounts(item)
    elif isinstance(value, int | float | str | Decimal) and not isinstance(value, bool):
        try:
            yield Decimal(str(value))
        except InvalidOperation:
            return
