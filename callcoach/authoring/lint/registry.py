"""All rules, by code: a plain table, so that nothing happens at import but its making."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from callcoach.authoring.lint import (
    act_names,
    agreements,
    chance_paths,
    chance_texts,
    cue_lines,
    detectors,
    dossiers,
    draws,
    entity_words,
    examples,
    facts,
    flow,
    graph_names,
    grids,
    identity,
    line_conditions,
    line_names,
    outcomes,
    patterns,
    rubric_words,
    scenario_names,
    scripts,
    thought_kinds,
)
from callcoach.authoring.lint.loader_pages import LOADER_PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.authoring.lint.rule import Page, Rule

_MODULES = (
    scenario_names,
    graph_names,
    line_names,
    act_names,
    rubric_words,
    identity,
    flow,
    facts,
    outcomes,
    line_conditions,
    cue_lines,
    dossiers,
    examples,
    grids,
    detectors,
    patterns,
    entity_words,
    scripts,
    chance_paths,
    chance_texts,
    draws,
    agreements,
    thought_kinds,
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        rule.code: rule
        for rule in sorted(
            (rule for module in _MODULES for rule in module.RULES), key=lambda rule: rule.code
        )
    }
)
"""Code → rule."""

PAGES: Final[Mapping[str, Page]] = MappingProxyType(
    {**{code: rule.page for code, rule in RULES.items()}, **LOADER_PAGES}
)
"""Code → page, for every code that may be shown, those of reading included."""
