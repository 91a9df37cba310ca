"""Fit ``WITHOUT_TAGGER`` of ``bn_entities/resolve.py``: ``python training/without_tagger.py CORPORA``.

What the resolver's odds are worth where no tagger runs, measured on the whole annotated corpus, since
gazetteers and rules learn nothing from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bn_entities import load
from bn_entities.calibration import fit
from bn_entities.corpus.reading import read_corpus
from bn_entities.training.run import LEAST_FOR_CALIBRATION, outcomes


def main(corpora: Annotated[Path, typer.Argument(help="Folder of the corpora.")]) -> None:
    """Print the curves."""
    pipeline = load(tagger="none", min_score=LEAST_FOR_CALIBRATION)
    for sources, curve in fit(outcomes(pipeline, read_corpus(Path(__file__).parent, corpora))).curves.items():
        print(f'"{sources}": Curve(slope={curve.slope}, offset={curve.offset}),')


if __name__ == "__main__":
    typer.run(main)
