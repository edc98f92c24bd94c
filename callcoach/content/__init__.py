"""What authors write: frozen models, and how they are read.

``callcoach.content.library`` is the only reader of files; everything else is pure.
"""

from callcoach.content.dossier import Dossier
from callcoach.content.language import Act, Acts, Language
from callcoach.content.persona import Persona
from callcoach.content.rubric import Rubric
from callcoach.content.scenario import CallGraph, Replies, Scenario

__all__ = [
    "Act",
    "Acts",
    "CallGraph",
    "Dossier",
    "Language",
    "Persona",
    "Replies",
    "Rubric",
    "Scenario",
]
