"""Who opens, who lets in, who sends away; what cash and a wrong number bring about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.engine.replies import holds

if TYPE_CHECKING:
    from callcoach.engine.step import Step

LEAVING = frozenset({"leave_premises", "say_goodbye"})
ASKING_WHO = frozenset({"ask_for_person", "verify_identity"})


def note_doorstep(step: Step) -> None:
    """Answer a wish to come in, and send the agent away when it is too much."""
    doorstep = step.play.scenario.situation.doorstep
    if step.play.scenario.channel != "visit":
        return
    flags = step.state.flags
    if "ask_to_enter" in step.acts:
        welcome = doorstep is not None and holds(doorstep.lets_in, step.moment())
        if welcome and doorstep is not None and "inside" not in flags:
            step.raise_flag("inside")
        says = () if doorstep is None else doorstep.says_yes if welcome else doorstep.says_no
        cue = "enter:yes" if welcome else "enter:no"
        step.cue(cue, says, f"door:{cue}")
    if doorstep is None or doorstep.sends_away is None or "sent_away" in flags:
        return
    if not step.acts & LEAVING and holds(doorstep.sends_away, step.moment()):
        step.raise_flag("sent_away")
        step.cue("sent_away", doorstep.send_away_says, "door:away")


def overstays(step: Step, flags_before: frozenset[str]) -> bool:
    """Return whether the agent stays although they were sent away."""
    return "sent_away" in flags_before and not step.acts & LEAVING


def note_receipt(step: Step) -> None:
    """Ask for a receipt when cash is to change hands."""
    agreed, flags = step.state.agreement, step.state.flags
    if "give_receipt" in step.acts and "receipt_given" not in flags:
        step.raise_flag("receipt_given")
    elif (
        agreed is not None
        and agreed.terms.means == "cash"
        and "receipt_given" not in flags
        and not any(":receipt:" in id_ for id_ in step.state.said_lines)
    ):
        step.cue("receipt")


def note_wrong_number(step: Step) -> None:
    """Say that nobody of that name is known here."""
    if not step.play.scenario.situation.wrong_number or step.state.speaker == "debtor":
        return
    if step.acts & ASKING_WHO:
        step.cue("wrong_number")
        if "wrong_number_told" not in step.state.flags:
            step.raise_flag("wrong_number_told")
