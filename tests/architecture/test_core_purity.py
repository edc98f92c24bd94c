"""The core reads no clock, rolls no dice of its own, opens nothing and prints nothing."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.places import PACKAGE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORE = ("text", "understanding", "engine", "scoring", "session")

BUILTINS = {"open", "print", "input", "exec", "eval", "breakpoint"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
MODULES = {"time", "random", "secrets", "uuid", "os", "shutil", "subprocess", "socket", "logging"}
FILE_METHODS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}
ALLOWED = {"random.Random"}
"""A generator that was seeded by the caller is the one way to chance."""


def core_modules() -> list[Path]:
    modules = [PACKAGE / f"{room}.py" for room in CORE]
    for room in CORE:
        modules += sorted((PACKAGE / room).rglob("*.py"))
    return [module for module in modules if module.exists()]


def impurities(source: str) -> Iterator[str]:
    """Name each use of the outer world in a module's source, with its line."""
    tree = ast.parse(source)
    typing_only = {
        id(inner)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for inner in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) not in typing_only:
            yield from (f"line {line}: {use}" for line, use in _uses(node))


def _uses(node: ast.AST) -> Iterator[tuple[int, str]]:
    match node:
        case ast.ImportFrom(module=str(module), names=names):
            for name in names:
                if module in MODULES and f"{module}.{name.name}" not in ALLOWED:
                    yield node.lineno, f"from {module} import {name.name}"
        case ast.Call(func=ast.Name(id=name)) if name in BUILTINS:
            yield node.lineno, name
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in MODULES:
            if f"{module}.{name}" not in ALLOWED:
                yield node.lineno, f"{module}.{name}"
        case ast.Call(func=ast.Attribute(value=owner, attr=name)):
            dotted = f"{ast.unparse(owner).rpartition('.')[2]}.{name}"
            if dotted in CLOCKS or name in FILE_METHODS:
                yield node.lineno, dotted
        case _:
            pass


@pytest.mark.parametrize("module", core_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_touches_nothing_outside(module: Path) -> None:
    assert list(impurities(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "print('x')",
        "open('x')",
        "datetime.now()",
        "dt.datetime.now(dt.UTC)",
        "date.today()",
        "time.monotonic()",
        "random.choice([1])",
        "from random import shuffle",
        "from time import sleep",
        "Path('x').read_text()",
        "os.environ['X']",
    ],
)
def test_each_use_of_the_outer_world_is_seen(line: str) -> None:
    assert list(impurities(line)) != []


def test_a_seeded_generator_and_a_type_are_no_use_of_the_outer_world() -> None:
    source = (
        "from random import Random\n"
        "import random\n"
        "if TYPE_CHECKING:\n"
        "    from random import SystemRandom\n"
        "rng = random.Random(7)\n"
        "rng.choice([1, 2])\n"
    )

    assert list(impurities(source)) == []
