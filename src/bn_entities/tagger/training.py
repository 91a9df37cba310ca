"""Training of the tagger on annotated texts.

Two kinds of texts are told apart. In *gold* ones every mention of every label
is annotated. *Silver* ones tell some labels only, so that a token outside of
their mentions may still bear another.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import regex
import spacy
from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError
from spacy.tokens import Doc
from thinc.api import Adam, fix_random_seed
from thinc.schedules import warmup_linear

from bn_entities.bengali.spelling import normalize
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText, read_gold
from bn_entities.gazetteer.component import GazetteerMatcher, make_matcher
from bn_entities.morphology import BengaliMorphology
from bn_entities.records import LABELS, Label
from bn_entities.tagger.bilou import encode
from bn_entities.tagger.cnn import Architecture, CnnTagger, build, initialize, log_softmax
from bn_entities.tagger.component import PACKAGED_MODEL
from bn_entities.tagger.features import GAZETTEER_COLUMNS, NO_HIT, WordVectors, columns
from bn_entities.tokenizer import BengaliTokenizer

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SCORED: tuple[Label, ...] = ("PERSON", "LOCATION", "ORGANIZATION")
"""The labels whose F1 on the development texts decides which model is kept."""

PACKAGED_CONFIG = Path(__file__).parent / "training.toml"
"""The configuration of the packaged tagger."""

PACKAGED_VECTORS = PACKAGED_MODEL / "vectors.npy"
"""The word vectors of the packaged tagger."""


class TrainingConfig(BaseModel):
    """What a training is set to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: int = Field(description="Seed of all that is random.")
    epochs: PositiveInt = Field(description="How often each text is seen.")
    tokens_per_batch: PositiveInt = Field(description="Tokens of a step.")
    learning_rate: float = Field(gt=0, description="Highest learning rate.")
    warmup_steps: PositiveInt = Field(description="Steps until the highest learning rate; it falls to 0 after them.")
    gold_repeats: PositiveInt = Field(description="How often a gold text stands beside the silver ones in an epoch.")
    hide_gazetteer: float = Field(ge=0, le=1, description="Share of texts shown without their gazetteer matches.")
    hide_words: float = Field(ge=0, le=1, description="Share of tokens shown without form and lemma.")
    join_texts: float = Field(ge=0, lt=1, description="Share of texts that are joined to the one after them.")
    silver_labels: tuple[Label, ...] = Field(description="The labels that the silver texts tell.")
    evaluate_every: PositiveInt = Field(description="Steps between two looks at the development texts.")
    architecture: Architecture = Field(description="Sizes of the network.")


