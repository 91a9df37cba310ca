"""Perturbations: annotated texts as others would have typed, spelled or printed them, with other persons in them.

Each takes a text and a source of chance and returns the text changed, with
its mentions at their new places. They serve the measure of robustness
(``benchmarks/robustness.py``) and the training of taggers. An edit that would
cross the edge of a mention, or leave nothing of it, is left out: the
annotation would no longer be certain.

Names of persons and pairs of spellings are read from tables; those of
``training/names`` were written by the project's editors. The persons in them
are made up of given names and surnames that are common together.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, pairwise
from pathlib import Path
from random import Random

import regex

from bn_entities.bengali.endings import Final, Split, final, splits
from bn_entities.bengali.frequencies import frequency
from bn_entities.bengali.names import best_split, name_of
from bn_entities.bengali.spelling import NUKTA, VIRAMA, ZWJ, ZWNJ, normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText

Perturbation = Callable[[GoldText, Random], GoldText]
"""What changes an annotated text, by chance or not."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change of a text.

    Attributes:
        start: Offset of the first code point that is replaced.
        end: Offset after the last one; at least one code point is replaced.
        new: What stands there afterwards; it may be empty.
    """

    start: int
    end: int
    new: str


def rewrite(gold: GoldText, edits: Iterable[Edit]) -> GoldText:
    """Return an annotated text with edits made, and its spans and names moved along.

    Args:
        gold: The annotated text.
        edits: What to change, in any order, no two in the same place. An edit across the
            edge of a mention is left out, and so are those that would leave nothing of one.

    Returns:
        The text with as many mentions as before, with the same labels. A name that the edits changed
        is what stands in its place now, in canonical spelling; it is empty where that cannot be told.

    Raises:
        BnEntitiesError: Edits overlap, replace nothing or lie outside of the text.
    """
    kept: list[Edit] = []
    edges = sorted({offset for start, end, *_ in gold.spans for offset in (start, end)})
    at = 0
    for edit in sorted(edits):
        if not at <= edit.start < edit.end <= len(gold.text):
            raise BnEntitiesError(
                f"{edit} overlaps the edit before it, replaces nothing or lies outside of the text of "
                f"{len(gold.text)} code points: give edits that are apart"
            )
        at = edit.end
        if edit.new != gold.text[edit.start : edit.end] and not any(edit.start < edge < edit.end for edge in edges):
            kept.append(edit)
    for start, end, *_ in gold.spans:
        inside = [edit for edit in kept if start <= edit.start and edit.end <= end]
        if inside and not _edited(gold.text, start, end, inside).strip():
            kept = [edit for edit in kept if edit not in inside]
    if not kept:
        return gold
    text = _edited(gold.text, 0, len(gold.text), kept)
    spans = []
    for start, end, label, name in gold.spans:
        moved = _moved(start, kept), _moved(end, kept)
        if name and text[slice(*moved)] != gold.text[start:end]:
            name = _moved_name(gold.text[start:end], start, name, kept, text, moved)
        spans.append((*moved, label, name))
    return replace(gold, text=text, spans=tuple(spans))


def _for(match: regex.Match[str], new: str) -> Edit:
    return Edit(match.start(), match.end(), new)


def _edited(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    for edit in edits:
        pieces += (text[start : edit.start], edit.new)
        start = edit.end
    return "".join((*pieces, text[start:end]))


def _moved(offset: int, edits: Sequence[Edit]) -> int:
    return offset + sum(len(edit.new) - (edit.end - edit.start) for edit in edits if edit.end <= offset)


def _moved_name(surface: str, start: int, name: str, edits: Sequence[Edit], text: str, moved: tuple[int, int]) -> str:
    """Return the name of a mention whose surface the edits changed."""
    ends = (length for length in range(len(surface), 0, -1) if name_of(surface[:length], "").rstrip() == name)
    length = next(ends, None)
    if length is not None and not any(edit.start < start + length < edit.end for edit in edits):
        return name_of(text[moved[0] : _moved(start + length, edits)], "").rstrip()
    # The ending changed the stem (শিলঙের): the name is no piece of the text.
    return name if normalize(text[slice(*moved)]) == normalize(surface) else ""


# Encoding

_NUKTA_LETTERS = {"\u09dc": "ড" + NUKTA, "\u09dd": "ঢ" + NUKTA, "\u09df": "য" + NUKTA}
_COMPOSED = {two: one for one, two in _NUKTA_LETTERS.items()}
_TWO_CODE_POINTS = regex.compile("|".join(_COMPOSED))
_ONE_CODE_POINT = regex.compile("[" + "".join(_NUKTA_LETTERS) + "]")


def compose_nukta(gold: GoldText, chance: Random) -> GoldText:
    """Return the text with ``য়`` ``ড়`` ``ঢ়`` as one code point each, as many keyboards type them.

    Args:
        gold: The annotated text.
        chance: Not used.
    """
    return rewrite(gold, (_for(m, _COMPOSED[m[0]]) for m in _TWO_CODE_POINTS.finditer(gold.text)))


def decompose_nukta(gold: GoldText, chance: Random) -> GoldText:
    """Return the text with ``য়`` ``ড়`` ``ঢ়`` as letter and nukta, the canonical form.

    Args:
        gold: The annotated text.
        chance: Not used.
    """
    return rewrite(gold, (_for(m, _NUKTA_LETTERS[m[0]]) for m in _ONE_CODE_POINT.finditer(gold.text)))


_JOINER = regex.compile(f"[{ZWJ}{ZWNJ}]")
# After র a joiner makes another sound of the য that follows, before or after the hasanta: সূর্য is none such.
_HASANTA = regex.compile(rf"{VIRAMA}(?=\p{{L}})(?<!র[{ZWJ}{ZWNJ}]?{VIRAMA}(?=য))")
_LAST_LETTER = regex.compile(r"[\p{L}\p{M}](?=\s)")
_RA_JOINED = regex.compile(f"(?<=র)[{ZWJ}{ZWNJ}](?={VIRAMA}য)")
_JOINERS_INSIDE, _JOINERS_AT_THE_END = 0.5, 0.05


def drop_joiners(gold: GoldText, chance: Random) -> GoldText:
    """Return the text without ZWJ and ZWNJ, as programs that clean texts leave it (``র‍্যাব`` becomes ``র্যাব``).

    Args:
        gold: The annotated text.
        chance: Not used.
    """
    return rewrite(gold, (_for(m, "") for m in _JOINER.finditer(gold.text)))


def insert_joiners(gold: GoldText, chance: Random) -> GoldText:
    """Return the text with ZWJ and ZWNJ where keyboards and web pages leave them.

    That is after half of the hasantas inside words, and, rarely, at the end of a word. ``র‍্য``
    gets the other joiner.

    Args:
        gold: The annotated text.
        chance: Decides where, and which of the two.
    """
    text = gold.text
    edits = [
        # ত, hasanta and ZWJ are the older encoding of ৎ.
        _for(match, VIRAMA + (ZWNJ if text[match.start() - 1] == "ত" else chance.choice((ZWJ, ZWNJ))))
        for match in _HASANTA.finditer(text)
        if chance.random() < _JOINERS_INSIDE
    ]
    edits += [
        _for(match, match[0] + ZWNJ) for match in _LAST_LETTER.finditer(text) if chance.random() < _JOINERS_AT_THE_END
    ]
    edits += [_for(m, ZWNJ if m[0] == ZWJ else ZWJ) for m in _RA_JOINED.finditer(text)]
    return rewrite(gold, edits)


# Typing


_DANDA = regex.compile(r"।(?P<gap>\s|\Z)?")


def drop_dandas(gold: GoldText, chance: Random) -> GoldText:
    """Return the text without its dandas; a space parts the sentences where nothing did.

    Args:
        gold: The annotated text.
        chance: Not used.
    """
    dandas = _DANDA.finditer(gold.text)
    return rewrite(gold, (Edit(m.start(), m.start() + 1, " " if m["gap"] is None else "") for m in dandas))


_BENGALI_DIGITS, _LATIN_DIGITS = "০১২৩৪৫৬৭৮৯", "0123456789"
_OTHER_DIGIT = dict(zip(_BENGALI_DIGITS + _LATIN_DIGITS, _LATIN_DIGITS + _BENGALI_DIGITS, strict=True))
# Addresses and names such as COVID19 are typed in one set.
_RUN = regex.compile(r"(?<![A-Za-z0-9০-৯_@])(?<![A-Za-z][-/.])[0-9০-৯]++(?:[.,:/-][0-9০-৯]++)*+(?![A-Za-z_@])")


def switch_digits(gold: GoldText, chance: Random) -> GoldText:
    """Return the text with Latin digits for Bengali ones and the reverse; digits joined to Latin letters stay.

    Args:
        gold: The annotated text.
        chance: Not used.
    """
    return rewrite(
        gold,
        (
            Edit(at, at + 1, _OTHER_DIGIT[gold.text[at]])
            for run in _RUN.finditer(gold.text)
            for at in range(*run.span())
            if gold.text[at] in _OTHER_DIGIT
        ),
    )


# Letters that look alike in print, and signs that scanners lose. Each group is of one likeness.
_LOOK_ALIKES = "বর নণ নল ইহ ঈই িী ুূ ষয ঘয যফ ঙও ওত ডউ ঢট মস থখ গপ তভ কফ চঢ শম জভ এঐ ঐত্র েৈ োৌ ধব দব ০o ৩৬ ১৯ ৫৬".split()
_LOST = frozenset("\u0981\u0983" + NUKTA + VIRAMA)


def _readings_of_letters() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for group in _LOOK_ALIKES:
        one, other = group[0], group[1:]
        found.setdefault(one, []).append(other)
        if len(other) == 1 and other != "o":
            found.setdefault(other, []).append(one)
    for one, two in _NUKTA_LETTERS.items():
        found[one] = [two[0]]
    found["ড"].append("\u09dc")
    return {letter: tuple(others) for letter, others in found.items()}


_MISREAD = _readings_of_letters()


def misread(gold: GoldText, chance: Random, share: float = 0.02) -> GoldText:
    """Return the text as a scanner misreads it: letters that look alike, lost signs, lost spaces.

    Spaces at the edge of a mention stay.

    Args:
        gold: The annotated text.
        chance: Decides which letters.
        share: How many errors there are for each letter of the text (vowel signs and the like are none).
    """
    text = gold.text
    edges = {offset for start, end, *_ in gold.spans for offset in (start - 1, end)}
    candidates = [
        at
        for at, char in enumerate(text)
        if (char in _MISREAD and text[at + 1 : at + 2] != NUKTA)
        or char in _LOST
        or (char == " " and at not in edges and 0 < at < len(text) - 1)
    ]
    errors = min(len(candidates), round(share * sum(map(str.isalpha, text))))
    edits = (
        Edit(at, at + 1, chance.choice(_MISREAD[text[at]]) if text[at] in _MISREAD else "")
        for at in sorted(chance.sample(candidates, errors))
    )
    return rewrite(gold, edits)


# Endings

_GENITIVE = frozenset(("র", "ের", "য়ের", "এর"))
_LOCATIVE = frozenset(("তে", "ে", "য়", "য়ে", "এ", "েতে"))
_OBJECTIVE = frozenset(("কে", "রে", "েরে"))
_PLURAL = frozenset(("রা", "েরা", "য়েরা", "এরা"))
_OBLIQUE_PLURAL = frozenset(("দের", "েদের", "য়েদের"))

# The form that newspapers write after each class of last letter.
_GENITIVE_AFTER = {Final.CONSONANT: "ের", Final.NG: "য়ের", Final.GLIDE: "য়ের"}
_LOCATIVE_AFTER = {
    Final.CONSONANT: "ে",
    Final.NG: "য়ে",
    Final.GLIDE: "য়ে",
    Final.A: "য়",
    Final.O: "য়",
}
# Ends of names with a silent হ or a sounded inherent vowel, of which the spelling says nothing.
_SOUNDED = ("াহ", "ব্রত", "পদ", "প্রিয়")
_JOINED_TO_VOWEL = {"ৎ": "ত"}


def inflect(name: str, endings: Sequence[str]) -> str:
    """Return a name with endings of the same kind as given ones, in the forms that its last letter asks for.

    Args:
        name: A name without ending.
        endings: Endings as ``Split.endings`` has them: ``("ের",)`` makes ``রহিমের`` of ``রহিম`` and
            ``সাহার`` of ``সাহা``; those that have one form only are added as they are.

    Returns:
        The inflected name, canonical spelling.
    """
    word = normalize(name)
    for ending in map(normalize, endings):
        form = _form(word, ending)
        if form[:1] == "ে" and word[-1] in _JOINED_TO_VOWEL:
            word = word[:-1] + _JOINED_TO_VOWEL[word[-1]]
        word += form
    return normalize(word)


def _form(word: str, ending: str) -> str:
    last = final(word) or Final.FOREIGN
    if ending in _GENITIVE:
        form = _GENITIVE_AFTER.get(last, "র")
        # How others write the name tells it too.
        if form == "ের" and (word.endswith(_SOUNDED) or frequency(word + "র") > frequency(word + "ের")):
            return "র"
        return form
    if ending in _LOCATIVE:
        return _LOCATIVE_AFTER.get(last, "তে")
    if ending in _OBJECTIVE:
        return "কে"
    if ending in _PLURAL:
        return "রা"
    if ending in _OBLIQUE_PLURAL:
        return "দের"
    return ending


# Spelling


def respell(gold: GoldText, chance: Random, spellings: Mapping[str, str]) -> GoldText:
    """Return the text in the spelling of another house; endings stay, in the form that the new spelling asks for.

    Args:
        gold: The annotated text.
        chance: Not used.
        spellings: The other spelling of each word, or of a name of up to three words; see ``read_spellings``.
    """
    tokens = tokenize(gold.text)
    words = [normalize(gold.text[start:end]) for start, end in tokens]
    edges = {offset for start, end, *_ in gold.spans for offset in (start, end)}
    edits: list[Edit] = []
    at = 0
    while at < len(tokens):
        for length in (3, 2, 1):
            found = _respelled(gold.text, tokens[at : at + length], words[at : at + length], spellings)
            # The ending must not change alone.
            if found and not any(found[0].start < edge < found[0].end for edge in edges):
                edits += found
                at += length
                break
        else:
            at += 1
    return rewrite(gold, edits)


def _respelled(
    text: str, tokens: Sequence[tuple[int, int]], words: Sequence[str], spellings: Mapping[str, str]
) -> list[Edit]:
    gaps = (text[before[1] : after[0]] for before, after in pairwise(tokens))
    if not all(gap == " " for gap in gaps):
        return []
    for split in splits(words[-1]):
        new = spellings.get(" ".join((*words[:-1], split.stem)))
        if new is None:
            continue
        (start, end), (last, _) = (tokens[0][0], tokens[-1][1]), tokens[-1]
        length = next((n for n in range(end - last, 0, -1) if normalize(text[last : last + n]) == split.stem), None)
        if length is None:
            return [Edit(start, end, inflect(new, split.endings))]
        edits = [Edit(start, last + length, new)]
        if split.endings and not split.joint and final(new) is not final(split.stem):
            edits.append(Edit(last + length, end, inflect(new, split.endings)[len(normalize(new)) :]))
        return edits
    return []


def read_spellings(path: Path, reverse: bool = False) -> dict[str, str]:
    """Return the spellings of a table for ``respell``.

    Args:
        path: A TSV file in UTF-8, whose header names its two columns; where a spelling stands in several rows, the first counts.
        reverse: True to write the first column for the second.

    Raises:
        BnEntitiesError: The file cannot be read or a row has not two spellings; the message tells which.
    """
    spellings: dict[str, str] = {}
    for one, other in _rows(path):
        old, new = (other, one) if reverse else (one, other)
        spellings.setdefault(normalize(old), new)
    return spellings


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the rows of a TSV file with two columns, without its header."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise BnEntitiesError(f"cannot read {path}: {error}") from error
    for number, row in enumerate(rows[1:], 2):
        if len(row) != 2 or not all(map(str.strip, row)):
            raise BnEntitiesError(f"{path}:{number}: {row} are not two columns with text in both: part them with a tab")
        yield unicodedata.normalize("NFC", row[0].strip()), unicodedata.normalize("NFC", row[1].strip())


# Persons


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name.

    Attributes:
        name: The full name, as at the first mention in an article.
        short: What an article writes afterwards, the given name or the surname.
    """

    name: str
    short: str


