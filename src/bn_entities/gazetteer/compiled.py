"""Gazetteers compiled once: what was compiled from the same rows before is read again.

The compiled form of a file is kept in the user's cache folder, under a digest
of the file and of the code that compiles: a changed file, or another
version of the library, finds nothing there and compiles anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path

from bn_entities.errors import BnEntitiesError
from bn_entities.gazetteer.index import MAGIC, Index, code_digest
from bn_entities.gazetteer.rows import RowSource, Traversable, load_rows, stream_rows

SUFFIX = ".bngaz"
"""How the names of compiled gazetteers end."""

CACHE_VARIABLE = "BN_ENTITIES_CACHE"
"""The environment variable that names the cache folder; an empty one forbids to keep anything."""

_KEPT = 20


def cache_folder() -> Path | None:
    """Return the folder of compiled gazetteers, or None if nothing may be kept."""
    folder = os.environ.get(CACHE_VARIABLE)
    if folder is None:
        return user_cache_path("bn-entities", appauthor=False)
    return Path(folder) if folder else None


def compiled(source: RowSource) -> Index:
    """Return the compiled form of a source of rows.

    Args:
        source: A TSV's path, the path of a compiled file, a dataframe, or rows.

    Raises:
        BnEntitiesError: A file cannot be read or is damaged, or rows are bad.
    """
    if isinstance(source, (str, Path)):
        path = Path(source)
        if _starts_with_magic(path):
            return Index.load(path)
        return compiled_sources([path])
    return Index.build(load_rows([source]))


def compiled_sources(files: Sequence[Traversable]) -> Index:
    """Return the compiled form of TSV files together.

    Args:
        files: The files.

    Raises:
        BnEntitiesError: A file cannot be read, or rows are bad.
    """
    folder = cache_folder()
    path = None if folder is None else folder / f"{_digest(files)}{SUFFIX}"
    if path is not None and path.is_file():
        # A damaged file is made again.
        with contextlib.suppress(BnEntitiesError):
            index = Index.load(path)
            path.touch()
            return index
    try:
        index = Index.build(stream_rows(files))
    except BnEntitiesError:
        # Read again with the places in mind, to tell where two rows have one id.
        load_rows(files)
        raise
    if path is not None:
        # Where the folder cannot be written the gazetteers are compiled each time.
        with contextlib.suppress(OSError, BnEntitiesError):
            path.parent.mkdir(parents=True, exist_ok=True)
            index.save(path)
            _forget_old(path.parent)
    return index


def _forget_old(folder: Path) -> None:
    """Keep the cache small: of the files in it only those last used."""
    files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_KEPT:]:
        file.unlink(missing_ok=True)


def _starts_with_magic(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC or path.suffix == SUFFIX
    except OSError as error:
        raise BnEntitiesError(f"cannot read the gazetteer {path}: {error.strerror or error}") from error


def _digest(files: Sequence[Traversable]) -> str:
    digest = hashlib.blake2b(code_digest().encode(), digest_size=20)
    for file in files:
        try:
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise BnEntitiesError(f"cannot read the gazetteer {file}: {error.strerror or error}") from error
        digest.update(b"\0")
    return digest.hexdigest()
