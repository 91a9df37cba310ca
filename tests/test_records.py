"""Records: frozen, checked, the same after a way through JSON; and their published schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

import bn_entities
from bn_entities import Article, load
from bn_entities.records import LABELS

ROOT = Path(__file__).parents[1]


def mention(text: str, start: int, label: str = "PERSON") -> dict[str, object]:
    return {
        "text": text,
        "start": start,
        "end": start + len(text),
        "name": text,
        "label": label,
        "score": 0.5,
        "sources": ["tagger"],
    }


def person(*mentions: dict[str, object]) -> dict[str, object]:
    return {"label": "PERSON", "name": "রহিম", "mentions": mentions}


def test_json_gives_an_equal_article() -> None:
    text = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")
    article = load()(text)
    again = Article.model_validate_json(article.model_dump_json())
    assert again == article
    assert again.mentions == article.mentions
    assert {type(entity) for entity in again.entities} == {type(entity) for entity in article.entities}
    assert len({entity.label for entity in article.entities}) >= 9


def test_one_class_for_each_label() -> None:
    classes = {name for name in bn_entities.__all__ if name.upper() in LABELS}
    assert len(classes) == len(LABELS) == 12


def test_records_are_frozen() -> None:
    article = Article.model_validate({"text": "রহিম", "entities": [person(mention("রহিম", 0))]})
    with pytest.raises(ValidationError):
        article.text = "করিম"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        article.mentions[0].start = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("entities", "fault"),
    [
        ([person(mention("করিম", 0))], "its mention says"),
        ([person(mention("রহিম", 0), mention("হিম", 1))], "overlaps"),
        ([person({**mention("রহিম", 0), "end": 3})], "not as long as"),
        ([person(mention("রহিম", 0, "LOCATION"))], "its entity is PERSON"),
        ([{**person(mention("রহিম", 0)), "label": "PLANET"}], "PLANET"),
        ([{**person(mention("রহিম", 0)), "age": 3}], "age"),
    ],
)
def test_wrong_records(entities: list[object], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Article.model_validate({"text": "রহিম", "entities": entities})


def test_published_schema_is_current() -> None:
    published = json.loads((ROOT / "schema" / "article.schema.json").read_text(encoding="utf-8"))
    assert published == Article.model_json_schema(mode="serialization"), (
        "write it again: bn-entities schema > schema/article.schema.json"
    )
