"""The fast tagger: a small convolutional network over words and gazetteer hits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.attrs import LEMMA, NORM
from spacy.tokens import Doc

from bn_entities.calibration import Calibration
from bn_entities.errors import BnEntitiesError
from bn_entities.records import LABELS
from bn_entities.tagger.features import WordVectors
from bn_entities.tagger.folder import Meta, read_meta, write_meta
from bn_entities.tagger.hits import hit_columns
from bn_entities.tagger.interface import LogProbs, TokenTagger, log_softmax
from bn_entities.tagger.network import Architecture, Network

KIND = "cnn"
"""What ``meta.json`` calls a model of this kind."""

FORMAT = 2
"""Version of the model folder; a library reads its own version only."""

FILES = ("weights.npz", "vectors.npy")
"""The files of a model beside ``meta.json``, both in half precision."""

_MOST_TOKENS_AT_ONCE = 4000

Words = list[tuple[str, str]]
"""Normal form and lemma of each token."""


def words_of(doc: Doc) -> Words:
    """Return normal form and lemma of each token.

    Args:
        doc: A document with normal forms and lemmas.
    """
    return [(token.norm_, token.lemma_) for token in doc]


def _hashes(doc: Doc) -> list[tuple[int, int]]:
    """Return normal form and lemma of each token, as the hashes that spaCy gives them."""
    norms, lemmas = doc.to_array([NORM, LEMMA]).T.tolist() if len(doc) else ([], [])
    return list(zip(norms, lemmas, strict=True))


class CnnTagger(TokenTagger):
    """Tags tokens by a small convolutional network, on one core."""

    def __init__(
        self,
        weights: Mapping[str, npt.NDArray[np.floating]],
        architecture: Architecture,
        vectors: WordVectors,
        labels: Sequence[str] = LABELS,
        calibration: Calibration | None = None,
    ) -> None:
        """Take the parts.

        Args:
            weights: The weights, see ``Network``.
            architecture: The sizes that they have.
            vectors: The word vectors that they were trained with.
            labels: The labels, in the order of the tags.
            calibration: What the odds of the resolver are worth with this tagger, if that was measured.
        """
        super().__init__(tuple(labels), calibration=calibration)
        self.weights = weights
        self.architecture = architecture
        self.vectors = vectors
        self._network = Network(weights, architecture, vectors)

    def log_probs(self, docs: Sequence[Doc]) -> list[LogProbs]:
        """Return log probabilities of tags for each document, (tokens, tags).

        Args:
            docs: Documents with normal forms, lemmas and gazetteer matches.
        """
        texts = [_hashes(doc) for doc in docs]
        string = docs[0].vocab.strings.__getitem__ if docs else str
        hits = [hit_columns(doc) for doc in docs]
        found: list[list[LogProbs]] = [[] for _ in docs]
        batch: list[tuple[int, int, int]] = []
        size = 0
        for index, words in enumerate(texts):
            for first in range(0, len(words), _MOST_TOKENS_AT_ONCE):
                last = min(len(words), first + _MOST_TOKENS_AT_ONCE)
                batch.append((index, first, last))
                size += last - first
                if size >= _MOST_TOKENS_AT_ONCE:
                    self._read(batch, texts, hits, string, found)
                    batch, size = [], 0
        if batch:
            self._read(batch, texts, hits, string, found)
        empty = np.zeros((0, 1 + 4 * len(self.labels)), dtype=np.float32)
        return [parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else empty for parts in found]

    def _read(
        self,
        batch: Sequence[tuple[int, int, int]],
        texts: Sequence[list[tuple[int, int]]],
        hits: Sequence[npt.NDArray[np.int64]],
        string: Callable[[int], str],
        found: list[list[LogProbs]],
    ) -> None:
        logits = self._network.logits(
            [texts[index][first:last] for index, first, last in batch],
            [hits[index][first:last] for index, first, last in batch],
            string,
        )
        for (index, _, _), part in zip(batch, logits, strict=True):
            found[index].append(log_softmax(part))

    def to_disk(self, folder: Path) -> None:
        """Write the model.

        Args:
            folder: The folder; it is made if missing.
        """
        folder.mkdir(parents=True, exist_ok=True)
        weights = {name: np.asarray(weight, dtype=np.float16) for name, weight in self.weights.items()}
        np.savez_compressed(folder / "weights.npz", **weights)  # type: ignore[arg-type]
        np.save(folder / "vectors.npy", self.vectors.table)
        meta = Meta(
            kind=KIND,
            format=FORMAT,
            labels=self.labels,  # type: ignore[arg-type]
            architecture=asdict(self.architecture),
            calibration=self.calibration,
            sha256={},
        )
        write_meta(folder, meta, FILES)

    @classmethod
    def from_disk(cls, folder: Path) -> CnnTagger:
        """Return the tagger of a folder that ``to_disk`` wrote.

        Args:
            folder: The folder.

        Raises:
            BnEntitiesError: A file is missing, damaged, or of another format version.
        """
        meta = read_meta(folder, KIND, FORMAT, FILES)
        vectors = WordVectors.from_disk(folder / "vectors.npy")
        try:
            architecture = Architecture(**{**meta.architecture, "rows": tuple(meta.architecture["rows"])})
            with np.load(folder / "weights.npz", allow_pickle=False) as weights:
                return cls(dict(weights), architecture, vectors, meta.labels, meta.calibration)
        except (KeyError, TypeError, ValueError) as error:
            raise BnEntitiesError(
                f"the weights in {folder} are not those of the sizes in its meta.json ({error}): train the model again"
            ) from error
