"""Patterns of authors that cannot be read, wherever they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from callcoach.authoring.lint.pattern_words import in_our_words
from callcoach.authoring.lint.places import inside
from callcoach.authoring.lint.rule import Fault, Page, Rule
from callcoach.authoring.lint.vocabulary import NEEDED_LISTS
from callcoach.authoring.lint.walk import conditions, owners
from callcoach.content.messages import Bilingual, Message
from callcoach.content.suggest import suggest
from callcoach.understanding.detectors import patterns_in
from callcoach.understanding.pattern_syntax import PLACEHOLDERS
from callcoach.understanding.patterns import PatternError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from callcoach.authoring.lint.material import Entry, Material
    from callcoach.content.language import Act, Language
    from callcoach.content.problems import Loc
    from callcoach.content.scenario import Replies
    from callcoach.content.source import Source

Written = tuple["Source", "Loc", str]
"""A pattern and where it stands."""

_NO_LIST = re.compile(r"there is no word list @(\w*)")
_NO_PLACEHOLDER = re.compile(r"\{(.*)\} is not known")
_ACT_FIELDS = (
    "patterns",
    "question_patterns",
    "reply_patterns",
    "never",
    "never_replying",
    "after",
)


def _written(material: Material) -> Iterator[Written]:
    """Yield every pattern of the content."""
    for owner in owners(material):
        for path, text in patterns_in(owner.owner):
            yield owner.source, (*owner.loc, *path), text
    yield from _of_acts(material)
    if material.language is not None:
        yield from _of_language(material.language)
    for placed in conditions(material):
        for index, text in enumerate(placed.condition.mentions):
            yield placed.source, (*placed.loc, "mentions", index), text
    yield from _of_scenarios(material)
    if material.replies is not None:
        yield from _of_replies(material.replies)


def _of_acts(material: Material) -> Iterator[Written]:
    if material.acts is not None:
        yield from _of_some_acts(material.acts.source, material.acts.model.acts)
    for scenario in material.scenarios:
        yield from _of_some_acts(scenario.source, scenario.model.acts)


def _of_some_acts(source: Source, acts: Iterable[Act]) -> Iterator[Written]:
    for index, act in enumerate(acts):
        for name in _ACT_FIELDS:
            for place, text in enumerate(getattr(act, name)):
                yield source, ("acts", index, name, place), text


def _of_scenarios(material: Material) -> Iterator[Written]:
    for scenario in material.scenarios:
        for index, fact in enumerate(scenario.model.situation.facts):
            for place, text in enumerate(fact.keywords):
                loc: Loc = ("situation", "facts", index, "keywords", place)
                yield scenario.source, loc, text
        for index, objection in enumerate(scenario.model.situation.objections):
            for way, route in enumerate(objection.handled_by):
                for place, text in enumerate(route.about):
                    loc = ("situation", "objections", index, "handled_by", way, "about", place)
                    yield scenario.source, loc, text


def _of_replies(replies: Entry[Replies]) -> Iterator[Written]:
    for index, rule in enumerate(replies.model.contradictions):
        for name, texts in (("first", rule.first), ("then", rule.then)):
            for place, text in enumerate(texts):
                yield replies.source, ("contradictions", index, name, place), text


def _of_language(language: Entry[Language]) -> Iterator[Written]:
    model, source = language.model, language.source
    groups: dict[Loc, tuple[str, ...]] = {
        ("frame", name): getattr(model.frame, name)
        for name in type(model.frame).model_fields
        if name != "actors"
    }
    groups |= {("frame", "actors", name): texts for name, texts in model.frame.actors.items()}
    groups |= {("lists", name): texts for name, texts in model.lists.items()}
    elements = model.identity_elements.items()
    groups |= {("identity_elements", name): texts for name, texts in elements}
    for loc, texts in groups.items():
        for index, text in enumerate(texts):
            yield source, (*loc, index), text


def _errors(material: Material) -> Iterator[tuple[Written, PatternError]]:
    """Yield the patterns that cannot be read; all is well while the word lists are not known."""
    if material.language is None:
        return
    for written in _written(material):
        try:
            material.compiler.compile(written[2])
        except PatternError as error:
            yield written, error


def _unreadable(material: Material) -> Iterator[Fault]:
    for (source, loc, text), error in _errors(material):
        if _NO_LIST.fullmatch(error.message) is not None:
            continue
        reason, fields = in_our_words(error.message)
        at = inside(source, loc, text, error.offset)
        advice = None
        if _NO_PLACEHOLDER.match(error.message) is not None:
            advice, more = suggest(str(fields["name"]), PLACEHOLDERS)
            fields |= more
        yield Fault(source, loc, {"reason": reason, **fields}, advice, position=at)


def _no_list(material: Material) -> Iterator[Fault]:
    lists: Mapping[str, object] = (
        material.language.model.lists if material.language is not None else {}
    )
    for (source, loc, text), error in _errors(material):
        found = _NO_LIST.fullmatch(error.message)
        if found is not None:
            advice, fields = suggest(found[1], sorted(lists))
            at = inside(source, loc, text, error.offset)
            yield Fault(source, loc, {"name": found[1], **fields}, advice, position=at)


def _needed_lists(material: Material) -> Iterator[Fault]:
    if material.language is None:
        return
    lists = material.language.model.lists
    for name in NEEDED_LISTS:
        if not lists.get(name):
            yield Fault(material.language.source, ("lists",), {"name": name}, at_key=True)


RULES = (
    Rule(
        "P001",
        Message(
            Bilingual("motif illisible : {reason}", "this pattern cannot be read: {reason}"),
            Bilingual(
                "mots, mot*, (a|b), ?(…), …, @liste, {{money}}, ^ et $",
                "words, word*, (a|b), ?(…), …, @list, {{money}}, ^ and $",
            ),
        ),
        Page(
            Bilingual(
                "Un motif est fait de mots et de quelques signes : mot*, a|b, (a|b c), ?(…), "
                "..., ...., @liste, {money}, ^, $.",
                "A pattern is words and a few signs: word*, a|b, (a|b c), ?(…), ..., ...., @list, "
                "{money}, ^, $.",
            ),
            Bilingual(
                "Un seul motif illisible empêche tout appel.",
                "A single pattern that cannot be read prevents every call.",
            ),
            'pattern: "(saisir|prendre vos meubles"',
            'pattern: "(saisir|prendre) vos meubles"',
        ),
        _unreadable,
    ),
    Rule(
        "P002",
        Message(Bilingual("aucune liste de mots « @{name} »", "there is no word list '@{name}'")),
        Page(
            Bilingual(
                "« @nom » désigne une liste de mots de language.yaml.",
                "'@name' stands for a word list of language.yaml.",
            ),
            Bilingual(
                "Un seul motif illisible empêche tout appel.",
                "A single pattern that cannot be read prevents every call.",
            ),
            'pattern: "@bailif ... vos meubles"',
            'pattern: "@bailiff ... vos meubles"',
        ),
        _no_list,
    ),
    Rule(
        "P003",
        Message(
            Bilingual(
                "il manque la liste de mots « {name} »", "the word list '{name}' is missing"
            ),
            Bilingual("ajoutez-la à « lists »", "add it under 'lists'"),
        ),
        Page(
            Bilingual(
                "Le programme cherche lui-même quelques listes de mots pour noter un appel et "
                "son compte rendu.",
                "The program itself looks some word lists up to mark a call and its record.",
            ),
            Bilingual(
                "Sans elles un compte rendu ne peut pas être noté.",
                "Without them a call record cannot be marked.",
            ),
            "lists: {}",
            "lists:\n  health_detail: [cancer, traitement, hopital]\n  …",
        ),
        _needed_lists,
    ),
)
