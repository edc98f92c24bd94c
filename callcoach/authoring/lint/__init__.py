"""The linter: every fault of content that can be known without playing it.

What reading finds (codes Y and M) comes from the library; the rules here look at what could be
read. Nothing in this package prints or opens a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.authoring.beside import Beside
from callcoach.authoring.lint.material import Material
from callcoach.authoring.lint.registry import PAGES, RULES
from callcoach.authoring.lint.rule import Page, Rule
from callcoach.content.problems import Problems

if TYPE_CHECKING:
    from callcoach.content.library import Library
    from callcoach.content.problems import Problem

__all__ = ["PAGES", "RULES", "Page", "Rule", "lint"]


def lint(library: Library, beside: Beside | None = None) -> tuple[Problem, ...]:
    """Return every problem of a library, by file, line, column and code.

    Args:
        library: The content of one language; what it has not read yet it reads now.
        beside: What lies beside it, as ``callcoach.authoring.beside.read_beside`` found it.
    """
    material = Material.of(library, beside or Beside())
    problems = Problems(library.problems)
    problems.extend(material.beside.problems)
    for rule in RULES.values():
        problems.extend(rule.problems(material))
    return problems.sorted()
