"""The spaCy tokenizer: its documents hold the text as it is."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.errors import BnEntitiesError
from bn_entities.tokenizer import BengaliTokenizer, check_text

TOKENIZER = BengaliTokenizer(spacy.blank("bn").vocab)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.text("কা ড়।.,-\n\t'ঃ১5", max_size=60))
def test_document_holds_the_text(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text
    for token in doc:
        assert text[token.idx : token.idx + len(token)] == token.text
    assert "".join(token.text for token in doc if not token.is_space) == "".join(text.split())


def test_sentences() -> None:
    doc = TOKENIZER("ড. করিম এলেন। মো. রহিম গেলেন? হ্যাঁ।\nশিরোনাম\nবি.এন.পি. বলে।")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "ড. করিম এলেন।",
        "মো. রহিম গেলেন?",
        "হ্যাঁ।",
        "শিরোনাম",
        "বি.এন.পি. বলে।",
    ]


def test_check_text() -> None:
    assert check_text("ক\0") == "ক\0"
    with pytest.raises(BnEntitiesError, match="decode it first"):
        check_text(b"a")
    with pytest.raises(BnEntitiesError, match=r"U\+DC80 at offset 1"):
        check_text("ক\udc80")
