"""Rows and matcher."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.bengali.endings import splits
from bn_entities.errors import BnEntitiesError
from bn_entities.gazetteer.matcher import Matcher
from bn_entities.gazetteer.rows import COLUMNS, GazetteerRow, load_rows


def test_packaged_rows_are_sound() -> None:
    assert len(load_rows()) > 4000


def test_all_bad_rows_at_once(tmp_path: Path) -> None:
    file = tmp_path / "bad.tsv"
    file.write_text("\t".join(COLUMNS) + "\nক\tX\ty\tz\t\t\t\teditors\nকখ\tLOCATION\n", encoding="utf-8")
    with pytest.raises(BnEntitiesError) as error:
        load_rows([str(file)])
    assert "bad.tsv:2" in str(error.value)
    assert "bad.tsv:3" in str(error.value)


WORDS = ["কাজান", "ইরান", "পদ", "নাসের", "তেহরানে", "ইরানের", "পদে"]
NAMES = ["কাজান", "ইরান পদ", "ইরান", "পদ নাসের কাজান", "তেহরান"]
MATCHER = Matcher(GazetteerRow(name, "LOCATION", "city", f"place:{index}", "x") for index, name in enumerate(NAMES))


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_no_match_is_lost(words: list[str]) -> None:
    spans = set()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            stems = {split.stem for split in splits(words[end - 1])}
            if any(" ".join([*words[start : end - 1], stem]) in NAMES for stem in stems):
                spans.add((start, end))
    outermost = {span for span in spans if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in spans)}
    assert {(match.start, match.end) for match in MATCHER.find(words)} == outermost
