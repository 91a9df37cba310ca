"""The rows of the gazetteers: read from TSV, checked, all faults told at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from bn_entities.bengali.spelling import normalize
from bn_entities.errors import BnEntitiesError
from bn_entities.records import NAME_LABELS

if TYPE_CHECKING:
    from importlib.abc import Traversable

COLUMNS = ("name", "label", "kind", "id", "latin", "aliases", "everyday", "source")
"""The header of every gazetteer file."""

KINDS: dict[str, frozenset[str]] = {
    label: frozenset(kinds.split())
    for label, kinds in {
        "PERSON": "politics military law business science literature film music art sport religion media diplomacy "
        "activism history fiction royalty",
        "LOCATION": "country territory continent region city district division state upazila neighbourhood river sea "
        "lake mountain island forest desert building street bridge port airport stadium border",
        "ORGANIZATION": "government ministry agency court party alliance armed-force armed-group police media bank "
        "company university school hospital club sports-body international ngo parliament",
        "NORP": "nationality people religion political",
        "EVENT": "war tournament league festival disaster conference prize history holiday",
        "WORK": "book film song law play artwork religious-text treaty series",
        "PRODUCT": "weapon aircraft vehicle phone software platform ship spacecraft medicine",
        "MONEY": "currency",
    }.items()
}
"""The kinds that a row of each label may have; MONEY rows name currencies."""

_ID = regex.compile(r"(?:iso:[A-Z]{2}(?:-[A-Z0-9]{1,3})?|iso4217:[A-Z]{3}|[a-z]+:[a-z0-9]+(?:-[a-z0-9]+)*)")
_SOURCE = regex.compile(r"[a-z0-9-]+(?:\+[a-z0-9-]+)*")
_LETTER = regex.compile(r"\p{L}")
_ONE_CODE_POINT_NUKTA = regex.compile("[\u09dc\u09dd\u09df]")


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """One thing that the gazetteers know.

    Attributes:
        name: Its name as news mostly writes it, canonical spelling, without ending or title.
        label: What it is: a label of the guideline.
        kind: Its finer kind, one of ``KINDS[label]``.
        id: Its stable id, ``scheme:code``.
        latin: Its name in Latin letters.
        aliases: Other surfaces that name it.
        everyday: Those of its surfaces that are everyday words or common name parts too: weak votes.
        source: Keys of ``SOURCES.md``, joined by ``+``.
    """

    name: str
    label: str
    kind: str
    id: str
    latin: str
    aliases: tuple[str, ...] = ()
    everyday: frozenset[str] = frozenset()
    source: str = "editors"

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


def packaged_gazetteers() -> list[Traversable]:
    """Return the TSV files that came with the library.

    Returns:
        The files, sorted by name.

    Raises:
        BnEntitiesError: The installation has none.
    """
    checkout = Path(__file__).parents[3]
    folder: Traversable = checkout / "data" / "gazetteers"
    # In a checkout, and so in an editable install, they stand where they are edited.
    if not (checkout / "pyproject.toml").is_file() or not folder.is_dir():
        folder = resources.files("bn_entities") / "data" / "gazetteers"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".tsv")) if folder.is_dir() else (),
        key=lambda file: file.name,
    )
    if not files:
        raise BnEntitiesError(f"no gazetteer files in {folder}: the installation is incomplete, install it again")
    return files


def load_rows(paths: Iterable[Traversable | str] | None = None) -> list[GazetteerRow]:
    """Read gazetteer files and check every row.

    Args:
        paths: TSV files in UTF-8; the packaged gazetteers if None.

    Returns:
        The rows of all files, in order.

    Raises:
        BnEntitiesError: A file cannot be read, or rows are bad; the message
            tells every bad row of every file with file, line and fault.
    """
    rows: list[GazetteerRow] = []
    faults: list[str] = []
    places: dict[str, str] = {}
    for path in packaged_gazetteers() if paths is None else paths:
        file = Path(path) if isinstance(path, str) else path
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BnEntitiesError(f"cannot read the gazetteer {file}: {error}") from error
        if not lines or tuple(lines[0].split("\t")) != COLUMNS:
            faults.append(f"{file}:1: the header must be the tab-separated columns {' '.join(COLUMNS)}")
            continue
        for number, line in enumerate(lines[1:], 2):
            place = f"{file}:{number}"
            cells = line.split("\t")
            if len(cells) != len(COLUMNS):
                faults.append(f"{place}: {len(cells)} columns instead of {len(COLUMNS)}")
                continue
            row = _row(cells)
            found = [*_faults(row)]
            if row.id in places:
                found.append(f"the id {row.id!r} stands at {places[row.id]} too")
            places.setdefault(row.id, place)
            faults += (f"{place}: {fault}" for fault in found)
            rows.append(row)
    if faults:
        raise BnEntitiesError(f"{len(faults)} faults in the gazetteers:\n" + "\n".join(faults))
    return rows


def _row(cells: list[str]) -> GazetteerRow:
    name, label, kind, id_, latin, aliases, everyday, source = cells
    return GazetteerRow(
        name=name,
        label=label,
        kind=kind,
        id=id_,
        latin=latin,
        aliases=tuple(aliases.split("|")) if aliases else (),
        everyday=frozenset(everyday.split("|")) if everyday else frozenset(),
        source=source,
    )


def _faults(row: GazetteerRow) -> Iterator[str]:
    if row.label not in KINDS:
        yield f"the label {row.label!r} is none of {' '.join((*NAME_LABELS, 'MONEY'))}"
    elif row.kind not in KINDS[row.label]:
        yield f"the kind {row.kind!r} is none of {row.label}: {' '.join(sorted(KINDS[row.label]))}"
    if not _ID.fullmatch(row.id):
        yield f"the id {row.id!r} is not scheme:code in lower-case letters, digits and hyphens"
    if not row.latin or row.latin != row.latin.strip():
        yield "the latin name is empty or has spaces around it"
    if not _SOURCE.fullmatch(row.source):
        yield f"the source {row.source!r} is not a key, or keys joined by +"
    for surface in row.surfaces:
        if not _LETTER.search(surface):
            yield f"the surface {surface!r} has no letter"
        elif surface != " ".join(surface.split()):
            yield f"the surface {surface!r} has stray spaces"
        elif surface != normalize(surface) or _ONE_CODE_POINT_NUKTA.search(surface):
            yield f"the surface {surface!r} is not in canonical spelling, write {normalize(surface)!r}"
        elif surface != unicodedata.normalize("NFC", surface):
            yield f"the surface {surface!r} is not NFC"
    if len(set(row.surfaces)) < len(row.surfaces):
        yield "a surface stands in it twice"
    for surface in sorted(row.everyday.difference(row.surfaces)):
        yield f"the everyday surface {surface!r} is neither its name nor an alias"
