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
    for words, value in (("দেড়", "1.5"), ("আড়াই", "2.5"), ("আধা আধ অর্ধ", "0.5"))
    for word in words.split()
}
"""Words for a number and a half, and for a half (Thompson 2010)."""

QUARTERS: dict[str, Decimal] = {
    normalize(word): Decimal(value)
    for words, value in (("সাড়ে", "0.5"), ("সোয়া সওয়া", "0.25"), ("পৌনে", "-0.25"))
    for word in words.split()
}
"""Words that add to the number after them: ``সাড়ে তিন`` is 3.5, ``পৌনে চার`` 3.75 (Thompson 2010)."""

POINT = "দশমিক"
"""The word for the decimal point."""

VAGUE: frozenset[str] = frozenset(map(normalize, "কয়েক কয়েকটি কয়েকশ কয়েকশো কয়েকশত".split()))
"""Words that stand where a number does and say none."""

APPROXIMATE: dict[str, int] = {
    normalize(word): value
    for word, value in {
        "খানেক": 1,
        "দুয়েক": 2,
        "দুএক": 2,
        "তিনেক": 3,
        "চারেক": 4,
        "পাঁচেক": 5,
        "ছয়েক": 6,
        "সাতেক": 7,
        "আটেক": 8,
        "নয়েক": 9,
        "দশেক": 10,
        "পনেরেক": 15,
        "বিশেক": 20,
        "ত্রিশেক": 30,
        "তিরিশেক": 30,
        "চল্লিশেক": 40,
        "পঞ্চাশেক": 50,
    }.items()
}
"""Numbers with "about" in the same word, which stand after what they count: ``বছর দুয়েক`` (Thompson 2010)."""

_HUNDREDS: dict[str, Decimal] = {
    word + hundred: value
    for word, value in {
        **{word: Decimal(value) for word, value in CARDINALS.items() if value},
        **{word: value for word, value in HALVES.items() if value > 1},
    }.items()
    for hundred in ("শ", "শো", "শত", "শ'")
}
"""Hundreds written as one word: ``পাঁচশ``, ``দেড়শো``."""

_FIRST_WORDS = frozenset({POINT, *CARDINALS, *SCALES, *HALVES, *QUARTERS, *_HUNDREDS})

# Thompson 2010: the Sanskrit ordinals, which are also those of centuries.
_ORDINALS = """
প্রথম পয়লা পহেলা পহলা
দ্বিতীয় দোসরা
তৃতীয় তেসরা
চতুর্থ চৌঠা
পঞ্চম
ষষ্ঠ
সপ্তম
অষ্টম
নবম
দশম
একাদশ
দ্বাদশ
ত্রয়োদশ
চতুর্দশ
পঞ্চদশ
ষোড়শ
সপ্তদশ
অষ্টাদশ
ঊনবিংশ ঊনবিংশতম
বিংশ বিংশতম
একবিংশ একবিংশতম
দ্বাবিংশ দ্বাবিংশতম
ত্রয়োবিংশ ত্রয়োবিংশতম
চতুর্বিংশ চতুর্বিংশতম
পঞ্চবিংশ পঞ্চবিংশতম
"""

_DAY_ENDINGS = {value: "ই" for value in range(5, 19)} | {value: "ে" for value in range(19, 33)}

ORDINALS: dict[str, int] = {
    **{word: value for value, row in enumerate(_ORDINALS.split("\n")[1:-1], 1) for word in sorted(_spellings(row))},
    **{word + _DAY_ENDINGS[value]: value for word, value in CARDINALS.items() if value in _DAY_ENDINGS},
    **{word + "তম": value for word, value in CARDINALS.items() if value >= 10},
}
"""Ordinal words: Sanskrit ones, days of the month (``পঁচিশে``), and ``-তম`` (Thompson 2010)."""

ORDINAL_SUFFIXES: frozenset[str] = frozenset(map(normalize, "ম য় র্থ ষ্ঠ তম লা রা ঠা ই শে এ".split()))
"""What follows digits to make an ordinal: ``১ম``, ``২য়``, ``২৫শে``, ``৭ই`` (Thompson 2010; newspapers)."""

DAY_SUFFIXES: frozenset[str] = frozenset("লা রা ঠা ই শে এ".split())
"""The ordinal suffixes of days of the month."""

