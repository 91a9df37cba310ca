"""Annotated articles and their scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from bn_entities.bengali.spelling import normalize
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import marked_text, read_gold

GOLD = sorted((Path(__file__).parent / "gold").glob("*.txt"))


def test_enough_articles() -> None:
    assert len(GOLD) >= 12


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_article(path: Path) -> None:
    (article,) = read_gold(path)
    assert len(article.text.split()) >= 250
    for start, end, _, name in article.spans:
        surface = article.text[start:end]
        assert surface == surface.strip()
        assert name == normalize(name)


def test_bad_mark() -> None:
    with pytest.raises(ValueError, match="label"):
        marked_text("[ঢাকা|CITY]")
    with pytest.raises(ValueError, match="bracket"):
        marked_text("[ঢাকা")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BnEntitiesError, match="cannot read"):
        list(read_gold(tmp_path / "none.jsonl"))
