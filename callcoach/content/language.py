"""What a language pack holds.

The words that understanding needs, and the acts with their examples.
"""

from __future__ import annotations

from pydantic import Field

from callcoach.content.base import ContentModel, Flag, Id, Text


class FrameWords(ContentModel):
    """Cues of negation, modality, question, reported speech and correction.

    All are patterns (see detector).
    """

    negation: tuple[Text, ...]
    """Words that deny the clause they stand in."""
    not_negation: tuple[Text, ...] = ()
    """Phrases that hold a negation word and deny nothing (« en plus », « si vous ne … pas ».

    « pas le choix »).
    """
    conditional: tuple[Text, ...]
    hypothetical: tuple[Text, ...]
    not_hypothetical: tuple[Text, ...] = ()
    """Phrases that hold an « si » and suppose nothing (« s'il vous plaît », « savoir si »)."""
    question: tuple[Text, ...]
    """Openings that make a clause a question without a question mark."""
    not_question: tuple[Text, ...] = ()
    """Phrases that look like one and ask nothing (« vous allez vous retrouver au tribunal »)."""
    reported: tuple[Text, ...]
    correction: tuple[Text, ...]
    correction_back: tuple[Text, ...] = ()
    """Phrases that take back what the clause before them said (« ce n'est pas le cas »)."""
    actors: dict[Id, tuple[Text, ...]]
    """Actor id → words that name it as subject."""


class Act(ContentModel):
    """Something an agent can do with words."""

    id: Id
    label: Text
    label_en: Text
    examples: tuple[Text, ...]
    counter_examples: tuple[Text, ...] = ()
    patterns: tuple[Text, ...] = ()
    """Patterns that decide at once, whatever the classifier says."""
    question_patterns: tuple[Text, ...] = ()
    """The same, but only in a question."""
    reply_patterns: tuple[Text, ...] = ()
    """The same, but only when the line heard just before asks something (« oui » answers)."""
    never: tuple[Text, ...] = ()
    """Patterns that veto it in a clause."""
    never_replying: tuple[Text, ...] = ()
    """The same, but only when the line heard just before asks something."""
    question: Flag | None = None
    """True: only in a question; False: never in one; None: either."""
    asserted: Flag = False
    """True: never in a clause that is negated, reported or corrected (« je ne vous menace pas
    »)."""
    after: tuple[Text, ...] = ()
    """The act exists only when the line heard just before matches one of these patterns."""
    after_question: Flag = False
    """True: only when the line heard just before asks something."""
    replies: Flag = False
    """True: also given to a turn that does not ask back, when the line heard just before asks
    something and the turn
    does something else too (see ``after`` and ``never_with``)."""
    plausible: Flag = False
    """True: a pattern counts only where the classifier does not rule the act out. For acts
    whose forms occur in many other sentences too; what no example resembles is then no act."""
    implied_by: tuple[Id, ...] = ()
    """Techniques, anti-patterns or rules that are done, or broken, by this act: finding one
    gives the act too."""
    never_with: tuple[Id, ...] = ()
    """Acts of the same turn beside which ``replies`` does not count."""
    yields_to: tuple[Id, ...] = ()
    """Acts that take the same words from it: a plan that is confirmed is not proposed."""
    never_after: tuple[Id, ...] = ()
    """Acts after which, in the same turn, it is only said again."""
    slot: Id | None = None
    """The piece of information it asks for (call-method 6.1), if any."""


class Acts(ContentModel):
    """The file ``acts.yaml``."""

    acts: tuple[Act, ...]
    background: tuple[Text, ...]
    """Everyday sentences that are no act."""


class Language(ContentModel):
    """The file ``language.yaml``."""

    id: Id
    label: Text
    abbreviations: dict[str, str]
    """Folded token → what it stands for (« vs » → « vous »)."""
    clause_breaks: tuple[Text, ...]
    """Words at which a new clause may begin (« et », « mais », « donc » …)."""
    stop_words: tuple[Text, ...]
    """Words that carry no content when a reformulation is compared with what was said."""
    frame: FrameWords
    lists: dict[Id, tuple[Text, ...]] = Field(default_factory=dict)
    """Named word lists for patterns: ``@name``."""
    identity_elements: dict[Id, tuple[Text, ...]]
    """Identity element (date_of_birth, postcode, address, reference.

    First_name) → patterns by which an agent asks for it.
    """
