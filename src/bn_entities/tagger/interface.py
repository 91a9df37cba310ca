"""What every tagger does: documents in, labelled spans of tokens out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc


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
    """Finds labelled spans by what it learnt from annotated text."""

    def tag(self, docs: Sequence[Doc]) -> list[list[TaggedSpan]]:
        """Return the spans of each document, in text order, without overlaps.

        Args:
            docs: Documents with what stands left of the tagger in the pipeline: normal forms,
                lemmas, gazetteer matches.
        """
        ...
