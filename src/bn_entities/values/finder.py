"""Dates, times, amounts of money, percentages and measures, read by rules from words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

import regex

from bn_entities.bengali.calendar import AGE, AGE_NOUNS
from bn_entities.bengali.endings import splits
from bn_entities.bengali.numerals import APPROXIMATE, SCALES, Number, may_begin_number, scan_number
from bn_entities.bengali.spelling import normalize
from bn_entities.values.glued import glued, unglued
from bn_entities.values.moments import may_begin_moment, moment_at
from bn_entities.values.units import (
    DECIMAL_OF_LAND,
    LAND,
    LAND_SHARES,
    LEAST_SHARE,
    MINUS,
    PER_HUNDRED,
    PERCENT_WORDS,
    SHARE,
    SMALLER_UNITS,
    UNITS,
)

CURRENCY_SIGNS: dict[str, str] = {"৳": "BDT", "$": "USD", "₹": "INR", "€": "EUR", "£": "GBP", "¥": "JPY"}
"""Signs that stand before an amount, with ISO 4217 codes."""

CURRENCY_WORDS: dict[str, str] = {
    normalize(word): code
    for code, words in {
        "BDT": "টাকা",
        "USD": "ডলার/মার্কিন ডলার",
        "INR": "রুপি/ভারতীয় রুপি",
        "EUR": "ইউরো",
        "GBP": "পাউন্ড",
        "JPY": "ইয়েন",
        "CNY": "ইউয়ান",
        "RUB": "রুবল",
        "SAR": "রিয়াল",
        "AED": "দিরহাম",
        "AUD": "অস্ট্রেলীয় ডলার/অস্ট্রেলিয়ান ডলার",
        "CAD": "কানাডীয় ডলার/কানাডিয়ান ডলার",
        "SGD": "সিঙ্গাপুরি ডলার",
        "HKD": "হংকং ডলার",
        "TWD": "তাইওয়ান ডলার",
        "NZD": "নিউজিল্যান্ড ডলার",
        "NPR": "নেপালি রুপি",
        "PKR": "পাকিস্তানি রুপি",
        "LKR": "শ্রীলঙ্কান রুপি",
        "MYR": "রিঙ্গিত",
        "SEK": "সুইডিশ ক্রোনা/সুইডিশ ক্রোনার",
        "NOK": "নরওয়েজীয় ক্রোনা",
        "DKK": "ডেনিশ ক্রোনা",
        "PLN": "জলোটি",
        "NGN": "নাইরা",
        "KRW": "ওন",
        "VND": "ডং",
        "MVR": "রুফিয়া",
        "MWK": "কোয়াচা",
        "ILS": "শেকেল",
        "AFN": "আফগানি",
        "GEL": "লারি",
        "THB": "বাথ",
        "TRY": "লিরা",
        "": "ক্রোনা/ক্রোনার/পেসো/ফ্রাঁ/দিনার",
    }.items()
    for word in words.split("/")
}
"""Short currency names with the currency that news means by them, none where many countries have one of the name.

