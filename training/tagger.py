"""Train the packaged tagger: ``python training/tagger.py CONFIG CORPORA VECTORS OUT``.

CONFIG is ``training/tagger.toml``; CORPORA a folder with ``silver.jsonl.xz``,
``gold_train.jsonl``, ``gold_written.jsonl`` and ``dev.jsonl``; VECTORS what
``training/vectors.py`` wrote. OUT gets the model with the best F1 for PERSON,
LOCATION and ORGANIZATION on dev, on which nothing is trained.
"""

from __future__ import annotations

import json
import lzma
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, cast

import numpy as np
import numpy.typing as npt
import spacy
import typer
from spacy.tokens import Doc
from thinc.api import Adam, fix_random_seed
from thinc.schedules import warmup_linear

from bn_entities.gazetteer.component import create_gazetteer_matcher
from bn_entities.morphology import BengaliMorphology
from bn_entities.records import LABELS
from bn_entities.tagger.bilou import encode
from bn_entities.tagger.cnn import Architecture, CnnTagger, build, initialize, log_softmax
from bn_entities.tagger.features import GAZETTEER_COLUMNS, NO_HIT, WordVectors, columns
from bn_entities.tokenizer import BengaliTokenizer

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

SCORED = ("PERSON", "LOCATION", "ORGANIZATION")


@dataclass(frozen=True, slots=True)
class Text:
    """One annotated text as the tagger is trained on it.

    Attributes:
        columns: Hashed features, shape (tokens, columns).
        words: Normalized tokens.
        tags: Tag of each token.
        complete: True if every label is annotated.
    """

    columns: npt.NDArray[np.uint64]
    words: list[str]
    tags: npt.NDArray[np.int64]
    complete: bool


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a corpus, packed or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class Preparation:
    """Makes documents and texts by the stages that stand left of the tagger."""

    def __init__(self) -> None:
        nlp = spacy.blank("bn")
        self.tokenizer = BengaliTokenizer(nlp.vocab)
        self.morphology = BengaliMorphology()
        self.gazetteer = create_gazetteer_matcher(nlp, "bn_gazetteer")

    def doc(self, text: str) -> Doc:
        """Return the document that the tagger would see."""
        return self.gazetteer(self.morphology(self.tokenizer(text)))

    def spans(self, doc: Doc, row: dict[str, Any]) -> list[tuple[int, int, str]]:
        """Return the annotated spans of a row in tokens; a span within a token is widened to it."""
        spans: list[tuple[int, int, str]] = []
        end = 0
        for entity in sorted(row["entities"], key=lambda entity: entity["start"]):
            span = doc.char_span(entity["start"], entity["end"], alignment_mode="expand")
            if span is not None and span.start >= end:
                spans.append((span.start, span.end, entity["label"]))
                end = span.end
        return spans

    def text(self, row: dict[str, Any], complete: bool) -> Text:
        """Return a row ready for training."""
        doc = self.doc(row["text"])
        found = self.spans(doc, row)
        if not complete:
            # The silver annotations call nationalities LOCATION, which the guideline does not.
            group = doc.spans["gazetteer"]
            peoples = {
                (span.start, span.end)
                for span, weak in zip(group, group.attrs["weak"], strict=True)
                if span.label_ == "NORP" and not weak
            }
            found = [(s, e, "NORP" if label == "LOCATION" and (s, e) in peoples else label) for s, e, label in found]
        spans = [(start, end, LABELS.index(label)) for start, end, label in found]
        return Text(columns(doc), [token.norm_ for token in doc], encode(spans, len(doc)), complete)


def joined(texts: list[Text], share: float) -> Iterator[list[Text]]:
    """Yield the texts, some of them together with those after them."""
    together: list[Text] = []
    for text in texts:
        together.append(text)
        if len(together) >= 4 or random.random() >= share:
            yield together
            together = []
    if together:
        yield together


def batches(texts: list[Text], config: dict[str, Any]) -> Iterator[list[list[Text]]]:
    """Yield batches of joined texts, in random order."""
    random.shuffle(texts)
    batch: list[list[Text]] = []
    size = 0
    for group in joined(texts, config["join_texts"]):
        batch.append(group)
        size += sum(len(text.words) for text in group)
        if size >= config["tokens_per_batch"]:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def shown(group: list[Text], vectors: WordVectors, config: dict[str, Any]) -> tuple[Any, Any]:
    """Return what the network sees of joined texts, with some features hidden."""
    table = np.concatenate([text.columns for text in group])
    if random.random() < config["hide_gazetteer"]:
        table[:, GAZETTEER_COLUMNS] = NO_HIT
    hidden = np.random.random(len(table)) < config["hide_words"]
    table[hidden, :2] = 0
    return table, vectors.of([word for text in group for word in text.words])


