"""Training of the convolutional tagger, in thinc."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from thinc.api import (
    Adam,
    Dropout,
    HashEmbed,
    Linear,
    Maxout,
    Model,
    chain,
    clone,
    concatenate,
    expand_window,
    fix_random_seed,
    list2ragged,
    ragged2list,
    residual,
    with_array,
)
from thinc.schedules import warmup_linear

from bn_entities.tagger.bilou import encode
from bn_entities.tagger.cnn import CnnTagger, Words, words_of
from bn_entities.tagger.features import WORD_COLUMNS, WordVectors, word_columns
from bn_entities.tagger.hits import hit_columns
from bn_entities.tagger.interface import TokenTagger, log_softmax
from bn_entities.tagger.network import Architecture, hash_seed
from bn_entities.training.augmentation import Augment
from bn_entities.training.config import CnnSettings
from bn_entities.training.data import (
    LABEL_INDEX,
    TAGS,
    Judge,
    Preparation,
    TrainingTexts,
    open_tags,
    prepared,
    silver_spans,
    token_spans,
)
from bn_entities.training.progress import Progress, Tell

Weights = dict[str, npt.NDArray[np.floating]]
"""The weights of a network by name, see ``bn_entities.tagger.network.Network``."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text as the tagger is trained on it.

    Attributes:
        words: Normal form and lemma of each token.
        hits: Gazetteer hits of each token, (tokens, hit columns).
        targets: Probability of each tag at each token, (tokens, tags); those of a token sum to more than one
            where several tags may be right.
    """

    words: Words
    hits: npt.NDArray[np.uint8]
    targets: npt.NDArray[np.float16]


def build(architecture: Architecture, dimensions: int) -> tuple[Model[Any, Any], dict[str, Model[Any, Any]]]:
    """Return the network with its first weights, and its parts by the names that ``Network`` gives them.

    Args:
        architecture: Its sizes.
        dimensions: Length of a word vector.
    """
    width = architecture.width
    parts: dict[str, Model[Any, Any]] = {}
    for column, rows in enumerate(architecture.rows):
        parts[f"embed.{column}"] = HashEmbed(
            nO=architecture.embedding, nV=rows, column=column, seed=hash_seed(column), dropout=0.0
        )
    parts["vectors"] = Linear(nO=width, nI=dimensions)
    embed: Model[Any, Any] = concatenate(
        chain(
            _part(0),
            list2ragged(),
            with_array(concatenate(*(parts[f"embed.{at}"] for at in range(len(architecture.rows))))),
        ),
        chain(_part(1), list2ragged(), with_array(parts["vectors"])),
    )
    mixed = len(architecture.rows) * architecture.embedding + width
    parts["mix"] = Maxout(nO=width, nI=mixed, nP=3, normalize=True, dropout=architecture.dropout)
    convolution: Model[Any, Any] = chain(
        expand_window(window_size=1), Maxout(nO=width, nI=width * 3, nP=3, dropout=0.0, normalize=True)
    )
    convolutions = clone(residual(convolution), architecture.depth)
    for at, layer in enumerate(convolutions.layers if architecture.depth > 1 else [convolutions]):
        parts[f"convolution.{at}"] = layer
    parts["out"] = Linear(nO=TAGS, nI=width)
    network: Model[Any, Any] = chain(
        embed,
        with_array(parts["mix"]),
        ragged2list(),
        with_array(chain(convolutions, Dropout(architecture.dropout)), pad=architecture.depth),
        with_array(parts["out"]),
    )
    network.initialize(
        [
            (
                np.zeros((2, len(architecture.rows)), dtype=np.uint64),
                np.zeros((2, dimensions), dtype=np.float32),
            )
        ]
    )
    return network, parts


def _part(index: int) -> Model[Any, Any]:
    def forward(model: Model[Any, Any], pairs: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        del model, is_train
        return [pair[index] for pair in pairs], lambda _: []

    return Model(f"part-{index}", forward)


def weights_of(parts: dict[str, Model[Any, Any]]) -> Weights:
    """Return the weights of a network by name.

    Args:
        parts: What ``build`` returned beside the network.
    """
    weights: Weights = {}
    for name, part in parts.items():
        for node in part.walk():
            if node.name == "hashembed":
                weights[name] = np.array(node.get_param("E"))
            elif node.name == "linear" or node.name == "maxout":
                weights[f"{name}.W"], weights[f"{name}.b"] = (
                    np.array(node.get_param("W")),
                    np.array(node.get_param("b")),
                )
            elif node.name == "layernorm":
                weights[f"{name}.G"], weights[f"{name}.beta"] = (
                    np.array(node.get_param("G")),
                    np.array(node.get_param("b")),
                )
    return weights


def gold_examples(
    texts: TrainingTexts, preparation: Preparation, settings: CnnSettings, augment: Augment
) -> list[Example]:
    """Return the gold texts as examples, as often as an epoch shows them: as they are once, and then augmented.

    Args:
        texts: The texts of the training.
        preparation: Makes the documents.
        settings: The settings.
        augment: Changes a text.
    """
    chance = random.Random(settings.seeds[0])
    examples = []
    for round_ in range(settings.gold_repeats):
        for text in texts.gold:
            seen = augment(text, chance) if round_ else text
            doc = preparation.doc(seen.text)
            spans = [(start, end, LABEL_INDEX[label]) for start, end, label in token_spans(doc, seen)]
            targets = np.eye(TAGS, dtype=np.float16)[encode(spans, len(doc))]
            examples.append(Example(words_of(doc), hit_columns(doc).astype(np.uint8), targets))
    return examples


def silver_examples(
    texts: TrainingTexts, preparation: Preparation, settings: CnnSettings, teacher: TokenTagger | None
) -> list[Example]:
    """Return the silver texts as examples, as a teacher labels them or with the labels that they tell.

    Args:
        texts: The texts of the training.
        preparation: Makes the documents.
        settings: The settings.
        teacher: Labels the texts anew, if there is one.
    """
    if teacher is not None and settings.soft_targets:
        return [
            Example(words_of(doc), hit_columns(doc).astype(np.uint8), np.exp(table).astype(np.float16))
            for _, docs in prepared(texts.silver, preparation)
            for doc, table in zip(docs, teacher.log_probs(docs), strict=True)
        ]
    outside = open_tags(settings.silver_labels).astype(np.float16)
    examples = []
    for doc, found in silver_spans(texts.silver, preparation, teacher):
        tags = encode([(start, end, LABEL_INDEX[label]) for start, end, label in found], len(doc))
        targets = np.eye(TAGS, dtype=np.float16)[tags]
        if teacher is None:
            # A token outside of every span may have any tag of a label that is not told.
            targets[tags == 0] = outside
        examples.append(Example(words_of(doc), hit_columns(doc).astype(np.uint8), targets))
    return examples


def train_cnn(
    examples: Sequence[Example],
    judge: Judge,
    settings: CnnSettings,
    seed: int,
    vectors: WordVectors,
    tell: Tell,
) -> CnnTagger:
    """Train a tagger, and return what was best in the second half of the steps.

    Args:
        examples: What to learn, as often as it is to be seen in an epoch.
        judge: Tells the best one.
        settings: The settings.
        seed: Seed of all that is random.
        vectors: The word vectors.
        tell: Is called with each look at the held-out texts.
    """
    fix_random_seed(seed)
    random.seed(seed)
    network, parts = build(settings.architecture, vectors.dimensions)
    inputs = _Inputs(vectors, settings)
    examples = list(examples)
    plan = [batch for _ in range(settings.epochs) for batch in _batches(examples, settings)]
    steps = len(plan)
    schedule = warmup_linear(settings.learning_rate, min(settings.warmup_steps, steps), steps + 1)
    optimizer = Adam(cast("Any", schedule), L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, kept = -1.0, None
    loss, looked, began = 0.0, 0, time.monotonic()
    for step, batch in enumerate(plan, 1):
        loss += _step(network, optimizer, batch, inputs)
        if step % settings.evaluate_every and step != steps:
            continue
        with network.use_params(optimizer.averages):
            tagger = CnnTagger(weights_of(parts), settings.architecture, vectors)
        scored, overall = judge.f1(tagger)
        better = overall > best and step > steps / 2
        if better or (step == steps and kept is None):
            best, kept = overall, tagger
        tell(
            Progress(
                time.monotonic() - began, seed, step, steps, loss / (step - looked), scored, overall, kept is tagger
            )
        )
        loss, looked = 0.0, step
    assert kept is not None
    return kept


class _Inputs:
    """Makes what the network sees of joined examples, with some features hidden."""

    def __init__(self, vectors: WordVectors, settings: CnnSettings) -> None:
        self._settings = settings
        self._vectors = vectors
        self._known: dict[str, npt.NDArray[np.float32]] = {}

    def of(self, group: Sequence[Example]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.float32]]:
        words = [word for example in group for word in example.words]
        table = np.zeros((len(words), len(self._settings.architecture.rows)), dtype=np.uint64)
        table[:, :WORD_COLUMNS] = np.array([word_columns(*word) for word in words], dtype=np.uint64)
        if random.random() >= self._settings.hide_gazetteer:
            table[:, WORD_COLUMNS:] = np.concatenate([example.hits for example in group])
        hidden = np.random.random(len(table)) < self._settings.hide_words
        table[hidden, :2] = 0
        new = [norm for norm in dict.fromkeys(norm for norm, _ in words) if norm not in self._known]
        self._known.update(zip(new, self._vectors.of(new), strict=True))
        return table, np.stack([self._known[norm] for norm, _ in words])


def _joined(examples: Sequence[Example], share: float) -> Iterator[list[Example]]:
    """Yield the examples, some of them together with those after them."""
    together: list[Example] = []
    for example in examples:
        together.append(example)
        if len(together) >= 4 or random.random() >= share:
            yield together
            together = []
    if together:
        yield together


def _batches(examples: list[Example], settings: CnnSettings) -> Iterator[list[list[Example]]]:
    """Yield batches of joined examples, in random order."""
    random.shuffle(examples)
    batch: list[list[Example]] = []
    size = 0
    for group in _joined(examples, settings.join_texts):
        batch.append(group)
        size += sum(len(example.words) for example in group)
        if size >= settings.tokens_per_batch:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _step(network: Any, optimizer: Any, batch: list[list[Example]], inputs: _Inputs) -> float:
    """Learn from one batch; return its mean loss of a token."""
    logits, backpropagate = network.begin_update([inputs.of(group) for group in batch])
    size = sum(len(part) for part in logits)
    gradients = []
    loss = 0.0
    for part, group in zip(logits, batch, strict=True):
        slope, cost = gradient(part, np.concatenate([example.targets for example in group]).astype(np.float32))
        gradients.append((slope / size * 100).astype(np.float32))
        loss += cost / size
    backpropagate(gradients)
    network.finish_update(optimizer)
    optimizer.step_schedules()
    return loss


def gradient(
    logits: npt.NDArray[np.float32], targets: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.float32], float]:
    """Return the gradient of the loss, and the loss, of tokens.

    Where the targets of a token sum to one the loss is the cross entropy with them; where several tags may be right
    (their sum is greater), it is that of the sum of their probabilities.

    Args:
        logits: Shape (tokens, tags).
        targets: Shape (tokens, tags).
    """
    log_probs = log_softmax(logits)
    probs = np.exp(log_probs)
    several = targets.sum(axis=1) > 1.5
    wanted = targets / targets.sum(axis=1, keepdims=True).clip(1e-6)
    cost = -(wanted * log_probs).sum(axis=1)
    if several.any():
        right = probs[several] * targets[several]
        mass = right.sum(axis=1, keepdims=True).clip(1e-9)
        wanted[several] = right / mass
        cost[several] = -np.log(mass[:, 0])
    return probs - wanted, float(cost.sum())
