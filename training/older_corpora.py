"""Score the older corpora against the annotations: ``python training/older_corpora.py CORPORA``.

For each corpus whose texts were annotated anew, precision and recall of its own labels
(exact span and label), for the labels that it has.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from bn_entities.corpus.reading import read_corpus
from bn_entities.evaluation import read_gold
from bn_entities.records import LABELS

HERE = Path(__file__).parent


def main(corpora: Annotated[Path, typer.Argument(help="Folder of the corpora.")]) -> None:
    """Print one table."""
    ours = {text.id: {span[:3] for span in text.spans} for text in read_corpus(HERE, corpora)}
    print("| corpus | label | theirs | ours | precision | recall |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name in ("rifat", "banglakit", "neon_headlines"):
        theirs: Counter[str] = Counter()
        there: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for text in read_gold(corpora / f"{name}.jsonl"):
            if text.id in ours:
                spans = {span[:3] for span in text.spans}
                theirs.update(label for *_, label in spans)
                there.update(label for *_, label in ours[text.id])
                right.update(label for *_, label in spans & ours[text.id])
        for label in LABELS:
            if theirs[label]:
                precision, recall = right[label] / theirs[label], right[label] / there[label] if there[label] else 0.0
                print(f"| {name} | {label} | {theirs[label]} | {there[label]} | {precision:.2f} | {recall:.2f} |")


if __name__ == "__main__":
    typer.run(main)
