"""The classifier on a small content of its own: what it learns, and how it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.content.language import Act, Acts, FrameWords, Language
from callcoach.content.model_cache import ModelCache
from callcoach.understanding import (
    CompiledModel,
    CorruptModelError,
    compile_lexicon,
    model_for,
    model_key,
    understand,
)
from callcoach.understanding.entities import EntityWords
from tests.understanding.conftest import DAY

if TYPE_CHECKING:
    from pathlib import Path

from callcoach.understanding import Context

WORDS = EntityWords.from_mapping({})
LANGUAGE = Language(
    id="xx",
    label="Test",
    abbreviations={},
    clause_breaks=("et",),
    stop_words=(),
    frame=FrameWords(
        negation=("pas",),
        conditional=("pourrait",),
        hypothetical=("si",),
        question=("pourquoi",),
        reported=("parait",),
        correction=("faux",),
        actors={"agent": ("je",)},
    ),
    identity_elements={},
)
FRUIT = (
    "je mange une pomme rouge",
    "elle croque une poire verte",
    "nous cueillons des cerises",
    "il pèle une orange douce",
    "tu goûtes une prune jaune",
    "on partage un melon sucré",
)
BOATS = (
    "le voilier quitte le port",
    "ce navire traverse la mer",
    "un canot longe la côte",
    "la barque remonte le fleuve",
    "une péniche passe l'écluse",
    "leur paquebot entre en rade",
)
OTHER = (
    "mon frère répare son vélo",
    "la lampe du couloir clignote",
    "ce livre compte trois cents pages",
    "le facteur passe avant midi",
    "votre voisine apprend le piano",
    "il neige depuis ce matin",
)


def acts(*fruit: str, patterns: tuple[str, ...] = (), never: tuple[str, ...] = ()) -> Acts:
    return Acts(
        acts=(
            Act(
                id="fruit",
                label="f",
                label_en="f",
                examples=(*FRUIT, *fruit),
                patterns=patterns,
                never=never,
            ),
            Act(id="boats", label="b", label_en="b", examples=BOATS),
        ),
        background=OTHER,
    )


@pytest.fixture(scope="module")
def model() -> CompiledModel:
    return model_for(LANGUAGE, acts(), WORDS)


def found(raw: str, content: Acts, model: CompiledModel | None = None) -> frozenset[str]:
    lexicon = compile_lexicon(LANGUAGE, content, WORDS, model=model)
    return understand(raw, lexicon, Context(today=DAY)).acts


def test_an_example_is_recognised_whatever_its_case_and_accents(model: CompiledModel) -> None:
    assert found("ELLE CROQUE UNE POIRE VERTE", acts(), model) == {"fruit"}
    assert found("il pele une orange douce", acts(), model) == {"fruit"}


def test_another_wording_goes_to_the_likelier_act(model: CompiledModel) -> None:
    chances = dict(
        zip(
            model.acts,
            model.probabilities(("le", "voilier", "quitte", "la", "rade")),
            strict=False,
        )
    )

    assert chances["boats"] > 3 * chances["fruit"]


def test_foreign_words_belong_to_no_act(model: CompiledModel) -> None:
    assert found("quantum mechanics lecture notes", acts(), model) == {"unclear"}


def test_probabilities_of_a_piece_sum_to_one(model: CompiledModel) -> None:
    assert abs(model.probabilities(("une", "pomme")).sum() - 1.0) < 0.001


def test_a_counter_example_is_not_of_its_act() -> None:
    sentence = "le canot longe la pomme rouge"
    with_it = acts(sentence)
    without = Acts(
        acts=(
            with_it.acts[0].model_copy(update={"counter_examples": (sentence,)}),
            *with_it.acts[1:],
        ),
        background=OTHER,
    )

    assert "fruit" in found(sentence, with_it)
    assert "fruit" not in found(sentence, without)


def test_a_pattern_decides_against_the_examples(model: CompiledModel) -> None:
    content = acts(patterns=("voilier",))

    assert "fruit" in found("le voilier quitte le port", content, model)


def test_a_pattern_that_forbids_wins(model: CompiledModel) -> None:
    content = acts(never=("pomme",))

    assert "fruit" not in found("je mange une pomme rouge", content, model)


def test_a_model_survives_its_bytes(model: CompiledModel) -> None:
    again = CompiledModel.from_bytes(model.to_bytes())

    words = ("une", "barque", "verte")
    assert again.probabilities(words).tolist() == model.probabilities(words).tolist()
    assert (again.thresholds, again.examples) == (model.thresholds, model.examples)


@pytest.mark.parametrize("damage", [b"", b"PK", b"\x00" * 100])
def test_bytes_that_are_no_model_are_refused(damage: bytes) -> None:
    with pytest.raises(CorruptModelError):
        CompiledModel.from_bytes(damage)


def test_half_a_model_is_refused(model: CompiledModel) -> None:
    data = model.to_bytes()

    with pytest.raises(CorruptModelError):
        CompiledModel.from_bytes(data[: len(data) // 2])


def test_the_same_content_has_the_same_key_and_other_content_another() -> None:
    key = model_key(LANGUAGE, acts(), WORDS)

    assert key == model_key(LANGUAGE, acts(), WORDS)
    assert key != model_key(LANGUAGE, acts("vous épluchez un kiwi"), WORDS)


def test_training_twice_gives_the_same_model() -> None:
    first, second = (model_for(LANGUAGE, acts(), WORDS) for _ in range(2))

    assert first.to_bytes() == second.to_bytes()


def test_a_stored_model_is_used_again(tmp_path: Path) -> None:
    store = ModelCache(tmp_path / "models")
    first = model_for(LANGUAGE, acts(), WORDS, store=store)
    (file,) = (tmp_path / "models").iterdir()
    written = file.stat().st_mtime_ns

    again = model_for(LANGUAGE, acts(), WORDS, store=store)

    assert again.to_bytes() == first.to_bytes()
    assert file.stat().st_mtime_ns == written


def test_a_damaged_model_is_made_anew(tmp_path: Path) -> None:
    store = ModelCache(tmp_path)
    good = model_for(LANGUAGE, acts(), WORDS, store=store).to_bytes()
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"spoiled")

    again = model_for(LANGUAGE, acts(), WORDS, store=store)

    assert again.to_bytes() == good
    assert file.read_bytes() == good


def test_old_models_are_forgotten(tmp_path: Path) -> None:
    store = ModelCache(tmp_path)
    for number in range(20):
        store.write(f"key{number}", b"x")

    assert len(list(tmp_path.iterdir())) < 20
    assert store.read("key19") == b"x"


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    store = ModelCache(in_the_way / "models")

    store.write("key", b"x")

    assert store.read("key") is None


def test_an_act_of_one_scenario_is_learnt_beside_the_others() -> None:
    extra = Act(
        id="hats",
        label="h",
        label_en="h",
        examples=("il porte un chapeau noir", "elle noue son foulard", "tu mets une casquette"),
    )
    lexicon = compile_lexicon(LANGUAGE, acts(), WORDS, extra_acts=(extra,))

    assert understand("Elle noue son foulard", lexicon, Context(today=DAY)).acts == {"hats"}
