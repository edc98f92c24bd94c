"""A debrief as text: one module a form, each with a pure ``render``."""
