"""The compiled form of gazetteers: every surface under a key, in tries that are read where they lie.

A surface is kept as its normalized words, joined by spaces, under one key for
each level of ``Spelling``. The file is::

    magic (8 bytes)  |  length of the header (8 bytes, little-endian)  |  header (JSON)  |  sections

The header holds the format's version, the place of each section and a BLAKE2b
checksum of all of them; nothing in the file is code.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import IO, Any

import marisa_trie
import numpy as np
import numpy.typing as npt

from bn_entities.bengali.spelling import consonants, fold, is_plain, normalize, sound
from bn_entities.bengali.tokens import tokenize
from bn_entities.errors import BnEntitiesError
from bn_entities.gazetteer.rows import GazetteerRow

FORMAT = 1
"""Version of the file's layout; a library reads its own version only."""

MAGIC = b"BNENTGZ\n"
"""The first bytes of a compiled gazetteer."""

JOINTS = frozenset({"-", "–"})
"""Tokens inside a name that papers write or leave out."""


_DECIDING = (
    ("bn_entities.bengali", "abbreviations.py"),
    ("bn_entities.bengali", "spelling.py"),
    ("bn_entities.bengali", "tokens.py"),
    ("bn_entities.gazetteer", "index.py"),
    ("bn_entities.gazetteer", "rows.py"),
)


class Spelling(IntEnum):
    """How a word of the text is like the word of a surface."""

    EXACT = 0
    """Letter by letter, in canonical spelling."""
    FOLDED = 1
    """By ``bengali.spelling.fold``: letters that sound alike."""
    SOUND = 2
    """By ``bengali.spelling.sound``: the same foreign sounds, written in two ways."""


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of the code that decides what a compiled gazetteer holds."""
    digest = hashlib.blake2b(str(FORMAT).encode(), digest_size=20)
    for package, module in _DECIDING:
        digest.update((resources.files(package) / module).read_bytes())
    return digest.hexdigest()


def _exact(word: str) -> str:
    return word


KEYS: tuple[Callable[[str], str], ...] = (_exact, fold, sound)
"""The key of a word, for each level of ``Spelling``."""

# Short surfaces have too many variants that are other words.
_MIN_LETTERS_FOLDED = 4
_MIN_CONSONANTS_SOUND = 3
_MIN_CONSONANTS_OF_SOUND_WORDS = 5

INNER = "\t"


def surface_words(surface: str) -> list[str]:
    """Return the words of a gazetteer surface, normalized, without hyphens between them.

    Args:
        surface: A name or an alias.
    """
    if is_plain(surface):
        # Most names are letters and spaces: no need of the tokenizer.
        return surface.split(" ")
    words = (normalize(surface[start:end]) for start, end in tokenize(surface))
    return [word for word in words if word and word not in JOINTS]


def _size(spelling: Spelling, word: str) -> int:
    """Return what a word adds to the size of a surface: letters, or consonants that are heard."""
    return consonants(sound(word)) if spelling is Spelling.SOUND else len(word)


def _least(spelling: Spelling, words: int) -> int:
    """Return the size from which a surface of so many words is found by a level's keys."""
    if spelling is Spelling.SOUND:
        return _MIN_CONSONANTS_SOUND if words == 1 else _MIN_CONSONANTS_OF_SOUND_WORDS
    return _MIN_LETTERS_FOLDED if spelling is Spelling.FOLDED else 1


def is_indexed(spelling: Spelling, words: list[str]) -> bool:
    """Tell whether a surface is long enough to be found by a level's keys.

    Args:
        spelling: The level.
        words: The words of the surface.
    """
    return sum(_size(spelling, word) for word in words) >= _least(spelling, len(words))


class _Level:
    """The surfaces under the keys of one level of spelling.

    The trie holds the key of each surface, the beginnings of surfaces of several words
    with a space after them, and each word that is not a surface's first after a tab.
    """

    def __init__(self, trie: Any, offsets: npt.NDArray[np.uint32], entries: npt.NDArray[np.uint32]) -> None:
        self.trie = trie
        self.offsets = offsets
        self.entries = entries
        self.get: Callable[[str], int | None] = trie.get

    def of(self, key_id: int) -> list[int]:
        """Return row number times two, plus one where the surface is weak, for each row under a key."""
        return self.entries[self.offsets[key_id] : self.offsets[key_id + 1]].tolist()


