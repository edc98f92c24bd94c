"""What became of the agreement, and what the debtor thought, in words: one line for each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.content.wording import said_amount, said_full_date
from callcoach.i18n import N_, _, current_language
from callcoach.report.words import AFFECTS, GAUGES, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.engine.aftermath import Aftermath, DueDate
    from callcoach.engine.thoughts import Change, InnerTurn

STATUSES = {
    "paid": N_("[x] paid"),
    "missed": N_("[ ] missed"),
    "lapsed": N_("[–] no longer paid"),
}
CAUSES = {
    "amount": N_("it was more than the month left"),
    "date": N_("it fell before the money came in"),
    "will": N_("nothing stood against it but the will"),
    "accident": N_("something unforeseen took the money"),
}
KINDS = {
    "reveal": N_("tells something"),
    "objection": N_("objects"),
    "lifted": N_("lets go of an objection"),
    "refusal": N_("turns an offer down"),
    "agreement": N_("agrees"),
    "over_promise": N_("says yes to what cannot be held"),
    "handover": N_("hands the phone over"),
    "hang_up": N_("hangs up"),
    "give_up": N_("cuts the call short"),
}


def aftermath_lines(after: Aftermath) -> Iterator[str]:
    """Yield the due dates in order, then the two axes: recovered, and sustainable."""
    language = current_language()
    for due in after.dues:
        yield _due(due, language)
    if after.cause:
        yield _("Why it broke: {cause}.").format(cause=word(CAUSES, after.cause))
    yield _("Recovered: {came} of {claimed} €.").format(
        came=said_amount(after.recovered, language), claimed=said_amount(after.claimed, language)
    )
    if after.sustainable:
        yield _("Sustainable: yes, no date asks for more than the month leaves.")
    else:
        most = max(due.amount - due.capacity for due in after.dues)
        yield _("Sustainable: no, up to {most} € a month more than there is.").format(
            most=said_amount(most, language)
        )
    yield _("Chance that it held: {chance} in 100.").format(chance=round(after.chance * 100))


def _due(due: DueDate, language: str) -> str:
    line = _("{status}  {day}: {amount} €").format(
        status=word(STATUSES, due.status),
        day=said_full_date(due.on, language),
        amount=said_amount(due.amount, language),
    )
    return f"{line} ({due.event})" if due.event else line


def inner_lines(turns: tuple[InnerTurn, ...]) -> Iterator[str]:
    """Yield what moved in the debtor turn by turn, each change with its thought."""
    for turn in turns:
        for change in turn.changes:
            yield _("{turn}. {change} ({affect})").format(
                turn=turn.turn, change=_change(change), affect=word(AFFECTS, turn.affect)
            )


def _change(change: Change) -> str:
    gauge, _way, direction = change.kind.rpartition("_")
    if direction in ("up", "down") and gauge in GAUGES:
        told = f"{word(GAUGES, gauge)} {change.by:+d}"
    else:
        told = word(KINDS, change.kind)
    return (
        _("{told}: “{thought}”").format(told=told, thought=change.thought)
        if change.thought
        else told
    )
