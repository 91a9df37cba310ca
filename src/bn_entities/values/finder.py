"""Dates, times, amounts of money, percentages and measures, read by rules from words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from bn_entities.bengali.calendar import (
    AFTERNOON_PARTS,
    AGO,
    BENGALI_MONTHS,
    DATE_UNITS,
    GREGORIAN_MONTHS,
    PARTS_OF_DAY,
    RELATIVE_BEFORE,
    RELATIVE_DAYS,
    SEASONS,
    SECONDS,
    WEEKDAYS,
    YEAR_WORDS,
)
from bn_entities.bengali.endings import splits
from bn_entities.bengali.numerals import number_at, parse_digits
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
"""Short currency names with the currency that news means by them; Kolkata's ``টাকা`` is not told apart."""

_SUFFIXED = regex.compile(r"(?P<number>[0-9০-৯]{1,4})(?P<rest>\D+)")
_NUMERIC_DATE = regex.compile(r"([0-9০-৯]{1,4})([/.-])([0-9০-৯]{1,2})\2([0-9০-৯]{2,4})")
_CLOCK = regex.compile(r"([0-9০-৯]{1,2})[:.]([0-9০-৯]{2})(?P<rest>\D*)")
_YEARS = regex.compile(r"([0-9০-৯]{4})[-–]([0-9০-৯]{2,4})")
_ORDINALS = ("লা", "রা", "ঠা", "ই", "শে", "এ")
_HOUR = ("টা", "টি")
_RANGE = frozenset({"-", "–", "থেকে"})
_LONGEST_UNIT = 2


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a date or a time: ``kind`` is date, part (of the day) or clock."""

    end: int
    kind: str
    stem: str
    value: dict[str, Any]


class ValueFinder:
    """Finds values in words."""

    def __init__(self, currencies: Mapping[str, str] | None = None) -> None:
        """Take the names of currencies.

        Args:
            currencies: ISO 4217 codes by name, beside ``CURRENCY_WORDS``.
        """
        self._currencies = {**(currencies or {}), **CURRENCY_WORDS}
        self._longest = max(len(name.split()) for name in self._currencies)

    def find(self, words: Sequence[str]) -> list[ValueMatch]:
        """Return the values in words, in order, without overlaps.

        Args:
            words: The normalized tokens of one text.
        """
        matches: list[ValueMatch] = []
        at = 0
        while at < len(words):
            match = self._amount(words, at) or _moment(words, at)
            if match is None:
                at += 1
            else:
                matches.append(match)
                at = match.end
        return matches

    def _amount(self, words: Sequence[str], start: int) -> ValueMatch | None:
        sign = CURRENCY_SIGNS.get(words[start])
        number = number_at(words, start + 1 if sign else start)
        if number is None:
            return None
        at, amount = number
        value: dict[str, Any] = {"amount": amount}
        if at + 1 < len(words) and words[at] in _RANGE:
            upper = number_at(words, at + 1)
            if upper is not None:
                at, value["maximum"] = upper
        if sign:
            return ValueMatch(start, at, "MONEY", words[at - 1], {**value, "currency": sign})
        found = _named(words, at, self._currencies, self._longest)
        if found is not None:
            return ValueMatch(start, found[0], "MONEY", found[1], {**value, "currency": found[2]})
        found = _named(words, at, {"শতাংশ": "", "%": "", "পারসেন্ট": "", "পার্সেন্ট": ""}, 1)
        if found is not None:
            return ValueMatch(start, found[0], "PERCENT", found[1], value)
        found = _named(words, at, UNITS, _LONGEST_UNIT)
        if found is not None:
            return ValueMatch(start, found[0], "QUANTITY", found[1], {**value, "unit": found[2]})
        return None


def _named(words: Sequence[str], at: int, names: Mapping[str, str], longest: int) -> tuple[int, str, str] | None:
    """Return end, stem of the last word, and what the longest name that starts at a word stands for."""
    for length in range(min(longest, len(words) - at), 0, -1):
        head = " ".join(words[at : at + length - 1])
        for split in splits(words[at + length - 1]):
            name = f"{head} {split.stem}" if head else split.stem
            if name in names:
                return at + length, split.stem, names[name]
    return None


def _one(words: Sequence[str], at: int, table: Mapping[str, Any]) -> tuple[str, Any] | None:
    """Return the stem of a word that a table holds, and what stands there for it."""
    if at < len(words):
        for split in splits(words[at]):
            if split.stem in table:
                return split.stem, table[split.stem]
    return None


def _integer(text: str) -> int:
    number = parse_digits(text)
    assert number is not None
    return int(number)


def _day(word: str) -> int | None:
    """Return the day of the month that a word writes, as a numeral with or without its ordinal ending."""
    match = _SUFFIXED.fullmatch(word)
    if match and match["rest"] not in _ORDINALS:
        return None
    number = parse_digits(match["number"] if match else word)
    return int(number) if number is not None and number == int(number) and 1 <= number <= 32 else None


def _year(words: Sequence[str], at: int) -> tuple[int, str, int] | None:
    """Return end, stem and number of a year of four digits, with the word after it."""
    if at >= len(words):
        return None
    for split in splits(words[at]):
        number = parse_digits(split.stem)
        if number is not None and len(split.stem) == 4 and number >= 1000:
            after = _one(words, at + 1, dict.fromkeys(YEAR_WORDS, 0))
            return (at + 2, after[0], int(number)) if after else (at + 1, split.stem, int(number))
    return None


def _month(words: Sequence[str], at: int) -> tuple[str, dict[str, Any]] | None:
    for calendar, months in (("gregorian", GREGORIAN_MONTHS), ("bengali", BENGALI_MONTHS)):
        found = _one(words, at, months)
        if found:
            return found[0], {"month": found[1], "calendar": calendar}
    return None


def _date(words: Sequence[str], at: int) -> _Part | None:
    """Return the piece of a date that starts at a word."""
    word = words[at]
    day = _day(word)
    if day is not None:
        end, last = at + 1, day
        if end + 1 < len(words) and words[end] in {"ও", "-", "–", "থেকে", "এবং"}:
            second = _day(words[end + 1])
            if second is not None:
                end, last = end + 2, second
        month = _month(words, end)
        if month:
            value = {**month[1], "day": day}
            part = _with_year(words, end + 1, month[0], value)
            if last != day:
                part.value["end"] = {**{k: v for k, v in part.value.items() if k != "end"}, "day": last}
            return part
    years = _YEARS.fullmatch(word)
    if years and at + 1 < len(words):
        after = _one(words, at + 1, dict.fromkeys(YEAR_WORDS, 0))
        if after:
            first, last = _integer(years[1]), _integer(years[2])
            last += first // 100 * 100 if last < 100 else 0
            return _Part(at + 2, "date", after[0], {"year": first, "end": {"year": last}})
    numeric = _NUMERIC_DATE.fullmatch(word)
    if numeric:
        first, middle, last = (_integer(numeric[group]) for group in (1, 3, 4))
        year, day_ = (first, last) if first > 31 else (last, first)
        if 1 <= middle <= 12 and 1 <= day_ <= 31:
            year += 2000 if year < 100 else 0
            return _Part(at + 1, "date", word, {"day": day_, "month": middle, "year": year})
    year_found = _year(words, at)
    if year_found and year_found[0] == at + 2:
        end, stem, number = year_found
        month = _month(words, end)
        if month:
            return _Part(end + 1, "date", month[0], {**month[1], "year": number})
        if end + 1 < len(words) and _day(words[end]) is not None and _month(words, end + 1):
            month = _month(words, end + 1)
            assert month is not None
            return _Part(end + 2, "date", month[0], {**month[1], "year": number, "day": _day(words[end])})
        return _Part(end, "date", stem, {"year": number})
    month = _month(words, at)
    if month:
        return _with_year(words, at + 1, month[0], month[1])
    for table, key in ((WEEKDAYS, "weekday"), (SEASONS, "season")):
        found = _one(words, at, table)
        if found:
            return _Part(at + 1, "date", found[0], {key: found[1]})
    return _relative(words, at)


def _with_year(words: Sequence[str], end: int, stem: str, value: dict[str, Any]) -> _Part:
    comma = end < len(words) and words[end] == ","
    year = _year(words, end + comma)
    if year:
        return _Part(year[0], "date", year[1], {**value, "year": year[2]})
    return _Part(end, "date", stem, dict(value))


def _relative(words: Sequence[str], at: int) -> _Part | None:
    found = _one(words, at, RELATIVE_DAYS)
    if found and words[at] not in {"কালে", "কালের"}:
        # The word stands whole in the name: its ending is part of an adverb.
        value = {} if found[1] is None else {"offset": found[1], "unit": "day"}
        return _Part(at + 1, "date", found[0], value)
    if words[at] in RELATIVE_BEFORE and at + 1 < len(words):
        offset = RELATIVE_BEFORE[words[at]]
        unit = _one(words, at + 1, DATE_UNITS)
        if unit:
            return _Part(at + 2, "date", unit[0], {"offset": offset, "unit": unit[1]})
        if abs(offset) == 1:
            inner = _date(words, at + 1) if words[at + 1] not in RELATIVE_BEFORE else None
            if inner:
                return inner
            number = number_at(words, at + 1)
            if number is not None:
                unit = _one(words, number[0], DATE_UNITS)
                if unit:
                    return _Part(number[0] + 1, "date", unit[0], {"duration": number[1], "unit": unit[1]})
        return None
    number = number_at(words, at)
    if number is None:
        return None
    unit = _one(words, number[0], DATE_UNITS)
    if unit is None:
        return None
    end = number[0] + 1
    if end < len(words) and words[end] in AGO and number[1] == int(number[1]):
        return _Part(end + 1, "date", words[end], {"offset": -int(number[1]), "unit": unit[1]})
    return _Part(end, "date", unit[0], {"duration": number[1], "unit": unit[1]})


def _clock(words: Sequence[str], at: int) -> _Part | None:
    """Return the clock time or short duration that starts at a word."""
    clock = _CLOCK.fullmatch(words[at])
    if clock and (":" in words[at] or clock["rest"]):
        rest = clock["rest"]
        stem = next((ending for ending in ("", *_HOUR) if rest.startswith(ending) and (ending or not rest)), None)
        hour, minute = _integer(clock[1]), _integer(clock[2])
        if stem is not None and hour <= 24 and minute < 60:
            length = len(words[at]) - len(rest) + len(stem)
            return _Part(at + 1, "clock", words[at][:length], {"hour": hour, "minute": minute})
    half = Decimal("0.5") if words[at] == "সাড়ে" else Decimal(0)
    here = at + 1 if half else at
    if here < len(words):
        for split in splits(words[here]):
            suffixed = _SUFFIXED.fullmatch(split.stem)
            hour_word = split.stem[: -len("টা")] if split.stem.endswith(_HOUR) else ""
            number = parse_digits(suffixed["number"]) if suffixed and suffixed["rest"] in _HOUR else None
            if number is None and hour_word and not suffixed:
                spoken = number_at([hour_word], 0)
                number = spoken[1] if spoken else None
            if number is not None and split.stem.endswith("টা") and number <= 24:
                exact = number + half
                value = {"hour": int(exact), "minute": int((exact - int(exact)) * 60)}
                return _Part(here + 1, "clock", split.stem, value)
    number_found = number_at(words, at)
    if number_found is not None:
        unit = _one(words, number_found[0], SECONDS)
        if unit:
            end = number_found[0] + 1
            return _Part(end, "duration", unit[0], {"seconds": number_found[1] * unit[1]})
    return None


def _moment(words: Sequence[str], start: int) -> ValueMatch | None:
    """Return the date or time that starts at a word, with all its pieces."""
    parts = list(_parts(words, start))
    if not parts:
        return None
    kinds = {part.kind for part in parts}
    # An hour alone is as often a count (পাঁচটা): it needs a part of the day or a date beside it.
    if kinds == {"clock"} and ":" not in words[start]:
        return None
    value: dict[str, Any] = {}
    for part in parts:
        value |= part.value
    if value.get("part_of_day") in AFTERNOON_PARTS and 0 < value.get("hour", 0) < 12:
        night_hour = value["part_of_day"] == "night" and value["hour"] < 5
        value["hour"] += 0 if night_hour else 12
    label = "DATE" if "date" in kinds else "TIME"
    end = parts[-1].end
    if end < len(words) and words[end] == ")" and "(" in words[start:end]:
        end += 1
        return ValueMatch(start, end, label, ")", value)
    return ValueMatch(start, end, label, parts[-1].stem, value)


def _parts(words: Sequence[str], start: int) -> Iterator[_Part]:
    at = start
    seen_date = False
    while at < len(words):
        bracket = at > start and words[at] == "(" and seen_date
        part = _date(words, at + bracket) if at + bracket < len(words) else None
        if part is not None and at > start and not seen_date:
            return
        if bracket:
            closes = part is not None and part.end < len(words) and words[part.end] == ")"
            if part is not None and closes:
                yield part
            return
        if part is None:
            found = _one(words, at, PARTS_OF_DAY)
            part = _Part(at + 1, "part", found[0], {"part_of_day": found[1]}) if found else _clock(words, at)
        if part is None or (at > start and (part.kind == "duration" or "duration" in part.value)):
            return
        yield part
        seen_date = seen_date or part.kind == "date"
        at = part.end
        if part.kind == "duration" or "duration" in part.value:
            return
