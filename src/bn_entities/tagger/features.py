"""What the fast tagger sees of each word: hashed forms and a vector. Gazetteer hits stand in ``hits.py``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.vectors import Mode, Vectors

from bn_entities.errors import BnEntitiesError

COLUMNS = ("norm", "lemma", "prefix", "suffix", "shape")
"""The hashed features of a word, in the order of the columns."""

WORD_COLUMNS = len(COLUMNS)
"""Number of the hashed features of a word."""

_SHAPES = (
    (regex.compile(r"\p{Bengali}"), "ক"),
    (regex.compile(r"[A-Z]"), "A"),
    (regex.compile(r"[a-z]"), "a"),
    (regex.compile(r"\p{N}"), "1"),
)
_RUN = regex.compile(r"(.)\1{2,}")


@lru_cache(maxsize=65536)
def word_columns(norm: str, lemma: str) -> tuple[int, ...]:
    """Return the hashed features of a word.

    Args:
        norm: Its normal form.
        lemma: It without its ending.

    Returns:
        A hash for each of ``COLUMNS``.
    """
    shape = norm
    for pattern, sign in _SHAPES:
        shape = pattern.sub(sign, shape)
    shape = _RUN.sub(r"\1\1", shape[:40])
    return tuple(
        hash_string(f"{column}={value}")
        for column, value in zip(COLUMNS, (norm, lemma, norm[:3], norm[-3:], shape), strict=True)
    )


class WordVectors:
    """Floret vectors: a table of hashed n-grams that gives every word a vector.

    Attributes:
        table: The table.
        floret: The same as spaCy's vectors.
    """

    def __init__(self, table: npt.NDArray[np.float16]) -> None:
        """Take the table.

        Args:
            table: Shape (buckets, dimensions), as ``training/vectors.py`` writes it.
        """
        self.table = table
        self.floret = Vectors(
            data=table.astype(np.float32), mode=Mode.floret, minn=3, maxn=5, hash_count=2, hash_seed=2166136261
        )

    @classmethod
    def from_disk(cls, path: Path) -> WordVectors:
        """Return the vectors of a ``.npy`` file.

        Args:
            path: The file.

        Raises:
            BnEntitiesError: The file is missing or damaged.
        """
        try:
            return cls(np.load(path, allow_pickle=False))
        except (OSError, ValueError) as error:
            raise BnEntitiesError(f"cannot read the word vectors {path}: {error}") from error

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.table.shape[1])

    def of(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the vectors of words.

        Args:
            words: Normalized words.

        Returns:
            Shape (words, dimensions).
        """
        if not words:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.asarray(self.floret.get_batch(list(words)), dtype=np.float32)
