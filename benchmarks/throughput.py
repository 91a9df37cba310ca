"""Speed beside bnlp-toolkit: ``python benchmarks/throughput.py [ROUNDS]``.

Our two models and the peer read the articles of ``tests/gold``. The peer is what bnlp-toolkit offers
for the same job: its tokenizer, then its CRF tagger, trained here by its own
trainer on the same articles, since its pretrained model must be downloaded.
The rounds of both alternate in one run; the medians and their ratio are
printed. The peer gives tags of tokens: no offsets, names, values or entities.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import bn_entities
from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.evaluation import read_gold

GOLD = sorted((Path(__file__).parents[1] / "tests" / "gold").glob("*.txt"))
REPEATS = 5


def peer(folder: Path) -> Callable[[str], object]:
    """Return bnlp-toolkit's tokenizer and tagger as one function of a text."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        from bnlp import BengaliNER
        from bnlp.token_classification.token_classification_trainer import CRFTaggerTrainer

        sentences = []
        for gold in (text for path in GOLD for text in read_gold(path)):
            inside = {at: label for start, end, label, _ in gold.spans for at in range(start, end)}
            starts = {start for start, *_ in gold.spans}
            tags = [
                (normalize(gold.text[at:end]), f"{'B' if at in starts else 'I'}-{inside[at]}" if at in inside else "O")
                for at, end in tokenize(gold.text)
            ]
            sentences += [tags[at : at + 30] for at in range(0, len(tags), 30)]
        model = folder / "ner.pkl"
        CRFTaggerTrainer().train(str(model), sentences, sentences[:5])
        tagger = BengaliNER(model_path=str(model))
    return lambda text: [tagger.tag(sentence) for sentence in text.split("।") if sentence.strip()]


def main() -> None:
    """Run the benchmark."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    texts = [text.text for path in GOLD for text in read_gold(path)] * REPEATS
    words = sum(len(text.split()) for text in texts)
    fast, accurate = bn_entities.load("fast"), bn_entities.load("accurate")
    with tempfile.TemporaryDirectory() as folder:
        theirs = peer(Path(folder))
        runs: dict[str, Callable[[], object]] = {
            "fast": lambda: list(fast.pipe(texts)),
            "accurate": lambda: list(accurate.pipe(texts)),
            "bnlp-toolkit": lambda: [theirs(text) for text in texts],
        }
        seconds: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, run in runs.items():
                began = time.perf_counter()
                run()
                seconds[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    for name, median in medians.items():
        print(f"{name:14} {words / median:8.0f} words a second")
    for name in ("fast", "accurate"):
        print(f"ratio of time  {medians[name] / medians['bnlp-toolkit']:.2f} ({name} to bnlp-toolkit)")


if __name__ == "__main__":
    main()
