"""The texts of a training: what is held out, and the tokens of mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from bn_entities import BnEntitiesError
from bn_entities.corpus.reading import parted
from bn_entities.evaluation import GoldText, marked_text, read_gold
from bn_entities.tagger.interface import TaggedSpan
from bn_entities.training.data import HeldOut, Judge, Preparation, TrainingTexts, partial_spans, token_spans

GOLD = Path(__file__).parents[1] / "gold"


def test_development_texts_are_not_trained_on() -> None:
    texts = list(read_gold(GOLD / "economy.txt"))
    with pytest.raises(BnEntitiesError, match="no text to train on"):
        TrainingTexts.of(texts, dev=texts)


def test_texts_much_like_a_held_out_one_are_held_out() -> None:
    held_out = HeldOut([GoldText("গতকাল রোববার ঢাকায় তিনি সাংবাদিকদের এ কথা বলেন।", (), "x-1"), GoldText("ঢাকা", ())])
    assert GoldText("গতকাল রোববার ঢাকায় তিনি সাংবাদিকদের এ কথা জানান", ()) in held_out
    assert GoldText("যা হোক, গতকাল রোববার ঢাকায় তিনি সাংবাদিকদের এ কথা বলেন, আর কিছু নয়", ()) in held_out
    assert GoldText("আজ সোমবার খুলনায় তিনি সাংবাদিকদের এ কথা বলেন না", (), "") not in held_out
    assert GoldText("কিছু", (), "x-1") in held_out
    assert GoldText("ঢাকা", (), "y") in held_out


def test_no_mentions_to_choose_by() -> None:
    with pytest.raises(BnEntitiesError, match="no mentions"):
        TrainingTexts.of(list(read_gold(GOLD / "economy.txt")), dev=[GoldText("কথা", ())])


def test_silver_texts_that_are_annotated_are_left_out() -> None:
    gold = list(read_gold(GOLD / "politics.txt"))
    dev = list(read_gold(GOLD / "economy.txt"))
    texts = TrainingTexts.of(
        gold, [GoldText(gold[0].text, ()), GoldText(dev[0].text, ()), GoldText("নতুন কথা", ())], dev=dev
    )
    assert [text.text for text in texts.silver] == ["নতুন কথা"]


def test_a_tenth_of_a_corpus_is_held_out_by_id() -> None:
    texts = [GoldText("ক", (), f"text-{number}") for number in range(2000)]
    training, held_out = parted(texts)
    assert 150 < len(held_out) < 250
    assert {text.id for text in training} | {text.id for text in held_out} == {text.id for text in texts}
    assert parted(texts[:100])[1] == [text for text in held_out if text in texts[:100]]


def test_spans_are_widened_to_tokens() -> None:
    text = GoldText("ঢাকার মেয়র", ((0, 4, "LOCATION", "ঢাকা"), (2, 5, "LOCATION", "")))
    assert token_spans(Preparation().doc(text.text), text) == [(0, 1, "LOCATION")]


def test_older_annotations_call_peoples_places() -> None:
    text = marked_text("[রুশ|LOCATION] সেনারা [ঢাকায়|LOCATION] আসেন।")
    assert [label for *_, label in partial_spans(Preparation().doc(text.text), text)] == ["NORP", "LOCATION"]


class _Finds:
    calibration = None

    def tag(self, docs: object, least: float = 0.5) -> list[list[TaggedSpan]]:
        return [[TaggedSpan(0, 1, "LOCATION", 0.9), TaggedSpan(2, 3, "NORP", 0.9)]]


def test_judge_counts_exact_mentions() -> None:
    judge = Judge.of([marked_text("[ঢাকায়|LOCATION] [রহিম|PERSON] আসেন")], Preparation())
    assert judge.f1(_Finds()) == (pytest.approx(2 / 3), pytest.approx(0.5))
