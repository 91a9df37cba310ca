"""How often words are written, from counts over raw Bengali text.

The counts are those of ``training/frequencies.py``: normalized tokens of blogs
and news, 33 million words; no text is kept.
"""

from __future__ import annotations

import gzip
from collections.abc import KeysView
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _counts() -> dict[str, int]:
    packed = (resources.files("bn_entities.bengali") / "frequencies.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return {word: int(count) for word, _, count in (line.partition("\t") for line in lines)}


def counted_words() -> KeysView[str]:
    """Return the words that the counts tell of, in canonical spelling."""
    return _counts().keys()


def frequency(word: str) -> int:
    """Return how often a word stands in the counted texts.

    Args:
        word: A word in canonical spelling, endings and all: each form is counted by itself.

    Returns:
        The count; 0 for words that are rarer than the table goes.
    """
    return _counts().get(word, 0)
