"""Gazetteer matches of tokens as numbers, for taggers that learn a vector for each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from bn_entities.gazetteer.component import PART_SPANS, SPANS
from bn_entities.records import NAME_LABELS

_PARTS = 4
_BASE = {label: 1 + _PARTS * at for at, label in enumerate(NAME_LABELS)}
_WEAK = _PARTS * len(NAME_LABELS)
_NAME_PART = 1 + 2 * _WEAK

HITS = _NAME_PART + 1
"""Number of values that a hit may have; 0 is none."""

COLUMNS = 3
"""Hits of a token: a strong name, a weak one, a word of a name."""


def hit_columns(doc: Doc) -> npt.NDArray[np.int64]:
    """Return the hits of each token: label and place in the name (first, inner, last, only).

    Args:
        doc: A document with gazetteer matches.

    Returns:
        Shape (tokens, COLUMNS), values below ``HITS``.
    """
    table = np.zeros((len(doc), COLUMNS), dtype=np.int64)
    group = doc.spans.get(SPANS)
    if group is not None:
        for span, weak in zip(group, group.attrs["weak"], strict=True):
            base, column = _BASE[span.label_] + (_WEAK if weak else 0), int(weak)
            for at in range(span.start, span.end):
                if not table[at, column]:
                    first, last = at == span.start, at == span.end - 1
                    table[at, column] = base + (3 if first and last else 0 if first else 2 if last else 1)
    for part in doc.spans.get(PART_SPANS, ()):
        table[part.start : part.end, 2] = _NAME_PART
    return table
