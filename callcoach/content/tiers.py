"""The tiers of understanding: how much stands between what is typed and the acts."""

WORDS = "words"
"""Acts are told by words and letters; needs nothing else."""
SENTENCES = "words+sentences"
"""Acts are told by sentence vectors too; needs the extra that brings an encoder."""
TIERS = (WORDS, SENTENCES)
