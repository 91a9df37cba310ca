"""Dates, times, amounts of money, percentages and measures, read by rules from words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

import regex

from bn_entities.bengali.endings import splits
from bn_entities.bengali.numerals import Number, may_begin_number, scan_number
from bn_entities.bengali.spelling import normalize
from bn_entities.values.moments import may_begin_moment, moment_at
from bn_entities.values.units import UNITS

CURRENCY_SIGNS: dict[str, str] = {"৳": "BDT", "$": "USD", "₹": "INR", "€": "EUR", "£": "GBP", "¥": "JPY"}
"""Signs that stand before an amount, with ISO 4217 codes."""

CURRENCY_WORDS: dict[str, str] = {
    "টাকা": "BDT",
    "ডলার": "USD",
    "মার্কিন ডলার": "USD",
    "রুপি": "INR",
    "ইউরো": "EUR",
    "পাউন্ড": "GBP",
    "ইয়েন": "JPY",
    "ইউয়ান": "CNY",
    "রুবল": "RUB",
    "রিয়াল": "SAR",
    "দিরহাম": "AED",
}
"""Short currency names with the currency that news means by them; ``টাকা`` may be ``INDIAN_TAKA`` instead."""

TAKA, INDIAN_TAKA = "BDT", "INR"
"""What ``টাকা`` is in Bangladesh, and what it is in India."""

_RANGE = frozenset({"-", "–", "থেকে"})
_LONGEST_UNIT = 2
_NUMBERS = regex.compile(r"([0-9০-৯][0-9০-৯,.]*)[-–]([0-9০-৯][0-9০-৯,.]*)")
_AFTER_RANGE = 12
PERCENT_WORDS: dict[str, str] = {normalize(word): "" for word in ("শতাংশ", "%", "পারসেন্ট", "পার্সেন্ট")}
"""Words and signs after a percentage."""


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
    return word in CURRENCY_SIGNS or may_begin_number(word) or may_begin_moment(word)


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
        matches: list[ValueMatch] = []
        end = 0
        for at, word in enumerate(words):
            if at < end or not may_begin_value(word):
                continue
            match = self._amount(words, at) or self._amount_in_range(words, at) or _moment(words, at)
            if match is not None:
                matches.append(match)
                end = match.end
                if taka != TAKA and match.stem == "টাকা" and match.value.get("currency") == TAKA:
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
        number = scan_number(words, start + 1 if sign else start)
        if number is None:
            return None
        at, amount = number.end, number.value
        value: dict[str, Any] = {"amount": amount}
        if at + 1 < len(words) and words[at] in _RANGE:
            upper = scan_number(words, at + 1)
            if upper is not None:
                at, value = upper.end, {"amount": _lower(number, upper), "maximum": upper.value}
        if sign:
            return ValueMatch(start, at, "MONEY", words[at - 1], {**value, "currency": sign})
        found = _named(words, at, self._currencies, self._longest)
        if found is not None:
            return ValueMatch(start, found[0], "MONEY", found[1], {**value, "currency": found[2]})
        found = _named(words, at, PERCENT_WORDS, 1)
        if found is not None:
            return ValueMatch(start, found[0], "PERCENT", found[1], value)
        found = _named(words, at, UNITS, _LONGEST_UNIT)
        if found is not None:
            return ValueMatch(start, found[0], "QUANTITY", found[1], {**value, "unit": found[2]})
        return None


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
