"""Make the tokenized words of all texts: ``python training/words.py CORPORA OUT``.

Writes one line a paragraph, normalized tokens parted by spaces, from the raw
texts and the annotated ones (whose labels are not read). What is learnt from
words alone (vectors, counts) is learnt from this file.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Annotated

import typer

from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.tokens import tokenize


def paragraphs(corpora: Path) -> Iterator[str]:
    """Yield every paragraph of the raw texts, then the texts of the annotated files, without those of ``dev.jsonl``."""
    with (corpora / "dev.jsonl").open(encoding="utf-8") as lines:
        held_out = {json.loads(line)["id"] for line in lines}
    for path in sorted((corpora / "raw").glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    for path in sorted(corpora.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["id"] not in held_out:
                    yield row["text"]


def words(paragraph: str) -> str:
    """Return the tokens of a paragraph, normalized, parted by single spaces."""
    return " ".join(normalize(paragraph[start:end]) for start, end in tokenize(paragraph))


def main(
    corpora: Annotated[Path, typer.Argument(help="Folder of the corpora.")],
    out: Annotated[Path, typer.Argument(help="File to write.")],
) -> None:
    """Write the tokenized words of all texts."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with Pool() as pool, out.open("w", encoding="utf-8") as file:
        for line in pool.imap(words, paragraphs(corpora), chunksize=2000):
            file.write(line + "\n")


if __name__ == "__main__":
    typer.run(main)
