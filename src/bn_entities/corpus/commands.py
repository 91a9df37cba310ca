"""The commands ``bn-entities corpus check`` and ``export``."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from bn_entities.console import errors_told

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


class Part(str, Enum):
    """The parts of the corpus."""

    ALL = "all"
    TRAINING = "training"
    HELD_OUT = "held-out"


@app.command()
def check(folder: Folder, sources: Sources = None) -> None:
    """Check the corpus; print each fault, and end with status 1 if there is any."""
    from bn_entities.corpus.checks import check_texts, count_mentions
    from bn_entities.corpus.reading import annotation_files, read_corpus
    from bn_entities.corpus.standoff import read_rows

    with errors_told():
        texts = read_corpus(folder, sources)
        if sources is None:
            # The rows are not joined with their texts, but their form can be checked.
            for path in annotation_files(folder):
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
    part: Annotated[
        Part, typer.Option(help="training is what the packaged models were trained on, held-out the tenth beside it.")
    ] = Part.ALL,
) -> None:
    """Write the corpus, joined with its texts, in a form that other programs read."""
    from bn_entities.corpus.export import write
    from bn_entities.corpus.reading import parted, read_corpus

    with errors_told():
        texts = read_corpus(folder, sources)
        training, held_out = parted(texts)
        chosen = {Part.ALL: texts, Part.TRAINING: training, Part.HELD_OUT: held_out}[part]
        count = write(chosen, form.value, out)
    typer.echo(f"{out}: {count} texts", err=True)
