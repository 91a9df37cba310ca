"""Dates, times of day and spans of time, read by rules from words.

A moment is a row of pieces that say different things of one time: a relative
word, a weekday, a date, a part of the day, a clock time. A piece that would
say again what another one said begins a moment of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

import regex

from bn_entities.bengali.calendar import (
    AFTER,
    AGO,
    AT_PHASE,
    BEFORE_HOURS,
    BENGALI_MONTHS,
    DATE_UNITS,
    DATE_WORD,
    DAYTIME,
    FIRST_HOUR_PAST_NOON,
    GREGORIAN_MONTHS,
    HOUR_WORDS,
    LAST_HOUR_PAST_NOON,
    NAMED_YEARS,
    NIGHT,
    NIGHT_PARTS,
    ORDINALS_OF_PARTS,
    PARTS_OF_DAY,
    PHASES,
    QUARTER,
    RELATIVE_BEFORE,
    RELATIVE_DAYS,
    SEASON_WORDS,
    SEASONS,
    SECONDS,
    THROUGHOUT,
    WEEKDAYS,
    WEEKDAYS_IN_LISTS,
    YEAR_WORDS,
    YEARS,
)
from bn_entities.bengali.endings import Split, splits
from bn_entities.bengali.numerals import (
    APPROXIMATE,
    DAY_SUFFIXES,
    ORDINALS,
    QUARTERS,
    VAGUE,
    may_begin_number,
    number_at,
    parse_digits,
)
from bn_entities.bengali.spelling import normalize

_SUFFIXED = regex.compile(r"(?P<digits>[0-9০-৯]{1,4})(?P<suffix>\D+)")
_NUMERIC_DATE = regex.compile(r"([0-9০-৯]{1,4})([/.-])([0-9০-৯]{1,2})\2([0-9০-৯]{2,4})")
_CLOCK = regex.compile(r"(?P<hour>[0-9০-৯]{1,2})(?P<sign>[:.-])(?P<minute>[0-9০-৯]{2})(?P<suffix>\D*)")
_CLOCKS = regex.compile(
    r"(?P<hour>[0-9০-৯]{1,2})\.(?P<minute>[0-9০-৯]{2})[-–](?P<last_hour>[0-9০-৯]{1,2})\.(?P<last_minute>[0-9০-৯]{2})"
)
_YEARS = regex.compile(r"(?P<first>[0-9০-৯]{4})[-–](?P<last>[0-9০-৯]{4}|[0-9০-৯]{2})")
_DAYS = regex.compile(r"(?P<first>[0-9০-৯]{1,2})[-–](?P<last>[0-9০-৯]{1,2})")
_ONE_MARK = regex.compile(r"\P{L}")
_HYPHENS = frozenset({"-", "–"})
_LISTED = frozenset({"ও", "এবং", "বা"})
_AND = _HYPHENS | {"থেকে"} | _LISTED
_CLOCK_TO = frozenset({"থেকে", "পর্যন্ত", "ও", "এবং", "নাগাদ"})
_LONGEST_UNIT = max(SECONDS.values())
_DECADE, _CENTURY, _DAY, _MONTH, _MINUTE, _SECOND = "decade", "century", "দিন", "মাস", "মিনিট", "সেকেন্ড"
_MAY = "মে"
_YESTERDAY_OR_TOMORROW = "কাল"
_VERB_WENT = "গেল"
_TOWARDS = "দিকে"
_FROM = "থেকে"
_MIDDLE, _MOMENT = normalize("মাঝামাঝি"), normalize("সময়")
_NEW_OR_EACH = frozenset({"নতুন", "প্রতি"})
_YEARS_GENITIVE = normalize("বছরের")
_ER = "এর"
# Of a span of two units, how many of the second make one of the first.
_SMALLER_UNITS = {("year", "month"): 12, ("week", "day"): 7}
# Endings of persons, which nouns of time do not take.
_NOT_ON_TIME = frozenset(map(normalize, "রা েরা য়েরা দের েদের য়েদের দেরকে েদেরকে গণ রে েরে".split()))
# Those that begin a moment only without an ending; a unit does before a number that is said after it, বছর দুয়েক.
_FIRST_AS_THEY_ARE = frozenset({*DATE_UNITS, *SECONDS, *WEEKDAYS_IN_LISTS, *NIGHT_PARTS, _YEARS_GENITIVE})
# What the readers of pieces look for in the first word of a moment, beside numbers.
_FIRST_WORDS = frozenset(
    {
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
        *NAMED_YEARS,
    }
)
# What a moment says that no part of a year or month follows: it is of days itself, or of no year.
_OF_DAYS = frozenset({"day", "weekday", "duration", "part_of_day", "hour", "century"})
_AFTER_YEARS = dict.fromkeys([*YEAR_WORDS, *(word for word, unit in DATE_UNITS.items() if unit == "season")])
_FIRST_BRACKETED, _LAST_BRACKETED = 1500, 2100
_BEFORE_YEAR_OF_LAW = frozenset({",", *map(normalize, "আইন অধ্যাদেশ বিধিমালা নীতিমালা কার্যবিধি বিল".split())})
_REACHES = dict.fromkeys(AGO | AFTER)
_MOST_COUNTED_AFTER = 20
_EVERY = "পরপর"
_HOURS = dict.fromkeys(HOUR_WORDS)
_AT_HOUR = HOUR_WORDS[-1]
_MONTHS = frozenset({*GREGORIAN_MONTHS, *BENGALI_MONTHS})


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
    if word in _FIRST_AS_THEY_ARE:
        return True
    stems = [word, *(split.stem for split in splits(word))]
    return any(stem in _FIRST_WORDS or may_begin_number(_without_hour(stem)) for stem in stems)


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
    end, stem = pieces[-1].end, pieces[-1].stem
    if label == "DATE" and not _OF_DAYS & set(value) and value.get("unit") != "day":
        end, stem = _phase(words, end, stem) or (end, stem)
    return Moment(end, stem, value, label)


def _phase(words: Sequence[str], at: int, before: str) -> tuple[int, str] | None:
    """Return end and stem of the part of a year or month after its genitive: ``শেষে``, ``প্রথম সপ্তাহে``."""
    last = words[at - 1]
    if at >= len(words) or last == before or not last.removesuffix("ই").removesuffix("ও").endswith("র"):
        return None
    if words[at] in ORDINALS_OF_PARTS:
        unit = _one(words, at + 1, {**DATE_UNITS, QUARTER: ""})
        if unit:
            return at + 2, unit[0]
        end, number = _count(words, at + 1) if at + 1 < len(words) else (at + 1, None)
        unit = _one(words, end, DATE_UNITS) if number is not None else None
        if unit:
            return end + 1, unit[0]
    phase = _one(words, at, dict.fromkeys(PHASES))
    if phase is None:
        return None
    moment = _one(words, at + 1, {_MOMENT: None}) if phase[0] == _MIDDLE else None
    if moment:
        return at + 2, moment[0]
    following = words[at + 1] if at + 1 < len(words) else ""
    # শেষ ম্যাচ is the last of something else, শেষের begins to say of what.
    bare = words[at] == phase[0] or words[at].endswith("র")
    if bare and phase[0] != _MIDDLE and (following not in AT_PHASE or words[at] == "শেষের"):
        return None
    return at + 1, phase[0]


def _pieces(words: Sequence[str], start: int) -> Iterator[Moment]:
    at = start
    said: set[str] = set()
    dated = ago = False
    while at < len(words):
        if dated and words[at] == "(":
            piece = _date(words, at + 1, _readers(words[at + 1]).dates) if at + 1 < len(words) else None
            if not piece or words[piece.end : piece.end + 1] != [")"] or said & set(piece.value) - {"calendar"}:
                return
            yield Moment(piece.end + 1, ")", piece.value)
            said |= set(piece.value)
            at = piece.end + 1
            continue
        if dated and words[at] == "," and at + 1 < len(words):
            # A day said twice, ৫ মে, শুক্রবার; what else follows a comma is another one.
            piece = _named_day(words, at + 1) or _day_month(words, at + 1)
        else:
            here = at
            if at > start:
                here += next((len(row) for row in BEFORE_HOURS if tuple(words[at : at + len(row)]) == row), 0)
            piece = _part_of_day(words, here) or _clock(words, here, said) if at < here < len(words) else None
            piece = piece or _piece(words, at, said)
        if piece is None or said & set(piece.value) - {"calendar"}:
            return
        whole = "duration" in piece.value or "seconds" in piece.value
        if at > start and (whole or (piece.label == "DATE" and (not dated or ago))):
            return
        yield piece
        ago = words[piece.end - 1].startswith(tuple(AGO))
        if whole:
            return
        dated = dated or piece.label == "DATE"
        said |= set(piece.value) or {"unsaid"}
        at = piece.end


_Reader: TypeAlias = Callable[[Sequence[str], int], "Moment | None"]


@dataclass(frozen=True, slots=True)
class _Readers:
    """The readers that may find a piece at a word, whatever stands after it.

    Attributes:
        dates: Those of dates, in the order in which they are asked.
        part: Whether it may be a part of the day.
        clock: Whether it may begin a clock time.
        length: Whether it may begin a length under a day, or a minute of a match.
    """

    dates: tuple[_Reader, ...]
    part: bool
    clock: bool
    length: bool


@lru_cache(maxsize=16384)
def _readers(word: str) -> _Readers:
    stems = {word, *(split.stem for split in splits(word))}
    digits = word[:1].isdigit()
    numeral, ordinal = may_begin_number(word), word in ORDINALS
    spoken = any(map(may_begin_number, stems))
    asked: dict[_Reader, bool] = {
        _day_month: digits or ordinal,
        _numeric: digits,
        _years: digits,
        _month_year: digits or not stems.isdisjoint(_MONTHS),
        _decade: spoken or not stems.isdisjoint(ORDINALS),
        _named_year: not stems.isdisjoint(NAMED_YEARS),
        _named_day: word in WEEKDAYS_IN_LISTS or not stems.isdisjoint(WEEKDAYS),
        _season: word in SEASON_WORDS or not stems.isdisjoint(SEASONS),
        _relative: word in RELATIVE_BEFORE or not stems.isdisjoint(RELATIVE_DAYS),
        _span: numeral or word in VAGUE or word in DATE_UNITS or word == _YEARS_GENITIVE,
    }
    return _Readers(
        dates=tuple(read for read in _DATE_READERS if asked[read]),
        part=word == DAYTIME or word in NIGHT_PARTS or not stems.isdisjoint(PARTS_OF_DAY),
        clock=numeral or any(may_begin_number(_without_hour(stem)) for stem in stems),
        length=numeral or ordinal or word in VAGUE or word in SECONDS,
    )


def _piece(words: Sequence[str], at: int, said: set[str]) -> Moment | None:
    """Return the piece that starts at a word, by the readers that its first word allows."""
    readers = _readers(words[at])
    return (
        _date(words, at, readers.dates)
        or (_part_of_day(words, at) if readers.part else None)
        or (_clock(words, at, said) if readers.clock else None)
        or ((_duration(words, at) or _minute_of_match(words, at)) if readers.length else None)
    )


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


def _date(words: Sequence[str], at: int, readers: Sequence[_Reader]) -> Moment | None:
    """Return the piece of a date that starts at a word, by the first reader that finds one."""
    for read in readers:
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
        if found and found[0] == _MAY != words[at] and not _is_may(words, at):
            return None
        if found:
            after = _one(words, at + 1, {_MONTH: None}) if words[at] == found[0] else None
            value = {"month": found[1], "calendar": calendar}
            return (at + 2, after[0], value) if after else (at + 1, found[0], value)
    return None


def _is_may(words: Sequence[str], at: int) -> bool:
    """Tell whether মে with an ending is the month: মেয়ের, মেটা and a Mrs May are none, ৫ মের and মে-তে are."""
    if words[at][len(_MAY)] == "-":
        return True
    return words[at][len(_MAY) :] in {"র", "তে", "ই", "ও"} and at > 0 and _day(words[at - 1]) is not None


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
            if words[at + 1 : at + 2] == [_ER]:
                return at + 2, words[at], int(number)
    return None


def _day_month(words: Sequence[str], at: int, *, until: bool = True) -> Moment | None:
    """Read ``৫ মে``, ``৫ ও ৬ মে ২০২৪``, ``৫-৭ মে``, ``১২ তারিখ``, and ``২৩ জুলাই-২ আগস্ট`` where ``until`` allows it."""
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
        date = _one(words, end, {DATE_WORD: None}) if words[at][:1].isdigit() else None
        if date is None:
            return None
        return Moment(end + 1, date[0], {"day": first, **({"end": {"day": last}} if last != first else {})})
    piece = _with_year(words, month[0], month[1], {**month[2], "day": first})
    if last != first:
        piece.value["end"] = {**piece.value, "day": last}
    elif until and piece.end + 1 < len(words) and words[piece.end] in _HYPHENS:
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
    """Read ``২০২২-২৩ অর্থবছর``, ``২০২২ থেকে ২০২৪ সাল``, ``২০২০, ২০২২ ও ২০২৪ সাল``, and ``(২০২০)``."""
    match = _YEARS.fullmatch(words[at])
    if match:
        after = _one(words, at + 1, _AFTER_YEARS)
        first, last = _integer(match["first"]), _integer(match["last"])
        last += first // 100 * 100 if last < 100 else 0
        value = {"year": first, "end": {"year": last}}
        if after and first < last:
            return Moment(at + 2, after[0], value)
        return Moment(at + 1, words[at], value) if first < last and _in_brackets(words, at) else None
    if len(words[at]) != 4:
        return None
    first_year = _year(words, at)
    if first_year is None or first_year[0] != at + 1:
        return None
    if _in_brackets(words, at) and _FIRST_BRACKETED < first_year[2] < _LAST_BRACKETED:
        return Moment(at + 1, words[at], {"year": first_year[2]})
    last_at, listed = at, False
    while words[last_at + 1 : last_at + 2] == [","] and last_at + 2 < len(words) and _is_year(words[last_at + 2]):
        last_at, listed = last_at + 2, True
    if last_at + 2 < len(words) and words[last_at + 1] in (_LISTED if listed else _AND):
        last_year = _year(words, last_at + 2)
        if last_year and last_year[0] == last_at + 4:
            return Moment(last_at + 4, last_year[1], {"year": first_year[2], "end": {"year": last_year[2]}})
    return None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _in_brackets(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at - 1] == "(" and words[at + 1 : at + 2] == [")"]


def _month_year(words: Sequence[str], at: int) -> Moment | None:
    """Read ``মে ২০২৪``, ``২০২৪ সাল``, ``২০২৪ সালের মে মাস``, ``২০২৪ সালের ৫ মে``, ``জানুয়ারি-জুন``."""
    month = _month(words, at)
    if month:
        if month[0] == at + 1 and words[at] == month[1] and words[at + 1 : at + 2] in (["-"], ["–"]):
            last = _month(words, at + 2)
            if last and last[2]["calendar"] == month[2]["calendar"]:
                return _months(words, month[2], last)
        return _with_year(words, *month)
    year = _year(words, at, alone=True)
    if year is None:
        return None
    end, stem, number = year
    # Without the word for year it may be that of a law: দুর্নীতি দমন কমিশন আইন, ২০০৪-এর.
    if at and (end == at + 1 or words[at + 1] == _ER) and words[at - 1] in _BEFORE_YEAR_OF_LAW:
        return None
    inner = _month(words, end)
    if inner:
        return Moment(inner[0], inner[1], {**inner[2], "year": number})
    dated = _day_month(words, end) if end < len(words) else None
    if dated and "month" in dated.value and "year" not in dated.value:
        until = {"end": {**dated.value["end"], "year": number}} if "end" in dated.value else {}
        return Moment(dated.end, dated.stem, {**dated.value, "year": number, **until})
    return Moment(end, stem, {"year": number})


def _months(words: Sequence[str], first: dict[str, Any], last: tuple[int, str, dict[str, Any]]) -> Moment:
    """Return what two months that a hyphen joins say, with the year or the word for quarter after them."""
    piece = _with_year(words, *last)
    value: dict[str, Any] = {**first, "end": piece.value}
    if "year" in piece.value and first["month"] <= last[2]["month"]:
        value["year"] = piece.value["year"]
    quarter = _one(words, piece.end, {QUARTER: None})
    return Moment(piece.end + 1, quarter[0], value) if quarter else Moment(piece.end, piece.stem, value)


def _named_year(words: Sequence[str], at: int) -> Moment | None:
    """Read ``একাত্তরের``: without an ending it is a number."""
    for split in splits(words[at]):
        if split.stem in NAMED_YEARS and split.endings and split.endings[0] in {"ের", "ে"}:
            return Moment(at + 1, split.stem, {"year": NAMED_YEARS[split.stem]})
    return None


def _decade(words: Sequence[str], at: int) -> Moment | None:
    """Read ``নব্বইয়ের দশক``, ``১৯৯০-এর দশক``, ``১৯৯০–এর দশক``, ``উনিশ শতক``, ``একবিংশ শতাব্দী``."""
    if words[at + 1 : at + 3] == ["–", _ER] and _is_year(words[at]):
        apart = _decade([f"{words[at]}-{_ER}", *words[at + 3 : at + 4]], 0)
        return Moment(at + 4, apart.stem, apart.value) if apart else None
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
    """Read ``বুধবার``, ``শুক্র ও শনিবার``, and ``সোমবার ও মঙ্গলবার`` where a word before or after is of both."""
    first = _one(words, at, WEEKDAYS)
    short = WEEKDAYS_IN_LISTS.get(words[at])
    if first is None and short is None:
        return None
    last_at, joined, clipped = at, False, short is not None
    while last_at + 2 < len(words) and not joined:
        joined = words[last_at + 1] in _LISTED or words[last_at + 1] in _HYPHENS
        following = words[last_at + 2]
        if not joined and words[last_at + 1] != ",":
            break
        if following not in WEEKDAYS_IN_LISTS and not (joined and _one(words, last_at + 2, WEEKDAYS)):
            joined = False
            break
        clipped = clipped or following in WEEKDAYS_IN_LISTS
        last_at += 2
    last = _one(words, last_at, WEEKDAYS) if joined else None
    if last and (clipped or _is_shared(words, at, last_at)):
        start = first[1] if first else short
        return Moment(last_at + 1, last[0], {"weekday": start, "end": {"weekday": last[1]}})
    return Moment(at + 1, first[0], {"weekday": first[1]}) if first else None


def _is_shared(words: Sequence[str], first: int, last: int) -> bool:
    """Tell whether two weekdays share the word before them or the part of the day after them."""
    before = first > 0 and words[first - 1] in RELATIVE_BEFORE
    after = last + 1 < len(words) and _part_of_day(words, last + 1) is not None
    return words[first] in WEEKDAYS and before != after


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
    # কালে and কালের are of time in general.
    if found and found[0] == _YESTERDAY_OR_TOMORROW and words[at][len(found[0]) :][:1] == "ে":
        found = None
    if found:
        return Moment(at + 1, found[0], {} if found[1] is None else {"offset": found[1], "unit": "day"})
    offset = RELATIVE_BEFORE.get(words[at])
    if offset is None or at + 1 >= len(words):
        return None
    unit = _one(words, at + 1, DATE_UNITS)
    if words[at] == _VERB_WENT and (unit[1] == "day" if unit else _one(words, at + 1, WEEKDAYS) is None):
        return None
    if unit:
        # গত দিনের is of days gone by, no day.
        return (
            None
            if unit[1] == "day" and words[at + 1] == "দিনের"
            else Moment(at + 2, unit[0], {"offset": offset, "unit": unit[1]})
        )
    if offset == 0 and words[at + 1] not in GREGORIAN_MONTHS:
        return None
    season = _one(words, at + 1, SEASON_WORDS)
    if season:
        return Moment(at + 2, season[0], {"season": season[1]})
    inner = next(filter(None, (read(words, at + 1) for read in (_day_month, _month_year, _named_day, _span))), None)
    return inner if inner and "offset" not in inner.value else None


def _span(words: Sequence[str], at: int) -> Moment | None:
    """Read ``তিন মাস``, ``দুই দিন আগে``, ``কয়েক বছর``, ``এক যুগ``, ``তিন দিনব্যাপী``, ``বছর দুয়েক``, ``বছরের শেষে``."""
    if words[at] in DATE_UNITS:
        return _counted_after(words, at)
    end, number = _count(words, at)
    if end == at:
        if words[at] == _YEARS_GENITIVE and not (at and words[at - 1] in _NEW_OR_EACH):
            phase = _phase(words, at + 1, "")
            return Moment(phase[0], phase[1], {"unit": "year"}) if phase else None
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
    name = unit[1]
    if words[end] == unit[0] and number is not None:
        lower_end, lower = _count(words, end + 1) if end + 1 < len(words) else (end, None)
        lower_unit = _one(words, lower_end, DATE_UNITS) if lower is not None else None
        times = _SMALLER_UNITS.get((name, lower_unit[1])) if lower_unit else None
        if lower_unit and lower is not None and times and 0 < lower < times:
            end, number, name, unit = lower_end, number * times + lower, lower_unit[1], lower_unit
    return _reaching(words, end, unit[0], number, name)


def _counted_after(words: Sequence[str], at: int) -> Moment | None:
    """Read ``বছর দুয়েক``, ``মাস খানেক পর``, and ``বছর দুই আগে``, where what follows says that it is no list."""
    unit = DATE_UNITS[words[at]]
    about = _one(words, at + 1, APPROXIMATE)
    if about:
        # বছর দশেকের ছেলে is an age.
        return (
            None
            if unit == "year" and words[at + 1] == about[0] + "ের"
            else _reaching(words, at + 1, about[0], Decimal(about[1]), unit)
        )
    found = number_at(words, at + 1) if at + 1 < len(words) else None
    if found and _one(words, found[0], _REACHES) and found[1] <= _MOST_COUNTED_AFTER:
        return _reaching(words, found[0] - 1, words[found[0] - 1], found[1], unit)
    return None


def _reach(words: Sequence[str], end: int, stem: str) -> tuple[int, str] | None:
    """Return end and stem of the word for before or after behind a length: ``আগে``, ``পরেই``."""
    found = _one(words, end, _REACHES) if words[end - 1] == stem else None
    # পরের and পর পর, পরপর say something else.
    if found is None or (found[0] in AFTER and words[end].endswith("র") and words[end] != found[0]):
        return None
    return (end + 1, found[0]) if words[end + 1 : end + 2] != [words[end]] else None


def _reaching(words: Sequence[str], at: int, stem: str, number: Decimal | None, unit: str) -> Moment | None:
    """Return a span that ends with a word, and the word for before or after behind it.

    What lies before the day of writing is an offset. After is counted from what the text spoke of, so it stays a length.
    """
    end = at + 1
    if words[end : end + 1] == [_EVERY]:
        return None
    reach = _reach(words, end, stem)
    value: dict[str, Any] = {"unit": unit} if number is None else {"duration": number, "unit": unit}
    if reach is None:
        return Moment(end, stem, value)
    if number is not None and reach[1] in AGO:
        if unit == "year" and number != int(number):
            number, unit = number * 12, "month"
        if number == int(number):
            value = {"offset": -int(number), "unit": unit}
    return Moment(reach[0], reach[1], value)


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
    if end + 1 < len(words) and (words[end] in _HYPHENS or words[end] == _FROM):
        upper = number_at(words, end + 1)
        if upper is not None:
            return upper[0], number
    return end, number


# The order in which they are asked.
_DATE_READERS: tuple[_Reader, ...] = (
    _day_month,
    _numeric,
    _years,
    _month_year,
    _decade,
    _named_year,
    _named_day,
    _season,
    _relative,
    _span,
)

# Times


def _without_hour(word: str) -> str:
    """Return a number from before the word for hour that is written at it, or the word as it is."""
    for hour in HOUR_WORDS:
        if word.endswith(hour):
            return word[: -len(hour)]
    return word


def _minute_of_match(words: Sequence[str], at: int) -> Moment | None:
    """Read ``সপ্তম মিনিট``."""
    unit = _one(words, at + 1, {_MINUTE: None}) if words[at] in ORDINALS else None
    return Moment(at + 2, unit[0], {"seconds": Decimal(ORDINALS[words[at]] * 60)}, "TIME") if unit else None


def _part_of_day(words: Sequence[str], at: int) -> Moment | None:
    if words[at] in NIGHT_PARTS:
        night = _one(words, at + 1, {NIGHT: None})
        return Moment(at + 2, night[0], {"part_of_day": NIGHT_PARTS[words[at]]}, "TIME") if night else None
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
    if found is None:
        return None
    value = {"part_of_day": found[1]}
    if words[at] != found[0] and words[at].endswith("র"):
        time = _one(words, at + 1, {DAYTIME: None})
        if time and not _clock(words, at + 2, {"part_of_day"}):
            return Moment(at + 2, time[0], value, "TIME")
    return Moment(at + 1, found[0], value, "TIME")


def _clock(words: Sequence[str], at: int, said: set[str]) -> Moment | None:
    """Read ``১০:৩০``, ``১০টা``, ``সাড়ে ১০টা``, ``আড়াইটা``, ``১১টা ৪৭ মিনিট``."""
    if at >= len(words):
        return None
    clock = _CLOCK.fullmatch(words[at])
    # ৬.৩০ and ৬-৩০ are clock times in lists of programmes, behind a part of the day.
    if clock and (clock["sign"] == ":" or clock["suffix"] or "part_of_day" in said):
        for split in splits(words[at]):
            counted = _without_hour(split.stem).removesuffix("মিনিট")
            if counted[-1].isdigit():
                value = {"hour": _integer(clock["hour"]), "minute": _integer(clock["minute"])}
                if value["hour"] > 24 or value["minute"] > 59 or (clock["sign"] == "-" and "part_of_day" not in said):
                    return None
                return Moment(at + 1, split.stem, value, "TIME")
        return None
    clocks = _CLOCKS.fullmatch(words[at]) if "part_of_day" in said else None
    if clocks:
        hour, minute, last_hour, last_minute = map(_integer, clocks.groups())
        if max(hour, last_hour) > 24 or max(minute, last_minute) > 59:
            return None
        until = {"hour": last_hour, "minute": last_minute}
        return Moment(at + 1, words[at], {"hour": hour, "minute": minute, "end": until}, "TIME")
    quarter = QUARTERS.get(words[at])
    here = at + (quarter is not None)
    if here >= len(words):
        return None
    apart = number_at([words[here]]) if words[here + 1 : here + 2] and _one(words, here + 1, _HOURS) else None
    for split in splits(words[here + 1] if apart else words[here]):
        word = _without_hour(split.stem)
        number = apart if apart and split.stem in _HOURS else number_at([word]) if word != split.stem else None
        if number is None:
            continue
        hours = number[1] + (quarter or 0)
        if not 0 <= hours <= 24:
            return None
        value = {"hour": int(hours), "minute": int((hours - int(hours)) * 60)}
        end = here + 1 + (apart is not None)
        if not split.endings and quarter is None:
            minutes = number_at(words, end)
            after = _one(words, minutes[0], {_MINUTE: None}) if minutes else None
            if minutes and after and minutes[1] < 60:
                second = number_at(words, minutes[0] + 1) if words[minutes[0]] == after[0] else None
                seconds = _one(words, second[0], {_SECOND: None}) if second else None
                end, stem = (second[0], seconds[0]) if second and seconds else (minutes[0], after[0])
                return Moment(end + 1, stem, {**value, "minute": int(minutes[1])}, "TIME")
            if minutes and "part_of_day" in said and minutes[1] < 60 and _are_minutes(words, end):
                return Moment(end + 1, words[end], {**value, "minute": int(minutes[1])}, "TIME")
        stem = split.stem.removesuffix("য়") if split.stem.endswith(_AT_HOUR) else split.stem
        return Moment(end, stem, value, "TIME" if _is_clock(words, at, end, number[1], quarter is not None) else "")
    return None


def _are_minutes(words: Sequence[str], at: int) -> bool:
    """Tell whether two digits behind an hour are its minutes: nothing that they could count follows."""
    if len(words[at]) != 2 or not words[at].isdigit():
        return False
    return at + 1 >= len(words) or words[at + 1] in _CLOCK_TO or bool(_ONE_MARK.fullmatch(words[at + 1]))


def _is_clock(words: Sequence[str], start: int, end: int, number: Decimal, quarter: bool) -> bool:
    """Tell whether an hour without a part of the day is one: ``সাড়ে তিনটা``, ``তিনটায়``, ``তিনটার দিকে``, ``থেকে তিনটা``."""
    last = words[end - 1]
    if quarter or number != int(number) or (last.endswith(normalize("য়")) and number > 1):
        return True
    if last.endswith("র") and words[end : end + 1] == [_TOWARDS]:
        return True
    # The end of a range: what stands before is the hour that it begins with.
    return start > 1 and words[start - 1] == _FROM and _without_hour(words[start - 2]) != words[start - 2]


def _duration(words: Sequence[str], at: int, below: int = _LONGEST_UNIT + 1) -> Moment | None:
    """Read ``৪৮ ঘণ্টা``, ``এক ঘণ্টা ২০ মিনিট``, ``মিনিট দশেক``, in units of less than ``below`` seconds."""
    if words[at] in SECONDS:
        about = _one(words, at + 1, APPROXIMATE)
        if about is None:
            return None
        return _length(words, at + 2, about[0], {"seconds": Decimal(about[1] * SECONDS[words[at]])})
    end, number = _count(words, at)
    unit = _one(words, end, SECONDS) if end > at else None
    if unit is None or unit[1] >= below:
        return None
    if number is None:
        return _length(words, end + 1, unit[0], {})
    if words[end] == unit[0] and end + 2 < len(words):
        rest = _duration(words, end + 1, unit[1])
        if rest is not None and 0 < rest.value.get("seconds", 0) < unit[1]:
            return Moment(rest.end, rest.stem, {"seconds": number * unit[1] + rest.value["seconds"]}, "TIME")
    return _length(words, end + 1, unit[0], {"seconds": number * unit[1]})


def _length(words: Sequence[str], end: int, stem: str, value: dict[str, Any]) -> Moment | None:
    """Return a length under a day, with the word for before or after behind it."""
    if words[end : end + 1] == [_EVERY]:
        return None
    reach = _reach(words, end, stem)
    return Moment(reach[0], reach[1], value, "TIME") if reach else Moment(end, stem, value, "TIME")
