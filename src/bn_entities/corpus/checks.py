"""What an annotated corpus must not have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import regex

from bn_entities.bengali.endings import is_ending, splits
from bn_entities.bengali.spelling import fold, normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.evaluation import GoldText
from bn_entities.records import LABELS, NAME_LABELS

_NOTHING = "nothing"
_LETTERS = regex.compile(r"[\p{L}\p{M}]+")


def check_texts(texts: Iterable[GoldText], exceptions: Collection[str] = ()) -> Iterator[str]:
    """Yield the faults of annotated texts, one line each.

    A mention stands on the edges of tokens, overlaps no other, has a label of the
    guideline, and its name is the surface without an ending. The same words
    between the same words are annotated alike.

    Args:
        texts: The texts, with ids and names.
        exceptions: Contexts that are annotated in two ways on purpose, as the fault tells them.
    """
    texts = list(texts)
    for gold in texts:
        yield from (f"{gold.id}: {fault}" for fault in _faults(gold))
    for context, found in _contexts(texts).items():
        if len(found) > 1 and context not in exceptions:
            yield f"annotated in two ways: {context}: " + "; ".join(
                f"{label} in {' '.join(ids[:3])}" for label, ids in sorted(found.items())
            )


def _faults(gold: GoldText) -> Iterator[str]:
    tokens = tokenize(gold.text)
    starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
    last = 0
    for start, end, label, name in gold.spans:
        surface = gold.text[start:end]
        place = f"{surface!r} at {start}"
        if label not in LABELS:
            yield f"{place} has the label {label!r}"
        if start < last:
            yield f"{place} overlaps the mention before it"
        last = max(last, end)
        if start not in starts or not (end in ends or _is_quoted(gold.text, end)):
            yield f"{place} does not stand on the edges of words"
        elif not name_fits(surface, name):
            yield f"{place} has the name {name!r}, which is not the surface without an ending"


def _is_quoted(text: str, end: int) -> bool:
    """Tell whether a closing quote with an ending after it stands at an offset: ‘অমর একুশে বইমেলা’র."""
    ending = _LETTERS.match(text, end + 1 + (text[end + 1 : end + 2] == "-"))
    return text[end : end + 1] in ("'", "’") and ending is not None and is_ending(ending[0])


def name_fits(surface: str, name: str) -> bool:
    """Tell whether a name is its surface without an ending.

    Args:
        surface: A mention as the text has it.
        name: The name.

    Returns:
        True for the same words but for the last one, of which the name has a stem; True too where the name is a
        part of the surface, since words that are glued together and typing errors are in the texts.
    """
    # A space may be forgotten, or typed too often.
    key, whole = ("".join(fold(normalize(text)).split()) for text in (name, surface))
    if not key:
        return False
    if key in whole:
        return True
    *head, last = normalize(surface).split()
    stems = {"".join(map(fold, [*head, split.stem])) for split in splits(last)}
    return key in stems


def _contexts(texts: Sequence[GoldText]) -> dict[str, dict[str, list[str]]]:
    """Return for each mention of a name, with the words beside it, how it is annotated, and where."""
    words_of = {}
    keys: set[tuple[str, ...]] = set()
    for gold in texts:
        tokens = tokenize(gold.text)
        words = ["", *(normalize(gold.text[start:end]) for start, end in tokens), ""]
        words_of[gold.id] = tokens, words
        at_start = {start: at for at, (start, _) in enumerate(tokens, 1)}
        at_end = {end: at for at, (_, end) in enumerate(tokens, 1)}
        for start, end, label, _ in gold.spans:
            if label in NAME_LABELS and start in at_start and end in at_end:
                key = tuple(words[at_start[start] - 1 : at_end[end] + 2])
                # At the edge of a text a word is missing, and with it what decides.
                if key[0] and key[-1]:
                    keys.add(key)
    lengths = sorted({len(key) for key in keys})
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for gold in texts:
        tokens, words = words_of[gold.id]
        spans = {(start, end): label for start, end, label, _ in gold.spans}
        for at in range(len(words)):
            for length in lengths:
                key = tuple(words[at : at + length])
                if len(key) == length and key in keys:
                    start, end = tokens[at][0], tokens[at + length - 3][1]
                    inside = [label for (s, e), label in spans.items() if s <= start and end <= e]
                    found[" ".join(key)][spans.get((start, end), inside[0] if inside else _NOTHING)].append(gold.id)
    return {context: dict(labels) for context, labels in found.items()}


def count_mentions(texts: Iterable[GoldText]) -> Counter[str]:
    """Return the number of mentions of each label.

    Args:
        texts: Annotated texts.
    """
    return Counter(label for text in texts for _, _, label, _ in text.spans)
