"""Count words: ``python training/frequencies.py WORDS OUT``.

WORDS is what ``training/words.py`` wrote, OUT the packed table that
``bn_entities.bengali.frequencies`` reads.
"""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import Annotated

import regex
import typer

_BENGALI_WORD = regex.compile(r"[\p{Bengali}\p{M}\u200d]+")


def main(
    words: Annotated[Path, typer.Argument(help="Tokenized words, one line a paragraph.")],
    out: Annotated[Path, typer.Argument(help="File to write, .tsv.gz.")],
    at_least: int = 10,
) -> None:
    """Write the words that stand at least so often, most frequent first, with their counts."""
    counts: Counter[str] = Counter()
    with words.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    kept = sorted(
        ((word, count) for word, count in counts.items() if count >= at_least and _BENGALI_WORD.fullmatch(word)),
        key=lambda pair: (-pair[1], pair[0]),
    )
    table = "".join(f"{word}\t{count}\n" for word, count in kept)
    # No time stamp: the same counts make the same file.
    out.write_bytes(gzip.compress(table.encode("utf-8"), compresslevel=9, mtime=0))
    print(f"{len(kept)} words")


if __name__ == "__main__":
    typer.run(main)
