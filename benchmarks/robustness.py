"""How well the models read texts as others type, spell and print them: ``python benchmarks/robustness.py GOLD...``.

Each perturbation changes the annotated texts, and their annotations with them; a row of the table says how much of the
F1 is left. The texts that a perturbation leaves as they are count in it too; ``changed`` tells the
share of those that it changed. The seed is fixed; ``--draws`` lets chance decide more than once, since the names alone are few in
small texts. ``--examples`` prints mentions that were found before and are not after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from bn_entities import Pipeline, load
from bn_entities.bengali.spelling import normalize
from bn_entities.console import errors_told
from bn_entities.evaluation import GoldText, evaluate, read_gold, total
from bn_entities.records import Article
from bn_entities.training.perturbations import Perturbation, standard_perturbations

NAMES = Path(__file__).parents[1] / "training" / "names"
SEED = 1
CONLL_LABELS = ("PERSON", "LOCATION", "ORGANIZATION")
HEAD = (
    "| texts | changed | F1 PERSON+LOCATION+ORGANIZATION | drop | F1 all labels | drop | PERSON recall |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def with_names(gold: GoldText, pipeline: Pipeline) -> GoldText:
    """Return the text with a name for each person, read by the gazetteers where none is annotated."""

    def name_of(surface: str) -> str:
        name = pipeline.names(surface, "PERSON")[0].name
        # Persons are hardly ever a place: what looks like a locative is part of the name.
        return normalize(surface) if normalize(surface) == name + "ে" else name

    return replace(
        gold,
        spans=tuple(
            (start, end, label, name or (name_of(gold.text[start:end]) if label == "PERSON" else ""))
            for start, end, label, name in gold.spans
        ),
    )


def read(pipeline: Pipeline, texts: Sequence[GoldText], known: dict[str, Article]) -> list[Article]:
    """Return the articles of texts; those that were read before are taken from ``known``, and new ones added to it."""
    new = list(dict.fromkeys(text.text for text in texts if text.text not in known))
    known.update(zip(new, pipeline.pipe(new), strict=True))
    return [known[text.text] for text in texts]


def perturbed(texts: Sequence[GoldText], title: str, perturbation: Perturbation) -> list[GoldText]:
    """Return the texts changed; what chance decides depends on the title and the text's place only."""
    return [perturbation(text, Random(f"{SEED} {title} {place}")) for place, text in enumerate(texts)]


def row(
    title: str, changed: str, texts: Sequence[GoldText], articles: Sequence[Article], base: Sequence[float]
) -> list[float]:
    """Print a row and return its two F1."""
    scores = evaluate(texts, articles)
    figures = [total(scores, CONLL_LABELS).f1, total(scores).f1]
    cells = [f"{now:.3f} | {before - now:.3f}" for now, before in zip(figures, base or figures, strict=True)]
    print(f"| {title} | {changed} | {' | '.join(cells)} | {total(scores, ['PERSON']).recall:.3f} |", flush=True)
    return figures


def missed(texts: Sequence[GoldText], articles: Sequence[Article]) -> list[set[int]]:
    """Return for each text the indexes of the annotated mentions that were not found just so."""
    found = [{(m.start, m.end, m.label) for m in article.mentions} for article in articles]
    return [
        {index for index, span in enumerate(text.spans) if span[:3] not in mentions}
        for text, mentions in zip(texts, found, strict=True)
    ]


def show(
    before: tuple[Sequence[GoldText], Sequence[Article]], after: tuple[Sequence[GoldText], Sequence[Article]], most: int
) -> None:
    """Print mentions that are missed after and were not before, and what was found in their place."""
    for text, article, lost, kept in zip(*after, missed(*after), missed(*before), strict=True):
        for index in sorted(lost - kept)[: max(0, most)]:
            most -= 1
            start, end, label, _ = text.spans[index]
            instead = [f"{m.text} {m.label}" for m in article.mentions if m.start < end and start < m.end]
            around = text.text[max(0, start - 40) : end + 40].replace("\n", " ")
            print(f"    {text.text[start:end]} {label}: {', '.join(instead) or 'nothing'}   in: {around}")


def main(
    gold: Annotated[list[Path], typer.Argument(help="Annotated texts, as evaluate reads them.")],
    model: Annotated[list[str] | None, typer.Option(help="fast, accurate or a folder; may be given again.")] = None,
    draws: Annotated[int, typer.Option(help="Change each text this many times.", min=1)] = 1,
    examples: Annotated[int, typer.Option(help="Print this many lost mentions after each row.")] = 0,
) -> None:
    """Print a table for each model."""
    with errors_told():
        perturbations = standard_perturbations(NAMES)
        plain = [text for path in gold for text in read_gold(path)]
        for name in model or ["fast", "accurate"]:
            pipeline = load(name)
            texts = [with_names(text, pipeline) for text in plain]
            known: dict[str, Article] = {}
            articles = read(pipeline, texts, known) * draws
            print(f"{name}, {len(texts)} texts, {draws} draws\n\n{HEAD}")
            texts *= draws
            base = row("as they are", "-", texts, articles, ())
            for title, perturbation in perturbations.items():
                changed = perturbed(texts, title, perturbation)
                count = sum(new.text != old.text for new, old in zip(changed, texts, strict=True))
                found = read(pipeline, changed, known)
                row(title, f"{count / len(texts):.0%}", changed, found, base)
                show((texts, articles), (changed, found), examples)
            print()


if __name__ == "__main__":
    typer.run(main)
