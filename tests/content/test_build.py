"""Every fault a model finds is told in our words, at the key or the value that caused it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, get_args
from uuid import UUID

import pytest
from pydantic import (
    AnyUrl,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StrictBool,
    StrictInt,
    field_validator,
    model_validator,
)
from pydantic_core import core_schema

from callcoach.content import explain as explaining
from callcoach.content.build import build, load
from callcoach.content.messages import BOUNDS, Bilingual, Message
from callcoach.content.problems import ContentValueError, Problem, render
from callcoach.content.source import read_source

TOO_DEAR = Message(
    Bilingual("{sum} € dépasse le plafond", "{sum} € is over the limit"),
    Bilingual("baissez la somme", "lower the sum"),
)


class Mood(StrEnum):
    CALM = "calm"
    ANGRY = "angry"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Say(Strict):
    kind: Literal["say"]
    line: str


class Wait(Strict):
    kind: Literal["wait"]
    seconds: Annotated[StrictInt, Field(ge=1, le=30)]


class Edge(Strict):
    to: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    when: str | list[str] = ""


class Stage(Strict):
    id: str
    edges: tuple[Edge, ...] = ()
    effects: tuple[Annotated[Say | Wait, Field(discriminator="kind")], ...] = ()


class Plan(Strict):
    first: Decimal = Decimal(0)
    instalments: Annotated[tuple[Decimal, ...], Field(min_length=1, max_length=3)]

    @model_validator(mode="after")
    def _affordable(self) -> Plan:
        for number, amount in enumerate(self.instalments):
            if amount > 500:
                raise ContentValueError(
                    TOO_DEAR, {"sum": str(amount)}, code="M101", at=("instalments", number)
                )
        return self


class Names(RootModel[dict[Annotated[str, Field(pattern="^[a-z]+$")], str]]):
    pass


Facts = bool | int | str


class Story(Strict):
    title: Annotated[str, Field(min_length=3, max_length=20)] = "Retard"
    start: date | None = None
    hour: time | None = None
    moment: datetime | None = None
    pause: timedelta | None = None
    amount: Annotated[Decimal, Field(ge=0, lt=10_000, decimal_places=2)] = Decimal(0)
    level: StrictInt = 1
    weight: float = 1.0
    public: StrictBool = True
    mood: Mood = Mood.CALM
    channel: Literal["phone", "visit"] = "phone"
    grade: Literal[1, 2, 3] = 1
    stages: dict[str, Stage] = {}
    plan: Plan | None = None
    names: Names | None = None
    pair: tuple[int, int] = (1, 2)
    facts: Mapping[str, Facts | tuple[Facts, ...]] = {}
    next_step: Stage | list[Edge] | str | None = None
    site: AnyUrl | None = None
    key: UUID | None = None
    size: int = Field(1, alias="taille")
    tags: frozenset[str] = frozenset()

    @field_validator("title")
    @classmethod
    def _not_banned(cls, title: str) -> str:
        if title == "interdit":
            raise ValueError("un {titre} pareil")
        return title


def problems_of(text: str) -> tuple[Problem, ...]:
    model, problems = load(Story, text, "a.yaml")
    assert (model is None) == bool(problems)
    return problems


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in problems_of(text)]


def said(text: str, lang: str = "en") -> str:
    return "\n".join(problem.message(lang) for problem in problems_of(text))


def hinted(text: str, lang: str = "en") -> str | None:
    return problems_of(text)[0].hint(lang)


def test_a_right_file_becomes_its_model() -> None:
    text = (
        "title: Retard\nstart: 2026-01-31\namount: 1250.50\nmood: angry\ntaille: 3\n"
        "weight: 0.5\npublic: false\nfacts: {debtor_type: consumer, title: no, pair: [1, true]}\n"
        "stages:\n  opening:\n    id: opening\n    edges: [{to: close}]\n"
        "    effects: [{kind: say, line: Allô ?}, {kind: wait, seconds: 3}]\n"
    )
    story, problems = load(Story, text, "a.yaml")
    assert problems == ()
    assert story is not None
    assert (story.start, story.amount) == (date(2026, 1, 31), Decimal("1250.50"))
    assert (story.mood, story.size, story.weight, story.public) == (Mood.ANGRY, 3, 0.5, False)
    assert story.facts == {"debtor_type": "consumer", "title": "no", "pair": (1, True)}
    assert story.stages["opening"].effects == (
        Say(kind="say", line="Allô ?"),
        Wait(kind="wait", seconds=3),
    )


STAGE = "stages:\n  opening:\n    id: x\n    "


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        # Keys.
        ("level: 1\ntilte: x", "M001", 2, 1),
        (STAGE + "edge: []", "M001", 4, 5),
        (STAGE + "edges: [{to: a}, {to: b, too: c}]", "M001", 4, 30),
        (STAGE + "effects: [{kind: say, line: a, lines: b}]", "M001", 4, 36),
        ("size: 3", "M001", 1, 1),
        ("stages:\n  opening: {edges: []}", "M002", 2, 12),
        (STAGE + "edges:\n    - when: x", "M002", 5, 7),
        (STAGE + "effects:\n    - kind: wait", "M002", 5, 7),
        (STAGE + "effects:\n    - line: a", "M002", 5, 7),
        # Kinds.
        ("title: 12", "M003", 1, 8),
        ("title: {nom}", "M003", 1, 8),
        ("title:", "M003", 1, 7),
        ("level: deux", "M003", 1, 8),
        ("level: 1.5", "M003", 1, 8),
        ("level: 007", "M003", 1, 8),
        ("weight: beaucoup", "M003", 1, 9),
        ("amount: 150,00", "M003", 1, 9),
        ("amount: true", "M003", 1, 9),
        ("public: oui", "M003", 1, 9),
        ("public: 1", "M003", 1, 9),
        ("tags: a", "M003", 1, 7),
        ("stages: [a]", "M003", 1, 9),
        ("stages: {a: b}", "M003", 1, 13),
        (STAGE + "edges: x", "M003", 4, 12),
        ("facts: {x: {y: 1}}", "M003", 1, 12),
        ("facts: {x: [1, [2]]}", "M003", 1, 16),
        # Values.
        ("mood: clam", "M004", 1, 7),
        ("channel: 3", "M004", 1, 10),
        ("grade: 5", "M004", 1, 8),
        (STAGE + "effects: [{kind: sya}]", "M004", 4, 22),
        (STAGE + "effects: [{kind: }]", "M004", 4, 22),
        ("amount: -1", "M005", 1, 9),
        ("amount: 10000", "M005", 1, 9),
        ("amount: 1.005", "M005", 1, 9),
        (STAGE + "effects: [{kind: wait, seconds: 60}]", "M005", 4, 37),
        ("start: 31/01/2026", "M006", 1, 8),
        ("start: 2026-02-30", "M006", 1, 8),
        ("hour: midi", "M006", 1, 7),
        ("moment: hier", "M006", 1, 9),
        ("pause: longue", "M006", 1, 8),
        ("site: nulle part", "M006", 1, 7),
        ("key: abc", "M006", 1, 6),
        (STAGE + "edges: [{to: Fin de l'appel}]", "M006", 4, 18),
        ("names: {A1: x}", "M006", 1, 9),
        ("title: ab", "M007", 1, 8),
        ('title: ""', "M007", 1, 8),
        ("title: un titre beaucoup trop long", "M007", 1, 8),
        ("plan: {instalments: []}", "M007", 1, 21),
        ("plan: {instalments: [1, 2, 3, 4]}", "M007", 1, 21),
        ("pair: [1]", "M007", 1, 7),
        ("title: interdit", "M099", 1, 8),
        ("plan: {first: 1, instalments: [100, 800]}", "M101", 1, 37),
    ],
)
def test_each_fault_is_shown_where_it_is(text: str, code: str, line: int, column: int) -> None:
    assert faults(text) == [(code, line, column)]


def test_a_repeated_fault_is_told_at_each_place() -> None:
    assert faults("level: x\nplan: {instalments: [a, b]}") == [
        ("M003", 1, 8),
        ("M003", 2, 22),
        ("M003", 2, 25),
    ]


def test_nothing_is_a_right_answer_where_a_value_is_optional() -> None:
    assert problems_of("start:\nplan: ~") == ()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("tilte: x", "did you mean 'title'?"),
        (STAGE + "edgse: []", "did you mean 'edges'?"),
        (STAGE + "edges: [{to: a, wen: x}]", "did you mean 'when'?"),
        (STAGE + "effects: [{kind: wait, seconds: 3, second: 4}]", "did you mean 'seconds'?"),
        (STAGE + "effects: [{kind: say, line: a, second: 4}]", "possible here: kind, line"),
        ("mood: clam", "did you mean 'calm'?"),
        ("mood: joyful", "possible here: calm, angry"),
        ("grade: 5", "possible here: 1, 2, 3"),
        (STAGE + "effects: [{kind: sya}]", "did you mean 'say'?"),
        ("next_step: {id: a, edgse: []}", "did you mean 'edges'?"),
        ("next_step: [{to: a, wehn: x}]", "did you mean 'when'?"),
        ("zzz: 3", "possible here: title, start, hour, moment, pause, amount, level, weight, "),
    ],
)
def test_a_wrong_word_gets_the_right_one_or_the_list(text: str, hint: str) -> None:
    assert (hinted(text) or "").startswith(hint)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: 12", "between double quotes"),
        ("title: {nom}", "between double quotes"),
        ("title:", "a '#' without quotes begins a comment"),
        ("amount: 150,00", "with a point"),
        ("amount: 1 250 €", "with a point"),
        ("public: oui", "true or false"),
        ("tags: a", "one '- ' line"),
        ("stages: {a: b}", "'key: value' lines"),
        ("plan: {}", "add 'instalments: …'"),
    ],
)
def test_a_usual_mistake_gets_its_way_out(text: str, hint: str) -> None:
    assert hint in (hinted(text) or "")


@pytest.mark.parametrize(
    ("text", "fr", "en"),
    [
        ("level: deux", "un nombre entier, et non le texte « deux »", "not the text 'deux'"),
        ('public: "true"', "et non le texte « true »", "not the text 'true'"),
        ("title: 1.10", "un texte, et non « 1.10 »", "a text here, not '1.10'"),
        ("title:", "un texte, et non une valeur vide", "not an empty value"),
        ("amount: -1", "hors limites : « -1 » ; il faut 0 au moins", "use 0 or more"),
        ("amount: 10000", "moins de 10000", "less than 10000"),
        ("amount: 1.005", "2 décimales au plus", "2 decimal places or less"),
        ("start: demain", "une date comme 2026-01-31", "a date such as 2026-01-31"),
        (STAGE + "edges: [{to: Fin}]", "un identifiant : minuscules", "an id: unaccented"),
        ("names: {A1: x}", "de la forme ^[a-z]+$", "of the form ^[a-z]+$"),
        ("title: ab", "trop court : il faut au moins 3 caractères", "at least 3 characters"),
        ("plan: {instalments: []}", "au moins 1 élément", "at least 1 item"),
        ("title: interdit", "valeur refusée : un {titre} pareil", "un {titre} pareil"),
        ("plan: {instalments: [800]}", "800 € dépasse le plafond", "800 € is over the limit"),
    ],
)
def test_each_fault_is_told_in_both_languages(text: str, fr: str, en: str) -> None:
    assert fr in said(text, "fr")
    assert en in said(text, "en")


def test_a_value_that_fits_none_of_several_kinds_is_one_problem() -> None:
    assert said("facts: {x: {y: 1}}", "fr") == (
        "il faut ici « true » ou « false », un nombre entier, un texte ou une liste, "
        "et non un groupe de clés"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("next_step: {edges: []}", ("M002", 1, 12)),
        ("next_step: [{when: a}]", ("M002", 1, 13)),
        ("next_step: [3]", ("M003", 1, 13)),
        ("next_step: 3", ("M003", 1, 12)),
        ("next_step: {id: a, edges: [{to: A}]}", ("M006", 1, 33)),
    ],
)
def test_a_union_only_tells_of_the_member_that_was_meant(
    text: str, expected: tuple[str, int, int]
) -> None:
    assert faults(text) == [expected]


def test_a_key_named_like_a_union_tag_does_not_mislead() -> None:
    text = STAGE + "effects: [{kind: wait, wait: {seconds: x}, seconds: 60}]"
    assert faults(text) == [("M001", 4, 28), ("M005", 4, 57)]


def test_faults_of_text_and_of_model_are_told_in_one_pass() -> None:
    text = "level: x\ntitle: Retard\ntitle: 12\nmood: *m\nmodo: calm\n"
    assert faults(text) == [
        ("M003", 1, 8),
        ("Y005", 3, 1),
        ("Y004", 4, 7),
        ("M001", 5, 1),
    ]


def test_a_file_with_only_faults_of_text_gives_no_model() -> None:
    assert load(Story, "title: Retard\ntitle: Retard", "a.yaml")[0] is None


def test_what_has_no_shape_is_not_checked_against_the_model() -> None:
    assert faults("a: b: c") == [("Y006", 1, 5)]


def test_build_alone_gives_the_faults_of_the_model() -> None:
    source, _ = read_source("level: x\nlevel: y", "a.yaml")
    assert source is not None
    model, problems = build(Story, source)
    assert model is None
    assert [problem.code for problem in problems] == ["M003"]


def test_each_kind_of_pydantic_error_has_words_that_are_ours() -> None:
    known = (
        set(explaining._KINDS)
        | set(explaining._FORMATS)
        | set(explaining._SPECIAL)
        | set(BOUNDS)
        | {"extra_forbidden"}
    )
    # Nothing but a misspelt name, here or there, makes this fail.
    optional = {"frozen_dict_type", "ordered_dict_type", "counter_type", "deque_type"}
    optional |= {"fraction_type", "fraction_parsing", "named_tuple_type", "url_too_long"}
    assert known - optional <= set(get_args(core_schema.ErrorType))


def test_no_english_of_pydantic_reaches_the_author() -> None:
    class Rare(Strict):
        data: Annotated[str, Field(strict=True)] | bytes = ""
        far: Annotated[float, Field(allow_inf_nan=False, multiple_of=0.5)] = 0.5
        only_ascii: Annotated[AnyUrl, Field(max_length=5)] | None = None

    text = "data: [1]\nfar: 0.3\nonly_ascii: https://exemple.fr/aussi/long"
    _, problems = load(Rare, text, "a.yaml")
    shown = "\n".join(render(problem, lang="en") for problem in problems)
    assert len(problems) == 3
    assert "Input should be" not in shown
    assert "URL should" not in shown
