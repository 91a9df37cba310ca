"""Endings: what Bengali adds to a name, and every split that it allows.

A name takes up to three endings, in this order: one of number or definiteness
(``-টি``, ``-রা``, ``-গুলো``), one of case (``-র``, ``-কে``, ``-তে``), one of
emphasis (``-ই``, ``-ও``). Which form of an ending is used follows from the
last letter of what it is added to. ``splits`` proposes; it never decides.

Sources of the table:

- ``Thompson 2010``: Hanne-Ruth Thompson, *Bengali: A Comprehensive Grammar*,
  Routledge, chapters on noun classifiers, plural and case endings, emphasisers.
- ``Chatterji 1926``: Suniti Kumar Chatterji, *The Origin and Development of the
  Bengali Language*, part II, declension of the noun.
- ``Bangla Academy 2011``: *Promito Bangla Bhashar Byakoron*, Bangla Academy,
  chapters on inflection (bibhakti), plural and definite markers; *Promito
  Bangla Bananer Niyom* (2012) for hyphens and apostrophes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Literal

from bn_entities.bengali.spelling import CHANDRABINDU, NUKTA, VIRAMA, ZWJ, normalize


class Final(Enum):
    """The class of a word's last letter, which decides the form of an ending."""

    CONSONANT = "consonant"
    """A consonant letter, with or without its inherent vowel; ``ৎ``, ``ঃ``."""
    NG = "ng"
    """``ং``, after which papers write both ``-য়ের`` and ``-ের`` (as ``ঙের``)."""
    A = "a"
    """``া``."""
    I = "i"  # noqa: E741 - the vowel's own name
    """``ি``, ``ী``."""
    U = "u"
    """``ু``, ``ূ``, ``ৃ``."""
    E = "e"
    """``ে``, ``ৈ``, ``এ``, ``ঐ``."""
    O = "o"  # noqa: E741 - the vowel's own name
    """``ো``, ``ৌ``."""
    GLIDE = "glide"
    """A vowel written as a letter of its own: ``ই``, ``উ``, ``ও``, ``আ``."""
    FOREIGN = "foreign"
    """A Latin letter, a digit, a full stop: the sound is not in the spelling."""


_CONSONANTS = frozenset(chr(c) for c in range(0x0995, 0x09BA)) | {"ৎ", "ঃ", NUKTA}
_FINALS = {
    **dict.fromkeys(_CONSONANTS, Final.CONSONANT),
    "ং": Final.NG,
    "া": Final.A,
    "ি": Final.I,
    "ী": Final.I,
    "ু": Final.U,
    "ূ": Final.U,
    "ৃ": Final.U,
    "ে": Final.E,
    "ৈ": Final.E,
    "এ": Final.E,
    "ঐ": Final.E,
    "ো": Final.O,
    "ৌ": Final.O,
    **dict.fromkeys("অআইঈউঊঋওঔ", Final.GLIDE),
}


def final(word: str) -> Final | None:
    """Return the class of the last letter of a word in canonical spelling.

    Args:
        word: A word; chandrabindu at its end is looked through.

    Returns:
        The class, or None where no ending can follow: an empty word, a virama,
        punctuation other than a full stop.
    """
    word = word.rstrip(CHANDRABINDU + ZWJ)
    if not word:
        return None
    last = word[-1]
    if last in _FINALS:
        return _FINALS[last]
    if last == VIRAMA or not (last.isalnum() or last in ".)"):
        return None
    return Final.FOREIGN


Slot = Literal["number", "case", "emphasis"]
"""The place of an ending in the chain."""

_VOWELS = frozenset({Final.A, Final.I, Final.U, Final.E, Final.O, Final.GLIDE})
_ANY = frozenset(Final)
_CONSONANT = frozenset({Final.CONSONANT})
_BEFORE_GLIDED = frozenset({Final.GLIDE, Final.NG, Final.A, Final.O, Final.E, Final.FOREIGN})


@dataclass(frozen=True, slots=True)
class Ending:
    """One form of one ending.

    Attributes:
        form: The ending as it is written, canonical spelling.
        slot: Its place in the chain.
        after: Classes of the last letter that it is written after.
        example: An inflected word and its stem.
        source: The grammar that describes it; see the module's docstring.
        closes: True if only an ending of emphasis may follow (``-রা``).
        then: Forms of case that may follow; empty for all that the last letter allows.
    """

    form: str
    slot: Slot
    after: frozenset[Final]
    example: tuple[str, str]
    source: str
    closes: bool = False
    then: tuple[str, ...] = ()


