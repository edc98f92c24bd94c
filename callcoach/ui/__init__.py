"""The terminal app: screens and widgets over sessions, content and history.

Nothing here marks, feels or answers: every act of a call goes through ``CallSession``, and what is
shown was computed below this room. Text that a person wrote reaches no widget as markup.
"""
