"""One call: the session, its records, its verification and its debrief."""

from callcoach.session.debrief import Debrief
from callcoach.session.session import CallSession
from callcoach.session.turn import Turn

__all__ = ["CallSession", "Debrief", "Turn"]
