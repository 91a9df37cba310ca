"""Tags of tokens: begin, inside, last, unit of a label, or outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

OUTSIDE = 0
"""Index of the tag of tokens in no span."""

_B, _I, _L, _U = range(4)


def tag_names(labels: Sequence[str]) -> list[str]:
    """Return the tags of labels by index: ``O``, then ``B- I- L- U-`` of each label.

    Args:
        labels: The labels, in order.
    """
    return ["O", *(f"{part}-{label}" for label in labels for part in "BILU")]


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
        base = 1 + 4 * label
        if end - start == 1:
            tags[start] = base + _U
        else:
            tags[start] = base + _B
            tags[start + 1 : end - 1] = base + _I
            tags[end - 1] = base + _L
    return tags


def transitions(labels: int) -> npt.NDArray[np.bool_]:
    """Return which tag may follow which.

    Args:
        labels: Number of labels.

    Returns:
        Shape (tags, tags): true where the second tag may follow the first.
    """
    tags = 1 + 4 * labels
    part = np.array([-1, *([_B, _I, _L, _U] * labels)])
    label = np.array([-1, *np.repeat(np.arange(labels), 4)])
    is_open = (part == _B) | (part == _I)
    starts = (part == -1) | (part == _B) | (part == _U)
    continues = (part == _I) | (part == _L)
    allowed: npt.NDArray[np.bool_] = np.zeros((tags, tags), dtype=np.bool_)
    allowed |= ~is_open[:, None] & starts[None, :]
    allowed |= is_open[:, None] & continues[None, :] & (label[:, None] == label[None, :])
    return allowed


def decode(log_probs: npt.NDArray[np.float32]) -> list[tuple[int, int, int]]:
    """Return the most likely spans: the best sequence of tags that is well formed.

    Args:
        log_probs: Log probability of each tag at each token, shape (tokens, tags).

    Returns:
        First token, end and label index of each span, in order.
    """
    length, tags = log_probs.shape
    labels = (tags - 1) // 4
    spans: list[tuple[int, int, int]] = []
    if not length:
        return spans
    # Where O is certain at a token that no span can cross, the sequence falls apart into pieces: most
    # tokens of news are such, and the dynamic program runs over the rest only.
    outside = log_probs[:, OUTSIDE] > np.log(0.999)
    at = 0
    while at < length:
        if outside[at]:
            at += 1
            continue
        end = at
        while end < length and not outside[end]:
            end += 1
        spans += [(at + first, at + last, label) for first, last, label in _decode_piece(log_probs[at:end], labels)]
        at = end
    return spans


def _decode_piece(log_probs: npt.NDArray[np.float32], labels: int) -> list[tuple[int, int, int]]:
    length, tags = log_probs.shape
    barred = np.where(transitions_cached(labels), 0.0, -np.inf)
    part = (np.arange(tags) - 1) % 4
    may_start = (np.arange(tags) == OUTSIDE) | (part == _B) | (part == _U)
    may_end = (np.arange(tags) == OUTSIDE) | (part == _L) | (part == _U)
    score = np.where(may_start, log_probs[0], -np.inf)
    back = np.zeros((length, tags), dtype=np.int64)
    for at in range(1, length):
        paths = score[:, None] + barred
        back[at] = paths.argmax(axis=0)
        score = paths[back[at], np.arange(tags)] + log_probs[at]
    tag = int(np.where(may_end, score, -np.inf).argmax())
    best = [tag]
    for at in range(length - 1, 0, -1):
        tag = int(back[at, tag])
        best.append(tag)
    best.reverse()
    spans: list[tuple[int, int, int]] = []
    start = 0
    for at, tag in enumerate(best):
        if tag == OUTSIDE:
            continue
        label, where = divmod(tag - 1, 4)
        if where in (_B, _U):
            start = at
        if where in (_L, _U):
            spans.append((start, at + 1, label))
    return spans


_TRANSITIONS: dict[int, npt.NDArray[np.bool_]] = {}


def transitions_cached(labels: int) -> npt.NDArray[np.bool_]:
    """Return ``transitions(labels)``, made once.

    Args:
        labels: Number of labels.
    """
    if labels not in _TRANSITIONS:
        _TRANSITIONS[labels] = transitions(labels)
    return _TRANSITIONS[labels]
