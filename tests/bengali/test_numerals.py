"""Numbers in digits and words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.bengali.numerals import (
    CARDINALS,
    number_at,
    parse_digits,
    parse_number,
    parse_ordinal,
    scan_number,
    to_ascii_digits,
)
from bn_entities.bengali.spelling import normalize


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("১২,৩৪,৫৬৭", "1234567"),
        ("1,234,567", "1234567"),
        ("১২,৩৪৫.৬৭", "12345.67"),
        ("৩.১৪", "3.14"),
        ("১2৩", "123"),
        ("পঁচিশ", "25"),
        ("উনিশ", "19"),
        ("ঊনিশ", "19"),
        ("নিরানব্বই", "99"),
        ("দেড়", "1.5"),
        ("আড়াই হাজার", "2500"),
        ("সাড়ে তিন লাখ", "350000"),
        ("পৌনে চার কোটি", "37500000"),
        ("সোয়া দুই লাখ", "225000"),
        ("দেড়শ", "150"),
        ("পাঁচশো", "500"),
        ("১ লাখ ১৩ হাজার কোটি", "1130000000000"),
        ("তিন কোটি পাঁচ লাখ দুই হাজার একশ বারো", "30502112"),
        ("৪২ দশমিক ৩১", "42.31"),
        ("২ মিলিয়ন", "2000000"),
        ("-৫", "-5"),
        ("মাইনাস ৫", "-5"),
        ("২৫শে", "25"),
        ("প্রথম", "1"),
    ],
)
def test_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "কলম", "১,২", "১২,৩৪", "১২৩৪,৫৬৭", "পাঁচ কলম", "1" * 31, "৫-"])
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_every_number_to_a_hundred() -> None:
    assert set(CARDINALS.values()) == set(range(100))


@pytest.mark.parametrize(
    ("word", "value"), [("২য়", 2), ("১ম", 1), ("৭ই", 7), ("পঁচিশে", 25), ("দশম", 10), ("৫টি", None)]
)
def test_ordinal(word: str, value: int | None) -> None:
    assert parse_ordinal(word) == value


def test_number_in_a_sentence() -> None:
    words = list(map(normalize, "মোট পাঁচ হাজার দুই শ টাকা".split()))
    assert number_at(words, 1) == (5, Decimal(5200))
    assert number_at(words, 0) is None
    number = scan_number(["১৪", "হাজার", "কোটি", "টাকা"])
    assert number is not None
    assert (number.end, number.coefficient, number.scale) == (3, 14, 10**10)


@given(st.integers(min_value=0, max_value=10**29), st.booleans())
def test_digits_of_both_sets(value: int, grouped: bool) -> None:
    text = f"{value:,}" if grouped else str(value)
    bengali = text.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    assert to_ascii_digits(bengali) == text
    assert parse_digits(bengali) == parse_digits(text) == value


@given(st.lists(st.sampled_from(["কোটি", "লাখ", "হাজার", "শ", "দেড়", "সাড়ে", "৫", "দুই", "দশমিক", "কলম"]), max_size=40))
def test_any_row_of_number_words(words: list[str]) -> None:
    found = number_at(words)
    if found is not None:
        assert 0 < found[0] <= len(words)
        assert found[1] >= 0
