"""Gold texts seen with other names, spellings and faults."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bn_entities import BnEntitiesError
from bn_entities.evaluation import marked_text
from bn_entities.training.augmentation import PERSONS, augmenter
from bn_entities.training.config import Augmentation
from bn_entities.training.perturbations import read_names

NAMES = Path(__file__).parents[2] / "training" / "names"
TEXT = marked_text("গতকাল [রহিম উদ্দিনের|PERSON|রহিম উদ্দিন] সঙ্গে দেখা করেন [করিম|PERSON]। তাঁরা [ঢাকায়|LOCATION|ঢাকা] থাকেন।")


def test_each_share_changes_its_own() -> None:
    persons = augmenter(Augmentation(swap_persons=1), NAMES)(TEXT, Random(1))
    assert [label for _, _, label, _ in persons.spans] == ["PERSON", "PERSON", "LOCATION"]
    assert "রহিম" not in persons.text
    assert "ঢাকায়" in persons.text
    open_ = augmenter(Augmentation(drop_dandas=1), NAMES)(TEXT, Random(1))
    assert open_.text == TEXT.text.replace("।", "")
    long = marked_text("গতকাল [ঢাকায়|LOCATION] তাঁরা এ কথা বলেন। " * 10)
    misread = augmenter(Augmentation(misread=1), NAMES)(long, Random(1))
    assert misread.text != long.text
    assert len(misread.spans) == len(long.spans)
    assert augmenter(Augmentation(), None)(TEXT, Random(1)) == TEXT


def test_spellings() -> None:
    text = marked_text("সরকারি কলেজ")
    respell = augmenter(Augmentation(respell=1), NAMES)
    assert {respell(text, Random(seed)).text for seed in range(30)} >= {"সরকারি কলেজ", "সরকারী কলেজ"}


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(BnEntitiesError, match="set names"):
        augmenter(Augmentation(respell=0.1), None)
    for name in ("spellings.tsv", "older_spellings.tsv"):
        (tmp_path / name).write_bytes((NAMES / name).read_bytes())
    with pytest.raises(BnEntitiesError, match=r"no \*\.tsv"):
        augmenter(Augmentation(swap_persons=0.1), tmp_path)


def test_names_for_training_are_not_those_for_measuring() -> None:
    measured = {person.name for path in NAMES.glob("[fhim]*.tsv") for person in read_names(path)}
    trained = {person.name for path in (NAMES / PERSONS).glob("*.tsv") for person in read_names(path)}
    assert len(measured) > 300
    assert len(trained) > 600
    assert not measured & trained
