"""The rows of the gazetteers: read from files, objects and dataframes, all faults told at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias, runtime_checkable

import regex

from bn_entities.bengali.spelling import is_plain, normalize
from bn_entities.errors import BnEntitiesError
from bn_entities.records import NAME_LABELS

if sys.version_info >= (3, 11):
    from importlib.resources.abc import Traversable as Traversable
else:
    from importlib.abc import Traversable as Traversable

COLUMNS = ("name", "label", "kind", "id", "latin", "aliases", "everyday", "source")
"""The columns of a gazetteer file; all but ``name`` and ``label`` may be left out of a user's."""

KINDS: dict[str, frozenset[str]] = {
    label: frozenset(kinds.split())
    for label, kinds in {
        "PERSON": "politics military law business science literature film music art sport religion media diplomacy "
        "activism history fiction royalty given-name surname",
        "LOCATION": "country territory continent region city district division state upazila neighbourhood village "
        "river sea lake mountain island forest park desert building street bridge port airport stadium border",
        "ORGANIZATION": "government ministry agency court party alliance armed-force armed-group police media bank "
        "company university school hospital club sports-body international ngo parliament institute association",
        "NORP": "nationality people religion political",
        "EVENT": "war tournament league festival disaster conference prize history holiday",
        "WORK": "book film song law play artwork religious-text treaty series",
        "PRODUCT": "weapon aircraft vehicle phone software platform ship spacecraft medicine",
        "MONEY": "currency",
    }.items()
}
"""The kinds that a packaged row of each label may have; MONEY rows name currencies. A user's rows may have others."""

NAME_PARTS = frozenset({"given-name", "surname"})
"""Kinds of PERSON rows that are words of names and no person by themselves."""

MOST_FAULTS = 200
"""The faults that an error message tells before it only counts the rest."""

