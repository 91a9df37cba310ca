"""The annotated corpus as it lies in its folder: our own articles, and annotations of the texts of others."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from bn_entities.corpus.standoff import joined, read_rows, source_texts
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText, read_gold


def annotation_files(folder: Path) -> list[Path]:
    """Return the files of annotations of a corpus, sorted by name.

    Args:
        folder: The corpus.
    """
    return sorted((folder / "annotations").glob("*.jsonl"))


def read_corpus(folder: Path, sources: Path | None) -> list[GoldText]:
    """Return the annotated texts of a corpus.

    Args:
        folder: The corpus.
        sources: Folder of the annotated texts of others; None leaves them out.

    Raises:
        BnEntitiesError: There is nothing, or a file cannot be read, or a text is not the one that was annotated.
    """
    articles = sorted((folder / "articles").glob("*.txt"))
    texts = [text for path in articles for text in read_gold(path)]
    if sources is not None:
        by_id = source_texts(sources)
        for path in annotation_files(folder):
            texts += joined(read_rows(path), by_id)
    if not texts:
        raise BnEntitiesError(f"no articles/*.txt in {folder}: give the folder of the corpus")
    return texts


def parted(texts: Iterable[GoldText]) -> tuple[list[GoldText], list[GoldText]]:
    """Return the texts to train on, and a tenth of them that is held out for calibration and comparisons.

    A text's id alone decides, so that a corpus that grows keeps its parts.

    Args:
        texts: Annotated texts with ids.
    """
    training: list[GoldText] = []
    held_out: list[GoldText] = []
    for text in texts:
        digest = int.from_bytes(sha256(text.id.encode()).digest()[:8], "big")
        (training if digest % 10 else held_out).append(text)
    return training, held_out
