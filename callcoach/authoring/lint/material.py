"""Everything the rules look at: the models that could be read, each with its file.

What must stay true: a file that could not be read makes the rules that need it keep quiet; a
fault is never reported because of another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast

from callcoach.authoring.beside import Beside
from callcoach.content.base import ContentModel
from callcoach.content.drawing import as_written
from callcoach.content.language import Acts, Language
from callcoach.content.persona import Persona
from callcoach.content.rubric import Amounts, Deontology, Grid, HelpBodies, Techniques
from callcoach.content.scenario import CallGraph, Replies, Scenario
from callcoach.understanding.patterns import PatternCompiler
from callcoach.understanding.tokens import words_of

if TYPE_CHECKING:
    from datetime import date

    from callcoach.content.library import Library, Sourced
    from callcoach.content.passport import Passports
    from callcoach.content.problems import Loc
    from callcoach.content.script import Script
    from callcoach.content.source import Source

M = TypeVar("M", bound=ContentModel)
M_co = TypeVar("M_co", bound=ContentModel, covariant=True)


@dataclass(frozen=True)
class Entry(Generic[M_co]):
    """A model and the file it comes from."""

    model: M_co
    source: Source

    @property
    def file(self) -> PurePosixPath:
        """The file's shown path."""
        return PurePosixPath(self.source.path)


def bare(text: str) -> str:
    """Return the words of a sentence alone, without capitals, accents and punctuation.

    A question mark stays, for it changes what is said; so does a text without a word.
    """
    words = " ".join(words_of(text))
    return f"{words} ?".lstrip() if "?" in text else words or text


class Example(NamedTuple):
    """One example of an act."""

    act: str
    folded: str
    """Its bare words."""
    raw: str
    loc: Loc


@dataclass(frozen=True)
class Material:
    """The content of one language, as far as it could be read."""

    language_id: str
    """The name of the language's folder."""
    files: tuple[Sourced, ...]
    broken: tuple[PurePosixPath, ...]
    """Files with an error of text or model: what they would have held is not known."""
    beside: Beside = field(default_factory=Beside)
    """Scripted calls, passports, and the day of the check."""

    @classmethod
    def of(cls, library: Library, beside: Beside) -> Material:
        """Return what a library holds."""
        library.read_all()
        problems = (*library.problems, *beside.problems)
        broken = dict.fromkeys(p.path for p in problems if p.severity == "error")
        return cls(
            language_id=library.language_id,
            files=tuple(library.sourced.values()),
            broken=tuple(PurePosixPath(path) for path in broken),
            beside=beside,
        )

    @property
    def today(self) -> date | None:
        """The day of the check, when dates to come are to be found."""
        return self.beside.today

    @property
    def entity_words(self) -> Source | None:
        """The file ``entities.yaml``."""
        return self.beside.entity_words

    @property
    def scripts(self) -> tuple[Entry[Script], ...]:
        """All scripted calls."""
        return tuple(Entry(model, source) for model, source in self.beside.scripts)

    @property
    def passports(self) -> tuple[Entry[Passports], ...]:
        """All files of passports."""
        return tuple(Entry(model, source) for model, source in self.beside.passports)

    @cached_property
    def compiler(self) -> PatternCompiler:
        """What compiles the patterns of this language."""
        return PatternCompiler(self.language.model.lists if self.language is not None else {})

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """The examples of all acts, in the order of the file."""
        if self.acts is None:
            return ()
        return tuple(
            Example(act.id, bare(text), text, ("acts", index, "examples", place))
            for index, act in enumerate(self.acts.model.acts)
            for place, text in enumerate(act.examples)
        )

    def all(self, kind: type[M]) -> tuple[Entry[M], ...]:
        """Return the models of one kind, in order of their paths."""
        found = sorted(
            (f for f in self.files if type(f.model) is kind), key=lambda f: f.source.path
        )
        return tuple(Entry(cast("M", f.model), f.source) for f in found)

    def only(self, kind: type[M]) -> Entry[M] | None:
        """Return the model of a kind of which there is one, None when it could not be read."""
        return next(iter(self.all(kind)), None)

    def is_broken(self, folder: str, *, but: str = "") -> bool:
        """Return whether a file whose path holds ``/folder`` could not be read."""
        return any(folder in path.as_posix() and path.name != but for path in self.broken)

    @cached_property
    def language(self) -> Entry[Language] | None:
        """The file ``language.yaml``."""
        return self.only(Language)

    @cached_property
    def acts(self) -> Entry[Acts] | None:
        """The file ``acts.yaml``."""
        return self.only(Acts)

    @cached_property
    def replies(self) -> Entry[Replies] | None:
        """The file ``replies.yaml``."""
        return self.only(Replies)

    @cached_property
    def graphs(self) -> tuple[Entry[CallGraph], ...]:
        """All call graphs."""
        return self.all(CallGraph)

    @cached_property
    def personas(self) -> tuple[Entry[Persona], ...]:
        """All personas."""
        return self.all(Persona)

    @cached_property
    def scenarios(self) -> tuple[Entry[Scenario], ...]:
        """All scenarios, with their own values and their texts filled in."""
        return tuple(Entry(as_written(e.model), e.source) for e in self.templates)

    @cached_property
    def templates(self) -> tuple[Entry[Scenario], ...]:
        """All scenarios as they were read."""
        return self.all(Scenario)

    @cached_property
    def techniques(self) -> Entry[Techniques] | None:
        """The file ``techniques.yaml``."""
        return self.only(Techniques)

    @cached_property
    def deontology(self) -> Entry[Deontology] | None:
        """The file ``deontology.yaml``."""
        return self.only(Deontology)

    @cached_property
    def grid(self) -> Entry[Grid] | None:
        """The file ``grid.yaml``."""
        return self.only(Grid)

    @cached_property
    def help_bodies(self) -> Entry[HelpBodies] | None:
        """The file ``help_bodies.yaml``."""
        return self.only(HelpBodies)

    @cached_property
    def amounts(self) -> Entry[Amounts] | None:
        """The file ``amounts.yaml``."""
        return self.only(Amounts)

    def graph_of(self, scenario: Scenario) -> Entry[CallGraph] | None:
        """Return the graph of a scenario, None when it is unknown."""
        return next((g for g in self.graphs if g.model.id == scenario.graph), None)

    def persona_of(self, scenario: Scenario) -> Entry[Persona] | None:
        """Return the persona of a scenario, None when it is unknown."""
        return next((p for p in self.personas if p.model.id == scenario.persona), None)
