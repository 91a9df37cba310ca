"""A tagger as a component: its spans, and what it thinks of the names that the gazetteers found."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from bn_entities import load
from bn_entities.tagger.component import packaged_tagger
from bn_entities.tagger.interface import TokenTagger

TEXT = "তেহরানে শোইগুর সঙ্গে বৈঠকে বসেন ইব্রাহিম রাইসি।"


@pytest.mark.parametrize("model", ["fast", "accurate"])
def test_scores_of_gazetteer_names(model: str) -> None:
    doc = load(model).nlp(TEXT)
    scores = doc.spans["tagger"].attrs["of_gazetteer"]
    assert len(scores) == len(doc.spans["gazetteer"]) > 0
    assert all(0 <= score <= 1 for score in scores)
    by_span = {
        (span.start, span.end, span.label_): score for span, score in zip(doc.spans["gazetteer"], scores, strict=True)
    }
    for span, score in zip(doc.spans["tagger"], doc.spans["tagger"].attrs["scores"], strict=True):
        key = (span.start, span.end, span.label_)
        if key in by_span:
            assert by_span[key] == pytest.approx(score)


def test_a_label_that_the_tagger_does_not_know() -> None:
    tagger = packaged_tagger("fast")
    assert isinstance(tagger, TokenTagger)
    [table] = tagger.log_probs([load(tagger="none").nlp(TEXT)])
    assert tagger.score(table, 0, 1, "LOCATION") > 0.5
    assert tagger.score(table, 0, 1, "PLANET") == 0


def test_batches_change_nothing() -> None:
    texts = [TEXT, "", "ঢাকা", TEXT * 30]
    nlp = load("fast").nlp

    def spans(doc: Doc) -> list[tuple[int, int, str]]:
        return [(span.start, span.end, span.label_) for span in doc.spans["tagger"]]

    docs, alone = list(nlp.pipe(texts)), [nlp(text) for text in texts]
    assert list(map(spans, docs)) == list(map(spans, alone))
