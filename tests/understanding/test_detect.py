"""Detection in one turn: every condition of a clue, what cancels what, what is vetoed and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from callcoach.content.detector import Clue, Detector
from callcoach.content.rubric import AntiPattern, Rule, Technique
from callcoach.text import Span, fold
from callcoach.understanding.detect import (
    Reading,
    clue_evidence,
    clue_matches_line,
    detect,
    undetermined_ids,
)
from callcoach.understanding.detectors import (
    DetectorError,
    Detectors,
    compile_clue,
    compile_detectors,
    patterns_in,
)
from callcoach.understanding.patterns import PatternCompiler
from callcoach.understanding.tokens import Abbreviations, tokenise
from callcoach.understanding.turns import open_turn
from callcoach.understanding.utterance import (
    Confidence,
    Context,
    Evidence,
    Frame,
    Label,
    LabelKind,
    Modality,
    Segment,
    Veto,
)

DAY = date(2026, 1, 12)
TEXTS: dict[str, Any] = {"label": "l", "label_en": "l", "why": "w", "why_en": "w", "better": "b"}
LISTS = {
    "backchannels": ("je vous écoute", "prenez votre temps"),
    "listening_fillers": ("oui",),
    "or_words": ("ou",),
    "no_options": ("ou pas",),
    "open_words": ("comment",),
    "check_tags": ("c'est ça",),
    "acknowledgements": ("je vous entends",),
    "vague_promises": ("bientôt",),
    "acceptances": ("parfait",),
}
STOP_WORDS = ("vous", "dans", "cette")


def technique(id_: str = "target", *clues: dict[str, Any], **detector: Any) -> Technique:
    found = Detector(find=tuple(Clue(**clue) for clue in clues), **detector)
    return Technique(id=id_, family="listening", detector=found, **TEXTS)


def habit(id_: str, *clues: dict[str, Any], **detector: Any) -> AntiPattern:
    found = Detector(find=tuple(Clue(**clue) for clue in clues), **detector)
    return AntiPattern(id=id_, severity="minor", detector=found, **TEXTS)


def rule(id_: str, kind: str, *clues: dict[str, Any]) -> Rule:
    return Rule.model_validate(
        {
            "id": id_,
            "kind": kind,
            "severity": "major",
            "status": "law",
            "source": "s",
            "certainty": "policy",
            "detector": {"find": list(clues)},
            **TEXTS,
        }
    )


def compiled(*owners: Technique | AntiPattern | Rule) -> Detectors:
    return compile_detectors(
        [o for o in owners if isinstance(o, Technique)],
        [o for o in owners if isinstance(o, AntiPattern)],
        [o for o in owners if isinstance(o, Rule)],
        LISTS,
        STOP_WORDS,
    )


def reading(*clauses: str, frames: dict[int, Frame] | None = None, acts: str = "") -> Reading:
    """Return a turn of given clauses; ``acts`` are those of the first, ``act?`` an unsure one."""
    raw = " ".join(clauses)
    segments: list[Segment] = []
    start = 0
    for index, clause in enumerate(clauses):
        end = start + len(clause)
        tokens = tuple(
            token
            for token in tokenise(fold(raw), Abbreviations({}))
            if start <= token.span.start < end
        )
        ends = clause[-1] if clause[-1] in "?!." else ""
        frame = (frames or {}).get(index, Frame(question=ends == "?"))
        segments.append(Segment(index, Span(start, end), tokens, ends, frame))
        start = end + 1
    labels = tuple(
        Label(
            LabelKind.ACT,
            act.rstrip("?"),
            0,
            Evidence(
                segments[0].span,
                clauses[0],
                "example: …",
                0.9,
                Confidence.LOW if act.endswith("?") else Confidence.HIGH,
            ),
        )
        for act in acts.split()
    )
    return Reading(raw, tuple(s for s in segments if s.tokens), (), labels)


def context(**more: Any) -> Context:
    return Context(today=DAY, **more)


def ids(turn: Reading, detectors: Detectors, where: Context | None = None) -> list[str]:
    labels, _ = detect(turn, where or context(), detectors)
    return [label.id for label in labels]


def vetoes(turn: Reading, detectors: Detectors, where: Context | None = None) -> list[Veto]:
    return list(detect(turn, where or context(), detectors)[1])


def test_a_find_quotes_what_was_typed_and_names_its_pattern() -> None:
    detectors = compiled(technique("target", {"pattern": "pas seul*", "polarity": "any"}))
    labels, _ = detect(reading("Vous n'êtes PAS SEULE, madame."), context(), detectors)
    (label,) = labels
    assert label.kind is LabelKind.TECHNIQUE
    assert label.evidence.quote == "PAS SEULE"
    assert label.evidence.source == "pattern: pas seul*"
    assert label.evidence.confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    "frame",
    [Frame(negated=True), Frame(reported=True), Frame(corrected=True)],
    ids=["negated", "reported", "corrected"],
)
def test_what_is_not_asserted_is_vetoed_unless_any_polarity_will_do(frame: Frame) -> None:
    turn = reading("on saisit vos biens", frames={0: frame})
    asserted = compiled(technique("target", {"pattern": "saisit"}))
    either = compiled(technique("target", {"pattern": "saisit", "polarity": "any"}))
    assert ids(turn, asserted) == []
    assert [v.reason for v in vetoes(turn, asserted)] == ["negated, reported or corrected"]
    assert ids(turn, either) == ["target"]


def test_a_negated_clue_wants_a_negation() -> None:
    detectors = compiled(technique("target", {"pattern": "serieux", "polarity": "negated"}))
    assert ids(reading("c'est sérieux"), detectors) == []
    assert ids(reading("ce n'est pas sérieux", frames={0: Frame(negated=True)}), detectors)


def test_modality_and_question_are_read_from_the_frame() -> None:
    sure = compiled(technique("target", {"pattern": "juge", "modality": ["certain"]}))
    asked = compiled(technique("target", {"pattern": "juge", "question": True}))
    told = compiled(technique("target", {"pattern": "juge", "question": False}))
    might = reading("un juge pourra", frames={0: Frame(modality=Modality.CONDITIONAL)})
    assert ids(might, sure) == []
    assert ids(reading("le juge décide"), sure) == ["target"]
    assert ids(reading("quel juge ?"), asked) == ["target"]
    assert ids(reading("quel juge ?"), told) == []


def test_a_fact_must_be_known_and_equal() -> None:
    detectors = compiled(
        technique("target", {"pattern": "saisie", "facts": {"enforceable_title": False}})
    )
    turn = reading("une saisie aura lieu")
    assert ids(turn, detectors, context(facts={"enforceable_title": False})) == ["target"]
    assert ids(turn, detectors, context(facts={"enforceable_title": True})) == []
    assert ids(turn, detectors, context(facts={"enforceable_title": 0})) == []
    assert ids(turn, detectors, context()) == []


def test_an_unknown_fact_is_undetermined_and_nothing_else_is() -> None:
    detectors = compiled(
        technique(
            "target",
            {"pattern": "saisie", "facts": {"enforceable_title": False}, "unless": ["jamais"]},
        )
    )
    unknown = vetoes(reading("une saisie aura lieu"), detectors)
    guarded = vetoes(reading("jamais une saisie"), detectors)
    known = vetoes(
        reading("une saisie aura lieu"), detectors, context(facts={"enforceable_title": True})
    )
    assert undetermined_ids(unknown) == {"target"}
    assert undetermined_ids(guarded) == set()
    assert undetermined_ids(known) == set()


def test_a_fact_may_be_one_of_several() -> None:
    clue = {"pattern": "votre mère", "facts": {"who_answers": ["child", "parent"]}}
    detectors = compiled(technique("target", clue))
    turn = reading("c'est votre mère")
    assert ids(turn, detectors, context(facts={"who_answers": "parent"})) == ["target"]
    assert ids(turn, detectors, context(facts={"who_answers": "debtor"})) == []


def test_unless_facts_veto_only_when_known() -> None:
    clue = {"pattern": "saisie", "unless_facts": {"enforceable_title": True}}
    detectors = compiled(technique("target", clue))
    turn = reading("une saisie aura lieu")
    assert ids(turn, detectors) == ["target"]
    assert ids(turn, detectors, context(facts={"enforceable_title": True})) == []


def test_phase_affect_and_lines_heard_are_conditions() -> None:
    clue = {
        "pattern": "je vois",
        "phase": ["diagnosis"],
        "affect": ["distress"],
        "previous": ["malade"],
        "heard": ["deces"],
    }
    detectors = compiled(technique("target", clue))
    turn = reading("je vois")
    right = {
        "phase": "diagnosis",
        "affect": "distress",
        "previous": "Je suis malade.",
        "heard": ("Après le décès…", "Je suis malade."),
    }
    assert ids(turn, detectors, context(**right)) == ["target"]
    for name, wrong in {
        "phase": "contact",
        "affect": "neutral",
        "previous": "Oui.",
        "heard": ("Je suis malade.",),
    }.items():
        assert ids(turn, detectors, context(**{**right, name: wrong})) == []


def test_what_the_debtor_spoke_of_may_veto_a_clue() -> None:
    clue = {"pattern": "je vois", "previous": ["paye"], "unless_previous": ["loyer"]}
    detectors = compiled(technique("target", clue))
    turn = reading("je vois")

    assert ids(turn, detectors, context(previous="J'ai payé la facture.")) == ["target"]
    assert ids(turn, detectors, context(previous="J'ai payé mon loyer.")) == []


def test_the_turn_may_be_asked_for_or_forbidden_words() -> None:
    clue = {"pattern": "je note", "with_turn": ["vendredi"], "unless_turn": ["sinon"]}
    detectors = compiled(technique("target", clue))
    assert ids(reading("je note,", "payez vendredi"), detectors) == ["target"]
    assert ids(reading("je note"), detectors) == []
    assert ids(reading("je note vendredi,", "sinon tant pis"), detectors) == []


def test_scope_turn_finds_across_clauses_and_scope_clause_does_not() -> None:
    turn = reading("si vous versez 200,", "je peux étaler")
    wide = compiled(technique("target", {"pattern": "si vous .... étaler", "scope": "turn"}))
    narrow = compiled(technique("target", {"pattern": "si vous .... étaler"}))
    assert ids(turn, wide) == ["target"]
    assert ids(turn, narrow) == []


def test_a_clue_may_rest_on_a_sure_act_alone() -> None:
    detectors = compiled(technique("target", {"acts": ["set_limit"], "confidence": "high"}))
    labels, _ = detect(reading("stop là", acts="set_limit"), context(), detectors)
    assert [(label.id, label.evidence.source) for label in labels] == [
        ("target", "rule: act set_limit")
    ]
    assert ids(reading("stop là", acts="set_limit?"), detectors) == []
    assert ids(reading("stop là", acts="greet"), detectors) == []


def test_an_act_beside_a_pattern_is_a_condition() -> None:
    detectors = compiled(technique("target", {"pattern": "ccas", "acts": ["refer_to_help"]}))
    assert ids(reading("le CCAS aide", acts="refer_to_help"), detectors) == ["target"]
    assert ids(reading("le CCAS a appelé", acts="greet"), detectors) == []


def test_never_vetoes_all_clues_of_its_owner() -> None:
    detectors = compiled(
        technique("target", {"pattern": "aide"}, {"pattern": "mairie"}, never=("famille",))
    )
    assert ids(reading("la mairie aide"), detectors) == ["target"]
    assert ids(reading("la famille et la mairie"), detectors) == []


def test_what_takes_the_place_of_another_cancels_it_in_the_same_clause_only() -> None:
    owners = (
        technique("kind", {"pattern": "je comprends"}, cancelled_by=("false",)),
        habit("false", {"pattern": "mais"}),
    )
    detectors = compiled(*owners)
    assert ids(reading("je comprends mais payez"), detectors) == ["false"]
    assert ids(reading("je comprends.", "mais payez"), detectors) == ["kind", "false"]
    assert [v.reason for v in vetoes(reading("je comprends mais payez"), detectors)] == [
        "cancelled by false"
    ]


def test_what_is_cancelled_cancels_nothing() -> None:
    detectors = compiled(
        technique("a", {"pattern": "oui"}, cancelled_by=("b",)),
        technique("b", {"pattern": "oui"}, cancelled_by=("c",)),
        technique("c", {"pattern": "oui"}),
    )
    assert ids(reading("oui"), detectors) == ["a", "c"]


def test_what_a_rule_forbids_is_no_technique_but_a_duty_missed_may_be() -> None:
    kind = technique("kind", {"pattern": "je vous aide"})
    turn = reading("je vous aide ou je saisis vos meubles")
    assert ids(turn, compiled(kind, rule("threat", "prohibition", {"pattern": "saisis"}))) == [
        "threat"
    ]
    assert ids(turn, compiled(kind, rule("notice", "obligation", {"pattern": "saisis"}))) == [
        "kind",
        "notice",
    ]


def test_the_surest_of_several_finds_is_kept_once() -> None:
    detectors = compiled(
        technique(
            "target",
            {"pattern": "merci", "confidence": "low"},
            {"pattern": "franchise", "confidence": "high"},
        )
    )
    labels, left = detect(reading("merci de votre franchise"), context(), detectors)
    assert [(label.id, label.evidence.quote) for label in labels] == [("target", "franchise")]
    assert left == ()


def test_a_pattern_with_a_check_needs_both() -> None:
    clue = {"pattern": "si je comprends", "check": "takes_up_debtor_words"}
    detectors = compiled(technique("target", clue))
    heard = context(previous="Ma prime tombe dans trois mois, en juin.")
    assert ids(reading("si je comprends la prime tombe en juin"), detectors, heard) == ["target"]
    assert ids(reading("si je comprends bien"), detectors, heard) == []


def test_an_unknown_check_finds_nothing() -> None:
    assert ids(reading("oui"), compiled(technique("target", {"check": "no_such_check"}))) == []


def test_dots_are_a_silence() -> None:
    detectors = compiled(technique("target", {"check": "backchannel_only"}))
    labels, _ = detect(Reading("…", ()), context(), detectors)
    assert [label.evidence.quote for label in labels] == ["…"]
    assert ids(reading("oui, je vous écoute"), detectors) == ["target"]
    assert ids(reading("oui"), detectors) == []
    assert ids(reading("je vous écoute, payez"), detectors) == []


def test_two_options_are_two_different_things() -> None:
    detectors = compiled(technique("target", {"check": "two_options", "polarity": "any"}))
    assert ids(reading("le 5 ou le 10 ?"), detectors) == ["target"]
    assert ids(reading("demain", "ou bien lundi ?"), detectors) == ["target"]
    assert ids(reading("vous payez ou pas ?"), detectors) == []
    assert ids(reading("vous habitez où exactement ?"), detectors) == []


def test_the_third_question_makes_a_volley() -> None:
    detectors = compiled(habit("target", {"check": "asks_three_things", "polarity": "any"}))
    assert ids(reading("combien ?", "quand ?", "comment ?"), detectors) == ["target"]
    assert ids(reading("combien ?", "quand ?", "c'est ça ?"), detectors) == []


def test_a_request_comes_back_after_a_sign_of_having_listened() -> None:
    detectors = compiled(technique("target", {"check": "repeats_own_request", "polarity": "any"}))
    said = context(said=("Quelle date pour le virement ?",), said_acts=(frozenset({"ask_date"}),))
    again = "quelle date pour ce virement ?"
    assert ids(reading("je vous entends,", again), detectors, said) == ["target"]
    assert ids(reading(again), detectors, said) == []
    assert ids(reading("je vous entends,", "combien gagnez-vous ?"), detectors, said) == []


def test_a_vague_promise_taken_for_good_is_found() -> None:
    detectors = compiled(habit("target", {"check": "vague_acceptance", "polarity": "any"}))
    soon = context(previous="Je paierai bientôt.")
    assert ids(reading("parfait"), detectors, soon) == ["target"]
    assert ids(reading("parfait,", "quel jour ?"), detectors, soon) == []
    assert ids(reading("parfait"), detectors, context(previous="Je suis là.")) == []


def test_pressing_into_an_unfinished_line_cuts_in() -> None:
    detectors = compiled(habit("target", {"check": "cuts_in", "polarity": "any"}))
    turn = reading("et le paiement ?", acts="ask_payment_date")
    assert ids(turn, detectors, context(previous="En fait mon mari…")) == ["target"]
    assert ids(turn, detectors, context(previous="C'est tout.")) == []


def test_a_mistake_in_a_pattern_names_its_owner_and_place() -> None:
    with pytest.raises(DetectorError) as caught:
        compiled(technique("target", {"pattern": "oui", "unless": ["(non"]}))
    assert caught.value.owner == "target"
    assert caught.value.path == ("detector", "find", 0, "unless", 0)


def test_every_pattern_of_a_rule_is_listed_its_duty_included() -> None:
    owner = rule("r", "conditional", {"pattern": "a", "with_turn": ["b"]})
    owner = Rule.model_validate(
        {**owner.model_dump(exclude={"duty"}), "duty": {"when": [{"pattern": "c"}]}}
    )
    assert [text for _, text in patterns_in(owner)] == ["a", "b", "c"]


def test_a_clue_reads_a_bare_line_of_the_debtor() -> None:
    clue = compile_clue(
        Clue(pattern="je conteste", unless=("ne conteste pas",), facts={"channel": "phone"}),
        PatternCompiler(LISTS),
    )
    phone = context(facts={"channel": "phone"})
    assert clue_matches_line(clue, "Je CONTESTE cette facture.", phone) is not None
    assert clue_matches_line(clue, "Je conteste, enfin je ne conteste pas.", phone) is None
    assert clue_matches_line(clue, "Je conteste.", context()) is None


def test_a_clue_gives_its_evidence_in_a_turn() -> None:
    detectors = compiled()
    clue = compile_clue(Clue(pattern="je suspends"), detectors.compiler)
    turn = open_turn(reading("d'accord,", "je suspends le dossier"), context(), detectors)
    evidence = clue_evidence(clue, turn)
    assert evidence is not None
    assert evidence.quote == "je suspends"
