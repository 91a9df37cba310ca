"""The name behind a surface."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities import BnEntitiesError, load
from bn_entities.bengali.spelling import normalize
from bn_entities.pipeline import Pipeline

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "name_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
WHOLE = [pair for pair in PAIRS if pair[0] == pair[1]]


@pytest.fixture(scope="module", name="pipeline")
def _pipeline() -> Pipeline:
    return load(tagger="none")


@pytest.mark.parametrize(("pairs", "least"), [(PAIRS, 300), (WHOLE, 60)], ids=["all", "nothing to cut"])
def test_pairs_of_surface_and_name(pipeline: Pipeline, pairs: list[list[str]], least: int) -> None:
    """Written by hand, by grammar: a surface, the name behind it and its label."""
    assert len(pairs) >= least
    wrong = [
        f"{surface}: {found} instead of {name}"
        for surface, name, label in pairs
        if (found := pipeline.names(surface, label)[0].name) != normalize(name)  # type: ignore[arg-type]
    ]
    assert len(wrong) <= 0.02 * len(pairs), wrong


def test_rows_behind_a_surface(pipeline: Pipeline) -> None:
    [reading] = pipeline.names("ইরানকেও")
    assert (reading.name, reading.id) == ("ইরান", "iso:IR")
    [reading] = pipeline.names("‘শোইগুর’")
    assert (reading.name, reading.id) == ("শোইগু", "person:sergei-shoigu")
    [reading] = pipeline.names("রহিমুল্লাহর")
    assert (reading.name, reading.id, reading.row) == ("রহিমুল্লাহ", None, None)
    assert pipeline.names("…") == ()


def test_a_label_leaves_other_rows_out(pipeline: Pipeline) -> None:
    labels = {reading.row.label for reading in pipeline.names("তেহরানে", "LOCATION") if reading.row}
    assert labels == {"LOCATION"}
    [reading] = pipeline.names("তেহরানে", "WORK")
    assert (reading.name, reading.row) == ("তেহরান", None)


@pytest.mark.parametrize(("surface", "label"), [(None, None), ("ঢাকা", "DATE"), ("ঢাকা", "TOWN")])
def test_bad_surfaces_and_labels(pipeline: Pipeline, surface: object, label: object) -> None:
    with pytest.raises(BnEntitiesError):
        pipeline.names(surface, label)  # type: ignore[arg-type]


@given(st.text(max_size=30).filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text)))
def test_any_surface_has_a_name(pipeline: Pipeline, text: str) -> None:
    readings = pipeline.names(text)
    assert bool(readings) == any(char.isalnum() for char in text)
    assert all(reading.name for reading in readings)
