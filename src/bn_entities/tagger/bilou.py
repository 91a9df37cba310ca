"""Tags of tokens: begin, inside, last, unit of a label, or outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

OUTSIDE = 0
"""Index of the tag of tokens in no span."""

_B, _I, _L, _U = range(4)
_LEAST = 0.01


def encode(spans: Iterable[tuple[int, int, int]], length: int) -> npt.NDArray[np.int64]:
    """Return the tag of each token.

    Args:
        spans: First token, end and label index of spans that do not overlap.
        length: Number of tokens.

    Returns:
        Tag indices, shape (length,).
    """
    tags = np.full(length, OUTSIDE, dtype=np.int64)
    for start, end, label in spans:
        tags[start:end] = span_tags(end - start, label)
    return tags


def span_tags(length: int, label: int) -> list[int]:
    """Return the tags of a span.

    Args:
        length: Its number of tokens.
        label: Index of its label.
    """
    base = 1 + 4 * label
    return [base + _U] if length == 1 else [base + _B, *[base + _I] * (length - 2), base + _L]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Which sequences of tags are well formed.

    Attributes:
        follows: True where the second tag may follow the first, (tags, tags).
        starts: True for the tags that a text may start with.
        ends: True for the tags that it may end with.
    """

    follows: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.bool_]
    ends: npt.NDArray[np.bool_]

    def allows(self, tags: npt.NDArray[np.int64]) -> bool:
        """Tell whether a sequence of one tag or more is well formed.

        Args:
            tags: The sequence.
        """
        return bool(self.starts[tags[0]] and self.ends[tags[-1]] and self.follows[tags[:-1], tags[1:]].all())


@lru_cache(maxsize=8)
def grammar(labels: int) -> Grammar:
    """Return the grammar of tags.

    Args:
        labels: Number of labels.
    """
    part = np.array([-1, *([_B, _I, _L, _U] * labels)])
    label = np.array([-1, *np.repeat(np.arange(labels), 4)])
    open_ = (part == _B) | (part == _I)
    starts = (part == -1) | (part == _B) | (part == _U)
    follows = ~open_[:, None] & starts[None, :]
    follows |= open_[:, None] & ~starts[None, :] & (label[:, None] == label[None, :])
    return Grammar(follows, starts, ~open_)


def decode(log_probs: npt.NDArray[np.float32], least: float = 0.5) -> list[tuple[int, int, int]]:
    """Return the most likely spans: the best sequence of tags that is well formed.

    Args:
        log_probs: Log probability of each tag at each token, shape (tokens, tags).
        least: How likely a span should be at least: below a half, ``O`` is made less likely.

    Returns:
        First token, end and label index of each span, in order.
    """
    length, tags = log_probs.shape
    if not length:
        return []
    rules = grammar((tags - 1) // 4)
    odds = 1.0
    if least < 0.5:
        least = max(least, _LEAST)
        odds = least / (1 - least)
        log_probs = log_probs.copy()
        log_probs[:, OUTSIDE] += np.log(odds)
    surely_outside = np.log(odds) + np.log(1 - 1e-3 * odds)
    best = log_probs.argmax(axis=1)
    if not rules.allows(best):
        # Where O is certain at a token that no span can cross, the sequence falls apart into pieces.
        inside = np.flatnonzero(log_probs[:, OUTSIDE] <= surely_outside)
        for piece in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
            if len(piece) and not rules.allows(best[piece]):
                best[piece] = _best_sequence(log_probs[piece], rules)
    return _spans(best)


def _best_sequence(log_probs: npt.NDArray[np.float32], rules: Grammar) -> list[int]:
    """Return the likeliest well-formed sequence of tags (Viterbi)."""
    length, tags = log_probs.shape
    barred = np.where(rules.follows, 0.0, -np.inf)
    score = np.where(rules.starts, log_probs[0], -np.inf)
    back = np.zeros((length, tags), dtype=np.int64)
    for at in range(1, length):
        paths = score[:, None] + barred
        back[at] = paths.argmax(axis=0)
        score = paths[back[at], np.arange(tags)] + log_probs[at]
    tag = int(np.where(rules.ends, score, -np.inf).argmax())
    best = [tag]
    for at in range(length - 1, 0, -1):
        tag = int(back[at, tag])
        best.append(tag)
    best.reverse()
    return best


def _spans(tags: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Return the spans of a well-formed sequence."""
    spans: list[tuple[int, int, int]] = []
    start = 0
    for at in np.flatnonzero(tags != OUTSIDE).tolist():
        label, part = divmod(int(tags[at]) - 1, 4)
        if part in (_B, _U):
            start = at
        if part in (_L, _U):
            spans.append((start, at + 1, label))
    return spans