_ROW_LABELS = (*NAME_LABELS, "MONEY")
_LETTER = regex.compile(r"\p{L}")
_CONTROL = regex.compile(r"[\p{Cc}\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """One thing that a gazetteer knows.

    Attributes:
        name: Its name as news mostly writes it, canonical spelling, without ending or title.
        label: What it is: a label of the guideline.
        kind: Its finer kind; one of ``KINDS[label]`` in the packaged gazetteers.
        id: Its stable id, ``scheme:code``; made from label and name where it is empty.
        latin: Its name in Latin letters.
        aliases: Other surfaces that name it.
        everyday: Those of its surfaces that are everyday words, common name parts or names of other labels too: weak
            votes, that the tagger or the context must second.
        source: Where the row is from: keys of ``SOURCES.md`` joined by ``+`` in the packaged gazetteers.
    """

    name: str
    label: str
    kind: str = ""
    id: str = ""
    latin: str = ""
    aliases: tuple[str, ...] = ()
    everyday: frozenset[str] = frozenset()
    source: str = "user"

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)

    @property
    def is_name_part(self) -> bool:
        """True for a given name or a surname, which is no person by itself."""
        return self.kind in NAME_PARTS

    def to_line(self) -> str:
        """Return the row as a line of a gazetteer file with all ``COLUMNS``, without the line end."""
        aliases, everyday = "|".join(self.aliases), "|".join(sorted(self.everyday))
        return "\t".join((self.name, self.label, self.kind, self.id, self.latin, aliases, everyday, self.source))

    @classmethod
    def from_line(cls, line: str) -> GazetteerRow:
        """Return the row of a line that ``to_line`` made.

        Args:
            line: The line.
        """
        name, label, kind, id_, latin, aliases, everyday, source = line.split("\t")
        return cls(
            name,
            label,
            kind,
            id_,
            latin,
            tuple(aliases.split("|")) if aliases else (),
            frozenset(everyday.split("|")) if everyday else frozenset(),
            source,
        )


@runtime_checkable
class DataFrame(Protocol):
    """What the dataframes of pandas and polars have in common, as far as it is needed here."""

    @property
    def columns(self) -> Any:
        """The names of the columns."""
        ...

    def __getitem__(self, column: Any, /) -> Any:
        """Return a column that has ``to_list()``."""
        ...


RowSource: TypeAlias = str | Path | Traversable | DataFrame | Iterable[GazetteerRow | Mapping[str, object]]
"""Where rows come from: the path of a TSV, a dataframe, or rows and mappings with the keys of ``COLUMNS``."""


class _Faults:
    """Collects what is wrong with rows and where, to be told at once."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.count = 0

    def add(self, place: str, fault: str) -> None:
        self.count += 1
        if self.count <= MOST_FAULTS:
            self.lines.append(f"{place}: {fault}")

    def raise_any(self) -> None:
        if self.count:
            more = f"\nand {self.count - MOST_FAULTS} more" if self.count > MOST_FAULTS else ""
            raise BnEntitiesError(
                f"{self.count} fault{'s' if self.count > 1 else ''} in gazetteer rows:\n" + "\n".join(self.lines) + more
            )


def packaged_folder() -> Traversable:
    """Return the folder of the gazetteers that came with the library, and of what is told of them.

    Raises:
        BnEntitiesError: The installation has none.
    """
    checkout = Path(__file__).parents[3]
    folder: Traversable = checkout / "data" / "gazetteers"
    # In a checkout, and so in an editable install, they stand where they are edited.
    if not (checkout / "pyproject.toml").is_file() or not folder.is_dir():
        folder = resources.files("bn_entities") / "data" / "gazetteers"
    if not folder.is_dir() or not any(_is_tsv(file) for file in folder.iterdir()):
        raise BnEntitiesError(f"no gazetteer files in {folder}: the installation is incomplete, install it again")
    return folder


def packaged_gazetteers() -> list[Traversable]:
    """Return the TSV files that came with the library.

    Returns:
        The files, sorted by name.

    Raises:
        BnEntitiesError: The installation has none.
    """
    return sorted(filter(_is_tsv, packaged_folder().iterdir()), key=lambda file: file.name)


def _is_tsv(file: Traversable) -> bool:
    return file.name.endswith(".tsv")


def load_rows(sources: Iterable[RowSource] | None = None) -> list[GazetteerRow]:
    """Read rows and check every one.

    Args:
        sources: Where they come from; the packaged gazetteers if None.

    Returns:
        The rows of all sources, in order, in canonical spelling.

    Raises:
        BnEntitiesError: A file cannot be read, or rows are bad; the message
            tells every bad row of every source with its place and fault (the first ``MOST_FAULTS`` of them).
    """
    faults = _Faults()
    rows: list[GazetteerRow] = []
    places: dict[str, str] = {}
    for source in packaged_gazetteers() if sources is None else sources:
        for row, place in _rows_of(source, faults):
            before = places.setdefault(row.id, place)
            if before is not place:
                faults.add(place, f"the id {row.id!r} stands at {before} too: give each thing one row and one id")
            rows.append(row)
    faults.raise_any()
    return rows


def stream_rows(sources: Iterable[RowSource]) -> Iterator[GazetteerRow]:
    """Yield rows one by one, in constant memory, and raise at the end if any is bad.

    Args:
        sources: Where they come from.

    Raises:
        BnEntitiesError: As ``load_rows``, but that two rows may have one id.
    """
    faults = _Faults()
    for source in sources:
        for row, _ in _rows_of(source, faults):
            yield row
    faults.raise_any()


def _rows_of(source: RowSource, faults: _Faults) -> Iterator[tuple[GazetteerRow, str]]:
    if isinstance(source, (str, Path)):
        return _rows_of_file(Path(source), faults)
    if isinstance(source, Traversable):
        return _rows_of_file(source, faults)
    if isinstance(source, DataFrame) and not isinstance(source, (Mapping, Sequence)):
        return _rows_of_frame(source, faults)
    if isinstance(source, (Mapping, GazetteerRow, bytes)) or not isinstance(source, Iterable):
        raise BnEntitiesError(
            f"a gazetteer is a path, a dataframe or an iterable of rows, not {type(source).__name__}"
            f"{': put the row into a list' if isinstance(source, (Mapping, GazetteerRow)) else ''}"
        )
    return _rows_of_objects(source, faults)


def _rows_of_file(file: Traversable, faults: _Faults) -> Iterator[tuple[GazetteerRow, str]]:
    try:
        stream = file.open("rb")
    except OSError as error:
        raise BnEntitiesError(f"cannot read the gazetteer {file}: {error.strerror or error}") from error
    with stream:
        yield from _rows_of_stream(stream, str(file), faults)


def _rows_of_stream(stream: IO[bytes], file: str, faults: _Faults) -> Iterator[tuple[GazetteerRow, str]]:
    first = stream.readline()
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BnEntitiesError(f"{file} is UTF-16: save it as UTF-8, for example with iconv -f UTF-16 -t UTF-8")
    header = tuple(_decoded(first, f"{file}:1").removeprefix("\ufeff").rstrip("\r\n").split("\t"))
    wrong = _wrong_columns(header)
    if wrong:
        faults.add(f"{file}:1", wrong)
        return
    # The column of each field in the file; the packaged files have all, in order.
    order = None if header == COLUMNS else [header.index(column) if column in header else None for column in COLUMNS]
    for number, line in enumerate(stream, 2):
        place = f"{file}:{number}"
        cells = _decoded(line, place).rstrip("\r\n").split("\t")
        if len(cells) != len(header):
            if cells != [""]:
                faults.add(place, f"{len(cells)} columns instead of {len(header)}")
            continue
        if order is not None:
            cells = ["" if at is None else cells[at] for at in order]
        name, label, kind, id_, latin, aliases, everyday, source = cells
        row = _checked(
            name,
            label,
            kind,
            id_,
            latin,
            aliases.split("|") if aliases else (),
            everyday.split("|") if everyday else (),
            source,
            place,
            faults,
        )
        if row is not None:
            yield row, place


def _decoded(line: bytes, place: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BnEntitiesError(
            f"{place} is not UTF-8 at byte {error.start} of the line: convert the file first, for example with iconv"
        ) from error


def _wrong_columns(header: Sequence[str]) -> str:
    unknown = [column for column in header if column not in COLUMNS]
    missing = [column for column in ("name", "label") if column not in header]
    if not unknown and not missing and len(set(header)) == len(header):
        return ""
    told = f"unknown: {', '.join(map(repr, unknown))}" if unknown else f"missing: {', '.join(missing) or 'none'}"
    return f"the header must be tab-separated columns out of {' '.join(COLUMNS)}, with name and label ({told})"


def _rows_of_frame(frame: DataFrame, faults: _Faults) -> Iterator[tuple[GazetteerRow, str]]:
    header = [str(column) for column in frame.columns]
    wrong = _wrong_columns(header)
    if wrong:
        faults.add("dataframe", wrong)
        return
    columns = [frame[column].to_list() for column in header]
    yield from _rows_of_objects((dict(zip(header, cells, strict=True)) for cells in zip(*columns, strict=True)), faults)


def _rows_of_objects(
    rows: Iterable[GazetteerRow | Mapping[str, object]], faults: _Faults
) -> Iterator[tuple[GazetteerRow, str]]:
    names = {field.name for field in fields(GazetteerRow)}
    for number, item in enumerate(rows, 1):
        place = f"row {number}"
        if isinstance(item, GazetteerRow):
            cells: dict[str, Any] = {name: getattr(item, name) for name in names}
        elif isinstance(item, Mapping):
            cells = dict(item)
            wrong = _wrong_columns(list(cells))
            if wrong:
                faults.add(place, wrong)
                continue
        else:
            faults.add(place, f"a row is a GazetteerRow or a mapping, not {type(item).__name__}: {str(item)[:60]!r}")
            continue
        texts = {name: _text(cells.get(name)) for name in COLUMNS if name not in ("aliases", "everyday")}
        row = _checked(
            texts["name"],
            texts["label"],
            texts["kind"],
            texts["id"],
            texts["latin"],
            _listed(cells.get("aliases")),
            _listed(cells.get("everyday")),
            texts["source"],
            place,
            faults,
        )
        if row is not None:
            yield row, place


def _is_missing(cell: object) -> bool:
    # A dataframe's missing text is None or a number that is not equal to itself.
    return cell is None or (isinstance(cell, float) and cell != cell)


def _text(cell: object) -> str:
    return "" if _is_missing(cell) else str(cell)


def _listed(cell: object) -> Sequence[str]:
    """Return the surfaces of a cell: several as a list, or one text with ``|`` between them."""
    if _is_missing(cell) or cell == "":
        return ()
    if isinstance(cell, str):
        return cell.split("|")
    if isinstance(cell, Iterable):
        return [str(part) for part in cell]
    return [str(cell)]


def _surface(text: str) -> str:
    """Return a surface in canonical spelling with single spaces."""
    return text if is_plain(text) else " ".join(normalize(text).split())


def _checked(
    name: str,
    label: str,
    kind: str,
    id_: str,
    latin: str,
    aliases: Sequence[str],
    everyday: Sequence[str],
    source: str,
    place: str,
    faults: _Faults,
) -> GazetteerRow | None:
    """Return the row in canonical spelling, or None after its faults are noted."""
    before = faults.count
    name = _surface(name)
    if label not in _ROW_LABELS:
        faults.add(place, f"the label {label!r} is none of {' '.join(_ROW_LABELS)}")
    others: dict[str, None] = {}
    if aliases:
        others = dict.fromkeys(map(_surface, aliases))
        others.pop(name, None)
    for surface in (name, *others):
        if is_plain(surface):
            continue
        if not _LETTER.search(surface):
            faults.add(place, f"the surface {surface!r} has no letter")
        elif "|" in surface:
            faults.add(place, f"the surface {surface!r} holds a |, which parts surfaces")
    marked: frozenset[str] = frozenset()
    if everyday:
        marked = frozenset(map(_surface, everyday))
        for surface in sorted(marked):
            if surface != name and surface not in others:
                faults.add(place, f"the everyday surface {surface!r} is neither its name nor an alias")
    id_ = id_ or f"{label.lower()}:{name.replace(' ', '-')}"
    if len(id_.split()) != 1:
        faults.add(place, f"the id {id_!r} holds white space")
    cells = "".join((name, kind, latin, source, *others))
    if not cells.isprintable() and _CONTROL.search(cells):
        faults.add(place, "a cell holds a tab, a line end or another control character")
    if faults.count > before:
        return None
    return GazetteerRow(name, label, kind, id_, latin, tuple(others), marked, source or "user")
