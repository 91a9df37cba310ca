"""Make ``territories.tsv`` and ``currencies.tsv`` from CLDR: ``python data/from_cldr.py``.

The names are the Bengali ones of the Unicode CLDR, read through babel. What
newspapers write beside or instead of them stands in ``cldr-edits.tsv``: one
line a code, with the usual name (empty where CLDR's is), more names, and those
that are everyday words too.
"""

from __future__ import annotations

import unicodedata

import regex
from babel import Locale
from write_rows import GAZETTEERS, read_edits, surfaces, write

from bn_entities.bengali.spelling import normalize
from bn_entities.gazetteer.rows import GazetteerRow

# Codes that CLDR holds beside ISO 3166-1: exceptionally reserved, unions, private use for tests.
NOT_TERRITORIES = frozenset(["AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


def clean(name: str) -> str:
    """Return a CLDR name as a gazetteer surface: without brackets and quotes, hyphens unspaced."""
    name = regex.sub(r"\s*\([^)]*\)", "", unicodedata.normalize("NFC", name)).replace(" - ", "-")
    return normalize(name.replace("‘", "")).strip()


def rows(names: dict[str, str], latin: dict[str, str], label: str, kind: str, scheme: str) -> list[GazetteerRow]:
    """Return gazetteer rows for CLDR names.

    Args:
        names: Bengali names by code.
        latin: English names by code.
        label: Label of the rows.
        kind: Kind of the rows.
        scheme: What stands before the code in the id.
    """
    edited = read_edits("cldr-edits.tsv", "code")
    made = []
    for code, name in sorted(names.items()):
        edit = edited.get(code, {"name": "", "aliases": "", "everyday": ""})
        usual = edit["name"] or clean(name)
        others = dict.fromkeys([usual, clean(name), *surfaces(edit["aliases"])])
        del others[usual]
        everyday = frozenset(surfaces(edit["everyday"]))
        source = "cldr+editors" if code in edited else "cldr"
        id_ = f"{scheme}:{code}"
        made.append(GazetteerRow(usual, label, kind, id_, latin[code], tuple(others), everyday, source))
    return made


def main() -> None:
    """Write both files."""
    bengali, english = Locale("bn"), Locale("en")
    territories = {
        code: name
        for code, name in bengali.territories.items()
        if regex.fullmatch("[A-Z]{2}", code) and code not in NOT_TERRITORIES
    }
    # A name with a span of years is a currency that is no more.
    currencies = {code: name for code, name in bengali.currencies.items() if "(" not in name}
    write(GAZETTEERS / "territories.tsv", rows(territories, english.territories, "LOCATION", "country", "iso"))
    write(GAZETTEERS / "currencies.tsv", rows(currencies, english.currencies, "MONEY", "currency", "iso4217"))


if __name__ == "__main__":
    main()
