"""The fast tagger: the network that reads is the one that was trained, and bad models are told."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bn_entities import BnEntitiesError, load
from bn_entities.evaluation import read_gold
from bn_entities.tagger import network as network_module
from bn_entities.tagger.cnn import CnnTagger, words_of
from bn_entities.tagger.component import PACKAGED_MODEL
from bn_entities.tagger.features import WordVectors, word_columns
from bn_entities.tagger.hits import hit_columns
from bn_entities.tagger.network import Architecture
from bn_entities.training.cnn import build, weights_of
from bn_entities.training.config import PACKAGED_VECTORS
from bn_entities.training.data import Preparation

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize("depth", [1, 3])
@pytest.mark.parametrize("most_words", [30_000, 40])
def test_it_computes_what_was_trained(depth: int, most_words: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_module, "_MOST_WORDS_KNOWN", most_words)
    architecture = Architecture(width=24, depth=depth, embedding=8)
    vectors = WordVectors.from_disk(PACKAGED_VECTORS)
    network, parts = build(architecture, vectors.dimensions)
    rng = np.random.default_rng(1)
    for part in parts.values():
        for node in part.walk():
            for name in node.param_names:
                value = node.get_param(name)
                node.set_param(name, (value + rng.normal(0, 0.1, value.shape)).astype(np.float32))
    preparation = Preparation()
    docs = [preparation.doc(text.text) for text in read_gold(GOLD / "world.txt")]
    docs += [preparation.doc(text) for text in ("ঢাকা", "তেহরানে শোইগুর সঙ্গে বৈঠক।")]
    pairs = []
    for doc in docs:
        words = words_of(doc)
        hashed = np.array([word_columns(*word) for word in words], dtype=np.uint64)
        columns = np.concatenate([hashed, hit_columns(doc).astype(np.uint64)], axis=1)
        pairs.append((columns, vectors.of([norm for norm, _ in words])))
    tagger = CnnTagger(weights_of(parts), architecture, vectors)
    for trained, read in zip(network.predict(pairs), tagger.log_probs(docs), strict=True):
        shifted = trained - trained.max(axis=1, keepdims=True)
        expected = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        np.testing.assert_allclose(read, expected, atol=1e-3)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("missing", "cannot read the tagger"),
        ("version", "format 999, where this version of the library reads kind cnn in format 2"),
        ("older", "does not describe a tagger of this version"),
        ("damaged", "weights.npz is damaged"),
        ("gone", "vectors.npy is missing"),
        ("sizes", "are not those of the sizes"),
    ],
)
def test_bad_models(tmp_path: Path, fault: str, message: str) -> None:
    for file in PACKAGED_MODEL.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    meta = tmp_path / "meta.json"
    said = json.loads(meta.read_text())
    if fault == "missing":
        meta.unlink()
    elif fault == "version":
        meta.write_text(json.dumps({**said, "format": 999}), encoding="utf-8")
    elif fault == "older":
        meta.write_text(json.dumps({name: said[name] for name in ("format", "labels")}), encoding="utf-8")
    elif fault == "sizes":
        meta.write_text(json.dumps({**said, "architecture": {**said["architecture"], "depth": 9}}), encoding="utf-8")
    elif fault == "gone":
        (tmp_path / "vectors.npy").unlink()
    else:
        (tmp_path / "weights.npz").write_bytes(b"nonsense")
    with pytest.raises(BnEntitiesError, match=message):
        load(model=tmp_path)
