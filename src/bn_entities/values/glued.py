"""Words that papers write without the space between a number and what it counts.

``৫দিন``, ``তিনদিনের``, ``দু'ঘণ্টা``, ``দেড়লাখ``, ``মাসখানেক`` and ``জুন-২২`` are one token each; the rules read their parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

from bn_entities.bengali.calendar import (
    BENGALI_MONTHS,
    DATE_UNITS,
    GREGORIAN_MONTHS,
    HOUR_WORDS,
    SECONDS,
    YEAR_WORDS,
    YEARS,
)
from bn_entities.bengali.endings import splits
from bn_entities.bengali.numerals import APPROXIMATE, CARDINALS, HALVES, SCALES, VAGUE
from bn_entities.bengali.spelling import normalize
from bn_entities.values.units import PERCENT_WORDS, UNITS

_DIGITS_FIRST = regex.compile(r"(?P<number>[0-9০-৯][0-9০-৯.,]*(?:[-–][0-9০-৯][0-9০-৯.,]*)?)(?P<rest>[\p{L}\p{M}.]+)")
_DIGITS_LAST = regex.compile(r"(?P<month>[\p{L}\p{M}]+)(?P<hyphen>[-–])(?P<number>[0-9০-৯]{1,4})")
_AFTER_DIGITS = frozenset({*DATE_UNITS, *YEARS, *YEAR_WORDS, *SECONDS, *PERCENT_WORDS, *UNITS, *SCALES, "টাকা"})
_AFTER_WORDS = frozenset({*DATE_UNITS, *YEARS, *SECONDS, *SCALES}) - {
    normalize("শতক"),
    normalize("মৌসুম"),
    "শ",
    "শো",
    "শত",
}
# ছ, ন and বার begin too many words that count nothing; with an apostrophe they do not.
_SHORT = frozenset(map(normalize, "ছ ন বার".split()))
_NUMBER_WORDS = frozenset({*CARDINALS, *HALVES, *VAGUE}) - _SHORT
_NUMBER_FIRST = {number + unit: len(number) for number in sorted(_NUMBER_WORDS) for unit in sorted(_AFTER_WORDS)}
# একদিন is "one day" of a tale and একদিনের a kind of cricket match; only একদিনে counts.
_ONE_DAY = "একদিন"
_UNIT_FIRST = {
    unit + number: len(unit)
    for unit in sorted({*DATE_UNITS, *SECONDS, *UNITS, *SCALES, "টাকা"})
    for number in sorted(APPROXIMATE)
}
# No ending changes the first letters of a word: most are none of these.
_BEGINNING = 3
_BEGINNINGS = frozenset(key[:_BEGINNING] for key in (*_NUMBER_FIRST, *_UNIT_FIRST))


@lru_cache(maxsize=65536)
def glued(word: str) -> tuple[str, ...] | None:
    """Return the words that a word is written together of.

    Args:
        word: A normalized token.

    Returns:
        The words, the last with its endings, or None where it is one word. One word alone is returned
        where only an apostrophe goes: ``দু'টোয়``.
    """
    if word[:1].isdigit():
        match = _DIGITS_FIRST.fullmatch(word)
        if match and any(split.stem in _AFTER_DIGITS for split in splits(match["rest"])):
            return match["number"], match["rest"]
        return None
    head, apostrophe, rest = word.partition("'")
    if apostrophe and head in CARDINALS:
        stems = [split.stem for split in splits(rest)]
        if any(stem in HOUR_WORDS for stem in stems):
            return (head + rest,)
        return (head, rest) if any(stem in _AFTER_WORDS for stem in stems) else None
    match = _DIGITS_LAST.fullmatch(word) if word[-1:].isdigit() else None
    if match:
        known = match["month"] in GREGORIAN_MONTHS or match["month"] in BENGALI_MONTHS
        return (match["month"], match["hyphen"], match["number"]) if known else None
    if word[:_BEGINNING] not in _BEGINNINGS:
        return None
    for split in splits(word):
        length = _NUMBER_FIRST.get(split.stem) or _UNIT_FIRST.get(split.stem)
        if length:
            if split.stem == _ONE_DAY and split.endings[:1] != ("ে",):
                return None
            return word[:length], word[length:]
    return None


def unglued(words: Sequence[str], among: Iterable[int]) -> tuple[list[str], list[int]]:
    """Return the words with the glued ones apart, and for each the index of the word that it is of.

    Args:
        words: Normalized tokens.
        among: The indices of all that may be glued, in order.
    """
    apart: list[str] = []
    places: list[int] = []
    done = 0
    for place in among:
        parts = glued(words[place])
        if parts:
            apart += [*words[done:place], *parts]
            places += [*range(done, place), *[place] * len(parts)]
            done = place + 1
    apart += words[done:]
    places += range(done, len(words))
    return apart, places
