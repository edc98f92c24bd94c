"""What a turn takes up of the case: the balance, and the names of those concerned.

Marks for patterns: ``{balance}``, ``{creditor}``, ``{agency}``, ``{agent}``, ``{debtor}``. What
must stay true: a fact that is not known gives no mark.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from callcoach.understanding.entities import Entity, Money
from callcoach.understanding.matchable import Mark, covered_by
from callcoach.understanding.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from callcoach.understanding.utterance import Token

NAMED = ("creditor", "agency", "agent", "debtor")
"""Facts that hold a name."""
_NAME_LETTERS = 3
_CENT = Decimal("0.01")


def known_marks(
    tokens: Sequence[Token],
    entities: Sequence[Entity],
    facts: Mapping[str, Any],
    ordinary: Collection[str],
) -> Iterator[Mark]:
    """Yield a mark for each place where the facts of the case are said.

    Args:
        tokens: The words.
        entities: What was recognised in the turn.
        facts: The case facts.
        ordinary: Words that name nobody alone: « service » in the name of an agency.
    """
    yield from _balance(tokens, entities, facts.get("balance"))
    for fact in NAMED:
        name = facts.get(fact)
        if isinstance(name, str):
            yield from _name(fact, tokens, words_of(name), ordinary)


def _balance(
    tokens: Sequence[Token], entities: Sequence[Entity], balance: object
) -> Iterator[Mark]:
    due = _amount(balance)
    if due is None:
        return
    for entity in entities:
        if isinstance(entity, Money) and abs(entity.amount - due) < _CENT:
            covered = covered_by(entity.span, tokens)
            if covered:
                yield Mark("balance", covered[0], covered[-1] + 1)


def _amount(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _name(
    kind: str, tokens: Sequence[Token], name: tuple[str, ...], ordinary: Collection[str]
) -> Iterator[Mark]:
    """Yield a mark for each word of a name that is said; an ordinary word alone names nobody."""
    own = {word for word in name if len(word) >= _NAME_LETTERS and word not in ordinary}
    for index, token in enumerate(tokens):
        if token.text in own:
            yield Mark(kind, index, index + 1)
