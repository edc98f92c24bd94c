"""Calls made elsewhere, marked by the file, the folder or the million."""

from callcoach.grading.grading import Form, GradedCall, Settings, grade_file, grade_texts
from callcoach.grading.journal import Journal, JournalMismatchError
from callcoach.grading.sources import SUFFIXES, CallText, call_texts, transcript_files

__all__ = [
    "SUFFIXES",
    "CallText",
    "Form",
    "GradedCall",
    "Journal",
    "JournalMismatchError",
    "Settings",
    "call_texts",
    "grade_file",
    "grade_texts",
    "transcript_files",
]