def gradient(logits: Any, group: list[Text], open_tags: npt.NDArray[np.bool_]) -> tuple[Any, float]:
    """Return the gradient of the loss and the loss of joined texts.

    A token outside of every span of an incomplete text may have any of the open
    tags: the loss is that of their sum.
    """
    probs = np.exp(log_softmax(logits))
    allowed = np.zeros(probs.shape, dtype=np.bool_)
    at = 0
    for text in group:
        part = allowed[at : at + len(text.tags)]
        part[np.arange(len(text.tags)), text.tags] = True
        if not text.complete:
            part[text.tags == 0] = open_tags
        at += len(text.tags)
    right = probs * allowed
    mass = right.sum(axis=1, keepdims=True).clip(1e-9)
    return probs - right / mass, float(-np.log(mass).sum())


def f1(tagger: CnnTagger, docs: list[Doc], gold: list[list[tuple[int, int, str]]]) -> tuple[float, float]:
    """Return F1 over the scored labels, and over all."""
    scores = []
    for labels in (SCORED, LABELS):
        right = found = there = 0
        for spans, truth in zip(tagger.tag(docs), gold, strict=True):
            predicted = {(span.start, span.end, span.label) for span in spans if span.label in labels}
            expected = {span for span in truth if span[2] in labels}
            right += len(predicted & expected)
            found += len(predicted)
            there += len(expected)
        scores.append(2 * right / (found + there))
    return scores[0], scores[1]


def main(
    config_path: Annotated[Path, typer.Argument(metavar="CONFIG", help="TOML file of the training.")],
    corpora: Annotated[Path, typer.Argument(help="Folder of the corpora.")],
    vectors_folder: Annotated[Path, typer.Argument(metavar="VECTORS", help="Folder of vectors.npy.")],
    out: Annotated[Path, typer.Argument(help="Folder for the model.")],
) -> None:
    """Train the tagger and keep the best model."""
    config = tomllib.loads(config_path.read_text(encoding="utf-8"))
    fix_random_seed(config["seed"])
    random.seed(config["seed"])
    preparation = Preparation()
    dev = list(read(corpora / "dev.jsonl"))
    held_out = {row["id"] for row in dev} | {row["text"] for row in dev}
    dev_docs = [preparation.doc(row["text"]) for row in dev]
    dev_spans = [preparation.spans(doc, row) for doc, row in zip(dev_docs, dev, strict=True)]

    gold_rows = [row for name in ("gold_train", "gold_written") for row in read(corpora / f"{name}.jsonl")]
    seen = held_out | {row["text"] for row in gold_rows}
    gold = [preparation.text(row, True) for row in gold_rows if row["id"] not in held_out]
    silver = [preparation.text(row, False) for row in read(corpora / "silver.jsonl.xz") if row["text"] not in seen]
    texts = [text for text in silver + gold * config["gold_repeats"] if text.words]
    print(f"{len(gold)} gold and {len(silver)} silver texts", flush=True)

    architecture = Architecture(**{**config["architecture"], "rows": tuple(config["architecture"]["rows"])})
    vectors = WordVectors.from_disk(vectors_folder / "vectors.npy")
    network = build(architecture, vectors.dimensions, 1 + 4 * len(LABELS))
    initialize(network, vectors.dimensions)
    tagger = CnnTagger(network, vectors, architecture)
    open_tags = np.array(
        [True, *(label not in config["silver_labels"] for label in LABELS for _ in range(4))], dtype=np.bool_
    )
    tokens = sum(len(text.words) for text in texts)
    steps = int(config["epochs"] * tokens / config["tokens_per_batch"])
    schedule = warmup_linear(config["learning_rate"], config["warmup_steps"], steps)
    optimizer = Adam(cast("Any", schedule), L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, step, loss, began = 0.0, 0, 0.0, time.monotonic()
    for epoch in range(config["epochs"]):
        for batch in batches(texts, config):
            logits, backpropagate = network.begin_update([shown(group, vectors, config) for group in batch])
            gradients = []
            size = sum(len(part) for part in logits)
            for part, group in zip(logits, batch, strict=True):
                slope, cost = gradient(part, group, open_tags)
                gradients.append((slope / size * 100).astype(np.float32))
                loss += cost / size
            backpropagate(gradients)
            network.finish_update(optimizer)
            optimizer.step_schedules()
            step += 1
            if step % 200 == 0 or step == steps:
                with network.use_params(optimizer.averages):
                    scored, overall = f1(tagger, dev_docs, dev_spans)
                    mark = ""
                    if scored > best and step > steps / 2:
                        best, mark = scored, " kept"
                        tagger.to_disk(out)
                print(
                    f"{time.monotonic() - began:5.0f} s, epoch {epoch}, step {step}/{steps}, "
                    f"loss {loss / 200:.4f}, dev F1 {scored:.3f}, all labels {overall:.3f}{mark}",
                    flush=True,
                )
                loss = 0.0


if __name__ == "__main__":
    typer.run(main)
