"""The preparation sheet marked against the file (call-method 7.2, item 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callcoach.content.dossier import Dossier
    from callcoach.scoring.paper_reader import PaperReader
    from callcoach.scoring.trace import CallTrace

FACTS_WANTED = 3
"""Key facts that must be right."""
QUESTIONS_WANTED = 2


def mark_preparation(trace: CallTrace, reader: PaperReader) -> Mapping[str, bool] | None:
    """Return which parts of the sheet are there and right, None when there is no sheet.

    Keys: ``objective``, ``key_facts``, ``red_flags``, ``questions``.
    """
    sheet, dossier = trace.preparation, trace.dossier
    if sheet is None:
        return None
    whole = " ".join(sheet.to_json().values())
    facts = _facts_right(whole, dossier, reader) if dossier is not None else 0
    return {
        "objective": bool(sheet.objective.strip()) and bool(sheet.fallback.strip()),
        "key_facts": facts >= FACTS_WANTED,
        "red_flags": _flags_noted(sheet.red_flags, dossier, reader),
        "questions": _questions(sheet.questions) >= QUESTIONS_WANTED,
    }


def _facts_right(text: str, dossier: Dossier, reader: PaperReader) -> int:
    sums = reader.sums(text)
    words = [dossier.debtor.last_name, dossier.creditor, dossier.reference]
    if dossier.first_letter is not None:
        words.append(dossier.first_letter.reference)
    figures = {dossier.balance, *(i.amount for i in dossier.invoices)}
    dated = reader.has_day(text)
    return sum(reader.matches(text, (w,)) for w in words) + len(figures & sums) + dated


def _flags_noted(text: str, dossier: Dossier | None, reader: PaperReader) -> bool:
    """Every red flag of the file is named; a file without any wants a word that says so."""
    if dossier is None or not dossier.red_flags:
        return bool(text.strip())
    return all(reader.matches(text, (f"@flag_{flag}",)) for flag in dossier.red_flags)


def _questions(text: str) -> int:
    marks = text.count("?")
    lines = [part for part in text.replace(";", "\n").splitlines() if part.strip()]
    return max(marks, len(lines))
