"""Failed scripts and passports as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callcoach.content.problems import printable, render
from callcoach.i18n import N_, _, current_language
from callcoach.report.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from callcoach.authoring.checkup import PassportCheck
    from callcoach.authoring.passports import Misread, Rate
    from callcoach.authoring.scripted import Exchange, Failure, ScriptResult
    from callcoach.content.problems import Problem
    from callcoach.understanding.utterance import Label

_MARGIN = "    "
STANDINGS = {
    "reached": "",
    "few": N_("too few sentences to say much"),
    "advisory": N_("advisory: below the bar, voids no exam"),
    "below": N_("below the bar"),
    "too_modest": N_("reaches the bar: 'advisory: true' can be taken out"),
}
"""How a passport stands, in words."""


def script_text(result: ScriptResult) -> str:
    """Return each failure of a script, after the transcript up to it."""
    lines: list[str] = []
    shown = 0
    for failure in sorted(result.failures, key=lambda failure: failure.after):
        lines += _transcript(result.exchanges[shown : failure.after])
        shown = max(shown, failure.after)
        lines += _failure(failure)
    return "\n".join(lines)


def _transcript(exchanges: Iterable[Exchange]) -> Iterator[str]:
    for exchange in exchanges:
        if exchange.number:
            yield f"{_MARGIN}{exchange.number:>2} > {printable(exchange.said) or '…'}"
            yield f"{_MARGIN}     {_understood(exchange.labels)}"
        yield f"{_MARGIN}   < {printable(exchange.heard)}"


def _understood(labels: Iterable[Label]) -> str:
    """Return what a turn was understood to be: ids, the uncertain ones in brackets."""
    names = dict.fromkeys(
        f"({label.id})" if label.evidence.confidence == "low" else label.id for label in labels
    )
    return "[" + " ".join(names) + "]"


def _failure(failure: Failure) -> Iterator[str]:
    at = f"{failure.path}:{failure.position.line}:{failure.position.column}"
    yield f"{at}: {failure.what}"
    if failure.what == "say":
        yield _MARGIN + _("The call was over already ({reason}).").format(reason=failure.got)
        return
    wanted = printable(failure.wanted)
    if wanted.startswith("!"):
        yield _MARGIN + _("unwanted: {wanted}").format(wanted=wanted[1:])
    else:
        yield _MARGIN + _("wanted: {wanted}").format(wanted=wanted)
    yield _MARGIN + _("got: {got}").format(got=printable(failure.got))


def passport_text(check: PassportCheck) -> str:
    """Return how a passport stands, and what its sentences gave that they should not have."""
    result = check.result
    at = f"{check.path}:{check.position.line}:{check.position.column}"
    lines = [f"{at}: {result.id}{_standing(check)}"]
    rates = _("precision {precision}, recall {recall}, left alone {left}")
    lines.append(
        _MARGIN
        + rates.format(
            precision=rate_text(result.precision),
            recall=rate_text(result.recall),
            left=f"{result.left_alone.hits}/{result.left_alone.total}",
        )
    )
    for miss in result.missed:
        lines.append(_MARGIN + _("missed: {said}").format(said=printable(miss.say)))
        found = ", ".join(miss.found) or "–"
        lines.append(_MARGIN * 2 + _("found instead: {found}").format(found=found))
    for miss in result.wrong:
        lines.append(_MARGIN + _("found by mistake: {said}").format(said=printable(miss.say)))
        lines += [_MARGIN * 2 + printable(words) for words in miss.evidence]
        if miss.saying.why:
            lines.append(_MARGIN * 2 + printable(miss.saying.why))
    return "\n".join(lines)


def rate_text(rate: Rate) -> str:
    """Return a share with its interval and its counts: ``0.94 [0.84–0.98] (47/50)``."""
    low, high = rate.interval
    return f"{rate.value:.2f} [{low:.2f}–{high:.2f}] ({rate.hits}/{rate.total})"


def passport_row(check: PassportCheck) -> dict[str, Any]:
    """Return what came of a passport as plain JSON data."""
    result = check.result
    return {
        "id": result.id,
        "path": check.path,
        "line": check.position.line,
        "passed": check.passed,
        "standing": check.standing.value,
        "severity": getattr(check.item, "severity", None),
        "advisory": check.item is not None and check.item.advisory,
        "precision": round(result.precision.value, 3),
        "precision_interval": _interval(result.precision),
        "recall": round(result.recall.value, 3),
        "recall_interval": _interval(result.recall),
        "find": result.recall.total,
        "found": result.found,
        "leave": result.left_alone.total,
        "left_alone": result.left,
        "missed": [miss.say for miss in result.missed],
        "wrong": [miss.say for miss in result.wrong],
        "failures": [
            *(_misread_row(miss, "find") for miss in result.missed),
            *(_misread_row(miss, "leave") for miss in result.wrong),
        ],
    }


def _misread_row(miss: Misread, wanted: str) -> dict[str, Any]:
    return {
        "say": miss.say,
        "wanted": wanted,
        "found": list(miss.found),
        "evidence": list(miss.evidence),
        "why": miss.saying.why,
    }


def _interval(rate: Rate) -> list[float]:
    return [round(bound, 3) for bound in rate.interval]


def _standing(check: PassportCheck) -> str:
    words = word(STANDINGS, check.standing.value)
    return f" ({words})" if words else ""


def unread_text(problem: Problem) -> str:
    """Return why a file could not be run."""
    return render(problem, lang=current_language())
