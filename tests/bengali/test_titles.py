"""Titles at names."""

from __future__ import annotations

import pytest

from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.titles import title_after, title_before


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("রুশ প্রতিরক্ষামন্ত্রী", 1),
        ("দেশের সাবেক প্রধানমন্ত্রী", 2),
        ("বলেন সাবেক রাষ্ট্রদূত ড.", 3),
        ("তিনি বলেন", 0),
        ("সাবেক", 0),
        ("", 0),
    ],
)
def test_title_before(words: str, count: int) -> None:
    assert title_before([normalize(word) for word in words.split()]) == count


def test_title_after() -> None:
    assert title_after(["সাহেব", "বলেন"]) == 1
    assert title_after(["বলেন"]) == 0
    assert title_after([]) == 0
