"""Set the resolver's votes: ``python training/weights.py CORPORA [MODEL ...]``.

Each vote in turn is moved up and down as long as F1 over all labels, summed over the models, rises on the held-out tenth of
the corpus. Prints the votes that are to stand in ``Weights``, and F1 on the development sentences before and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Annotated

import typer
from spacy.tokens import Doc

from bn_entities import load
from bn_entities.corpus.reading import parted, read_corpus
from bn_entities.evaluation import GoldText, read_gold
from bn_entities.pipeline import Pipeline
from bn_entities.records import DEFAULT_MIN_SCORE
from bn_entities.resolve import SPANS, Resolver, Weights, create_resolver

STEPS = (2.0, 1.0, 0.5)
ROUNDS = 2
LEAST_GAIN = 2e-4


class Bench:
    """Texts that all stages before the resolver have read, for one model."""

    def __init__(self, pipeline: Pipeline, texts: Sequence[GoldText]) -> None:
        """Read the texts.

        Args:
            pipeline: The pipeline.
            texts: Annotated texts.
        """
        self._made: Resolver = create_resolver(pipeline.nlp, "bn_resolver", DEFAULT_MIN_SCORE)
        with pipeline.nlp.select_pipes(disable=["bn_resolver"]):
            self._docs: list[Doc] = list(pipeline.nlp.pipe(text.text for text in texts))
        self._truth = [{span[:3] for span in text.spans} for text in texts]

    def f1(self, weights: Weights) -> float:
        """Return F1 over all labels with some votes.

        Args:
            weights: The votes.
        """
        self._made.weights = weights
        right = found = there = 0
        for doc, truth in zip(self._docs, self._truth, strict=True):
            group = self._made(doc).spans[SPANS]
            spans = {(span.start_char, span.end_char, span.label_) for span in group}
            right, found, there = right + len(spans & truth), found + len(spans), there + len(truth)
        return 2 * right / (found + there)


def tuned(benches: Sequence[Bench], weights: Weights) -> Weights:
    """Return better votes.

    Args:
        benches: What they are to be good for.
        weights: The votes to start from.
    """
    best = sum(bench.f1(weights) for bench in benches)
    for _ in range(ROUNDS):
        for field in fields(Weights):
            for step in STEPS:
                for direction in (step, -step):
                    while True:
                        moved = replace(weights, **{field.name: getattr(weights, field.name) + direction})
                        score = sum(bench.f1(moved) for bench in benches)
                        if score < best + LEAST_GAIN:
                            break
                        best, weights = score, moved
                        print(f"{field.name} {getattr(weights, field.name)}: {best / len(benches):.4f}", flush=True)
    return weights


def main(
    corpora: Annotated[Path, typer.Argument(help="Folder of the corpora.")],
    models: Annotated[list[str] | None, typer.Argument(help="fast and accurate if none is given.")] = None,
) -> None:
    """Print the votes."""
    _, held_out = parted(read_corpus(Path(__file__).parent, corpora))
    dev = list(read_gold(corpora / "dev.jsonl"))
    pipelines = [load(model) for model in models or ["fast", "accurate"]]
    weights = tuned([Bench(pipeline, held_out) for pipeline in pipelines], Weights())
    print(weights)
    for pipeline in pipelines:
        bench = Bench(pipeline, dev)
        print(f"development: {bench.f1(Weights()):.4f} before, {bench.f1(weights):.4f} after")


if __name__ == "__main__":
    typer.run(main)
