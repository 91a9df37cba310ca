"""Train the word vectors: ``python training/vectors.py WORDS OUT``.

WORDS is what ``training/words.py`` wrote; OUT is a folder, which gets
``vectors.npy``: float16, one row a bucket. Six minutes on two cores.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import floret
import numpy as np
import typer

BUCKETS = 50_000
HASHES = 2
SHORTEST_NGRAM = 3
LONGEST_NGRAM = 5
DIMENSIONS = 100


def main(
    words: Annotated[Path, typer.Argument(help="Tokenized words, one line a paragraph.")],
    out: Annotated[Path, typer.Argument(help="Folder for vectors.npy.")],
    epochs: int = 2,
    threads: int = 2,
) -> None:
    """Train floret vectors and write their table."""
    model = floret.train_unsupervised(
        str(words),
        model="skipgram",
        mode="floret",
        hashCount=HASHES,
        bucket=BUCKETS,
        minn=SHORTEST_NGRAM,
        maxn=LONGEST_NGRAM,
        minCount=10,
        dim=DIMENSIONS,
        epoch=epochs,
        thread=threads,
    )
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "vectors.floret"
        model.save_floret_vectors(str(table))
        with table.open(encoding="utf-8") as lines:
            header = next(lines).split()
            print("floret header:", header)
            rows = [line.split()[1 : DIMENSIONS + 1] for line in lines]
    out.mkdir(parents=True, exist_ok=True)
    np.save(out / "vectors.npy", np.array(rows, dtype=np.float32).astype(np.float16))


if __name__ == "__main__":
    typer.run(main)
