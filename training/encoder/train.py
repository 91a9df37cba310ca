"""Train the encoder tagger: ``python training/encoder/train.py PRETRAINED TOKENIZER CORPORA OUT``.

PRETRAINED is the file that ``pretrained.py`` reads, TOKENIZER the ``tokenizer.json`` of XLM-R's pieces,
CORPORA the folder of the corpora. Our own corpus (``training/annotations`` and ``training/articles``) is the gold;
silver texts, of which only some labels are told, come before it. Runs on a CPU with bfloat16.
"""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import regex
import tokenizers
import torch
import typer
from pretrained import Pretrained, read
from torch import Tensor, nn
from torch.nn.functional import gelu

from bn_entities.corpus.reading import read_corpus
from bn_entities.evaluation import GoldText, read_gold
from bn_entities.records import LABELS
from bn_entities.tagger.bilou import decode, encode
from bn_entities.tagger.encoder import Pieces, sentence_groups
from bn_entities.tagger.hits import HITS, hit_columns
from bn_entities.tagger.training import LABEL_INDEX, HeldOut, Preparation

HERE = Path(__file__).parents[1]
ROOT = HERE.parent
TAGS = 1 + 4 * len(LABELS)
SILVER_LABELS = ("PERSON", "LOCATION", "ORGANIZATION", "DATE")
OPEN = torch.tensor([True, *(label not in SILVER_LABELS for label in LABELS for _ in range(4))])
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def cut_tokenizer(path: Path, words: Iterable[str]) -> tuple[dict[str, Any], list[int]]:
    """Return the tokenizer's JSON with the pieces that words need, and the old ids of the pieces kept."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    full = tokenizers.Tokenizer.from_file(str(path))
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
        if piece in SPECIAL
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

    def __init__(self, sizes: Pretrained, kept: Sequence[int]) -> None:
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
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
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
        positions = torch.arange(ids.shape[1])
        x = self.word(ids) + self.position(positions) + self.segment + self.hits(hits).sum(2)
        x = self.dropout(self.norm(x))
        added = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, added)
        return self.out(self.dropout(x))


@dataclass(slots=True)
class Example:
    """A text ready for training.

    Attributes:
        ids: Pieces, with the marks of start and end.
        first: Position of the first piece of each token.
        hits: Hits of the token of each piece.
        tags: Tag of each token.
        complete: False if some labels are not annotated.
    """

    ids: list[int]
    first: list[int]
    hits: np.ndarray
    tags: np.ndarray
    complete: bool


def examples(texts: Iterable[GoldText], pieces: Pieces, preparation: Preparation, complete: bool) -> Iterator[Example]:
    """Yield texts in parts, as ``sentence_groups`` makes them."""
    for text in texts:
        doc = preparation.doc(text.text)
        spans = preparation.spans(doc, text)
        if not complete:
            peoples = {(span.start, span.end) for span in doc.spans["gazetteer"] if span.label_ == "NORP"}
            spans = [(s, e, "NORP" if label == "LOCATION" and (s, e) in peoples else label) for s, e, label in spans]
        tags = encode([(s, e, LABEL_INDEX[label]) for s, e, label in spans], len(doc))
        hits = hit_columns(doc)
        words = [pieces.of(token.norm_) for token in doc]
        for begin, end in sentence_groups(doc, words):
            yield _example(words, hits, tags, begin, end, pieces, complete)


def _example(
    words: list[list[int]], hits: np.ndarray, tags: np.ndarray, begin: int, end: int, pieces: Pieces, complete: bool
) -> Example:
    ids, first = [pieces.start], []
    rows = [np.zeros((1, hits.shape[1]), dtype=np.int64)]
    for at in range(begin, end):
        if len(ids) + len(words[at]) > 400:
            end = at
            break
        first.append(len(ids))
        ids += words[at]
        rows.append(np.repeat(hits[at : at + 1], len(words[at]), axis=0))
    rows.append(np.zeros((1, hits.shape[1]), dtype=np.int64))
    return Example([*ids, pieces.end], first, np.concatenate(rows), tags[begin:end], complete)


def batches(items: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield the examples in batches of about so many pieces, of like lengths, in random order."""
    order = sorted(items, key=lambda item: len(item.ids) + rng.random() * 16)
    found: list[list[Example]] = [[]]
    for item in order:
        if found[-1] and (len(found[-1]) + 1) * len(item.ids) > size:
            found.append([])
        found[-1].append(item)
    rng.shuffle(found)
    yield from found


