"""Tokens and sentences of Bengali text, as offsets into the text itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from bn_entities.bengali.abbreviations import (
    COLON_FOR_VISARGA,
    LATIN_STOPPED,
    LETTER_NAMES,
    SHORT_NUMERALS,
    STOPPED,
)
from bn_entities.bengali.endings import is_ending, splits
from bn_entities.bengali.spelling import normalize

MAX_TOKEN = 100
"""Longest token, in letters with their signs; a longer run is read as several tokens."""

_JOINERS = "\u200c\u200d"
_LETTER = rf"(?:[\p{{L}}\p{{N}}_][\p{{M}}{_JOINERS}]{{0,8}}+)"
_WORD = rf"{_LETTER}{{1,{MAX_TOKEN}}}+"
_DIGIT = "[0-9০-৯]"
_URL_STOPS = r"\s<>\"'“”‘’«»।()\[\]{}"
_NUMBER = rf"{_DIGIT}{{1,{MAX_TOKEN}}}+(?:[.,]{_DIGIT}{{1,30}}+){{0,20}}+"


def _in_any_encoding(words: Sequence[str]) -> str:
    """Return alternatives that match the words with their nukta letters in either encoding."""
    one_code_point = {"য়": "\u09df", "ড়": "\u09dc", "ঢ়": "\u09dd"}
    alternatives = set(words)
    for two, one in one_code_point.items():
        alternatives |= {word.replace(normalize(two), one) for word in alternatives}
    return "|".join(sorted(map(regex.escape, alternatives), key=len, reverse=True))


_LETTER_NAME = f"(?:{_in_any_encoding([normalize(name) for name in LETTER_NAMES])})"
_CLIPPED = "|".join(rf"(?<=(?<![\p{{L}}\p{{M}}]){numeral} )" for numeral in SHORT_NUMERALS)

_PATTERN = regex.compile(
    "|".join(
        (
            rf"(?P<url>(?:https?://|www\.)[^{_URL_STOPS}]{{0,2000}}[^{_URL_STOPS}.,;:!?])",
            r"(?P<email>[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}+@[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,8}+)",
            r"(?P<domain>(?<![\p{L}\p{N}])[A-Za-z0-9][A-Za-z0-9-]{0,62}+(?:\.[A-Za-z0-9-]{2,63}+){0,4}"
            r"\.(?:com|org|net|edu|gov|info|tv|bd|in|uk)(?![A-Za-z0-9])"
            rf"(?:/(?:[^{_URL_STOPS}]{{0,500}}[^{_URL_STOPS}.,;:!?])?)?)",
            rf"(?P<tag>[#@]{_WORD})",
            # Initials: each letter with its stop, or all of them as one word.
            rf"(?P<initials>(?<![\p{{L}}\p{{M}}])(?:{_LETTER_NAME}\.){{2,12}}"
            rf"|(?<![\p{{L}}\p{{M}}])(?:[A-Z]\.){{2,12}}"
            rf"|(?<![\p{{L}}\p{{M}}])(?:{_LETTER_NAME}|[A-Z])\.(?=\s{{0,3}}[\p{{L}}\p{{N}}]))",
            rf"(?P<date>{_DIGIT}{{1,4}}(?P<slash>[/.-]){_DIGIT}{{1,2}}(?P=slash){_DIGIT}{{2,4}}(?![\p{{L}}\p{{N}}]))",
            rf"(?P<clock>{_DIGIT}{{1,2}}:{_DIGIT}{{2}}(?::{_DIGIT}{{2}})?(?!{_DIGIT})(?:{_WORD})?)",
            rf"(?P<number>{_NUMBER}(?:[-–]{_NUMBER})?(?:{_WORD})?)",
            rf"(?P<clipped>(?:{_CLIPPED})['’]{_WORD})",
            rf"(?P<word>{_WORD})",
            rf"(?P<run>(?P<mark>[.!?…।॥*=_~-])(?P=mark){{1,{MAX_TOKEN}}}+)",
            rf"(?P<marks>[\p{{M}}{_JOINERS}]{{1,{MAX_TOKEN}}}+)",
            r"(?P<emoji>(?=\p{Extended_Pictographic})\X)",
            r"(?P<other>\S)",
        )
    )
)
_RUN = regex.compile(r"\S+")
# A run whose tokens depend on more than itself: what is clipped before its apostrophe, or follows its last full stop.
_DEPENDENT = regex.compile(r"\A['’]|\.\Z")
_LONGEST_RUN_KEPT = 64
_JOINED = regex.compile(rf"(?P<joint>[-'’‐‑])(?P<part>{_WORD})")
_ONE_WORD = regex.compile(_WORD)
_HAS_DIGIT = regex.compile(_DIGIT)
_LATIN = regex.compile(r"[A-Za-z0-9০-৯]+\Z")
_ENGLISH_CLITICS = frozenset(["s", "t", "re", "ve", "ll", "d", "m"])


def _extends(text: str, start: int, end: int, joint: str, part: str) -> bool:
    """Tell whether a hyphen or an apostrophe and the part after it belong to the token before them."""
    if is_ending(part):
        return True
    head = text[start:end]
    if joint in "'’":
        return normalize(head) in SHORT_NUMERALS or (head.isascii() and part.casefold() in _ENGLISH_CLITICS)
    # এফ-১৬, কুমিল্লা-৬, COVID-১৯; but ১৪-দলীয় and COVID-আক্রান্ত are joined only where a digit leads.
    return bool(_HAS_DIGIT.match(part) or (_LATIN.match(head) and _HAS_DIGIT.search(head)))


def tokenize(text: str) -> list[tuple[int, int]]:
    """Split a text into tokens.

    Every code point that is not white space is in exactly one token, and every
    token is a piece of the text. Runs of more than ``MAX_TOKEN`` letters are
    several tokens.

    Args:
        text: Any text without lone surrogates.

    Returns:
        Start and end of each token in code points, in text order.
    """
    tokens: list[tuple[int, int]] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        alone = _tokens_of_run(run[0]) if end - start <= _LONGEST_RUN_KEPT else None
        if alone is None:
            tokens += _tokens_between(text, start, end)
        else:
            tokens += [(start + first, start + last) for first, last in alone]
    return tokens


@lru_cache(maxsize=65536)
def _tokens_of_run(run: str) -> tuple[tuple[int, int], ...] | None:
    """Return the tokens of what stands between white space; None where they depend on what stands around it."""
    return None if _DEPENDENT.search(run) else tuple(_tokens_between(run, 0, len(run)))


def _tokens_between(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the tokens that start between two offsets."""
    while at < end:
        match = _PATTERN.search(text, at)
        if match is None:
            return
        start, at = match.span()
        if match.lastgroup == "initials":
            at = _last_initial(text, at)
        if match.lastgroup in {"word", "number", "initials", "clock"}:
            at = _extended(text, start, at)
        yield start, at


