"""Failed scripts and passports as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcoach.content.problems import printable, render
from callcoach.i18n import _, current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from callcoach.authoring.checkup import PassportCheck
    from callcoach.authoring.scripted import Exchange, Failure, ScriptResult
    from callcoach.content.problems import Problem
    from callcoach.understanding.utterance import Label

_MARGIN = "    "


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
    """Return what a passport's sentences gave that they should not have."""
    result = check.result
    at = f"{check.path}:{check.position.line}:{check.position.column}"
    lines = [
        f"{at}: {result.id}" + ("" if check.passed else " " + _("(below the bar)")),
        _MARGIN
        + _("precision {precision}, recall {recall}").format(
            precision=f"{result.precision.value:.2f}", recall=f"{result.recall.value:.2f}"
        ),
    ]
    lines += [_MARGIN + _("missed: {said}").format(said=s.say) for s in result.missed]
    for saying in result.wrong:
        lines.append(_MARGIN + _("found by mistake: {said}").format(said=saying.say))
        if saying.why:
            lines.append(f"{_MARGIN}{_MARGIN}{saying.why}")
    return "\n".join(lines)


def unread_text(problem: Problem) -> str:
    """Return why a file could not be run."""
    return render(problem, lang=current_language())
