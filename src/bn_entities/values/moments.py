"""Dates, times of day and spans of time, read by rules from words.

A moment is a row of pieces that say different things of one time: a relative
word, a weekday, a date, a part of the day, a clock time. A piece that would
say again what another one said begins a moment of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from bn_entities.bengali.calendar import (
    AGO,
    BENGALI_MONTHS,
    DATE_UNITS,
    DAYTIME,
    FIRST_HOUR_PAST_NOON,
    GREGORIAN_MONTHS,
    LAST_HOUR_PAST_NOON,
    PARTS_OF_DAY,
    RELATIVE_BEFORE,
    RELATIVE_DAYS,
    SAME,
    SEASON_WORDS,
    SEASONS,
    SECONDS,
    THROUGHOUT,
    WEEKDAYS,
    YEAR_WORDS,
    YEARS,
)
from bn_entities.bengali.endings import Split, splits
from bn_entities.bengali.numerals import (
    DAY_SUFFIXES,
    ORDINALS,
    QUARTERS,
    VAGUE,
    may_begin_number,
    number_at,
    parse_digits,
)

_SUFFIXED = regex.compile(r"(?P<digits>[0-9০-৯]{1,4})(?P<suffix>\D+)")
_NUMERIC_DATE = regex.compile(r"([0-9০-৯]{1,4})([/.-])([0-9০-৯]{1,2})\2([0-9০-৯]{2,4})")
_CLOCK = regex.compile(r"(?P<hour>[0-9০-৯]{1,2})(?P<sign>[:.-])(?P<minute>[0-9০-৯]{2})(?P<suffix>\D*)")
_YEARS = regex.compile(r"(?P<first>[0-9০-৯]{4})[-–](?P<last>[0-9০-৯]{4}|[0-9০-৯]{2})")
_DAYS = regex.compile(r"(?P<first>[0-9০-৯]{1,2})[-–](?P<last>[0-9০-৯]{1,2})")
_HOUR = "টা"
_HYPHENS = frozenset({"-", "–"})
_TO = _HYPHENS | {"থেকে"}
_AND = _TO | {"ও", "এবং"}
_LONGEST_UNIT = max(SECONDS.values())
_DECADE, _CENTURY, _DAY, _MONTH, _MINUTE = "decade", "century", "দিন", "মাস", "মিনিট"
# Endings of persons, and one that nouns of time do not take: মেয়ে and মেয়েরা are no May.
_NOT_ON_TIME = frozenset("রা েরা য়েরা দের েদের য়েদের দেরকে েদেরকে গণ কে রে েরে য়ে".split())
# What the readers of pieces look for in the first word of a moment, beside numbers.
_FIRST_WORDS = frozenset(
    {
        SAME,
        DAYTIME,
        *GREGORIAN_MONTHS,
        *BENGALI_MONTHS,
        *WEEKDAYS,
        *SEASONS,
        *SEASON_WORDS,
        *RELATIVE_DAYS,
        *RELATIVE_BEFORE,
        *PARTS_OF_DAY,
        *ORDINALS,
        *VAGUE,
    }
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a time or a span of time in a sequence of words; or a piece of one.

    Attributes:
        end: Index after its last word.
        stem: The last word without its ending.
        value: Fields of ``DateValue``, or of ``TimeValue`` where none of them is a date's.
        label: DATE, TIME, or nothing for a piece that is no moment alone.
    """

    end: int
    stem: str
    value: dict[str, Any]
    label: str = "DATE"


def may_begin_moment(word: str) -> bool:
    """Tell whether ``moment_at`` may find a moment that starts at a word, whatever stands around it.

    Args:
        word: A normalized token.
    """
    stems = [word, *(split.stem for split in splits(word))]
    return any(stem in _FIRST_WORDS or may_begin_number(stem.removesuffix(_HOUR)) for stem in stems)


