"""The learning curve of the corpus: ``python training/learning_curve.py CORPORA``.

The packaged tagger's network is trained on samples of the annotated sentences alone, each
sample a part of the next one, for about the same number of steps, and scored on the development
sentences, exact span and label: PERSON, LOCATION and ORGANIZATION, and all labels. Then with our own articles
beside all of them, and on the articles alone. The figure is that of the last step, so that nothing is chosen by the development sentences.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bn_entities.corpus.reading import read_corpus
from bn_entities.corpus.standoff import count_sentences
from bn_entities.evaluation import GoldText, read_gold
from bn_entities.training.config import CnnSettings, DataFiles
from bn_entities.training.data import TrainingTexts
from bn_entities.training.run import train

HERE = Path(__file__).parent
SIZES = (500, 1000, 2000, 4000)
STEPS = 1000


def sample(texts: Sequence[GoldText], sentences: int) -> list[GoldText]:
    """Return the first texts that have so many sentences together."""
    chosen: list[GoldText] = []
    count = 0
    for text in texts:
        if count >= sentences:
            break
        chosen.append(text)
        count += count_sentences(text.text)
    return chosen


def score(texts: Sequence[GoldText], dev: Sequence[GoldText], seed: int) -> tuple[float, float]:
    """Return F1 on the development sentences after training on texts: three labels, all labels."""
    words = sum(len(text.text.split()) for text in texts)
    epochs = max(1, round(STEPS * CnnSettings().tokens_per_batch / (words * 1.2)))
    settings = CnnSettings(seeds=(seed,), epochs=epochs, gold_repeats=1, evaluate_every=10**6)
    with tempfile.TemporaryDirectory() as folder:
        [run] = train(TrainingTexts.of(texts, dev=dev), DataFiles(), settings, Path(folder))
    return run.held_out


def main(
    corpora: Annotated[Path, typer.Argument(help="Folder of the corpora, with dev.jsonl.")],
    seeds: Annotated[int, typer.Option(help="Runs of each row, of which the mean is told.")] = 1,
) -> None:
    """Print the table."""
    texts = read_corpus(HERE, corpora)
    articles = read_corpus(HERE, None)
    own = {text.id for text in articles}
    sentences = [text for text in texts if text.id not in own]
    random.Random(1).shuffle(sentences)
    dev = list(read_gold(corpora / "dev.jsonl"))
    rows = {f"{size:,} sentences": sample(sentences, size) for size in SIZES}
    rows |= {"all sentences and the articles": sentences + articles, "the articles alone": articles}
    print("| trained on | texts | F1, three labels | F1, all labels |")
    print("| --- | ---: | ---: | ---: |")
    for name, chosen in rows.items():
        scores = [score(chosen, dev, seed) for seed in range(1, seeds + 1)]
        three, overall = (sum(part) / len(scores) for part in zip(*scores, strict=True))
        print(f"| {name} | {len(chosen)} | {three:.3f} | {overall:.3f} |", flush=True)


if __name__ == "__main__":
    typer.run(main)
