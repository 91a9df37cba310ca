"""bnlp-toolkit's tokenizer and a CRF of its own trainer."""

from __future__ import annotations

import contextlib
import io
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bn_entities import BnEntitiesError, load
from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.bnlp import BnlpTagger, restore_offsets
from bn_entities.evaluation import read_gold
from bn_entities.pipeline import Pipeline

GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="module", name="crf")
def _crf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CRF that bnlp-toolkit's own trainer trained on two articles."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        from bnlp.token_classification.token_classification_trainer import CRFTaggerTrainer
    sentences: list[list[tuple[str, str]]] = []
    for name in ("politics.txt", "diplomacy.txt"):
        [gold] = read_gold(GOLD / name)
        starts = {start: label for start, _, label, _ in gold.spans}
        inside = {at: label for start, end, label, _ in gold.spans for at in range(start, end)}
        sentence: list[tuple[str, str]] = []
        for start, end in tokenize(gold.text):
            word = normalize(gold.text[start:end])
            tag = f"B-{starts[start]}" if start in starts else f"I-{inside[start]}" if start in inside else "O"
            sentence.append((word, tag))
            if word == "।":
                sentences.append(sentence)
                sentence = []
    path = tmp_path_factory.mktemp("crf") / "ner.pkl"
    with contextlib.redirect_stdout(io.StringIO()):
        CRFTaggerTrainer().train(str(path), sentences, sentences[:5], average="micro")
    return path


def test_pipeline_with_crf(crf: Path) -> None:
    [gold] = read_gold(GOLD / "politics.txt")
    article = load(tagger="bnlp", model=crf)(gold.text)
    assert article.text == gold.text
    found = {(mention.start, mention.end, mention.label) for mention in article.mentions}
    there = {span[:3] for span in gold.spans}
    # It learnt this very text.
    assert len(found & there) > 0.8 * len(there)
    assert any("tagger" in mention.sources for mention in article.mentions)


def test_tags_and_scores_are_those_of_the_crf(crf: Path) -> None:
    tagger = BnlpTagger(crf)
    from bnlp.utils.utils import features

    nlp = load(tagger="none").nlp
    [gold] = read_gold(GOLD / "politics.txt")
    doc = nlp.make_doc(gold.text)
    with crf.open("rb") as file:
        model = pickle.load(file)
    tags = {}
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        rows = [features([token.text for token in tokens], index) for index in range(len(tokens))]
        for token, tag, marginals in zip(
            tokens, model.predict_single(rows), model.predict_marginals_single(rows), strict=True
        ):
            tags[token.i] = tag, marginals[tag]
    [spans] = tagger.tag([doc])
    assert spans
    for span in spans:
        inside = [tags[at] for at in range(span.start, span.end)]
        assert [tag[2:] for tag, _ in inside] == [span.label] * len(inside)
        assert span.score == pytest.approx(sum(score for _, score in inside) / len(inside))
    assert sum(span.end - span.start for span in spans) == sum(tag != "O" for tag, _ in tags.values())


def test_bad_models(tmp_path: Path, crf: Path) -> None:
    with pytest.raises(BnEntitiesError, match="no model file"):
        load(tagger="bnlp", model=tmp_path / "none.pkl")
    bad = tmp_path / "bad.pkl"
    bad.write_bytes(pickle.dumps({"a": 1}))
    with pytest.raises(BnEntitiesError, match="not a CRF"):
        load(tagger="bnlp", model=bad)
    bad.write_bytes(crf.read_bytes()[:100])
    with pytest.raises(BnEntitiesError, match="not a CRF"):
        load(tagger="bnlp", model=bad)


def test_marker_of_the_tokenizer() -> None:
    assert restore_offsets("ড. ক XTEMPDOT", ["ড", ".", "ক", "."]) == [(0, 1), (1, 2), (3, 4), (5, 13)]
    with pytest.raises(BnEntitiesError, match="offset 0"):
        restore_offsets("ক", ["খ"])


@pytest.fixture(scope="module", name="pipeline")
def _pipeline() -> Pipeline:
    return load(tokenizer="bnlp")


@settings(deadline=None)
@given(st.text(alphabet="কাড়় .।,'\"XTEMPDOT১5%()-\n\u200d", max_size=30))
def test_no_text_breaks_the_tokenizer(pipeline: Pipeline, text: str) -> None:
    assert pipeline(text).text == text
    tokens = [token.text for token in pipeline.nlp.make_doc(text) if not token.is_space]
    assert "".join(tokens) == "".join(text.split())
