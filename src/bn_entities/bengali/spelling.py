"""Spelling: one canonical form for each word, and a key that folds variants.

Bengali text on the web mixes encodings of the same letters. The Unicode
Standard (chapter 12, "Bengali (Bangla)") gives the canonical forms used here:
the letters ``য়`` ``ড়`` ``ঢ়`` are excluded from composition, so that their NFC
form is letter plus nukta; ``ৎ`` replaces the older ``ত্`` with ZWJ; ``র`` with
ZWJ, virama and ``য`` is the only sequence whose ZWJ carries meaning (``র‍্যাব``
against ``সূর্য``).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from bn_entities.bengali.abbreviations import ABBREVIATED_NAMES

ZWNJ = "\u200c"
"""Zero width non-joiner."""

ZWJ = "\u200d"
"""Zero width joiner."""

NUKTA = "\u09bc"
"""The dot below of ``য়`` ``ড়`` ``ঢ়``."""

VIRAMA = "\u09cd"
"""The sign that joins consonants (hasanta)."""

CHANDRABINDU = "\u0981"
"""The sign of a nasal vowel."""

_PLAIN_LETTERS = frozenset(map(chr, (*range(0x0985, 0x0995), *range(0x0995, 0x09BA), 0x09CE))) - {"\u09a9"}
_PLAIN_SIGNS = frozenset("\u0981\u0982\u0983\u09bc\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c7\u09c8\u09cb\u09cc\u09cd ")
_PLAIN = _PLAIN_LETTERS | _PLAIN_SIGNS
_RA_JOINED_TO_YA = regex.compile(f"র[{ZWJ}{ZWNJ}]+{VIRAMA}(?=য)")
_OLD_KHANDA_TA = regex.compile(f"ত{VIRAMA}{ZWJ}")
_JOINERS = regex.compile(f"[{ZWJ}{ZWNJ}]+")
_KEPT_JOINER = "\ue000"

_TYPED = str.maketrans({"‐": "-", "‑": "-", "’": "'", "‘": "'", "ʼ": "'", "\u00ad": "", "\ufeff": "", "\u200b": ""})
_NEEDS_WORK = regex.compile(r"[\u00ad\u200b-\u200d\u2010\u2011\u2018\u2019\u02bc\ufeff\ue000]|অা|ব\u09bc")


@lru_cache(maxsize=64)
def is_plain(text: str) -> bool:
    """Tell quickly whether a text is canonical words with single spaces between, of Bengali letters only.

    Args:
        text: A word or a name.

    Returns:
        True if ``normalize`` changes nothing and each word is one token; False says nothing.
    """
    return (
        _PLAIN.issuperset(text)
        and all(word[:1] in _PLAIN_LETTERS for word in text.split(" "))
        and "অা" not in text
        and f"ব{NUKTA}" not in text
        and unicodedata.is_normalized("NFC", text)
    )


@lru_cache(maxsize=65536)
def normalize(word: str) -> str:
    """Return the canonical spelling of a word.

    NFC; joiners dropped but for ``র‍্য``; ``অা`` typed for ``আ``, ``ব`` with a nukta for ``র``; hyphens and
    apostrophes of one kind; invisible format characters dropped. Idempotent.

    Args:
        word: A word or a name, in any encoding.

    Returns:
        The canonical form. It may be empty if the word has format characters only.
    """
    word = unicodedata.normalize("NFC", word)
    if not _NEEDS_WORK.search(word):
        return word
    word = word.replace(_KEPT_JOINER, "")
    word = _OLD_KHANDA_TA.sub("ৎ", word)
    word = _RA_JOINED_TO_YA.sub("র" + _KEPT_JOINER + VIRAMA, word)
    word = _JOINERS.sub("", word).replace(_KEPT_JOINER, ZWJ)
    word = word.translate(_TYPED).replace("অা", "আ").replace(f"ব{NUKTA}", "র")
    return unicodedata.normalize("NFC", word)


# What Bengali newspapers mix in foreign names, for matching only. The long
# vowel signs, the three sibilants and the two n's sound alike, and the Bangla
# Academy's spelling rules (Promito Bangla Bananer Niyom, 2012, section 2) write
# loan words with the short vowel, ন and স, which not all papers follow.
_FOLDED = str.maketrans(
    {
        "ঈ": "ই",
        "ী": "ি",
        "ঊ": "উ",
        "ূ": "ু",
        "ণ": "ন",
        "শ": "স",
        "ষ": "স",
        "ঙ": "ং",
        "ৎ": "ত",
        CHANDRABINDU: None,
        "ঃ": None,
        ZWJ: None,
        "'": None,
        ".": None,
        "-": None,
    }
)
_NUKTA_OF_A_SOUND = regex.compile(f"(?<![যডঢ]){NUKTA}")
_YA_SOUNDED_AS_JA = regex.compile(f"(?<!{VIRAMA})য(?!{NUKTA})")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the key that spelling variants of one name share.

    A nukta that Kolkata's papers put under ``জ`` and others for foreign sounds (``ইজ়রায়েল``) counts for nothing.
    Folds ``ি/ী``, ``ু/ূ``, ``ণ/ন``, ``শ/ষ/স``, ``জ/য``, ``ঙ/ং``, ``ৎ/ত``,
    ``ঢ়/ড়``, and drops chandrabindu, visarga, joiners, hyphens, full stops and
    apostrophes; Latin letters are case-folded. The key is for lookup only: it
    is not a spelling.

    Args:
        word: A word or a name, in any encoding.

    Returns:
        The key; two spellings of one name should have the same.
    """
    key = normalize(word)
    if NUKTA in key:
        key = _NUKTA_OF_A_SOUND.sub("", key)
    if "য" in key:
        key = _YA_SOUNDED_AS_JA.sub("জ", key)
    key = key.translate(_FOLDED).replace("ঢ" + NUKTA, "ড" + NUKTA)
    return key.replace(f"ং{VIRAMA}", "ং").casefold()


