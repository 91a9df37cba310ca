"""What scores mean: ``python benchmarks/calibration.py GOLD... [--model fast] [--plot FILE]``.

For each model the expected calibration error of the mentions on annotated texts (ten bins of equal width, exact span and
label), precision by score, and how ``load(min_score=...)`` moves between precision and recall. ``--plot`` draws both; it needs
the extra ``plots``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bn_entities import load
from bn_entities.calibration import Bin, expected_calibration_error, reliability
from bn_entities.evaluation import GoldText, Score, evaluate, read_gold, total
from bn_entities.records import DEFAULT_MIN_SCORE

MIN_SCORES = (0.05, 0.1, 0.2, 0.3, DEFAULT_MIN_SCORE, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was measured of a model.

    Attributes:
        model: Its name.
        bins: Its mentions by score.
        curve: Score over all labels by ``min_score``.
    """

    model: str
    bins: list[Bin]
    curve: dict[float, Score]


def measure(model: str, gold: Sequence[GoldText]) -> Findings:
    """Return what there is to say of a model."""
    texts = [text.text for text in gold]
    articles = list(load(model).pipe(texts))
    scores, right = [], []
    for text, article in zip(gold, articles, strict=True):
        truth = {span[:3] for span in text.spans}
        for mention in article.mentions:
            scores.append(mention.score)
            right.append((mention.start, mention.end, mention.label) in truth)
    curve = {least: total(evaluate(gold, load(model, min_score=least).pipe(texts))) for least in MIN_SCORES}
    return Findings(model, reliability(scores, right), curve)


def plot(findings: Sequence[Findings], path: Path) -> None:
    """Draw precision by score, and precision by recall."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "bn-entities"
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
    left.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for each, marker in zip(findings, "osv^", strict=False):
        [line] = left.plot(
            [one.score for one in each.bins],
            [one.precision for one in each.bins],
            marker=marker,
            label=f"{each.model}, error {expected_calibration_error(each.bins):.3f}",
        )
        steps = [each.curve[least] for least in MIN_SCORES]
        right.plot(
            [one.recall for one in steps],
            [one.precision for one in steps],
            marker=marker,
            markersize=4,
            color=line.get_color(),
            label=each.model,
        )
        default = each.curve[DEFAULT_MIN_SCORE]
        right.plot(default.recall, default.precision, marker="*", markersize=13, color=line.get_color())
    left.set(xlabel="score", ylabel="precision of the mentions", xlim=(0, 1), ylim=(0, 1))
    right.set(xlabel="recall", ylabel="precision")
    right.set_title("min_score 0.05 to 0.95; a star: 0.4, the default", fontsize=10)
    left.legend()
    right.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


def main(
    gold: Annotated[list[Path], typer.Argument(help="Annotated texts that the models were not trained on.")],
    model: Annotated[list[str] | None, typer.Option(help="fast, accurate, or a folder; may be given again.")] = None,
    plot_to: Annotated[Path | None, typer.Option("--plot", help="File for the plot, SVG.")] = None,
) -> None:
    """Print the tables."""
    texts = [text for path in gold for text in read_gold(path)]
    findings = [measure(each, texts) for each in model or ["fast", "accurate"]]
    for each in findings:
        print(f"{each.model}: expected calibration error {expected_calibration_error(each.bins):.3f}\n")
        print("| score | mentions | mean score | precision |\n| --- | ---: | ---: | ---: |")
        for one in each.bins:
            print(f"| {one.low:.1f} to {one.high:.1f} | {one.count} | {one.score:.2f} | {one.precision:.2f} |")
        print("\n| min_score | precision | recall | F1 |\n| --- | ---: | ---: | ---: |")
        for least, score in each.curve.items():
            print(f"| {least:.2f} | {score.precision:.2f} | {score.recall:.2f} | {score.f1:.3f} |")
        print()
    if plot_to is not None:
        plot(findings, plot_to)


if __name__ == "__main__":
    typer.run(main)
