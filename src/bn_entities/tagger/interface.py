"""What every tagger does: documents in, labelled spans of tokens out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from bn_entities.calibration import Calibration
from bn_entities.tagger.bilou import decode, span_tags

LogProbs = npt.NDArray[np.float32]
"""Log probabilities of tags, (tokens, tags)."""


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span that a tagger found.

    Attributes:
        start: Index of the first token in the document.
        end: Index after the last token.
        label: A label of the guideline.
        score: How sure the tagger is, 0 to 1.
    """

    start: int
    end: int
    label: str
    score: float


class Tagger(Protocol):
    """Finds labelled spans by what it learnt from annotated text.

    Attributes:
        calibration: What the odds of the resolver are worth with this tagger; None if that was not measured.
    """

    calibration: Calibration | None

    def tag(self, docs: Sequence[Doc], least: float = 0.5) -> list[list[TaggedSpan]]:
        """Return the spans of each document, in text order, without overlaps.

        Args:
            docs: Documents with what stands left of the tagger in the pipeline: normal forms,
                lemmas, gazetteer matches.
            least: How likely a span should be at least: less than a half finds more of them.
        """
        ...


@dataclass
class TokenTagger(ABC):
    """A tagger that tells the probability of each tag at each token.

    Attributes:
        labels: Its labels, in the order of the tags.
        calibration: What the odds of the resolver are worth with it; None if that was not measured.
    """

    labels: tuple[str, ...]
    calibration: Calibration | None = field(default=None, kw_only=True)

    @abstractmethod
    def log_probs(self, docs: Sequence[Doc]) -> list[LogProbs]:
        """Return log probabilities of tags for each document, (tokens, tags).

        Args:
            docs: Documents with normal forms, lemmas and gazetteer matches.
        """

    def tag(self, docs: Sequence[Doc], least: float = 0.5) -> list[list[TaggedSpan]]:
        """Return the spans of each document.

        Args:
            docs: Documents with normal forms, lemmas and gazetteer matches.
            least: How likely a span should be at least: less than a half finds more of them.
        """
        return [self.spans(table, least) for table in self.log_probs(docs)]

    def spans(self, log_probs: LogProbs, least: float = 0.5) -> list[TaggedSpan]:
        """Return the likeliest spans of a document.

        Args:
            log_probs: Its log probabilities.
            least: How likely a span should be at least: less than a half finds more of them.
        """
        return [
            TaggedSpan(start, end, self.labels[label], span_probability(log_probs, start, end, label))
            for start, end, label in decode(log_probs, least)
        ]

    def score(self, log_probs: LogProbs, start: int, end: int, label: str) -> float:
        """Return how sure the tagger is of a span that others propose, 0 to 1.

        Args:
            log_probs: Log probabilities of the document.
            start: First token.
            end: Index after the last token.
            label: The label.
        """
        return span_probability(log_probs, start, end, self.labels.index(label)) if label in self.labels else 0.0


def log_softmax(logits: npt.NDArray[np.float32]) -> LogProbs:
    """Return log probabilities.

    Args:
        logits: Shape (tokens, tags).
    """
    if not len(logits):
        return logits
    shifted = logits - logits.max(axis=-1, keepdims=True)
    probs: LogProbs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return probs


def span_probability(log_probs: LogProbs, start: int, end: int, label: int) -> float:
    """Return the geometric mean of the tags' probabilities, so that long names are not worse than short ones.

    Args:
        log_probs: Of the tokens of a document.
        start: First token of the span.
        end: Index after its last token.
        label: Index of its label.
    """
    total = sum(
        float(log_probs[at, tag]) for at, tag in zip(range(start, end), span_tags(end - start, label), strict=True)
    )
    return min(1.0, float(np.exp(total / (end - start))))
