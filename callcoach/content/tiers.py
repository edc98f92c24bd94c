"""The tiers of understanding: how much stands between what is typed and the acts."""

WORDS = "words"
"""Acts are told by words and letters; needs nothing else."""
SENTENCES = "words+sentences"
"""Acts are told by sentence vectors too; needs the extra that brings an encoder."""
TIERS = (WORDS, SENTENCES)
DEFAULT = WORDS
"""What serves who chooses none: on turns of other writers, with the shipped acts, vectors find no
more acts and refuse fewer sentences that are none."""
