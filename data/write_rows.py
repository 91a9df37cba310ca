"""What the commands that make gazetteers from packages share: ids, what is there, the file."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import regex

from bn_entities.bengali.spelling import fold
from bn_entities.gazetteer.rows import COLUMNS, GazetteerRow, load_rows

GAZETTEERS = Path(__file__).parent / "gazetteers"


def read_edits(name: str, key: str) -> dict[str, dict[str, str]]:
    """Return the editors' lines of a TSV beside this file by its key column.

    Args:
        name: Name of the file.
        key: Name of the column.
    """
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def slug(latin: str) -> str:
    """Return the part of an id that a Latin name gives: ASCII letters, digits and hyphens.

    Args:
        latin: The name.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", latin.casefold()) if not unicodedata.combining(c))
    plain = plain.translate(str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "æ": "ae", "ə": "a"}))
    return regex.sub("[^a-z0-9]+", "-", regex.sub("[’'.‘`]", "", plain)).strip("-")


def surfaces(cell: str) -> list[str]:
    """Return the surfaces of a cell, ``|`` between them.

    Args:
        cell: The cell of an editors' line.
    """
    return [surface for surface in cell.split("|") if surface]


class Known:
    """The ids and surfaces of the gazetteers but for the file that is made."""

    def __init__(self, made: str, label: str) -> None:
        """Read the other files.

        Args:
            made: Name of the file that is made.
            label: The label whose surfaces matter.
        """
        rows = load_rows(file for file in GAZETTEERS.glob("*.tsv") if file.name != made)
        self.ids = {row.id for row in rows}
        self.surfaces = {fold(surface) for row in rows if row.label == label for surface in row.surfaces}

    def new_id(self, *candidates: str) -> str:
        """Return the first id that is not taken, and take it.

        Args:
            *candidates: Ids, best first.
        """
        chosen = next(id_ for id_ in candidates if id_ not in self.ids)
        self.ids.add(chosen)
        return chosen


def write(path: Path, rows: Iterable[GazetteerRow]) -> None:
    """Write rows as a TSV with the gazetteers' header.

    Args:
        path: The file.
        rows: The rows.
    """
    lines = ["\t".join(COLUMNS), *(row.to_line() for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines) - 1} rows")
