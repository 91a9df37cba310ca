"""The commands ``bn-entities corpus check`` and ``export``."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bn_entities.console import errors_told

if TYPE_CHECKING:
    from bn_entities.evaluation import GoldText

app = typer.Typer(help="Read, check and export the annotated corpus.", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(help="Folder of the corpus: annotations/*.jsonl, articles/*.txt.")]
Sources = Annotated[
    Path | None, typer.Option(help="Folder of the annotated texts of others; without it, our own articles only.")
]


class Form(str, Enum):
    """The forms of an export."""

    JSONL = "jsonl"
    CONLL = "conll"
    DATASETS = "datasets"
    SPACY = "spacy"


@app.command()
def check(folder: Folder, sources: Sources = None) -> None:
    """Check the corpus; print each fault, and end with status 1 if there is any."""
    from bn_entities.corpus.checks import check_texts, count_mentions
    from bn_entities.corpus.standoff import read_rows

    with errors_told():
        texts = read_corpus(folder, sources)
        for path in sorted((folder / "annotations").glob("*.jsonl")):
            for _ in read_rows(path):
                pass
        exceptions = folder / "exceptions.txt"
        allowed = exceptions.read_text(encoding="utf-8").splitlines() if exceptions.is_file() else []
    faults = list(check_texts(texts, allowed))
    for fault in faults:
        typer.echo(fault)
    counts = count_mentions(texts)
    typer.echo(
        f"{len(texts)} texts, {sum(counts.values())} mentions, {len(faults)} faults: "
        + ", ".join(f"{label} {counts[label]}" for label in sorted(counts)),
        err=True,
    )
    if faults:
        raise typer.Exit(1)


@app.command()
def export(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")],
    sources: Sources = None,
    form: Annotated[Form, typer.Option("--format", help="datasets: JSON lines of words and tags.")] = Form.JSONL,
) -> None:
    """Write the corpus, joined with its texts, in a form that other programs read."""
    from bn_entities.corpus.export import write

    with errors_told():
        count = write(read_corpus(folder, sources), form.value, out)
    typer.echo(f"{out}: {count} texts", err=True)


def read_corpus(folder: Path, sources: Path | None) -> list[GoldText]:
    """Return the annotated texts of a corpus.

    Args:
        folder: The corpus.
        sources: Folder of the annotated texts of others; None leaves them out.

    Raises:
        BnEntitiesError: There is nothing, or a file cannot be read, or a text is not the one that was annotated.
    """
    from bn_entities.corpus.standoff import joined, read_rows, source_texts
    from bn_entities.errors import BnEntitiesError
    from bn_entities.evaluation import read_gold

    articles = sorted((folder / "articles").glob("*.txt"))
    texts = [text for path in articles for text in read_gold(path)]
    if sources is not None:
        by_id = source_texts(sources)
        for path in sorted((folder / "annotations").glob("*.jsonl")):
            texts += joined(read_rows(path), by_id)
    if not texts:
        raise BnEntitiesError(f"no articles/*.txt in {folder}: give the folder of the corpus")
    return texts