class Index:
    """Gazetteer rows in their compiled form. Made by ``Index.build`` or ``Index.load``, and never changed."""

    def __init__(self, sections: dict[str, memoryview], keeper: object = None) -> None:
        """Take the sections of the compiled form; use ``build`` or ``load``.

        Args:
            sections: The sections by name.
            keeper: What must live as long as their memory.
        """
        self._keeper = keeper
        self._sections = sections
        self._lines = sections["lines"]
        self._starts = np.frombuffer(sections["starts"], dtype=np.uint64)
        self.levels = tuple(
            _Level(
                _trie(sections[f"trie{level}"]),
                np.frombuffer(sections[f"offsets{level}"], dtype=np.uint32),
                np.frombuffer(sections[f"entries{level}"], dtype=np.uint32),
            )
            for level in range(len(KEYS))
        )
        self._ids = _trie(sections["ids"])
        self._numbers = np.frombuffer(sections["numbers"], dtype=np.uint32)
        self._person_words = _trie(sections["person_words"])
        self.row: Callable[[int], GazetteerRow] = lru_cache(maxsize=8192)(self._row)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[GazetteerRow]:
        """Yield the rows, in the order they were given."""
        return map(self._row, range(len(self)))

    def _row(self, number: int) -> GazetteerRow:
        start, end = self._starts[number : number + 2].tolist()
        return GazetteerRow.from_line(bytes(self._lines[start : end - 1]).decode("utf-8"))

    def by_id(self, id_: str) -> GazetteerRow | None:
        """Return the row of an id, or None.

        Args:
            id_: The id.
        """
        key = self._ids.get(id_)
        return None if key is None else self.row(int(self._numbers[key]))

    def is_person_word(self, word: str) -> bool:
        """Tell whether a word stands in the name of a person, or is a name part.

        Args:
            word: A normalized word without its ending.
        """
        return word in self._person_words

    @classmethod
    def build(cls, rows: Iterable[GazetteerRow]) -> Index:
        """Compile rows.

        Args:
            rows: Checked rows; those that name currencies are left out, since a currency is no mention.

        Raises:
            BnEntitiesError: Two rows have one id.
        """
        lines, surfaces = _scratch(), _scratch()
        starts = array("Q", [0])
        owners = array("I")
        person_words: set[str] = set()
        number = 0
        for row in rows:
            if row.label == "MONEY":
                continue
            lines.write(f"{row.to_line()}\n".encode())
            starts.append(lines.tell())
            everyday = row.everyday
            for surface in row.surfaces:
                words = surface_words(surface)
                surfaces.write(f"{' '.join(words)}\n".encode())
                owners.append(number * 2 + (surface in everyday))
                if row.label == "PERSON":
                    person_words.update(words)
            number += 1
        sections: dict[str, memoryview] = {
            "lines": _content(lines),
            "starts": memoryview(starts.tobytes()),
            "person_words": memoryview(marisa_trie.Trie(person_words).tobytes()),
        }
        del person_words
        ids = marisa_trie.BinaryTrie(_ids(lines))
        if len(ids) < number:
            [(twice, _)] = Counter(_ids(lines)).most_common(1)
            raise BnEntitiesError(
                f"two gazetteer rows have the id {twice.decode()!r}: give each thing one row and one id"
            )
        numbers = np.zeros(number, dtype=np.uint32)
        numbers[np.fromiter(map(ids.key_id, _ids(lines)), np.int64, number)] = np.arange(number, dtype=np.uint32)
        sections |= {"ids": memoryview(ids.tobytes()), "numbers": memoryview(numbers.tobytes())}
        del ids, numbers
        for spelling in Spelling:
            sections |= _level_sections(spelling, surfaces, owners)
        return cls(sections)

    def save(self, path: Path) -> None:
        """Write the compiled form to a file, at once or not at all.

        Args:
            path: The file.

        Raises:
            BnEntitiesError: It cannot be written.
        """
        places: dict[str, tuple[int, int]] = {}
        at = 0
        digest = hashlib.blake2b()
        for name, section in self._sections.items():
            places[name] = (at, len(section))
            padding = -len(section) % 8
            at += len(section) + padding
            digest.update(section)
            digest.update(bytes(padding))
        header = json.dumps(
            {
                "format": FORMAT,
                "code": code_digest(),
                "rows": len(self),
                "checksum": digest.hexdigest(),
                "sections": places,
            }
        ).encode()
        header += b" " * (-len(header) % 8)
        try:
            # The name is taken when the file is whole, and whatever fails leaves nothing behind.
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                unfinished = Path(folder) / path.name
                with unfinished.open("wb") as file:
                    file.write(MAGIC + len(header).to_bytes(8, "little") + header)
                    for section in self._sections.values():
                        file.write(section)
                        file.write(bytes(-len(section) % 8))
                os.replace(unfinished, path)
        except OSError as error:
            raise BnEntitiesError(f"cannot write the compiled gazetteer {path}: {error.strerror or error}") from error

    @classmethod
    def load(cls, path: Path) -> Index:
        """Read a compiled gazetteer; its memory is the file's own.

        Args:
            path: The file that ``save`` wrote.

        Raises:
            BnEntitiesError: It cannot be read, is damaged, or of another version.
        """
        try:
            with path.open("rb") as file:
                content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise BnEntitiesError(f"cannot read the compiled gazetteer {path}: {error}") from error
        buffer = memoryview(content)
        again = "build it again with: bn-entities gazetteer build"
        if bytes(buffer[:8]) != MAGIC:
            raise BnEntitiesError(f"{path} is no compiled gazetteer: {again}")
        try:
            length = int.from_bytes(buffer[8:16], "little")
            header = json.loads(bytes(buffer[16 : 16 + length]))
            version, code, checksum, places = (header[key] for key in ("format", "code", "checksum", "sections"))
        except (ValueError, KeyError, TypeError) as error:
            raise BnEntitiesError(f"the compiled gazetteer {path} is damaged in its header: {again}") from error
        if version != FORMAT:
            raise BnEntitiesError(
                f"the compiled gazetteer {path} has format {version}, this library reads {FORMAT}: {again}"
            )
        if code != code_digest():
            raise BnEntitiesError(f"the compiled gazetteer {path} was made by another version of the library: {again}")
        body = buffer[16 + length :]
        if hashlib.blake2b(body).hexdigest() != checksum:
            raise BnEntitiesError(f"the compiled gazetteer {path} is damaged, its checksum is wrong: {again}")
        return cls({name: body[start : start + size] for name, (start, size) in places.items()}, content)