ENDINGS: tuple[Ending, ...] = (
    # number and definiteness
    Ending("টি", "number", _ANY, ("দলটি", "দল"), "Thompson 2010"),
    Ending("টা", "number", _ANY, ("শহরটা", "শহর"), "Thompson 2010"),
    Ending("টুকু", "number", _ANY, ("দুধটুকু", "দুধ"), "Thompson 2010"),
    Ending("খানা", "number", _ANY, ("বইখানা", "বই"), "Thompson 2010"),
    Ending("খানি", "number", _ANY, ("বইখানি", "বই"), "Thompson 2010"),
    Ending("গুলো", "number", _ANY, ("ব্যাংকগুলো", "ব্যাংক"), "Thompson 2010"),
    Ending("গুলি", "number", _ANY, ("দলগুলি", "দল"), "Thompson 2010"),
    Ending("গুলা", "number", _ANY, ("দলগুলা", "দল"), "Chatterji 1926"),
    Ending("গণ", "number", _ANY, ("সচিবগণ", "সচিব"), "Bangla Academy 2011"),
    Ending("বৃন্দ", "number", _ANY, ("শিক্ষকবৃন্দ", "শিক্ষক"), "Bangla Academy 2011"),
    Ending("সহ", "number", _ANY, ("বরিশালসহ", "বরিশাল"), "Bangla Academy 2011", closes=True),
    Ending("রা", "number", _VOWELS | {Final.FOREIGN}, ("রুশরা", "রুশ"), "Thompson 2010", closes=True),
    Ending("রা", "number", _CONSONANT | {Final.NG}, ("ছাত্ররা", "ছাত্র"), "Thompson 2010", closes=True),
    Ending("েরা", "number", _CONSONANT, ("ইংরেজেরা", "ইংরেজ"), "Thompson 2010", closes=True),
    Ending("য়েরা", "number", _BEFORE_GLIDED, ("ভাইয়েরা", "ভাই"), "Thompson 2010", closes=True),
    Ending("এরা", "number", frozenset({Final.FOREIGN, Final.GLIDE}), ("বউএরা", "বউ"), "Chatterji 1926", closes=True),
    Ending("দের", "number", _ANY, ("সাংবাদিকদের", "সাংবাদিক"), "Thompson 2010", then=("কে",)),
    Ending("েদের", "number", _CONSONANT, ("লোকেদের", "লোক"), "Thompson 2010", then=("কে",)),
    Ending("য়েদের", "number", _BEFORE_GLIDED, ("ভাইয়েদের", "ভাই"), "Thompson 2010", then=("কে",)),
    # case: genitive
    Ending("র", "case", _VOWELS | {Final.FOREIGN}, ("শোইগুর", "শোইগু"), "Thompson 2010"),
    # Names that end in a sounded inherent vowel: the spelling does not show it.
    Ending("র", "case", _CONSONANT, ("সুব্রতর", "সুব্রত"), "Thompson 2010"),
    Ending("ের", "case", _CONSONANT, ("ইরানের", "ইরান"), "Thompson 2010"),
    Ending("য়ের", "case", _BEFORE_GLIDED, ("মুম্বাইয়ের", "মুম্বাই"), "Thompson 2010"),
    Ending(
        "এর", "case", frozenset({Final.GLIDE, Final.NG, Final.FOREIGN, Final.E}), ("NATOএর", "NATO"), "Chatterji 1926"
    ),
    # case: objective
    Ending("কে", "case", _ANY, ("রাইসিকে", "রাইসি"), "Thompson 2010"),
    Ending("রে", "case", _VOWELS, ("রাইসিরে", "রাইসি"), "Chatterji 1926"),
    Ending("েরে", "case", _CONSONANT, ("রহিমেরে", "রহিম"), "Chatterji 1926"),
    # case: locative and instrumental
    Ending("তে", "case", _VOWELS | {Final.FOREIGN}, ("দিল্লিতে", "দিল্লি"), "Thompson 2010"),
    Ending("ে", "case", _CONSONANT, ("তেহরানে", "তেহরান"), "Thompson 2010"),
    Ending("েতে", "case", _CONSONANT, ("ঘরেতে", "ঘর"), "Chatterji 1926"),
    Ending("য়", "case", frozenset({Final.A, Final.O, Final.GLIDE, Final.FOREIGN}), ("ঢাকায়", "ঢাকা"), "Thompson 2010"),
    Ending("য়ে", "case", _BEFORE_GLIDED, ("বেইজিংয়ে", "বেইজিং"), "Thompson 2010"),
    Ending("এ", "case", frozenset({Final.GLIDE, Final.FOREIGN, Final.NG}), ("দুবাইএ", "দুবাই"), "Chatterji 1926"),
    # emphasis
    Ending("ই", "emphasis", _ANY, ("তেহরানেই", "তেহরানে"), "Thompson 2010"),
    Ending("ও", "emphasis", _ANY, ("রাইসিকেও", "রাইসিকে"), "Thompson 2010"),
)
"""Every ending, each form a row."""

# After a hyphen or an apostrophe the ending is a word part of its own and does
# not follow the last letter; the vowel-initial forms are written with a letter.
HYPHENATED = (
    "এর",
    "র",
    "য়ের",
    "কে",
    "তে",
    "এ",
    "য়",
    "য়ে",
    "রা",
    "এরা",
    "দের",
    "দেরকে",
    "টি",
    "টা",
    "গুলো",
    "গুলি",
    "ই",
    "ও",
)
"""Endings that papers write after a hyphen or an apostrophe (Bangla Academy 2011)."""

