"""Whole calls from elsewhere, understood and marked with the shipped content."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from callcoach.content.library import Library, Roots
from callcoach.content.model_cache import ModelCache
from callcoach.scoring.transcript import TranscriptError
from callcoach.session.marking import MarkedCall, TranscriptMarker
from callcoach.session.studio import Studio
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 18)
FACTS: dict[str, Any] = {
    "collector_status": "third_party_agency",
    "debtor_type": "consommateur",
    "debt_family": "telecom",
    "titre_executoire": False,
    "creditor": "Mobilis Ouest",
    "agency": "Cabinet Sorel",
    "agent": "Inès Caron",
    "debtor": {"name": "Paul Garnier"},
    "first_letter": {"date": "2026-10-12", "reference": "CS-3391"},
    "balance": 480.0,
    "who_answers": "debtor",
    "call_recorded": False,
    "procedure": "none",
    "representative": "none",
    "time_barred": "no",
    "authority": {"max_months": 6, "min_instalment": 40, "discount": 0},
    "hidden_budget": {"capacity": 90},
}
CAREFUL = """
d: Allô ?
a: Bonjour, Inès Caron. Je souhaite parler à monsieur Paul Garnier, s'il vous plaît.
d: C'est moi.
a: Pour être sûre de parler à la bonne personne, quelle est votre date de naissance ?
d: Le 4 juin 1986.
a: Merci. Êtes-vous disponible quelques minutes, et pouvez-vous parler librement ?
d: Oui, allez-y.
a: Je suis du Cabinet Sorel, société de recouvrement amiable. Je vous appelle pour le compte de \
Mobilis Ouest, à la suite de notre lettre du 12 octobre, référence CS-3391. Il reste 480 euros \
sur vos factures de téléphone. Pouvez-vous régler la totalité aujourd'hui ?
d: Non, je peux pas tout payer d'un coup.
a: Qu'est-ce qui s'est passé ?
d: Mon contrat s'est arrêté en juin, et le chômage est arrivé trois mois après. C'était dur.
a: Si je comprends bien, votre contrat s'est arrêté en juin et le chômage est arrivé trois mois \
après, c'est bien ça ?
d: Oui, voilà.
a: Je comprends que cette attente ait été difficile. Quels sont vos revenus chaque mois ?
d: Je touche 1 150 euros.
a: Et vos charges, le loyer, l'énergie ?
d: Le loyer 520, l'électricité 80, la mutuelle 60, les courses 300.
a: Avez-vous d'autres crédits ou d'autres dettes en cours ?
d: Non, pas de crédit.
a: Avec ce que vous venez de me donner, je vous propose 80 euros par mois pendant six mois.
d: Ça me paraît jouable.
a: Alors c'est bien d'accord : 80 euros le 5 de chaque mois, de décembre à mai, par virement ?
d: Oui, d'accord.
a: Je récapitule : 480 euros en six fois, 80 euros le 5 de chaque mois par virement, premier \
versement le 5 décembre. Je vous envoie l'échéancier par écrit. Mon numéro est le 01 99 00 12 34.
d: Merci.
a: Merci à vous, monsieur Garnier. Au revoir, bonne journée.
"""
PUSHY = """
d: Allô ?
a: Vous nous devez 480 euros chez Mobilis Ouest, monsieur Garnier.
d: Pardon ? Vous êtes qui ?
a: Peu importe qui je suis. Vous payez quand ?
d: Je suis au chômage depuis juin.
a: Tout le monde a des problèmes. Pourquoi vous n'avez pas payé ?
d: Je viens de vous le dire.
a: Si vous ne payez pas demain, l'huissier viendra saisir vos meubles.
d: C'est du harcèlement.
a: Vous êtes un menteur. Donnez-moi votre numéro de carte.
d: Certainement pas.
"""


def transcript(script: str, **changes: Any) -> dict[str, Any]:
    speakers = {"d": "debtor", "a": "agent", "t": "third_party"}
    lines = (line.split(": ", 1) for line in script.strip().splitlines())
    return {
        "call_id": "essai",
        "language": "fr",
        "jurisdiction": "fr",
        "channel": "phone",
        "started_at": "2026-11-18T10:00:00",
        "facts": deepcopy(FACTS),
        "turns": [
            {"n": n, "speaker": speakers[who], "text": text}
            for n, (who, text) in enumerate(lines, start=1)
        ],
        **changes,
    }


@pytest.fixture(scope="module")
def marker(trained: Path) -> TranscriptMarker:
    roots = Roots(ROOT / "dialogues", ROOT / "rubrics")
    return TranscriptMarker(Studio(Library(roots), ModelCache(trained)), DAY)


@pytest.fixture(scope="module")
def careful(marker: TranscriptMarker) -> MarkedCall:
    return marker.mark(transcript(CAREFUL))


@pytest.fixture(scope="module")
def pushy(marker: TranscriptMarker) -> MarkedCall:
    return marker.mark(transcript(PUSHY))


def level(marked: MarkedCall, id_: str) -> int | None:
    return next(i.level for i in marked.score.items if i.id == id_)


def test_a_careful_call_is_far_above_a_pushy_one(careful: MarkedCall, pushy: MarkedCall) -> None:
    assert careful.score.quality > pushy.score.quality + 40
    assert pushy.score.compliance == "critical"
    assert not careful.score.critical_failures


def test_a_threat_of_seizure_without_a_title_is_quoted(pushy: MarkedCall) -> None:
    threats = [f for f in pushy.score.findings if f.id == "no_false_legal_threat"]
    assert threats
    assert "meubles" in threats[0].quote
    assert threats[0].turn == 8


def test_turns_are_numbered_as_in_the_transcript(careful: MarkedCall) -> None:
    assert [t.number for t in careful.trace.turns[:3]] == [2, 4, 6]


def test_identity_is_known_from_the_answer_on(careful: MarkedCall) -> None:
    known = [t.facts["identity_confirmed"] for t in careful.trace.turns[:4]]
    assert known == [False, False, True, True]


def test_the_agreement_and_the_budget_are_read_from_the_lines(careful: MarkedCall) -> None:
    assert careful.trace.outcome == "plan"
    told = {slot for turn in careful.trace.turns for slot in turn.told}
    assert {"cause", "income", "charges"} <= told
    assert (level(careful, "commitment") or 0) >= 3


def test_the_hidden_budget_is_known_to_marking_and_to_no_turn(careful: MarkedCall) -> None:
    assert careful.trace.facts["capacity"] == 90
    assert all("capacity" not in t.facts for t in careful.trace.turns)
    assert all("hidden_budget" not in t.facts for t in careful.trace.turns)


def test_the_same_transcript_gets_the_same_mark(
    marker: TranscriptMarker, careful: MarkedCall
) -> None:
    assert marker.mark(transcript(CAREFUL)).to_json() == careful.to_json()


def test_french_and_english_facts_give_the_same_mark(
    marker: TranscriptMarker, pushy: MarkedCall
) -> None:
    english = {**FACTS, "debtor_type": "consumer", "enforceable_title": "no"}
    del english["titre_executoire"]
    assert marker.mark(transcript(PUSHY, facts=english)).to_json() == pushy.to_json()


def test_an_unknown_title_makes_the_threat_undetermined_not_innocent(
    marker: TranscriptMarker,
) -> None:
    facts = {k: v for k, v in FACTS.items() if k != "titre_executoire"}
    marked = marker.mark(transcript(PUSHY, facts=facts))
    found = {f.id for f in marked.score.findings}
    undetermined = {u.id for u in marked.score.undetermined}
    assert "no_false_legal_threat" in found | undetermined


def test_a_call_without_a_single_line_earns_nothing(marker: TranscriptMarker) -> None:
    assert marker.mark(transcript("d: Allô ?", turns=[])).score.quality == 0


def test_a_record_is_marked_when_there_is_one(
    marker: TranscriptMarker, careful: MarkedCall
) -> None:
    assert level(careful, "call_record") is None
    record = {
        "outcome": "accord_echelonne",
        "promised": [{"date": "2026-12-05", "amount": 80.0, "means": "virement"}],
        "cause": "Fin de contrat en juin, chômage trois mois après",
        "situation": "Revenus 1 150 euros. Loyer 520, électricité 80, mutuelle 60. Pas de crédit.",
        "capacity": "90 euros par mois",
        "next_action": "Contrôle du virement le 7 décembre 2026",
    }
    written = marker.mark(transcript(CAREFUL, call_record=record))
    assert level(written, "call_record") == 4
    invented = {**record, "promised": [{"date": "2026-12-05", "amount": 300.0}]}
    assert (level(marker.mark(transcript(CAREFUL, call_record=invented)), "call_record") or 0) < 4


def test_a_transcript_in_a_language_without_rubric_is_refused(marker: TranscriptMarker) -> None:
    with pytest.raises(TranscriptError, match="essai"):
        marker.mark(transcript(CAREFUL, language="de"))


def test_the_answer_has_the_promised_form(pushy: MarkedCall) -> None:
    answer = pushy.to_json()
    assert answer["call_id"] == "essai"
    assert {"quality", "compliance", "items", "findings", "critical_failures"} <= set(answer)
    assert {"id", "level", "micro_skills"} <= set(answer["items"][0])
    wanted = {"turn", "kind", "id", "severity", "quote", "span", "confidence", "why", "source"}
    assert all(wanted <= set(finding) for finding in answer["findings"])


def test_every_quote_stands_in_its_turn(careful: MarkedCall, pushy: MarkedCall) -> None:
    for marked in (careful, pushy):
        texts = {t.number: t.text for t in marked.trace.turns}
        for finding in marked.score.findings:
            assert finding.turn is not None
            start, end = finding.span.start, finding.span.end
            assert texts[finding.turn][start:end] == finding.quote
