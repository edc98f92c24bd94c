"""What was said: from what is typed to acts, techniques and breaches, each with its evidence."""

from callcoach.understanding.compiled import CompiledModel, CorruptModelError
from callcoach.understanding.explain import Explanation, PieceExplained, explain
from callcoach.understanding.lexicon import Lexicon, compile_lexicon
from callcoach.understanding.model_source import ModelStore, model_for, model_key
from callcoach.understanding.sentences import SentenceEncoder
from callcoach.understanding.understand import understand
from callcoach.understanding.utterance import (
    UNCLEAR,
    Confidence,
    Context,
    Evidence,
    Frame,
    Label,
    LabelKind,
    Modality,
    Segment,
    Token,
    Utterance,
    Veto,
    by_strength,
)

__all__ = [
    "UNCLEAR",
    "CompiledModel",
    "Confidence",
    "Context",
    "CorruptModelError",
    "Evidence",
    "Explanation",
    "Frame",
    "Label",
    "LabelKind",
    "Lexicon",
    "Modality",
    "ModelStore",
    "PieceExplained",
    "Segment",
    "SentenceEncoder",
    "Token",
    "Utterance",
    "Veto",
    "by_strength",
    "compile_lexicon",
    "explain",
    "model_for",
    "model_key",
    "understand",
]