def moment_at(words: Sequence[str], start: int) -> Moment | None:
    """Return the moment that starts at a word, with all its pieces.

    Args:
        words: The normalized tokens of one text.
        start: Index of the first word.

    Returns:
        The moment, or None where none starts.
    """
    pieces = list(_pieces(words, start))
    # An hour alone is as often a count (পাঁচটা): it needs a part of the day or a date beside it.
    if not any(piece.label for piece in pieces):
        return None
    value: dict[str, Any] = {}
    for piece in pieces:
        value |= piece.value
    label = "DATE" if any(piece.label == "DATE" for piece in pieces) else "TIME"
    _past_noon(value)
    last = pieces[-1]
    return Moment(last.end, last.stem, value, label)


def _pieces(words: Sequence[str], start: int) -> Iterator[Moment]:
    at = start
    said: set[str] = set()
    dated = False
    while at < len(words):
        if dated and words[at] == "(":
            piece = _date(words, at + 1) if at + 1 < len(words) else None
            if piece and words[piece.end : piece.end + 1] == [")"] and not said & set(piece.value) - {"calendar"}:
                yield Moment(piece.end + 1, ")", piece.value)
            return
        piece = _date(words, at) or _part_of_day(words, at) or _clock(words, at, said) or _duration(words, at)
        if piece is None or said & set(piece.value) - {"calendar"}:
            return
        whole = "duration" in piece.value or "seconds" in piece.value
        if at > start and (whole or (piece.label == "DATE" and not dated)):
            return
        yield piece
        if whole:
            return
        dated = dated or piece.label == "DATE"
        said |= set(piece.value) or {"unsaid"}
        at = piece.end


def _past_noon(value: dict[str, Any]) -> None:
    part = value.get("part_of_day")
    first = FIRST_HOUR_PAST_NOON.get(part or "")
    if first is not None and first <= value.get("hour", 0) <= LAST_HOUR_PAST_NOON.get(part or "", 11):
        value["hour"] += 12
    if part == "day":
        del value["part_of_day"]


def _readings(word: str) -> Iterator[Split]:
    return (split for split in splits(word) if _NOT_ON_TIME.isdisjoint(split.endings))


def _one(words: Sequence[str], at: int, table: Mapping[str, Any]) -> tuple[str, Any] | None:
    """Return the stem of a word that a table holds, and what stands there for it."""
    if 0 <= at < len(words):
        for split in _readings(words[at]):
            if split.stem in table:
                return split.stem, table[split.stem]
    return None


def _integer(digits: str) -> int:
    number = parse_digits(digits)
    assert number is not None
    return int(number)


# Dates


def _date(words: Sequence[str], at: int) -> Moment | None:
    """Return the piece of a date that starts at a word."""
    for read in (_day_month, _numeric, _years, _month_year, _decade, _named_day, _season, _relative, _span):
        piece = read(words, at)
        if piece is not None:
            return piece
    return None


def _day(word: str) -> int | None:
    """Return the day of the month that a word writes, with or without its ordinal ending."""
    match = _SUFFIXED.fullmatch(word)
    if match and match["suffix"] not in DAY_SUFFIXES:
        return None
    number = ORDINALS.get(word) if word in ORDINALS else parse_digits(match["digits"] if match else word)
    return int(number) if number is not None and number == int(number) and 1 <= number <= 32 else None


def _month(words: Sequence[str], at: int) -> tuple[int, str, dict[str, Any]] | None:
    """Return end, stem and value of the name of a month, with the word for month after it."""
    for calendar, months in (("gregorian", GREGORIAN_MONTHS), ("bengali", BENGALI_MONTHS)):
        found = _one(words, at, months)
        if found:
            after = _one(words, at + 1, {_MONTH: None}) if words[at] == found[0] else None
            value = {"month": found[1], "calendar": calendar}
            return (at + 2, after[0], value) if after else (at + 1, found[0], value)
    return None


def _year(words: Sequence[str], at: int, *, alone: bool = False) -> tuple[int, str, int] | None:
    """Return end, stem and number of a year of four digits, with the word for year after it.

    Where it stands ``alone``, that word or a hyphenated ending is needed.
    """
    if at >= len(words):
        return None
    for split in splits(words[at]):
        number = parse_digits(split.stem)
        if number is not None and len(split.stem) == 4 and 1000 <= number < 3000:
            after = None if split.endings else _one(words, at + 1, dict.fromkeys(YEAR_WORDS))
            if after:
                return at + 2, after[0], int(number)
            if not alone or split.joint:
                return at + 1, split.stem, int(number)
    return None


