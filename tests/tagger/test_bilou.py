"""Tags of tokens: well-formed sequences, and the best of them."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.tagger.bilou import decode, encode, grammar, span_tags
from bn_entities.tagger.interface import log_softmax

LABELS = 2
TAGS = 1 + 4 * LABELS


@st.composite
def spans(draw: st.DrawFn) -> tuple[list[tuple[int, int, int]], int]:
    at, found = 0, []
    for _ in range(draw(st.integers(0, 6))):
        start = at + draw(st.integers(0, 2))
        at = start + draw(st.integers(1, 4))
        found.append((start, at, draw(st.integers(0, LABELS - 1))))
    return found, at + draw(st.integers(0, 3))


@given(spans())
def test_decode_reads_what_encode_wrote(case: tuple[list[tuple[int, int, int]], int]) -> None:
    found, length = case
    table = np.full((length, TAGS), -9.0, dtype=np.float32)
    table[np.arange(length), encode(found, length)] = 0
    assert decode(table) == found


@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_decode_is_the_best_of_all_well_formed_sequences(length: int, seed: int) -> None:
    table = log_softmax(np.random.default_rng(seed).normal(0, 2, (length, TAGS)).astype(np.float32))
    rules = grammar(LABELS)
    best = max(
        (tags for tags in product(range(TAGS), repeat=length) if rules.allows(np.array(tags))),
        key=lambda tags: sum(float(table[at, tag]) for at, tag in enumerate(tags)),
    )
    assert encode(decode(table), length).tolist() == list(best)


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_less_likely_spans_are_found_on_demand(length: int, seed: int) -> None:
    table = log_softmax(np.random.default_rng(seed).normal(0, 2, (length, TAGS)).astype(np.float32))
    table[:, 0] += 2
    covered = [sum(end - start for start, end, _ in decode(table, least)) for least in (0.5, 0.2, 0.01)]
    assert covered == sorted(covered)
    assert decode(table, 0.9) == decode(table)


def test_no_tokens() -> None:
    assert decode(np.zeros((0, TAGS), dtype=np.float32)) == []


def test_span_tags() -> None:
    assert span_tags(1, 1) == [8]
    assert span_tags(3, 0) == [1, 2, 3]