_BY_SLOT: dict[Slot, tuple[Ending, ...]] = {
    slot: tuple(ending for ending in ENDINGS if ending.slot == slot) for slot in ("number", "case", "emphasis")
}
# Longest first, so that -য়ের is tried before -ের and -র.
_LAST_LETTERS = frozenset(ending.form[-1] for ending in ENDINGS)
_SORTED = {
    slot: {
        last: tuple(sorted((row for row in rows if row.form[-1] == last), key=lambda row: -len(row.form)))
        for last in _LAST_LETTERS
    }
    for slot, rows in _BY_SLOT.items()
}

# The vowel of an ending changes these letters of the stem: বিদ্যুৎ, বিদ্যুতের; শিলং, শিলঙের.
_RESTORED = {"ত": "ৎ", "ঙ": "ং"}

_MIN_STEM = 2


@dataclass(frozen=True, slots=True)
class Split:
    """One way to read a word: a stem and the endings added to it.

    Attributes:
        stem: The word without the endings, canonical spelling.
        endings: The forms added, in the order of the text; empty for the whole word.
        joint: The hyphen or apostrophe between stem and endings, if any.
    """

    stem: str
    endings: tuple[str, ...] = ()
    joint: str = ""

    @property
    def suffix(self) -> str:
        """What stands after the stem in the word: joint and endings."""
        return self.joint + "".join(self.endings)


def _strip(word: str, slot: Slot) -> Iterator[tuple[str, Ending]]:
    for ending in _SORTED[slot].get(word[-1:], ()):
        if word.endswith(ending.form):
            stem = word[: -len(ending.form)]
            last = final(stem)
            # A vowel sign cannot stand alone, so the letter before it is the stem's.
            if len(stem) >= _MIN_STEM and last in ending.after:
                yield stem, ending


def _chains(word: str) -> Iterator[tuple[str, tuple[Ending, ...]]]:
    """Yield every chain of one to three endings at the end of the word."""
    stems: list[tuple[str, tuple[Ending, ...]]] = [(word, ())]
    for slot in ("emphasis", "case", "number"):
        found: list[tuple[str, tuple[Ending, ...]]] = []
        for stem, chain in stems:
            for rest, ending in _strip(stem, slot):
                case = next((row for row in chain if row.slot == "case"), None)
                if case is not None and slot == "number":
                    if ending.closes or (ending.then and case.form not in ending.then):
                        continue
                found.append((rest, (ending, *chain)))
        stems += found
    yield from stems[1:]


def _alternants(stem: str, first: Ending) -> Iterator[str]:
    yield stem
    if first.form[0] == "ে" and stem[-1] in _RESTORED:
        yield stem[:-1] + _RESTORED[stem[-1]]


@lru_cache(maxsize=65536)
def splits(word: str) -> tuple[Split, ...]:
    """Return every legal reading of a word as stem and endings.

    The whole word comes first, then the readings from the longest stem to the
    shortest. Nothing is decided: ``কাদের`` is read whole, as ``কা`` + ``দের``
    and as ``কাদ`` + ``ের``.

    Args:
        word: One word, in any encoding; it may hold a hyphen or an apostrophe
            (``NATO-র``, ``বিএনপি'র``).

    Returns:
        The readings, each once.
    """
    word = normalize(word)
    readings: dict[Split, None] = {Split(word): None}
    if word and word[-1] in _LAST_LETTERS:
        for stem, chain in _chains(word):
            forms = tuple(ending.form for ending in chain)
            for alternant in _alternants(stem, chain[0]):
                readings[Split(alternant, forms)] = None
        for joint in "-'":
            stem, found, ending = word.rpartition(joint)
            if found and stem and final(stem) is not None:
                for forms in _hyphenated(ending):
                    readings[Split(stem, forms, joint)] = None
    whole, *rest = readings
    return (whole, *sorted(rest, key=lambda split: -len(split.stem)))


@lru_cache(maxsize=4096)
def _hyphenated(ending: str) -> tuple[tuple[str, ...], ...]:
    """Return the chains that a word part after a hyphen may be."""
    chains: list[tuple[str, ...]] = []
    if ending in HYPHENATED:
        chains.append((ending,))
    for emphatic in ("ই", "ও"):
        if len(ending) > 1 and ending.endswith(emphatic) and ending[:-1] in HYPHENATED:
            chains.append((ending[:-1], emphatic))
    return tuple(chains)


def is_ending(word_part: str) -> bool:
    """Tell whether the part after a hyphen or an apostrophe is an ending.

    Args:
        word_part: What stands after the hyphen, in any encoding.

    Returns:
        True for ``এর``, ``কে``, ``রও`` and the like.
    """
    return bool(_hyphenated(normalize(word_part)))