def _last_initial(text: str, end: int) -> int:
    """Return the end of initials with a last letter that has no stop, inflected or not (``বি.এন.পির``)."""
    word = _ONE_WORD.match(text, end)
    if word is not None and any(split.stem in LETTER_NAMES for split in splits(word[0])):
        return int(word.end())
    return end


def _extended(text: str, start: int, end: int) -> int:
    """Return the end of the token with what is joined to it: endings, digits, an abbreviation's mark."""
    following = text[end : end + 1]
    while following and following in "-'’‐‑":
        joined = _JOINED.match(text, end)
        if joined is None or not _extends(text, start, end, joined["joint"], joined["part"]):
            break
        end = joined.end()
        following = text[end : end + 1]
    if following == "." and end - start <= 12:
        word = normalize(text[start:end])
        if (word in STOPPED or word in LATIN_STOPPED) and text[end + 1 : end + 2] != ".":
            return end + 1
    if following == ":" and end - start <= 12 and normalize(text[start:end]) in COLON_FOR_VISARGA:
        return end + 1
    return end


_END_MARKS = frozenset("।॥?!.")
_ENDS_SENTENCE = regex.compile(r"[।॥?!]+|\.")
_CLOSES = frozenset("\"'”’»)]}")


def sentence_starts(text: str, tokens: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell for each token whether a sentence starts with it.

    A sentence ends after a danda, a question or exclamation mark, a full stop
    that is a token of its own and is followed by white space, and at the end
    of a line; closing quotes and brackets belong to the sentence before.

    Args:
        text: The text that was tokenized.
        tokens: What ``tokenize`` returned for it.

    Returns:
        One flag for each token; the first is True.
    """
    starts: list[bool] = []
    ended = True
    previous = 0
    for start, end in tokens:
        gap = text[previous:start]
        if "\n" in gap or "\r" in gap or "\u2029" in gap:
            ended = True
        # An opening quote touches what follows it, a closing one what precedes it.
        closes = previous == start > 0 and text[start:end] in _CLOSES
        starts.append(ended and not closes)
        if not closes:
            ended = text[start] in _END_MARKS and _ENDS_SENTENCE.fullmatch(text, start, end) is not None
            if ended and text[start] == ".":
                after = text[end : end + 1]
                ended = not after or after.isspace() or after in _CLOSES
        previous = end
    return starts
