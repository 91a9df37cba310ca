"""The fast tagger: a convolutional network over word features, in thinc."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from thinc.api import (
    Dropout,
    HashEmbed,
    Linear,
    Maxout,
    Model,
    chain,
    clone,
    concatenate,
    expand_window,
    list2ragged,
    ragged2list,
    residual,
    with_array,
)

from bn_entities.errors import BnEntitiesError
from bn_entities.records import LABELS
from bn_entities.tagger.bilou import decode
from bn_entities.tagger.features import COLUMNS, WordVectors, columns
from bn_entities.tagger.interface import TaggedSpan

FORMAT = 1
"""Version of the model folder; a library reads its own version only."""

_MOST_TOKENS_AT_ONCE = 4000


@dataclass(frozen=True, slots=True)
class Architecture:
    """The sizes of the network.

    Attributes:
        width: Length of the vector of a token.
        depth: Number of convolutions, each of which sees one more token to both sides.
        rows: Rows of the embedding of each feature column.
        embedding: Length of the embedding of each column.
        dropout: Share of the vector that is left out in training.
    """

    width: int = 128
    depth: int = 4
    rows: tuple[int, ...] = (8000, 6000, 2000, 3000, 500, 200, 200)
    embedding: int = 64
    dropout: float = 0.3


def build(architecture: Architecture, dimensions: int, tags: int) -> Model[Any, Any]:
    """Return the network, not initialized.

    Args:
        architecture: Its sizes.
        dimensions: Length of a word vector.
        tags: Number of tags.

    Returns:
        A model from pairs of (columns, vectors) arrays, one pair a text, to logits of shape (tokens, tags).
    """
    width = architecture.width
    embed_columns: Model[Any, Any] = concatenate(
        *(
            HashEmbed(nO=architecture.embedding, nV=rows, column=column, seed=column + 7, dropout=0.0)
            for column, rows in enumerate(architecture.rows)
        )
    )
    embed: Model[Any, Any] = concatenate(
        chain(_part(0), list2ragged(), with_array(embed_columns)),
        chain(_part(1), list2ragged(), with_array(Linear(nO=width, nI=dimensions))),
    )
    mixed = len(architecture.rows) * architecture.embedding + width
    convolution: Model[Any, Any] = chain(
        expand_window(window_size=1),
        Maxout(nO=width, nI=width * 3, nP=3, dropout=0.0, normalize=True),
    )
    return chain(
        embed,
        with_array(Maxout(nO=width, nI=mixed, nP=3, normalize=True, dropout=architecture.dropout)),
        ragged2list(),
        with_array(
            chain(clone(residual(convolution), architecture.depth), Dropout(architecture.dropout)),
            pad=architecture.depth,
        ),
        with_array(Linear(nO=tags, nI=width)),
    )


def _part(index: int) -> Model[Any, Any]:
    def forward(model: Model[Any, Any], pairs: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        del model, is_train
        return [pair[index] for pair in pairs], lambda _: []

    return Model(f"part-{index}", forward)


def log_softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return log probabilities.

    Args:
        logits: Shape (tokens, tags).
    """
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return cast("npt.NDArray[np.float32]", shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


class CnnTagger:
    """Tags tokens by a small convolutional network, on one core."""

    def __init__(
        self,
        network: Model[Any, Any],
        vectors: WordVectors,
        architecture: Architecture,
        labels: Sequence[str] = LABELS,
    ) -> None:
        """Take the parts.

        Args:
            network: What ``build`` returned, initialized.
            vectors: The word vectors that it was built for.
            architecture: Its sizes.
            labels: Its labels, in the order of the tags.
        """
        self.network = network
        self.vectors = vectors
        self.architecture = architecture
        self.labels = tuple(labels)

    def features(self, doc: Doc) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.float32]]:
        """Return what the network sees of a document.

        Args:
            doc: A document with normal forms, lemmas and gazetteer matches.

        Returns:
            Hashed columns of shape (tokens, len(COLUMNS)), vectors of shape (tokens, dimensions).
        """
        return columns(doc), self.vectors.of([token.norm_ for token in doc])

    def tag(self, docs: Sequence[Doc]) -> list[list[TaggedSpan]]:
        """Return the spans of each document.

        Args:
            docs: Documents with normal forms, lemmas and gazetteer matches.
        """
        results: list[list[TaggedSpan]] = [[] for _ in docs]
        batch: list[tuple[int, int, Any]] = []
        size = 0
        for index, doc in enumerate(docs):
            if not len(doc):
                continue
            pair = self.features(doc)
            for first in range(0, len(doc), _MOST_TOKENS_AT_ONCE):
                part = tuple(array[first : first + _MOST_TOKENS_AT_ONCE] for array in pair)
                batch.append((index, first, part))
                size += len(part[0])
                if size >= _MOST_TOKENS_AT_ONCE:
                    self._tag_batch(batch, results)
                    batch, size = [], 0
        if batch:
            self._tag_batch(batch, results)
        return results

    def _tag_batch(self, batch: list[tuple[int, int, Any]], results: list[list[TaggedSpan]]) -> None:
        logits = self.network.predict([part for _, _, part in batch])
        for (index, first, _), scores in zip(batch, logits, strict=True):
            log_probs = log_softmax(scores)
            for start, end, label in decode(log_probs):
                results[index].append(
                    TaggedSpan(
                        first + start, first + end, self.labels[label], span_probability(log_probs, start, end, label)
                    )
                )

    def to_disk(self, folder: Path) -> None:
        """Write the model: ``meta.json``, ``weights.npz`` and ``vectors.npy``, both in half precision.

        Args:
            folder: The folder; it is made if missing.
        """
        folder.mkdir(parents=True, exist_ok=True)
        weights = {}
        for index, node in enumerate(self.network.walk()):
            for name in node.param_names:
                weights[f"{index}.{name}"] = np.asarray(node.get_param(name), dtype=np.float16)
        np.savez_compressed(folder / "weights.npz", **weights)  # type: ignore[arg-type]
        np.save(folder / "vectors.npy", self.vectors.table)
        meta = {
            "format": FORMAT,
            "labels": list(self.labels),
            "columns": list(COLUMNS),
            "architecture": asdict(self.architecture),
            "sha256": {name: _digest(folder / name) for name in ("weights.npz", "vectors.npy")},
        }
        (folder / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def from_disk(cls, folder: Path) -> CnnTagger:
        """Return the tagger of a folder that ``to_disk`` wrote.

        Args:
            folder: The folder.

        Raises:
            BnEntitiesError: A file is missing, damaged, or of another format version.
        """
        try:
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BnEntitiesError(f"cannot read the tagger in {folder}: {error}; install or train it again") from error
        if not isinstance(meta, dict) or meta.get("format") != FORMAT or tuple(meta.get("columns", ())) != COLUMNS:
            raise BnEntitiesError(
                f"the tagger in {folder} is not of format {FORMAT}: train it again with this version of the library"
            )
        for name in ("weights.npz", "vectors.npy"):
            if not (folder / name).is_file() or _digest(folder / name) != meta.get("sha256", {}).get(name):
                raise BnEntitiesError(f"{folder / name} is missing or damaged: install or train the model again")
        sizes = meta["architecture"]
        architecture = Architecture(**{**sizes, "rows": tuple(sizes["rows"])})
        vectors = WordVectors.from_disk(folder / "vectors.npy")
        network = build(architecture, vectors.dimensions, 1 + 4 * len(meta["labels"]))
        initialize(network, vectors.dimensions)
        with np.load(folder / "weights.npz", allow_pickle=False) as weights:
            for index, node in enumerate(network.walk()):
                for name in node.param_names:
                    node.set_param(name, weights[f"{index}.{name}"].astype(np.float32))
        return cls(network, vectors, architecture, meta["labels"])


def initialize(network: Model[Any, Any], dimensions: int) -> None:
    """Give a network its first weights.

    Args:
        network: What ``build`` returned.
        dimensions: Length of a word vector.
    """
    network.initialize(
        [(np.zeros((2, len(COLUMNS)), dtype=np.uint64), np.zeros((2, dimensions), dtype=np.float32))],
    )


def span_probability(log_probs: npt.NDArray[np.float32], start: int, end: int, label: int) -> float:
    """Return the geometric mean of the tags' probabilities, so that long names are not worse than short ones."""
    base = 1 + 4 * label
    tags = [base + 3] if end - start == 1 else [base, *[base + 1] * (end - start - 2), base + 2]
    mean = sum(float(log_probs[at, tag]) for at, tag in zip(range(start, end), tags, strict=True)) / (end - start)
    return min(1.0, float(np.exp(mean)))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
