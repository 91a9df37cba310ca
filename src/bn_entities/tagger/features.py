"""What the tagger sees of each token: hashed forms, gazetteer hits, word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from spacy.vectors import Mode, Vectors

from bn_entities.errors import BnEntitiesError

COLUMNS = ("norm", "lemma", "prefix", "suffix", "shape", "gazetteer", "weak_gazetteer")
"""The hashed features of a token, in the order of the columns."""

GAZETTEER_COLUMNS = (5, 6)
"""The columns that come from gazetteer matches."""

NO_HIT = 0
"""The value of a gazetteer column where nothing matches."""

_SHAPES = (
    (regex.compile(r"\p{Bengali}"), "ক"),
    (regex.compile(r"[A-Z]"), "A"),
    (regex.compile(r"[a-z]"), "a"),
    (regex.compile(r"\p{N}"), "1"),
)
_RUN = regex.compile(r"(.)\1{2,}")


@lru_cache(maxsize=65536)
def _word_columns(norm: str, lemma: str) -> tuple[int, ...]:
    shape = norm
    for pattern, sign in _SHAPES:
        shape = pattern.sub(sign, shape)
    shape = _RUN.sub(r"\1\1", shape[:40])
    return tuple(
        hash_string(f"{column}={value}")
        for column, value in zip(COLUMNS, (norm, lemma, norm[:3], norm[-3:], shape), strict=False)
    )


@lru_cache(maxsize=256)
def _hit(label: str, part: str, weak: bool) -> int:
    return int(hash_string(f"{'weak ' if weak else ''}{part}-{label}"))


def columns(doc: Doc) -> npt.NDArray[np.uint64]:
    """Return the hashed features of a document's tokens.

    Args:
        doc: A document with normal forms, lemmas and gazetteer matches.

    Returns:
        Shape (tokens, len(COLUMNS)).
    """
    table = np.zeros((len(doc), len(COLUMNS)), dtype=np.uint64)
    if not len(doc):
        return table
    words = [_word_columns(token.norm_, token.lemma_) for token in doc]
    table[:, : len(COLUMNS) - len(GAZETTEER_COLUMNS)] = np.array(words, dtype=np.uint64)
    if "gazetteer" in doc.spans:
        group = doc.spans["gazetteer"]
        strong, weak = GAZETTEER_COLUMNS
        for span, is_weak in zip(group, group.attrs["weak"], strict=True):
            column = weak if is_weak else strong
            for at in range(span.start, span.end):
                if table[at, column] != NO_HIT:
                    continue
                first, last = at == span.start, at == span.end - 1
                part = "U" if first and last else "B" if first else "L" if last else "I"
                table[at, column] = _hit(span.label_, part, is_weak)
    return table


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
        self._cache: dict[str, npt.NDArray[np.float32]] = {}

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
        cache = self._cache
        unknown = [word for word in dict.fromkeys(words) if word not in cache]
        if unknown:
            # The memory of a long stream stays bounded.
            if len(cache) > 200_000:
                cache.clear()
                unknown = list(dict.fromkeys(words))
            cache.update(zip(unknown, self.floret.get_batch(unknown), strict=True))
        if not words:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.stack([cache[word] for word in words])
