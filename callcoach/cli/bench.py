"""`callcoach bench intents`: the act classifier on anybody's labelled sentences."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from callcoach.cli.labelled import read_labelled
from callcoach.cli.workspace import say
from callcoach.content.sentence_encoder import encoder_wanted
from callcoach.i18n import N_, _
from callcoach.understanding.model_source import with_vectors
from callcoach.understanding.sentences import vectors_of
from callcoach.understanding.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.cli.labelled import Labelled
    from callcoach.understanding import CompiledModel, SentenceEncoder

_SHOWN = 5
"""Pairs of labels that text output names as most confused."""


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How well one label was found."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int
    """Test sentences of this label."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """A label taken for another one."""

    wanted: str
    found: str
    times: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one measurement gave; the scores are shares, 0 to 1."""

    train: int
    """Sentences learnt from."""
    test: int
    """Sentences tried."""
    labels: int
    """Labels learnt."""
    tier: str
    """By which tier of understanding."""
    accuracy: float
    macro_f1: float
    """The mean of F1 over all labels of the test sentences and of the answers."""
    train_seconds: float
    p50_ms: float
    """Time of a sentence, median."""
    p99_ms: float
    """Time of a sentence, 99th percentile."""
    by_label: tuple[LabelScore, ...]
    confusions: tuple[Confusion, ...]
    """Most frequent first."""


@click.command(help=N_("Measure the act classifier on labelled sentences of your own."))
@click.argument("what", type=click.Choice(["intents"]))
@click.option(
    "--train",
    "train_file",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
    help=N_("Sentences to learn from: JSON lines with text and label, or CSV."),
)
@click.option(
    "--test",
    "test_file",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
    help=N_("Sentences to be tried on, in the same form."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("json: one object, with the scores of each label."),
)
def command(*, what: str, train_file: Path, test_file: Path, form: str) -> None:  # noqa: ARG001
    """Learn from one file, try on the other; no content is needed."""
    train_set, test_set = read_labelled(train_file), read_labelled(test_file)
    unknown = sorted({item.label for item in test_set} - {item.label for item in train_set})
    if unknown:
        say(_("Never learnt, so never found: {labels}").format(labels=", ".join(unknown)))
    outcome = measure(train_set, test_set, encoder_wanted())
    sys.stdout.write(_as_json(outcome) if form == "json" else _as_text(outcome))


def measure(
    train_set: Sequence[Labelled],
    test_set: Sequence[Labelled],
    encoder: SentenceEncoder | None = None,
) -> Outcome:
    """Train on one set and score on the other; every sentence gets its likeliest label."""
    labels = tuple(sorted({item.label for item in train_set}))
    begun = time.perf_counter()
    model = _trained(train_set, labels, encoder)
    train_seconds = time.perf_counter() - begun
    _likeliest(test_set[0].text, model, encoder)  # what is derived once is no turn's time
    answers: list[str] = []
    taken: list[float] = []
    for item in test_set:
        begun = time.perf_counter()
        best = _likeliest(item.text, model, encoder)
        taken.append(1000 * (time.perf_counter() - begun))
        answers.append(labels[best])
    pairs = [(item.label, answer) for item, answer in zip(test_set, answers, strict=True)]
    by_label = _by_label(pairs)
    return Outcome(
        train=len(train_set),
        test=len(test_set),
        labels=len(labels),
        accuracy=sum(wanted == found for wanted, found in pairs) / len(pairs),
        tier=model.tier,
        macro_f1=statistics.fmean(score.f1 for score in by_label),
        train_seconds=train_seconds,
        p50_ms=statistics.median(taken),
        p99_ms=sorted(taken)[int(0.99 * (len(taken) - 1))],
        by_label=by_label,
        confusions=_confusions(pairs),
    )


def _likeliest(text: str, model: CompiledModel, encoder: SentenceEncoder | None) -> int:
    """Return the likeliest class but the last, the background, which has no sentence here."""
    vector = None if encoder is None else vectors_of([text], encoder)[0]
    return int(model.probabilities(words_of(text), vector)[:-1].argmax())


def _trained(
    train_set: Sequence[Labelled], labels: Sequence[str], encoder: SentenceEncoder | None
) -> CompiledModel:
    from callcoach.understanding.training import Material, Sample, train  # numpy: only here

    position = {label: index for index, label in enumerate(labels)}
    samples = tuple(
        Sample(item.text, words_of(item.text), (position[item.label],)) for item in train_set
    )
    material = Material("bench", tuple(labels), samples)
    return train(material if encoder is None else with_vectors(material, encoder))


def _by_label(pairs: Sequence[tuple[str, str]]) -> tuple[LabelScore, ...]:
    wanted = Counter(wanted for wanted, found in pairs)
    found = Counter(found for wanted, found in pairs)
    right = Counter(wanted for wanted, found in pairs if wanted == found)
    return tuple(
        LabelScore(
            label,
            precision=right[label] / found[label] if found[label] else 0.0,
            recall=right[label] / wanted[label] if wanted[label] else 0.0,
            f1=2 * right[label] / (wanted[label] + found[label]),
            support=wanted[label],
        )
        for label in sorted({*wanted, *found})
    )


def _confusions(pairs: Sequence[tuple[str, str]]) -> tuple[Confusion, ...]:
    counted = Counter(pair for pair in pairs if pair[0] != pair[1])
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(wanted, found, times) for (wanted, found), times in ordered)


def _as_json(outcome: Outcome) -> str:
    def rounded(value: Any) -> Any:
        return round(value, 4) if isinstance(value, float) else value

    def plain(item: LabelScore | Confusion) -> dict[str, Any]:
        return {name: rounded(value) for name, value in asdict(item).items()}

    data = {name: rounded(getattr(outcome, name)) for name in Outcome.__dataclass_fields__}
    data["by_label"] = [plain(score) for score in outcome.by_label]
    data["confusions"] = [plain(confusion) for confusion in outcome.confusions]
    return json.dumps(data, ensure_ascii=False) + "\n"


def _as_text(outcome: Outcome) -> str:
    lines = [
        _("{train} sentences learnt, {labels} labels, {seconds:.1f} s").format(
            train=outcome.train, labels=outcome.labels, seconds=outcome.train_seconds
        ),
        _("{test} sentences tried").format(test=outcome.test),
        _("accuracy {share:.3f}").format(share=outcome.accuracy),
        _("macro-F1 {share:.3f}").format(share=outcome.macro_f1),
        _("time of a sentence: median {p50:.2f} ms, 99th percentile {p99:.2f} ms").format(
            p50=outcome.p50_ms, p99=outcome.p99_ms
        ),
    ]
    if outcome.confusions:
        lines.append(_("most often confused (wanted → found):"))
    lines += [
        f"  {pair.times} × {pair.wanted} → {pair.found}" for pair in outcome.confusions[:_SHOWN]
    ]
    return "\n".join(lines) + "\n"
