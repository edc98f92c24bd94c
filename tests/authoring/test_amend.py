"""Adding to a YAML file: what was there stays, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from callcoach.authoring.acceptance import write_amendment
from callcoach.authoring.amend import AmendError, with_item
from callcoach.authoring.verdicts import Amendment
from callcoach.content.library import Roots
from callcoach.errors import CallCoachError
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FILE = """\
# Passports.
passports:
  - id: irony   # in tone, not in words
    find:
      - {say: "Bravo !", why: 'plain'}
      - say: "Quelle surprise…"
        phase: diagnosis
      # what follows is sincere

    leave:
      - say: >-
          C'est une bonne
          nouvelle.
  # the next one is new
  - id: empty
    find: []
    leave: [{say: "Non."}]
"""
LEAVE = ("passports", ("id", "irony"), "leave")
FIND = ("passports", ("id", "irony"), "find")


def added(before: str, after: str) -> list[str]:
    """Return the lines that are new, once it is sure that all others stayed, in order."""
    new, old = after.splitlines(keepends=True), before.splitlines(keepends=True)
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    count = len(new) - len(old)
    assert new[:at] + new[at + count :] == old
    return new[at : at + count]


def test_an_item_comes_after_the_last_one_and_before_the_comment_that_follows() -> None:
    after = with_item(FILE, FIND, {"say": "Ah oui : bien sûr.", "facts": {"n": True}})
    assert added(FILE, after) == [
        '      - say: "Ah oui : bien sûr."\n',
        "        facts: {n: true}\n",
    ]
    assert after.index("Ah oui") < after.index("# what follows")


def test_an_item_comes_after_a_text_of_several_lines() -> None:
    after = with_item(FILE, LEAVE, {"say": "Oui."})
    assert after.index("nouvelle.") < after.index('"Oui."') < after.index("# the next one")


@pytest.mark.parametrize("key", ["find", "leave"])
def test_a_list_on_one_line_is_left_to_its_author(key: str) -> None:
    with pytest.raises(AmendError, match="one line"):
        with_item(FILE, ("passports", ("id", "empty"), key), {"say": "Oui."})


def test_a_place_that_is_not_there_is_told() -> None:
    with pytest.raises(AmendError):
        with_item(FILE, ("passports", ("id", "nobody"), "find"), "Oui.")


def test_a_list_that_is_not_there_is_begun() -> None:
    before = 'acts:\n  - id: greet\n    examples:\n      - "Bonjour."\n  - id: thank\n'
    after = with_item(before, ("acts", ("id", "greet"), "counter_examples"), "Au revoir.")
    assert added(before, after) == ["    counter_examples:\n", '      - "Au revoir."\n']


@pytest.mark.parametrize("last", ["\n", ""], ids=["ended", "not ended"])
def test_line_ends_and_the_mark_of_a_windows_editor_stay(last: str) -> None:
    before = "\ufeff" + f'a:\n  - "un"\n  - "deux"{last}'.replace("\n", "\r\n")
    after = with_item(before, ("a",), "trois")
    assert after == "\ufeff" + f'a:\n  - "un"\n  - "deux"\n  - "trois"{last}'.replace("\n", "\r\n")


spoken = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1
).filter(lambda text: text.strip() and "\ufeff" not in text)
margins = st.sampled_from(["", "\n", "# dit ainsi\n", "  # plus loin\n\n"])


@given(
    sayings=st.lists(st.tuples(spoken, margins), min_size=1, max_size=5),
    item=spoken,
    indent=st.sampled_from(["", "  "]),
)
def test_whatever_is_written_an_edit_only_adds_lines(
    sayings: list[tuple[str, str]], item: str, indent: str
) -> None:
    def quoted(text: str) -> str:
        return yaml.safe_dump(text, default_style='"', width=100_000, allow_unicode=True).strip()

    body = "".join(f"{indent}- {quoted(text)}\n{margin}" for text, margin in sayings)
    before = f"list:\n{body}other: 1 # the end\n"
    after = with_item(before, ("list",), item)
    added(before, after)
    read = yaml.safe_load(after)
    assert read == {"list": [*(text for text, _ in sayings), item], "other": 1}


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("rubrics/fr/deontology.test.yaml", ("passports", ("id", "no_harassment"), "leave")),
        ("rubrics/fr/techniques.test.yaml", ("passports", ("id", "reformulation"), "find")),
        ("dialogues/fr/acts.yaml", ("acts", ("id", "greet"), "examples")),
    ],
)
def test_the_shipped_files_can_be_added_to(file: str, place: tuple[str, ...]) -> None:
    before = (ROOT / file).read_text(encoding="utf-8")
    assert len(added(before, with_item(before, place, "Une phrase : bien à nous."))) == 1


def test_content_inside_the_program_is_not_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import callcoach

    monkeypatch.setattr(callcoach, "__file__", str(tmp_path / "callcoach" / "__init__.py"))
    inside = tmp_path / "callcoach" / "_shipped"
    file = inside / "rubrics" / "fr" / "techniques.test.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(FILE, encoding="utf-8")
    roots = Roots(inside / "dialogues", inside / "rubrics")
    with pytest.raises(CallCoachError) as refused:
        write_amendment(Amendment("rubrics", file.name, LEAVE, {"say": "Oui."}), roots, "fr")
    assert "--content" in str(refused.value.hint)
    assert file.read_text(encoding="utf-8") == FILE
