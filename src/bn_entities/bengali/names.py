"""Which reading of an inflected word is its name, by evidence.

``splits`` proposes every reading. Here each is weighed: by how often its stem
is written, by forms of the same stem in the same article, and by how likely
its endings are on a name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import regex

from bn_entities.bengali.endings import Final, Split, final, splits
from bn_entities.bengali.frequencies import frequency
from bn_entities.bengali.spelling import normalize

_WHITE_SPACE = regex.compile(r"\s+")

# Log odds that the word carries the ending, where nothing else is known. Estimated by hand
# on the inflected names of the project's development articles.
_ENDING_ODDS: dict[str, float] = {
    "র": 0.5,
    "ের": 2.0,
    "য়ের": 3.0,
    "এর": 1.0,
    "কে": 3.0,
    "রে": -3.0,
    "েরে": -4.0,
    "তে": 0.5,
    "ে": 1.5,
    "েতে": -2.0,
    "য়": 0.5,
    "য়ে": 2.0,
    "এ": 0.0,
    "ই": -0.5,
    "ও": 0.0,
    "টি": 1.0,
    "টা": 0.0,
    "রা": 0.5,
    "েরা": 1.0,
    "দের": 1.5,
    "েদের": 1.0,
    "য়েরা": 1.0,
    "য়েদের": 1.0,
    "গুলো": 2.0,
    "গুলি": 2.0,
    "গণ": 0.0,
    "সহ": 2.0,
}
_OTHER_ENDING = -1.0
# A sounded inherent vowel (সুব্রতর) is rare beside the consonants that end a stem in -ের.
_R_AFTER_CONSONANT = -2.5
_ATTESTED = 6.0
_KNOWN = 3.0
_REPEATED = 0.7
_RARE = 3.0
# Names of one syllable are rare: কাদের is hardly কা with an ending.
_SHORT = 2


def name_of(head: str, stem: str) -> str:
    """Return the name of a mention.

    Args:
        head: What stands before the last word of the mention, as in the text.
        stem: The last word without its ending, canonical spelling.

    Returns:
        Both in canonical spelling, white space made single spaces.
    """
    return _WHITE_SPACE.sub(" ", normalize(head)).lstrip() + stem if head else stem


def best_split(
    word: str,
    attested: Callable[[str], bool] | Iterable[str] = (),
    known: Callable[[str], bool] | Iterable[str] = (),
    repeats: int = 0,
) -> Split:
    """Return the reading of a word that the evidence supports; the whole word where nothing does.

    Args:
        word: The last word of a name, in any encoding.
        attested: Stems that are known to be names here (or a test for them):
            from the gazetteers, or from elsewhere in the article.
        known: Words of names of its kind (or a test for them): given names and surnames for a person.
        repeats: How often the article has the same form again: names stand bare more often than in one case.

    Returns:
        One of ``splits(word)``.
    """
    if not callable(attested):
        attested = frozenset(attested).__contains__
    if not callable(known):
        known = frozenset(known).__contains__
    readings = splits(word)
    whole = readings[0].stem
    best, most = readings[0], _weight_of_stem(whole) + _REPEATED * min(repeats, 3)
    if attested(whole):
        most += _ATTESTED
    whole_is_known = known(whole)
    if whole_is_known:
        most += _KNOWN
    for reading in readings[1:]:
        weight = _weight_of_stem(reading.stem) + _weight_of_endings(reading)
        if attested(reading.stem):
            weight += _ATTESTED
        if known(reading.stem):
            # মনির is a name, and so is মনি: names stand bare more often than in one case.
            weight += _KNOWN - (_REPEATED if whole_is_known else 0.0)
        elif whole_is_known:
            # What is left of কানাই is a word, but no name.
            weight -= _KNOWN
        if len(reading.stem) <= _SHORT:
            weight -= _KNOWN
        if weight > most:
            best, most = reading, weight
    return best


def _weight_of_stem(stem: str) -> float:
    return math.log(frequency(stem) + _RARE)


def _weight_of_endings(reading: Split) -> float:
    if reading.joint:
        return 8.0
    odds = 0.0
    for position, ending in enumerate(reading.endings):
        odds += _ENDING_ODDS.get(ending, _OTHER_ENDING)
        if position == 0 and ending == "র" and final(reading.stem) is Final.CONSONANT:
            # The হ of আবদুল্লাহ is silent.
            odds += 0 if reading.stem.endswith("াহ") else _R_AFTER_CONSONANT
    # A chain is one decision, and its later endings are no evidence for the stem before the first.
    return odds / max(1, len(reading.endings)) - 0.5 * (len(reading.endings) - 1)
