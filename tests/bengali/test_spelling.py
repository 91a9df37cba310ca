"""Canonical spelling and the key of variants."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.bengali.spelling import fold, is_plain, normalize, sound

BENGALI = st.text(
    alphabet=st.characters(min_codepoint=0x0980, max_codepoint=0x09FE) | st.sampled_from("\u200c\u200d-'’a")
)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("\u09a8\u09df", "\u09a8\u09af\u09bc"),
        ("\u0997\u09be\u09dc\u09bf", "\u0997\u09be\u09a1\u09bc\u09bf"),
        ("\u0986\u09b7\u09be\u09dd", "\u0986\u09b7\u09be\u09a2\u09bc"),
        ("ত\u09cd\u200d", "ৎ"),
        ("র\u200d\u09cdযাব", "র\u200d\u09cdযাব"),
        ("র\u200c\u09cdযাব", "র\u200d\u09cdযাব"),
        ("সূর\u09cdয", "সূর\u09cdয"),
        ("ক\u200cখ\u200d", "কখ"),
        ("অামি", "আমি"),
        ("দু’জন", "দু'জন"),
        ("নাগর্নো‑কারাবাখ", "নাগর্নো-কারাবাখ"),
        ("\ufeffঢাকা\u200b", "ঢাকা"),
        ("ক\u09c7\u09be", "ক\u09cb"),
    ],
)
def test_canonical_form(typed: str, canonical: str) -> None:
    assert normalize(typed) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("শোইগু", "সোইগু"),
        ("পুতিন", "পূতীন"),
        ("জেলেনস্কি", "যেলেন্স্কি".replace("ন্স্কি", "নস্কি")),
        ("বানু", "বাণু"),
        ("চাঁদ", "চাদ"),
        ("আমির-আবদুল্লাহিয়ান", "আমিরআবদুল্লাহিয়ান"),
        ("দুঃখ", "দুখ"),
        ("বি.এন.পি.", "বিএনপি"),
        ("NATO", "nato"),
        ("শঙ্কর", "শংকর"),
        ("ব্রাজ\u09bcিল", "ব্রাজিল"),
        ("জ\u09bcেলেনস্কি", "জেলেনস্কি"),
        ("ব\u09bcাশিয়া", "রাশিয়া"),
    ],
)
def test_variants_share_a_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("কাল", "খাল"), ("রাইসি", "রাশি"), ("বন", "বান"), ("সূর্য", "সূর্জ")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(BENGALI)
def test_normalize_and_fold_are_idempotent(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert fold(once) == fold(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "variants",
    [
        "শোইগু শইগু",
        "রাইসি রাইসী",
        "পুতিন পুটিন",
        "ইসরাইল ইসরায়েল ইজরায়েল ইস্রায়েল",
        "আজারবাইজান আজেরবাইজান",
        "মোহাম্মদ মুহাম্মদ মোঃ মো. মোহা.",
        "আসগর আজগর",
        "আবদুল্লাহ আব্দুল্লাহ আবদুল্লা",
        "অ্যান্টনি এ্যান্টনি এন্টনি",
        "ভ্লাদিমির ভ্লাদিমীর ভ্লাডিমির",
        "মাদ্রিদ মাড্রিড",
    ],
)
def test_names_that_are_heard_alike(variants: str) -> None:
    assert len({sound(variant) for variant in variants.split()}) == 1


@pytest.mark.parametrize("words", ["ঢাকা ডাকা", "ভারত বাড়ত", "মোদি মদিনা", "কাদের কাদেরি", "আজাদ আসাদ", "ইরান ইরাক"])
def test_names_that_are_not_heard_alike(words: str) -> None:
    one, other = words.split()
    assert sound(one) != sound(other)


@given(st.text(alphabet="অআইউএওকখগঘজঝটতডদনবভমযরলশষসহড়ঢ়য়ািীুূেৈোৌ্ঁংঃ‍", max_size=12))
def test_what_is_folded_alike_is_heard_alike(word: str) -> None:
    assert sound(word) == sound(fold(word))


@given(st.text(max_size=20))
def test_plain_texts_are_canonical(text: str) -> None:
    if is_plain(text):
        assert normalize(text) == text == " ".join(text.split())