def read_names(path: Path) -> list[PersonName]:
    """Return the persons of a table.

    Args:
        path: A TSV file in UTF-8 with the columns full name and short name, under a header.

    Raises:
        BnEntitiesError: The file cannot be read, a row has not two names, or there is no row.
    """
    names = [PersonName(name, short) for name, short in _rows(path)]
    if not names:
        raise BnEntitiesError(f"{path} has no names: give at least one row under its header")
    return names


def swap_persons(gold: GoldText, chance: Random, names: Sequence[PersonName]) -> GoldText:
    """Return the text with other persons in it.

    A full name becomes a full name, a single word the new person's short name. One old
    name always becomes the same new one, and a part of an old full name the same part of
    the new one. The mentions keep their case: each ending is written in the form that the new name asks for.

    Args:
        gold: The annotated text; where a PERSON has no name, its ending is read from the counts of words.
        chance: Decides who stands for whom.
        names: The persons to take names from.

    Raises:
        BnEntitiesError: There are no names.
    """
    if not names:
        raise BnEntitiesError("no names to swap for: give at least one")
    persons = [(index, span) for index, span in enumerate(gold.spans) if span[2] == "PERSON"]
    surfaces = [normalize(gold.text[start:end]) for _, (start, end, *_) in persons]
    words = frozenset(word for person in names for word in person.name.split())
    readings = [
        _reading(
            surface, span[3], {other.split()[-1] for other in surfaces if other.strip() and other != surface}, words
        )
        for surface, (_, span) in zip(surfaces, persons, strict=True)
    ]
    new = _new_names([name for name, _ in readings], chance, names)
    edits = [
        Edit(span[0], span[1], inflect(new[name], endings))
        for (name, endings), (_, span) in zip(readings, persons, strict=True)
    ]
    swapped = rewrite(gold, edits)
    spans = list(swapped.spans)
    for (index, _), (name, _) in zip(persons, readings, strict=True):
        if gold.spans[index][3]:
            spans[index] = (*spans[index][:3], normalize(new[name]))
    return replace(swapped, spans=tuple(spans))