``টাকা`` may be ``INDIAN_TAKA`` instead. The list is the project's own; the codes are those of ISO 4217.
"""

HUNDREDTHS: dict[str, frozenset[str]] = {
    normalize("পয়সা"): frozenset({"BDT", "INR"}),
    "সেন্ট": frozenset({"USD", "EUR", "AUD", "CAD"}),
}
"""Words for a hundredth, with the currencies that they are of; alone the first of ``TAKA`` or the dollar."""

TAKA, INDIAN_TAKA = "BDT", "INR"
"""What ``টাকা`` is in Bangladesh, and what it is in India."""

_RANGE = frozenset({"-", "–", "থেকে"})
_LONGEST_UNIT = 2
# Those beside numbers and moments that a value may start at; a unit does before a number that is said after it.
_FIRST_WORDS = frozenset({*CURRENCY_SIGNS, *UNITS, "টাকা", MINUS, PER_HUNDRED})
_NUMBERS = regex.compile(r"([0-9০-৯][0-9০-৯,.]*)[-–]([0-9০-৯][0-9০-৯,.]*)")
_ABOUT = {word: str(number) for word, number in APPROXIMATE.items()}
_FIRST = {word: TAKA if TAKA in currencies else "USD" for word, currencies in HUNDREDTHS.items()}
_LAND_UNITS = dict.fromkeys(LAND_SHARES, DECIMAL_OF_LAND)
_WHOLE = 100
_BEFORE_AGE = 3
_MORE_OR_LESS = frozenset(map(normalize, "কম বেশি ঊর্ধ্ব ঊর্ধ্বে নিচে নিচের কমবেশি অধিক".split()))
_AFTER_RANGE = 12


@dataclass(frozen=True, slots=True)
class ValueMatch:
    """A value in a sequence of words.

    Attributes:
        start: Index of the first word.
        end: Index after the last word.
        label: DATE, TIME, MONEY, PERCENT or QUANTITY.
        stem: The last word without its ending.
        value: Fields of the label's value record.
    """

    start: int
    end: int
    label: str
    stem: str
    value: dict[str, Any]


@lru_cache(maxsize=65536)
def may_begin_value(word: str) -> bool:
    """Tell whether a value may start at a word, whatever stands around it: at most words none does.

    Args:
        word: A normalized token.
    """
    return word in _FIRST_WORDS or may_begin_number(word) or may_begin_moment(word) or glued(word) is not None


class ValueFinder:
    """Finds values in words."""

    def __init__(self, currencies: Mapping[str, str] | None = None) -> None:
        """Take the names of currencies.

        Args:
            currencies: ISO 4217 codes by name, beside ``CURRENCY_WORDS``.
        """
        self._currencies = {**(currencies or {}), **CURRENCY_WORDS}
        self._longest = max(len(name.split()) for name in self._currencies)

    def find(self, words: Sequence[str], taka: str = TAKA) -> list[ValueMatch]:
        """Return the values in words, in order, without overlaps.

        Args:
            words: The normalized tokens of one text.
            taka: The ISO 4217 code that the word ``টাকা`` stands for in this text.
        """
        beginnings = [at for at, word in enumerate(words) if may_begin_value(word)]
        if not any(glued(words[at]) for at in beginnings):
            return self._find(words, beginnings, taka)
        apart, places = unglued(words, beginnings)
        firsts = {place: at for at, place in reversed(list(enumerate(places)))}
        matches: list[ValueMatch] = []
        for match in self._find(apart, [firsts[at] for at in beginnings], taka):
            last = places[match.end - 1]
            if places[match.end : match.end + 1] == [last]:
                continue  # the rest of the word belongs to no value
            word, part = words[last], apart[match.end - 1]
            stem = word[: len(word) - len(part)] + match.stem if word.endswith(part) else match.stem
            matches.append(replace(match, start=places[match.start], end=last + 1, stem=stem))
        return matches

    def _find(self, words: Sequence[str], beginnings: Sequence[int], taka: str) -> list[ValueMatch]:
        matches: list[ValueMatch] = []
        end = 0
        for at in beginnings:
            if at < end:
                continue
            match = self._amount(words, at)
            if match is None and (words[at][:1].isdigit() or words[at] in CURRENCY_SIGNS):
                match = self._amount_in_range(words, at)
            match = match or _moment(words, at)
            if match is not None:
                end = match.end
                if match.label == "DATE" and "duration" in match.value and _is_age(words, match):
                    continue
                matches.append(match)
                if taka != TAKA and match.value.get("currency") == TAKA:
                    match.value["currency"] = taka
        return matches

    def _amount_in_range(self, words: Sequence[str], start: int) -> ValueMatch | None:
        """Read a range that is one token: ``৫-৬ লাখ টাকা``, ``$৫-৬``."""
        sign = words[start] in CURRENCY_SIGNS and start + 1 < len(words)
        range_ = _NUMBERS.fullmatch(words[start + sign])
        if range_ is None:
            return None
        after = words[start + sign + 1 : start + sign + _AFTER_RANGE]
        match = self._amount([*words[start : start + sign], range_[1], "-", range_[2], *after], 0)
        return match and replace(match, start=start, end=start + match.end - 2)

    def _amount(self, words: Sequence[str], start: int) -> ValueMatch | None:
        sign = CURRENCY_SIGNS.get(words[start])
        if words[start] in UNITS or words[start] == "টাকা":
            return self._counted_after(words, start)
        if words[start] == PER_HUNDRED:
            return _of_hundred(words, start)
        if words[start] == MINUS:
            below = self._amount(words, start + 1) if start + 1 < len(words) else None
            if below is None or below.label != "QUANTITY" or "maximum" in below.value:
                return None
            return replace(below, start=start, value={**below.value, "amount": -below.value["amount"]})
        number = scan_number(words, start + 1 if sign else start)
        if number is None:
            return None
        at, amount = number.end, number.value
        value: dict[str, Any] = {"amount": amount}
        if words[start] in SCALES and words[start + 1 : start + 2] == [words[start]]:
            at, value = start + 2, {}  # লাখ লাখ টাকা
        at = _said_again(words, at, amount)
        if at + 1 < len(words) and words[at] in _RANGE:
            upper = scan_number(words, at + 1)
            if upper is not None:
                at, value = upper.end, {"amount": _lower(number, upper), "maximum": upper.value}
        if sign:
            return ValueMatch(start, at, "MONEY", words[at - 1], {**value, "currency": sign})
        found = _named(words, at, self._currencies, self._longest)
        if found is not None:
            match = ValueMatch(start, found[0], "MONEY", found[1], _money(value, found[2]))
            return _with_hundredths(words, match, found[2]) if words[found[0] - 1] == found[1] else match
        if not value:
            return None
        found = _named(words, at, _FIRST, 1)
        if found is not None:
            hundredths = {name: each / _WHOLE for name, each in value.items()}
            return ValueMatch(start, found[0], "MONEY", found[1], {**hundredths, "currency": found[2]})
        found = _named(words, at, PERCENT_WORDS, 1)
        if found is not None and not _is_land(words, found):
            return ValueMatch(start, found[0], "PERCENT", found[1], value)
        if found is None and amount >= LEAST_SHARE and number.scale == 1:
            share = _named(words, at, {SHARE: ""}, 1)
            if share is not None and amount <= _WHOLE:
                return ValueMatch(start, share[0], "PERCENT", share[1], value)
        found = _unit(words, at)
        if found is None:
            return None
        unit = found[2]
        if words[found[0] - 1] == found[1] and "maximum" not in value:
            lower = scan_number(words, found[0])
            lower_unit = _unit(words, lower.end, after=unit) if lower is not None else None
            times = SMALLER_UNITS.get((unit, lower_unit[2])) if lower_unit else None
            if lower is not None and lower_unit is not None and times and lower.value < times:
                found, unit, value = lower_unit, lower_unit[2], {"amount": amount * times + lower.value}
        return ValueMatch(start, found[0], "QUANTITY", found[1], {**value, "unit": unit})

    def _counted_after(self, words: Sequence[str], at: int) -> ValueMatch | None:
        """Read ``মাইল খানেক``, ``টাকা দশেক``."""
        about = _named(words, at + 1, _ABOUT, 1)
        if about is None:
            return None
        amount = Decimal(about[2])
        if words[at] in UNITS:
            return ValueMatch(at, about[0], "QUANTITY", about[1], {"amount": amount, "unit": UNITS[words[at]]})
        return ValueMatch(at, about[0], "MONEY", about[1], {"amount": amount, "currency": TAKA})


def _money(value: Mapping[str, Any], currency: str) -> dict[str, Any]:
    return {**value, "currency": currency} if currency else dict(value)


def _with_hundredths(words: Sequence[str], match: ValueMatch, currency: str) -> ValueMatch:
    """Return an amount with the hundredths after it: ``৮৬ টাকা ৪ পয়সা``."""
    number = scan_number(words, match.end)
    if number is None or not 0 < number.value < _WHOLE or "amount" not in match.value or "maximum" in match.value:
        return match
    for word, currencies in HUNDREDTHS.items():
        found = _named(words, number.end, {word: ""}, 1)
        if found is not None and currency in currencies:
            value = {**match.value, "amount": match.value["amount"] + number.value / _WHOLE}
            return replace(match, end=found[0], stem=found[1], value=value)
    return match


def _said_again(words: Sequence[str], at: int, amount: Decimal) -> int:
    """Return the index after a number that brackets say again in words, ``১১০ (এক শ দশ) টাকা``, or the index itself."""
    if words[at : at + 1] != ["("]:
        return at
    again = scan_number(words, at + 1)
    return again.end + 1 if again and again.value == amount and words[again.end : again.end + 1] == [")"] else at


def _of_hundred(words: Sequence[str], start: int) -> ValueMatch | None:
    """Read ``শতকরা ৯৫ ভাগ``, ``শতকরা ৫``."""
    number = scan_number(words, start + 1)
    if number is None or number.value > _WHOLE:
        return None
    found = _named(words, number.end, {**PERCENT_WORDS, SHARE: ""}, 1)
    end, stem = (found[0], found[1]) if found else (number.end, words[number.end - 1])
    return ValueMatch(start, end, "PERCENT", stem, {"amount": number.value})


def _is_land(words: Sequence[str], found: tuple[int, str, str]) -> bool:
    following = words[found[0] : found[0] + 1]
    return found[1] in LAND_SHARES and any(split.stem.startswith(LAND) for word in following for split in splits(word))


def _unit(words: Sequence[str], at: int, after: str = "") -> tuple[int, str, str] | None:
    """Return end, stem and English name of the unit at a word, with the words that are units only of land."""
    share = _named(words, at, _LAND_UNITS, 1)
    if share is not None and (after == "acre" or _is_land(words, share)):
        return share
    return _named(words, at, UNITS, _LONGEST_UNIT)


def _is_age(words: Sequence[str], match: ValueMatch) -> bool:
    """Tell whether a span of time is the age of somebody: ``৪৪ বছর বয়সী``, ``বয়স তিন বছর``, ``দশ বছরের ছেলে``."""
    after = words[match.end : match.end + 2]
    if any(word.startswith(AGE) for word in after[:1]) or (
        len(after) > 1 and after[0] in _MORE_OR_LESS and after[1].startswith(AGE)
    ):
        return True
    for word in reversed(words[max(0, match.start - _BEFORE_AGE) : match.start]):
        if not word[:1].isalpha():
            break
        if word.startswith(AGE):
            return True
    if not words[match.end - 1].endswith("র"):
        return False
    # A word that says of what kind may stand between: ২৯ বছরের এই বাঁহাতি পেসার.
    nouns = words[match.end + 1 : match.end + 3] if after[:1] in (["এক"], ["এই"]) else after[:1]
    return any(split.stem in AGE_NOUNS for word in nouns for split in splits(word))


def _lower(lower: Number, upper: Number) -> Decimal:
    """Return the lower bound of a range: in ``৫-৬ লাখ`` the scale stands for both numbers."""
    if lower.scale == 1 and lower.value < upper.coefficient:
        return lower.value * upper.scale
    return lower.value


def _moment(words: Sequence[str], start: int) -> ValueMatch | None:
    moment = moment_at(words, start)
    return ValueMatch(start, moment.end, moment.label, moment.stem, moment.value) if moment else None


def _named(words: Sequence[str], at: int, names: Mapping[str, str], longest: int) -> tuple[int, str, str] | None:
    """Return end, stem of the last word, and what the longest name that starts at a word stands for."""
    for length in range(min(longest, len(words) - at), 0, -1):
        head = " ".join(words[at : at + length - 1])
        for split in splits(words[at + length - 1]):
            name = f"{head} {split.stem}" if head else split.stem
            if name in names:
                return at + length, split.stem, names[name]
    return None
