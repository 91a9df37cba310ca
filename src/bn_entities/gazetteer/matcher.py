"""The matcher: gazetteer names in a sequence of words, in any inflected form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bn_entities.bengali.endings import splits
from bn_entities.bengali.frequencies import frequency
from bn_entities.bengali.spelling import sound
from bn_entities.gazetteer.index import INNER, JOINTS, KEYS, Index, Spelling
from bn_entities.gazetteer.rows import GazetteerRow, RowSource, load_rows

_MOST_WORDS_KNOWN = 200_000
# A word that is written as often as this, and much oftener than the name, is no odd spelling of the name.
_WORD_OF_ITS_OWN = 30
_MUCH_OFTENER = 5


_LEVELS = tuple(Spelling)


@dataclass(frozen=True, slots=True)
class Match:
    """A gazetteer name in a sequence of words.

    Attributes:
        start: Index of the first word.
        end: Index after the last word.
        rows: The rows that the words may name, in gazetteer order; more than one where a surface is ambiguous.
        stem: The last word without its ending, canonical spelling.
        spelling: How the words are like those of the surface.
        weak: True if the surface is an everyday word or a common name part in every row.
        own: True if the rows are the caller's, not packaged ones.
    """

    start: int
    end: int
    rows: tuple[GazetteerRow, ...]
    stem: str
    spelling: Spelling
    weak: bool
    own: bool = False

    @property
    def is_name_part(self) -> bool:
        """True if the words are only a given name or a surname."""
        return all(row.is_name_part for row in self.rows)


class _Word:
    """What the gazetteers know of a word of the text, in whatever place.

    The bits of the masks are levels of spelling in indexes, exact ones first.

    Attributes:
        wholes: The key of the word for each level.
        names: Bits where the word alone, or a stem of it, is a name.
        begins: Bits where a name of several words begins with the word.
        goes_on: Bits where the word, or a stem of it, is a further word of a name.
        alone: For each bit of ``names``, the stem and the entries of the index.
        tails: For each bit of ``goes_on``, the keys and the stems that are further words of names.
    """

    __slots__ = ("alone", "begins", "goes_on", "names", "tails", "wholes")

    def __init__(self, word: str, indexes: Sequence[Index]) -> None:
        stems = [split.stem for split in splits(word) if split.stem]
        self.wholes = tuple(key_of(word) for key_of in KEYS)
        self.names = self.begins = self.goes_on = 0
        self.alone: dict[int, tuple[str, list[int]]] = {}
        self.tails: dict[int, list[tuple[str, str]]] = {}
        bit = 1
        for level, key_of in enumerate(KEYS if stems else ()):
            keys = [(key_of(stem), stem) for stem in stems]
            for index in indexes:
                known = index.levels[level]
                for key, stem in keys:
                    key_id = known.get(key)
                    if key_id is not None and (entries := known.of(key_id)):
                        if level < Spelling.SOUND or is_odd_spelling(
                            word, stem, key, [index.row(entry >> 1) for entry in entries]
                        ):
                            self.names |= bit
                            self.alone[bit] = (stem, entries)
                            break
                if known.get(keys[0][0] + " ") is not None:
                    self.begins |= bit
                tails = [(key, stem) for key, stem in keys if known.get(INNER + key) is not None]
                if tails:
                    self.goes_on |= bit
                    self.tails[bit] = tails
                bit <<= 1


def is_odd_spelling(word: str, stem: str, key: str, rows: Iterable[GazetteerRow]) -> bool:
    """Tell whether a word may be an odd spelling of rows that sound like it, by how often both are written."""
    written = max(frequency(word), frequency(stem))
    if written < _WORD_OF_ITS_OWN:
        return True
    return any(
        written <= _MUCH_OFTENER * frequency(surface)
        for row in rows
        for surface in row.surfaces
        if sound(surface) == key
    )


class _Words(dict[str, "_Word"]):
    """The words seen so far; the memory of a long stream stays bounded."""

    def __init__(self, indexes: Sequence[Index]) -> None:
        super().__init__()
        self.indexes = indexes

        self.unknown = _Word("", ())

    def __missing__(self, word: str) -> _Word:
        if len(self) >= _MOST_WORDS_KNOWN:
            self.clear()
        known = _Word(word, self.indexes)
        # Most words are in no name.
        self[word] = known = known if known.names | known.begins | known.goes_on else self.unknown
        return known


class _Pairs(dict[tuple[str, str], int]):
    """For two words of the text that follow each other, the bits where a name begins with both."""

    def __init__(self, words: _Words) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) >= _MOST_WORDS_KNOWN:
            self.clear()
        first, second = (self.words[word] for word in pair)
        mask = 0
        bit = 1
        for level in _LEVELS:
            for index in self.words.indexes:
                if first.begins & second.goes_on & bit:
                    get = index.levels[level].get
                    begun = first.wholes[level] + " "
                    if get(begun + second.wholes[level] + " ") is not None or any(
                        get(begun + key) is not None for key, _ in second.tails[bit]
                    ):
                        mask |= bit
                bit <<= 1
        self[pair] = mask
        return mask


class Matcher:
    """Finds the names of gazetteer rows in words.

    The last word of a name may carry any legal ending; a hyphen between two
    words of a name may be written or not. Where no strong surface fits a place
    letter by letter, spelling variants of surfaces are tried, the closer ones first.
    Rows that are added beat the rows of the index where they name the same words.
    """

    def __init__(self, index: Index | None = None, own: Iterable[Index] = ()) -> None:
        """Take compiled rows.

        Args:
            index: The packaged rows; none if None.
            own: Rows of the caller, later ones before earlier ones.
        """
        self._packaged = index
        self._own = list(own)
        self._added: dict[str, GazetteerRow] = {}
        self._dropped: set[str] = set()
        self._indexes: list[Index] = []
        self._cache: tuple[_Words, _Pairs] | None = None

    @classmethod
    def of_rows(cls, rows: Iterable[GazetteerRow]) -> Matcher:
        """Return a matcher over rows.

        Args:
            rows: Checked rows, each id once.
        """
        return cls(Index.build(rows))

    def add(self, rows: RowSource) -> None:
        """Add rows; they beat those that are there where they name the same words.

        A row with the id of one that is there replaces it.

        Args:
            rows: A TSV's path, a dataframe, or rows and mappings.

        Raises:
            BnEntitiesError: Rows are bad; nothing is added then, and the message tells each with its place.
        """
        checked = load_rows([rows])
        self._added |= {row.id: row for row in checked}
        self._dropped.difference_update(row.id for row in checked)
        self._cache = None

    def drop(self, *ids: str) -> None:
        """Forget rows.

        Args:
            ids: Their ids; one that no row has is no fault.
        """
        for id_ in ids:
            self._added.pop(id_, None)
        self._dropped.update(ids)
        self._cache = None

    def by_id(self, id_: str) -> GazetteerRow | None:
        """Return the row of an id, or None.

        Args:
            id_: The id.
        """
        if id_ in self._added:
            return self._added[id_]
        if id_ in self._dropped:
            return None
        return next((row for index in self._sources() if (row := index.by_id(id_)) is not None), None)

    def is_person_word(self, word: str) -> bool:
        """Tell whether a word stands in the name of a person, or is a name part.

        Args:
            word: A normalized word without its ending.
        """
        self._known()
        return any(index.is_person_word(word) for index in self._indexes)

    def __len__(self) -> int:
        """Return the number of rows, those that others replace or that were dropped among them."""
        return len(self._added) + sum(map(len, self._sources()))

    def _sources(self) -> list[Index]:
        return [*reversed(self._own), *([self._packaged] if self._packaged is not None else [])]

    def _known(self) -> tuple[_Words, _Pairs]:
        """Return what is known of words and pairs, after what was added is compiled."""
        if self._cache is None:
            added = [Index.build(self._added.values())] if self._added else []
            self._indexes = [*added, *self._sources()]
            words = _Words(self._indexes)
            self._cache = words, _Pairs(words)
        return self._cache

    def find(self, words: Sequence[str]) -> list[Match]:
        """Return the matches in words.

        Args:
            words: The normalized tokens of one text.

        Returns:
            For each start the longest match, in order of start. A match inside
            a longer one is left out, unless the longer one is weak and it is not.
        """
        known, pairs = self._known()
        places: Sequence[int] = range(len(words))
        if any(joint in words for joint in JOINTS):
            places = [at for at in places if words[at] not in JOINTS]
            words = [words[at] for at in places]
        looked_up = [known[word] for word in words]
        found: list[Match] = []
        after = len(words) - 1
        for at, word in enumerate(looked_up):
            longer = word.begins and at < after and word.begins & looked_up[at + 1].goes_on
            if longer:
                longer = pairs[words[at], words[at + 1]]
            if word.names or longer:
                matches = self._matches_at(looked_up, at, word.names, longer, places)
                if matches:
                    found.append(matches[-1])
                    if matches[-1].weak:
                        found += [match for match in matches[:-1] if not match.weak][-1:]
        return list(_outermost(found)) if found else found

    def _matches_at(
        self, looked_up: Sequence[_Word], start: int, alone: int, longer: int, places: Sequence[int]
    ) -> list[Match]:
        """Return the matches from a word on, shortest first.

        A level of spelling adds what is longer than the weak matches of the closer levels, and ends at a strong one.

        Args:
            looked_up: The words of the text.
            start: The word.
            alone: Bits where it alone is a name.
            longer: Bits where it and the word after it may begin a name.
            places: The index of each word among all tokens.
        """
        matches: list[Match] = []
        longest = start
        bit = 1
        for spelling in _LEVELS:
            # No level from here on has anything.
            if (alone | longer) < bit:
                break
            ends: dict[int, Match] = {}
            for index in self._indexes:
                if alone & bit and start + 1 > longest:
                    stem, entries = looked_up[start].alone[bit]
                    self._add(ends, start, start + 1, stem, entries, index, spelling, places)
                if longer & bit:
                    for end, stem, entries in _longer(index, spelling, looked_up, start, bit):
                        if end > longest:
                            self._add(ends, start, end, stem, entries, index, spelling, places)
                bit <<= 1
            if ends:
                matches += [ends[end] for end in sorted(ends)] if len(ends) > 1 else ends.values()
                longest = max(ends)
                if any(not match.weak for match in ends.values()):
                    break
        return matches

    def _add(
        self,
        ends: dict[int, Match],
        start: int,
        end: int,
        stem: str,
        entries: list[int],
        index: Index,
        spelling: Spelling,
        places: Sequence[int],
    ) -> None:
        """Add a match, where no index before has one that says more."""
        if end not in ends or ends[end].is_name_part:
            match = self._match(places[start], places[end - 1] + 1, stem, entries, index, spelling)
            if match is not None:
                ends[end] = match

    def _match(
        self, start: int, end: int, stem: str, entries: list[int], index: Index, spelling: Spelling
    ) -> Match | None:
        rows = [(index.row(entry >> 1), bool(entry & 1)) for entry in entries]
        if self._dropped or self._added or len(self._indexes) > 1:
            rows = [(row, weak) for row, weak in rows if not self._is_hidden(row, index)]
        if not rows:
            return None
        strong = [row for row, weak in rows if not weak and not row.is_name_part]
        # Name parts say something only where nothing else is known of the words.
        chosen = strong or [row for row, _ in rows if not row.is_name_part] or [row for row, _ in rows]
        return Match(start, end, tuple(chosen), stem, spelling, not strong, index is not self._packaged)

    def _is_hidden(self, row: GazetteerRow, index: Index) -> bool:
        """Tell whether a row was dropped, or another one with its id stands before it."""
        if row.id in self._dropped:
            return True
        for before in self._indexes:
            if before is index:
                return False
            if before.by_id(row.id) is not None:
                return True
        return False


def _longer(
    index: Index, spelling: Spelling, looked_up: Sequence[_Word], start: int, bit: int
) -> Iterator[tuple[int, str, list[int]]]:
    """Yield the end, the last stem and the entries of each name of several words from a word on, shortest first."""
    level = index.levels[spelling]
    get = level.get
    begun = looked_up[start].wholes[spelling] + " "
    for at in range(start + 1, len(looked_up)):
        word = looked_up[at]
        if not word.goes_on & bit:
            return
        for key, stem in word.tails[bit]:
            key_id = get(begun + key)
            if key_id is not None and (entries := level.of(key_id)):
                yield at + 1, stem, entries
                break
        begun += word.wholes[spelling] + " "
        if get(begun) is None:
            return


def _outermost(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the matches that stand inside no other one that is as strong."""
    ends = {True: 0, False: 0}
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.end > ends[False] and (match.end > ends[True] or not match.weak):
            yield match
            ends[match.weak] = max(ends[match.weak], match.end)
