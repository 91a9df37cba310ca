"""Values in sentences: their spans, names and parsed values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.evaluation import read_gold
from bn_entities.values import finder
from bn_entities.values.component import packaged_finder
from bn_entities.values.finder import ValueMatch


def words_of(text: str) -> list[str]:
    return [normalize(text[start:end]) for start, end in tokenize(text)]


def find(text: str) -> list[ValueMatch]:
    return packaged_finder().find(words_of(text))


GREGORIAN = {"calendar": "gregorian"}

# The sentence, the words of its only value, the label, the stem of the last word, the value.
CASES: list[tuple[str, str, str, str, dict[str, object]]] = [
    ("সভা হয় ২০২২ সালের নভেম্বরে শহরে", "২০২২ সালের নভেম্বরে", "DATE", "নভেম্বর", {"year": 2022, "month": 11, **GREGORIAN}),
    ("তিনি ২৫শে বৈশাখ ১৪৩১ সনে জন্মান", "২৫শে বৈশাখ ১৪৩১ সনে", "DATE", "সন", {"day": 25, "month": 1, "calendar": "bengali", "year": 1431}),
    ("মেলা ৫ ও ৬ মে বসবে", "৫ ও ৬ মে", "DATE", "মে", {"day": 5, "month": 5, **GREGORIAN, "end": {"day": 6, "month": 5, **GREGORIAN}}),
    ("মেলা ৫-৭ মে বসবে", "৫-৭ মে", "DATE", "মে", {"day": 5, "month": 5, **GREGORIAN, "end": {"day": 7, "month": 5, **GREGORIAN}}),
    ("পঁচিশে মার্চ রাতে", "পঁচিশে মার্চ রাতে", "DATE", "রাত", {"day": 25, "month": 3, **GREGORIAN, "part_of_day": "night"}),
    ("সভা বসে রোববার ( ২২ ফেব্রুয়ারি ) সেখানে", "রোববার ( ২২ ফেব্রুয়ারি )", "DATE", ")", {"weekday": 6, "day": 22, "month": 2, **GREGORIAN}),
    ("তিনি গতকাল বৃহস্পতিবার সকাল সাড়ে ১০টায় আসেন", "গতকাল বৃহস্পতিবার সকাল সাড়ে ১০টায়", "DATE", "১০টা", {"offset": -1, "unit": "day", "weekday": 3, "part_of_day": "morning", "hour": 10, "minute": 30}),
    ("বাজেট ২০১৩-১৪ অর্থবছরে বাড়ে", "২০১৩-১৪ অর্থবছরে", "DATE", "অর্থবছর", {"year": 2013, "end": {"year": 2014}}),
    ("বাজেট ২০২২ থেকে ২০২৪ সালে বাড়ে", "২০২২ থেকে ২০২৪ সালে", "DATE", "সাল", {"year": 2022, "end": {"year": 2024}}),
    ("১২/০৩/২০২৪ তারিখে", "১২/০৩/২০২৪", "DATE", "১২/০৩/২০২৪", {"day": 12, "month": 3, "year": 2024}),
    ("গত ডিসেম্বর মাসে কমে", "গত ডিসেম্বর মাসে", "DATE", "মাস", {"month": 12, **GREGORIAN}),
    ("গত মাসে কমে", "গত মাসে", "DATE", "মাস", {"offset": -1, "unit": "month"}),
    ("দুই দিন আগে কমে", "দুই দিন আগে", "DATE", "আগে", {"offset": -2, "unit": "day"}),
    ("কয়েক বছর লাগে", "কয়েক বছর", "DATE", "বছর", {"unit": "year"}),
    ("এক যুগের অপেক্ষা", "এক যুগের", "DATE", "যুগ", {"duration": 12, "unit": "year"}),
    ("তিন দিনব্যাপী মেলা", "তিন দিনব্যাপী", "DATE", "দিনব্যাপী", {"duration": 3, "unit": "day"}),
    ("নব্বইয়ের দশকে কমে", "নব্বইয়ের দশকে", "DATE", "দশক", {"decade": 1990}),
    ("উনিশ শতকের কবি", "উনিশ শতকের", "DATE", "শতক", {"century": 19}),
    ("একবিংশ শতাব্দীর কবি", "একবিংশ শতাব্দীর", "DATE", "শতাব্দী", {"century": 21}),
    ("শীতকালে পাখি আসে", "শীতকালে", "DATE", "শীতকাল", {"season": 5}),
    ("বর্ষা মৌসুমে পানি বাড়ে", "বর্ষা মৌসুমে", "DATE", "মৌসুম", {"season": 2}),
    ("সে রাত আটটায় ফেরে", "রাত আটটায়", "TIME", "আটটা", {"part_of_day": "night", "hour": 20, "minute": 0}),
    ("সে বেলা আড়াইটার দিকে ফেরে", "বেলা আড়াইটার", "TIME", "আড়াইটা", {"hour": 14, "minute": 30}),
    ("সে দুপুর ১২টায় ফেরে", "দুপুর ১২টায়", "TIME", "১২টা", {"part_of_day": "noon", "hour": 12, "minute": 0}),
    ("বিকেল পৌনে ৫টা বাজে", "বিকেল পৌনে ৫টা", "TIME", "৫টা", {"part_of_day": "afternoon", "hour": 16, "minute": 45}),
    ("রাত ১১টা ৪৭ মিনিটে কাঁপে", "রাত ১১টা ৪৭ মিনিটে", "TIME", "মিনিট", {"part_of_day": "night", "hour": 23, "minute": 47}),
    ("খেলা ১০:৩০ মিনিটে নয়", "১০:৩০", "TIME", "১০:৩০", {"hour": 10, "minute": 30}),
    ("এক ঘণ্টা ২০ মিনিট চলে", "এক ঘণ্টা ২০ মিনিট", "TIME", "মিনিট", {"seconds": 4800}),
    ("সন্ধ্যায় বৃষ্টি নামে", "সন্ধ্যায়", "TIME", "সন্ধ্যা", {"part_of_day": "evening"}),
    ("৫০ হাজার টাকা দেন", "৫০ হাজার টাকা", "MONEY", "টাকা", {"amount": 50000, "currency": "BDT"}),
    ("৫-৬ লাখ টাকার মাল", "৫-৬ লাখ টাকার", "MONEY", "টাকা", {"amount": 500000, "maximum": 600000, "currency": "BDT"}),
    ("৳৫০০ দাম", "৳৫০০", "MONEY", "৫০০", {"amount": 500, "currency": "BDT"}),
    ("দাম $১.৫ মিলিয়ন হবে", "$১.৫ মিলিয়ন", "MONEY", "মিলিয়ন", {"amount": 1500000, "currency": "USD"}),
    ("সাড়ে তিন কোটি মার্কিন ডলারে কেনা", "সাড়ে তিন কোটি মার্কিন ডলারে", "MONEY", "ডলার", {"amount": 35000000, "currency": "USD"}),
    ("১২.৫% বাড়ে", "১২.৫%", "PERCENT", "%", {"amount": 12.5}),
    ("৫ থেকে ৭ শতাংশের বেশি", "৫ থেকে ৭ শতাংশের", "PERCENT", "শতাংশ", {"amount": 5, "maximum": 7}),
    ("দেড় কিলোমিটার দূরে", "দেড় কিলোমিটার", "QUANTITY", "কিলোমিটার", {"amount": 1.5, "unit": "kilometre"}),
    ("২ মেট্রিক টনের বেশি", "২ মেট্রিক টনের", "QUANTITY", "টন", {"amount": 2, "unit": "metric ton"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "label", "stem", "value"), CASES, ids=[case[1] for case in CASES])
def test_value(text: str, surface: str, label: str, stem: str, value: dict[str, object]) -> None:
    [match] = find(text)
    assert words_of(text)[match.start : match.end] == words_of(surface)
    assert (match.label, match.stem) == (label, normalize(stem))
    assert match.value == value


@pytest.mark.parametrize(
    "text", ["দুই মেয়ে আর মেয়েরা", "৩ জন ১৯টি বই পড়ে", "পাঁচটা বই", "সকাল-সন্ধ্যা হরতাল", "আগামী দিনের কথা", "অনেক বেলা হলো", "১২৩৪৫ ভোট"]
)  # fmt: skip
def test_no_value(text: str) -> None:
    assert find(text) == []


def test_what_is_said_again_is_a_value_of_its_own() -> None:
    assert [match.value["month"] for match in find("২০২২ সালের নভেম্বরে ৫ ও ৬ মে")] == [11, 5]


def test_taka_of_kolkata() -> None:
    [match] = packaged_finder().find(words_of("৫০০ টাকা"), taka="INR")
    assert match.value["currency"] == "INR"


def at_every_word(words: list[str]) -> list[ValueMatch]:
    """Return the values of a scan that leaves out no word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finder, "may_begin_value", lambda word: True)
        return packaged_finder().find(words)


