"""Which reading of an inflected word is its name."""

from __future__ import annotations

import pytest

from bn_entities.bengali.names import best_split, name_of
from bn_entities.bengali.spelling import normalize


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("তেহরানে", "তেহরান"),
        ("পুতিনকে", "পুতিন"),
        ("মুম্বাইয়ের", "মুম্বাই"),
        ("ঢাকায়", "ঢাকা"),
        ("ইরান", "ইরান"),
        ("COVID-১৯-এর", "COVID-১৯"),
        ("বরিশালসহ", "বরিশাল"),
        ("হাসপাতালে", "হাসপাতাল"),
    ],
)
def test_common_words_decide(word: str, stem: str) -> None:
    assert best_split(word).stem == normalize(stem)


def test_other_forms_in_the_article_decide() -> None:
    assert best_split("কারমাকে", attested={"কারমাক"}).stem == "কারমাক"
    assert best_split("কারমাকে", attested={"কারমা"}).stem == "কারমা"


def test_known_words_of_names_decide() -> None:
    assert best_split("কবির").stem == "কবি"
    assert best_split("কবির", known={"কবির"}).stem == "কবির"


def test_a_form_that_returns_is_rather_the_name() -> None:
    assert best_split("রাউয়ার").stem == normalize("রাউয়া")
    assert best_split("রাউয়ার", repeats=3).stem == normalize("রাউয়ার")


def test_name_of() -> None:
    assert name_of("ইব্রাহিম \n ", "রাইসি") == "ইব্রাহিম রাইসি"
    assert name_of("আমির-", "আবদুল্লাহিয়ান") == normalize("আমির-আবদুল্লাহিয়ান")
    assert name_of("", "ঢাকা") == "ঢাকা"