def _reading(surface: str, name: str, attested: set[str], known: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Return the name of a mention and the endings on it."""
    head, _, last = name_of(surface, "").rstrip().rpartition(" ")
    if name:
        stem = normalize(name).rpartition(" ")[2]
        split = next((split for split in splits(last) if split.stem == stem), Split(last))
    else:
        split = best_split(last, attested, known)
    return f"{head} {split.stem}".lstrip(), split.endings


def _new_names(olds: Sequence[str], chance: Random, names: Sequence[PersonName]) -> dict[str, str]:
    """Return the new name of each old one."""
    persons: dict[str, PersonName] = {}
    new: dict[str, str] = {}
    pool = cycle(chance.sample(names, len(names)))
    # The full names first, so that their parts follow them.
    for old in sorted(dict.fromkeys(olds), key=lambda old: -len(old.split())):
        whole = next((full for full in persons if f" {old} " in f" {full} "), None)
        if whole is None:
            persons[old] = person = next(pool)
            new[old] = person.name if " " in old else person.short
        elif " " in old:
            new[old] = persons[whole].name
        else:
            new[old] = _same_part(old, whole, persons[whole])
    return new


def _same_part(old: str, whole: str, person: PersonName) -> str:
    first, *_, last = person.name.split() if " " in person.name else (person.name, person.name)
    if whole.split()[-1] == old:
        return last
    # An abbreviation (মো.) does not stand for a person.
    return first if whole.split()[0] == old and not first.endswith(".") else person.short


def standard_perturbations(folder: Path) -> dict[str, Perturbation]:
    """Return the perturbations by which robustness is measured, by title.

    Args:
        folder: Folder of the tables: ``spellings.tsv`` with the spellings of Dhaka and Kolkata, ``older_spellings.tsv`` with
            those of today and before, and ``muslim.tsv``, ``hindu.tsv``, ``indigenous.tsv`` and ``foreign.tsv`` with names.

    Raises:
        BnEntitiesError: One of them cannot be read.
    """
    dhaka_kolkata, older = folder / "spellings.tsv", folder / "older_spellings.tsv"
    return {
        "nukta letters composed": compose_nukta,
        "nukta letters decomposed": decompose_nukta,
        "joiners dropped": drop_joiners,
        "joiners put in": insert_joiners,
        "dandas missing": drop_dandas,
        "digits of the other set": switch_digits,
        "misread letters, 1 %": partial(misread, share=0.01),
        "misread letters, 2 %": partial(misread, share=0.02),
        "misread letters, 5 %": partial(misread, share=0.05),
        "spelling of Kolkata": partial(respell, spellings=read_spellings(dhaka_kolkata)),
        "spelling of Dhaka": partial(respell, spellings=read_spellings(dhaka_kolkata, reverse=True)),
        "older spelling": partial(respell, spellings=read_spellings(older)),
        **{
            f"{title} persons": partial(swap_persons, names=read_names(folder / f"{title.lower()}.tsv"))
            for title in ("Muslim", "Hindu", "indigenous", "foreign")
        },
    }