ARTICLES = [
    text.text for path in sorted((Path(__file__).parents[1] / "gold").glob("*.txt")) for text in read_gold(path)
]
VALUE_WORDS = [word for text, surface, *_ in CASES for word in (*words_of(surface), *surface.split())]
MORE_WORDS = [
    normalize(word)
    for word in "এ এই একই ও থেকে - – ( ) , $ ৳ শ শো শ' দশমিক ৬.৩০ ৬-৩০ ১ম নয় মেয়ে মেয়েরা একের দু '".split()
]


@pytest.mark.parametrize("text", ARTICLES)
def test_no_value_is_passed_over_in_an_article(text: str) -> None:
    words = words_of(text)
    assert packaged_finder().find(words) == at_every_word(words)


@given(st.lists(st.sampled_from(VALUE_WORDS + MORE_WORDS) | st.text(max_size=8), max_size=12))
def test_no_value_is_passed_over(words: list[str]) -> None:
    assert packaged_finder().find(words) == at_every_word(words)


@pytest.fixture(name="currency_of")
def _currency_of() -> Callable[[str], str]:
    import bn_entities

    pipeline = bn_entities.load()
    return lambda text: next(e.value.currency for e in pipeline(text).entities if e.label == "MONEY")


def test_taka_follows_the_places_of_the_text(currency_of: Callable[[str], str]) -> None:
    assert currency_of("কলকাতায় পশ্চিমবঙ্গ সরকার ৫০ কোটি টাকা দেবে।") == "INR"
    assert currency_of("ঢাকায় বাংলাদেশ সরকার ৫০ কোটি টাকা দেবে।") == "BDT"