def _day_month(words: Sequence[str], at: int, *, until: bool = True) -> Moment | None:
    """Read ``৫ মে``, ``৫ ও ৬ মে ২০২৪``, ``৫-৭ মে``, and ``২৩ জুলাই থেকে ২ আগস্ট`` where ``until`` allows it."""
    days = _DAYS.fullmatch(words[at])
    first = _integer(days["first"]) if days else _day(words[at])
    if first is None or first > 32:
        return None
    end, last = at + 1, _integer(days["last"]) if days else first
    if not days and end + 1 < len(words) and words[end] in _AND:
        second = _day(words[end + 1])
        if second is not None:
            end, last = end + 2, second
    month = _month(words, end)
    if month is None:
        return None
    piece = _with_year(words, month[0], month[1], {**month[2], "day": first})
    if last != first:
        piece.value["end"] = {**piece.value, "day": last}
    elif until and piece.end + 1 < len(words) and words[piece.end] in _TO:
        last_day = _day_month(words, piece.end + 1, until=False)
        if last_day is not None and "end" not in last_day.value:
            return Moment(last_day.end, last_day.stem, {**piece.value, "end": last_day.value})
    return piece


def _with_year(words: Sequence[str], end: int, stem: str, value: dict[str, Any]) -> Moment:
    comma = end < len(words) and words[end] == ","
    year = _year(words, end + comma)
    if year:
        return Moment(year[0], year[1], {**value, "year": year[2]})
    return Moment(end, stem, dict(value))


