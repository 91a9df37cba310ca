"""Kinds of places and bodies after a name."""

from __future__ import annotations

import pytest

from bn_entities.bengali.endings import splits
from bn_entities.bengali.kinds import BETWEEN, BODY_KINDS, PLACE_KINDS, PLACE_ONLY, kind_after, suffix_after
from bn_entities.bengali.spelling import normalize


def after(text: str) -> tuple[list[str], list[list[str]]]:
    words = [normalize(word) for word in text.split()]
    return words, [[split.stem for split in splits(word)] for word in words]


@pytest.mark.parametrize(
    ("text", "length", "label", "stem"),
    [
        ("থানায় মামলা", 1, "ORGANIZATION", "থানা"),
        ("মডেল থানার পুলিশ", 2, "ORGANIZATION", "থানা"),
        ("মেডিকেল কলেজ হাসপাতালে ভর্তি", 3, "ORGANIZATION", "হাসপাতাল"),
        ("সদর উপজেলার", 2, "LOCATION", "উপজেলা"),
        ("আন্তর্জাতিক ক্রিকেট স্টেডিয়ামে", 3, "LOCATION", "স্টেডিয়াম"),
        ("রেলওয়ে স্টেশন এলাকা", 2, "LOCATION", "স্টেশন"),
    ],
)
def test_kinds(text: str, length: int, label: str, stem: str) -> None:
    found = kind_after(*after(text))
    assert found is not None
    assert (found[0], found[1], found[3]) == (length, label, normalize(stem))


@pytest.mark.parametrize("text", ["এলাকায়", "শহরে", "সদর", "নতুন মানুষ থানা", ""])
def test_no_kinds(text: str) -> None:
    assert kind_after(*after(text)) is None


def test_suffixes() -> None:
    assert suffix_after(after("লিমিটেডের শেয়ার")[1]) == "লিমিটেড"
    assert suffix_after(after("শেয়ার")[1]) is None
    assert suffix_after([]) is None


def test_tables_are_consistent() -> None:
    assert not PLACE_KINDS & BODY_KINDS
    assert PLACE_ONLY <= PLACE_KINDS | BODY_KINDS
    for phrase in PLACE_KINDS | BODY_KINDS:
        assert all(word == normalize(word) for word in phrase)
    assert all(word == normalize(word) for word in BETWEEN)
