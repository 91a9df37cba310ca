"""The matcher: gazetteer names in a sequence of words, in any inflected form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bn_entities.bengali.endings import splits
from bn_entities.bengali.spelling import fold, normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.gazetteer.rows import GazetteerRow

JOINTS = frozenset({"-", "–"})
"""Tokens inside a name that papers write or leave out."""


@dataclass(frozen=True, slots=True)
class Match:
    """A gazetteer name in a sequence of words.

    Attributes:
        start: Index of the first word.
        end: Index after the last word.
        rows: The rows that the words may name, in gazetteer order; more than one where a surface is ambiguous.
        stem: The last word without its ending, canonical spelling.
        exact: False if only a spelling variant of a surface was found.
        weak: True if the surface is an everyday word or a common name part in every row.
    """

    start: int
    end: int
    rows: tuple[GazetteerRow, ...]
    stem: str
    exact: bool
    weak: bool


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    entries: list[tuple[GazetteerRow, str]] = field(default_factory=list)


def surface_words(surface: str) -> list[str]:
    """Return the words of a gazetteer surface, normalized, without hyphens between them.

    Args:
        surface: A name or an alias.
    """
    words = (normalize(surface[start:end]) for start, end in tokenize(surface))
    return [word for word in words if word not in JOINTS]


class Matcher:
    """Finds the names of gazetteer rows in words.

    The last word of a name may carry any legal ending; a hyphen between two
    words of a name may be written or not. Where no surface fits a place
    letter by letter, spelling variants of surfaces are tried.
    """

    def __init__(self, rows: Iterable[GazetteerRow]) -> None:
        """Index rows.

        Args:
            rows: Gazetteer rows; those that name currencies are left out, since a currency is no mention.
        """
        self._exact = _Node()
        self._folded = _Node()
        self.rows: dict[str, GazetteerRow] = {}
        """The rows by id."""
        for row in rows:
            if row.label == "MONEY":
                continue
            self.rows[row.id] = row
            for surface in row.surfaces:
                words = surface_words(surface)
                _add(self._exact, words, row, surface)
                # Short words have too many variants that are other words.
                if sum(map(len, words)) >= 4:
                    _add(self._folded, [fold(word) for word in words], row, surface)

    def find(self, words: Sequence[str]) -> list[Match]:
        """Return the matches in words.

        Args:
            words: The normalized tokens of one text.

        Returns:
            For each start the longest match, in order of start. A match inside
            a longer one is left out, unless the longer one is weak and it is not.
        """
        found: list[Match] = []
        for start in range(len(words)):
            matches = self._at(words, start, self._exact, str) or self._at(words, start, self._folded, fold)
            if matches:
                found.append(matches[-1])
                if matches[-1].weak:
                    found += [match for match in matches[:-1] if not match.weak][-1:]
        return list(_outermost(found))

    def all_at(self, words: Sequence[str], start: int) -> list[Match]:
        """Return every exact match that starts at a word, shortest first.

        Args:
            words: The normalized tokens of one text.
            start: Index of the first word.
        """
        return self._at(words, start, self._exact, str)

    def _at(self, words: Sequence[str], start: int, root: _Node, key: Callable[[str], str]) -> list[Match]:
        matches: list[Match] = []
        node = root
        at = start
        while at < len(words):
            word = words[at]
            if word in JOINTS:
                if at == start:
                    break
                at += 1
                continue
            match = _last_word(node, word, key)
            if match is not None:
                matches.append(_match(start, at + 1, *match, root is self._exact))
            following = node.next.get(key(word))
            if following is None:
                break
            node = following
            at += 1
        return matches


def _add(node: _Node, words: Sequence[str], row: GazetteerRow, surface: str) -> None:
    for word in words:
        node = node.next.setdefault(word, _Node())
    if all(row is not other for other, _ in node.entries):
        node.entries.append((row, surface))


def _last_word(node: _Node, word: str, key: Callable[[str], str]) -> tuple[list[tuple[GazetteerRow, str]], str] | None:
    """Return the entries that a word completes, with its stem: the reading with the longest stem."""
    if not node.next:
        return None
    for split in splits(word):
        following = node.next.get(key(split.stem))
        if following is not None and following.entries:
            return following.entries, split.stem
    return None


def _match(start: int, end: int, entries: list[tuple[GazetteerRow, str]], stem: str, exact: bool) -> Match:
    strong = [row for row, surface in entries if surface not in row.everyday]
    rows = strong or [row for row, _ in entries]
    return Match(start, end, tuple(rows), stem, exact, weak=not strong)


def _outermost(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the matches that stand inside no other one that is as strong."""
    ends = {True: 0, False: 0}
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.end > ends[False] and (match.end > ends[True] or not match.weak):
            yield match
            ends[match.weak] = max(ends[match.weak], match.end)
