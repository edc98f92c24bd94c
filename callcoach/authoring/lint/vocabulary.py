"""The names that content may use and that live in the program, and those that content defines.

What must stay true: each set holds what the program really looks at; tests compare them with it.
A set is None while a file that would define some of its names cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from callcoach.content.case_slots import FILE_SLOTS
from callcoach.content.persona import Affect
from callcoach.content.scenario import PHASES
from callcoach.engine.cues import ENGINE_CUES
from callcoach.engine.disclosure import OPEN_SLOT
from callcoach.engine.flags import FLAGS
from callcoach.engine.flow import GUARDS

if TYPE_CHECKING:
    from callcoach.authoring.lint.material import Material
    from callcoach.content.language import Act

ENGINE_SIGNALS: Final = (
    "identity_confirmed",
    "objection_raised",
    "objection_lifted",
    "offer_made",
    "offer_accepted",
    "offer_refused",
    "agreement_confirmed",
)
"""What follows from a turn and may move the call on, in the order of the turn."""

RAISING_SIGNALS: Final = ("identity_confirmed", "unclear")
"""Beside what is recognised in a turn, what is known of it when objections are looked at."""

TERM_SLOTS: Final = (
    "instalment",
    "down",
    "part",
    "first_date",
    "first_day",
    "count",
    "every",
    "means",
    "by_means",
)
"""What is filled from the terms on the table."""
TERM_PREFIXES: Final = ("", "own_", "refused_")
"""On the table, the debtor's own offer, the last offer turned down."""
SITUATION_SLOTS: Final = (
    "third_party",
    "relation",
    "back_at",
    "next_income",
    "plan_day",
    "by_own_means",
    "said_before",
    "missed_amount",
    "missed_day",
    "claimed",
)
"""What is filled from the hidden truth of a scenario."""
LINE_SLOTS: Final = frozenset(
    (*FILE_SLOTS, *SITUATION_SLOTS, *(p + s for p in TERM_PREFIXES for s in TERM_SLOTS))
)
"""Everything that a line may name in braces."""

LINE_FLAGS: Final = frozenset((*FLAGS, *GUARDS))
"""What a line's condition may ask to be so."""

AFFECTS: Final = frozenset(get_args(Affect))
CALL_PHASES: Final = frozenset(PHASES)
"""The phases of a call; a transcript made elsewhere may name those around it."""

CASE_FACTS: Final = frozenset(
    {
        "collector_status",
        "debtor_type",
        "debt_family",
        "enforceable_title",
        "time_barred",
        "procedure",
        "who_answers",
        "call_recorded",
        "contact_limits",
        "representative",
        "creditor",
        "agency",
        "agent",
        "debtor",
        "reference",
        "balance",
        "amounts",
        "amount_breakdown",
        "max_months",
        "min_instalment",
        "discount",
        "channel",
        "letter_sent",
        "letter_reference",
        "letter_date",
        "first_letter",
        "identity_confirmed",
        "full_requested",
        "claim_suspended",
        "capacity",
        "co_debtor",
    }
)
"""The facts that a file, a call or a transcript may give (deontology-fr 0.2)."""

NEEDED_LISTS: Final = (
    "answers_no",
    "answers_yes",
    "courtesy",
    "health_detail",
    "objection_dispute",
    "record_acknowledges",
    "record_judgement",
)
"""Word lists of the language that marking looks things up in."""

THOUGHT_CAUSES: Final = frozenset(
    {"too_high", "cannot_in_full", "stalled", "blocked", "not_trusted", "conditional", "partly"}
    | {"debtor", "third_party", "silence"}
)
"""What may narrow a thought beside what is recognised in a turn, facts and objections."""

FAMILY_CUES: Final = ("withheld", "nothing")
"""Cues that may be followed by ``:`` and a slot."""
BRIEF: Final = "brief:"


def acts(material: Material) -> frozenset[str] | None:
    """Return the ids of all acts, those that a scenario adds included."""
    if material.acts is None:
        return None
    return frozenset(act.id for act in every_act(material))


def every_act(material: Material) -> tuple[Act, ...]:
    """Return the acts of the language, then those of the scenarios."""
    general = () if material.acts is None else material.acts.model.acts
    return (*general, *(act for scenario in material.scenarios for act in scenario.model.acts))


def techniques(material: Material) -> frozenset[str] | None:
    """Return the ids of all techniques."""
    if material.techniques is None:
        return None
    return frozenset(item.id for item in material.techniques.model.techniques)


def anti_patterns(material: Material) -> frozenset[str] | None:
    """Return the ids of all anti-patterns."""
    if material.techniques is None:
        return None
    return frozenset(item.id for item in material.techniques.model.anti_patterns)


def rules(material: Material) -> frozenset[str] | None:
    """Return the ids of all rules."""
    if material.deontology is None:
        return None
    return frozenset(rule.id for rule in material.deontology.model.rules)


def together(*sets: frozenset[str] | None) -> frozenset[str] | None:
    """Return the union, None when one of the sets is not known."""
    known = [one for one in sets if one is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


def recognised(material: Material) -> frozenset[str] | None:
    """Return everything that a turn may be recognised as: acts, techniques, faults, breaches."""
    return together(acts(material), techniques(material), anti_patterns(material), rules(material))


def asked_slots(material: Material) -> frozenset[str] | None:
    """Return the pieces of information that some act asks for."""
    if material.acts is None:
        return None
    slots = {act.slot for act in every_act(material) if act.slot}
    return frozenset(slots | {OPEN_SLOT})


def cues(material: Material) -> frozenset[str] | None:
    """Return everything that lines may answer, short acknowledgements included."""
    known = acts(material)
    slots = asked_slots(material)
    if known is None or slots is None:
        return None
    plain = {*ENGINE_CUES, *known, *(f"{name}:{slot}" for name in FAMILY_CUES for slot in slots)}
    return frozenset(plain | {BRIEF + cue for cue in plain})
