"""Whatever an author does to a file, the linter answers with problems at places that exist."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from callcoach.authoring.beside import read_beside
from callcoach.authoring.lint import lint
from callcoach.content.source import split_lines
from tests.authoring.content import BASE, library_at

FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yaml"))
WORDS = ("[]", "{}", "~", "0", "-1", "x", '"{x}"', "[x]", "{x: y}", '""', "true", "2026-01-01")


@st.composite
def spoilt_lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a file and its lines, some lost, said twice or with another value."""
    name = draw(st.sampled_from(FILES))
    lines = list((BASE / name).read_text(encoding="utf-8").splitlines())
    for _ in range(draw(st.integers(1, 3))):
        index = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(("lose", "repeat", "value", "swap")))
        if change == "lose" and len(lines) > 1:
            del lines[index]
        elif change == "repeat":
            lines.insert(index, lines[index])
        elif change == "value" and ": " in lines[index]:
            key = lines[index].partition(": ")[0]
            lines[index] = f"{key}: {draw(st.sampled_from(WORDS))}"
        elif change == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[index], lines[other] = lines[other], lines[index]
    return name, lines


@settings(max_examples=150)
@given(spoilt_lines())
def test_a_spoilt_file_never_stops_the_linter(spoilt: tuple[str, list[str]]) -> None:
    name, lines = spoilt
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(BASE, Path(folder) / "content"))
        (content / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        library = library_at(content)
        problems = lint(library, read_beside(library, date(2026, 11, 12)))
        for problem in problems:
            text = split_lines((content / problem.path).read_bytes())
            assert 1 <= problem.line <= len(text)
            assert 1 <= problem.column <= len(text[problem.line - 1]) + 1
            assert problem.message("fr")
            assert problem.message("en")
