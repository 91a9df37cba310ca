"""The encoder tagger: a small pretrained transformer, run by onnxruntime.

The convolutional tagger learns from it and is faster. onnxruntime and tokenizers are
imported when such a model is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from bn_entities.calibration import Calibration
from bn_entities.errors import BnEntitiesError
from bn_entities.tagger.folder import read_meta
from bn_entities.tagger.hits import hit_columns
from bn_entities.tagger.interface import LogProbs, TokenTagger, log_softmax

FORMAT = 2
"""Version of the model folder; a library reads its own version only."""

KIND = "encoder"
"""What ``meta.json`` calls a model of this kind."""

FILES = ("model.onnx", "tokenizer.json")
"""The files of a model beside ``meta.json``."""

MOST_PIECES = 100
"""Pieces of the whole sentences that are read together; ``training/RESULTS.md`` tells what more and less of them did."""

LONGEST_PART = 300
"""Pieces of the longest part of one sentence that is read at once."""

_OVERLAP = 40
_PIECES_OF_A_WORD = 8
_MOST_WORDS_KNOWN = 200_000


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens of a document that are read together; those from ``first`` to ``last`` are kept."""

    doc: int
    start: int
    end: int
    first: int
    last: int


class Pieces:
    """The pieces of words, remembered.

    Attributes:
        start: The piece before a text.
        end: The piece after it.
    """

    def __init__(self, tokenizer: Any) -> None:
        """Take a tokenizer.

        Args:
            tokenizer: A tokenizer of the ``tokenizers`` package.
        """
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}
        self.start, self.end, self._unknown = map(tokenizer.token_to_id, ("<s>", "</s>", "<unk>"))

    def of(self, word: str) -> list[int]:
        """Return the pieces of a word, at least one and at most eight.

        Args:
            word: A normalized word.
        """
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_WORDS_KNOWN:
                self._known.clear()
            ids = self._tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids
            found = self._known[word] = ids[:_PIECES_OF_A_WORD] or [self._unknown]
        return found


class EncoderTagger(TokenTagger):
    """Tags tokens by a transformer over pieces of words and gazetteer hits."""

    def __init__(
        self, session: Any, tokenizer: Any, labels: Sequence[str], calibration: Calibration | None = None
    ) -> None:
        """Take the parts.

        Args:
            session: An onnxruntime session with the inputs ``ids`` and ``hits``, and logits of tags.
            tokenizer: A tokenizer of the ``tokenizers`` package.
            labels: The labels, in the order of the tags.
            calibration: What the odds of the resolver are worth with this tagger, if that was measured.
        """
        super().__init__(tuple(labels), calibration=calibration)
        self._session = session
        self._pieces = Pieces(tokenizer)

    @classmethod
    def from_disk(cls, folder: Path, threads: int = 0) -> EncoderTagger:
        """Return the tagger of a folder.

        Args:
            folder: The folder, with ``meta.json`` and ``FILES``.
            threads: Threads that one call uses; if 0, as many as there are cores that the process may use.

        Raises:
            BnEntitiesError: A file is missing, damaged, or of another format version, or a package is not installed.
        """
        try:
            import onnxruntime
            import tokenizers
        except ImportError as error:
            raise BnEntitiesError(
                f"the encoder needs the packages onnxruntime and tokenizers: install them ({error})"
            ) from error
        meta = read_meta(folder, KIND, FORMAT, FILES)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or _allowed_cores()
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        return cls(
            session, tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json")), meta.labels, meta.calibration
        )

    def log_probs(self, docs: Sequence[Doc]) -> list[LogProbs]:
        """Return log probabilities of tags for each document, (tokens, tags).

        Args:
            docs: Documents with normal forms and gazetteer matches.
        """
        words = [[self._pieces.of(token.norm_) for token in doc] for doc in docs]
        hits = [hit_columns(doc) for doc in docs]
        logits = [np.zeros((len(doc), 1 + 4 * len(self.labels)), dtype=np.float32) for doc in docs]
        windows = [window for index, doc in enumerate(docs) for window in _windows(index, doc, words[index])]
        # One window at a time: the scale of 8-bit numbers is that of all that is read at once, so
        # that what a text gets would depend on its neighbours.
        for window in windows:
            self._run(window, words[window.doc], hits[window.doc], logits[window.doc])
        return [log_softmax(table) for table in logits]

    def _run(
        self,
        window: _Window,
        words: list[list[int]],
        hits: npt.NDArray[np.int64],
        logits: npt.NDArray[np.float32],
    ) -> None:
        """Fill in the logits of a window of a document."""
        row = words[window.start : window.end]
        counts = np.array([len(pieces) for pieces in row])
        size = int(counts.sum())
        inner = (piece for pieces in row for piece in pieces)
        ids = np.array([[self._pieces.start, *inner, self._pieces.end]], dtype=np.int64)
        table = np.zeros((1, size + 2, hits.shape[1]), dtype=np.int64)
        table[0, 1:-1] = np.repeat(hits[window.start : window.end], counts, axis=0)
        [found] = self._session.run(None, {"ids": ids, "hits": table})
        first = 1 + np.cumsum(counts) - counts
        kept = first[window.first - window.start : window.last - window.start]
        logits[window.first : window.last] = found[0, kept]


def _allowed_cores() -> int:
    """Return the number of cores that the process is bound to, or 0 if it may use all.

    onnxruntime counts the cores of the machine, also those that the process may not use: its threads would
    wait for each other on the same core.
    """
    if not hasattr(os, "sched_getaffinity"):
        return 0
    allowed = len(os.sched_getaffinity(0))
    return allowed if allowed < (os.cpu_count() or 1) else 0


def sentence_groups(doc: Doc, words: Sequence[Sequence[int]], most: int = MOST_PIECES) -> Iterator[tuple[int, int]]:
    """Yield where whole sentences of at most so many pieces begin and end; a longer sentence stands alone.

    Args:
        doc: A document with sentences.
        words: The pieces of each token.
        most: The pieces of a group.

    Yields:
        Index of the first token, and of the one after the last.
    """
    if not len(doc):
        return
    starts = [0, *(token.i for token in doc if token.is_sent_start and token.i)]
    begin, size = 0, 0
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        length = sum(map(len, words[start:end]))
        if size and size + length > most:
            yield begin, start
            begin, size = start, 0
        size += length
    yield begin, len(doc)


def _windows(index: int, doc: Doc, words: list[list[int]]) -> Iterator[_Window]:
    """Yield the windows of a document: whole sentences together, and overlapping parts of one that is too long."""
    for begin, end in sentence_groups(doc, words):
        yield from _parts(index, words, begin, end)


def _parts(index: int, words: list[list[int]], begin: int, end: int) -> Iterator[_Window]:
    if sum(map(len, words[begin:end])) <= LONGEST_PART:
        yield _Window(index, begin, end, begin, end)
        return
    first = begin
    while first < end:
        last, size = first, 0
        while last < end and size + len(words[last]) <= LONGEST_PART - 2 * _OVERLAP:
            size += len(words[last])
            last += 1
        last = max(last, first + 1)
        yield _Window(index, _back(words, first, begin), _forth(words, last, end), first, last)
        first = last


def _back(words: list[list[int]], at: int, begin: int) -> int:
    size = 0
    while at > begin and size + len(words[at - 1]) <= _OVERLAP:
        at -= 1
        size += len(words[at])
    return at


def _forth(words: list[list[int]], at: int, end: int) -> int:
    size = 0
    while at < end and size + len(words[at]) <= _OVERLAP:
        size += len(words[at])
        at += 1
    return at
