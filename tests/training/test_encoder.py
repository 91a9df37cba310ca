"""Training of an encoder, small and with weights by chance; it needs PyTorch."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import tokenizers
from tokenizers import models, pre_tokenizers

from bn_entities import load
from bn_entities.evaluation import marked_text
from bn_entities.training import encoder as encoder_module
from bn_entities.training.config import Augmentation, DataFiles, EncoderSettings
from bn_entities.training.data import Preparation, TrainingTexts
from bn_entities.training.encoder import cut_tokenizer
from bn_entities.training.pretrained import Pretrained
from bn_entities.training.progress import Progress
from bn_entities.training.run import train

WIDTH, FEED, LAYERS = 32, 64, 2
NAMES = ("জাহাঙ্গীর", "মোকাররম", "শামসুল", "নাজমানি")
GOLD = [marked_text(f"মন্ত্রী [{name}|PERSON] এ কথা বলেন। সভায় কেউ ছিলেন না।") for name in NAMES] * 4
DEV = [marked_text(f"সভাপতি [{name}|PERSON] এ কথা জানান।") for name in NAMES]


def pieces() -> bytes:
    letters = sorted({letter for text in GOLD + DEV for letter in text.text if not letter.isspace()})
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), ("zzzzz", -9.0)]
    vocabulary += [(letter, -3.0) for letter in letters] + [("▁মন্ত্রী", -1.0)]
    tokenizer = tokenizers.Tokenizer(models.Unigram(vocabulary, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    return tokenizer.to_str().encode()


def pretrained() -> Pretrained:
    rng = np.random.default_rng(1)

    def matrix(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.1, shape).astype(np.float32)

    tensors = {"emb.word": matrix(200, WIDTH), "emb.pos": matrix(512, WIDTH), "emb.type": matrix(1, WIDTH)}
    tensors |= {"emb.ln.w": np.ones(WIDTH, np.float32), "emb.ln.b": np.zeros(WIDTH, np.float32)}
    for layer in range(LAYERS):
        for name, shape in {
            "q": (WIDTH, WIDTH),
            "k": (WIDTH, WIDTH),
            "v": (WIDTH, WIDTH),
            "ao": (WIDTH, WIDTH),
        }.items():
            tensors[f"l{layer}.{name}.w"], tensors[f"l{layer}.{name}.b"] = matrix(*shape), matrix(shape[0])
        tensors[f"l{layer}.fi.w"], tensors[f"l{layer}.fi.b"] = matrix(FEED, WIDTH), matrix(FEED)
        tensors[f"l{layer}.fo.w"], tensors[f"l{layer}.fo.b"] = matrix(WIDTH, FEED), matrix(WIDTH)
        for name in ("aln", "oln"):
            tensors[f"l{layer}.{name}.w"] = np.ones(WIDTH, np.float32)
            tensors[f"l{layer}.{name}.b"] = np.zeros(WIDTH, np.float32)
    return Pretrained(WIDTH, LAYERS, 4, FEED, 512, 1e-12, tensors)


def test_trained_encoder_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_module, "read_pretrained", lambda path: pretrained())
    (tmp_path / "tokenizer.json").write_bytes(pieces())
    files = DataFiles(pretrained=tmp_path / "weights.bin", tokenizer=tmp_path / "tokenizer.json")
    settings = EncoderSettings(
        kind="encoder",
        seeds=(1, 2),
        epochs=25,
        gold_rate=0.004,
        layer_decay=1.0,
        pieces_per_batch=256,
        hide_gazetteer=0,
    )
    progress: list[Progress] = []
    texts = TrainingTexts.of(GOLD, [marked_text("ঢাকায় বৃষ্টি হয়।")], dev=DEV)
    runs = train(texts, files, settings, tmp_path / "model", progress.append, Augmentation(drop_dandas=0.5))
    assert [run.name for run in runs] == ["seed 1", "seed 2", "average"]
    assert sum(run.kept for run in runs) == 1
    assert progress[-1].loss < progress[1].loss
    assert {at.seed for at in progress} == {1, 2}
    # It learnt these very texts.
    for gold, article in zip(GOLD, load(tmp_path / "model").pipe(text.text for text in GOLD), strict=True):
        found = {(m.start, m.end, m.label) for m in article.mentions if "tagger" in m.sources}
        assert found == {span[:3] for span in gold.spans}
    assert (tmp_path / "model" / "NOTICE").is_file()


def test_what_is_written_computes_what_was_trained(tmp_path: Path) -> None:
    import torch

    from bn_entities.tagger.encoder import EncoderTagger, Pieces
    from bn_entities.training.encoder import Encoder, _Reader, gold_examples, write_encoder

    whole, kept = cut_tokenizer(pieces(), ["মন্ত্রী", "জাহাঙ্গীর"])
    torch.manual_seed(1)
    model = Encoder(pretrained(), kept)
    tokenizer = tokenizers.Tokenizer.from_str(json.dumps(whole))
    preparation = Preparation()
    docs = [preparation.doc(text.text) for text in (*GOLD[:4], marked_text("ঢাকা"))]
    expected = _Reader(model, Pieces(tokenizer), tokenizer.token_to_id("<pad>")).log_probs(docs)
    sample = list(gold_examples(GOLD, Pieces(tokenizer), preparation, lambda text, _: text, random.Random(0)))
    write_encoder(model, whole, sample, tmp_path, quantize=False)
    for trained, read in zip(expected, EncoderTagger.from_disk(tmp_path).log_probs(docs), strict=True):
        np.testing.assert_allclose(np.exp(read), np.exp(trained), atol=0.02)


def test_pieces_that_no_word_needs_are_left_out() -> None:
    whole, kept = cut_tokenizer(pieces(), ["মন্ত্রী"])
    words = [piece for piece, _ in whole["model"]["vocab"]]
    assert {"<s>", "</s>", "<unk>", "<pad>", "▁মন্ত্রী"} <= set(words)
    assert "zzzzz" not in words
    assert len(kept) == len(words)
