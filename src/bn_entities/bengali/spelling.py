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

_RA_JOINED_TO_YA = regex.compile(f"র[{ZWJ}{ZWNJ}]+{VIRAMA}(?=য)")
_OLD_KHANDA_TA = regex.compile(f"ত{VIRAMA}{ZWJ}")
_JOINERS = regex.compile(f"[{ZWJ}{ZWNJ}]+")
_KEPT_JOINER = "\ue000"

_TYPED = str.maketrans({"‐": "-", "‑": "-", "’": "'", "‘": "'", "ʼ": "'", "\u00ad": "", "\ufeff": "", "\u200b": ""})
_NEEDS_WORK = regex.compile(r"[\u00ad\u200b-\u200d\u2010\u2011\u2018\u2019\u02bc\ufeff\ue000]|অা")


@lru_cache(maxsize=65536)
def normalize(word: str) -> str:
    """Return the canonical spelling of a word.

    NFC; joiners dropped but for ``র‍্য``; ``অা`` typed for ``আ``; hyphens and
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
    word = word.translate(_TYPED).replace("অা", "আ")
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
        "ঢ": "ড",
        CHANDRABINDU: None,
        "ঃ": None,
        ZWJ: None,
        "'": None,
        ".": None,
        "-": None,
    }
)
_YA_SOUNDED_AS_JA = regex.compile(f"(?<!{VIRAMA})য(?!{NUKTA})")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the key that spelling variants of one name share.

    Folds ``ি/ী``, ``ু/ূ``, ``ণ/ন``, ``শ/ষ/স``, ``জ/য``, ``ঙ/ং``, ``ৎ/ত``,
    ``ঢ়/ড়``, and drops chandrabindu, visarga, joiners, hyphens, full stops and
    apostrophes; Latin letters are case-folded. The key is for lookup only: it
    is not a spelling.

    Args:
        word: A word or a name, in any encoding.

    Returns:
        The key; two spellings of one name should have the same.
    """
    key = _YA_SOUNDED_AS_JA.sub("জ", normalize(word)).translate(_FOLDED)
    return key.replace(f"ং{VIRAMA}", "ং").casefold()
