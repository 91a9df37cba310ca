"""Values in sentences: their spans, names and parsed values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.evaluation import read_gold
from bn_entities.values import finder, moments
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
    ("মেলা ২৮ মে-২ জুন চলবে", "২৮ মে-২ জুন", "DATE", "জুন", {"day": 28, "month": 5, **GREGORIAN, "end": {"day": 2, "month": 6, **GREGORIAN}}),
    ("মেলা ১২ তারিখে বসবে", "১২ তারিখে", "DATE", "তারিখ", {"day": 12}),
    ("মেলা ১২ মের পরে নয়", "১২ মের", "DATE", "মে", {"day": 12, "month": 5, **GREGORIAN}),
    ("জুলাই-অক্টোবর ২০২৩ প্রান্তিকে কমে", "জুলাই-অক্টোবর ২০২৩ প্রান্তিকে", "DATE", "প্রান্তিক", {"month": 7, "year": 2023, **GREGORIAN, "end": {"month": 10, "year": 2023, **GREGORIAN}}),
    ("জুলাইয়ে কমে", "জুলাইয়ে", "DATE", "জুলাই", {"month": 7, **GREGORIAN}),
    ("১৯৭১-এর মার্চে তিনি ফেরেন", "১৯৭১-এর মার্চে", "DATE", "মার্চ", {"year": 1971, "month": 3, **GREGORIAN}),
    ("একাত্তরের কথা লেখেন", "একাত্তরের", "DATE", "একাত্তর", {"year": 1971}),
    ("তাঁর বই (২০১৫) পড়ি", "২০১৫", "DATE", "২০১৫", {"year": 2015}),
    ("তিনি মন্ত্রী ছিলেন (২০০১–২০০৬)", "২০০১–২০০৬", "DATE", "২০০১–২০০৬", {"year": 2001, "end": {"year": 2006}}),
    ("তিনি ২০০১, ২০০৮ ও ২০১৪ সালে জেতেন", "২০০১, ২০০৮ ও ২০১৪ সালে", "DATE", "সাল", {"year": 2001, "end": {"year": 2014}}),
    ("২০২১সালের এপ্রিলে যাই", "২০২১সালের এপ্রিলে", "DATE", "এপ্রিল", {"year": 2021, "month": 4, **GREGORIAN}),
    ("শনিবার (৭ মার্চ) সকাল ৭টায় ছাড়ে", "শনিবার (৭ মার্চ) সকাল ৭টায়", "DATE", "৭টা", {"weekday": 5, "day": 7, "month": 3, **GREGORIAN, "part_of_day": "morning", "hour": 7, "minute": 0}),
    ("৭ মার্চ, শনিবার বিকেলে বসে", "৭ মার্চ, শনিবার বিকেলে", "DATE", "বিকেল", {"weekday": 5, "day": 7, "month": 3, **GREGORIAN, "part_of_day": "afternoon"}),
    ("গত সোমবার দিবাগত রাত আনুমানিক দুইটায় আসে", "গত সোমবার দিবাগত রাত আনুমানিক দুইটায়", "DATE", "দুইটা", {"weekday": 0, "part_of_day": "night", "hour": 2, "minute": 0}),
    ("গত সোমবার দিবাগত রাতে আসে", "গত সোমবার দিবাগত রাতে", "DATE", "রাত", {"weekday": 0, "part_of_day": "night"}),
    ("সোমবার গভীর রাতে আসে", "সোমবার গভীর রাতে", "DATE", "রাত", {"weekday": 0, "part_of_day": "night"}),
    ("দোকান শুক্র ও শনিবার বন্ধ", "শুক্র ও শনিবার", "DATE", "শনিবার", {"weekday": 4, "end": {"weekday": 5}}),
    ("ক্লাস সোম, বুধ ও শুক্রবার", "সোম, বুধ ও শুক্রবার", "DATE", "শুক্রবার", {"weekday": 0, "end": {"weekday": 4}}),
    ("রোববার ও সোমবার রাতে ঝড় হয়", "রোববার ও সোমবার রাতে", "DATE", "রাত", {"weekday": 6, "end": {"weekday": 0}, "part_of_day": "night"}),
    ("দুই বছর আগেও ছিল", "দুই বছর আগেও", "DATE", "আগে", {"offset": -2, "unit": "year"}),
    ("দেড় বছর আগে ছিল", "দেড় বছর আগে", "DATE", "আগে", {"offset": -18, "unit": "month"}),
    ("দেড় মাস আগে ছিল", "দেড় মাস আগে", "DATE", "আগে", {"duration": 1.5, "unit": "month"}),
    ("সাত বছর পর ফেরেন", "সাত বছর পর", "DATE", "পর", {"duration": 7, "unit": "year"}),
    ("তিন বছর দুই মাস লাগে", "তিন বছর দুই মাস", "DATE", "মাস", {"duration": 38, "unit": "month"}),
    ("বছর দুয়েক লাগে", "বছর দুয়েক", "DATE", "দুয়েক", {"duration": 2, "unit": "year"}),
    ("মাসখানেক আগেই দেখি", "মাসখানেক আগেই", "DATE", "আগে", {"offset": -1, "unit": "month"}),
    ("মাস তিন আগে দেখি", "মাস তিন আগে", "DATE", "আগে", {"offset": -3, "unit": "month"}),
    ("তিনদিনের ছুটি", "তিনদিনের", "DATE", "তিনদিন", {"duration": 3, "unit": "day"}),
    ("যেতে ছ’দিন লাগে", "ছ’দিন", "DATE", "ছ'দিন", {"duration": 6, "unit": "day"}),
    ("যেতে ৫ থেকে ৭ দিন লাগে", "৫ থেকে ৭ দিন", "DATE", "দিন", {"duration": 5, "unit": "day"}),
    ("২০১৯ সালের শুরুতে বাড়ে", "২০১৯ সালের শুরুতে", "DATE", "শুরু", {"year": 2019}),
    ("এই নভেম্বর মাসেরই সূচনায় বাড়ে", "এই নভেম্বর মাসেরই সূচনায়", "DATE", "সূচনা", {"month": 11, **GREGORIAN}),
    ("গত বছরের শেষ সপ্তাহে বাড়ে", "গত বছরের শেষ সপ্তাহে", "DATE", "সপ্তাহ", {"offset": -1, "unit": "year"}),
    ("চলতি বছরের প্রথম ছয় মাসে বাড়ে", "চলতি বছরের প্রথম ছয় মাসে", "DATE", "মাস", {"offset": 0, "unit": "year"}),
    ("বছরের মাঝামাঝি সময়ে বাড়ে", "বছরের মাঝামাঝি সময়ে", "DATE", "সময়", {"unit": "year"}),
    ("গত শীতে বাড়ে", "গত শীতে", "DATE", "শীত", {"season": 5}),
    ("রাত ৩টেয় ফেরে", "রাত ৩টেয়", "TIME", "৩টে", {"part_of_day": "night", "hour": 3, "minute": 0}),
    ("দুপুর দু’টোয় খায়", "দুপুর দু’টোয়", "TIME", "দুটো", {"part_of_day": "noon", "hour": 14, "minute": 0}),
    ("সকাল ৯ টায় খায়", "সকাল ৯ টায়", "TIME", "টা", {"part_of_day": "morning", "hour": 9, "minute": 0}),
    ("রাত ১১টা ১০ পর্যন্ত চলে", "রাত ১১টা ১০", "TIME", "১০", {"part_of_day": "night", "hour": 23, "minute": 10}),
    ("রাত ১টা ৫ মিনিট ২০ সেকেন্ডে কাঁপে", "রাত ১টা ৫ মিনিট ২০ সেকেন্ডে", "TIME", "সেকেন্ড", {"part_of_day": "night", "hour": 1, "minute": 5}),
    ("সওয়া চারটায় ছাড়ে", "সওয়া চারটায়", "TIME", "চারটা", {"hour": 4, "minute": 15}),
    ("নয়টার দিকে ছাড়ে", "নয়টার", "TIME", "নয়টা", {"hour": 9, "minute": 0}),
    ("গান সকাল ৮.১৫-৮.৪৫", "সকাল ৮.১৫-৮.৪৫", "TIME", "৮.১৫-৮.৪৫", {"part_of_day": "morning", "hour": 8, "minute": 15, "end": {"hour": 8, "minute": 45}}),
    ("রাতের বেলায় ডাকে", "রাতের বেলায়", "TIME", "বেলা", {"part_of_day": "night"}),
    ("সারা রাত ডাকে", "সারা রাত", "TIME", "রাত", {"part_of_day": "night"}),
    ("মিনিট দশেক পরে ডাকে", "মিনিট দশেক পরে", "TIME", "পরে", {"seconds": 600}),
    ("দেড়ঘণ্টা লাগে", "দেড়ঘণ্টা", "TIME", "দেড়ঘণ্টা", {"seconds": 5400}),
    ("গোল হয় সপ্তম মিনিটে", "সপ্তম মিনিটে", "TIME", "মিনিট", {"seconds": 420}),
    ("দাম ৮৬ টাকা ৪ পয়সা", "৮৬ টাকা ৪ পয়সা", "MONEY", "পয়সা", {"amount": Decimal("86.04"), "currency": "BDT"}),
    ("দাম কমে ৫২ সেন্ট", "৫২ সেন্ট", "MONEY", "সেন্ট", {"amount": Decimal("0.52"), "currency": "USD"}),
    ("ভাড়া ১১৫টাকা", "১১৫টাকা", "MONEY", "১১৫টাকা", {"amount": 115, "currency": "BDT"}),
    ("ভাড়া ১১০ (এক শ দশ) টাকা", "১১০ (এক শ দশ) টাকা", "MONEY", "টাকা", {"amount": 110, "currency": "BDT"}),
    ("লাখ লাখ টাকা যায়", "লাখ লাখ টাকা", "MONEY", "টাকা", {"currency": "BDT"}),
    ("লাখ দুয়েক টাকা যায়", "লাখ দুয়েক টাকা", "MONEY", "টাকা", {"amount": 200000, "currency": "BDT"}),
    ("অর্ধকোটি টাকা যায়", "অর্ধকোটি টাকা", "MONEY", "টাকা", {"amount": 5000000, "currency": "BDT"}),
    ("বেতন দেড় হাজার রিঙ্গিত", "দেড় হাজার রিঙ্গিত", "MONEY", "রিঙ্গিত", {"amount": 1500, "currency": "MYR"}),
    ("বেতন ৯০০ পেসো", "৯০০ পেসো", "MONEY", "পেসো", {"amount": 900}),
    ("পাস করে ৭১ ভাগ", "৭১ ভাগ", "PERCENT", "ভাগ", {"amount": 71}),
    ("পাস করে শতকরা ৯ ভাগ", "শতকরা ৯ ভাগ", "PERCENT", "ভাগ", {"amount": 9}),
    ("ওজন ২ কেজি ২৫০ গ্রাম", "২ কেজি ২৫০ গ্রাম", "QUANTITY", "গ্রাম", {"amount": 2250, "unit": "gram"}),
    ("সে ৫ ফুট ৪ ইঞ্চি লম্বা", "৫ ফুট ৪ ইঞ্চি", "QUANTITY", "ইঞ্চি", {"amount": 64, "unit": "inch"}),
    ("তাঁর ৬ শতাংশ জমি আছে", "৬ শতাংশ", "QUANTITY", "শতাংশ", {"amount": 6, "unit": "decimal"}),
    ("তাঁর ২ একর ১০ শতক আছে", "২ একর ১০ শতক", "QUANTITY", "শতক", {"amount": 210, "unit": "decimal"}),
    ("সেখানে মাইনাস ৩ ডিগ্রি সেলসিয়াস হবে", "মাইনাস ৩ ডিগ্রি সেলসিয়াস", "QUANTITY", "সেলসিয়াস", {"amount": -3, "unit": "degree Celsius"}),
    ("মাইল খানেক দূরে", "মাইল খানেক", "QUANTITY", "খানেক", {"amount": 1, "unit": "mile"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "label", "stem", "value"), CASES, ids=[case[1] for case in CASES])
def test_value(text: str, surface: str, label: str, stem: str, value: dict[str, object]) -> None:
    [match] = find(text)
    assert words_of(text)[match.start : match.end] == words_of(surface)
    assert (match.label, match.stem) == (label, normalize(stem))
    assert match.value == value


@pytest.mark.parametrize(
    "text", ["দুই মেয়ে আর মেয়েরা", "৩ জন ১৯টি বই পড়ে", "পাঁচটা বই", "সকাল-সন্ধ্যা হরতাল", "আগামী দিনের কথা", "অনেক বেলা হলো", "১২৩৪৫ ভোট",
    "৪৪ বছর বয়সী", "১২ বছরের কম বয়সী", "তার বয়স তিন বছর", "বয়স হয়েছিল ৭৬ বছর", "দশ বছরের ছেলে", "২৩ বছরের এই বাঁহাতি পেসার", "বছর দশেকের মেয়ে",
    "তিন বছর পরপর", "একই দিনে", "মেয়ের কথা", "মেটাতে হবে", "টম মের কথা", "দুর্নীতি আইন, ২০০৪-এর ধারা", "একদিন যাব", "একদিনের খেলা",
    "কোনো কালের কথা", "ভেঙে গেল দিন", "দুই ভাগে ভাগ করা", "শনি আর রবি গ্রহ", "নতুন বছরের শুরু", "শেষ ম্যাচ", "গভীর জল", "বছর পাঁচ জন"]
)  # fmt: skip
def test_no_value(text: str) -> None:
    assert find(text) == []


def test_what_is_said_again_is_a_value_of_its_own() -> None:
    assert [match.value["month"] for match in find("২০২২ সালের নভেম্বরে ৫ ও ৬ মে")] == [11, 5]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("মেলা ২৮ মে থেকে ২ জুন চলবে", ["২৮ মে", "২ জুন"]),
        ("রোববার ও সোমবার বসবে", ["রোববার", "সোমবার"]),
        ("এর দুই দিন আগে গত শুক্রবার", ["দুই দিন আগে", "গত শুক্রবার"]),
        ("বিকেল ৪টা থেকে ৫টা পর্যন্ত", ["বিকেল ৪টা", "৫টা"]),
        ("একই দিন দুপুর ১২টায়", ["দুপুর ১২টায়"]),
        ("আট সপ্তাহের আগে", ["আট সপ্তাহের"]),
        ("গত বছরের শেষ ম্যাচে", ["গত বছরের"]),
        ("রাত ১১টা ১০ জন আসে", ["রাত ১১টা"]),
    ],
)  # fmt: skip
def test_values_beside_others(text: str, surfaces: list[str]) -> None:
    words = words_of(text)
    assert [words[match.start : match.end] for match in find(text)] == [words_of(surface) for surface in surfaces]


def test_taka_of_kolkata() -> None:
    [match] = packaged_finder().find(words_of("৫০০ টাকা"), taka="INR")
    assert match.value["currency"] == "INR"


def at_every_word(words: list[str]) -> list[ValueMatch]:
    """Return the values of a scan that leaves out no word, and asks every reader at each."""
    every = moments._Readers(moments._DATE_READERS, True, True, True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finder, "may_begin_value", lambda word: True)
        patch.setattr(moments, "_readers", lambda word: every)
        return packaged_finder().find(words)


ARTICLES = [
    text.text for path in sorted((Path(__file__).parents[1] / "gold").glob("*.txt")) for text in read_gold(path)
]
VALUE_WORDS = [word for text, surface, *_ in CASES for word in (*words_of(surface), *surface.split())]
MORE_WORDS = [
    normalize(word)
    for word in "এ এই একই ও থেকে - – ( ) , $ ৳ শ শো শ' দশমিক ৬.৩০ ৬-৩০ ১ম নয় মেয়ে মেয়েরা একের দু ' শেষ বছর বছরের দিন পর আগে সোম শনিবার রাত , এর মে মের টাকা গ্রাম".split()
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


def test_the_country_of_a_currency_is_no_mention() -> None:
    import bn_entities

    article = bn_entities.load(tagger="none")("ভর্তির ফি ২৫ অস্ট্রেলীয় ডলার।")
    assert [(mention.text, mention.label) for mention in article.mentions] == [("২৫ অস্ট্রেলীয় ডলার", "MONEY")]


def test_years_before_the_name_of_a_person_are_an_age() -> None:
    import bn_entities

    article = bn_entities.load()("পুরস্কার পান ৮১ বছরের শেখ হাসিনা। তিনি গত ১০ বছরের হিসাব দেন।")
    assert [mention.text for mention in article.mentions if mention.label == "DATE"] == ["গত ১০ বছরের"]
