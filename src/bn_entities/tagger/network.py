"""The fast tagger's network: embeddings of words and gazetteer hits, convolutions, logits of tags; in numpy.

``bn_entities.training.cnn`` trains the same network in thinc. Here it only reads: most of what a word adds to
the first layer is the same wherever it stands, so that it is computed once a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from thinc.api import NumpyOps

from bn_entities.tagger.features import WORD_COLUMNS, WordVectors, word_columns
from bn_entities.tagger.hits import COLUMNS as HIT_COLUMNS
from bn_entities.tagger.hits import HITS

Floats = npt.NDArray[np.float32]

_MOST_WORDS_KNOWN = 30_000
_EPSILON = 1e-8


@dataclass(frozen=True, slots=True)
class Architecture:
    """The sizes of the network.

    Attributes:
        width: Length of the vector of a token.
        depth: Number of convolutions, each of which sees one more token to both sides.
        rows: Rows of the embedding of each hashed column: those of the word, then those of the hits.
        embedding: Length of the embedding of each column.
        dropout: Share of the vector that is left out in training.
    """

    width: int = 128
    depth: int = 4
    rows: tuple[int, ...] = (8000, 6000, 2000, 3000, 500, 200, 200, 50)
    embedding: int = 64
    dropout: float = 0.3


def hash_seed(column: int) -> int:
    """Return the seed by which the values of a column are hashed to rows of its embedding.

    Args:
        column: Number of the column.
    """
    return column + 7


class Network:
    """Computes logits of tags.

    The weights, by name: ``embed.N`` (rows, embedding) of each column, ``vectors.W`` and ``vectors.b`` of the word
    vectors' projection; ``mix`` and ``convolution.N`` with ``.W`` (width, pieces, inputs), ``.b`` (width, pieces) of
    a maxout, and ``.G``, ``.beta`` of its layer norm; ``out.W`` (tags, width) and ``out.b``.
    """

    def __init__(
        self, weights: Mapping[str, npt.NDArray[np.floating]], architecture: Architecture, vectors: WordVectors
    ):
        """Take the weights.

        Args:
            weights: The weights by name.
            architecture: The sizes that they have.
            vectors: The word vectors that they were trained with.
        """
        self._ops = NumpyOps()
        self._vectors = vectors
        self._depth = architecture.depth
        self._embeddings = [
            np.asarray(weights[f"embed.{column}"], dtype=np.float32) for column in range(len(architecture.rows))
        ]
        self._projection = np.asarray(weights["vectors.W"], dtype=np.float32).T.copy()
        self._projection_bias = np.asarray(weights["vectors.b"], dtype=np.float32)
        self._convolutions = [_Maxout(weights, f"convolution.{at}") for at in range(architecture.depth)]
        self._out = np.asarray(weights["out.W"], dtype=np.float32).T.copy()
        self._out_bias = np.asarray(weights["out.b"], dtype=np.float32)
        self._mix = mix = _Maxout(weights, "mix")
        size = architecture.embedding
        self._word_inputs = mix.matrix[: WORD_COLUMNS * size]
        self._vector_inputs = mix.matrix[len(architecture.rows) * size :]
        # What each value of each column of hits adds to the first layer.
        values = np.arange(HITS, dtype=np.uint64)
        self._hits = [
            self._embedded(column, values) @ mix.matrix[column * size : (column + 1) * size]
            for column in range(WORD_COLUMNS, WORD_COLUMNS + HIT_COLUMNS)
        ]
        self._known: dict[tuple[int, int], int] = {}
        self._first = np.zeros((_MOST_WORDS_KNOWN, mix.matrix.shape[1]), dtype=np.float32)

    def logits(
        self,
        texts: Sequence[Sequence[tuple[int, int]]],
        hits: Sequence[npt.NDArray[np.int64]],
        string: Callable[[int], str],
    ) -> list[Floats]:
        """Return logits of tags.

        Args:
            texts: Normal form and lemma of each token of each text, as the hashes that spaCy gives strings.
            hits: Gazetteer hits of each text, (tokens, hit columns).
            string: Returns the string of a hash.

        Returns:
            For each text an array of shape (tokens, tags).
        """
        # Zeros between the texts, as wide as a token sees.
        pad = self._depth
        bounds = []
        at = pad
        for words in texts:
            bounds.append((at, at + len(words)))
            at += len(words) + pad
        first = self._first_layer([word for words in texts for word in words], string)
        for column, table in enumerate(self._hits):
            first += table[np.concatenate([part[:, column] for part in hits])]
        mixed = self._mix.activated(first)
        x = np.zeros((at, mixed.shape[1]), dtype=np.float32)
        done = 0
        for begin, end in bounds:
            x[begin:end] = mixed[done : done + end - begin]
            done += end - begin
        width = x.shape[1]
        window = np.zeros((at, 3 * width), dtype=np.float32)
        for convolution in self._convolutions:
            window[1:, :width] = x[:-1]
            window[:, width : 2 * width] = x
            window[:-1, 2 * width :] = x[1:]
            x = x + convolution.activated(window @ convolution.matrix)
        logits = x @ self._out + self._out_bias
        return [logits[begin:end] for begin, end in bounds]

    def _first_layer(self, words: Sequence[tuple[int, int]], string: Callable[[int], str]) -> Floats:
        """Return what words add to the first layer, (words, its outputs)."""
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(new) > _MOST_WORDS_KNOWN:
            known.clear()
            new = list(dict.fromkeys(words))
        if len(new) > _MOST_WORDS_KNOWN:
            half = len(words) // 2
            return np.concatenate([self._first_layer(part, string) for part in (words[:half], words[half:])])
        if new:
            norms = [string(norm) for norm, _ in new]
            lemmas = [string(lemma) for _, lemma in new]
            columns = np.array([word_columns(*word) for word in zip(norms, lemmas, strict=True)], dtype=np.uint64)
            embedded = np.concatenate([self._embedded(at, columns[:, at]) for at in range(WORD_COLUMNS)], axis=1)
            projected = self._vectors.of(norms) @ self._projection + self._projection_bias
            begin = len(known)
            self._first[begin : begin + len(new)] = embedded @ self._word_inputs + projected @ self._vector_inputs
            known.update(zip(new, range(begin, begin + len(new)), strict=True))
        return self._first[[known[word] for word in words]]

    def _embedded(self, column: int, values: npt.NDArray[np.uint64]) -> Floats:
        table = self._embeddings[column]
        rows = self._ops.hash(np.ascontiguousarray(values), hash_seed(column)) % len(table)
        return table[rows].sum(axis=1)


class _Maxout:
    """The greatest of several linear functions for each output, then a layer norm."""

    def __init__(self, weights: Mapping[str, npt.NDArray[np.floating]], name: str) -> None:
        matrix = np.asarray(weights[f"{name}.W"], dtype=np.float32)
        self._outputs, self._pieces, inputs = matrix.shape
        # The pieces stand one after another, so that the greatest is found between whole rows.
        self.matrix = np.ascontiguousarray(matrix.transpose(2, 1, 0).reshape(inputs, -1))
        self._bias = np.ascontiguousarray(np.asarray(weights[f"{name}.b"], dtype=np.float32).T.reshape(-1))
        self._gain = np.asarray(weights[f"{name}.G"], dtype=np.float32)
        self._shift = np.asarray(weights[f"{name}.beta"], dtype=np.float32)

    def activated(self, products: Floats) -> Floats:
        """Return the outputs.

        Args:
            products: Inputs times ``matrix``, (tokens, pieces x outputs); it is changed.
        """
        products += self._bias
        size = self._outputs
        best = products[:, :size]
        for piece in range(1, self._pieces):
            best = np.maximum(best, products[:, piece * size : (piece + 1) * size])
        best = best - best.mean(axis=1, keepdims=True)
        scale = 1 / np.sqrt(np.einsum("ij,ij->i", best, best) / size + _EPSILON)
        return best * scale[:, None].astype(np.float32) * self._gain + self._shift
