"""`callcoach explain`: why one sentence is understood as it is."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.cli.understand import context_of, day_of_call
from callcoach.cli.workspace import CONTENT_LANGUAGE, open_studio
from callcoach.i18n import N_, _
from callcoach.report.words import TIERS, word
from callcoach.understanding import explain
from callcoach.understanding.utterance import LabelKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callcoach.understanding import Explanation, Frame, Label, PieceExplained


_NO_REASON = frozenset({"the line before is another"})
"""Objections that say nothing about the sentence itself."""


@click.command(help=N_("Tell why a sentence is understood as it is."))
@click.argument("sentence")
@click.option("--previous", default="", help=N_("The line heard just before."))
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="NAME=VALUE",
    help=N_("A fact of the case, such as enforceable_title=no; may be repeated."),
)
@click.option("--lang", "language", default=CONTENT_LANGUAGE, help=N_("Language of the sentence."))
@click.option("--now", metavar="DATE", help=N_("The day of the call; today if not given."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one object."),
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder that holds 'dialogues' and 'rubrics'."),
)
def command(  # one parameter an option
    *,
    sentence: str,
    previous: str,
    facts: tuple[str, ...],
    language: str,
    now: str | None,
    form: str,
    content: Path | None,
) -> None:
    """Explain one sentence."""
    lexicon = open_studio(content, language).lexicon
    item = {"previous": previous, "facts": dict(_pair(fact) for fact in facts)}
    explained = explain(sentence, lexicon, context_of(item, lexicon, day_of_call(now)))
    if form == "json":
        sys.stdout.write(json.dumps(as_json(explained), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("\n".join(_text(explained)) + "\n")


def _pair(fact: str) -> tuple[str, str]:
    name, equals, value = fact.partition("=")
    if not equals or not name.strip():
        raise click.BadParameter(
            _("write it so: {example}").format(example="enforceable_title=no"), param_hint="--fact"
        )
    return name.strip(), value.strip()


def as_json(explained: Explanation) -> dict[str, Any]:
    """Return the explanation as plain JSON data."""
    return {
        "text": explained.raw,
        "repairs": [
            {"typed": repair.typed, "read_as": " ".join(repair.read_as)}
            for repair in explained.repairs
        ],
        "clauses": [
            {
                "span": [clause.span.start, clause.span.end],
                "words": clause.text,
                "frame": _frame(clause.frame),
            }
            for clause in explained.segments
        ],
        "entities": [entity.to_json() for entity in explained.entities],
        "candidates": [_piece(piece) for piece in explained.pieces],
        "tier": explained.tier,
        "thresholds": {
            "accept": explained.thresholds.accept,
            "likely": explained.thresholds.likely,
            "sure": explained.thresholds.sure,
        },
        "labels": [label.to_json() for label in explained.labels],
        "vetoes": [
            {"id": veto.id, "quote": veto.quote, "reason": veto.reason}
            for veto in explained.vetoes
        ],
    }


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "negated": frame.negated,
        "modality": frame.modality.value,
        "question": frame.question,
        "reported": frame.reported,
        "corrected": frame.corrected,
        "actor": frame.actor,
    }


def _piece(piece: PieceExplained) -> dict[str, Any]:
    return {
        "quote": piece.quote,
        "clauses": [piece.first, piece.end],
        "acts": [
            {
                "id": candidate.act,
                "probability": candidate.probability,
                "example": candidate.example,
                "similarity": round(candidate.similarity, 3),
            }
            for candidate in piece.candidates
        ],
    }


def _text(explained: Explanation) -> Iterator[str]:
    """Yield the explanation in lines."""
    if explained.repairs:
        yield _("Misspelt words")
        for repair in explained.repairs:
            yield f"  {repair.typed} → {' '.join(repair.read_as)}"
    yield _("Clauses")
    for clause in explained.segments:
        yield f"  {clause.index + 1}. {clause.text}  [{_frame_words(clause.frame)}]"
    if explained.entities:
        yield _("Sums, days, plans")
        for entity in explained.entities:
            yield f"  {entity.kind}: {explained.raw[entity.span.start : entity.span.end]}"
    yield from _found(explained)
    yield from _suggested(explained)


def _found(explained: Explanation) -> Iterator[str]:
    yield _("Understood")
    for label in explained.labels:
        yield from _label(label)
    if not any(label.kind is LabelKind.ACT for label in explained.labels):
        yield "  " + _("no act: nothing is like enough")
    nearly = {veto.id: veto for veto in explained.vetoes if veto.reason not in _NO_REASON}
    if nearly:
        yield _("Nearly")
        for veto in nearly.values():
            yield f"  {veto.id} « {veto.quote} »: {veto.reason}"


def _suggested(explained: Explanation) -> Iterator[str]:
    yield _("What the examples suggest by {tier} (an act is given from {threshold:.0%})").format(
        tier=word(TIERS, explained.tier), threshold=explained.thresholds.likely
    )
    for piece in explained.pieces:
        yield f"  « {piece.quote} »"
        for candidate in piece.candidates:
            act = candidate.act or _("no act")
            like = f" ≈ {candidate.example} ({candidate.similarity:.0%})"
            yield f"    {candidate.probability:4.0%} {act}{like if candidate.example else ''}"


def _frame_words(frame: Frame) -> str:
    states = {
        _("negated"): frame.negated,
        _("question"): frame.question,
        _("reported"): frame.reported,
        _("corrected"): frame.corrected,
    }
    words = [frame.modality.value, *(word for word, holds in states.items() if holds)]
    return ", ".join([*words, *([frame.actor] if frame.actor else [])])


def _label(label: Label) -> Iterator[str]:
    evidence = label.evidence
    yield (
        f"  {label.kind.value} {label.id} « {evidence.quote} »"
        f" ({evidence.confidence.value}, {evidence.similarity:.2f})"
    )
    yield f"      {evidence.source}"
    if evidence.runner_up:
        yield "      " + _("next: {other}").format(other=evidence.runner_up)
