"""The debtor's side of a call: one turn in, events out.

Pure: chance and time come with the play and the turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.content.rubric import Effect
from callcoach.engine.answer import answer
from callcoach.engine.appraisal import appraise, appraise_silence
from callcoach.engine.conduct import note_conduct, note_hurt
from callcoach.engine.deal import deal
from callcoach.engine.disclosure import disclose, volunteered_in_silence
from callcoach.engine.doorstep import note_doorstep, note_receipt, note_wrong_number, overstays
from callcoach.engine.events import (
    CallEnded,
    CallStarted,
    DebtorSpoke,
    Event,
    FactRevealed,
    SlotsAsked,
    StageChanged,
    StateChanged,
    TraineePaused,
    TraineeSilent,
    TraineeSpoke,
)
from callcoach.engine.gauges import displayed_affect
from callcoach.engine.handover import hand_over, handover_due
from callcoach.engine.memory import note_contradictions, note_promises
from callcoach.engine.outcome import outcome
from callcoach.engine.patience import LEFT_WAITING, MOST_PAUSES, feel, note_length
from callcoach.engine.replies import Moment, choose_among
from callcoach.engine.resistance import resist
from callcoach.engine.state import CallState, evolve
from callcoach.engine.step import Step, holding
from callcoach.engine.voicemail import record_message
from callcoach.understanding.utterance import UNCLEAR, Utterance

if TYPE_CHECKING:
    from callcoach.engine.play import Play

MOST_CRITICAL = 2
"""Critical breaches after which anybody hangs up (call-method 4.0)."""
MOST_CLOSED_TURNS = 3
"""Turns in a row as good as shut after which the debtor gives up."""
REACHABLE = "contact_preference"
"""The slot whose facts tell when to call back."""
OFTEN = {"withheld": 2, "nothing": 1}
"""Times that a thing was asked in vain after which one says so."""
Heard = TraineeSpoke | TraineeSilent | TraineePaused


class CallEngine:
    """Plays the debtor of one scenario."""

    def __init__(self, play: Play) -> None:
        """Keep the play; the engine itself holds no state of any call."""
        self._play = play

    @property
    def play(self) -> Play:
        """What is played."""
        return self._play

    def start(self, at: str) -> tuple[Event, ...]:
        """Return the events of picking up the phone."""
        play = self._play
        situation = play.scenario.situation
        speaker = "debtor" if situation.who_answers == "debtor" else "third_party"
        affect = displayed_affect(play.start, play.persona.affects)
        started = CallStarted(
            0, at, play.scenario.id, play.flow.start, speaker, play.start, affect
        )
        state = evolve(started, None)
        moment = Moment(state, {}, frozenset(), lambda _: False, play.seed)
        opening = choose_among(situation.opening, "opening", moment)
        if opening is None:
            raise LookupError("the scenario has no opening line without slots")
        spoke = DebtorSpoke(0, at, opening.text, speaker, "opening", (opening.id,), affect)
        return started, spoke

    def respond(self, state: CallState, heard: Heard) -> tuple[Event, ...]:
        """Return what follows from a turn of the trainee, the turn itself left out.

        Args:
            state: the call after the turn (``evolve(heard, …)``).
            heard: the turn, or a wait.
        """
        play = self._play.heard_as(state.speaker)
        understood = heard.understood if isinstance(heard, TraineeSpoke) else Utterance("")
        step = Step(play, state, understood.firm, heard.at)
        if isinstance(heard, TraineePaused):
            return self._wait(step)
        silent = isinstance(heard, TraineeSilent)
        if play.scenario.situation.who_answers == "voicemail":
            return record_message(step, silent=silent)
        if silent:
            self._hear_silence(step)
        else:
            self._hear(step)
        self._move(step)
        reason = self._parting(step, state.flags)
        way = None if reason else handover_due(step)
        if way is not None:
            step.cue("handover", play.scenario.situation.handovers[way].says, f"handover:{way}")
        step.emit(answer(step))
        if way is not None:
            hand_over(step, way, self._play)
        if reason:
            step.emit(CallEnded(step.turn, step.at, reason, outcome(step.state, reason)))
        return tuple(step.events)

    def _wait(self, step: Step) -> tuple[Event, ...]:
        """Return what follows when the agent says nothing for a long while."""
        feel(step, "pause", LEFT_WAITING)
        over = step.state.pauses >= MOST_PAUSES
        step.cue("give_up" if over else "pause")
        step.emit(answer(step))
        if over:
            reason = "debtor_gave_up"
            step.emit(CallEnded(step.turn, step.at, reason, outcome(step.state, reason)))
        return tuple(step.events)

    def hang_up(self, state: CallState, at: str, reason: str = "trainee_hung_up") -> CallEnded:
        """Return the end of a call that the trainee closes."""
        return CallEnded(state.turn, at, reason, outcome(state, reason))

    def _hear(self, step: Step) -> None:
        step.signals += [label.id for label in step.understood.labels]
        note_conduct(step)
        note_hurt(step)
        felt = appraise(step.understood, step.state, step.play.temper)
        step.emit(StateChanged(step.turn, felt.gauges, felt.affect, felt.causes, felt.axes))
        note_length(step)
        note_contradictions(step)
        note_promises(step)
        note_wrong_number(step)
        note_doorstep(step)
        self._disclose(step)
        self._resist(step)
        deal(step)
        note_receipt(step)
        self._act_cues(step)

    def _hear_silence(self, step: Step) -> None:
        state = step.state
        before = state.said_acts[-2] if len(state.said_acts) > 1 else frozenset()
        again = "wait" in before
        asked = any(act.startswith("ask_") for act in before)
        welcome = not again and (asked or state.affect in ("distress", "embarrassment"))
        felt = appraise_silence(state, step.play.temper, welcome=welcome)
        step.emit(StateChanged(step.turn, felt.gauges, felt.affect, felt.causes))
        facts = volunteered_in_silence(step.state, step.play.scenario.situation)
        for fact in facts if welcome else ():
            step.emit(FactRevealed(step.turn, fact.id, fact.slot))
            step.cue("fact", fact.says, f"fact:{fact.id}")
        step.cue("silence" if welcome else "silence:again")

    def _disclose(self, step: Step) -> None:
        situation = step.play.scenario.situation
        asked_before = step.state.asked
        out = disclose(step.understood, step.state, situation, step.play.slots)
        if out.asked:
            step.emit(SlotsAsked(step.turn, out.asked))
        for fact in out.told:
            step.emit(FactRevealed(step.turn, fact.id, fact.slot))
            step.cue("fact", fact.says, f"fact:{fact.id}")
        if any(fact.slot == REACHABLE for fact in out.told):
            step.raise_flag("callback_slot_known")
        if out.again:
            step.cue("again")
        for kind, slots in (("withheld", out.withheld), ("nothing", out.nothing)):
            for slot in slots:
                often = asked_before.get(slot, 0) >= OFTEN[kind]
                own = f"{kind}:{slot}"
                step.cue("asked_again" if often else own if self._has(step, own) else kind)

    def _resist(self, step: Step) -> None:
        out = resist(
            step.understood,
            frozenset(step.signals) | step.acts,
            step.play.scenario.situation,
            step.moment(),
        )
        for move in out.moves:
            step.emit(move)
        if out.lifted is not None:
            step.signals.append("objection_lifted")
            if out.lifted.trust:
                feel(step, "objection_lifted", Effect(trust=out.lifted.trust))
            step.cue("objection:lifted", out.lifted.lifted, f"lifted:{out.lifted.id}")
        if out.raised is not None:
            step.signals.append("objection_raised")
            step.cue("objection:raised", out.raised.says, f"objection:{out.raised.id}")
        if out.insisted is not None:
            step.cue("objection:insists", out.insisted.insists, f"insists:{out.insisted.id}")

    def _act_cues(self, step: Step) -> None:
        for act in dict.fromkeys(label.id for label in step.understood.labels):
            if act in step.acts and act != "verify_identity":
                step.cue(act)
        if step.acts == {UNCLEAR}:
            step.cue("unclear")

    def _has(self, step: Step, cue: str) -> bool:
        return step.play.script.has(cue)

    def _move(self, step: Step) -> None:
        names = holding(step.play, step.state)
        for move in step.play.flow.advance(step.state.stage, step.signals, names):
            step.emit(StageChanged(step.turn, move.source, move.to, move.signal))

    def _parting(self, step: Step, flags_before: frozenset[str]) -> str:
        """Return why the debtor or the goodbye ends the call now, empty if it goes on."""
        state, persona = step.state, step.play.persona
        too_much = state.gauges.irritation >= persona.hang_up_at
        if too_much or state.critical >= MOST_CRITICAL or overstays(step, flags_before):
            step.cue("hang_up")
            return "debtor_hung_up"
        unclear = state.unclear + (step.acts == {UNCLEAR} and bool(step.understood.raw))
        if state.closed_turns >= MOST_CLOSED_TURNS or unclear >= persona.patience:
            step.cue("give_up")
            return "debtor_gave_up"
        leaving = "leave_premises" in step.acts and step.play.scenario.channel == "visit"
        if ("say_goodbye" in step.acts or leaving) and not step.asks:
            return "goodbye"
        return ""
