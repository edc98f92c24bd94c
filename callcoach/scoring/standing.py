"""Where a transcribed call stands after each line, as far as the lines tell.

A light reading of what the engine knows of a call it plays: stage, identity, objections, offers,
agreement. What must stay true: it is built from the lines so far, in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from callcoach.scoring.commitment import CONFIRMING, FULL, OFFERING, sums
from callcoach.scoring.heard import CLAIM_OBJECTIONS
from callcoach.understanding.entities import PaymentPlan

if TYPE_CHECKING:
    from callcoach.engine.flow import CallFlow
    from callcoach.scoring.heard import Ear
    from callcoach.scoring.trace import Heard, TraceTurn
    from callcoach.scoring.transcript import Transcript

PURPOSE = frozenset({"state_purpose", "state_amount", "state_creditor", "state_basis", FULL})
BUDGET = frozenset(
    {"ask_income", "ask_charges", "ask_other_debts", "ask_household", "ask_savings"}
)
DIAGNOSED_SLOTS = 3
"""Questions on the budget, beside the cause, after which a diagnosis is taken as made."""
ANSWERING = frozenset(
    {
        "acknowledge",
        "reformulate",
        "empathise",
        "reassure",
        "normalise",
        "ask_details",
        "ask_dispute_details",
        "ask_proof",
        "promise_document",
        "verify_payment",
        "suspend_claim",
        "explain_procedure",
        "explain_benefit",
        "apologise",
        "forward_to_creditor",
        "propose_instalments",
        "propose_delay",
        "refer_to_help",
    }
)
"""Acts that meet an objection; a yes behind one of them lifts it."""
HOLDING = frozenset({"suspend_claim", "forward_to_creditor", "verify_payment", "promise_document"})
"""Acts that put a disputed claim on hold, or have it checked."""
CHECKING = frozenset({"suspend_claim", "forward_to_creditor", "verify_payment"})
"""Acts after which nothing is asked for until the claim is cleared up."""
_FIGURE = re.compile(r"\d+")
ASKING_FOR_AN_OFFER = frozenset({"ask_proposal", "ask_partial_payment", "ask_payment_date"})
AFFECT_TURNS = 2
"""Turns of the agent for which a feeling shown still colours the talk."""


@dataclass
class Standing:
    """What is so at a point of the call; lives only while a transcript is walked."""

    flow: CallFlow
    stage: str
    who_answers: str
    """As the file says, empty when it does not."""
    debtor_spoke: bool = False
    last_speaker: str = ""
    affect: str = "neutral"
    identity_asked: bool = False
    identity_confirmed: bool = False
    full_requested: bool = False
    purpose_stated: bool = False
    cause_asked: bool = False
    budget_asked: set[str] = field(default_factory=set)
    objections: dict[str, str] = field(default_factory=dict)
    objected_at: dict[str, int] = field(default_factory=dict)
    insisted: set[str] = field(default_factory=set)
    firmly_disputed: bool = False
    alarms: set[str] = field(default_factory=set)
    offered: bool = False
    agreed: bool = False
    agreed_whole: bool = False
    """What was agreed is the whole sum at once."""
    confirmed: bool = False
    held: bool = False
    """The claim was disputed, and put on hold or looked into."""
    said_goodbye: bool = False
    done: set[str] = field(default_factory=set)
    """Acts of the agent so far."""
    stopped_at: int = 0
    """The turn in which the claim was last suspended."""
    agreed_at: int = 0
    _affect_age: int = AFFECT_TURNS
    _last: TraceTurn | None = None

    @classmethod
    def at_start(cls, flow: CallFlow, transcript: Transcript) -> Standing:
        """Return how things stand before the first line."""
        return cls(flow, flow.start, str(transcript.facts.get("who_answers") or ""))

    def facts(self) -> dict[str, Any]:
        """Return the facts that the call so far adds to those of the file."""
        facts: dict[str, Any] = {
            "identity_confirmed": self.identity_confirmed,
            "full_requested": self.full_requested,
            "claim_suspended": "suspend_claim" in self.done,
        }
        if self.last_speaker == "debtor":
            facts["who_answers"] = "debtor"
        elif self.last_speaker == "third_party" and self.who_answers in ("", "debtor"):
            facts["who_answers"] = "unknown"
        return facts

    def hear(self, line: Heard, ear: Ear) -> None:
        """Take in a line of the other side."""
        self.last_speaker = line.speaker
        self.debtor_spoke |= line.speaker == "debtor"
        if line.affect != "neutral":
            self.affect, self._affect_age = line.affect, 0
        signals: list[str] = []
        if line.speaker == "debtor":
            signals += self._hear_identity(line, ear)
        if self._last is not None and self._last.sure_acts & ASKING_FOR_AN_OFFER:
            self.offered |= self.purpose_stated and ear.has_figure(line.text)
        yes = ear.agrees(line.text)
        signals += self._hear_yes() if yes else []
        signals += self._hear_objections(line, ear, yes=yes)
        self.alarms |= ear.alarms(line.text)
        if self.offered and ear.refuses(line.text):
            signals.append("offer_refused")
            self.agreed = False
        self._move(signals)

    def _hear_identity(self, line: Heard, ear: Ear) -> list[str]:
        if not self.identity_asked or self.identity_confirmed or not ear.identifies(line.text):
            return []
        self.identity_confirmed = True
        return ["identity_confirmed"]

    def _hear_yes(self) -> list[str]:
        last = self._last
        if last is None:
            return []
        acts = last.sure
        signals: list[str] = []
        offers = acts & (OFFERING | CONFIRMING | {FULL, "accept_offer"})
        if self.offered and offers and "suspend_claim" not in acts:
            self._agree(last)
            signals.append("offer_accepted")
        if self.agreed and acts & CONFIRMING:
            self.confirmed = True
            signals.append("agreement_confirmed")
        return signals

    def _hear_objections(self, line: Heard, ear: Ear, *, yes: bool) -> list[str]:
        heard = ear.objections(line.text)
        again = {o for o in heard if o in self.objections}
        self.firmly_disputed |= "dispute" in heard and ear.disputes_firmly(line.text)
        self.insisted |= again if self.firmly_disputed else again - {"dispute"}
        raised = [o for o in heard if o not in self.objections]
        answered = self._last is not None and bool(self._last.sure_acts & ANSWERING)
        if yes and not raised and answered and self._lift():
            return ["objection_lifted"]
        if not self.purpose_stated:
            # Before anything was told there is nothing to object to but the call itself.
            raised = [o for o in raised if o in ("trust", "time")]
        self.objections |= dict.fromkeys(raised, "open")
        self.objected_at |= dict.fromkeys(raised, self._last.number if self._last else 0)
        return ["objection_raised"] if raised else []

    def _lift(self) -> bool:
        """Lift what is open; an objection to the claim only once it is put on hold or checked."""
        held = bool(self.done & HOLDING)
        open_ = [
            name
            for name, status in self.objections.items()
            if status == "open" and (held or name not in CLAIM_OBJECTIONS)
        ]
        self.objections |= dict.fromkeys(open_, "lifted")
        return bool(open_)

    def say(self, turn: TraceTurn) -> None:
        """Take in a turn of the agent."""
        acts = turn.sure_acts
        self.done |= acts
        self._last = turn
        self._affect_age += 1
        if self._affect_age >= AFFECT_TURNS:
            self.affect = "neutral"
        self.identity_asked |= "verify_identity" in acts
        self.full_requested |= FULL in acts
        self.purpose_stated |= bool(acts & PURPOSE)
        self.cause_asked |= "ask_cause" in acts
        self.budget_asked |= acts & BUDGET
        self.said_goodbye |= "say_goodbye" in acts
        if "suspend_claim" in acts:
            self.stopped_at = turn.number
        if acts & CHECKING and self._claim_disputed():
            # What was on the table is off it while the claim itself is looked into.
            self.offered = self.agreed = False
            self.held = True
        signals = [x.id for x in turn.understood.labels if x.id in turn.sure]
        if acts & (OFFERING | {"accept_offer", "confirm_agreement", FULL}) and sums(turn):
            self.offered = True
            signals.append("offer_made")
        if self._takes_up(turn) and "suspend_claim" not in acts:
            self._agree(turn)
            signals.append("offer_accepted")
        self._move(signals)

    def _takes_up(self, turn: TraceTurn) -> bool:
        """Return whether the agent accepts what is on the table, or a sum just named."""
        if "accept_offer" in turn.sure_acts and self.offered:
            return True
        named = {Decimal(word) for line in turn.before[-1:] for word in _FIGURE.findall(line.text)}
        again = bool(named & set(sums(turn))) and "acknowledge" in turn.sure_acts
        return again and self.offered and not self._claim_disputed()

    def _claim_disputed(self) -> bool:
        return bool(self.objections.keys() & CLAIM_OBJECTIONS)

    def _agree(self, turn: TraceTurn) -> None:
        paced = any(isinstance(e, PaymentPlan) for e in turn.understood.entities)
        self.agreed, self.agreed_at = True, turn.number
        self.agreed_whole = FULL in turn.sure_acts and not paced

    def _move(self, signals: list[str]) -> None:
        for move in self.flow.advance(self.stage, signals, self._holding()):
            self.stage = move.to

    def _holding(self) -> frozenset[str]:
        diagnosed = self.cause_asked and len(self.budget_asked) >= DIAGNOSED_SLOTS
        open_ = {name for name, status in self.objections.items() if status == "open"}
        checks = {
            "identity_confirmed": self.identity_confirmed,
            "debtor_on_line": self.last_speaker == "debtor",
            "purpose_stated": self.purpose_stated,
            "full_requested": self.full_requested,
            "cause_known": self.cause_asked,
            "diagnosed": diagnosed,
            "objection_open": bool(open_),
            "dispute_open": bool(open_ & CLAIM_OBJECTIONS),
            "agreement": self.agreed,
            "agreement_complete": self.confirmed,
            "agreement_confirmed": self.confirmed,
            "help_named": "refer_to_help" in self.done,
            "hold_announced": "suspend_claim" in self.done,
        }
        return frozenset(name for name, holds in checks.items() if holds)

    def outcome(self) -> str:
        """Return what the call came to, one of ``content.scenario.Outcome``."""
        if not self.debtor_spoke:
            return self._outcome_with_third_party()
        stopped = self.stopped_at >= max(1, self.agreed_at)
        if self._claim_disputed() and (stopped or (self.held and not self.agreed)):
            return "dispute_suspended"
        if self.agreed:
            return "promise_in_full" if self.agreed_whole else "plan"
        if "refer_to_help" in self.done:
            return "referral"
        if "suspend_claim" in self.done:
            return "hold"
        return "callback_arranged" if "announce_callback" in self.done else "no_agreement"

    def _outcome_with_third_party(self) -> str:
        if "announce_callback" in self.done:
            return "callback_arranged"
        return "message_left" if "leave_message" in self.done else "no_agreement"
