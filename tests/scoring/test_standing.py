"""Where a transcribed call stands after each line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from callcoach.engine.flow import CallFlow
from callcoach.scoring.heard import Ear
from callcoach.scoring.standing import Standing
from callcoach.scoring.trace import Heard, TraceTurn
from callcoach.scoring.transcript import Transcript
from tests.scoring.calls import detectors, said
from tests.stage import library, meant

if TYPE_CHECKING:
    from callcoach.understanding.utterance import Utterance


@cache
def flow() -> CallFlow:
    return CallFlow(library().graphs["standard"])


def stand(*parts: Utterance | str, who: str = "debtor") -> Standing:
    """Walk the parts: utterances are the agent's, plain words the other side's."""
    transcript = Transcript("c", "fr", "fr", "phone", None, {"who_answers": who}, ())
    standing = Standing.at_start(flow(), transcript)
    ear = Ear(detectors())
    waiting: list[Heard] = []
    for number, part in enumerate(parts, start=1):
        if isinstance(part, str):
            speaker = "third_party" if part.startswith("tiers: ") else "debtor"
            text = part.removeprefix("tiers: ")
            waiting.append(Heard(text, speaker, ear.affect(text)))
            standing.hear(waiting[-1], ear)
        else:
            before = tuple(waiting)
            turn = TraceTurn(number, part.raw, part, "contact", "neutral", {}, before)
            standing.say(turn)
            waiting = []
    return standing


ASKED = meant("verify_identity", raw="Votre date de naissance ?")
PURPOSE = said("Il reste 612,40 euros.", "state_amount", "state_creditor")
OFFER = said("100 euros par mois à partir du 5 ?", "propose_instalments")


def facts(*parts: Utterance | str, who: str = "debtor") -> dict[str, Any]:
    return stand(*parts, who=who).facts()


def test_identity_is_confirmed_once_it_was_asked_and_answered() -> None:
    assert facts("Allô ?")["identity_confirmed"] is False
    assert facts("Allô ?", ASKED)["identity_confirmed"] is False
    assert facts("Allô ?", ASKED, "Le 3 mai 1980.")["identity_confirmed"] is True


def test_a_question_in_return_confirms_nobody() -> None:
    assert facts("Allô ?", ASKED, "Et pourquoi donc ?")["identity_confirmed"] is False


def test_a_third_party_confirms_nobody() -> None:
    known = facts("tiers: Oui ?", ASKED, "tiers: Le 3 mai 1980.", who="spouse")
    assert known["identity_confirmed"] is False
    assert "who_answers" not in known


def test_whoever_the_file_names_the_debtor_on_the_line_is_the_debtor() -> None:
    assert facts("tiers: Ne quittez pas.", "Oui, allô ?", who="spouse")["who_answers"] == "debtor"


def test_the_call_moves_with_what_is_done() -> None:
    assert stand("Allô ?").stage == "contact"
    assert stand("Allô ?", ASKED, "Le 3 mai 1980.", PURPOSE).stage == "purpose"
    parts = ("Allô ?", ASKED, "Le 3 mai 1980.", PURPOSE, "Ah.", meant("ask_cause"))
    assert stand(*parts).stage == "diagnosis"


def test_an_objection_is_raised_once_the_purpose_is_known() -> None:
    assert stand("C'est trop cher.").objections == {}
    assert "money" in stand(PURPOSE, "C'est trop cher pour moi.").objections


def test_a_yes_to_an_answer_lifts_the_objection() -> None:
    parts = (PURPOSE, "C'est trop cher pour moi.", meant("reformulate"), "Oui, c'est ça.")
    assert stand(*parts).objections["money"] == "lifted"


def test_a_dispute_is_lifted_only_once_the_claim_is_held_or_checked() -> None:
    disputed = (PURPOSE, "Je conteste cette facture.")
    waved_away = stand(*disputed, meant("empathise"), "Oui.")
    assert waved_away.objections["dispute"] == "open"
    held = stand(*disputed, meant("suspend_claim"), "Très bien, merci.")
    assert held.objections["dispute"] == "lifted"
    assert held.outcome() == "dispute_suspended"


def test_a_yes_to_an_offer_is_an_agreement() -> None:
    assert stand(PURPOSE, "Ah.", OFFER, "Oui, d'accord.").outcome() == "plan"
    assert stand(PURPOSE, "Ah.", OFFER, "Non, je peux pas.").outcome() == "no_agreement"


def test_a_yes_to_a_hold_is_no_agreement() -> None:
    held = meant("suspend_claim", "recap", raw="Je suspends, et vous m'envoyez 2 pièces ?")
    assert stand(PURPOSE, "Je conteste.", OFFER, "Non.", held, "Oui.").outcome() != "plan"


def test_what_was_on_the_table_is_off_it_while_a_payment_is_looked_into() -> None:
    parts = (
        PURPOSE,
        "J'ai déjà payé.",
        said("Un virement de 612,40 euros le 3 ?", "verify_payment", "recap"),
        "Oui, exactement.",
    )
    assert stand(*parts).outcome() == "dispute_suspended"


def test_a_sum_just_named_and_said_again_is_taken_up() -> None:
    parts = (
        PURPOSE,
        "Ah.",
        meant("ask_proposal"),
        "50 euros.",
        said("Très bien, 50 euros.", "acknowledge"),
        "Voilà.",
    )
    assert stand(*parts).outcome() == "plan"


def test_a_yes_with_a_but_is_no_agreement() -> None:
    assert stand(PURPOSE, "Ah.", OFFER, "Oui mais c'est compliqué.").outcome() == "no_agreement"


def test_the_whole_promised_at_once_is_a_promise_in_full() -> None:
    whole = said("Vous réglez les 612,40 euros aujourd'hui ?", "ask_full_payment")
    assert stand(PURPOSE, "Ah.", whole, "Oui, d'accord.").outcome() == "promise_in_full"


def test_a_feeling_colours_a_couple_of_turns_and_fades() -> None:
    sad = (PURPOSE, "Je n'en peux plus.")
    assert stand(*sad).affect == "distress"
    assert stand(*sad, meant("empathise"), "Oui.").affect == "distress"
    assert stand(*sad, meant("empathise"), "Oui.", meant("thank"), "Oui.").affect == "neutral"


def test_with_a_third_party_the_outcome_is_a_message_or_a_call_back() -> None:
    assert stand("tiers: Oui ?", meant("leave_message"), who="parent").outcome() == "message_left"
    back = stand("tiers: Oui ?", meant("announce_callback"), who="parent")
    assert back.outcome() == "callback_arranged"
