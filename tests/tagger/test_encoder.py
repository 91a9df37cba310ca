"""The encoder tagger: nothing of a text is left out, and bad models are told."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bn_entities import BnEntitiesError, load
from bn_entities.evaluation import evaluate, read_gold, total
from bn_entities.tagger.component import MODELS, read_tagger
from bn_entities.tagger.encoder import LONGEST_PART, MOST_PIECES, EncoderTagger, _allowed_cores, _windows

ACCURATE = MODELS / "accurate"
GOLD = Path(__file__).parents[1] / "gold"


@given(st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=400))
def test_every_token_is_read_once_and_no_window_is_too_long(tokens: list[tuple[int, bool]]) -> None:
    doc = Doc(Vocab(), words=["ক"] * len(tokens), sent_starts=[starts for _, starts in tokens])
    words = [[0] * size for size, _ in tokens]
    windows = list(_windows(0, doc, words))
    assert [at for window in windows for at in range(window.first, window.last)] == list(range(len(tokens)))
    for window in windows:
        assert window.start <= window.first < window.last <= window.end
        assert sum(map(len, words[window.start : window.end])) <= max(MOST_PIECES, LONGEST_PART + 8)


def test_it_finds_names_that_nobody_listed() -> None:
    article = load("accurate")("তেহরানে ওয়াফিকুন নাজমানির সঙ্গে বৈঠক করেন ফারহাদুল জিয়ানকি; জিয়ানকিকে ঢাকায় আমন্ত্রণ জানানো হয়।")
    names = {(entity.label, entity.name) for entity in article.entities}
    assert {("PERSON", "ওয়াফিকুন নাজমানি"), ("PERSON", "ফারহাদুল জিয়ানকি"), ("LOCATION", "তেহরান")} <= names


def test_one_text_or_many_is_no_matter() -> None:
    texts = [text.text for text in read_gold(GOLD / "diplomacy.txt")] + ["", "ঢাকা", "।"]
    pipeline = load("accurate")
    together = [[(m.text, m.label) for m in article.mentions] for article in pipeline.pipe(texts)]
    assert together == [[(m.text, m.label) for m in pipeline(text).mentions] for text in texts]


def test_long_sentences_and_odd_texts_are_read_whole() -> None:
    pipeline = load("accurate")
    sentence = "মন্ত্রী আবদুল করিম ঢাকায় যান এবং "
    mentions = pipeline(sentence * 700).mentions
    # One sentence of 4,200 words is read in parts: each part has its names.
    for part in range(70):
        found = [mention.text for mention in mentions if part <= mention.start / len(sentence) / 10 < part + 1]
        assert found.count("ঢাকায়") >= 5
        assert found.count("আবদুল করিম") >= 5
    assert pipeline("It rained all day. " * 300).text
    assert pipeline("😀" * 3000).mentions == ()


def test_both_models_are_good() -> None:
    texts = [text for path in sorted(GOLD.glob("*.txt")) for text in read_gold(path)]
    fast, accurate = (
        total(evaluate(texts, load(name).pipe(text.text for text in texts))).f1 for name in ("fast", "accurate")
    )
    assert min(fast, accurate) > 0.87


@pytest.fixture(name="copy")
def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ACCURATE, tmp_path / "model"))


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds no process to a core")
def test_no_more_threads_than_cores_that_may_be_used() -> None:
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert _allowed_cores() == (0 if os.cpu_count() == 1 else 1)
    finally:
        os.sched_setaffinity(0, allowed)


def test_bad_models(copy: Path) -> None:
    assert isinstance(read_tagger(copy), EncoderTagger)
    (copy / "model.onnx").write_bytes(b"x")
    with pytest.raises(BnEntitiesError, match=r"model.onnx is damaged"):
        load(copy)
    meta = json.loads((copy / "meta.json").read_text(encoding="utf-8"))
    (copy / "meta.json").write_text(json.dumps({**meta, "format": 99}), encoding="utf-8")
    with pytest.raises(BnEntitiesError, match="reads kind encoder in format 2"):
        load(copy)
    with pytest.raises(BnEntitiesError, match="cannot read the tagger"):
        EncoderTagger.from_disk(copy / "none")
