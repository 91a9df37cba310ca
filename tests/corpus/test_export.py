"""The forms of an export."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin
from typer.testing import CliRunner

from bn_entities import BnEntitiesError
from bn_entities.cli import app
from bn_entities.corpus.export import tagged_sentences, write
from bn_entities.evaluation import GoldText, marked_text, read_gold

MARKED = "[রহিম|PERSON] [ঢাকা বিশ্ববিদ্যালয়ে|ORGANIZATION|ঢাকা বিশ্ববিদ্যালয়] যান। সেখানে [করিম|PERSON]-[রহিম|PERSON]।"
GOLD = replace(marked_text(MARKED), id="x-1")
CORPUS = Path(__file__).parents[2] / "training"


def test_words_and_tags() -> None:
    first, second = tagged_sentences(GOLD)
    assert first == [
        ("রহিম", "B-PERSON"),
        ("ঢাকা", "B-ORGANIZATION"),
        ("বিশ্ববিদ্যালয়ে", "I-ORGANIZATION"),
        ("যান", "O"),
        ("।", "O"),
    ]
    assert [tag for _, tag in second] == ["O", "B-PERSON", "O", "B-PERSON", "O"]


def test_forms(tmp_path: Path) -> None:
    for form in ("jsonl", "conll", "datasets", "spacy"):
        assert write([GOLD], form, tmp_path / form) == 1
    assert list(read_gold(tmp_path / "jsonl")) == [GOLD]
    lines = (tmp_path / "conll").read_text(encoding="utf-8").split("\n")
    assert (lines[0], lines[1], lines[6]) == ("# x-1", "রহিম\tB-PERSON", "")
    rows = [json.loads(line) for line in (tmp_path / "datasets").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["x-1.0", "x-1.1"]
    assert all(len(row["tokens"]) == len(row["ner_tags"]) for row in rows)
    [doc] = DocBin().from_disk(tmp_path / "spacy").get_docs(spacy.blank("bn").vocab)
    assert [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] == [span[:3] for span in GOLD.spans]
    assert doc.user_data["id"] == "x-1"


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(BnEntitiesError, match="no form 'xml'"):
        write([GOLD], "xml", tmp_path / "x")
    with pytest.raises(BnEntitiesError, match="cannot write"):
        write([GOLD], "jsonl", tmp_path / "none" / "x")


def test_commands(tmp_path: Path) -> None:
    runner = CliRunner()
    folder = tmp_path / "corpus"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "one.txt").write_text("[ঢাকায়|LOCATION|ঢাকা] বৃষ্টি\n\n[রহিম|PERSON] আসেন\n", encoding="utf-8")
    result = runner.invoke(app, ["corpus", "check", str(folder)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 texts, 2 mentions, 0 faults" in result.stderr
    result = runner.invoke(app, ["corpus", "export", str(folder), "--format", "conll", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert (tmp_path / "out").read_text(encoding="utf-8").startswith("# one-1\nঢাকায়\tB-LOCATION")
    result = runner.invoke(app, ["corpus", "check", str(tmp_path)])
    assert result.exit_code == 1
    assert "no articles/*.txt" in result.stderr


def test_parts_are_all_of_it(tmp_path: Path) -> None:
    texts: dict[str, list[str]] = {}
    for part in ("all", "training", "held-out"):
        out = tmp_path / f"{part}.jsonl"
        result = CliRunner().invoke(app, ["corpus", "export", str(CORPUS), "--out", str(out), "--part", part])
        assert result.exit_code == 0, result.output
        texts[part] = out.read_text(encoding="utf-8").splitlines()
    assert sorted(texts["training"] + texts["held-out"]) == sorted(texts["all"])
    assert 0 < len(texts["held-out"]) < len(texts["training"])


def test_spans_that_spacy_can_learn(tmp_path: Path) -> None:
    text = "তিনি \n ৫. ফেব্রুয়ারি ২০১৩ রাতে আসেন।"
    gold = GoldText(text, ((text.index("\n"), text.index(" রাতে"), "DATE", ""),))
    out = tmp_path / "out.spacy"
    write([gold], "spacy", out)
    [doc] = DocBin().from_disk(out).get_docs(spacy.blank("bn").vocab)
    [date] = doc.ents
    assert date.text.startswith("৫")
    assert date.text.endswith("২০১৩")
    assert not date[0].is_space
