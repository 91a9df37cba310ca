"""The whole way: a text in, records out."""

from __future__ import annotations

import socket
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bn_entities import Article, BnEntitiesError, load
from bn_entities.pipeline import Pipeline

TEXT = "তেহরানে বৈঠকে বসেন ইব্রাহিম রাইসি; রাইসিকে মস্কোয় আমন্ত্রণ জানান রুশ মন্ত্রী। গতকাল ৫০ হাজার টাকা দেন তিনি।"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load()


def check(article: Article) -> None:
    for mention in article.mentions:
        assert article.text[mention.start : mention.end] == mention.text
        assert mention.name
    for before, after in pairwise(article.mentions):
        assert before.end <= after.start


def test_names_without_endings_and_joined_mentions(pipeline: Pipeline) -> None:
    article = pipeline(TEXT)
    check(article)
    names = {entity.name: entity for entity in article.entities}
    assert {"তেহরান", "ইব্রাহিম রাইসি", "মস্কো", "রুশ"} <= names.keys()
    assert [mention.text for mention in names["ইব্রাহিম রাইসি"].mentions] == ["ইব্রাহিম রাইসি", "রাইসিকে"]
    assert names["৫০ হাজার টাকা"].value.amount == 50000


PIECES = [
    *TEXT.split(),
    "।",
    ";",
    "(",
    ")",
    "-",
    "\n",
    "৫%",
    "১০:৩০",
    "$",
    "৳৫০০",
    "\u200d",
    "\u0000",
    "মো.",
    "মে",
    "থেকে",
    "গত",
    "বেলা",
    "ঘণ্টা",
    "টা",
    "২০২২ সালের",
    "৫-৬",
    "এ.",
    "ড়",
    "ড়",
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(PIECES)).map(" ".join),
        st.lists(st.sampled_from(PIECES)).map("".join),
    )
)
def test_any_text(pipeline: Pipeline, text: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in text):
        with pytest.raises(BnEntitiesError, match="lone surrogate"):
            pipeline(text)
    else:
        check(pipeline(text))


@pytest.mark.parametrize("bad", [None, 5, b"abc", "\ud800"])
def test_bad_text(pipeline: Pipeline, bad: object) -> None:
    with pytest.raises(BnEntitiesError):
        pipeline(bad)  # type: ignore[arg-type]


def test_pipe_yields_what_stands_before_a_fault(pipeline: Pipeline) -> None:
    articles = pipeline.pipe([TEXT, 3])  # type: ignore[list-item]
    assert next(articles) == pipeline(TEXT)
    with pytest.raises(BnEntitiesError, match="int"):
        next(articles)


def test_no_network(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert load()(TEXT) == pipeline(TEXT)


def test_import_is_silent_and_light() -> None:
    code = "import sys, bn_entities; assert 'spacy' not in sys.modules and 'bnlp' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == done.stderr == b""


def test_bnlp_tokenizer_restores_offsets() -> None:
    text = "মো. করিম XTEMPDOT ঢাকায়, ২.৫% গেলেন।"
    article = load(tokenizer="bnlp")(text)
    check(article)
    assert article.text == text


def test_unknown_choices() -> None:
    with pytest.raises(BnEntitiesError, match="no tokenizer"):
        load(tokenizer="x")  # type: ignore[arg-type]
    with pytest.raises(BnEntitiesError, match="model"):
        load(tagger="bnlp")


@pytest.mark.parametrize(
    "piece",
    ["ক", "ঢাকা", "ক-", "a@", "https://ক/", "৫ মে থেকে ", "৫ - ", "১ ঘণ্টা ", "পাঁচ হাজার ", "মো. ", "(গতকাল", "মন্ত্রী "],
)  # fmt: skip
def test_the_same_again_and_again(pipeline: Pipeline, piece: str) -> None:
    text = piece * 3000
    article = pipeline(text)
    check(article)
    assert article.text == text
    assert all(len(mention.text) < 500 for mention in article.mentions)


def test_texts_without_bengali_names(pipeline: Pipeline) -> None:
    assert pipeline("").entities == ()
    assert pipeline(" \n\t").entities == ()
    assert [e for e in pipeline("It rained all day, and nobody came.").entities] == []


UNSURE = "গতকাল ঢাকায় জয় ও আলো বলেন, নাজমানির সঙ্গে বৈঠকে ছিলেন সাগর ও শোইগু; রাশিয়ায় প্রথম আলোকে এ কথা জানান তিনি।"


def test_min_score_parts_the_sure_from_the_unsure() -> None:
    counts = []
    for least in (0.02, 0.3, 0.6, 0.99):
        mentions = load(min_score=least)(UNSURE).mentions
        assert all(mention.score >= least - 1e-9 for mention in mentions)
        counts.append(len(mentions))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


@pytest.mark.parametrize("bad", [0, 1, -0.5, 7])
def test_min_score_out_of_range(bad: float) -> None:
    with pytest.raises(BnEntitiesError, match="above 0 and below 1"):
        load(min_score=bad)


def test_words_that_are_not_kept_change_nothing(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = pipeline(TEXT)
    monkeypatch.setattr("bn_entities.pipeline._MOST_WORDS_KEPT", 0)
    strings = len(pipeline.nlp.vocab.strings)
    assert pipeline(TEXT) == kept
    pipeline("অশ্রুতপূর্বতম শব্দগুচ্ছ")
    assert len(pipeline.nlp.vocab.strings) == strings
