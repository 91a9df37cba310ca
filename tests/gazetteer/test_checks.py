"""The packaged gazetteers are clean, and what is not clean is told."""

from __future__ import annotations

from collections import Counter

import pytest

from bn_entities import GazetteerRow
from bn_entities.gazetteer.checks import check_packaged_row, check_rows, counts, reviewed_surfaces, source_keys
from bn_entities.gazetteer.rows import load_rows

SOUND = GazetteerRow("ঢাকা", "LOCATION", "city", "place:dhaka", "Dhaka", source="editors")


def test_packaged_rows_are_clean() -> None:
    rows, sources = load_rows(), source_keys()
    findings = [*check_rows(rows, reviewed_surfaces())]
    findings += [finding for row in rows for finding in check_packaged_row(row, sources)]
    assert [str(finding) for finding in findings] == []


def test_packaged_rows_are_many() -> None:
    rows = load_rows()
    labels = Counter(row.label for row in rows if not row.is_name_part)
    assert labels["PERSON"] >= 3000
    assert labels["ORGANIZATION"] >= 2000
    kinds = Counter(row.kind for row in rows)
    assert kinds["city"] >= 1000
    assert kinds["country"] == 250
    assert kinds["division"] == 8
    assert kinds["upazila"] >= 450
    assert kinds["given-name"] + kinds["surname"] >= 300


def test_reviewed_surfaces_are_needed() -> None:
    """A surface that no row has, or that is marked as everyday, needs no review."""
    strong = {surface for row in load_rows() for surface in row.surfaces if surface not in row.everyday}
    assert sorted(reviewed_surfaces() - strong) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (GazetteerRow("ঢাকা", "LOCATION", "town", "place:dhaka", "Dhaka", source="editors"), "the kind 'town'"),
        (GazetteerRow("ঢাকা", "LOCATION", "city", "place:ঢাকা", "Dhaka", source="editors"), "the id"),
        (GazetteerRow("ঢাকা", "LOCATION", "city", "place:dhaka", "", source="editors"), "the latin name"),
        (GazetteerRow("ঢাকা", "LOCATION", "city", "place:dhaka", "Dhaka", source="hearsay"), "the source 'hearsay'"),
    ],
)
def test_what_a_packaged_row_must_not_be(row: GazetteerRow, fault: str) -> None:
    [finding] = check_packaged_row(row, source_keys())
    assert fault in str(finding)
    assert list(check_packaged_row(SOUND, source_keys())) == []


def test_two_labels_and_everyday_words() -> None:
    rows = load_rows(
        [
            [
                {"name": "মেঘনাপুর", "label": "LOCATION", "id": "place:x"},
                {"name": "মেঘনাপুর", "label": "ORGANIZATION", "id": "org:x"},
                {"name": "কথা", "label": "WORK", "id": "work:x"},
                {"name": "ঢাকা", "label": "LOCATION", "id": "place:dhaka"},
                {"name": "মানুষের", "label": "WORK", "id": "work:y", "everyday": ["মানুষের"]},
            ]
        ]
    )
    assert [(finding.row.id, finding.surface) for finding in check_rows(rows, {"ঢাকা"})] == [
        ("org:x", "মেঘনাপুর"),
        ("work:x", "কথা"),
    ]


def test_counts() -> None:
    rows = [SOUND, SOUND, GazetteerRow("ক", "PERSON", aliases=("খ",))]
    assert counts(rows) == [("LOCATION", "city", "editors", 2, 2), ("PERSON", "", "user", 1, 2)]
