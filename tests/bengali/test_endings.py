"""The table of endings, row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.bengali.endings import ENDINGS, Ending, splits
from bn_entities.bengali.spelling import normalize


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.form)
def test_example_of_the_table(ending: Ending) -> None:
    inflected, stem = ending.example
    assert any(split.stem == normalize(stem) and ending.form in split.endings for split in splits(inflected))


@pytest.mark.parametrize(
    ("word", "stem"),
    [("রাইসিকেও", "রাইসি"), ("সাংবাদিকদেরকে", "সাংবাদিক"), ("NATO-র", "NATO"), ("শিলঙের", "শিলং"), ("তেহরানেই", "তেহরান")],
)
def test_chains(word: str, stem: str) -> None:
    assert stem in {split.stem for split in splits(word)}


@given(st.text(alphabet="কখদনরেিাুোয়টইওশ্তং-'", max_size=12))
def test_whole_word_first_and_each_once(word: str) -> None:
    readings = splits(word)
    assert readings[0].stem == normalize(word)
    assert not readings[0].endings
    assert len(set(readings)) == len(readings)