def read_config(path: Path = PACKAGED_CONFIG) -> TrainingConfig:
    """Return the configuration that a TOML file holds.

    Args:
        path: The file; that of the packaged tagger by default.

    Raises:
        BnEntitiesError: It cannot be read, or a setting is missing, unknown or out of range.
    """
    try:
        return TrainingConfig.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BnEntitiesError(f"cannot read the training configuration {path}: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise BnEntitiesError(f"the training configuration {path} is bad: {faults}") from error


@dataclass(frozen=True, slots=True)
class Example:
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


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a training stands.

    Attributes:
        seconds: Time since its first step.
        step: Steps done.
        steps: Steps in all.
        loss: Mean loss of a token since the last look.
        scored: F1 of ``SCORED`` on the development texts, exact span and label, the tagger alone.
        overall: F1 of all labels.
        kept: True if this model is the best so far, and was written.
    """

    seconds: float
    step: int
    steps: int
    loss: float
    scored: float
    overall: float
    kept: bool


LABEL_INDEX: dict[str, int] = {label: index for index, label in enumerate(LABELS)}
"""The index of each label among the tags."""


class HeldOut:
    """Texts that are kept out of a training, with those that are much like them.

    A text is like one of them if it has its id, or half of the groups of four words of the shorter of both.
    """

    def __init__(self, texts: Iterable[GoldText]) -> None:
        """Take the texts.

        Args:
            texts: The texts that are held out.
        """
        self._ids = set()
        self._sizes: list[int] = []
        self._holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            self._ids.add(text.id)
            groups = _groups(text.text)
            self._sizes.append(len(groups))
            for group in groups:
                self._holders[group].append(number)
        self._ids.discard("")

    def __contains__(self, text: GoldText) -> bool:
        """Tell whether a text is one of those held out, or much like one."""
        if text.id in self._ids:
            return True
        groups = _groups(text.text)
        shared = Counter(number for group in groups for number in self._holders.get(group, ()))
        return any(count >= 0.5 * min(len(groups), self._sizes[number]) for number, count in shared.items())


_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def _groups(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(normalize(text).casefold())
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)} or {tuple(words)}


class Preparation:
    """Makes documents and texts by the stages that stand left of the tagger."""

    def __init__(self) -> None:
        nlp = spacy.blank("bn")
        self.tokenizer = BengaliTokenizer(nlp.vocab)
        self.morphology = BengaliMorphology()
        self.gazetteer = GazetteerMatcher(make_matcher())

    def doc(self, text: str) -> Doc:
        """Return the document that the tagger would see."""
        return self.gazetteer(self.morphology(self.tokenizer(text)))

    def spans(self, doc: Doc, text: GoldText) -> list[tuple[int, int, str]]:
        """Return the annotated spans of a text in tokens; a span within a token is widened to it."""
        spans: list[tuple[int, int, str]] = []
        end = 0
        for first, last, label, _ in sorted(text.spans):
            span = doc.char_span(first, last, alignment_mode="expand")
            if span is not None and span.start >= end:
                spans.append((span.start, span.end, label))
                end = span.end
        return spans

    def example(self, text: GoldText, complete: bool) -> Example:
        """Return a text ready for training."""
        doc = self.doc(text.text)
        found = self.spans(doc, text)
        if not complete:
            # The silver annotations call nationalities LOCATION, which the guideline does not.
            group = doc.spans["gazetteer"]
            peoples = {
                (span.start, span.end)
                for span, weak in zip(group, group.attrs["weak"], strict=True)
                if span.label_ == "NORP" and not weak
            }
            found = [(s, e, "NORP" if label == "LOCATION" and (s, e) in peoples else label) for s, e, label in found]
        spans = [(start, end, LABEL_INDEX[label]) for start, end, label in found]
        return Example(columns(doc), [token.norm_ for token in doc], encode(spans, len(doc)), complete)


def _joined(examples: list[Example], share: float) -> Iterator[list[Example]]:
    """Yield the examples, some of them together with those after them."""
    together: list[Example] = []
    for example in examples:
        together.append(example)
        if len(together) >= 4 or random.random() >= share:
            yield together
            together = []
    if together:
        yield together


def _batches(examples: list[Example], config: TrainingConfig) -> Iterator[list[list[Example]]]:
    """Yield batches of joined examples, in random order."""
    random.shuffle(examples)
    batch: list[list[Example]] = []
    size = 0
    for group in _joined(examples, config.join_texts):
        batch.append(group)
        size += sum(len(example.words) for example in group)
        if size >= config.tokens_per_batch:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _shown(group: list[Example], vectors: WordVectors, config: TrainingConfig) -> tuple[Any, Any]:
    """Return what the network sees of joined examples, with some features hidden."""
    table = np.concatenate([example.columns for example in group])
    if random.random() < config.hide_gazetteer:
        table[:, GAZETTEER_COLUMNS] = NO_HIT
    hidden = np.random.random(len(table)) < config.hide_words
    table[hidden, :2] = 0
    return table, vectors.of([word for example in group for word in example.words])


def _gradient(logits: Any, group: list[Example], open_tags: npt.NDArray[np.bool_]) -> tuple[Any, float]:
    """Return the gradient of the loss and the loss of joined examples.

    A token outside of every span of an incomplete text may have any of the open
    tags: the loss is that of their sum.
    """
    probs = np.exp(log_softmax(logits))
    allowed = np.zeros(probs.shape, dtype=np.bool_)
    at = 0
    for example in group:
        part = allowed[at : at + len(example.tags)]
        part[np.arange(len(example.tags)), example.tags] = True
        if not example.complete:
            part[example.tags == 0] = open_tags
        at += len(example.tags)
    right = probs * allowed
    mass = right.sum(axis=1, keepdims=True).clip(1e-9)
    return probs - right / mass, float(-np.log(mass).sum())


def _f1(tagger: CnnTagger, docs: list[Doc], gold: list[list[tuple[int, int, str]]]) -> tuple[float, float]:
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


def train(
    gold: Sequence[Path],
    silver: Sequence[Path],
    dev: Sequence[Path],
    out: Path,
    config: TrainingConfig | None = None,
    vectors: Path = PACKAGED_VECTORS,
) -> Iterator[Progress]:
    """Train a tagger, and tell at each look at the development texts how it does.

    The best model of the second half of the steps is written; a text that
    is among the development ones, or much like one of them (``HeldOut``), is left out of the training.

    Args:
        gold: Files of texts in which every mention is annotated.
        silver: Files of texts in which only ``config.silver_labels`` are.
        dev: Files of texts to choose the best model by.
        out: Folder to write the model to; ``load(model=out)`` takes it.
        config: Settings; those of the packaged tagger if None.
        vectors: Word vectors as ``training/vectors.py`` writes them.

    Raises:
        BnEntitiesError: A file cannot be read, a row is bad, or there is nothing to train on or to choose by.
    """
    config = config or read_config()
    fix_random_seed(config.seed)
    random.seed(config.seed)
    preparation = Preparation()
    dev_texts = _read(dev)
    docs = [preparation.doc(text.text) for text in dev_texts]
    spans = [preparation.spans(doc, text) for doc, text in zip(docs, dev_texts, strict=True)]
    if not any(spans):
        raise BnEntitiesError("the development texts have no mentions: give a file that has")
    held_out = HeldOut(dev_texts)
    gold_texts = [text for text in _read(gold) if text not in held_out]
    annotated = {text.text for text in gold_texts}
    silver_texts = [text for text in _read(silver) if text not in held_out and text.text not in annotated]
    examples = [preparation.example(text, True) for text in gold_texts] * config.gold_repeats
    examples += [preparation.example(text, False) for text in silver_texts]
    examples = [example for example in examples if example.words]
    if not examples:
        raise BnEntitiesError("there is no text to train on, besides those that are development texts too")

    table = WordVectors.from_disk(vectors)
    network = build(config.architecture, table.dimensions, 1 + 4 * len(LABELS))
    initialize(network, table.dimensions)
    tagger = CnnTagger(network, table, config.architecture)
    open_tags = np.array(
        [True, *(label not in config.silver_labels for label in LABELS for _ in range(4))], dtype=np.bool_
    )
    plan = [batch for _ in range(config.epochs) for batch in _batches(examples, config)]
    steps = len(plan)
    schedule = warmup_linear(config.learning_rate, min(config.warmup_steps, steps), steps + 1)
    optimizer = Adam(cast("Any", schedule), L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, loss, looked, began = -1.0, 0.0, 0, time.monotonic()
    for step, batch in enumerate(plan, 1):
        loss += _step(network, optimizer, batch, table, config, open_tags)
        if step % config.evaluate_every and step != steps:
            continue
        with network.use_params(optimizer.averages):
            scored, overall = _f1(tagger, docs, spans)
            kept = scored > best and step > steps / 2
            if kept:
                best = scored
                tagger.to_disk(out)
        yield Progress(time.monotonic() - began, step, steps, loss / (step - looked), scored, overall, kept)
        loss, looked = 0.0, step


def _read(paths: Iterable[Path]) -> list[GoldText]:
    return [text for path in paths for text in read_gold(path)]


def _step(
    network: Any,
    optimizer: Any,
    batch: list[list[Example]],
    table: WordVectors,
    config: TrainingConfig,
    open_tags: npt.NDArray[np.bool_],
) -> float:
    """Learn from one batch; return its mean loss of a token."""
    logits, backpropagate = network.begin_update([_shown(group, table, config) for group in batch])
    size = sum(len(part) for part in logits)
    gradients = []
    loss = 0.0
    for part, group in zip(logits, batch, strict=True):
        slope, cost = _gradient(part, group, open_tags)
        gradients.append((slope / size * 100).astype(np.float32))
        loss += cost / size
    backpropagate(gradients)
    network.finish_update(optimizer)
    optimizer.step_schedules()
    return loss
