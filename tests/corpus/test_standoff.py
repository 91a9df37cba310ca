"""Annotations without their texts."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from bn_entities import BnEntitiesError
from bn_entities.corpus.standoff import joined, read_rows, row_fault, sha1, source_texts, standoff_row
from bn_entities.evaluation import GoldText

TEXT = "র‌্যাবের লোক শিলঙের ঢাকায় যান। ফেরেন।"
GOLD = GoldText(TEXT, ((0, 8, "ORGANIZATION", "র‍্যাব"), (13, 19, "LOCATION", "শিলং"), (20, 25, "LOCATION", "ঢাকা")), "x-1")


def test_a_row_has_no_text_and_gives_it_back_with_it() -> None:
    row = standoff_row(GOLD)
    assert row["sha1"] == sha1(TEXT)
    assert row["sentences"] == 2
    assert row["entities"] == [
        {"start": 0, "end": 8, "label": "ORGANIZATION", "name_end": 6},
        {"start": 13, "end": 19, "label": "LOCATION", "name": "শিলং"},
        {"start": 20, "end": 25, "label": "LOCATION", "name_end": 24},
    ]
    assert row_fault(row) == ""
    assert list(joined([row], {"x-1": TEXT})) == [GOLD]


def test_another_text_is_told() -> None:
    row = standoff_row(GOLD)
    with pytest.raises(BnEntitiesError, match="x-1 is not among the sources"):
        list(joined([row], {}))
    with pytest.raises(BnEntitiesError, match="x-1 is not the one that was annotated"):
        list(joined([row], {"x-1": TEXT + " "}))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": TEXT}, "and no text"),
        ({"entities": [{"start": 0, "end": 2, "label": "TOWN", "name_end": 2}]}, "the label 'TOWN'"),
        ({"entities": [{"start": 0, "end": 2, "label": "PERSON"}]}, "name_end or name"),
        ({"entities": [{"start": 2, "end": 2, "label": "PERSON", "name_end": 2}]}, "is empty"),
        ({"entities": [{"start": 2, "end": 4, "label": "PERSON", "name_end": 5}]}, "does not end in it"),
    ],
)
def test_bad_rows(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(standoff_row(GOLD)) + "\n" + json.dumps({**standoff_row(GOLD), **change}), "utf-8")
    with pytest.raises(BnEntitiesError, match=f"rows.jsonl:2: .*{fault}"):
        list(read_rows(file))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BnEntitiesError, match="cannot read the annotations"):
        list(read_rows(tmp_path / "none.jsonl"))
    (tmp_path / "rifat.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(BnEntitiesError, match="cannot read the texts"):
        source_texts(tmp_path)


def test_texts_of_the_sources(tmp_path: Path) -> None:
    (tmp_path / "banglakit.jsonl").write_text('{"id": "b-0", "text": "ক"}\n', encoding="utf-8")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "news.txt.xz").write_bytes(lzma.compress("খ\nগ\n".encode()))
    texts = source_texts(tmp_path)
    assert (texts["b-0"], texts["news-1"], texts["news-2"]) == ("ক", "খ", "গ")
