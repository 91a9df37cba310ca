"""Label texts by a model: ``python training/relabel.py MODEL TEXTS OUT``.

What the tagger alone finds in each text is written as JSON lines, for the training of a smaller
tagger. MODEL is ``accurate`` or a folder; TEXTS is a file that ``evaluate`` reads, whose own annotations are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from bn_entities.evaluation import GoldText, read_gold
from bn_entities.tagger.component import named_tagger
from bn_entities.tagger.training import Preparation


def main(
    model: Annotated[str, typer.Argument(help="accurate, or the folder of a model.")],
    texts: Annotated[Path, typer.Argument(help="Texts to label.")],
    out: Annotated[Path, typer.Argument(help="File to write, JSON lines.")],
) -> None:
    """Write the labelled texts."""
    tagger = named_tagger(model)
    preparation = Preparation()
    done = 0
    with out.open("w", encoding="utf-8") as file:
        for batch in _batches(read_gold(texts), 512):
            docs = [preparation.doc(text.text) for text in batch]
            for text, doc, spans in zip(batch, docs, tagger.tag(docs), strict=True):
                entities = [
                    {
                        "start": doc[span.start].idx,
                        "end": doc[span.end - 1].idx + len(doc[span.end - 1]),
                        "label": span.label,
                    }
                    for span in spans
                ]
                file.write(
                    json.dumps({"id": text.id, "text": text.text, "entities": entities}, ensure_ascii=False) + "\n"
                )
            done += len(batch)
            print(done, flush=True)


def _batches(texts: Iterator[GoldText], size: int) -> Iterator[Sequence[GoldText]]:
    while batch := list(islice(texts, size)):
        yield batch


if __name__ == "__main__":
    typer.run(main)