# How one foreign sound is written in two ways. The aspirates and retroflexes
# stand for sounds that Bengali does not have (Putin: ত or ট, Ghani: গ or ঘ);
# the sounds are those of S. K. Chatterji, *The Origin and Development of the
# Bengali Language* (1926), on the naturalization of loan words.
_HEARD = str.maketrans({"ট": "ত", "ঠ": "থ", "খ": "ক", "ঘ": "গ", "ঝ": "জ", "ো": None, "ু": None})
_YA_PHALA = regex.compile(f"{VIRAMA}য{VIRAMA}?া?")
_INITIAL_AE = regex.compile(f"\\b(?:অ|এ)(?:{VIRAMA}য)+া")
_GLIDE = regex.compile("(?<=[\u0985-\u0994\u09be-\u09cc])(?:য়ে|য়ি|এ)")
_HARD_DA = regex.compile(f"ড(?!{NUKTA})")
_GEMINATE = regex.compile(rf"(\p{{L}}){VIRAMA}\1")
# A sibilant is voiced before a voiced consonant, and then written with জ by some: আসগর, আজগর.
_VOICED = regex.compile(f"স{VIRAMA}?(?=[গজদধবমনরল])")
_VOWEL_SIGNS = regex.compile(
    "(?:(?<!^)[\\u0985-\\u0994]|[\\u09be-\\u09cc]|(?<=[\\u0985-\\u0994\\u09be-\\u09cc])য়)(?!\\Z)"
)
_CONSONANTS = regex.compile("[\u0995-\u09b9]")
_ENOUGH_CONSONANTS = 5


def consonants(word: str) -> int:
    """Return the number of consonant letters of a word, or of a key made from it.

    Args:
        word: A word in any spelling.
    """
    return len(_CONSONANTS.findall(word))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return the key that spellings of one foreign name share where ears differ.

    Coarser than ``fold``: one letter for ``ত/ট``, ``দ/ড``, ``ক/খ``, ``গ/ঘ``,
    ``জ/ঝ``; ``ো`` and ``ু`` like the inherent vowel; ``য়ে`` after a
    vowel like ``ই``; doubled letters single; no virama; a sibilant before a
    voiced consonant like ``জ``; ``অ্যা`` like ``এ``; ``হ`` dropped after
    ``া`` at the end. Of words with five consonants or more only the consonants and
    a vowel at either end count. Abbreviated given names stand for the names.
    The key is for lookup only, and joins words that are not one name: use it
    where ``fold`` finds nothing.

    Args:
        word: One word, in any encoding.

    Returns:
        The key.
    """
    key = fold(word)
    key = fold(ABBREVIATED_NAMES.get(key, key))
    # Each rule is tried only where one of its letters is there: most words have few of them.
    if VIRAMA in key:
        key = _INITIAL_AE.sub("এ", key)
        key = _GEMINATE.sub(r"\1", key)
        key = _YA_PHALA.sub("ে", key)
    if key.endswith("াহ"):
        key = key[:-1]
    if "য়" in key or "এ" in key:
        key = _GLIDE.sub("ই", key)
    if "ড" in key:
        key = _HARD_DA.sub("দ", key)
    if "স" in key:
        key = _VOICED.sub("জ", key)
    key = key.replace(VIRAMA, "").translate(_HEARD)
    if consonants(key) >= _ENOUGH_CONSONANTS:
        key = _VOWEL_SIGNS.sub("", key)
    return key
