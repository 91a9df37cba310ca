"""What an editor's eye is drawn to in gazetteers, and how many rows they have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import regex

from bn_entities.bengali.endings import splits
from bn_entities.bengali.frequencies import frequency
from bn_entities.gazetteer.rows import KINDS, GazetteerRow, packaged_folder

FREQUENT = 150
"""A word that is written as often in the counted texts may be an everyday word."""

_MUCH_OFTENER = 10
_LONG_STEM = 3
_ID = regex.compile(r"(?:iso:[A-Z]{2}(?:-[A-Z0-9]{1,3})?|iso4217:[A-Z]{3}|[a-z]+:[a-z0-9]+(?:-[a-z0-9]+)*)")
_SOURCE = regex.compile(r"[a-z0-9-]+(?:\+[a-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at.

    Attributes:
        row: The row.
        surface: The surface in question; empty if it is the row as a whole.
        text: What it is, and what to do.
    """

    row: GazetteerRow
    surface: str
    text: str

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{self.row.id} {self.surface or self.row.name}: {self.text}"


def reviewed_surfaces() -> frozenset[str]:
    """Return the frequent surfaces that editors hold to be names nearly always (``REVIEWED.txt``)."""
    lines = (packaged_folder() / "REVIEWED.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def source_keys() -> frozenset[str]:
    """Return the keys that ``SOURCES.md`` explains."""
    text = (packaged_folder() / "SOURCES.md").read_text(encoding="utf-8")
    return frozenset(regex.findall(r"^- `([a-z0-9-]+)`", text, regex.MULTILINE))


def check_rows(rows: Iterable[GazetteerRow], reviewed: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what is ambiguous among rows and does not say so.

    Args:
        rows: Sound rows, each id once.
        reviewed: Surfaces that are frequent and names nearly always.

    Yields:
        Surfaces that two labels claim without one of them being marked as everyday, in the order of the rows;
        then single words that are written so often, or look like a form of a word so frequent, that they may be
        everyday words, and are neither marked nor reviewed.
    """
    strong: defaultdict[str, list[tuple[GazetteerRow, str]]] = defaultdict(list)
    for row in rows:
        if row.label == "MONEY" or row.is_name_part:
            continue
        for surface in row.surfaces:
            if surface not in row.everyday:
                strong[surface].append((row, surface))
    for claims in strong.values():
        (first, _), *others = claims
        for row, surface in others:
            if row.label != first.label:
                yield Finding(
                    row, surface, f"{first.id} claims it as {first.label}: mark the rarer one of the two as everyday"
                )
    for claims in strong.values():
        row, surface = claims[0]
        if " " in surface or surface in reviewed:
            continue
        count = frequency(surface)
        if count >= FREQUENT:
            yield Finding(row, surface, f"stands {count} times in the counted texts: is it an everyday word?")
            continue
        for split in splits(surface)[1:]:
            often = frequency(split.stem)
            if often >= 2 * FREQUENT and often > _MUCH_OFTENER * (count + 1) and len(split.stem) >= _LONG_STEM:
                yield Finding(row, surface, f"may be a form of {split.stem!r}, which stands {often} times: everyday?")
                break


def check_packaged_row(row: GazetteerRow, sources: Collection[str]) -> Iterator[Finding]:
    """Yield what a row of the packaged gazetteers must not be, though a user's may.

    Args:
        row: A sound row.
        sources: The keys of ``SOURCES.md``.
    """
    if row.kind not in KINDS[row.label]:
        yield Finding(row, "", f"the kind {row.kind!r} is none of {row.label}: {' '.join(sorted(KINDS[row.label]))}")
    if not _ID.fullmatch(row.id):
        yield Finding(row, "", "the id is not scheme:code in lower-case letters, digits and hyphens")
    if not row.latin or row.latin != row.latin.strip():
        yield Finding(row, "", "the latin name is empty or has spaces around it")
    if not _SOURCE.fullmatch(row.source) or not all(key in sources for key in row.source.split("+")):
        yield Finding(row, "", f"the source {row.source!r} is not made of keys of SOURCES.md, joined by +")


def counts(rows: Iterable[GazetteerRow]) -> list[tuple[str, str, str, int, int]]:
    """Return how many rows there are.

    Args:
        rows: The rows.

    Returns:
        Label, kind, source, number of rows and number of surfaces of each combination, sorted.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    surfaces: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        key = (row.label, row.kind, row.source)
        found[key] += 1
        surfaces[key] += len(row.surfaces)
    return [(*key, found[key], surfaces[key]) for key in sorted(found)]
