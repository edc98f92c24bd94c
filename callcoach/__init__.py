"""callcoach: rehearse amicable debt-collection calls, offline, and learn from the debrief."""

__version__ = "0.1.0"
