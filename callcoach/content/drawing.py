"""One rehearsal's file, drawn from what an author allows to vary: pure, by seed alone.

A drawn file is a function of scenario, persona's gauges and seed; the header of an attempt keeps
the seed, so resume, replay and verification see the same file. Each value has a chance of its own,
named by its path: to let one more thing vary changes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from callcoach.content.base import ContentModel
from callcoach.content.case_slots import case_figures, case_slots
from callcoach.content.chance import Chance
from callcoach.content.persona import Gauges
from callcoach.content.wording import fill_known, said_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callcoach.content.chance import OtherPerson, Spread
    from callcoach.content.dossier import Person
    from callcoach.content.scenario import Scenario

Pick = Callable[[str, int], int]
"""Takes a name and how many ways there are; returns one, from 0."""

LOWEST: Pick = lambda _, __: 0  # noqa: E731 - two choices that need no more than a name
HIGHEST: Pick = lambda _, ways: ways - 1  # noqa: E731
"""The choices at the bounds of all that is drawn."""

_DAY = re.compile(r"\{(\d{4}-\d{2}-\d{2})\}")
M = TypeVar("M", bound=ContentModel)


def by_seed(scenario_id: str, seed: int) -> Pick:
    """Return the choices of a seed."""
    return lambda name, ways: Random(f"{seed}/{scenario_id}/{name}").randrange(ways)


def as_written(scenario: Scenario) -> Scenario:
    """Return a scenario with its own values, its texts filled in."""
    return _told(_with_figures(scenario), 0)


def drawn(scenario: Scenario, gauges: Gauges, pick: Pick) -> Scenario:
    """Return a scenario with other values, its texts filled in.

    Args:
        scenario: as it was read.
        gauges: the persona's, unless the scenario has its own.
        pick: what chooses, as ``by_seed``.
    """
    chance = scenario.chance
    changed = scenario
    for path, texts in chance.texts.items():
        changed = put(changed, path, _one_of((at(scenario, path), *texts), pick, path))
    for path, spread in chance.figures.items():
        changed = put(changed, path, _figure(spread, pick(path, ways(spread))))
    changed = _other_people(changed, pick)
    days = 0
    if chance.days is not None:
        first, last = chance.days
        days = first + pick("days", max(1, last - first + 1))
        changed = changed.model_copy(update={"dossier": _moved(changed.dossier, days)})
    if chance.any_order:
        order = _shuffled(changed.situation.objections, pick)
        changed = put(changed, "situation.objections", order)
    start = _about(scenario.gauges or gauges, chance.gauges, pick)
    changed = changed.model_copy(update={"gauges": start})
    return _told(_with_figures(_added_up(changed, scenario)), days)


def ways(spread: Spread) -> int:
    """Return how many values a spread has."""
    return max(1, int((spread.to - spread.from_) / spread.step) + 1)


def at(model: object, path: str) -> Any:
    """Return the value at a path, None when there is nothing."""
    for part in path.split("."):
        model = _inside(model, part)
    return model


def put(model: M, path: str, value: object) -> M:
    """Return a model with another value at a path; one that leads nowhere changes nothing.

    A figure in the place of a whole number becomes one.
    """
    before = at(model, path)
    if before is None:
        return model
    if isinstance(before, int) and isinstance(value, Decimal):
        value = int(value)
    changed: M = _put(model, path.split("."), value)
    return changed


def _inside(model: object, part: str) -> object:
    if isinstance(model, ContentModel):
        return getattr(model, part, None) if part in type(model).model_fields else None
    if isinstance(model, dict):
        return model.get(part)
    if isinstance(model, tuple) and part.isdecimal() and int(part) < len(model):
        return model[int(part)]
    return None


def _put(model: Any, parts: Sequence[str], value: object) -> Any:
    if not parts:
        return value
    part, rest = parts[0], parts[1:]
    inner = _put(_inside(model, part), rest, value)
    if isinstance(model, ContentModel):
        return model.model_copy(update={part: inner})
    if isinstance(model, dict):
        return {**model, part: inner}
    return (*model[: int(part)], inner, *model[int(part) + 1 :])


def _figure(spread: Spread, index: int) -> Decimal:
    return spread.from_ + index * spread.step


def _one_of(values: Sequence[object], pick: Pick, name: str) -> object:
    return values[pick(name, len(values))]


def _other_people(scenario: Scenario, pick: Pick) -> Scenario:
    chance = scenario.chance
    debtor = _person(scenario.dossier.debtor, chance.debtor, pick, "debtor")
    changed = put(scenario, "dossier.debtor", debtor)
    third = scenario.situation.third_party
    if third is not None and chance.third_party:
        other = _person(third, chance.third_party, pick, "third_party")
        changed = put(changed, "situation.third_party", other)
    return changed


def _person(person: Person, others: Sequence[OtherPerson], pick: Pick, name: str) -> Person:
    index = pick(name, len(others) + 1)
    if index == 0:
        return person
    written = others[index - 1]
    return person.model_copy(update={n: getattr(written, n) for n in written.model_fields_set})


def _moved(model: Any, days: int) -> Any:
    """Return a file with its dates moved; people keep their dates of birth."""

    def move(name: str, value: object) -> object:
        if isinstance(value, date) and name != "date_of_birth":
            return value + timedelta(days=days)
        return value

    return _mapped(model, move)


def _shuffled(items: tuple[M, ...], pick: Pick) -> tuple[M, ...]:
    left = list(items)
    order: list[M] = []
    while left:
        order.append(left.pop(pick(f"order.{len(order)}", len(left))))
    return tuple(order)


def _about(gauges: Gauges, by: int, pick: Pick) -> Gauges:
    if not by:
        return gauges
    values = {
        name: min(100, max(0, getattr(gauges, name) - by + pick(f"gauges.{name}", 2 * by + 1)))
        for name in Gauges.model_fields
    }
    return Gauges(**values)


def _added_up(changed: Scenario, written: Scenario) -> Scenario:
    """Return a drawn scenario in which what follows from the drawn figures follows."""
    dossier = changed.dossier
    amounts = [invoice.amount for invoice in dossier.invoices]
    if amounts != [invoice.amount for invoice in written.dossier.invoices]:
        changed = put(changed, "dossier.breakdown.principal", sum(amounts, Decimal(0)))
    parts = changed.dossier.breakdown
    if parts != written.dossier.breakdown:
        total = parts.principal + parts.interest + parts.accessories
        changed = put(changed, "dossier.balance", total)
    most, budget = written.target.max_instalment, changed.situation.budget
    before = written.situation.budget
    if most is not None and budget is not None and before is not None and before.capacity:
        scaled = most * budget.capacity // before.capacity
        changed = put(changed, "target.max_instalment", scaled)
    return changed


def _with_figures(scenario: Scenario) -> Scenario:
    """Return a scenario whose facts hold the figures that they are said to be."""
    figures = case_figures(scenario)
    facts = tuple(
        fact.model_copy(update={"figure": figures[fact.figure_of]})
        if fact.figure_of in figures
        else fact
        for fact in scenario.situation.facts
    )
    return put(scenario, "situation.facts", facts)


def _told(scenario: Scenario, days: int) -> Scenario:
    """Return a scenario with the slots of its texts filled, as far as the file fills them.

    A date of the file in braces, ``{2026-10-05}``, is moved with the others and said.
    """
    slots: Mapping[str, str] = case_slots(scenario)
    language = scenario.language

    def say(match: re.Match[str]) -> str:
        return said_day(date.fromisoformat(match[1]) + timedelta(days=days), language)

    def told(_: str, value: object) -> object:
        if isinstance(value, str) and "{" in value:
            return fill_known(_DAY.sub(say, value), slots)
        return value

    filled: Scenario = _mapped(scenario, told)
    return filled


def _mapped(value: Any, change: Callable[[str, object], object], name: str = "") -> Any:
    """Return a value with each of its leaves changed; what stays the same is not copied."""
    if isinstance(value, str | Decimal | date):
        return change(name, value)
    if isinstance(value, Chance):
        return value
    if isinstance(value, ContentModel):
        # Defaults hold nothing that could change, so only what was written is looked at.
        written = ((n, getattr(value, n)) for n in value.model_fields_set)
        both = ((n, v, _mapped(v, change, n)) for n, v in written)
        update = {n: after for n, before, after in both if after is not before}
        return value.model_copy(update=update) if update else value
    if isinstance(value, dict):
        new = {key: _mapped(v, change, name) for key, v in value.items()}
        return new if any(new[k] is not value[k] for k in new) else value
    if isinstance(value, tuple):
        items = tuple(_mapped(v, change, name) for v in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    return change(name, value)
