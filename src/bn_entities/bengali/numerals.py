"""Numerals: digits of both sets, number words, scales, fractions and ordinals.

Sources of the tables:

- ``Thompson 2010``: Hanne-Ruth Thompson, *Bengali: A Comprehensive Grammar*,
  Routledge, chapter on numbers: cardinals 0 to 99, fractions (``দেড়``,
  ``আড়াই``, ``পৌনে``, ``সোয়া``, ``সাড়ে``), Sanskrit ordinals, days of the month.
- ``Bangla Academy 2011``: *Promito Bangla Bhashar Byakoron* and *Promito Bangla
  Bananer Niyom* (2012): today's spelling of the same words.
- ``newspapers``: older and careless spellings (``উনিশ`` / ``ঊনিশ``, ``পাচ``, ``বার``
  for ``বারো``) as Dhaka and Kolkata papers print them, collected by the project's editors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

import regex

from bn_entities.bengali.spelling import CHANDRABINDU, normalize

MAX_DIGITS = 30
"""Longest run of digits that is read as a number; a longer one is no amount of anything."""

_MAX_WORDS = 24
_CONTEXT = Context(prec=100)
_TO_ASCII = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


def to_ascii_digits(text: str) -> str:
    """Return the text with Bengali digits written as ASCII digits.

    Args:
        text: Any text.

    Returns:
        The text, same length; all but Bengali digits is unchanged.
    """
    return text.translate(_TO_ASCII)


# Thompson 2010; variants: Bangla Academy 2011, newspapers. The first word of each row is today's spelling.
_CARDINALS = """
শূন্য শুন্য জিরো
এক
দুই দু
তিন
চার
পাঁচ
ছয় ছ
সাত
আট
নয় ন
দশ
এগারো এগার
বারো বার
তেরো তের
চৌদ্দ চোদ্দ
পনেরো পনের
ষোলো ষোল
সতেরো সতের
আঠারো আঠার
ঊনিশ
বিশ কুড়ি
একুশ
বাইশ
তেইশ
চব্বিশ
পঁচিশ
ছাব্বিশ
সাতাশ
আটাশ আঠাশ
ঊনত্রিশ ঊনতিরিশ
ত্রিশ তিরিশ
একত্রিশ একতিরিশ
বত্রিশ
তেত্রিশ
চৌত্রিশ
পঁয়ত্রিশ
ছত্রিশ
সাঁইত্রিশ সাতত্রিশ
আটত্রিশ
ঊনচল্লিশ
চল্লিশ
একচল্লিশ
বিয়াল্লিশ
তেতাল্লিশ
চুয়াল্লিশ
পঁয়তাল্লিশ
ছেচল্লিশ
সাতচল্লিশ
আটচল্লিশ
ঊনপঞ্চাশ
পঞ্চাশ
একান্ন
বায়ান্ন বাহান্ন
তিপ্পান্ন তেপ্পান্ন
চুয়ান্ন
পঞ্চান্ন
ছাপ্পান্ন
সাতান্ন
আটান্ন
ঊনষাট
ষাট
একষট্টি
বাষট্টি
তেষট্টি
চৌষট্টি
পঁয়ষট্টি
ছেষট্টি
সাতষট্টি
আটষট্টি
ঊনসত্তর
সত্তর
একাত্তর
বাহাত্তর
তিয়াত্তর
চুয়াত্তর
পঁচাত্তর
ছিয়াত্তর
সাতাত্তর
আটাত্তর
ঊনআশি ঊনাশি
আশি
একাশি
বিরাশি
তিরাশি
চুরাশি
পঁচাশি
ছিয়াশি
সাতাশি
আটাশি অষ্টাশি
ঊননব্বই
নব্বই
একানব্বই
বিরানব্বই
তিরানব্বই
চুরানব্বই
পঁচানব্বই
ছিয়ানব্বই
সাতানব্বই
আটানব্বই
নিরানব্বই
"""


def _spellings(words: str) -> set[str]:
    """Return the words of one row with the variants that papers mix freely."""
    found: set[str] = set()
    for word in map(normalize, words.split()):
        found |= {word, word.replace(CHANDRABINDU, "")}
        if word.startswith("ঊ"):
            found.add("উ" + word[1:])
    return found


CARDINALS: dict[str, int] = {
    word: value for value, row in enumerate(_CARDINALS.split("\n")[1:-1]) for word in sorted(_spellings(row))
}
"""Number words 0 to 99, canonical spelling and variants (Thompson 2010; newspapers)."""

SCALES: dict[str, int] = {
    normalize(word): value
    for words, value in (
        ("শ শো শত", 100),
        ("হাজার সহস্র", 1_000),
        ("লাখ লক্ষ", 100_000),
        ("কোটি", 10_000_000),
        ("মিলিয়ন মিলিওন নিযুত", 1_000_000),
        ("বিলিয়ন বিলিওন", 1_000_000_000),
        ("ট্রিলিয়ন ট্রিলিওন", 1_000_000_000_000),
    )
    for word in words.split()
}
"""Words that multiply the number before them (Thompson 2010; newspapers for the English ones)."""

OVER_SCALES: dict[str, int] = {
    normalize(word): value
    for words, value in (
        ("শতাধিক", 100),
        ("হাজারাধিক সহস্রাধিক", 1_000),
        ("লাখাধিক লক্ষাধিক", 100_000),
    )
    for word in words.split()
}
"""Scales with "more than" in the same word (``লক্ষাধিক``): they end a number."""

HALVES: dict[str, Decimal] = {
    normalize(word): Decimal(value)
    for words, value in (("দেড়", "1.5"), ("আড়াই", "2.5"), ("আধা আধ", "0.5"))
    for word in words.split()
}
"""Words for a number and a half, and for a half (Thompson 2010)."""

QUARTERS: dict[str, Decimal] = {
    normalize(word): Decimal(value)
    for words, value in (("সাড়ে", "0.5"), ("সোয়া", "0.25"), ("পৌনে", "-0.25"))
    for word in words.split()
}
"""Words that add to the number after them: ``সাড়ে তিন`` is 3.5, ``পৌনে চার`` 3.75 (Thompson 2010)."""

POINT = "দশমিক"
"""The word for the decimal point."""

VAGUE: frozenset[str] = frozenset(map(normalize, "কয়েক কয়েকটি কয়েকশ কয়েকশো কয়েকশত বহু অনেক কত".split()))
"""Words that stand where a number does and say none."""
