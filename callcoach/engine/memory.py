"""What the debtor remembers: what was asked, what was said, what was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.content.case_slots import case_figures
from callcoach.content.rubric import Effect
from callcoach.engine.conduct import PURPOSE
from callcoach.engine.offers import claimed_in
from callcoach.engine.patience import feel

if TYPE_CHECKING:
    from callcoach.engine.step import Step

CONTRADICTED = Effect(trust=-6, irritation=5)
REPAIRED = Effect(trust=5, irritation=-3)
OTHER_AMOUNT = "contradiction:amount"


def note_contradictions(step: Step) -> None:
    """Note what this turn says against what was said before."""
    raw, before = step.understood.raw, step.state.said[:-1]
    for rule in step.play.contradictions:
        told = f"contradiction:{rule.id}"
        if any(id_.startswith(told) for id_ in step.state.said_lines):
            continue
        if step.play.mentions(raw, rule.then) and any(
            step.play.mentions(said, rule.first) for said in before
        ):
            step.cue("contradiction", rule.says, told)
            feel(step, "contradiction", CONTRADICTED)
            return
    if _another_amount(step):
        step.cue(OTHER_AMOUNT)
        feel(step, "contradiction", CONTRADICTED)


def _another_amount(step: Step) -> bool:
    """Return whether a sum is claimed that is neither the file's nor the one claimed before."""
    claimed = step.state.claimed
    now = claimed_in(step.understood)
    if claimed is None or now is None or now == claimed or step.state.agreement is not None:
        return False
    figures = case_figures(step.play.scenario)
    names = ("balance", "principal", "interest", "accessories", "disputed", "undisputed")
    known = {v for n, v in figures.items() if n in names or n.startswith("invoice_")}
    return all(abs(now - value) >= 1 for value in known)


def note_promises(step: Step) -> None:
    """Reproach a promise that the agency broke, once the reason of the call is named."""
    agreed = step.play.scenario.dossier.agreement
    if agreed is None or step.state.speaker != "debtor":
        return
    broken = [promise for promise in agreed.agent_promises if not promise.kept]
    flags = step.state.flags
    if broken and "reproached" not in flags and step.acts & PURPOSE:
        step.raise_flag("reproached")
        step.cue("reproach", broken[0].says, "reproach:0")
    elif "reproached" in flags and "repaired" not in flags:
        repairing = {act for promise in broken for act in promise.repaired_by}
        if step.acts & repairing:
            step.raise_flag("repaired")
            step.cue("repaired")
            feel(step, "repaired", REPAIRED)
