"""The gazetteers in the pipeline: kinds that make longer names, weak names, names of the caller."""

from __future__ import annotations

from pathlib import Path

import pandas
import pytest
import spacy

from bn_entities import BnEntitiesError, GazetteerRow, load
from bn_entities.pipeline import Pipeline


@pytest.fixture(scope="module", name="pipeline")
def _pipeline() -> Pipeline:
    return load(tagger="none")


def found(pipeline: Pipeline, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.label) for mention in pipeline(text).mentions]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("সাভার থানায় মামলা", [("সাভার থানায়", "ORGANIZATION")]),
        ("সাভার উপজেলার চাষি", [("সাভার উপজেলার", "LOCATION")]),
        ("সাভার এলাকায়", [("সাভার", "LOCATION")]),
        ("সাভারের হাসপাতালে", [("সাভারের", "LOCATION")]),
        ("টাঙ্গাইল জেনারেল হাসপাতালে", [("টাঙ্গাইল জেনারেল হাসপাতালে", "ORGANIZATION")]),
        ("টাঙ্গাইল উপজেলা আওয়ামী লীগের", [("টাঙ্গাইল", "LOCATION"), ("আওয়ামী লীগের", "ORGANIZATION")]),
        ("রাশিয়া-ইরান সম্পর্ক", [("রাশিয়া", "LOCATION"), ("ইরান", "LOCATION")]),
        ("নাগর্নো-কারাবাখে", [("নাগর্নো-কারাবাখে", "LOCATION")]),
        ("ঢাকা বিশ্ববিদ্যালয়ের ছাত্র", [("ঢাকা বিশ্ববিদ্যালয়ের", "ORGANIZATION")]),
        ("ঢাকা\nবিশ্ববিদ্যালয়ের ছাত্র", [("ঢাকা", "LOCATION")]),
    ],
)
def test_longer_names(pipeline: Pipeline, text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(pipeline, text) == mentions


WEAK = [
    {"name": "সজীব ওয়াজেদ জয়", "label": "PERSON", "id": "person:x", "aliases": ["জয়"], "everyday": ["জয়"]},
]


def test_weak_names_need_a_second() -> None:
    pipeline = load(tagger="none", gazetteers=[WEAK])
    assert found(pipeline, "বড় জয় পেল দলটি।") == []
    assert found(pipeline, "উপদেষ্টা জয় আসেন।") == [("জয়", "PERSON")]
    assert found(pipeline, "সজীব ওয়াজেদ জয় আসেন। জয় বলেন।") == [("সজীব ওয়াজেদ জয়", "PERSON"), ("জয়", "PERSON")]
    assert found(pipeline, "জয় এল। সজীব ওয়াজেদ জয় আসেন।") == [("সজীব ওয়াজেদ জয়", "PERSON")]


def test_rows_of_the_caller_beat_the_packaged_ones(tmp_path: Path) -> None:
    text = "পদ্মায় চাকরি করেন তিনি।"
    assert found(load(tagger="none"), text) == [("পদ্মায়", "LOCATION")]
    rows = [{"name": "পদ্মা", "label": "ORGANIZATION", "id": "org:my-padma"}]
    file = tmp_path / "own.tsv"
    file.write_text("name\tlabel\tid\nপদ্মা\tORGANIZATION\torg:my-padma\n", encoding="utf-8")
    for source in (
        rows,
        pandas.DataFrame(rows),
        file,
        str(file),
        [GazetteerRow("পদ্মা", "ORGANIZATION", id="org:my-padma")],
    ):
        for tagger in ("none", "default"):
            [entity] = load(tagger=tagger, gazetteers=[source])(text).entities  # type: ignore[arg-type]
            assert (entity.id, entity.label, entity.name) == ("org:my-padma", "ORGANIZATION", "পদ্মা")


def test_a_later_gazetteer_beats_those_before_it() -> None:
    first, second = ([{"name": "পদ্মা", "label": label, "id": f"my:{label}"}] for label in ("WORK", "PRODUCT"))
    assert found(load(tagger="none", gazetteers=[first, second]), "পদ্মায়") == [("পদ্মায়", "PRODUCT")]


def test_rows_come_and_go_at_run_time() -> None:
    pipeline, other = load(tagger="none"), load(tagger="none")
    pipeline.gazetteer.add([{"name": "রহিমপুর সমবায়", "label": "ORGANIZATION", "id": "org:rs", "latin": "RS"}])
    [entity] = pipeline("রহিমপুর সমবায়ের সভা").entities
    assert (entity.id, entity.latin) == ("org:rs", "RS")
    assert found(other, "রহিমপুর সমবায়ের সভা") == [], "pipelines share no rows of the caller"
    pipeline.gazetteer.drop("org:rs", "iso:IR")
    assert found(pipeline, "রহিমপুর সমবায়ের সভা ইরানে") == []
    assert found(other, "ইরানে") == [("ইরানে", "LOCATION")]


def test_bad_rows_leave_the_pipeline_as_it_was(pipeline: Pipeline) -> None:
    before = len(pipeline.gazetteer)
    with pytest.raises(BnEntitiesError, match=r"row 2: the label 'TOWN'"):
        pipeline.gazetteer.add([{"name": "কখগ", "label": "LOCATION"}, {"name": "খগ", "label": "TOWN"}])
    assert len(pipeline.gazetteer) == before
    assert found(pipeline, "কখগ") == []


@pytest.mark.parametrize("gazetteers", ["names.tsv", Path("names.tsv"), 5])
def test_gazetteers_is_a_list(gazetteers: object) -> None:
    with pytest.raises(BnEntitiesError, match="gazetteers takes a list"):
        load(gazetteers=gazetteers)  # type: ignore[arg-type]


def test_component_by_its_config(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("name\tlabel\nরহিমপুর\tLOCATION\n", encoding="utf-8")
    nlp = spacy.blank("bn")
    nlp.add_pipe("bn_morphology")
    nlp.add_pipe("bn_gazetteer", config={"gazetteers": [str(file)], "packaged": False})
    doc = nlp("রহিমপুরে ঢাকার লোক")
    group = doc.spans["gazetteer"]
    assert [(span.text, span.label_) for span in group] == [("রহিমপুরে", "LOCATION")]
    assert group.attrs == {"names": ["রহিমপুর"], "spelling": [0], "weak": [False], "own": [True]}


def test_name_parts_are_told_apart() -> None:
    nlp = load(tagger="none").nlp
    doc = nlp("রহিমের চৌধুরী সাহেব")
    assert [(span.text, span.label_) for span in doc.spans["name_parts"]] == [
        ("রহিমের", "PERSON"),
        ("চৌধুরী", "PERSON"),
    ]
    assert len(doc.spans["gazetteer"]) == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("রহিম ও করিমের বাড়িতে পুলিশ যায়।", ["রহিম", "করিম"]),
        ("সাকিব, তামিম ও মুশফিকের ব্যাটে রান।", ["সাকিব", "তামিম", "মুশফিক"]),
        ("ঢাকা ও চট্টগ্রামে বৃষ্টি, রাজশাহী-খুলনার পথে যান বন্ধ।", ["ঢাকা", "চট্টগ্রাম", "রাজশাহী", "খুলনা"]),
        ("জি-৭-এর নেতারা NATO-র সঙ্গে কথা বলেন।", ["জি-৭", "NATO"]),
    ],
)
def test_names_in_lists_share_an_ending(text: str, names: list[str]) -> None:
    assert [mention.name for mention in load()(text).mentions] == names


def test_a_town_is_meant_before_its_district(pipeline: Pipeline) -> None:
    [entity] = pipeline("ঢাকায় বৃষ্টি").entities
    assert (entity.id, entity.kind) == ("place:dhaka", "city")
