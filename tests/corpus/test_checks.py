"""The checker, and the corpus that it checks."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bn_entities.corpus.checks import check_texts, count_mentions, name_fits
from bn_entities.corpus.reading import read_corpus
from bn_entities.corpus.standoff import read_rows
from bn_entities.evaluation import GoldText

FOLDER = Path(__file__).parents[2] / "training"
CORPORA = os.environ.get("BN_ENTITIES_CORPORA")
ALLOWED = (FOLDER / "exceptions.txt").read_text(encoding="utf-8").splitlines()


def test_own_articles_are_clean() -> None:
    assert list(check_texts(read_corpus(FOLDER, None), ALLOWED)) == []


@pytest.mark.skipif(CORPORA is None, reason="BN_ENTITIES_CORPORA does not name the folder of the annotated texts")
def test_the_whole_corpus_is_clean() -> None:
    assert list(check_texts(read_corpus(FOLDER, Path(CORPORA or "")), ALLOWED)) == []


def test_the_card_has_the_counts() -> None:
    card = (FOLDER / "CORPUS.md").read_text(encoding="utf-8")
    told = {
        cells[0]: [int(cell.replace(",", "")) for cell in cells[1:]]
        for cells in re.findall(r"^\| `(\w+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", card, re.MULTILINE)
    }
    counted = {}
    for path in sorted((FOLDER / "annotations").glob("*.jsonl")):
        rows = list(read_rows(path))
        counted[path.stem] = [
            len(rows),
            sum(row["sentences"] for row in rows),
            sum(len(row["entities"]) for row in rows),
        ]
    from bn_entities.corpus.standoff import count_sentences

    articles = read_corpus(FOLDER, None)
    sentences = sum(count_sentences(text.text) for text in articles)
    counted["articles"] = [len(articles), sentences, sum(count_mentions(articles).values())]
    assert told == counted


def test_no_article_twice() -> None:
    texts = [text.text for text in read_corpus(FOLDER, None)]
    assert len(set(texts)) == len(texts)
    headlines = [text.partition("\n")[0] for text in texts]
    assert len(set(headlines)) == len(headlines)


TEXT = "কাল ঢাকার আলো আসে।"


@pytest.mark.parametrize(
    ("spans", "fault"),
    [
        (((4, 9, "TOWN", "ঢাকা"),), "has the label 'TOWN'"),
        (((4, 8, "LOCATION", "ঢাকা"),), "does not stand on the edges of words"),
        (((4, 9, "LOCATION", "খুলনা"),), "has the name 'খুলনা'"),
        (((4, 9, "LOCATION", "ঢাকা"), (4, 13, "WORK", "ঢাকার আলো")), "overlaps"),
    ],
)
def test_faults_of_a_text(spans: tuple[tuple[int, int, str, str], ...], fault: str) -> None:
    faults = list(check_texts([GoldText(TEXT, spans, "x")]))
    assert any(fault in line for line in faults), faults


def test_the_same_words_annotated_in_two_ways() -> None:
    one = GoldText(TEXT, ((4, 9, "LOCATION", "ঢাকা"),), "x")
    for other in (GoldText(TEXT, ((4, 9, "ORGANIZATION", "ঢাকা"),), "y"), GoldText(TEXT, (), "y")):
        [fault] = check_texts([one, other])
        assert fault.startswith("annotated in two ways: কাল ঢাকার আলো: ")
        assert list(check_texts([one, other], ["কাল ঢাকার আলো"])) == []


@pytest.mark.parametrize(
    ("surface", "name", "fits"),
    [
        ("ঢাকায়", "ঢাকা", True),
        ("শিলঙের", "শিলং", True),
        ("সের্গেই  শোইগুর", "সের্গেই শোইগু", True),
        ("সভানাটোরে", "নাটোর", True),
        ("ঢাকায়", "খুলনা", False),
        ("ঢাকায়", "", False),
    ],
)
def test_names(surface: str, name: str, fits: bool) -> None:
    assert name_fits(surface, name) is fits
