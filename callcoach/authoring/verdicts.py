"""An accepted contest as content: which file gets which sentence, with how much of its context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callcoach.authoring.checkup import PASSPORT_DAY
from callcoach.authoring.passports import understand_saying
from callcoach.content.language import Act
from callcoach.content.passport import Saying
from callcoach.content.rubric import Rule
from callcoach.errors import UsageError
from callcoach.i18n import _
from callcoach.session.contesting import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from callcoach.authoring.amend import Step
    from callcoach.content.detector import Clue
    from callcoach.content.rubric import Labelled
    from callcoach.session.studio import Studio

SAID = 3
"""Earlier turns of the agent that a sentence is kept with, where it needs any."""
ACTS = "acts.yaml"
RULES, TECHNIQUES = "deontology.test.yaml", "techniques.test.yaml"


@dataclass(frozen=True)
class Amendment:
    """One item to add to one file."""

    part: str
    """``dialogues`` or ``rubrics``."""
    file: str
    place: tuple[Step, ...]
    item: Mapping[str, Any] | str


def amendment_of(
    studio: Studio, id_: str, wanted: str, because: str, context: Mapping[str, Any]
) -> Amendment:
    """Return what to add for an accepted contest.

    Args:
        studio: the content of now.
        id_: technique, anti-pattern, rule or act.
        wanted: ``find`` or ``leave``.
        because: the trainee's reason.
        context: as ``callcoach.session.contesting.Contest`` keeps it.

    Raises:
        NotFoundError: the content has nothing of that id any more.
        UsageError: the verdict is about a whole call, and no sentence decides it.
    """
    item = named(studio, id_)
    if isinstance(item, Act):
        key = "examples" if wanted == "find" else "counter_examples"
        return Amendment("dialogues", ACTS, ("acts", ("id", id_), key), context["say"])
    finding = context.get("finding")
    if finding is not None and finding.get("how") != "said":
        raise UsageError(
            _("No sentence decides this verdict"),
            _("'{id}' is a duty over the whole call: its passport would not see it.").format(
                id=id_
            ),
            _("Change the rule itself if the trainee is right, or reject the contest."),
        )
    saying = _saying(studio, item, context)
    if wanted == "leave":
        saying["why"] = because
    file = RULES if isinstance(item, Rule) else TECHNIQUES
    return Amendment("rubrics", file, ("passports", ("id", id_), wanted), saying)


def _saying(studio: Studio, item: Labelled, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the turn with as little of its context as leaves what is found in it the same."""
    read = _facts_read(item)
    facts = {name: v for name, v in context["facts"].items() if _writable(v)}
    own = {name: v for name, v in facts.items() if name in read}
    full = _draft(context, facts, context["said"])
    verdict = _found(studio, item.id, full)
    drafts = (
        _draft(context, own, ()),
        _draft(context, own, context["said"][-SAID:]),
        _draft(context, own, context["said"]),
    )
    return next((d for d in drafts if _found(studio, item.id, d) == verdict), full)


def _draft(
    context: Mapping[str, Any], facts: Mapping[str, Any], said: list[str] | tuple[str, ...]
) -> dict[str, Any]:
    draft = {
        "say": context["say"],
        "previous": context["previous"],
        "said": list(said),
        "phase": context["phase"],
        "affect": context["affect"] if context["affect"] != "neutral" else "",
        "facts": dict(facts),
    }
    return {name: value for name, value in draft.items() if value}


def _found(studio: Studio, id_: str, draft: Mapping[str, Any]) -> bool:
    saying = Saying.model_validate(draft)
    heard = understand_saying(studio.lexicon, saying, PASSPORT_DAY)
    return id_ in heard.techniques | heard.anti_patterns | heard.breaches


def _facts_read(item: Labelled) -> frozenset[str]:
    names = set(item.reads) if isinstance(item, Rule) else set()
    for clue in _clues(item):
        names |= clue.facts.keys() | clue.unless_facts.keys()
    return frozenset(names)


def _clues(item: Labelled) -> Iterator[Clue]:
    yield from getattr(getattr(item, "detector", None), "find", ())
    duty = getattr(item, "duty", None)
    if duty is not None:
        yield from (*duty.when, *duty.do, *duty.then_never)


def _writable(value: object) -> bool:
    """Return whether a passport can hold a fact: a figure with cents is none."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str) for each in value)
    return isinstance(value, bool | int | str)
