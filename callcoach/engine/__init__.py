"""What the debtor does: state, flow, disclosure, objections, negotiation and replies."""

from callcoach.engine.engine import CallEngine
from callcoach.engine.events import Event, decode, encode
from callcoach.engine.play import Cast, Play, stage_play
from callcoach.engine.state import CallState, evolve, replay
from callcoach.engine.terms import Agreement, Terms

__all__ = [
    "Agreement",
    "CallEngine",
    "CallState",
    "Cast",
    "Event",
    "Play",
    "Terms",
    "decode",
    "encode",
    "evolve",
    "replay",
    "stage_play",
]