def _numeric(words: Sequence[str], at: int) -> Moment | None:
    """Read ``১২/০৩/২০২৪``: the day stands before the month, as in both countries."""
    match = _NUMERIC_DATE.fullmatch(words[at])
    if match is None:
        return None
    first, month, last = (_integer(match[group]) for group in (1, 3, 4))
    year, day = (first, last) if first > 31 else (last, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Moment(at + 1, words[at], {"day": day, "month": month, "year": year + (2000 if year < 100 else 0)})


def _years(words: Sequence[str], at: int) -> Moment | None:
    """Read ``২০২২-২৩ অর্থবছর``, ``২০২২ থেকে ২০২৪ সাল``."""
    match = _YEARS.fullmatch(words[at])
    if match:
        after = _one(words, at + 1, dict.fromkeys(YEAR_WORDS))
        first, last = _integer(match["first"]), _integer(match["last"])
        last += first // 100 * 100 if last < 100 else 0
        if after and first < last:
            return Moment(at + 2, after[0], {"year": first, "end": {"year": last}})
        return None
    if len(words[at]) == 4 and at + 2 < len(words) and words[at + 1] in _AND:
        first_year, last_year = _year(words, at), _year(words, at + 2)
        if first_year and last_year and first_year[0] == at + 1 and last_year[0] == at + 4:
            return Moment(at + 4, last_year[1], {"year": first_year[2], "end": {"year": last_year[2]}})
    return None


def _month_year(words: Sequence[str], at: int) -> Moment | None:
    """Read ``মে ২০২৪``, ``২০২৪ সাল``, ``২০২৪ সালের মে মাস``, ``২০২৪ সালের ৫ মে``."""
    month = _month(words, at)
    if month:
        return _with_year(words, *month)
    year = _year(words, at, alone=True)
    if year is None:
        return None
    end, stem, number = year
    inner = _month(words, end) if end == at + 2 else None
    if inner:
        return Moment(inner[0], inner[1], {**inner[2], "year": number})
    dated = _day_month(words, end) if end == at + 2 and end < len(words) else None
    if dated and "year" not in dated.value:
        until = {"end": {**dated.value["end"], "year": number}} if "end" in dated.value else {}
        return Moment(dated.end, dated.stem, {**dated.value, "year": number, **until})
    return Moment(end, stem, {"year": number})


def _decade(words: Sequence[str], at: int) -> Moment | None:
    """Read ``নব্বইয়ের দশক``, ``১৯৯০-এর দশক``, ``উনিশ শতক``, ``একবিংশ শতাব্দী``."""
    unit = _one(words, at + 1, DATE_UNITS)
    if unit is None or unit[1] not in (_DECADE, _CENTURY):
        return None
    for split in splits(words[at]):
        if unit[1] == _CENTURY:
            number = ORDINALS.get(split.stem)
            spoken = None if number else number_at([split.stem])
            number = number or (int(spoken[1]) if spoken else None)
            if number and 1 <= number <= 30 and not split.endings:
                return Moment(at + 2, unit[0], {"century": number})
        elif split.endings:
            spoken = number_at([split.stem])
            number = int(spoken[1]) if spoken else 0
            if number and number % 10 == 0 and (number < 100 or 1000 <= number < 3000):
                return Moment(at + 2, unit[0], {"decade": number + (1900 if number < 100 else 0)})
    return None


def _named_day(words: Sequence[str], at: int) -> Moment | None:
    """Read ``বুধবার``, ``একই দিন``."""
    found = _one(words, at, WEEKDAYS)
    if found:
        return Moment(at + 1, found[0], {"weekday": found[1]})
    found = _one(words, at + 1, {_DAY: None}) if words[at] == SAME else None
    return Moment(at + 2, found[0], {}) if found else None


def _season(words: Sequence[str], at: int) -> Moment | None:
    """Read ``শীতকাল``, ``বর্ষা মৌসুম``."""
    found = _one(words, at, SEASONS)
    if found:
        return Moment(at + 1, found[0], {"season": found[1]})
    unit = _one(words, at + 1, DATE_UNITS) if words[at] in SEASON_WORDS else None
    return Moment(at + 2, unit[0], {"season": SEASON_WORDS[words[at]]}) if unit and unit[1] == "season" else None


def _relative(words: Sequence[str], at: int) -> Moment | None:
    """Read ``গতকাল``, ``গত মাস``, ``আগামী সোমবার``, ``গত তিন বছর``."""
    found = _one(words, at, RELATIVE_DAYS)
    if found:
        return Moment(at + 1, found[0], {} if found[1] is None else {"offset": found[1], "unit": "day"})
    offset = RELATIVE_BEFORE.get(words[at])
    if offset is None or at + 1 >= len(words):
        return None
    unit = _one(words, at + 1, DATE_UNITS)
    if unit:
        # গত দিনের is of days gone by, no day.
        return (
            None
            if unit[1] == "day" and words[at + 1] == "দিনের"
            else Moment(at + 2, unit[0], {"offset": offset, "unit": unit[1]})
        )
    if offset == 0 and words[at + 1] not in GREGORIAN_MONTHS:
        return None
    inner = next(filter(None, (read(words, at + 1) for read in (_day_month, _month_year, _named_day, _span))), None)
    return inner if inner and "offset" not in inner.value else None


def _span(words: Sequence[str], at: int) -> Moment | None:
    """Read ``তিন মাস``, ``দুই দিন আগে``, ``কয়েক বছর``, ``এক যুগ``, ``তিন দিনব্যাপী``."""
    end, number = _count(words, at)
    if end == at:
        return None
    years = _one(words, end, YEARS)
    unit = (years[0], "year") if years else _one(words, end, DATE_UNITS)
    if years and number is not None:
        number *= years[1]
    if unit is None and end < len(words) and words[end].endswith(THROUGHOUT):
        name = words[end][: -len(THROUGHOUT)]
        unit = (words[end], DATE_UNITS[name]) if name in DATE_UNITS else None
    if unit is None or (unit[1] == _CENTURY and number is not None and number > 20):
        return None
    end += 1
    if end < len(words) and words[end] in AGO and (number is None or number == int(number)):
        return Moment(end + 1, words[end], {"unit": unit[1], **({} if number is None else {"offset": -int(number)})})
    value = {"unit": unit[1]} if number is None else {"duration": number, "unit": unit[1]}
    return Moment(end, unit[0], value)


def _count(words: Sequence[str], at: int) -> tuple[int, Decimal | None]:
    """Return the end of a number or a vague word, and the number; of ``দুই-তিন`` the first."""
    if words[at] in VAGUE:
        return at + 1, None
    days = _DAYS.fullmatch(words[at])
    if days:
        return at + 1, parse_digits(days["first"])
    found = number_at(words, at)
    if found is None:
        return at, None
    end, number = found
    if end + 1 < len(words) and words[end] in _HYPHENS:
        upper = number_at(words, end + 1)
        if upper is not None:
            return upper[0], number
    return end, number


# Times


def _part_of_day(words: Sequence[str], at: int) -> Moment | None:
    if words[at] == DAYTIME:
        return (
            Moment(at + 1, DAYTIME, {"part_of_day": "day"}, "TIME") if _clock(words, at + 1, {"part_of_day"}) else None
        )
    # সকাল-সন্ধ্যা is all day long.
    if words[at + 1 : at + 2] == ["-"] and words[at + 2 : at + 3] and words[at + 2] in PARTS_OF_DAY:
        return None
    if at and words[at - 1] == "-" and words[at - 2] in PARTS_OF_DAY:
        return None
    found = _one(words, at, PARTS_OF_DAY)
    return Moment(at + 1, found[0], {"part_of_day": found[1]}, "TIME") if found else None


def _clock(words: Sequence[str], at: int, said: set[str]) -> Moment | None:
    """Read ``১০:৩০``, ``১০টা``, ``সাড়ে ১০টা``, ``আড়াইটা``, ``১১টা ৪৭ মিনিট``."""
    if at >= len(words):
        return None
    clock = _CLOCK.fullmatch(words[at])
    # ৬.৩০ and ৬-৩০ are clock times in lists of programmes, behind a part of the day.
    if clock and (clock["sign"] == ":" or clock["suffix"] or "part_of_day" in said):
        for split in splits(words[at]):
            counted = split.stem.removesuffix(_HOUR).removesuffix("মিনিট")
            if counted[-1].isdigit():
                value = {"hour": _integer(clock["hour"]), "minute": _integer(clock["minute"])}
                if value["hour"] > 24 or value["minute"] > 59 or (clock["sign"] == "-" and "part_of_day" not in said):
                    return None
                return Moment(at + 1, split.stem, value, "TIME")
        return None
    quarter = QUARTERS.get(words[at])
    here = at + (quarter is not None)
    if here >= len(words):
        return None
    for split in splits(words[here]):
        word = split.stem.removesuffix(_HOUR)
        number = number_at([word]) if word != split.stem else None
        if number is None:
            continue
        hours = number[1] + (quarter or 0)
        if not 0 <= hours <= 24:
            return None
        value = {"hour": int(hours), "minute": int((hours - int(hours)) * 60)}
        if not split.endings and quarter is None:
            minutes = number_at(words, here + 1)
            after = _one(words, minutes[0], {_MINUTE: None}) if minutes else None
            if minutes and after and minutes[1] < 60:
                return Moment(minutes[0] + 1, after[0], {**value, "minute": int(minutes[1])}, "TIME")
        return Moment(here + 1, split.stem, value, "")
    return None


def _duration(words: Sequence[str], at: int, below: int = _LONGEST_UNIT + 1) -> Moment | None:
    """Read ``৪৮ ঘণ্টা``, ``এক ঘণ্টা ২০ মিনিট``, in units of less than ``below`` seconds."""
    end, number = _count(words, at)
    unit = _one(words, end, SECONDS) if end > at else None
    if unit is None or unit[1] >= below:
        return None
    if number is None:
        return Moment(end + 1, unit[0], {}, "TIME")
    if words[end] == unit[0] and end + 2 < len(words):
        rest = _duration(words, end + 1, unit[1])
        if rest is not None and 0 < rest.value.get("seconds", 0) < unit[1]:
            return Moment(rest.end, rest.stem, {"seconds": number * unit[1] + rest.value["seconds"]}, "TIME")
    return Moment(end + 1, unit[0], {"seconds": number * unit[1]}, "TIME")
