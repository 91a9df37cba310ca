"""Tokens: cases of the data file, one a line, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.bengali import tokens as tokens_module
from bn_entities.bengali.tokens import sentence_starts, tokenize

CASES = [line.split("\t") for line in (Path(__file__).parent / "tokens.txt").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_case(text: str, tokens: str) -> None:
    assert [text[start:end] for start, end in tokenize(text)] == tokens.split("|")


@given(st.text())
def test_every_character_is_in_one_token(text: str) -> None:
    tokens = tokenize(text)
    covered = {at for start, end in tokens for at in range(start, end)}
    assert {at for at, char in enumerate(text) if not char.isspace()} <= covered
    assert all(before[1] <= after[0] for before, after in pairwise(tokens))
    assert len(sentence_starts(text, tokens)) == len(tokens)


def test_no_sentence_ends_after_an_abbreviation() -> None:
    text = "মো. বাদল গেলেন। ড. করিম এলেন।"
    tokens = tokenize(text)
    starts = [
        text[start:end] for (start, end), first in zip(tokens, sentence_starts(text, tokens), strict=True) if first
    ]
    assert starts == ["মো.", "ড."]


PIECES = [
    *"ক দু ন ১ A . : - ’ ' @ # ! ।".split(),
    "দু ",
    "বি.",
    "মো",
    "https://",
    "www.",
    ".com",
    "😀",
    "\u0600",
    "\u0301",
    "\u200d",
    " ",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=20).map("".join))
def test_runs_of_characters_are_read_as_in_their_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens_module, "_LONGEST_RUN_KEPT", 0)
        in_text = tokenize(text)
    assert tokenize(text) == in_text