def _trie(section: memoryview) -> Any:
    trie = marisa_trie.Trie()
    return trie.map(section)


def _scratch() -> IO[bytes]:
    """Return a file for what does not fit into memory together with the tries that are made."""
    return tempfile.TemporaryFile(buffering=1 << 20)


def _content(file: IO[bytes]) -> memoryview:
    file.flush()
    return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.tell() else b"")


def _ids(lines: IO[bytes]) -> Iterator[bytes]:
    lines.seek(0)
    for line in lines:
        yield line.split(b"\t", 4)[3]


def _level_sections(spelling: Spelling, surfaces: IO[bytes], owners: array[int]) -> dict[str, memoryview]:
    keys = _keys(spelling, surfaces)
    # The two kinds of tries are one kind of file; this one spares the decoding.
    trie = marisa_trie.BinaryTrie(_trie_keys(keys))
    keys.seek(0)
    get = trie.get
    key_ids = np.fromiter((get(line[:-1], -1) if len(line) > 1 else -1 for line in keys), np.int64, len(owners))
    del keys
    indexed = np.flatnonzero(key_ids >= 0)
    order = indexed[np.argsort(key_ids[indexed], kind="stable")]
    entries = np.frombuffer(owners, dtype=np.uint32)[order]
    offsets = np.zeros(len(trie) + 1, dtype=np.uint32)
    np.cumsum(np.bincount(key_ids[indexed], minlength=len(trie)), out=offsets[1:])
    return {
        f"trie{int(spelling)}": memoryview(trie.tobytes()),
        f"offsets{int(spelling)}": memoryview(offsets.tobytes()),
        f"entries{int(spelling)}": memoryview(entries.tobytes()),
    }


def _keys(spelling: Spelling, surfaces: IO[bytes]) -> IO[bytes]:
    """Return the key of every surface, one a line; the line is empty for those that are too short for the level."""
    if spelling is Spelling.EXACT:
        surfaces.seek(0)
        return surfaces
    keys = _scratch()
    surfaces.seek(0)

    @lru_cache(maxsize=1 << 18)
    def key_of(word: bytes) -> tuple[bytes, int]:
        text = word.decode("utf-8")
        return KEYS[spelling](text).encode(), _size(spelling, text)

    for line in surfaces:
        parts = [key_of(word) for word in line[:-1].split(b" ")]
        if sum([size for _, size in parts]) >= _least(spelling, len(parts)):
            keys.write(b" ".join([key for key, _ in parts]))
        keys.write(b"\n")
    keys.seek(0)
    return keys


def _trie_keys(keys: IO[bytes]) -> Iterator[bytes]:
    """Yield what a level's trie holds, for its keys one a line."""
    inner: set[bytes] = set()
    begun: set[bytes] = set()
    for line in keys:
        key = line[:-1]
        if not key:
            continue
        yield key
        at = key.find(b" ")
        if at < 0:
            continue
        inner.update(key.split(b" ")[1:])
        begun.add(key[: at + 1])
        at = key.find(b" ", at + 1)
        while at > 0:
            yield key[: at + 1]
            at = key.find(b" ", at + 1)
    yield from begun
    for word in inner:
        yield INNER.encode() + word