def collate(batch: Sequence[Example], padding: int, hide: float, rng: random.Random) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and hits of a batch; a share of the texts is shown without hits."""
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


def loss_of(logits: Tensor, batch: Sequence[Example]) -> Tensor:
    """Return the mean loss of the tokens; outside of the spans of an incomplete text any open tag is right."""
    chosen, tags, allowed = [], [], []
    for row, item in enumerate(batch):
        chosen.append(logits[row, item.first])
        tags.append(torch.from_numpy(item.tags))
        allowed.append(torch.full((len(item.tags),), item.complete))
    log_probs = torch.cat(chosen).float().log_softmax(-1)
    tag, complete = torch.cat(tags), torch.cat(allowed)
    right = log_probs.gather(1, tag[:, None])[:, 0]
    loose = log_probs.masked_fill(~OPEN, -1e4).logsumexp(-1)
    return -torch.where(complete | (tag != 0), right, loose).mean()


def evaluate(model: Encoder, items: Sequence[Example], padding: int) -> tuple[float, float]:
    """Return F1 over PERSON, LOCATION and ORGANIZATION, and over all labels."""
    model.eval()
    rng = random.Random(0)
    counts = {True: [0, 0, 0], False: [0, 0, 0]}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for at in range(0, len(items), 16):
            batch = items[at : at + 16]
            logits = model(*collate(batch, padding, 0, rng)).float().log_softmax(-1).numpy()
            for row, item in enumerate(batch):
                found = set(decode(logits[row, item.first]))
                truth = set(decode(np.where(np.arange(TAGS) == item.tags[:, None], 0.0, -1e3)))
                for three in counts:
                    f, t = (
                        {span for span in spans if not three or LABELS[span[2]] in SILVER_LABELS[:3]}
                        for spans in (found, truth)
                    )
                    for index, number in enumerate((len(f & t), len(f), len(t))):
                        counts[three][index] += number
    model.train()
    scored, overall = (2 * right / max(1, found + there) for right, found, there in counts.values())
    return scored, overall


def parameters(model: Encoder, rate: float, decay: float) -> list[dict[str, Any]]:
    """Return the groups of parameters: the deeper a layer, the slower it learns."""
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


def run(
    model: Encoder, stages: Sequence[tuple[list[Example], int, float]], dev: list[Example], padding: int, seed: int
) -> tuple[float, float]:
    """Train in stages of (examples, epochs, rate), and return the last F1 on the development sentences."""
    rng = random.Random(seed)
    scores = (0.0, 0.0)
    for items, epochs, rate in stages:
        plan = [batch for _ in range(epochs) for batch in batches(items, 2048, rng)]
        optimizer = torch.optim.AdamW(parameters(model, rate, 0.92), weight_decay=0.01)
        began, losses = time.monotonic(), []
        for step, batch in enumerate(plan, 1):
            share = min(1.0, step / (0.1 * len(plan))) * (1 - step / (len(plan) + 1))
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * min(share * 1.1, 1.0)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(*collate(batch, padding, 0.25, rng))
            loss = loss_of(logits, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(float(loss.detach()))
            if step % 200 == 0 or step == len(plan):
                scores = evaluate(model, dev, padding)
                print(
                    f"{time.monotonic() - began:5.0f} s  step {step}/{len(plan)}  loss {np.mean(losses[-200:]):.3f}  "
                    f"F1 {scores[0]:.3f}, all labels {scores[1]:.3f}",
                    flush=True,
                )
    return scores


def main(
    pretrained: Annotated[Path, typer.Argument()],
    tokenizer: Annotated[Path, typer.Argument()],
    corpora: Annotated[Path, typer.Argument()],
    out: Annotated[Path, typer.Argument()],
    silver_file: Annotated[
        Path | None,
        typer.Option(help="Texts of which all labels are told, made by relabel.py; silver.jsonl.xz if none."),
    ] = None,
    silver_texts: int = 12000,
    epochs: int = 5,
    seed: int = 1,
) -> None:
    """Train and write ``tokenizer.json`` and ``model.pt``."""
    torch.manual_seed(seed)
    random.seed(seed)
    gold = read_corpus(HERE, corpora)
    gold += [text for name in ("gold_train", "gold_written") for text in read_gold(corpora / f"{name}.jsonl")]
    dev = list(read_gold(corpora / "dev.jsonl"))
    held_out = HeldOut(dev)
    annotated = {text.text for text in gold}
    source = silver_file or corpora / "silver.jsonl.xz"
    silver = [text for text in read_gold(source) if text not in held_out and text.text not in annotated]
    random.shuffle(silver)
    preparation = Preparation()
    counted = gzip.decompress((ROOT / "src/bn_entities/bengali/frequencies.tsv.gz").read_bytes()).decode()
    words = [line.partition("\t")[0] for line in counted.splitlines()]
    words += [token.norm_ for text in gold + silver for token in preparation.tokenizer(text.text)]
    whole, kept = cut_tokenizer(tokenizer, words)
    out.mkdir(parents=True, exist_ok=True)
    (out / "tokenizer.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    cut = tokenizers.Tokenizer.from_file(str(out / "tokenizer.json"))
    pieces = Pieces(cut)
    print(f"{len(kept)} pieces, {len(gold)} gold texts, {len(silver)} silver texts", flush=True)
    model = Encoder(read(pretrained), kept)
    gold_examples = list(examples(gold, pieces, preparation, True))
    dev_examples = list(examples(dev, pieces, preparation, True))
    silver_examples = list(examples(silver[:silver_texts], pieces, preparation, silver_file is not None))
    print(f"{len(gold_examples)} gold, {len(silver_examples)} silver examples", flush=True)
    stages = [(silver_examples, 1, 1e-4)] if silver_examples else []
    run(model, [*stages, (gold_examples, epochs, 1.5e-4)], dev_examples, cut.get_vocab()["<pad>"], seed)
    torch.save({"state": model.state_dict(), "kept": kept}, out / "model.pt")


if __name__ == "__main__":
    typer.run(main)