_DIGITS = regex.compile(r"[0-9০-৯]++")
_ONE_DECIMAL = regex.compile(r"(?P<whole>[0-9]++(?:,[0-9]{2,3}+)*+)(?P<fraction>\.[0-9]++)?+")


def parse_digits(text: str) -> Decimal | None:
    """Return the number that digits say.

    Args:
        text: Digits of either set, grouped with commas the Bengali way
            (``১২,৩৪,৫৬৭``) or by thousands, with a full stop before decimals.

    Returns:
        The number, or None where the text is not one number of at most ``MAX_DIGITS`` digits.
    """
    # Twice the digits: commas take room too, and the check keeps the rest linear.
    if not text or len(text) > 2 * MAX_DIGITS:
        return None
    ascii_text = to_ascii_digits(text)
    if not ascii_text.isascii():
        return None
    match = _ONE_DECIMAL.fullmatch(ascii_text)
    if match is None:
        return None
    first, *groups = match["whole"].split(",")
    if groups and (len(first) > 3 or len(groups[-1]) != 3):
        return None
    plain = ascii_text.replace(",", "")
    return Decimal(plain) if len(plain) <= MAX_DIGITS else None


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from words.

    Attributes:
        end: Index after the last word of the number.
        value: What it says.
        coefficient: What stands before the scales where there is one such number
            (``১৪ হাজার কোটি``: 14); otherwise the value.
        scale: What the coefficient is multiplied with (``১৪ হাজার কোটি``: 10 to the 10th).
    """

    end: int
    value: Decimal
    coefficient: Decimal
    scale: Decimal


_ONE = Decimal(1)


def _plain(word: str) -> Decimal | None:
    """Return what a word says that is a number without a scale: digits, 0 to 99, ``দেড়``."""
    value = CARDINALS.get(word)
    if value is not None:
        return Decimal(value)
    if word in HALVES:
        return HALVES[word]
    return parse_digits(word) if word[:1].isdigit() else None


def _coefficient(words: Sequence[str], at: int) -> tuple[int, Decimal, Decimal] | None:
    """Return end, coefficient and scale of the number without a separate scale word at an index."""
    word = words[at]
    shift = QUARTERS.get(word)
    if shift is not None:
        if at + 1 >= len(words):
            return None
        following = words[at + 1]
        if following in _HUNDREDS:
            return at + 2, _HUNDREDS[following] + shift, Decimal(100)
        value = _plain(following)
        if value is not None and value == value.to_integral_value() and value > 0:
            return at + 2, value + shift, _ONE
        # সোয়া কোটি, পৌনে লাখ: one and a quarter of them, three quarters of one.
        return (at + 1, _ONE + shift, _ONE) if following in SCALES else None
    if word in _HUNDREDS:
        return at + 1, _HUNDREDS[word], Decimal(100)
    if word == POINT:
        fraction = _fraction(words, at + 1)
        return (fraction[0], fraction[1], _ONE) if fraction else None
    value = _plain(word)
    if value is None:
        return None
    at += 1
    if at + 1 < len(words) and words[at] == "'" and word in CARDINALS:
        at += 1  # দু'লাখ, as the tokens of the finder have it
    if at < len(words) and words[at] == POINT and value == value.to_integral_value():
        fraction = _fraction(words, at + 1)
        if fraction:
            return fraction[0], value + fraction[1], _ONE
    return at, value, _ONE


def _fraction(words: Sequence[str], at: int) -> tuple[int, Decimal] | None:
    """Return end and value of the decimals after ``দশমিক``."""
    digits = ""
    while at < len(words) and len(digits) < MAX_DIGITS:
        word = words[at]
        if _DIGITS.fullmatch(word) and not digits:
            digits = to_ascii_digits(word)
            at += 1
            break
        value = CARDINALS.get(word)
        if value is None:
            break
        digits += str(value)
        at += 1
    if not digits.isdigit() or len(digits) > MAX_DIGITS:
        return None
    return at, Decimal(f"0.{digits}")


def may_begin_number(word: str) -> bool:
    """Tell whether ``scan_number`` may find a number that starts at a word, whatever stands after it.

    Args:
        word: A word in canonical spelling.
    """
    return word in _FIRST_WORDS or word[:1].isdigit()


def scan_number(words: Sequence[str], start: int = 0) -> Number | None:
    """Return the longest number that starts at a word, with its scale.

    Args:
        words: Words in canonical spelling, each run of digits a word.
        start: Index of the first word.

    Returns:
        The number, or None where none starts here. It takes a bounded number of words.
    """
    total = Decimal(0)
    last: Decimal | None = None  # the scale of the last group, None before the first
    groups = 0
    coefficient, multiplier = Decimal(0), _ONE
    at, limit = start, min(len(words), start + _MAX_WORDS)
    while at < limit:
        group = _coefficient(words, at)
        if group is None:
            if groups or words[at] not in SCALES or words[at] in {"শ", "শো"}:
                break
            about = APPROXIMATE.get(words[at + 1]) if at + 1 < limit else None
            if about is not None:  # লাখ দুয়েক
                scale = Decimal(SCALES[words[at]])
                return Number(at + 2, about * scale, Decimal(about), scale)
            group = (at, _ONE, _ONE)  # হাজার টাকা
        end, value, scale = group
        if last is not None and value * scale >= last:
            break
        groups += 1
        term = _CONTEXT.multiply(value, scale)
        multiplied = scale
        while end < limit and words[end] in SCALES:
            by = Decimal(SCALES[words[end]])
            if last is not None and by > last:
                # এক লাখ ৩৬ হাজার ৯০ কোটি: the larger scale counts all before it.
                term, total = _CONTEXT.add(total, term), Decimal(0)
                last = None
            elif by <= multiplied and multiplied > 1 and (by < 1000 or multiplied == by):
                break
            term = _CONTEXT.multiply(term, by)
            multiplied = _CONTEXT.multiply(multiplied, by)
            end += 1
        total = _CONTEXT.add(total, term)
        coefficient, multiplier = value, multiplied
        at = end
        if multiplied == 1:
            break
        last = multiplied
    if not groups:
        return None
    if groups == 1:
        return Number(at, total, coefficient, multiplier)
    return Number(at, total, total, _ONE)


def number_at(words: Sequence[str], start: int = 0) -> tuple[int, Decimal] | None:
    """Return the longest cardinal number that starts at a word.

    Args:
        words: Words in canonical spelling, each run of digits a word.
        start: Index of the first word.

    Returns:
        Index after its last word, and its value; None where no number starts here.
    """
    number = scan_number(words, start)
    return (number.end, number.value) if number else None


_SPACED = regex.compile(r"\s++")
_ORDINAL = regex.compile(r"(?P<digits>[0-9০-৯]++)(?P<suffix>\P{N}++)")


def parse_ordinal(text: str) -> int | None:
    """Return the number that an ordinal says.

    Args:
        text: One word: ``প্রথম``, ``১ম``, ``২৫শে``, ``পঁচিশে``.

    Returns:
        The number, or None where the word is no ordinal.
    """
    word = normalize(text)
    if word in ORDINALS:
        return ORDINALS[word]
    match = _ORDINAL.fullmatch(word)
    if match is None or match["suffix"] not in ORDINAL_SUFFIXES:
        return None
    value = parse_digits(match["digits"])
    return None if value is None else int(value)


def parse_number(text: str) -> Decimal | None:
    """Return the number that a whole text says.

    Args:
        text: A number in digits, words or both, cardinal or ordinal:
            ``১২,৩৪৫.৬৭``, ``সাড়ে তিন হাজার``, ``৪২ দশমিক ৩১``, ``২৫শে``. A minus may stand before it.

    Returns:
        The number, or None where the text is not one number.
    """
    words = _SPACED.split(normalize(text).strip())
    negative = words[0] in {"-", "−", "মাইনাস"}
    if negative:
        words = words[1:]
    elif words[0][:1] in {"-", "−"} and len(words[0]) > 1:
        negative, words[0] = True, words[0][1:]
    if len(words) == 1:
        ordinal = parse_ordinal(words[0])
        if ordinal is not None:
            return Decimal(-ordinal if negative else ordinal)
    number = scan_number(words)
    if number is None or number.end != len(words):
        return None
    return -number.value if negative else number.value
