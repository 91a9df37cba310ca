"""Rows from files, objects and dataframes; every fault told with its place."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pandas
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities import BnEntitiesError, GazetteerRow
from bn_entities.bengali.spelling import normalize
from bn_entities.gazetteer.rows import COLUMNS, MOST_FAULTS, load_rows

HEADER = "\t".join(COLUMNS)


def write(folder: Path, *lines: str) -> Path:
    path = folder / "names.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        HEADER,
        "ক\tX\ty\tz\t\t\t\teditors",
        "কখ\tLOCATION",
        "১২৩\tLOCATION\t\tplace:a\t\t\t\t",
        "খুলনা\tLOCATION\t\tplace:b\t\t\tঢাকা\t",
        "ঢাকা\tLOCATION\t\tplace:c\t\t\t\t",
        "যশোর\tLOCATION\t\tplace:c\t\t\t\t",
        "ফেনী\tLOCATION\t\tplace d\t\t\t\t",
    )
    with pytest.raises(BnEntitiesError) as error:
        load_rows([path])
    lines = str(error.value).splitlines()
    assert lines[0] == "6 faults in gazetteer rows:"
    assert [line.partition(": ")[0].rpartition(":")[2] for line in lines[1:]] == ["2", "3", "4", "5", "7", "8"]
    assert "names.tsv:6" in lines[5], "the place of the row that has the id already"


def test_a_user_needs_name_and_label_only(tmp_path: Path) -> None:
    path = write(tmp_path, "label\tname\taliases", "PERSON\tকরিম  উদ্দীন\tকরিম‌উদ্দিন|করিম  উদ্দীন", "")
    [row] = load_rows([path])
    assert row == GazetteerRow("করিম উদ্দীন", "PERSON", id="person:করিম-উদ্দীন", aliases=("করিমউদ্দিন",))


@pytest.mark.parametrize("header", ["name\tkind", "name\tlabel\tcolour", "name\tname\tlabel", ""])
def test_bad_header(tmp_path: Path, header: str) -> None:
    with pytest.raises(BnEntitiesError, match=r"names.tsv:1: the header must be .* name and label"):
        load_rows([write(tmp_path, header, "ঢাকা\tLOCATION")])


def test_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(HEADER + "\nঢাকা\n", encoding="utf-16")
    with pytest.raises(BnEntitiesError, match="UTF-16: save it as UTF-8"):
        load_rows([path])
    path.write_bytes(HEADER.encode() + b"\n\xff\xe0\n")
    with pytest.raises(BnEntitiesError, match=r"names.tsv:2 is not UTF-8 at byte 0"):
        load_rows([path])


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BnEntitiesError, match="cannot read the gazetteer"):
        load_rows([tmp_path / "none.tsv"])


def test_many_faults_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "name\tlabel", *["ঢাকা\tTOWN"] * (MOST_FAULTS + 50))
    with pytest.raises(BnEntitiesError) as error:
        load_rows([path])
    assert str(error.value).endswith("and 50 more")


ROWS = [
    {"name": "করিম ট্রেডার্স", "label": "ORGANIZATION", "aliases": ["করিম"], "everyday": ["করিম"]},
    {"name": "রহিমপুর", "label": "LOCATION", "aliases": None, "everyday": None},
]
EXPECTED = [
    GazetteerRow(
        "করিম ট্রেডার্স",
        "ORGANIZATION",
        id="organization:করিম-ট্রেডার্স",
        aliases=("করিম",),
        everyday=frozenset(["করিম"]),
    ),
    GazetteerRow("রহিমপুর", "LOCATION", id="location:রহিমপুর"),
]


@pytest.mark.parametrize(
    "source",
    [
        ROWS,
        iter(ROWS),
        EXPECTED,
        pandas.DataFrame(ROWS),
        polars.DataFrame(ROWS),
        pandas.DataFrame([{**row, "aliases": "|".join(row["aliases"] or []), "everyday": None} for row in ROWS]),
    ],
    ids=["mappings", "stream", "rows", "pandas", "polars", "pandas with joined aliases"],
)
def test_rows_of_objects_and_dataframes(source: object) -> None:
    rows = load_rows([source])  # type: ignore[list-item]
    assert [row.surfaces for row in rows] == [row.surfaces for row in EXPECTED]
    assert [row.id for row in rows] == [row.id for row in EXPECTED]


@pytest.mark.parametrize("source", [5, ROWS[0], EXPECTED[0], b"names.tsv"])
def test_no_gazetteer(source: object) -> None:
    with pytest.raises(BnEntitiesError, match="a gazetteer is a path, a dataframe or an iterable of rows"):
        load_rows([source])  # type: ignore[list-item]


def test_bad_objects_are_told_by_their_number() -> None:
    with pytest.raises(BnEntitiesError) as error:
        load_rows([[{"name": "ঢাকা", "label": "LOCATION"}, 5, {"title": "x"}, {"name": "ক|খ", "label": "PERSON"}]])
    assert [line.partition(":")[0] for line in str(error.value).splitlines()[1:]] == ["row 2", "row 3", "row 4"]


@given(st.text(min_size=1, max_size=20), st.sampled_from(["PERSON", "WORK"]))
def test_any_name_is_refused_or_canonical(name: str, label: str) -> None:
    rows = []
    with contextlib.suppress(BnEntitiesError):
        rows = load_rows([[{"name": name, "label": label}]])
    for row in rows:
        assert normalize(row.name) == row.name == " ".join(row.name.split())
        assert GazetteerRow.from_line(row.to_line()) == row
